//! What a worksheet's own part tells besides its cells: merged regions, hidden columns and rows.

use std::collections::BTreeMap;

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use super::{parts::WorkbookParts, refusal::damaged};
use crate::{
    table::{Merge, TableBuilder},
    unreadable::Unreadable,
};

/// The part of each worksheet, by its name.
pub(super) fn paths(parts: &mut WorkbookParts) -> Result<BTreeMap<String, String>, Unreadable> {
    let Ok(relations) = parts.text("xl/_rels/workbook.xml.rels") else {
        return Ok(BTreeMap::new());
    };
    let Ok(book) = parts.text("xl/workbook.xml") else { return Ok(BTreeMap::new()) };
    let targets = elements(&relations, "Relationship", |start| {
        Some((attribute(start, "Id")?, attribute(start, "Target")?))
    })?;
    let targets: BTreeMap<String, String> = targets.into_iter().collect();
    let names = parts.names();
    let sheets = elements(&book, "sheet", |start| {
        let relation = attribute(start, "id")?;
        let target = targets.get(&relation)?;
        let path = match target.strip_prefix('/') {
            Some(path) => path.to_owned(),
            None => format!("xl/{target}"),
        };
        let path = names.iter().find(|name| name.eq_ignore_ascii_case(&path))?;
        Some((attribute(start, "name")?, path.clone()))
    })?;
    Ok(sheets.into_iter().collect())
}

/// Takes a worksheet's merged regions and what is hidden. The cells, by far the most of it, are
/// looked through only where a row says that it is hidden.
pub(super) fn read(text: &str, builder: &mut TableBuilder) -> Result<(), Unreadable> {
    let cells = text.find("sheetData").zip(text.rfind("sheetData"));
    let Some((first, last)) = cells else { return pieces(text, builder) };
    let before = text.get(..first).and_then(|before| before.rsplit_once('<'));
    let after = text.get(last..).and_then(|after| after.split_once('>'));
    pieces(before.map_or("", |(before, _)| before), builder)?;
    pieces(after.map_or("", |(_, after)| after), builder)?;
    let rows = text.get(first..last).and_then(|rows| rows.split_once('>')).map(|(_, rows)| rows);
    let rows = rows.and_then(|rows| rows.rsplit_once('<')).map_or("", |(rows, _)| rows);
    if rows.contains(" hidden=") { pieces(rows, builder) } else { Ok(()) }
}

/// Takes what a piece of a worksheet's part tells.
fn pieces(text: &str, builder: &mut TableBuilder) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut row = 0_u32;
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "row" => {
                    let said = attribute(&start, "r").and_then(|r| r.parse().ok());
                    row = said.unwrap_or(row.saturating_add(1));
                    if is_true(&start, "hidden") {
                        builder.hide_row(row.saturating_sub(1));
                    }
                }
                "col" if is_true(&start, "hidden") => {
                    let number =
                        |name| attribute(&start, name)?.parse::<u32>().ok()?.checked_sub(1);
                    if let (Some(first), Some(last)) = (number("min"), number("max")) {
                        builder.hide_columns(first, last);
                    }
                }
                "mergeCell" => {
                    if let Some(merge) = attribute(&start, "ref").as_deref().and_then(region) {
                        builder.merge(merge);
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// A region as worksheets write it: `A4:N4`.
fn region(text: &str) -> Option<Merge> {
    let (first, last) = text.split_once(':')?;
    let ((top, left), (bottom, right)) = (address(first)?, address(last)?);
    Some(Merge { top, left, bottom, right })
}

/// A cell's zero-based row and column: `B12` is (11, 1).
fn address(text: &str) -> Option<(u32, u32)> {
    let letters: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    let column = letters.chars().try_fold(0_u32, |sum, c| {
        let letter = c.to_ascii_uppercase() as u32 - 'A' as u32 + 1;
        sum.checked_mul(26)?.checked_add(letter)
    })?;
    let row: u32 = text.get(letters.len()..)?.parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// What every element of the name gives.
fn elements<T>(
    text: &str,
    name: &str,
    of: impl Fn(&BytesStart) -> Option<T>,
) -> Result<Vec<T>, Unreadable> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut found = Vec::new();
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() == name => {
                found.extend(of(&start));
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// An attribute's value by its name, the prefix aside.
pub(super) fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let attribute = attributes.find(|a| a.key.local_name().as_ref() == name)?;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

fn is_true(start: &BytesStart, name: &str) -> bool {
    attribute(start, name).is_some_and(|value| value == "1" || value == "true")
}
