//! A section's workbook of a fictional city, and how a test changes its copy.

use std::collections::BTreeMap;

use domain::{
    Day, Field, FiscalYear, Id, Offset, Slot,
    layout::Layout,
    reply_workbook::{
        Identity, ReplyWorkbook, WorkbookCell, WorkbookColumn, WorkbookComparison, WorkbookOwner,
        WorkbookQuestion, WorkbookRow, compare,
    },
    round::questions,
    scale::Scale,
    stage::Stage,
};

use testkit::CopySheet;
pub(crate) use testkit::{CellValue, WorkbookCopy};

pub(crate) const STATUS: Slot = Slot::new(Field::Status, Offset::This);
pub(crate) const EVALUATION: Slot = Slot::new(Field::Evaluation, Offset::This);
pub(crate) const PROGRESS: Slot = Slot::new(Field::Progress, Offset::This);
pub(crate) const ACHIEVEMENT: Slot = Slot::new(Field::Achievement, Offset::This);
pub(crate) const NEXT: Slot = Slot::new(Field::Plan, Offset::Next);

/// The section whose workbook it is.
pub(crate) fn identity(book: &mut ReplyWorkbook) -> &mut Identity {
    match &mut book.owner {
        WorkbookOwner::Section(identity) => identity,
        WorkbookOwner::Member(member) => panic!("{member:?}"),
    }
}

pub(crate) fn scale() -> Scale {
    Scale::typed("取組状況", "ア 実施済\nイ 実施中\nウ 準備中\nエ 未実施").unwrap()
}

fn row(no: u32, measure: &str, title: &str, answers: [&str; 5]) -> WorkbookRow {
    let slots = [STATUS, EVALUATION, PROGRESS, ACHIEVEMENT, NEXT];
    let cells = slots.into_iter().zip(answers).filter(|(_, text)| !text.is_empty());
    let cell = |text: &str| WorkbookCell { text: text.to_owned(), version: 3 };
    let last = [
        (STATUS, "相談会を４回開催した。\n延べ32人が参加した。"),
        (ACHIEVEMENT, "80"),
        (PROGRESS, "イ　実施中"),
    ];
    WorkbookRow {
        key: Id::new(format!("0199a1b2-0000-7000-8000-00000000000{no}")),
        no,
        measure: measure.to_owned(),
        title: title.to_owned(),
        content: format!("{title}を行い、関係機関とつなぐ。"),
        plan: "年６回開催し、夜間の回を設ける。".to_owned(),
        last: last.into_iter().map(|(slot, text)| (slot, text.to_owned())).collect(),
        cells: cells.map(|(slot, text)| (slot, cell(text))).collect(),
        stage: Stage::Draft,
        editable: true,
        remarks: String::new(),
        notes: BTreeMap::new(),
    }
}

/// Six actions; the fifth is handed in and may not be written.
pub(crate) fn book() -> ReplyWorkbook {
    let year = FiscalYear::parse("R8").unwrap();
    let scale = scale();
    let asked = questions(&Layout::standard(year, scale.clone())).into_iter().map(|question| {
        let graded = question.slot.field == Field::Progress;
        let heading = question.slot.heading(year);
        WorkbookQuestion { question, heading, scale: graded.then(|| scale.clone()) }
    });
    let (first, second) = ("基本施策１　見守り、支え合う地域づくり", "基本施策２　生きる力を育む");
    let mut rows = vec![
        row(
            1,
            first,
            "こころの相談会",
            ["４回開催した。", "参加者が増えた。", "ア　実施済", "100", ""],
        ),
        row(2, first, "ゲートキーパー研修", ["", "", "", "96.9", ""]),
        row(
            3,
            first,
            "広報による啓発",
            ["=特集を組んだ\n-表紙は別", "'24年度から継続", "", "対象外", "+1回"],
        ),
        row(4, second, "居場所づくり", ["4/1", "10-12", "イ　実施中", "", "未定。"]),
        row(
            5,
            second,
            "SOSの出し方教育",
            ["全校で実施した。", "定着した。", "ア　実施済", "100", "継続する。"],
        ),
        row(
            6,
            second,
            "遺族の集い",
            ["  字下げ。\n\n  空行の後。", "_x0041_と_x000D_", "", "0", "007"],
        ),
    ];
    rows[1].stage = Stage::Returned;
    rows[1].remarks.push_str("回数と人数を書いてください。");
    rows[4].stage = Stage::Submitted;
    rows[4].editable = false;
    ReplyWorkbook {
        owner: WorkbookOwner::Section(Identity {
            city: "あおぞら市".to_owned(),
            plan_title: "自殺対策計画".to_owned(),
            plan: Id::new("plan-1"),
            round: Id::new("round-8"),
            year,
            section: Id::new("section-3"),
            section_name: "健康づくり課".to_owned(),
        }),
        due_on: Day::parse("2027-05-31").unwrap(),
        questions: asked.collect(),
        rows,
    }
}

/// The key of an action by its number.
pub(crate) fn key(no: u32) -> String {
    format!("0199a1b2-0000-7000-8000-00000000000{no}")
}

/// Sets the present text of an answer, as a save in the browser does.
pub(crate) fn save(book: &mut ReplyWorkbook, no: u32, slot: Slot, text: &str) {
    let row = book.rows.iter_mut().find(|row| row.no == no).unwrap();
    let cell = row.cells.entry(slot).or_default();
    *cell = WorkbookCell { text: text.to_owned(), version: cell.version + 1 };
}

/// What a section does to its copy of [`book`].
pub(crate) trait Answers: Sized {
    /// The copy of a workbook as it is sent.
    fn of(book: &ReplyWorkbook) -> Self;
    /// Writes an answer.
    fn set(self, no: u32, slot: Slot, value: impl Into<CellValue>) -> Self;
    /// Writes into any column.
    fn put(&mut self, no: u32, column: &WorkbookColumn, value: CellValue);
    /// Empties an answer.
    fn clear(self, no: u32, slot: Slot) -> Self;
    /// Reads it again and compares it with the present.
    fn compare(&self, current: &ReplyWorkbook) -> WorkbookComparison;
}

impl Answers for WorkbookCopy {
    fn of(book: &ReplyWorkbook) -> Self {
        Self::open(&report::reply_workbook(book).unwrap())
    }

    fn set(mut self, no: u32, slot: Slot, value: impl Into<CellValue>) -> Self {
        self.put(no, &WorkbookColumn::Input(slot), value.into());
        self
    }

    fn put(&mut self, no: u32, column: &WorkbookColumn, value: CellValue) {
        let front = self.front();
        let (row, at) = (front.row_of(no), front.column_of(column));
        front.rows[row].insert(at, value);
    }

    fn clear(mut self, no: u32, slot: Slot) -> Self {
        let front = self.front();
        let (row, at) = (front.row_of(no), front.column_of(&WorkbookColumn::Input(slot)));
        front.rows[row].remove(&at);
        self
    }

    fn compare(&self, current: &ReplyWorkbook) -> WorkbookComparison {
        read(&self.save(), current)
    }
}

/// A worksheet whose actions are known by their numbers.
pub(crate) trait Numbered {
    /// The row of an action.
    fn row_of(&self, no: u32) -> usize;
}

impl Numbered for CopySheet {
    fn row_of(&self, no: u32) -> usize {
        self.row_of_key(&key(no))
    }
}

/// Reads a returned workbook and compares it with the present.
pub(crate) fn read(bytes: &[u8], current: &ReplyWorkbook) -> WorkbookComparison {
    let returned = ingest::reply_workbook(bytes).unwrap_or_else(|why| panic!("{why}"));
    compare(&returned, current)
}

/// The cells that are not as they were, by number and field, with their outcome.
pub(crate) fn changed(comparison: &WorkbookComparison) -> Vec<String> {
    use domain::reply_workbook::AnswerOutcome::Unchanged;
    let cells = comparison.cells.iter().filter(|cell| cell.outcome != Unchanged);
    cells.map(|cell| format!("{} {} {:?}", cell.no, cell.slot.key(), cell.outcome)).collect()
}

/// The kinds of notices.
pub(crate) fn noticed(comparison: &WorkbookComparison) -> Vec<String> {
    comparison.notices.iter().map(|notice| format!("{:?}", notice.kind)).collect()
}
