//! Workbooks of sections (回答用のExcel): sent out, taken back. What only one side changed is taken
//! at once; what both changed waits for a person, both versions in sight.

pub(crate) mod book;
pub(crate) mod command;
mod compared;
mod decision;
pub(crate) mod notes;
mod place;
mod view;
pub(crate) mod web;

use bytes::Bytes;
use domain::{
    Id,
    event::{ChosenText, Event, SettledCell, WorkbookReturned, WorkbookSettled},
    reply_workbook::Notice,
};
use store::{AuditRecord, Tx};

pub(crate) use compared::{ComparedWorkbook, State};
pub(crate) use decision::{AnswerDecision, decide};
pub(crate) use place::ReturnTarget;

use crate::{
    App, Error, Result,
    kit::{actor::Actor, clock, digest::digest},
    slices::replies::{
        self, ReplyRef, WriteOutcome, WriteRequest,
        section::{Context, context},
    },
};
use compared::compare_all;

/// A kept file beside the present.
#[derive(Debug)]
pub(crate) struct Handed {
    pub(crate) name: String,
    pub(crate) books: Vec<ComparedWorkbook>,
}

/// What came of a file that was handed in.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) digest: String,
    /// How many answers were taken from each of its workbooks.
    pub(crate) taken: Vec<usize>,
    /// What was to be said of each before anything was taken: a comparison after that speaks as of
    /// a file that came a second time.
    pub(crate) notices: Vec<Vec<Notice>>,
}

/// Keeps a file, a workbook or a zip of many, and takes what only it changed: one transaction.
pub(crate) async fn receive(
    app: &App,
    place: &ReturnTarget,
    name: &str,
    bytes: Bytes,
    by: &Actor,
) -> Result<Received> {
    ingest::check_size(bytes.len() as u64)?;
    let digest = digest(&bytes);
    let mut entries = read(app, name.to_owned(), bytes.clone()).await?;
    if let [ingest::BundleFile { read: Err(_), .. }] = entries[..] {
        // Alone, a file that cannot be read is told at once and not kept
        entries.remove(0).read?;
    }
    if place.section.is_some() && entries.len() > 1 {
        return Err(Error::Refused(
            "いくつもの課のExcelが入ったZIPファイルです。課の回答には、その課のExcelを1つ選んでください。"
                .to_owned(),
        ));
    }
    let mut tx = app.store.begin().await?;
    let context = context(&mut tx, &place.plan, place.year).await?;
    let at = clock::now();
    tx.keep_file(&digest, name, &bytes, &at).await?;
    let events = tx.events_of_subject(&place.plan, &digest).await?;
    let books = compare_all(&mut tx, &context, place, &entries, &events, by.today).await?;
    let taken = take(&mut tx, &context, &digest, &books, by).await?;
    let returned = Event::RepliesReturned(WorkbookReturned {
        file: name.to_owned(),
        round: context.round.id.to_string(),
        fiscal_year: place.year,
        workbooks: books.len(),
        taken: taken.iter().sum(),
    });
    tx.record(&record(by, place, &digest, returned)).await?;
    tx.commit().await?;
    let notices = books.into_iter().map(|book| book.comparison.notices).collect();
    Ok(Received { digest, taken, notices })
}

/// Reads a file away from the server's threads.
async fn read(app: &App, name: String, bytes: Bytes) -> Result<Vec<ingest::BundleFile>> {
    Ok(app.desk.run(move || ingest::reply_workbooks(&name, bytes.into())).await??)
}

/// A kept file, compared with the present anew.
pub(crate) async fn look(
    app: &App,
    place: &ReturnTarget,
    digest: &str,
    by: &Actor,
) -> Result<Handed> {
    let (name, entries, events) = kept(app, place, digest).await?;
    let mut tx = app.store.read().await?;
    let context = context(&mut tx, &place.plan, place.year).await?;
    let books = compare_all(&mut tx, &context, place, &entries, &events, by.today).await?;
    Ok(Handed { name, books })
}

/// A file that came back to this place, and what was done with it. A section sees its own only.
async fn kept(
    app: &App,
    place: &ReturnTarget,
    digest: &str,
) -> Result<(String, Vec<ingest::BundleFile>, Vec<AuditRecord>)> {
    let mut tx = app.store.read().await?;
    let events = tx.events_of_subject(&place.plan, digest).await?;
    let own = |record: &&AuditRecord| place.section.is_none() || record.section == place.section;
    let name = |record: &AuditRecord| match &record.event {
        Event::RepliesReturned(returned) => Some(returned.file.clone()),
        _ => None,
    };
    let name = events.iter().rev().filter(own).find_map(name);
    let name = name.ok_or(Error::NotFound("この返送"))?;
    let file = tx.file(digest).await?;
    drop(tx);
    let entries = read(app, name.clone(), file.bytes.into()).await?;
    Ok((name, entries, events))
}

/// Takes what only the workbooks changed; answers how many of each.
async fn take(
    tx: &mut Tx,
    context: &Context,
    digest: &str,
    books: &[ComparedWorkbook],
    by: &Actor,
) -> Result<Vec<usize>> {
    let mut taken = Vec::new();
    for book in books {
        let cells = book.cells(State::Ready).map(|cell| {
            let text = book.stored(&cell.slot, &cell.theirs);
            let request =
                WriteRequest { slot: cell.slot.clone(), text, same: None, base: cell.version };
            (cell.key.clone(), request)
        });
        let saved = write(tx, context, book, cells.collect(), digest, by).await?;
        taken.push(saved.len());
        settle(tx, context, book, (Event::RepliesTaken, digest), saved, by).await?;
    }
    Ok(taken)
}

/// Writes texts of a workbook, action by action. What someone else changed or handed in meanwhile
/// stays as it is; answers what was saved.
async fn write(
    tx: &mut Tx,
    context: &Context,
    book: &ComparedWorkbook,
    cells: Vec<(Id<domain::action::Action>, WriteRequest)>,
    digest: &str,
    by: &Actor,
) -> Result<Vec<SettledCell>> {
    let Some(section) = &book.section else { return Ok(Vec::new()) };
    let mut saved = Vec::new();
    for of_action in cells.chunk_by(|one, other| one.0 == other.0) {
        let Some((action, _)) = of_action.first() else { continue };
        let asked = ReplyRef {
            plan: context.plan.id.clone(),
            year: context.round.year,
            section: section.id.clone(),
            action: action.clone(),
        };
        let opened = replies::open(tx, &asked, by.today).await?;
        let requests = of_action.iter().map(|(_, request)| request.clone()).collect();
        match replies::write_in(tx, opened, requests, Some(digest), by).await {
            Ok(outcomes) => saved.extend(outcomes.into_iter().filter_map(|(slot, outcome)| {
                let WriteOutcome::Saved(version) = outcome else { return None };
                Some(SettledCell {
                    action: action.clone(),
                    field: slot.key(),
                    choice: ChosenText::Theirs,
                    version,
                    kept: None,
                    left: None,
                })
            })),
            Err(Error::Conflict(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(saved)
}

/// Records what was settled of a workbook, so that it is not asked again.
async fn settle(
    tx: &mut Tx,
    context: &Context,
    book: &ComparedWorkbook,
    (event, digest): (fn(WorkbookSettled) -> Event, &str),
    cells: Vec<SettledCell>,
    by: &Actor,
) -> Result<()> {
    let (Some(section), false) = (&book.section, cells.is_empty()) else { return Ok(()) };
    let (plan, year) = (context.plan.id.clone(), context.round.year);
    let place = ReturnTarget { plan, year, section: Some(section.id.clone()) };
    let round = context.round.id.to_string();
    let settled = event(WorkbookSettled { file: book.name.clone(), round, cells });
    Ok(tx.record(&record(by, &place, digest, settled)).await?)
}

/// The audit record of what was done with a file that came back.
fn record(by: &Actor, place: &ReturnTarget, digest: &str, event: Event) -> AuditRecord {
    AuditRecord {
        plan: Some(place.plan.clone()),
        section: place.section.clone(),
        subject: digest.to_owned(),
        ..by.did(event, &clock::now())
    }
}
