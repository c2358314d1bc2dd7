//! A section's workbook of a fictional city, and how a test changes its copy.

use std::collections::BTreeMap;

use calamine::{Data, Reader, SheetVisible, Xlsx};
use domain::{
    Day, Field, FiscalYear, Id, Offset, Slot,
    layout::Layout,
    round::questions,
    scale::Scale,
    stage::Stage,
    workbook::{
        BookCell, BookQuestion, BookRow, Column, Comparison, Identity, SectionBook, compare,
    },
};
use rust_xlsxwriter::{Format, Formula, Workbook};

pub(crate) const STATUS: Slot = Slot::new(Field::Status, Offset::This);
pub(crate) const EVALUATION: Slot = Slot::new(Field::Evaluation, Offset::This);
pub(crate) const PROGRESS: Slot = Slot::new(Field::Progress, Offset::This);
pub(crate) const ACHIEVEMENT: Slot = Slot::new(Field::Achievement, Offset::This);
pub(crate) const NEXT: Slot = Slot::new(Field::Plan, Offset::Next);

pub(crate) fn scale() -> Scale {
    Scale::typed("取組状況", "ア 実施済\nイ 実施中\nウ 準備中\nエ 未実施").unwrap()
}

fn row(no: u32, measure: &str, title: &str, answers: [&str; 5]) -> BookRow {
    let slots = [STATUS, EVALUATION, PROGRESS, ACHIEVEMENT, NEXT];
    let cells = slots.into_iter().zip(answers).filter(|(_, text)| !text.is_empty());
    let cell = |text: &str| BookCell { text: text.to_owned(), version: 3 };
    let last = [
        (STATUS, "相談会を４回開催した。\n延べ32人が参加した。"),
        (ACHIEVEMENT, "80"),
        (PROGRESS, "イ　実施中"),
    ];
    BookRow {
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
    }
}

/// Six actions; the fifth is handed in and may not be written.
pub(crate) fn book() -> SectionBook {
    let year = FiscalYear::parse("R8").unwrap();
    let scale = scale();
    let asked = questions(&Layout::standard(year, scale.clone())).into_iter().map(|question| {
        let graded = question.slot.field == Field::Progress;
        let heading = question.slot.heading(year);
        BookQuestion { question, heading, scale: graded.then(|| scale.clone()) }
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
    SectionBook {
        identity: Identity {
            city: "あおぞら市".to_owned(),
            plan_title: "自殺対策計画".to_owned(),
            plan: Id::new("plan-1"),
            round: Id::new("round-8"),
            year,
            section: Id::new("section-3"),
            section_name: "健康づくり課".to_owned(),
        },
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
pub(crate) fn save(book: &mut SectionBook, no: u32, slot: Slot, text: &str) {
    let row = book.rows.iter_mut().find(|row| row.no == no).unwrap();
    let cell = row.cells.entry(slot).or_default();
    *cell = BookCell { text: text.to_owned(), version: cell.version + 1 };
}

/// A value of a cell, as spreadsheets know them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Number(f64),
    Percent(f64),
    Date(f64),
    Fault,
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A worksheet in a test's hands.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    hidden: bool,
    pub(crate) rows: Vec<BTreeMap<u16, Value>>,
}

/// A workbook in a test's hands: opened, changed, saved as another program would.
#[derive(Debug, Clone)]
pub(crate) struct Copy(pub(crate) Vec<Sheet>);

impl Copy {
    pub(crate) fn of(book: &SectionBook) -> Self {
        Self::open(&report::section_book(book).unwrap())
    }

    pub(crate) fn open(bytes: &[u8]) -> Self {
        let mut file: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        let sheets = file.sheets_metadata().to_vec();
        let sheet = |meta: calamine::Sheet| {
            let range = file.worksheet_range(&meta.name).unwrap();
            let (_, left) = range.start().unwrap_or_default();
            let (top, _) = range.start().unwrap_or_default();
            let mut rows = vec![BTreeMap::new(); top as usize];
            rows.extend(range.rows().map(|cells| {
                let at = |at: usize| u16::try_from(at).unwrap() + u16::try_from(left).unwrap();
                let cells = cells.iter().enumerate();
                cells.filter_map(|(column, data)| Some((at(column), value(data)?))).collect()
            }));
            Sheet { name: meta.name, hidden: meta.visible != SheetVisible::Visible, rows }
        };
        Self(sheets.into_iter().map(sheet).collect())
    }

    pub(crate) fn front(&mut self) -> &mut Sheet {
        &mut self.0[0]
    }

    pub(crate) fn set(mut self, no: u32, slot: Slot, value: impl Into<Value>) -> Self {
        self.put(no, &Column::Input(slot), value.into());
        self
    }

    pub(crate) fn put(&mut self, no: u32, column: &Column, value: Value) {
        let front = self.front();
        let (row, at) = (front.row_of(no), front.column_of(column));
        front.rows[row].insert(at, value);
    }

    pub(crate) fn clear(mut self, no: u32, slot: Slot) -> Self {
        let front = self.front();
        let (row, at) = (front.row_of(no), front.column_of(&Column::Input(slot)));
        front.rows[row].remove(&at);
        self
    }

    pub(crate) fn save(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for sheet in &self.0 {
            let target = workbook.add_worksheet().set_name(&sheet.name).unwrap();
            target.set_hidden(sheet.hidden);
            for (row, cells) in (0u32..).zip(&sheet.rows) {
                for (column, value) in cells {
                    write(target, row, *column, value);
                }
            }
        }
        workbook.save_to_buffer().unwrap()
    }

    /// Reads it again and compares it with the present.
    pub(crate) fn compare(&self, current: &SectionBook) -> Comparison {
        read(&self.save(), current)
    }
}

impl Sheet {
    pub(crate) fn row_of(&self, no: u32) -> usize {
        let wanted = Value::Text(key(no));
        self.rows.iter().position(|row| row.get(&0) == Some(&wanted)).unwrap()
    }

    pub(crate) fn column_of(&self, column: &Column) -> u16 {
        let wanted = Value::Text(column.code());
        let cells = self.rows.iter().flatten();
        *cells.filter(|(_, value)| **value == wanted).map(|(at, _)| at).next().unwrap()
    }
}

fn value(data: &Data) -> Option<Value> {
    match data {
        Data::String(text) => Some(Value::Text(text.clone())),
        Data::Float(number) => Some(Value::Number(*number)),
        Data::Int(number) => Some(Value::Number(*number as f64)),
        Data::Empty => None,
        other => panic!("no such cell is written: {other:?}"),
    }
}

fn write(sheet: &mut rust_xlsxwriter::Worksheet, row: u32, column: u16, value: &Value) {
    let percent = Format::new().set_num_format("0.0%");
    let date = Format::new().set_num_format("yyyy/m/d");
    match value {
        Value::Text(text) => sheet.write_string(row, column, text).unwrap(),
        Value::Number(number) => sheet.write_number(row, column, *number).unwrap(),
        Value::Percent(ratio) => {
            sheet.write_number_with_format(row, column, *ratio, &percent).unwrap()
        }
        Value::Date(serial) => sheet.write_number_with_format(row, column, *serial, &date).unwrap(),
        Value::Fault => {
            let fault = Formula::new("=1/0").set_result("#DIV/0!");
            sheet.write_formula(row, column, fault).unwrap()
        }
    };
}

/// Reads a returned workbook and compares it with the present.
pub(crate) fn read(bytes: &[u8], current: &SectionBook) -> Comparison {
    let returned = ingest::returned(bytes).unwrap_or_else(|why| panic!("{why}"));
    compare(&returned, current)
}

/// The cells that are not as they were, by number and field, with their outcome.
pub(crate) fn changed(comparison: &Comparison) -> Vec<String> {
    use domain::workbook::Outcome::Unchanged;
    let cells = comparison.cells.iter().filter(|cell| cell.outcome != Unchanged);
    cells.map(|cell| format!("{} {} {:?}", cell.no, cell.slot.key(), cell.outcome)).collect()
}

/// The kinds of notices.
pub(crate) fn noticed(comparison: &Comparison) -> Vec<String> {
    comparison.notices.iter().map(|notice| format!("{:?}", notice.kind)).collect()
}
