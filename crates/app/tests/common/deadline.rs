//! A city on the last day of its round: a sheet of many rows, sections that share some of them, and
//! people who are signed in. Made by the store's own functions.

use domain::{
    Day, FiscalYear, Id, Place, Slot,
    action::Action,
    event::{Event, RowsHeld},
    opening::next_sheet,
    person::{Grant, Person, Role},
    plan::Plan,
    reading::{Account, Reader, Reading},
    round::{Round, questions},
    scale::{Grade, Scale},
    section::Section,
    sheet::{Cell, Row, Sheet},
};
use sha2::{Digest, Sha256};
use store::{AuditRecord, NewImport, Session, SessionState, Store, StoredRegister, Tx};

/// When everything of the city was made; sessions were used last at the end of time.
const AT: &str = "2026-04-01T00:00:00.000000Z";
const FOREVER: &str = "9999-12-31T00:00:00.000000Z";

/// How much there is of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) actions: usize,
    pub(crate) sections: usize,
    pub(crate) people: usize,
}

/// The city, for its clients.
pub(crate) struct City {
    pub(crate) round: Round,
    pub(crate) asked: Vec<(Id<Action>, Id<Section>)>,
    /// Tokens of the clerks, each with the section; the first ones are of the first sections.
    pub(crate) clerks: Vec<(String, Id<Section>)>,
    /// The token of someone of the secretariat.
    pub(crate) secretariat: String,
}

impl City {
    /// The address of the round.
    pub(crate) fn board(&self) -> String {
        format!("/plans/{}/rounds/{}", self.round.plan, self.round.year.short())
    }

    /// The address of a section's list.
    pub(crate) fn list(&self, section: &Id<Section>) -> String {
        format!("{}/sections/{section}", self.board())
    }

    /// The address of a reply.
    pub(crate) fn reply(&self, (action, section): &(Id<Action>, Id<Section>)) -> String {
        format!("{}/replies/{action}", self.list(section))
    }

    /// What is asked of a section.
    pub(crate) fn of<'a>(
        &'a self,
        section: &'a Id<Section>,
    ) -> impl Iterator<Item = &'a (Id<Action>, Id<Section>)> {
        self.asked.iter().filter(move |(_, of)| of == section)
    }

    /// The questions that are answered in sentences.
    pub(crate) fn prose(&self) -> Vec<Slot> {
        let prose = self.round.questions.iter().filter(|question| question.limit.is_some());
        prose.map(|question| question.slot.clone()).collect()
    }
}

/// The digest under which a token, or a file, is stored.
fn digest(token: &str) -> String {
    let digest = Sha256::digest(token.as_bytes());
    digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// Identifiers that are like no others.
fn ids(of: &str) -> impl FnMut() -> String + Send {
    let (of, mut n) = (of.to_owned(), 0);
    move || {
        n += 1;
        format!("{of}-{n:06}")
    }
}

/// Makes a city; `name` tells its identifiers from those of others.
pub(crate) async fn found(store: &Store, name: &str, size: Size) -> store::Result<City> {
    let mut tx = store.begin().await?;
    let plan = Plan {
        id: Id::new(format!("plan-{name}")),
        municipality: format!("みずほの市{name}"),
        area_code: String::new(),
        title: "自殺対策計画".into(),
    };
    tx.create_plan(&plan).await?;
    let last = sheet(size);
    book(&mut tx, &plan, &last, &format!("{name}a")).await?;
    let sheet = next_sheet(&last);
    book(&mut tx, &plan, &sheet, &format!("{name}b")).await?;
    let (opens_on, due_on) = days();
    let round = Round {
        id: Id::new(format!("round-{name}")),
        plan: plan.id.clone(),
        year: sheet.year,
        opens_on,
        due_on,
        approval: true,
        questions: questions(&sheet.layout),
        closed: false,
    };
    tx.create_round(&round, AT).await?;
    let asked = tx.owned(&plan.id, sheet.year).await?;
    tx.add_replies(&round.id, &asked, round.questions.len()).await?;
    let sections: Vec<_> = tx.sections(&plan.id).await?;
    let owners: Vec<_> =
        sections.iter().filter(|of| asked.iter().any(|(_, section)| *section == of.id)).collect();
    let mut clerks = Vec::new();
    for (n, section) in owners.iter().cycle().take(size.people).enumerate() {
        let token = seat(&mut tx, &plan, Role::Clerk, Some(&section.id), n).await?;
        clerks.push((token, section.id.clone()));
    }
    let secretariat = seat(&mut tx, &plan, Role::Secretariat, None, 0).await?;
    tx.define_register(&plan.id, &courses(), None).await?;
    tx.record(&founded(name)).await?;
    tx.commit().await?;
    Ok(City { round, asked, clerks, secretariat })
}

/// The name of the register that every section has.
pub(crate) const REGISTER: &str = "講座";

/// The register.
fn courses() -> StoredRegister {
    let counting = r#"{"key":"held","unit":"回","kind":"held"}"#;
    StoredRegister {
        name: REGISTER.into(),
        version: 1,
        definition: format!(
            r#"{{"name":"{REGISTER}","shape":"occasion","show":["memo"],"countings":[{counting}]}}"#
        ),
        defined_by: "試験".into(),
        defined_at: AT.into(),
    }
}

/// What the history tells of a city that was made past the use cases.
fn founded(name: &str) -> AuditRecord {
    AuditRecord {
        id: Id::new(format!("founded-{name}")),
        at: AT.into(),
        actor: "試験".into(),
        person: None,
        plan: None,
        action: None,
        section: None,
        subject: "test".into(),
        event: Event::RowsHeld(RowsHeld { reason: String::new() }),
    }
}

/// A round that lasts as long as this program is tested.
fn days() -> (Day, Day) {
    let day = |text| Day::parse(text).unwrap();
    (day("2020-04-01"), day("2090-03-31"))
}

/// A person who is signed in; answers the token.
async fn seat(
    tx: &mut Tx,
    plan: &Plan,
    role: Role,
    section: Option<&Id<Section>>,
    n: usize,
) -> store::Result<String> {
    let login = format!("{}-{}-{n}", plan.id, role.code());
    let (from, _) = days();
    let plan = Some(plan.id.clone());
    let grants = vec![Grant { role, plan, section: section.cloned(), from, until: None }];
    let person = Person {
        id: Id::new(&login),
        login: login.clone(),
        name: format!("職員 {n}"),
        mail: String::new(),
        grants,
    };
    tx.create_person(&person, AT, &mut ids(&login)).await?;
    tx.open_session(&session(&login, person.id)).await?;
    Ok(login)
}

/// A session that lasts.
pub(crate) fn session(token: &str, person: Id<Person>) -> Session {
    Session {
        digest: digest(token),
        person,
        state: SessionState::Open,
        created_at: AT.into(),
        seen_at: FOREVER.into(),
        expires_at: FOREVER.into(),
        agent: "試験".into(),
        vouched: false,
    }
}

async fn book(tx: &mut Tx, plan: &Plan, sheet: &Sheet, name: &str) -> store::Result<()> {
    let digest = digest(name);
    tx.keep_file(&digest, "sheet.json", name.as_bytes(), AT).await?;
    let reading = Reading {
        reader: Reader::Json,
        year_found: Some(sheet.year),
        title: String::new(),
        municipality: None,
        sheet: Sheet { rows: Vec::new(), ..sheet.clone() },
        problems: Vec::new(),
        account: Account::default(),
        decisions: Vec::new(),
        by_layout: false,
    };
    let import = NewImport {
        id: Id::new(format!("import-{name}")),
        plan: plan.id.clone(),
        digest,
        name: "sheet.json".into(),
        reading,
        created_at: AT.into(),
    };
    tx.create_import(&import).await?;
    tx.save_sheet(&plan.id, &import.id, sheet, &mut ids(name)).await?;
    tx.mark_booked(&import.id, AT).await
}

/// Last year's sheet; of every third row two sections are owners.
fn sheet(size: Size) -> Sheet {
    let scale = Scale {
        name: "取組状況".into(),
        grades: vec![Grade::new("ア", "実施済"), Grade::new("イ", "実施中")],
    };
    let year = FiscalYear::parse("R7").unwrap();
    let layout = domain::layout::Layout::standard(year, scale);
    let cell = |text: String| Cell { text, place: None };
    let row = |n: usize| {
        let mut row = Row::blank(u32::try_from(n + 1).unwrap(), Place::File);
        let section = |n: usize| format!("第{}課", n % size.sections + 1);
        row.action = cell(format!("第{}の取組", n + 1));
        row.content = cell("関係機関が集まり、情報を共有し、連携を強める。".repeat(3));
        row.department = cell("健康福祉部".into());
        row.section = cell(match n % 3 {
            0 => format!("{}・{}", section(n), section(n + 1)),
            _ => section(n),
        });
        for slot in layout.slots() {
            let text = format!("{}を{}回行い、{}人が参加した。", slot.field.label(), n + 1, n * 7);
            row.answers.insert(slot.clone(), cell(text.repeat(2)));
        }
        row
    };
    Sheet { year, measures: Vec::new(), rows: (0..size.actions).map(row).collect(), layout }
}
