//! The cells of one table, sparse, with their merged regions and what is hidden.

use std::{collections::BTreeMap, sync::Arc};

use domain::{Place, place::letters};

use crate::{allowance::Allowance, repair, unreadable::Unreadable};

/// The most that is read of one table, far above what any sheet has.
const MOST_ROWS: usize = 200_000;
const MOST_COLUMNS: usize = 1_000;
/// The most places of a table, empty ones as well: what is looked at row by row and column by column.
const MOST_PLACES: usize = 20_000_000;
/// The most used columns that all merged regions cover.
const MOST_COVERED: usize = 1_000_000;

/// What kind of value a cell holds; its text says the value itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellKind {
    /// Text, numbers and truth values.
    Plain,
    /// A date or time, written as ISO 8601 does.
    Date,
    /// An error value of a formula.
    Error,
}

/// A cell that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TableCell {
    pub(crate) column: u32,
    pub(crate) text: String,
    pub(crate) kind: CellKind,
    /// The text before its repairs, where they changed it.
    pub(crate) typed: Option<Box<str>>,
}

impl TableCell {
    /// The text character by character as the file has it.
    pub(crate) fn as_typed(&self) -> &str {
        self.typed.as_deref().unwrap_or(&self.text)
    }
}

/// A row that has cells, left to right.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TableLine {
    pub(crate) row: u32,
    pub(crate) cells: Vec<TableCell>,
}

/// A merged region; its value stands top left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

/// A worksheet or a csv file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    /// The worksheet's name; empty for a csv file.
    pub(crate) name: Arc<str>,
    /// Whether the worksheet is hidden.
    pub(crate) hidden: bool,
    /// The rows that have cells, from top to bottom.
    pub(crate) lines: Vec<TableLine>,
    /// Columns and rows that are hidden and hold something.
    pub(crate) hidden_columns: Vec<u32>,
    pub(crate) hidden_rows: Vec<u32>,
    /// Repairs of characters, each with its cell.
    pub(crate) repairs: Vec<(u32, u32, String)>,
    /// The columns that hold something.
    pub(crate) columns: Vec<u32>,
    /// The places of cells that are boxes on pages; none for workbooks and csv files.
    boxes: BTreeMap<(u32, u32), Place>,
    /// Merged regions by the columns they cover, sorted by their first row.
    merges: BTreeMap<u32, Vec<Merge>>,
}

impl Table {
    /// The place of a cell.
    pub(crate) fn place(&self, row: u32, column: u32) -> Place {
        if self.boxes.is_empty() {
            return Place::cell(&self.name, row, column);
        }
        let (top, left) = self.merge(row, column).map_or((row, column), |m| (m.top, m.left));
        let known = self.boxes.get(&(top, left));
        let near = || self.boxes.range(..=(row, column)).next_back().map(|(_, place)| place);
        known.or_else(near).cloned().unwrap_or(Place::File)
    }

    /// Whether its places are positions on pages, so that rows and columns have no names.
    pub(crate) fn has_positions(&self) -> bool {
        !self.boxes.is_empty()
    }

    /// What people call a row: `12行`, or its page.
    pub(crate) fn row_name(&self, row: u32) -> String {
        if !self.has_positions() {
            return format!("{}行", row + 1);
        }
        let first = self.columns.first().copied().unwrap_or(0);
        self.place(row, first).to_string()
    }

    /// What people call a column, without the word for it: `B`, or `左から2番目の`.
    pub(crate) fn column_name(&self, column: u32) -> String {
        if self.has_positions() {
            format!("左から{}番目の", column + 1)
        } else {
            letters(column)
        }
    }

    /// The line of a row.
    pub(crate) fn line(&self, row: u32) -> Option<&TableLine> {
        let at = self.lines.binary_search_by_key(&row, |line| line.row).ok()?;
        self.lines.get(at)
    }

    /// A cell as it is stored.
    pub(crate) fn cell(&self, row: u32, column: u32) -> Option<&TableCell> {
        self.line(row)?.cell(column)
    }

    /// The merged region that covers a cell.
    pub(crate) fn merge(&self, row: u32, column: u32) -> Option<Merge> {
        let merges = self.merges.get(&column)?;
        let at = merges.partition_point(|merge| merge.top <= row);
        merges.get(at.checked_sub(1)?).copied().filter(|merge| row <= merge.bottom)
    }

    /// Whether a merged region shows another cell in this one's place.
    pub(crate) fn is_covered(&self, row: u32, column: u32) -> bool {
        self.merge(row, column).is_some_and(|merge| (merge.top, merge.left) != (row, column))
    }

    /// What a cell shows, with the row and column where the value is stored.
    pub(crate) fn shown(&self, row: u32, column: u32) -> Option<(u32, u32, &TableCell)> {
        let (row, column) = self.merge(row, column).map_or((row, column), |m| (m.top, m.left));
        self.cell(row, column).map(|cell| (row, column, cell))
    }

    /// The same with nothing but the columns from one to another.
    pub(crate) fn columns_within(&self, first: u32, last: u32) -> Self {
        let within = |column: u32| (first..=last).contains(&column);
        let line = |line: &TableLine| {
            let cells: Vec<TableCell> =
                line.cells.iter().filter(|cell| within(cell.column)).cloned().collect();
            (!cells.is_empty()).then_some(TableLine { row: line.row, cells })
        };
        Self {
            name: Arc::clone(&self.name),
            hidden: self.hidden,
            lines: self.lines.iter().filter_map(line).collect(),
            hidden_columns: self.hidden_columns.iter().copied().filter(|c| within(*c)).collect(),
            hidden_rows: self.hidden_rows.clone(),
            repairs: self
                .repairs
                .iter()
                .filter(|(_, column, _)| within(*column))
                .cloned()
                .collect(),
            columns: self.columns.iter().copied().filter(|c| within(*c)).collect(),
            boxes: self.boxes.clone(),
            merges: self
                .merges
                .iter()
                .filter(|(column, _)| within(**column))
                .map(|(column, merges)| (*column, merges.clone()))
                .collect(),
        }
    }

    /// The place of the worksheet as a whole.
    pub(crate) fn whole(&self) -> Place {
        if self.name.is_empty() { Place::File } else { self.place(0, 0) }
    }
}

impl TableLine {
    pub(crate) fn cell(&self, column: u32) -> Option<&TableCell> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        self.cells.get(at)
    }
}

/// A table in the making. What it takes is counted before it is kept, over all tables of the file.
#[derive(Debug)]
pub(crate) struct TableBuilder<'a> {
    allowance: &'a Allowance,
    table: Table,
    cells: Vec<(u32, TableCell)>,
    merges: Vec<Merge>,
    hidden_columns: Vec<(u32, u32)>,
    hidden_rows: Vec<u32>,
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
        self.cells.push((row, TableCell { column, text: cleaned, kind, typed }));
        Ok(())
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
        let Self { allowance, mut table, mut cells, merges, hidden_columns, hidden_rows } = self;
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
        Ok(table)
    }
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
    let mut text = if text.contains(['\r', '_']) {
        text.replace("_x000D_", "").replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    };
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
        | '\u{e0100}'..='\u{e01ef}')
}
