//! The first rows of a table with what its columns seem to be, for a person who chooses them.

use domain::{
    layout::{Column, ColumnRole, Layout},
    place::letters,
};

use serde::{Deserialize, Serialize};

use super::{
    grid::Table,
    head::{self, DEEPEST, Headed},
};
use crate::{headings, options::Options};

/// The rows that are shown below the head.
const SAMPLES: usize = 5;
/// The rows of which one may be chosen as the head.
const FIRST_ROWS: usize = 12;

/// What a person has chosen so far.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Look {
    /// The worksheet; the one that would be read when empty.
    pub sheet: String,
    /// The first and the last row of the head, counted from 1.
    pub head: Option<(u32, u32)>,
    /// A layout that may fit.
    pub layout: Option<Layout>,
}

/// A table as a person sees it before saying what its columns are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TablePreview {
    /// The worksheets that hold something; one without a name for a csv file.
    pub sheets: Vec<String>,
    /// Whether the head was found by its words, or by the layout.
    pub found: bool,
    /// The first and the last row of the head, counted from 1.
    pub head: (u32, u32),
    /// The rows of which one may be the head: number and texts.
    pub rows: Vec<(u32, Vec<String>)>,
    /// The letters of the table's columns, as a spreadsheet names them.
    pub letters: Vec<String>,
    /// What the columns seem to be: one column of the layout for each of the table's, headings
    /// empty where the table has none.
    pub layout: Layout,
    /// The first rows below the head: number and a text for each column.
    pub samples: Vec<(u32, Vec<String>)>,
}

/// Looks at the table that was chosen, or at the one that would be read.
pub(crate) fn preview(tables: &[Table], look: &Look) -> Option<TablePreview> {
    let filled: Vec<&Table> = tables.iter().filter(|table| !table.lines.is_empty()).collect();
    let by_layout = Options { layout: look.layout.clone(), ..Options::default() };
    let by_words = Options::default();
    let found = |table: &Table| {
        let layout = look.layout.is_some().then(|| head::find(table, &by_layout).ok()).flatten();
        layout.or_else(|| head::find(table, &by_words).ok())
    };
    let named = |name: &str| filled.iter().copied().find(|table| *table.name == *name);
    let wanted = look.layout.as_ref().map_or("", |layout| &layout.sheet);
    let chosen = [look.sheet.as_str(), wanted].into_iter().filter(|name| !name.is_empty());
    let table = chosen.into_iter().find_map(named).or_else(|| {
        let heads = filled.iter().filter_map(|table| Some((*table, found(table)?)));
        // Of equals the first: max_by_key would take the last
        heads.rev().max_by_key(|(_, head)| head.understood()).map(|(table, _)| table)
    });
    let table = table.or_else(|| filled.first().copied())?;
    let known = found(table).map(|head| (head.first, head.last));
    let (first, last) = match look.head {
        Some((first, last)) => {
            let first = first.saturating_sub(1);
            (first, last.saturating_sub(1).clamp(first, first.saturating_add(DEEPEST - 1)))
        }
        None => known.unwrap_or_else(|| fullest(table)),
    };
    let columns = head::columns(table, first, last);
    let shown = |row: u32| {
        let text = |column: &u32| table.shown(row, *column).map_or("", |(_, _, cell)| &cell.text);
        table.columns.iter().map(|column| text(column).to_owned()).collect::<Vec<_>>()
    };
    let below = table.lines.iter().filter(|line| line.row > last).take(SAMPLES);
    Some(TablePreview {
        sheets: filled.iter().map(|table| table.name.to_string()).collect(),
        found: known == Some((first, last)),
        head: (first + 1, last + 1),
        rows: table.lines.iter().take(FIRST_ROWS).map(|l| (l.row + 1, shown(l.row))).collect(),
        letters: table.columns.iter().map(|column| letters(*column)).collect(),
        layout: Layout { sheet: table.name.to_string(), ..seeming(&columns, look.layout.as_ref()) },
        samples: below.map(|line| (line.row + 1, shown(line.row))).collect(),
    })
}

/// The row with the most cells near the start: most likely the head.
fn fullest(table: &Table) -> (u32, u32) {
    let first = table.lines.iter().take(FIRST_ROWS);
    let row = first.rev().max_by_key(|line| line.cells.len()).map_or(0, |line| line.row);
    (row, row)
}

/// What the columns seem to be: by the layout if it knows most of their headings, else by words.
fn seeming(columns: &[Headed], layout: Option<&Layout>) -> Layout {
    let headings: Vec<String> = columns.iter().map(|c| c.heading.replace('\n', "")).collect();
    let known = layout.map(|layout| (layout, matched(&headings, layout)));
    let most = |known: &(&Layout, Vec<Option<&Column>>)| {
        known.1.iter().flatten().count() * 2 > headings.len()
    };
    if let Some((layout, columns)) = known.filter(most) {
        let columns = columns.into_iter().zip(&headings).map(|(column, heading)| {
            let ignored = || Column::new(heading.clone(), ColumnRole::Ignored);
            column.map_or_else(ignored, |c| Column { heading: heading.clone(), ..c.clone() })
        });
        return Layout { columns: columns.collect(), ..layout.clone() };
    }
    headings::understand(&headings).layout
}

/// The layout's column for each heading, years aside: next year's form is the same. A heading that occurs twice takes them in their order.
fn matched<'a>(headings: &[String], layout: &'a Layout) -> Vec<Option<&'a Column>> {
    let mut left: Vec<&Column> = layout.columns.iter().collect();
    let take = |heading: &String| {
        let key = headings::without_year(heading);
        let same = |column: &&Column| headings::without_year(&column.heading) == key;
        let at = left.iter().position(same)?;
        Some(left.remove(at))
    };
    headings.iter().map(take).collect()
}
