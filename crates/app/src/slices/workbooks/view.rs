//! What the page of a returned file shows.

use domain::{
    FiscalYear,
    plan::Plan,
    reply_workbook::{AnswerOutcome, ComparedCell, NoticeKind},
};

use super::{ComparedWorkbook, Handed, State, decision::may_be_taken};
use crate::kit::{addresses, page::Link};

/// One workbook of the file.
pub(super) struct BookView {
    pub(super) name: String,
    /// The page of its section.
    pub(super) section: Option<Link>,
    pub(super) refusal: Option<String>,
    /// Place and sentence.
    pub(super) notices: Vec<(String, String)>,
    pub(super) open: Vec<CellView>,
    pub(super) ready: Vec<CellView>,
    pub(super) barred: Vec<CellView>,
    pub(super) settled: Vec<CellView>,
    pub(super) same: Vec<CellView>,
    /// Answers that the workbook did not change.
    pub(super) idle: usize,
}

/// An answer with its versions.
pub(super) struct CellView {
    /// The name of its choice in the form.
    pub(super) choice: String,
    pub(super) no: u32,
    pub(super) title: String,
    pub(super) heading: String,
    pub(super) place: String,
    /// The form of the reply.
    pub(super) href: String,
    pub(super) base: Option<String>,
    pub(super) theirs: String,
    pub(super) others: Vec<String>,
    pub(super) ours: String,
    pub(super) version: u32,
    pub(super) sentence: String,
    pub(super) takeable: bool,
    /// Who settled it and when.
    pub(super) settled: String,
}

/// The workbooks of a file.
pub(super) fn books(plan: &Plan, year: FiscalYear, handed: &Handed) -> Vec<BookView> {
    let numbered = handed.books.iter().enumerate();
    numbered.map(|(at, book)| view(plan, year, at, book)).collect()
}

fn view(plan: &Plan, year: FiscalYear, at: usize, book: &ComparedWorkbook) -> BookView {
    let cells = |state| book.cells(state).map(|cell| shown(plan, year, at, book, cell)).collect();
    let section = book.section.as_ref().map(|section| Link {
        label: section.name.clone(),
        href: addresses::section(&plan.id, year, &section.id),
        current: false,
    });
    // Of a file that has been taken the comparison speaks as of one that came a second time
    let waits = [State::Open, State::Ready, State::Barred];
    let waits = waits.into_iter().any(|state| book.cells(state).next().is_some());
    let taken = !waits && book.cells(State::Settled).next().is_some();
    let own = [NoticeKind::Older, NoticeKind::AlreadyTaken];
    let told = book.comparison.notices.iter().filter(|told| !(taken && own.contains(&told.kind)));
    BookView {
        name: book.name.clone(),
        section,
        refusal: book.refusal.clone(),
        notices: told.map(|told| (told.place.to_string(), told.sentence.clone())).collect(),
        open: cells(State::Open),
        ready: cells(State::Ready),
        barred: cells(State::Barred),
        settled: cells(State::Settled),
        same: cells(State::Same),
        idle: book.cells(State::Idle).count(),
    }
}

fn shown(
    plan: &Plan,
    year: FiscalYear,
    at: usize,
    book: &ComparedWorkbook,
    cell: &ComparedCell,
) -> CellView {
    let section = book.section.as_ref().map(|section| &section.id);
    CellView {
        choice: format!("{at}:{}:{}", cell.key, cell.slot.key()),
        no: cell.no,
        title: cell.title.clone(),
        heading: cell.heading.replace('\n', ""),
        place: cell.place.to_string(),
        href: section
            .map_or_else(String::new, |of| addresses::reply(&plan.id, year, of, &cell.key)),
        base: cell.sent.clone(),
        theirs: cell.theirs.clone(),
        others: cell.others.clone(),
        ours: cell.ours.clone(),
        version: cell.version,
        sentence: sentence(cell),
        takeable: may_be_taken(cell),
        settled: book.settled(cell).map_or_else(String::new, |settled| {
            let what = if settled.ours { "いまの内容のまま" } else { "取り込み" };
            format!("{what}　{} {}", settled.at, settled.by)
        }),
    }
}

fn sentence(cell: &ComparedCell) -> String {
    match cell.outcome {
        // On the page it waits to be taken: when the file came it could not be
        AnswerOutcome::Taken => "Excelだけが変更しています。取り込めます。".to_owned(),
        _ => cell.outcome.sentence(),
    }
}
