//! The personnel change: a list is compared with who holds what, shown, and booked at once.

use bytes::Bytes;
use domain::{
    Day,
    event::{Event, FileKept, GrantEnded, PersonnelChange},
    person::Person,
    personnel::{PersonnelComparison, PersonnelEntry, PersonnelLine, Present, compare},
    plan::Plan,
};
use store::{AuditRecord, Tx};

use crate::{
    App, Error, Result,
    kit::{actor::By, clock, digest::digest, ids},
};

/// How the list is meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meant {
    /// The day of the change; the list's first when it is not said.
    pub(crate) on: Option<Day>,
    /// Whether clerks and chiefs whom the list does not name end.
    pub(crate) end_absent: bool,
}

/// A list beside who holds what.
#[derive(Debug)]
pub(crate) struct PersonnelPreview {
    pub(crate) plan: Plan,
    pub(crate) on: Day,
    pub(crate) comparison: PersonnelComparison,
    /// A mark of what is shown: the same change has the same mark.
    pub(crate) mark: String,
}

/// The lines of a file.
pub(crate) async fn lines(app: &App, bytes: Bytes) -> Result<Vec<PersonnelLine>> {
    let read = app.desk.run(move || ingest::personnel::read(&bytes)).await?;
    read.map_err(|error| Error::Refused(error.to_string()))
}

/// Keeps a file until it is booked; answers its digest.
pub(crate) async fn keep(app: &App, by: &By, name: &str, bytes: Bytes) -> Result<String> {
    lines(app, bytes.clone()).await?;
    let mut tx = app.store.begin().await?;
    let (digest, at) = (digest(&bytes), clock::now());
    tx.keep_file(&digest, name, &bytes, &at).await?;
    let why = "登録の前に確かめるためです。".to_owned();
    let kept = Event::FileKept(FileKept { file: name.to_owned(), why });
    tx.record(&AuditRecord { subject: digest.clone(), ..by.did(kept, &at) }).await?;
    tx.commit().await?;
    Ok(digest)
}

/// Compares a list with who holds what, for a plan.
pub(crate) async fn preview(
    tx: &mut Tx,
    plan: Plan,
    list: &[PersonnelLine],
    meant: Meant,
) -> Result<PersonnelPreview> {
    let sections = tx.sections(&plan.id).await?;
    let people: Vec<Person> = tx.people().await?.into_iter().map(|known| known.person).collect();
    let stated = list.iter().filter_map(|line| Day::parse(&line.from).ok()).min();
    let on = meant.on.or(stated).unwrap_or_else(clock::day);
    let present = Present {
        people: &people,
        sections: &sections,
        plan: &plan.id,
        on,
        end_absent: meant.end_absent,
    };
    let comparison = compare(list, present);
    let mark = digest(format!("{on} {comparison:?}").as_bytes());
    Ok(PersonnelPreview { plan, on, comparison, mark })
}

/// Books the change that was shown; another one, because somebody changed a role meanwhile, is
/// shown again first.
pub(crate) async fn book(
    app: &App,
    by: &By,
    plan: Plan,
    list: &[PersonnelLine],
    meant: Meant,
    seen: Option<&str>,
) -> Result<PersonnelPreview> {
    let mut tx = app.store.begin().await?;
    let preview = preview(&mut tx, plan, list, meant).await?;
    if !preview.comparison.problems.is_empty() {
        return Err(Error::Refused(format!(
            "読み取れない行が{}行あるため、登録していません。ファイルを直してから、もう一度読み込んでください。",
            preview.comparison.problems.len()
        )));
    }
    if seen.is_some_and(|seen| seen != preview.mark) {
        return Err(Error::Conflict(
            "確認のあいだに職員の登録が変わりました。もう一度確認してください。".to_owned(),
        ));
    }
    for entry in &preview.comparison.entries {
        take(&mut tx, entry).await?;
    }
    if !preview.comparison.is_needless() {
        let booked = Event::PersonnelBooked(changes(&preview.comparison));
        let (plan, subject) = (Some(preview.plan.id.clone()), preview.on.to_string());
        tx.record(&AuditRecord { plan, subject, ..by.did(booked, &clock::now()) }).await?;
    }
    tx.commit().await?;
    Ok(preview)
}

async fn take(tx: &mut Tx, entry: &PersonnelEntry) -> Result<()> {
    let Some(id) = &entry.person else {
        let person = Person {
            id: ids::new(),
            login: entry.login.clone(),
            name: entry.name.clone(),
            mail: entry.mail.clone(),
            grants: entry.begins.clone(),
        };
        return Ok(tx.create_person(&person, &clock::now(), &mut ids::text).await?);
    };
    if entry.renamed {
        tx.rename_person(id, &entry.name, &entry.mail).await?;
    }
    let held = tx.grants(id).await?;
    for (was, until) in &entry.ends {
        for stored in held.iter().filter(|stored| stored.grant == *was) {
            tx.end_grant(&stored.id, *until).await?;
        }
    }
    for grant in &entry.begins {
        tx.grant(&ids::new(), id, grant).await?;
    }
    Ok(())
}

/// The change as its event keeps it.
fn changes(comparison: &PersonnelComparison) -> Vec<PersonnelChange> {
    let changed = comparison.entries.iter().filter(|entry| {
        entry.person.is_none()
            || entry.renamed
            || !entry.begins.is_empty()
            || !entry.ends.is_empty()
    });
    let change = |entry: &PersonnelEntry| PersonnelChange {
        person: entry.person.clone(),
        login: entry.login.clone(),
        name: entry.name.clone(),
        mail: entry.mail.clone(),
        begins: entry.begins.clone(),
        ends: entry
            .ends
            .iter()
            .map(|(was, until)| GrantEnded { grant: was.clone(), until: *until })
            .collect(),
    };
    changed.map(change).collect()
}
