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
    allowance::Allowance,
    delimited::Outline,
    list::{self, Fault, Record},
    sniff::{self, Content},
    table::{Table, TableLine},
    unreadable::Unreadable,
    workbook::{compound_tables, packed_tables},
};
use gather::Gathered;
use head::{IndicatorHead, WITHIN};
use limits::MOST_LINES;

/// The lines by which a worksheet is known as a list: a head may take two.
const HEAD_WITHIN: usize = WITHIN + 1;

/// Reads a list.
pub fn read(bytes: &[u8]) -> Result<Vec<ListedIndicator>, UnreadableIndicators> {
    let allowance = Allowance::default();
    let tables = match sniff::content(bytes) {
        Ok(Content::Packed) => packed_tables(bytes, &allowance).map_err(of_file)?,
        Ok(Content::Compound) => compound_tables(bytes, &allowance).map_err(of_file)?,
        Ok(Content::Text(_) | Content::Json(_)) => return text(bytes),
        _ => return Err(UnreadableIndicators::NoList),
    };
    let shown = || tables.iter().filter(|table| !table.hidden);
    let heads = |table: &&Table| {
        let first: Vec<Record> = table.lines.iter().take(HEAD_WITHIN).map(record).collect();
        IndicatorHead::find(&first).is_ok()
    };
    let lists: Vec<&Table> = shown().filter(heads).take(2).collect();
    match lists.as_slice() {
        [one, other] => {
            Err(UnreadableIndicators::TwoTables(one.name.to_string(), other.name.to_string()))
        }
        lists => {
            let table = lists.first().copied().or_else(|| shown().next());
            listed(&records(table.ok_or(UnreadableIndicators::NoList)?, &allowance)?)
        }
    }
}

/// Why a workbook gives no list: it is none, or what makes it unreadable.
fn of_file(why: Unreadable) -> UnreadableIndicators {
    match why {
        Unreadable::OtherKind(_) => UnreadableIndicators::NoList,
        why => UnreadableIndicators::File(why),
    }
}

fn text(bytes: &[u8]) -> Result<Vec<ListedIndicator>, UnreadableIndicators> {
    let text = list::text(bytes).ok_or(UnreadableIndicators::NoList)?;
    if let Some(line) = Outline::of(&text, list::delimiter(&text)).open_quote {
        return Err(UnreadableIndicators::OpenQuote(line));
    }
    let records = list::records(&text, MOST_LINES).map_err(|fault| match fault {
        Fault::Broken => UnreadableIndicators::NoList,
        Fault::TooMany => UnreadableIndicators::TooMany,
        Fault::Unreadable(why) => UnreadableIndicators::File(why),
    })?;
    let (at, head) = IndicatorHead::find(&records)?;
    let mut below = records.iter().skip(at + 1);
    if let Some(uneven) = below.find(|record| record.cells.len() > head.len()) {
        return Err(UnreadableIndicators::Uneven(uneven.line));
    }
    listed(&records)
}

/// The lines of a worksheet. Each is as long as its last cell stands to the right.
fn records(table: &Table, allowance: &Allowance) -> Result<Vec<Record>, UnreadableIndicators> {
    let cells: usize = table.lines.iter().map(end).sum();
    allowance.answers(cells).map_err(|_| UnreadableIndicators::TooMany)?;
    Ok(table.lines.iter().map(record).collect())
}

fn end(line: &TableLine) -> usize {
    line.cells.last().map_or(0, |cell| cell.column as usize + 1)
}

fn record(line: &TableLine) -> Record {
    let mut cells = vec![String::new(); end(line)];
    for cell in &line.cells {
        if let Some(place) = cells.get_mut(cell.column as usize) {
            cell.text.trim().clone_into(place);
        }
    }
    Record { line: line.row + 1, cells }
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
