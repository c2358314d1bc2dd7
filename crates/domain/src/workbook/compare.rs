//! Comparing a returned workbook with the state in which it was sent and with the present one, cell
//! by cell: what only one side changed is taken or kept, what both changed a person decides.

use std::collections::BTreeMap;

use super::{
    BaseRow, BookQuestion, BookRow, Column, Hidden, Kind, Notice, NoticeKind, Returned,
    ReturnedRow, SectionBook, Written, habits, notice, rows,
};
use crate::{
    FiscalYear, Id, Place, Slot,
    action::Action,
    reply::{Unstorable, storable},
};

/// What came of comparing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// Every answer that the workbook holds, in the order of the sheet.
    pub cells: Vec<Compared>,
    /// What a person should know besides.
    pub notices: Vec<Notice>,
}

/// An answer in its three states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
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
    pub base: Option<String>,
    /// The text in the workbook, as it would be stored.
    pub theirs: String,
    /// What further copies of the row say.
    pub others: Vec<String>,
    /// The present text.
    pub ours: String,
    /// The present version: what a save must name.
    pub version: u32,
    /// What is to be done.
    pub outcome: Outcome,
}

/// What is to be done with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nobody changed it.
    Unchanged,
    /// Only the workbook changed it: it is taken.
    Taken,
    /// Only the present state changed: it stays.
    Kept,
    /// Both changed it to the same.
    Same,
    /// A person decides between two texts.
    Conflict(Conflict),
    /// A spreadsheet may have bent it: a person decides.
    Doubt(Doubt),
    /// The workbook changed it, but the reply may not be written now.
    Closed,
    /// It cannot be stored.
    Refused(Unstorable),
}

/// Why two texts stand against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// Both sides changed it.
    Both,
    /// The row stands twice in the workbook.
    Copies,
    /// What was sent is not known.
    NoBase,
}

/// What a spreadsheet may have made of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// A date.
    Date,
    /// A ratio in place of a percentage.
    Ratio,
    /// An error value.
    Fault,
}

/// Compares a returned workbook with the present state of its section's replies.
pub fn compare(returned: &Returned, current: &SectionBook) -> Comparison {
    if let Some(notice) = foreign(returned, current) {
        return Comparison { cells: Vec::new(), notices: vec![notice] };
    }
    let matched = rows::matched(returned, current);
    let mut notices = whole(returned);
    notices.extend(matched.notices);
    let mut cells = Vec::new();
    let by_key: BTreeMap<&str, &BaseRow> = returned
        .hidden
        .whole()
        .into_iter()
        .flat_map(|base| base.rows.iter().map(|row| (row.key.as_str(), row)))
        .collect();
    for row in &current.rows {
        let Some(copies) = matched.rows.get(row.key.as_str()) else { continue };
        let base = by_key.get(row.key.as_str()).copied();
        let sides = Sides { returned, copies, base, row };
        if base.is_some_and(|base| !base.editable) {
            continue;
        }
        let asked = current.questions.iter();
        cells.extend(asked.filter_map(|asked| sides.compared(asked)));
    }
    notices.extend(summary(&cells, &notices, returned, current));
    Comparison { cells, notices: notice::bounded(notices) }
}

impl Comparison {
    /// Whether the workbook is not this section's of this round, so that nothing was compared.
    pub fn is_foreign(&self) -> bool {
        self.notices.iter().any(|notice| notice.kind.is_foreign())
    }

    /// The answers that are taken without asking.
    pub fn taken(&self) -> impl Iterator<Item = &Compared> {
        self.cells.iter().filter(|cell| cell.outcome == Outcome::Taken)
    }

    /// The answers that a person decides.
    pub fn undecided(&self) -> impl Iterator<Item = &Compared> {
        self.cells.iter().filter(|cell| cell.outcome.is_open())
    }
}

impl Outcome {
    /// Whether a person decides.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Conflict(_) | Self::Doubt(_))
    }

    /// What is said beside the cell.
    pub fn sentence(&self) -> String {
        let sentence = match self {
            Self::Unchanged => "変更はありません。",
            Self::Taken => "Excelの記入を取り込みます。",
            Self::Kept => "Excelでは変更されていません。画面で入力された内容のままにします。",
            Self::Same => "Excelと画面で同じ内容に変更されています。",
            Self::Conflict(Conflict::Both) => {
                "Excelと画面の両方で、違う内容に変更されています。どちらにするか選んでください。"
            }
            Self::Conflict(Conflict::Copies) => {
                "同じ行がExcelに2つ以上あり、内容が違います。どれにするか選んでください。"
            }
            Self::Conflict(Conflict::NoBase) => {
                "いまの内容と違います。どちらにするか選んでください。"
            }
            Self::Doubt(Doubt::Date) => {
                "Excelで日付に変わっています。「4/1」や「10-12」のような文字が日付にされた可能性があります。どちらにするか選ぶか、入力し直してください。"
            }
            Self::Doubt(Doubt::Ratio) => {
                "1以下の数です。「0.969」は96.9％のことか、0.969％のことか分かりません。確かめて入力し直してください。"
            }
            Self::Doubt(Doubt::Fault) => {
                "Excelの計算式がエラーになっています。取り込みません。入力し直してください。"
            }
            Self::Closed => {
                "この回答は提出済みなどのため、いまは書き換えられません。取り込むには、取り下げるか、事務局に差し戻してもらってください。"
            }
            Self::Refused(why) => return format!("取り込めません。{why}"),
        };
        sentence.to_owned()
    }
}

/// Why the workbook is not compared at all.
fn foreign(returned: &Returned, current: &SectionBook) -> Option<Notice> {
    let here = &current.identity;
    if returned.hidden == Hidden::Newer {
        return Some(Notice::whole(NoticeKind::Newer, notice::NEWER));
    }
    if let Some(base) = returned.hidden.base() {
        return notice::foreign(base, here);
    }
    let year = FiscalYear::find(&returned.title).filter(|year| *year != here.year)?;
    Some(Notice::whole(NoticeKind::OtherYear, notice::other_year(year, here)))
}

/// What is to be said of the file as a whole.
fn whole(returned: &Returned) -> Vec<Notice> {
    let mut notices = Vec::new();
    match returned.hidden {
        Hidden::Missing => notices.push(Notice::whole(NoticeKind::NoBase, notice::NO_BASE)),
        Hidden::Altered(_) => {
            notices.push(Notice::whole(NoticeKind::AlteredBase, notice::ALTERED_BASE));
        }
        Hidden::Whole(_) | Hidden::Newer => {}
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
    cells: &[Compared],
    before: &[Notice],
    returned: &Returned,
    current: &SectionBook,
) -> Vec<Notice> {
    let Some(base) = returned.hidden.whole() else { return Vec::new() };
    let mut notices = Vec::new();
    let sent: BTreeMap<&str, &BaseRow> =
        base.rows.iter().map(|row| (row.key.as_str(), row)).collect();
    let older = |cell: &&Compared| {
        let row = sent.get(cell.key.as_str());
        row.is_some_and(|row| row.version(&cell.slot) < cell.version)
    };
    let older = cells.iter().filter(older).count();
    if older > 0 {
        let sentence = format!(
            "このExcelを配布したあとに、{older}か所の回答が書き換えられています。欄ごとに、配布したときの内容と照合しました。"
        );
        notices.push(Notice::whole(NoticeKind::Older, sentence));
    }
    let idle = |cell: &Compared| matches!(cell.outcome, Outcome::Unchanged | Outcome::Kept);
    let quiet = !before.iter().any(|notice| rows::tells_of_text(notice.kind));
    let same = |cell: &Compared| cell.outcome == Outcome::Same;
    if quiet && !current.rows.is_empty() && cells.iter().all(idle) {
        notices.push(Notice::whole(NoticeKind::NoChange, notice::NO_CHANGE));
    } else if cells.iter().any(same) && cells.iter().all(|cell| idle(cell) || same(cell)) {
        notices.push(Notice::whole(NoticeKind::AlreadyTaken, notice::ALREADY_TAKEN));
    }
    notices
}

/// One action's row: as it came back, as it was sent, as it is.
struct Sides<'a> {
    returned: &'a Returned,
    copies: &'a [&'a ReturnedRow],
    base: Option<&'a BaseRow>,
    row: &'a BookRow,
}

impl Sides<'_> {
    /// The answer to a question; `None` where the workbook has no column for it.
    fn compared(&self, asked: &BookQuestion) -> Option<Compared> {
        let (slot, first) = (&asked.question.slot, *self.copies.first()?);
        let column = Column::Input(slot.clone());
        self.returned.columns.get(&column)?;
        let blank = Written { text: String::new(), kind: Kind::Text };
        let written: Vec<&Written> =
            self.copies.iter().map(|copy| copy.cells.get(&column).unwrap_or(&blank)).collect();
        let base = self.base.map(|base| base.text(&column));
        let ours = self.row.text(&column).into_owned();
        let theirs = *written.first()?;
        let outcome = self.outcome(asked, base, &written, &ours);
        let as_stored = |written: &Written| match written.kind {
            Kind::Text if !matches!(outcome, Outcome::Refused(_)) => {
                habits::taken(Some(asked), &written.text)
            }
            _ => written.text.clone(),
        };
        let differs = |other: &&Written| !habits::alike(Some(asked), &theirs.text, &other.text);
        Some(Compared {
            key: self.row.key.clone(),
            no: self.row.no,
            title: self.row.title.clone(),
            slot: slot.clone(),
            heading: asked.heading.clone(),
            place: self.returned.place(first, &column),
            base: base.map(str::to_owned),
            theirs: as_stored(theirs),
            others: written.iter().copied().skip(1).filter(differs).map(as_stored).collect(),
            ours,
            version: self.row.version(slot),
            outcome,
        })
    }

    fn outcome(
        &self,
        asked: &BookQuestion,
        base: Option<&str>,
        written: &[&Written],
        ours: &str,
    ) -> Outcome {
        let all = |text: &str| written.iter().all(|w| habits::alike(Some(asked), text, &w.text));
        match base {
            Some(base) if all(base) && base == ours => Outcome::Unchanged,
            Some(base) if all(base) => Outcome::Kept,
            Some(_) if all(ours) => Outcome::Same,
            None if all(ours) => Outcome::Unchanged,
            _ if !self.row.editable => Outcome::Closed,
            base => of_change(asked, base, written, ours),
        }
    }
}

/// What is to be done with an answer that the workbook changed.
fn of_change(
    asked: &BookQuestion,
    base: Option<&str>,
    written: &[&Written],
    ours: &str,
) -> Outcome {
    let Some((theirs, copies)) = written.split_first() else { return Outcome::Unchanged };
    let stored = |w: &&Written| storable(&habits::taken(None, &w.text)).err();
    if let Some(why) = written.iter().find_map(stored) {
        return Outcome::Refused(why);
    }
    if copies.iter().any(|copy| !habits::alike(Some(asked), &theirs.text, &copy.text)) {
        return Outcome::Conflict(Conflict::Copies);
    }
    match (habits::doubt(Some(asked), base.unwrap_or(ours), theirs), base) {
        (Some(doubt), _) => Outcome::Doubt(doubt),
        (None, None) => Outcome::Conflict(Conflict::NoBase),
        (None, Some(base)) if base == ours => Outcome::Taken,
        (None, Some(_)) => Outcome::Conflict(Conflict::Both),
    }
}
