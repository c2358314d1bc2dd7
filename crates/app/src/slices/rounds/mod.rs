//! Rounds: opened on the sheet of the year before, set, closed; leave for one section.

use domain::{
    Day, FiscalYear, Id,
    event::{Event, RoundChanged, RoundClosed, RoundExcepted, RoundOpened, RoundReopened},
    opening::next_sheet,
    plan::Plan,
    round::{Exception, Question, Round, questions},
    section::Section,
    sheet::Sheet,
    stage::{Stage, Step, after},
};
use report::Heading;
use store::{AuditRecord, GivenException, NewImport, Tx};

use crate::{
    App, Error, Result,
    kit::{actor::Actor, clock, digest::digest, ids},
    slices::sheets,
};

/// What the secretariat decides of a round.
#[derive(Debug, Clone)]
pub(crate) struct RoundRequest {
    pub(crate) opens_on: Day,
    pub(crate) due_on: Day,
    pub(crate) approval: bool,
    /// The questions; `None` for those of the form.
    pub(crate) questions: Option<Vec<Question>>,
}

impl RoundRequest {
    fn check(&self, today: Day) -> Result<()> {
        let refused = |sentence: &str| Err(Error::Refused(sentence.to_owned()));
        if self.due_on < self.opens_on {
            return refused("提出期限が開始日より前です。開始日より後の日を指定してください。");
        }
        if self.due_on < today {
            return refused("提出期限が過ぎた日です。今日以降の日を指定してください。");
        }
        if self.questions.as_ref().is_some_and(Vec::is_empty) {
            return refused("たずねる項目がありません。1つ以上選んでください。");
        }
        Ok(())
    }
}

/// The round of a year, which must be there.
pub(crate) async fn of_year(tx: &mut Tx, plan: &Id<Plan>, year: FiscalYear) -> Result<Round> {
    tx.round(plan, year).await?.ok_or(Error::NotFound("この年度の調査"))
}

/// Opens the round of a year: its sheet is made of the year before, and every owner of a row is
/// asked.
pub(crate) async fn open(
    app: &App,
    plan: &Id<Plan>,
    year: FiscalYear,
    settings: RoundRequest,
    by: &Actor,
) -> Result<Round> {
    settings.check(by.today)?;
    let mut tx = app.store.begin().await?;
    let plan = tx.plan(plan).await?;
    if tx.round(&plan.id, year).await?.is_some() || tx.sheet(&plan.id, year).await?.is_some() {
        return Err(Error::Conflict(format!(
            "{year}のシートはすでにあります。次の年度を指定してください。"
        )));
    }
    let before = year.plus(-1);
    if tx.round(&plan.id, before).await?.is_some_and(|round| !round.closed) {
        return Err(Error::Conflict(format!(
            "{before}の調査がまだ続いています。先に締め切ってから、{year}の調査を始めてください。"
        )));
    }
    let last = sheets::read_with(&mut tx, false, &plan.id, before).await?;
    let last = last.ok_or_else(|| {
        Error::Refused(format!(
            "{before}のシートがないため、{year}の調査を始められません。先に{before}のシートを取り込んでください。"
        ))
    })?;
    let at = clock::now();
    let sheet = book(&mut tx, &plan, next_sheet(&last.sheet), &at).await?;
    let round = Round {
        id: ids::new(),
        plan: plan.id.clone(),
        year,
        opens_on: settings.opens_on,
        due_on: settings.due_on,
        approval: settings.approval,
        questions: settings.questions.unwrap_or_else(|| questions(&sheet.layout)),
        closed: false,
    };
    tx.create_round(&round, &at).await?;
    let asked = tx.owned(&plan.id, year).await?;
    let required = round.questions.iter().filter(|question| question.required).count();
    tx.add_replies(&round.id, &asked, required).await?;
    let opened = RoundOpened {
        fiscal_year: year,
        settings: (&round).into(),
        asked: asked.len(),
        sheet: Some(tx.keep_sheet(&sheet, &at).await?),
        filed: Some(tx.filing(&plan.id, year).await?),
    };
    tx.record(&record(by, &round, Event::RoundOpened(opened), &at)).await?;
    tx.commit().await?;
    Ok(round)
}

/// Books the sheet with which a round begins. It is kept as a file like every other sheet, so that
/// what was asked can be looked up later.
async fn book(tx: &mut Tx, plan: &Plan, sheet: Sheet, at: &str) -> Result<Sheet> {
    let heading = Heading {
        municipality: &plan.municipality,
        area_code: &plan.area_code,
        plan_title: &plan.title,
    };
    let bytes = report::json(&heading, &sheet, None).to_string().into_bytes();
    let (name, digest) = (format!("{}_調査票.json", sheet.year.short()), digest(&bytes));
    tx.keep_file(&digest, &name, &bytes, at).await?;
    let reading =
        tokio::task::spawn_blocking(move || ingest::read(&bytes, &ingest::Options::default()));
    let reading = reading.await.map_err(Error::internal)??;
    let (sheet, created_at) = (reading.sheet.clone(), at.to_owned());
    let (id, plan_id) = (ids::new(), plan.id.clone());
    let import = NewImport { id, plan: plan_id, digest, name, reading, created_at };
    tx.create_import(&import).await?;
    tx.save_sheet(&plan.id, &import.id, &sheet, &mut ids::text).await?;
    tx.mark_booked(&import.id, at).await?;
    Ok(sheet)
}

/// Changes the dates, the questions or the chief's approval of a round.
pub(crate) async fn set(
    app: &App,
    plan: &Id<Plan>,
    year: FiscalYear,
    settings: RoundRequest,
    by: &Actor,
) -> Result<Round> {
    let mut tx = app.store.begin().await?;
    let before = of_year(&mut tx, plan, year).await?;
    if settings.due_on != before.due_on {
        settings.check(by.today)?;
    }
    let round = Round {
        opens_on: settings.opens_on,
        due_on: settings.due_on,
        approval: settings.approval,
        questions: settings.questions.unwrap_or_else(|| before.questions.clone()),
        ..before.clone()
    };
    tx.change_round(&round).await?;
    for reply in tx.replies(&round.id).await? {
        let missing = reply.missing(&round).len();
        tx.count_missing(&round.id, &reply.section, &reply.action, missing).await?;
    }
    let changed = RoundChanged { before: (&before).into(), after: (&round).into() };
    tx.record(&record(by, &round, Event::RoundChanged(changed), &clock::now())).await?;
    tx.commit().await?;
    Ok(round)
}

/// Closes a round: what was accepted is locked, and sections write no more without leave. Answers
/// how many were locked.
pub(crate) async fn close(
    app: &App,
    plan: &Id<Plan>,
    year: FiscalYear,
    by: &Actor,
) -> Result<usize> {
    let mut tx = app.store.begin().await?;
    let round = of_year(&mut tx, plan, year).await?;
    if round.closed {
        return Err(Error::Conflict("この調査は、すでに締め切られています。".to_owned()));
    }
    let at = clock::now();
    tx.close_round(&round.id, Some(&at)).await?;
    let mut locked = 0;
    for reply in tx.replies(&round.id).await? {
        if let Some(to) = after(Step::Lock, reply.stage, &by.roles, round.approval) {
            tx.move_reply(&round.id, &reply, to, &reply.reason_at(to, ""), reply.submitted_on)
                .await?;
            locked += 1;
        }
    }
    let closed = RoundClosed { fiscal_year: year, locked, stage: Stage::Locked };
    tx.record(&record(by, &round, Event::RoundClosed(closed), &at)).await?;
    tx.commit().await?;
    Ok(locked)
}

/// Opens a closed round again; what is locked stays locked.
pub(crate) async fn reopen(
    app: &App,
    plan: &Id<Plan>,
    year: FiscalYear,
    reason: &str,
    by: &Actor,
) -> Result<()> {
    let reason = stated(reason)?;
    let mut tx = app.store.begin().await?;
    let round = of_year(&mut tx, plan, year).await?;
    tx.close_round(&round.id, None).await?;
    let reopened = Event::RoundReopened(RoundReopened { fiscal_year: year, reason });
    tx.record(&record(by, &round, reopened, &clock::now())).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives one section leave to write until a day although the round is closed.
pub(crate) async fn except(
    app: &App,
    plan: &Id<Plan>,
    year: FiscalYear,
    exception: Exception,
    by: &Actor,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let round = of_year(&mut tx, plan, year).await?;
    if !tx.sections(plan).await?.iter().any(|section| section.id == exception.section) {
        return Err(Error::Refused("担当課を選んでください。".to_owned()));
    }
    except_in(&mut tx, &round, exception, by).await?;
    tx.commit().await?;
    Ok(())
}

/// The same within a transaction.
pub(crate) async fn except_in(
    tx: &mut Tx,
    round: &Round,
    exception: Exception,
    by: &Actor,
) -> Result<()> {
    let reason = stated(&exception.reason)?;
    if exception.until < by.today {
        return Err(Error::Refused(
            "延長の期限が過ぎた日です。今日以降の日を指定してください。".to_owned(),
        ));
    }
    let at = clock::now();
    let excepted = RoundExcepted { until: exception.until, reason: reason.clone() };
    let section = Some(exception.section.clone());
    let given = GivenException {
        exception: Exception { reason, ..exception },
        by: by.name.clone(),
        at: at.clone(),
    };
    tx.add_exception(&ids::text(), &round.id, &given).await?;
    let excepted = record(by, round, Event::RoundExcepted(excepted), &at);
    Ok(tx.record(&AuditRecord { section, ..excepted }).await?)
}

/// A reason that must be given.
pub(crate) fn stated(reason: &str) -> Result<String> {
    let reason = domain::reply::storable(reason.trim())?;
    if reason.is_empty() {
        return Err(Error::Refused("理由を入力してください。".to_owned()));
    }
    Ok(reason)
}

/// The name of a section, and its bureau's.
pub(crate) fn section_name(sections: &[Section], id: &Id<Section>) -> String {
    sections.iter().find(|section| section.id == *id).map_or_else(String::new, |s| s.name.clone())
}

/// The audit record of what was done to a round.
pub(crate) fn record(by: &Actor, round: &Round, event: Event, at: &str) -> AuditRecord {
    AuditRecord {
        plan: Some(round.plan.clone()),
        subject: round.id.to_string(),
        ..by.did(event, at)
    }
}
