//! The list of outcome indicators (成果指標): a table with a head row, to the figures of each
//! indicator. It is read whole or not at all.
//!
//! Two shapes are known by their headings: a line for each indicator with a column for each year
//! (指標, 単位, 基準値（H30）, R1, R2, 目標値（R8）), and a line for each figure (指標, 単位, 年度,
//! 区分, 値).

mod gather;
mod head;
mod heading;
mod limits;
mod unreadable;
mod value;

use domain::indicator::ListedIndicator;

pub use unreadable::UnreadableIndicators;

use crate::{
    delimited::open_quote,
    list::{self, Fault, Record},
    sniff::{self, Content},
    table::Table,
    workbook::{compound_tables, packed_tables},
};
use gather::Gathered;
use head::IndicatorHead;
use limits::MOST_LINES;

/// Reads a list.
pub fn read(bytes: &[u8]) -> Result<Vec<ListedIndicator>, UnreadableIndicators> {
    let tables = match sniff::content(bytes) {
        Ok(Content::Packed) => packed_tables(bytes).map_err(|_| UnreadableIndicators::NoList)?,
        Ok(Content::Compound) => {
            compound_tables(bytes).map_err(|_| UnreadableIndicators::NoList)?
        }
        Ok(Content::Text(_) | Content::Json(_)) => return text(bytes),
        _ => return Err(UnreadableIndicators::NoList),
    };
    let shown = tables.iter().filter(|table| !table.hidden);
    let lists = shown.map(|table| (table, records(table)));
    let lists: Vec<(&Table, Vec<Record>)> =
        lists.filter(|(_, records)| IndicatorHead::find(records).is_ok()).collect();
    match lists.as_slice() {
        [] => tables
            .iter()
            .find(|table| !table.hidden)
            .map_or(Err(UnreadableIndicators::NoList), |first| listed(&records(first))),
        [(_, records)] => listed(records),
        [(one, _), (other, _), ..] => {
            Err(UnreadableIndicators::TwoTables(one.name.to_string(), other.name.to_string()))
        }
    }
}

fn text(bytes: &[u8]) -> Result<Vec<ListedIndicator>, UnreadableIndicators> {
    let text = list::text(bytes).ok_or(UnreadableIndicators::NoList)?;
    if let Some(line) = open_quote(&text, list::delimiter(&text)) {
        return Err(UnreadableIndicators::OpenQuote(line));
    }
    let records = list::records(&text, MOST_LINES).map_err(|fault| match fault {
        Fault::Broken => UnreadableIndicators::NoList,
        Fault::TooMany => UnreadableIndicators::TooMany,
    })?;
    let (at, head) = IndicatorHead::find(&records)?;
    let mut below = records.iter().skip(at + 1);
    if let Some(uneven) = below.find(|record| record.cells.len() > head.len()) {
        return Err(UnreadableIndicators::Uneven(uneven.line));
    }
    listed(&records)
}

/// The lines of a worksheet.
fn records(table: &Table) -> Vec<Record> {
    let record = |line: &crate::table::TableLine| {
        let end = line.cells.last().map_or(0, |cell| cell.column as usize + 1);
        let mut cells = vec![String::new(); end];
        for cell in &line.cells {
            if let Some(place) = cells.get_mut(cell.column as usize) {
                cell.text.trim().clone_into(place);
            }
        }
        Record { line: line.row + 1, cells }
    };
    table.lines.iter().map(record).collect()
}

fn listed(records: &[Record]) -> Result<Vec<ListedIndicator>, UnreadableIndicators> {
    let (at, head) = IndicatorHead::find(records)?;
    let below = records.get(at + 1..).unwrap_or_default();
    if below.len() > MOST_LINES {
        return Err(UnreadableIndicators::TooMany);
    }
    head.check(below)?;
    let mut gathered = Gathered::default();
    for record in below {
        gathered.take(&head, record)?;
    }
    Ok(gathered.listed)
}

#[cfg(test)]
mod tests;
