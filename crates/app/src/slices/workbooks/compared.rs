//! The comparison: each workbook of a file beside its section's present replies, and what was settled of
//! it before.

use std::collections::BTreeMap;

use domain::{
    Day, Id, Slot,
    action::Action,
    event::{ChosenText, Event},
    reply_workbook::{
        AnswerOutcome, ComparedCell, NoticeKind, ReplyWorkbook, WorkbookComparison, compare,
    },
    section::Section,
};
use store::{AuditRecord, Tx};

use super::{book, notes::Notes, place::ReturnTarget};
use crate::{
    Result,
    kit::clock,
    slices::replies::{
        self,
        section::{Context, inbox},
    },
};

/// One workbook of a file.
#[derive(Debug)]
pub(crate) struct ComparedWorkbook {
    /// The name of its file.
    pub(crate) name: String,
    /// Whose replies it was compared with.
    pub(crate) section: Option<Section>,
    /// Why nothing of it is taken.
    pub(crate) refusal: Option<String>,
    pub(crate) comparison: WorkbookComparison,
    settled: BTreeMap<(Id<Action>, String), Settled>,
    current: Option<ReplyWorkbook>,
}

/// What was done with an answer of the workbook before.
#[derive(Debug, Clone)]
pub(crate) struct Settled {
    /// Whether a person decided for the text that stood already.
    pub(crate) ours: bool,
    pub(crate) by: String,
    pub(crate) at: String,
}

/// How an answer of the workbook stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// It can be taken without asking.
    Ready,
    /// A person decides.
    Open,
    /// It was taken or decided before.
    Settled,
    /// It stands already.
    Same,
    /// It cannot be taken, for a reason.
    Barred,
    /// The workbook did not change it.
    Idle,
}

impl ComparedWorkbook {
    fn refused(name: &str, why: String) -> Self {
        Self {
            name: name.to_owned(),
            section: None,
            refusal: Some(why),
            comparison: WorkbookComparison::default(),
            settled: BTreeMap::new(),
            current: None,
        }
    }

    /// What was done with an answer before.
    pub(crate) fn settled(&self, cell: &ComparedCell) -> Option<&Settled> {
        self.settled.get(&(cell.key.clone(), cell.slot.key()))
    }

    /// How an answer stands.
    pub(crate) fn state(&self, cell: &ComparedCell) -> State {
        match cell.outcome {
            _ if self.settled(cell).is_some() => State::Settled,
            AnswerOutcome::Taken => State::Ready,
            AnswerOutcome::Conflict(_) | AnswerOutcome::Doubt(_) => State::Open,
            AnswerOutcome::Same => State::Same,
            AnswerOutcome::Closed | AnswerOutcome::Refused(_) => State::Barred,
            AnswerOutcome::Unchanged | AnswerOutcome::Kept => State::Idle,
        }
    }

    /// The answers that stand so.
    pub(crate) fn cells(&self, state: State) -> impl Iterator<Item = &ComparedCell> {
        self.comparison.cells.iter().filter(move |cell| self.state(cell) == state)
    }

    /// A text of the workbook as it is stored.
    pub(crate) fn stored(&self, slot: &Slot, text: &str) -> String {
        let stored = self.current.as_ref().map(|current| book::stored(current, slot, text));
        stored.unwrap_or_else(|| text.to_owned())
    }
}

/// Compares the workbooks of a file.
pub(super) async fn compare_all(
    tx: &mut Tx,
    context: &Context,
    place: &ReturnTarget,
    entries: &[ingest::BundleFile],
    events: &[AuditRecord],
    today: Day,
) -> Result<Vec<ComparedWorkbook>> {
    let mut books = Vec::new();
    for entry in entries {
        books.push(one(tx, context, place, entry, events, today).await?);
    }
    Ok(books)
}

async fn one(
    tx: &mut Tx,
    context: &Context,
    place: &ReturnTarget,
    entry: &ingest::BundleFile,
    events: &[AuditRecord],
    today: Day,
) -> Result<ComparedWorkbook> {
    let returned = match &entry.read {
        Ok(returned) => returned,
        Err(why) => return Ok(ComparedWorkbook::refused(&entry.name, why.to_string())),
    };
    let named = returned.identity().map(|identity| &identity.section);
    let known = named.and_then(|id| context.sections.iter().find(|known| known.id == *id));
    let any = named.and_then(|_| context.sections.first());
    let Some(section) = place.section.as_ref().or(known.or(any).map(|section| &section.id)) else {
        return Ok(ComparedWorkbook::refused(&entry.name, NOBODYS.to_owned()));
    };
    let inbox = inbox(tx, context, section, today).await?;
    let current = book::book(context, &inbox, &Notes::default());
    let comparison = compare(returned, &current);
    let foreign = comparison.is_foreign();
    let strange = comparison.notices.iter().any(|told| told.kind == NoticeKind::OtherSection);
    if let (Some(identity), true, None) = (returned.identity(), strange, &place.section) {
        let why = format!(
            "「{}」の回答用のExcelです。この計画にその課はないため、取り込めません。ファイルを確かめてください。",
            identity.section_name
        );
        return Ok(ComparedWorkbook::refused(&entry.name, why));
    }
    Ok(ComparedWorkbook {
        name: entry.name.clone(),
        refusal: (!inbox.open && !foreign).then(|| replies::shut(&context.round).to_string()),
        settled: settled(context, &inbox.section, events),
        section: (!foreign).then_some(inbox.section),
        comparison,
        current: Some(current),
    })
}

/// What is said of a workbook that does not tell whose it is.
const NOBODYS: &str = "どの課の回答用のExcelか分かりません。照合用の隠しシートがないためです。その課の担当分のページから取り込んでください。";

/// What was done before with the answers of a section in this file.
fn settled(
    context: &Context,
    section: &Section,
    events: &[AuditRecord],
) -> BTreeMap<(Id<Action>, String), Settled> {
    let own = events.iter().filter(|record| record.section.as_ref() == Some(&section.id));
    let cells = own.flat_map(|record| {
        let settled = match &record.event {
            Event::RepliesTaken(settled) | Event::RepliesDecided(settled) => Some(settled),
            _ => None,
        };
        let settled = settled.filter(|settled| settled.round == context.round.id.as_str());
        settled.into_iter().flat_map(|settled| &settled.cells).map(|cell| {
            let (by, at) = (record.actor.clone(), clock::spoken(&record.at));
            let ours = cell.choice == ChosenText::Ours;
            ((cell.action.clone(), cell.field.clone()), Settled { ours, by, at })
        })
    });
    cells.collect()
}
