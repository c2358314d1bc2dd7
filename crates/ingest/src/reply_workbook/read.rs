//! A returned workbook for replies to its rows, character by character; nothing is compared here.

use std::collections::BTreeMap;

use domain::{
    Place,
    reply_workbook::{
        self, AsSent, BAND, HiddenSheet, MARK, ReturnedCell, ReturnedCellKind, ReturnedRow,
        ReturnedWorkbook, WorkbookColumn,
    },
    text::fold,
};

use crate::{
    allowance::Allowance,
    sniff::{self, Content},
    table::{CellKind, CellRemark, Table, TableCell, TableLine},
    unreadable::Unreadable,
    workbook::{compound_tables, has_macros, packed_tables},
};

/// The most rows that are read; a section has some dozens.
const MOST_ROWS: usize = 10_000;

/// Reads a workbook that a section sent back. Its macros, if it has any, are not run.
pub fn reply_workbook(bytes: &[u8]) -> Result<ReturnedWorkbook, Unreadable> {
    within(bytes, &Allowance::default())
}

/// The same as one of many files, which share what they may expand to.
pub(super) fn within(bytes: &[u8], allowance: &Allowance) -> Result<ReturnedWorkbook, Unreadable> {
    one(bytes, allowance).map_err(|why| match why {
        Unreadable::OtherKind(kind) => Unreadable::NoReplies(kind),
        why => why,
    })
}

fn one(bytes: &[u8], allowance: &Allowance) -> Result<ReturnedWorkbook, Unreadable> {
    let tables = match sniff::content(bytes)? {
        Content::Packed => packed_tables(bytes, allowance)?,
        Content::Compound => compound_tables(bytes, allowance)?,
        Content::Pdf => return Err(Unreadable::NoReplies("PDFファイル")),
        Content::Json(_) | Content::Text(_) => {
            return Err(Unreadable::NoReplies("テキストやCSVのファイル"));
        }
    };
    let (hidden, tables): (Vec<_>, Vec<_>) =
        tables.into_iter().partition(|table| records(table, 1).is_some());
    let hidden = hidden.first().and_then(|table| records(table, usize::MAX));
    let hidden = hidden.unwrap_or(HiddenSheet::Missing);
    let heads = tables.iter().map(|table| (table, ReplyHead::find(table, hidden.as_sent())));
    let mut heads: Vec<(&Table, Option<ReplyHead>)> = heads.collect();
    // A copy that someone hid is not the one that was filled in
    heads.sort_by_key(|(table, head)| (head.is_none(), table.hidden));
    let mut heads = heads.into_iter();
    let Some((table, Some(head))) = heads.next() else {
        return Err(Unreadable::NoReplies("回答の表が見つかりません"));
    };
    let written = |table: &Table| !table.lines.is_empty() && *table.name != *LISTS;
    let others = heads.map(|(table, _)| table).filter(|table| written(table));
    let others = others.map(|table| table.name.to_string()).collect();
    let mut read = read(table, &head, hidden)?;
    (read.others, read.macros) = (others, has_macros(bytes));
    Ok(read)
}

/// The worksheet of long lists of choices, which we add ourselves.
const LISTS: &str = "選択肢";

/// What a worksheet says, if it is the hidden one; `rows` bounds how much of it is looked at.
fn records(table: &Table, rows: usize) -> Option<HiddenSheet> {
    let texts =
        |line: &TableLine| line.cells.iter().map(|cell| cell.as_typed().to_owned()).collect();
    let records: Vec<Vec<String>> = table.lines.iter().take(rows).map(texts).collect();
    reply_workbook::read(&records)
}

/// Where the columns stand.
struct ReplyHead {
    /// The last row that belongs to it.
    row: u32,
    key: Option<u32>,
    columns: BTreeMap<WorkbookColumn, u32>,
}

impl ReplyHead {
    /// Finds the head by its hidden row of codes, or by the headings that were sent.
    fn find(table: &Table, sent: Option<&AsSent>) -> Option<Self> {
        let lines = || table.lines.iter().take(HEAD_WITHIN);
        lines().find_map(|line| Self::coded(table, line)).or_else(|| {
            let sent = sent?;
            let heads = lines().filter_map(|line| Self::worded(line, sent));
            heads.max_by_key(|head| head.columns.len())
        })
    }

    fn coded(table: &Table, line: &TableLine) -> Option<Self> {
        let key = line.cells.iter().find(|cell| cell.text.trim() == MARK)?.column;
        let column =
            |cell: &TableCell| Some((WorkbookColumn::coded(cell.as_typed().trim())?, cell.column));
        let columns: BTreeMap<WorkbookColumn, u32> = line.cells.iter().filter_map(column).collect();
        // The headings stand below; where they were deleted, an action does
        let below = table.lines.iter().find(|below| below.row > line.row);
        let below = below.filter(|below| below.cell(key).is_none());
        let row = below.map_or(line.row, |below| below.row);
        (columns.len() > 2).then_some(Self { row, key: Some(key), columns })
    }

    /// A row in which most of the headings stand.
    fn worded(line: &TableLine, base: &AsSent) -> Option<Self> {
        let mut columns = BTreeMap::new();
        let sent = || base.columns.iter().filter(|(column, _)| *column != WorkbookColumn::Key);
        for (column, heading) in sent() {
            let same = |cell: &&TableCell| fold(&cell.text) == fold(heading);
            if let Some(cell) = line.cells.iter().find(same) {
                columns.insert(column.clone(), cell.column);
            }
        }
        let enough = columns.len() * 2 > sent().count();
        // The keys stood left of the numbers
        let key = columns.get(&WorkbookColumn::No).and_then(|no| no.checked_sub(1));
        let answers = columns.keys().any(|column| matches!(column, WorkbookColumn::Input(_)));
        (enough && answers).then_some(Self { row: line.row, key, columns })
    }
}

/// Rows below which no head is looked for.
const HEAD_WITHIN: usize = 60;

fn read(
    table: &Table,
    head: &ReplyHead,
    hidden: HiddenSheet,
) -> Result<ReturnedWorkbook, Unreadable> {
    let rows = table.lines.iter().filter(|line| line.row > head.row).count();
    if rows > MOST_ROWS {
        let detail = format!("回答の行が {rows} 行あります");
        return Err(Unreadable::Unpacks { detail });
    }
    let mut read = ReturnedWorkbook {
        sheet: table.name.clone(),
        title: String::new(),
        columns: head.columns.clone(),
        rows: Vec::new(),
        hidden,
        strays: Vec::new(),
        others: Vec::new(),
        macros: false,
    };
    let by_place: BTreeMap<u32, &WorkbookColumn> =
        head.columns.iter().map(|(column, at)| (*at, column)).collect();
    let odd = odd(table);
    for line in &table.lines {
        if line.row <= head.row {
            let texts = line.cells.iter().map(|cell| cell.text.as_str());
            read.title.extend(texts.filter(|_| line.row < head.row));
            continue;
        }
        row(&mut read, table, head, (&by_place, &odd), line);
    }
    Ok(read)
}

fn row(
    read: &mut ReturnedWorkbook,
    table: &Table,
    head: &ReplyHead,
    (by_place, odd): (&BTreeMap<u32, &WorkbookColumn>, &OddCells),
    line: &TableLine,
) {
    let stray = |cell: &TableCell| {
        let place = Place::cell(&table.name, line.row, cell.column);
        (place, cell.as_typed().trim().to_owned())
    };
    let key = head.key.and_then(|key| line.cell(key)).map_or("", |cell| cell.text.trim());
    let cells = || line.cells.iter().filter(|cell| Some(cell.column) != head.key);
    if key == BAND {
        // The heading itself is the first
        read.strays.extend(cells().skip(1).map(stray));
        return;
    }
    let mut row = ReturnedRow { row: line.row, key: key.to_owned(), cells: BTreeMap::new() };
    for cell in cells() {
        match by_place.get(&cell.column) {
            Some(column) => drop(row.cells.insert((*column).clone(), written(cell))),
            None => read.strays.push(stray(cell)),
        }
    }
    let inputs = head.columns.iter().filter(|(c, _)| matches!(c, WorkbookColumn::Input(_)));
    for (column, at) in inputs {
        let merged = table.merge(line.row, *at).map(|_| ReturnedCellKind::Merged);
        let Some(kind) = odd.get(&(line.row, *at)).copied().or(merged) else { continue };
        let shown = table.shown(line.row, *at).map_or("", |(_, _, cell)| cell.as_typed());
        row.cells.insert(column.clone(), ReturnedCell { text: shown.to_owned(), kind });
    }
    read.rows.push(row);
}

/// Cells by their rows and columns.
type OddCells = BTreeMap<(u32, u32), ReturnedCellKind>;

/// The cells of which nobody can tell by their texts alone what they say.
fn odd(table: &Table) -> OddCells {
    let kind = |remark: &CellRemark| match remark {
        CellRemark::NoResult => Some(ReturnedCellKind::NoResult),
        CellRemark::Struck(_) => Some(ReturnedCellKind::Struck),
        CellRemark::HiddenNumber(_) | CellRemark::HiddenText(_) | CellRemark::HiddenSign(_) => {
            Some(ReturnedCellKind::Hidden)
        }
        CellRemark::Rounded(_) | CellRemark::Overlaid | CellRemark::LooseQuote { .. } => None,
    };
    let told = table.remarks.iter();
    told.filter_map(|(row, column, remark)| Some(((*row, *column), kind(remark)?))).collect()
}

fn written(cell: &TableCell) -> ReturnedCell {
    let kind = match cell.kind {
        CellKind::Plain => ReturnedCellKind::Text,
        CellKind::Date => ReturnedCellKind::Date,
        CellKind::Error => ReturnedCellKind::Fault,
    };
    ReturnedCell { text: cell.as_typed().to_owned(), kind }
}
