//! A table in the making: cells cleaned, counted and put in order.

use std::collections::{BTreeMap, BTreeSet};

use domain::Place;

use super::{
    beside::{CellRemark, OutsideText},
    grid::{CellKind, CellNumber, Merge, Table, TableCell, TableLine},
};
use crate::{allowance::Allowance, repair, unreadable::Unreadable};

/// The most that is read of one table, far above what any sheet has.
const MOST_ROWS: usize = 200_000;
const MOST_COLUMNS: usize = 1_000;
/// The most places of a table, empty ones as well: what is looked at row by row and column by column.
const MOST_PLACES: usize = 20_000_000;
/// The most used columns that all merged regions cover.
const MOST_COVERED: usize = 1_000_000;

/// A table in the making. What it takes is counted before it is kept, over all tables of the file.
#[derive(Debug)]
pub(crate) struct TableBuilder<'a> {
    allowance: &'a Allowance,
    table: Table,
    cells: Vec<(u32, TableCell)>,
    merges: Vec<Merge>,
    hidden_columns: Vec<(u32, u32)>,
    hidden_rows: Vec<u32>,
    overlays: Vec<Merge>,
}

impl<'a> TableBuilder<'a> {
    pub(crate) fn new(name: &str, hidden: bool, allowance: &'a Allowance) -> Self {
        Self {
            allowance,
            table: Table { name: name.into(), hidden, ..Table::default() },
            cells: Vec::new(),
            merges: Vec::new(),
            hidden_columns: Vec::new(),
            hidden_rows: Vec::new(),
            overlays: Vec::new(),
        }
    }

    /// Takes a cell. White space alone is an empty cell; line breaks become `\n`.
    pub(crate) fn push(
        &mut self,
        row: u32,
        column: u32,
        text: &str,
        kind: CellKind,
    ) -> Result<(), Unreadable> {
        if text.chars().all(char::is_whitespace) {
            return Ok(());
        }
        self.allowance.cells(1)?;
        self.allowance.text(text, || self.table.place(row, column))?;
        let (cleaned, repairs) = clean(text);
        // A text of many odd characters has as many repairs
        self.allowance.characters(repairs.iter().map(|repair| repair.chars().count()).sum())?;
        self.table.repairs.extend(repairs.into_iter().map(|repair| (row, column, repair)));
        let typed = (cleaned != text).then(|| text.into());
        self.cells.push((row, TableCell { column, text: cleaned, kind, typed, number: None }));
        Ok(())
    }

    /// Takes a cell that stores a number.
    pub(crate) fn push_number(
        &mut self,
        row: u32,
        column: u32,
        text: &str,
        kind: CellKind,
        number: CellNumber,
    ) -> Result<(), Unreadable> {
        let before = self.cells.len();
        self.push(row, column, text, kind)?;
        if let Some((_, cell)) = self.cells.get_mut(before) {
            cell.number = Some(number);
        }
        Ok(())
    }

    /// Takes what is to be told of a cell.
    pub(crate) fn remark(
        &mut self,
        row: u32,
        column: u32,
        remark: CellRemark,
    ) -> Result<(), Unreadable> {
        self.allowance.cells(1)?;
        if let CellRemark::Struck(text) | CellRemark::HiddenText(text) = &remark {
            self.allowance.text(text, || self.table.place(row, column))?;
        }
        if matches!(remark, CellRemark::Struck(_)) {
            self.struck(row, column);
        }
        self.table.remarks.push((row, column, remark));
        Ok(())
    }

    /// Says that something of a cell is struck out.
    pub(crate) fn struck(&mut self, row: u32, column: u32) {
        self.table.struck.insert((row, column));
    }

    /// Takes a text that stands in no cell.
    pub(crate) fn outside(&mut self, outside: OutsideText) -> Result<(), Unreadable> {
        if domain::text::ink(&outside.text) > 0 {
            self.allowance.cells(1)?;
            self.allowance.characters(outside.text.chars().count())?;
            self.table.outside.push(outside);
        }
        Ok(())
    }

    /// Counts characters that tell how a cell's words are read.
    pub(crate) fn furigana(&mut self, characters: usize) {
        self.table.furigana = self.table.furigana.saturating_add(characters);
    }

    /// Marks the cells with a text that lie below a drawing.
    pub(crate) fn overlay(&mut self, area: Merge) {
        self.overlays.push(area);
    }

    /// Lists a repair that the reader itself made.
    pub(crate) fn repaired(&mut self, row: u32, column: u32, repair: &str) {
        self.table.repairs.push((row, column, repair.to_owned()));
    }

    /// Says where a cell stands on its page.
    pub(crate) fn locate(&mut self, row: u32, column: u32, place: Place) {
        self.table.boxes.insert((row, column), place);
    }

    pub(crate) fn merge(&mut self, merge: Merge) {
        if merge.top <= merge.bottom && merge.left <= merge.right {
            self.merges.push(merge);
        }
    }

    pub(crate) fn hide_columns(&mut self, first: u32, last: u32) {
        self.hidden_columns.push((first, last));
    }

    pub(crate) fn hide_row(&mut self, row: u32) {
        self.hidden_rows.push(row);
    }

    pub(crate) fn finish(self) -> Result<Table, Unreadable> {
        let Self { allowance, mut table, mut cells, merges, hidden_columns, hidden_rows, overlays } =
            self;
        allowance.table()?;
        cells.sort_by_key(|(row, cell)| (*row, cell.column));
        cells.dedup_by_key(|(row, cell)| (*row, cell.column));
        for (row, cell) in cells {
            match table.lines.last_mut().filter(|line| line.row == row) {
                Some(line) => line.cells.push(cell),
                None => table.lines.push(TableLine { row, cells: vec![cell] }),
            }
        }
        let mut columns: Vec<u32> =
            table.lines.iter().flat_map(|line| line.cells.iter().map(|c| c.column)).collect();
        columns.sort_unstable();
        columns.dedup();
        let (rows, across) = (table.lines.len(), columns.len());
        if rows > MOST_ROWS || across > MOST_COLUMNS || rows * across > MOST_PLACES {
            let detail = format!("値のある行が {rows} 行、列が {across} 列あります");
            return Err(Unreadable::Unpacks { detail });
        }
        table.hidden_columns = within(&columns, &hidden_columns);
        let hidden_rows = hidden_rows.into_iter().filter(|row| table.line(*row).is_some());
        table.hidden_rows = hidden_rows.collect();
        table.columns = columns;
        table.merges = by_column(&table, merges)?;
        let overlaid = overlaid(&table, &overlays);
        table.remarks.extend(overlaid);
        Ok(table)
    }
}

/// The most cells below one drawing that are told of: a stamp or a line, not a picture of a page.
const MOST_BELOW: usize = 60;

/// The cells with a text that lie below drawings.
fn overlaid(table: &Table, overlays: &[Merge]) -> Vec<(u32, u32, CellRemark)> {
    let mut found = BTreeSet::new();
    for area in overlays.iter().take(MOST_COVERED / MOST_BELOW) {
        let from = table.lines.partition_point(|line| line.row < area.top);
        let rows = table.lines.get(from..).unwrap_or_default();
        let rows = rows.iter().take_while(|line| line.row <= area.bottom);
        let cells = rows.flat_map(|line| {
            let within = line.cells.iter().filter(|c| (area.left..=area.right).contains(&c.column));
            within.map(|cell| (line.row, cell.column))
        });
        found.extend(cells.take(MOST_BELOW));
    }
    found.into_iter().map(|(row, column)| (row, column, CellRemark::Overlaid)).collect()
}

/// The columns that lie in one of the ranges, however many those are.
fn within(columns: &[u32], ranges: &[(u32, u32)]) -> Vec<u32> {
    let mut begun = vec![0_usize; columns.len() + 1];
    let mut ended = begun.clone();
    for (first, last) in ranges.iter().filter(|(first, last)| first <= last) {
        begun[columns.partition_point(|column| column < first)] += 1;
        ended[columns.partition_point(|column| column <= last)] += 1;
    }
    let mut open = 0;
    let open = begun.iter().zip(&ended).map(|(begun, ended)| {
        open = open + begun - ended;
        open
    });
    columns.iter().zip(open).filter(|(_, open)| *open > 0).map(|(column, _)| *column).collect()
}

/// Merged regions by the used columns that they cover. Regions of a sheet never overlap; where a
/// damaged file's do, the one that begins last counts.
fn by_column(table: &Table, merges: Vec<Merge>) -> Result<BTreeMap<u32, Vec<Merge>>, Unreadable> {
    let mut covered = BTreeMap::<u32, Vec<Merge>>::new();
    let mut entries = 0;
    for merge in merges {
        let from = table.columns.partition_point(|column| *column < merge.left);
        let to = table.columns.partition_point(|column| *column <= merge.right);
        for column in table.columns.get(from..to).unwrap_or_default() {
            covered.entry(*column).or_default().push(merge);
            entries += 1;
        }
        if entries > MOST_COVERED {
            let detail = format!("結合されたセルが {MOST_COVERED} 個を超えています");
            return Err(Unreadable::Unpacks { detail });
        }
    }
    for merges in covered.values_mut() {
        merges.sort_by_key(|merge| merge.top);
    }
    Ok(covered)
}

/// A cell's text with `\n` for every line break and its characters repaired, and the repairs.
fn clean(text: &str) -> (String, Vec<String>) {
    let mut text = repair::line_breaks(text).into_owned();
    let mut repairs = Vec::new();
    if text.contains(wants_repair) {
        let repaired = repair::characters(&text);
        text = repaired.text;
        repairs = repaired.repairs;
    }
    if text.contains(' ') && text.lines().any(repair::is_spaced) {
        let line = |line: &str| {
            if repair::is_spaced(line) { repair::unspace(line) } else { line.to_owned() }
        };
        text = text.split('\n').map(line).collect::<Vec<_>>().join("\n");
        repairs.push("文字と文字の間の空白を除きました".to_owned());
    }
    (text, repairs)
}

/// Whether a character may be one that [`repair::characters`] replaces.
fn wants_repair(c: char) -> bool {
    matches!(c, '\u{2780}'..='\u{2789}' | '\u{2e80}'..='\u{2fdf}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}' | '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}')
}
