//! Deciding: where the workbook and the present stand against each other, a person says which one
//! is right. Whoever decided on a state that is gone decides again.

use domain::{
    Id,
    action::Action,
    event::{ChosenText, Event, SettledCell},
    reply_workbook::{AnswerOutcome, ComparedCell, Doubt},
};

use super::{
    ComparedWorkbook, ReturnTarget, State, compared::compare_all, kept, settle, take, write,
};
use crate::{
    App, Result,
    kit::actor::Actor,
    slices::replies::{WriteRequest, section::context},
};

/// A person's decision about one answer.
#[derive(Debug, Clone)]
pub(crate) struct AnswerDecision {
    /// Which workbook of the file.
    pub(crate) book: usize,
    pub(crate) action: Id<Action>,
    pub(crate) field: String,
    pub(crate) pick: Pick,
    /// The version that was seen beside the workbook's.
    pub(crate) version: u32,
}

/// Which text is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pick {
    /// What stands.
    Ours,
    /// The workbook's.
    Theirs,
    /// That of a further copy of the row.
    Copy(usize),
}

/// What came of decisions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Decided {
    /// Answers that were taken or left as they are by them, and what could be taken without asking.
    pub(crate) done: usize,
    /// Answers that changed meanwhile: they are decided again.
    pub(crate) stale: usize,
}

impl AnswerDecision {
    /// A choice as the form sends it: `0:ACTION:FIELD` = `theirs@3`.
    pub(crate) fn parse(name: &str, value: &str) -> Option<Self> {
        let mut parts = name.splitn(3, ':');
        let book = parts.next()?.parse().ok()?;
        let (action, field) = (Id::new(parts.next()?), parts.next()?.to_owned());
        let (pick, version) = value.split_once('@')?;
        let pick = match pick {
            "ours" => Pick::Ours,
            "theirs" => Pick::Theirs,
            copy => Pick::Copy(copy.strip_prefix("copy")?.parse().ok()?),
        };
        Some(Self { book, action, field, pick, version: version.parse().ok()? })
    }
}

/// Whether the workbook's text may be chosen: a formula's error, or what is not there, is no answer.
pub(super) fn may_be_taken(cell: &ComparedCell) -> bool {
    let none = [Doubt::Fault, Doubt::NoResult, Doubt::Hidden, Doubt::Ditto];
    none.into_iter().all(|doubt| cell.outcome != AnswerOutcome::Doubt(doubt))
}

/// Carries out decisions, and takes what can be taken without asking: one transaction.
pub(crate) async fn decide(
    app: &App,
    place: &ReturnTarget,
    digest: &str,
    choices: &[AnswerDecision],
    by: &Actor,
) -> Result<Decided> {
    let (_, entries, events) = kept(app, place, digest).await?;
    let mut tx = app.store.begin().await?;
    let context = context(&mut tx, &place.plan, place.year).await?;
    let books = compare_all(&mut tx, &context, place, &entries, &events, by.today).await?;
    let taken = take(&mut tx, &context, digest, &books, by).await?;
    let mut decided = Decided { done: taken.iter().sum(), stale: 0 };
    for (at, book) in books.iter().enumerate() {
        let own: Vec<&AnswerDecision> = choices.iter().filter(|choice| choice.book == at).collect();
        let (mut cells, requests) = meant(book, &own);
        cells.extend(write(&mut tx, &context, book, requests, digest, by).await?);
        decided.done += cells.len();
        decided.stale += own.len() - cells.len().min(own.len());
        settle(&mut tx, &context, book, (Event::RepliesDecided, digest), cells, by).await?;
    }
    tx.commit().await?;
    Ok(decided)
}

/// What choices mean: answers that stay as they are, and texts to be written.
fn meant(
    book: &ComparedWorkbook,
    choices: &[&AnswerDecision],
) -> (Vec<SettledCell>, Vec<(Id<Action>, WriteRequest)>) {
    let (mut stay, mut requests) = (Vec::new(), Vec::new());
    for cell in book.cells(State::Open) {
        let of = |choice: &&&AnswerDecision| {
            choice.action == cell.key && choice.field == cell.slot.key()
        };
        let seen = |choice: &&&AnswerDecision| choice.version == cell.version;
        let Some(choice) = choices.iter().find(of).filter(seen) else { continue };
        let text = match choice.pick {
            Pick::Ours => {
                stay.push(SettledCell {
                    action: cell.key.clone(),
                    field: choice.field.clone(),
                    choice: ChosenText::Ours,
                    version: cell.version,
                    kept: Some(cell.ours.clone()),
                    left: Some(cell.theirs.clone()),
                });
                continue;
            }
            Pick::Theirs if may_be_taken(cell) => &cell.theirs,
            Pick::Theirs => continue,
            Pick::Copy(at) => match cell.others.get(at) {
                Some(text) => text,
                None => continue,
            },
        };
        let text = book.stored(&cell.slot, text);
        let request =
            WriteRequest { slot: cell.slot.clone(), text, same: None, base: cell.version };
        requests.push((cell.key.clone(), request));
    }
    (stay, requests)
}
