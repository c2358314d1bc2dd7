//! Comparing a returned workbook with the state in which it was sent and with the present one, cell
//! by cell: what only one side changed is taken or kept, what both changed a person decides.

use std::collections::BTreeMap;

use super::{
    column::WorkbookColumn,
    habits,
    hidden::{HiddenSheet, SentRow},
    identity::WorkbookOwner,
    notice::{self, Notice, NoticeKind},
    outcome::{AnswerOutcome, Conflict},
    outgoing::{ReplyWorkbook, WorkbookQuestion, WorkbookRow},
    returned::{ReturnedCell, ReturnedCellKind, ReturnedRow, ReturnedWorkbook},
    rows,
};
use crate::{FiscalYear, Id, Place, Slot, action::Action, reply::storable};

/// What came of comparing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WorkbookComparison {
    /// Every answer that the workbook holds, in the order of the sheet.
    pub cells: Vec<ComparedCell>,
    /// What a person should know besides.
    pub notices: Vec<Notice>,
}

/// An answer in its three states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedCell {
    /// The action.
    pub key: Id<Action>,
    /// Its number.
    pub no: u32,
    /// Its title.
    pub title: String,
    /// The question.
    pub slot: Slot,
    /// The words of its column.
    pub heading: String,
    /// Where it stands in the workbook.
    pub place: Place,
    /// The text that was sent; none where that is not known.
    pub sent: Option<String>,
    /// The text in the workbook, as it would be stored.
    pub theirs: String,
    /// What further copies of the row say.
    pub others: Vec<String>,
    /// The present text.
    pub ours: String,
    /// The present version: what a save must name.
    pub version: u32,
    /// What is to be done.
    pub outcome: AnswerOutcome,
}

/// Compares a returned workbook with the present state of its section's replies.
pub fn compare(returned: &ReturnedWorkbook, current: &ReplyWorkbook) -> WorkbookComparison {
    if let Some(notice) = foreign(returned, current) {
        return WorkbookComparison { cells: Vec::new(), notices: vec![notice] };
    }
    let matched = rows::matched(returned, current);
    let mut notices = whole(returned);
    notices.extend(matched.notices);
    let mut cells = Vec::new();
    let by_key: BTreeMap<&str, &SentRow> = returned
        .hidden
        .whole()
        .into_iter()
        .flat_map(|sent| sent.rows.iter().map(|row| (row.key.as_str(), row)))
        .collect();
    for row in &current.rows {
        let Some(copies) = matched.rows.get(row.key.as_str()) else { continue };
        let sent = by_key.get(row.key.as_str()).copied();
        let sides = Sides { returned, copies, sent, row };
        if sent.is_some_and(|sent| !sent.editable) {
            continue;
        }
        let asked = current.questions.iter();
        cells.extend(asked.filter_map(|asked| sides.compared(asked)));
    }
    notices.extend(summary(&cells, &notices, returned, current));
    WorkbookComparison { cells, notices: notice::bounded(notices) }
}

impl WorkbookComparison {
    /// Whether the workbook is not this section's of this round, so that nothing was compared.
    pub fn is_foreign(&self) -> bool {
        self.notices.iter().any(|notice| notice.kind.is_foreign())
    }

    /// The answers that are taken without asking.
    pub fn taken(&self) -> impl Iterator<Item = &ComparedCell> {
        self.cells.iter().filter(|cell| cell.outcome == AnswerOutcome::Taken)
    }

    /// The answers that a person decides.
    pub fn undecided(&self) -> impl Iterator<Item = &ComparedCell> {
        self.cells.iter().filter(|cell| cell.outcome.is_open())
    }
}

/// Why the workbook is not compared at all.
fn foreign(returned: &ReturnedWorkbook, current: &ReplyWorkbook) -> Option<Notice> {
    let here = &current.owner;
    if returned.hidden == HiddenSheet::Newer {
        return Some(Notice::whole(NoticeKind::Newer, notice::NEWER));
    }
    let here = match here {
        WorkbookOwner::Section(here) => here,
        WorkbookOwner::Member(here) => return notice::foreign_to_member(&returned.hidden, here),
    };
    if let Some(sent) = returned.hidden.as_sent() {
        return notice::foreign(sent, here);
    }
    let year = FiscalYear::find(&returned.title).filter(|year| *year != here.year)?;
    Some(Notice::whole(NoticeKind::OtherYear, notice::other_year(year, here)))
}

/// What is to be said of the file as a whole.
fn whole(returned: &ReturnedWorkbook) -> Vec<Notice> {
    let mut notices = Vec::new();
    match returned.hidden {
        HiddenSheet::Missing => {
            notices.push(Notice::whole(NoticeKind::SentUnknown, notice::NO_BASE));
        }
        HiddenSheet::Altered(_) => {
            notices.push(Notice::whole(NoticeKind::HiddenSheetAltered, notice::ALTERED_BASE));
        }
        HiddenSheet::Whole(_) | HiddenSheet::Newer => {}
    }
    if returned.macros {
        notices.push(Notice::whole(NoticeKind::Macros, notice::MACROS));
    }
    if !returned.others.is_empty() {
        let names = returned.others.join("」「");
        let sentence = format!(
            "シート「{names}」は読んでいません。必要な記入は「{}」シートに写してください。",
            returned.sheet
        );
        notices.push(Notice::whole(NoticeKind::OtherSheets, sentence));
    }
    notices.extend(returned.strays.iter().map(|(place, text)| {
        let sentence =
            format!("回答の欄の外に記入があります。取り込みません。{}", notice::quoted(text));
        Notice::new(NoticeKind::Stray, place.clone(), sentence)
    }));
    notices
}

/// What the cells together say.
fn summary(
    cells: &[ComparedCell],
    before: &[Notice],
    returned: &ReturnedWorkbook,
    current: &ReplyWorkbook,
) -> Vec<Notice> {
    let Some(sent) = returned.hidden.whole() else { return Vec::new() };
    let mut notices = Vec::new();
    let rows: BTreeMap<&str, &SentRow> =
        sent.rows.iter().map(|row| (row.key.as_str(), row)).collect();
    let older = |cell: &&ComparedCell| {
        let row = rows.get(cell.key.as_str());
        row.is_some_and(|row| row.version(&cell.slot) < cell.version)
    };
    let older = cells.iter().filter(older).count();
    if older > 0 {
        let sentence = format!(
            "このExcelを配布したあとに、{older}か所の回答が書き換えられています。欄ごとに、配布したときの内容と照合しました。"
        );
        notices.push(Notice::whole(NoticeKind::Older, sentence));
    }
    let idle = |cell: &ComparedCell| {
        matches!(cell.outcome, AnswerOutcome::Unchanged | AnswerOutcome::Kept)
    };
    let quiet = !before.iter().any(|notice| rows::tells_of_text(notice.kind));
    let same = |cell: &ComparedCell| cell.outcome == AnswerOutcome::Same;
    if quiet && !current.rows.is_empty() && cells.iter().all(idle) {
        notices.push(Notice::whole(NoticeKind::NoChange, notice::NO_CHANGE));
    } else if cells.iter().any(same) && cells.iter().all(|cell| idle(cell) || same(cell)) {
        notices.push(Notice::whole(NoticeKind::AlreadyTaken, notice::ALREADY_TAKEN));
    }
    notices
}

/// One action's row: as it came back, as it was sent, as it is.
struct Sides<'a> {
    returned: &'a ReturnedWorkbook,
    copies: &'a [&'a ReturnedRow],
    sent: Option<&'a SentRow>,
    row: &'a WorkbookRow,
}

impl Sides<'_> {
    /// The answer to a question; `None` where the workbook has no column for it.
    fn compared(&self, asked: &WorkbookQuestion) -> Option<ComparedCell> {
        let (slot, first) = (&asked.question.slot, *self.copies.first()?);
        let column = WorkbookColumn::Input(slot.clone());
        self.returned.columns.get(&column)?;
        let blank = ReturnedCell { text: String::new(), kind: ReturnedCellKind::Text };
        let written: Vec<&ReturnedCell> =
            self.copies.iter().map(|copy| copy.cells.get(&column).unwrap_or(&blank)).collect();
        let sent = self.sent.map(|sent| sent.text(&column));
        let ours = self.row.text(&column).into_owned();
        let theirs = *written.first()?;
        let outcome = self.outcome(asked, sent, &written, &ours);
        let as_stored = |written: &ReturnedCell| match written.kind {
            ReturnedCellKind::Text if !matches!(outcome, AnswerOutcome::Refused(_)) => {
                habits::taken(Some(asked), &written.text)
            }
            _ => written.text.clone(),
        };
        let differs =
            |other: &&ReturnedCell| !habits::alike(Some(asked), &theirs.text, &other.text);
        Some(ComparedCell {
            key: self.row.key.clone(),
            no: self.row.no,
            title: self.row.title.clone(),
            slot: slot.clone(),
            heading: asked.heading.clone(),
            place: self.returned.place(first, &column),
            sent: sent.map(str::to_owned),
            theirs: as_stored(theirs),
            others: written.iter().copied().skip(1).filter(differs).map(as_stored).collect(),
            ours,
            version: self.row.version(slot),
            outcome,
        })
    }

    fn outcome(
        &self,
        asked: &WorkbookQuestion,
        sent: Option<&str>,
        written: &[&ReturnedCell],
        ours: &str,
    ) -> AnswerOutcome {
        // What nobody can read is told even where the cell was empty before
        if let Some(doubt) = written.iter().find_map(|written| written.kind.doubt()) {
            let open = self.row.editable;
            return if open { AnswerOutcome::Doubt(doubt) } else { AnswerOutcome::Closed };
        }
        let all = |text: &str| written.iter().all(|w| habits::alike(Some(asked), text, &w.text));
        match sent {
            Some(sent) if all(sent) && sent == ours => AnswerOutcome::Unchanged,
            Some(sent) if all(sent) => AnswerOutcome::Kept,
            Some(_) if all(ours) => AnswerOutcome::Same,
            None if all(ours) => AnswerOutcome::Unchanged,
            _ if !self.row.editable => AnswerOutcome::Closed,
            sent => of_change(asked, sent, written, ours),
        }
    }
}

/// What is to be done with an answer that the workbook changed.
fn of_change(
    asked: &WorkbookQuestion,
    sent: Option<&str>,
    written: &[&ReturnedCell],
    ours: &str,
) -> AnswerOutcome {
    let Some((theirs, copies)) = written.split_first() else { return AnswerOutcome::Unchanged };
    let stored = |w: &&ReturnedCell| storable(&habits::taken(None, &w.text)).err();
    if let Some(why) = written.iter().find_map(stored) {
        return AnswerOutcome::Refused(why);
    }
    if copies.iter().any(|copy| !habits::alike(Some(asked), &theirs.text, &copy.text)) {
        return AnswerOutcome::Conflict(Conflict::Copies);
    }
    match (habits::doubt(Some(asked), sent.unwrap_or(ours), theirs), sent) {
        (Some(doubt), _) => AnswerOutcome::Doubt(doubt),
        (None, None) => AnswerOutcome::Conflict(Conflict::SentUnknown),
        (None, Some(sent)) if sent == ours => AnswerOutcome::Taken,
        (None, Some(_)) => AnswerOutcome::Conflict(Conflict::Both),
    }
}
