//! Imports: a file is read and its doubts are listed; then, in one transaction, it is booked.

pub(crate) mod command;
pub(crate) mod web;

use bytes::Bytes;
use domain::{
    FiscalYear, Id,
    decision::{Answer, joined},
    event::{Event, FileKept, ImportBooked, ImportDiscarded, ImportRead},
    layout::Layout,
    plan::Plan,
    reading::Reading,
    sheet::{Change, Sheet, changes},
    stranger,
};
use ingest::Options;
use store::{AuditRecord, Import, ImportState, NewImport, Tx};

use crate::{
    App, Error, Result,
    kit::{actor::By, clock, digest::digest, ids, work::ReadJob},
    slices::plans::{self, PlanChoice},
};

/// A file as a person gave it.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    /// Its name.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Bytes,
    /// What the person says about it.
    pub(crate) options: Options,
    /// Whose plan it is.
    pub(crate) plan: PlanChoice,
    /// Who gives it, for the history.
    pub(crate) by: By,
}

/// A person's decisions at booking.
#[derive(Debug, Clone, Default)]
pub(crate) struct ImportDecision {
    /// The year's sheet, booked before, is replaced.
    pub(crate) replace: bool,
    /// The sheet is this plan's, although it looks like another city's.
    pub(crate) same_plan: bool,
    /// The doubts of which the other reading is taken, by position.
    pub(crate) others: Vec<usize>,
}

/// An import beside what is booked already.
#[derive(Debug, Clone)]
pub(crate) struct Review {
    pub(crate) import: Import,
    pub(crate) plan: Plan,
    pub(crate) comparison: ImportComparison,
}

/// A reading beside what its plan has already.
#[derive(Debug, Clone)]
pub(crate) struct ImportComparison {
    year: FiscalYear,
    /// How many decisions of the reader nobody has confirmed.
    pub(crate) asked: usize,
    /// The differences from the year's booked sheet; `None` when the year has none.
    pub(crate) changes: Option<Vec<Change>>,
    /// Why the sheet looks like another city's, if it does.
    pub(crate) stranger: Option<String>,
}

/// What a person must decide before a sheet is booked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Objection {
    /// What the reader inferred was confirmed by nobody.
    #[error(
        "読み方を確かめたい箇所が{0}件あります。登録の前に「この表をこう読みました」で確認してください。"
    )]
    Unconfirmed(usize),
    /// It looks like another city's.
    #[error("{0}")]
    Stranger(String),
    /// The year has a sheet.
    #[error("{0}のシートは登録済みです（違いは{1}か所）。置き換えてよいか確認してください。")]
    Booked(FiscalYear, usize),
}

impl ImportComparison {
    /// What stands against booking after the decision.
    pub(crate) fn objection(&self, decision: &ImportDecision) -> Option<Objection> {
        let stranger = self.stranger.clone().filter(|_| !decision.same_plan);
        let booked = self.changes.as_ref().filter(|_| !decision.replace);
        let booked = booked.map(|changes| Objection::Booked(self.year, changes.len()));
        let asked = (self.asked > 0).then_some(Objection::Unconfirmed(self.asked));
        asked.or(stranger.map(Objection::Stranger)).or(booked)
    }
}

/// A layout from its file's text, checked.
pub(crate) fn layout_of(text: &str) -> Result<Layout> {
    let layout: Layout = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let line = text.get(..at).unwrap_or_default().lines().count().max(1);
        Error::Refused(format!(
            "様式ファイルの書き方に誤りがあります（{line}行目のあたり）：{}",
            error.message()
        ))
    })?;
    layout.check().map_err(|error| Error::Refused(error.to_string()))?;
    Ok(layout)
}

/// Whether the year's sheet already is what the file gives: the same file, read in the same way.
pub(crate) async fn is_booked(
    tx: &mut Tx,
    plan: &Plan,
    digest: &str,
    sheet: &Sheet,
) -> Result<Option<Id<Import>>> {
    let known = tx.booked_with_digest(&plan.id, digest, sheet.year).await?;
    let booked = tx.sheet(&plan.id, sheet.year).await?;
    let same = booked.is_some_and(|stored| changes(&stored.sheet, sheet).is_empty());
    Ok(known.filter(|_| same).map(|known| known.id))
}

/// Reads a file that somebody handed in.
pub(crate) async fn read(app: &App, bytes: Bytes, options: Options) -> Result<Reading> {
    Ok(app.readers.run(ReadJob::new(options), bytes).await?.0)
}

/// What people said about the form of the file: with its plan's latest sheet, and with the layout
/// that is given.
pub(crate) async fn known_answers(app: &App, given: &Given) -> Result<Vec<Answer>> {
    let mut tx = app.store.read().await?;
    let plan = plans::chosen(&mut tx, &given.plan).await?;
    let mut known = Vec::new();
    if let Some(plan) = plan
        && let Some(head) = tx.sheets(&plan.id).await?.first()
        && let Some(latest) = tx.sheet(&plan.id, head.year).await?
    {
        known = latest.sheet.layout.known_answers();
    }
    let layout = given.options.layout.as_ref().map(|layout| layout.answers.as_slice());
    Ok(joined(&known, layout.unwrap_or_default()))
}

/// Reads a file, keeps it with its doubts, and answers the import that waits for review. The
/// same file, when it is the one that the year's sheet stands on, is recognised.
pub(crate) async fn receive(app: &App, mut given: Given) -> Result<Id<Import>> {
    given.options.answers = known_answers(app, &given).await?;
    let reading = read(app, given.bytes.clone(), given.options.clone()).await?;
    keep(app, given, reading).await
}

/// The same for a file that was read before.
pub(crate) async fn keep(app: &App, given: Given, reading: Reading) -> Result<Id<Import>> {
    let mut tx = app.store.begin().await?;
    let import = keep_in(&mut tx, given, reading).await?;
    tx.commit().await?;
    Ok(import)
}

/// The same for a file that was read again, in the place of an import that waits for review.
pub(crate) async fn keep_instead(
    app: &App,
    before: Option<Id<Import>>,
    given: Given,
    reading: Reading,
) -> Result<Id<Import>> {
    let mut tx = app.store.begin().await?;
    let by = given.by.clone();
    let import = keep_in(&mut tx, given, reading).await?;
    if let Some(before) = before.filter(|before| *before != import) {
        discard_in(&mut tx, &before, Some(&import), &by).await?;
    }
    tx.commit().await?;
    Ok(import)
}

/// Gives an import that waits for review to another plan, which is made where it is new; answers the
/// plan and the import that took its place.
pub(crate) async fn move_to(
    app: &App,
    import: &Id<Import>,
    to: PlanChoice,
    by: &By,
) -> Result<(Id<Plan>, Id<Import>)> {
    let mut tx = app.store.read().await?;
    let Import { head, reading } = tx.import(import).await?;
    let bytes = tx.file(&head.digest).await?.bytes.into();
    drop(tx);
    let options = Options::default();
    let given = Given { name: head.name, bytes, options, plan: to, by: by.clone() };
    let moved = keep_instead(app, Some(import.clone()), given, reading).await?;
    Ok((app.store.read().await?.import(&moved).await?.head.plan, moved))
}

/// Keeps a file that could not be read, for its plan, so that a person may say what its columns are.
pub(crate) async fn keep_unread(
    app: &App,
    given: &Given,
    named_in_file: Option<&str>,
    why: &str,
) -> Result<(Plan, String)> {
    let mut tx = app.store.begin().await?;
    let plan = plan_of(&mut tx, &given.plan, named_in_file).await?;
    let (digest, at) = (digest(&given.bytes), clock::now());
    tx.keep_file(&digest, &given.name, &given.bytes, &at).await?;
    let kept = Event::FileKept(FileKept { file: given.name.clone(), why: why.to_owned() });
    tx.record(&record(&given.by, &plan, &digest, kept, &at)).await?;
    tx.commit().await?;
    Ok((plan, digest))
}

/// The plan that was chosen, made where it is new.
async fn plan_of(tx: &mut Tx, choice: &PlanChoice, named_in_file: Option<&str>) -> Result<Plan> {
    if let Some(plan) = plans::chosen(tx, choice).await? {
        return Ok(plan);
    }
    let plan = plans::new(choice, named_in_file)?;
    tx.create_plan(&plan).await?;
    Ok(plan)
}

async fn keep_in(tx: &mut Tx, given: Given, reading: Reading) -> Result<Id<Import>> {
    let digest = digest(&given.bytes);
    let plan = plan_of(tx, &given.plan, reading.municipality.as_deref()).await?;
    if let Some(known) = is_booked(tx, &plan, &digest, &reading.sheet).await? {
        return Ok(known);
    }
    let at = clock::now();
    tx.keep_file(&digest, &given.name, &given.bytes, &at).await?;
    let import = NewImport {
        id: ids::new(),
        plan: plan.id.clone(),
        digest,
        name: given.name,
        reading,
        created_at: at.clone(),
    };
    tx.create_import(&import).await?;
    let read = Event::ImportRead(ImportRead {
        file: import.name,
        sha256: import.digest,
        fiscal_year: import.reading.sheet.year,
        rows: import.reading.sheet.rows.len(),
    });
    tx.record(&record(&given.by, &plan, import.id.as_str(), read, &at)).await?;
    Ok(import.id)
}

/// An import with what is booked already beside it.
pub(crate) async fn review(tx: &mut Tx, id: &Id<Import>) -> Result<Review> {
    let import = tx.import(id).await?;
    let plan = tx.plan(&import.head.plan).await?;
    let comparison = compare(tx, &plan, &import.reading).await?;
    Ok(Review { import, plan, comparison })
}

/// Compares a reading with what its plan has.
pub(crate) async fn compare(
    tx: &mut Tx,
    plan: &Plan,
    reading: &Reading,
) -> Result<ImportComparison> {
    let year = reading.sheet.year;
    let stranger = stranger::objection(&tx.actions(&plan.id).await?, plan, reading);
    let booked = tx.sheet(&plan.id, year).await?;
    let changes = booked.map(|stored| changes(&stored.sheet, &reading.sheet));
    let asked = reading.asked().count();
    Ok(ImportComparison { year, asked, changes, stranger })
}

/// Books an import that was reviewed: the year's sheet, its actions and its sections.
pub(crate) async fn book(
    app: &App,
    id: &Id<Import>,
    decision: ImportDecision,
    by: &By,
) -> Result<Plan> {
    let mut tx = app.store.begin().await?;
    let review = review(&mut tx, id).await?;
    let year = review.import.reading.sheet.year;
    if review.import.head.state != ImportState::Read {
        return Err(settled(store::Error::Conflict("取込")));
    }
    if tx.round(&review.plan.id, year).await?.is_some() {
        return Err(Error::Conflict(format!(
            "{year}は調査で集めた回答があるため、シートを置き換えられません。直すところは調査の画面で直してください。"
        )));
    }
    if let Some(objection) = review.comparison.objection(&decision) {
        return Err(Error::Conflict(objection.to_string()));
    }
    let at = clock::now();
    let reading = &review.import.reading;
    let sheet = reading.sheet_with(&decision.others);
    tx.save_sheet(&review.plan.id, id, &sheet, &mut ids::text).await?;
    tx.mark_booked(id, &at).await.map_err(settled)?;
    let others = decision.others.iter().filter_map(|at| reading.problems.get(*at));
    let booked = Event::ImportBooked(ImportBooked {
        fiscal_year: year,
        rows: sheet.rows.len(),
        file: Some(review.import.head.digest.clone()),
        sheet: Some(tx.keep_sheet(&sheet, &at).await?),
        filed: Some(tx.filing(&review.plan.id, year).await?),
        changes: review.comparison.changes.clone(),
        other_readings: others.cloned().collect(),
    });
    tx.record(&record(by, &review.plan, id.as_str(), booked, &at)).await?;
    tx.commit().await?;
    Ok(review.plan)
}

/// Puts an import aside without booking it.
pub(crate) async fn discard(app: &App, id: &Id<Import>, by: &By) -> Result<Plan> {
    let mut tx = app.store.begin().await?;
    let plan = discard_in(&mut tx, id, None, by).await?;
    tx.commit().await?;
    Ok(plan)
}

/// The same within a transaction, for another reading of the file where there is one.
async fn discard_in(
    tx: &mut Tx,
    id: &Id<Import>,
    again: Option<&Id<Import>>,
    by: &By,
) -> Result<Plan> {
    let import = tx.import(id).await?;
    let plan = tx.plan(&import.head.plan).await?;
    tx.mark_discarded(id).await.map_err(settled)?;
    let discarded = Event::ImportDiscarded(ImportDiscarded {
        file: import.head.name,
        read_again_as: again.map(Id::to_string),
    });
    tx.record(&record(by, &plan, id.as_str(), discarded, &clock::now())).await?;
    Ok(plan)
}

/// An import that was settled meanwhile.
fn settled(error: store::Error) -> Error {
    match error {
        store::Error::Conflict(_) => {
            Error::Conflict("この取込は、すでに登録または取りやめになっています。".to_owned())
        }
        other => other.into(),
    }
}

/// The audit record of what was done with a file, at a time.
fn record(by: &By, plan: &Plan, subject: &str, event: Event, at: &str) -> AuditRecord {
    AuditRecord { plan: Some(plan.id.clone()), subject: subject.to_owned(), ..by.did(event, at) }
}
