//! Revisions (改定): how the plan's actions and owners change from one year to the next. A revision
//! changes the sheet of the new year only; the years before stay as they were.

use serde::{Deserialize, Serialize};

use crate::{
    Field, Offset, Place, Slot, Value,
    action::key,
    sheet::{Cell, Row, Sheet},
};

/// One change of the year's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Revision {
    /// An action that the year begins with.
    Add {
        /// Its title.
        title: String,
        /// What the plan says of it.
        #[serde(default)]
        content: String,
        /// The measure that it stands under, by position.
        #[serde(default)]
        measure: Option<usize>,
        /// Its bureaux, as a sheet writes them.
        department: String,
        /// Its sections, as a sheet writes them.
        section: String,
    },
    /// An action that the year no longer has.
    Retire {
        /// Its title.
        title: String,
    },
    /// Actions that become others: one into several (split), several into one (merged), one into one
    /// (renamed). The new ones take the place, the owners and the plan of the first.
    Become {
        /// The titles that end.
        from: Vec<String>,
        /// The titles that begin.
        to: Vec<String>,
    },
    /// An action that stands under another measure.
    Move {
        /// Its title.
        title: String,
        /// The measure, by position.
        measure: usize,
    },
    /// An action that other sections own.
    Assign {
        /// Its title.
        title: String,
        /// Its bureaux.
        department: String,
        /// Its sections.
        section: String,
    },
    /// A section that is called otherwise, or has become part of another.
    RenameSection {
        /// The name that ends.
        from: String,
        /// The name that it has now.
        to: String,
    },
}

/// Why a revision cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// No row has the title.
    #[error("「{0}」という事業は、この年度の一覧にありません。")]
    NoAction(String),
    /// The title is there already.
    #[error("「{0}」という事業は、すでにこの年度の一覧にあります。")]
    Twice(String),
    /// Nothing was named.
    #[error("{0}を入力してください。")]
    Empty(&'static str),
    /// The sheet has no such measure.
    #[error("施策を選んでください。")]
    NoMeasure,
    /// No row is owned by the section.
    #[error("「{0}」が担当する事業は、この年度の一覧にありません。")]
    NoSection(String),
}

/// The sheet after a revision; its rows are numbered anew.
pub fn revised(sheet: &Sheet, revision: &Revision) -> Result<Sheet, Unfit> {
    let mut sheet = sheet.clone();
    match revision {
        Revision::Add { .. } => add(&mut sheet, revision)?,
        Revision::Retire { title } => retire(&mut sheet, title)?,
        Revision::Become { from, to } => become_others(&mut sheet, from, to)?,
        Revision::Move { title, measure } => {
            if *measure >= sheet.measures.len() {
                return Err(Unfit::NoMeasure);
            }
            rows_of(&mut sheet, title)?.into_iter().for_each(|row| row.measure = Some(*measure));
            sheet.rows.sort_by_key(|row| row.measure);
        }
        Revision::Assign { title, department, section } => {
            named("担当課", section)?;
            for row in rows_of(&mut sheet, title)? {
                row.department = typed(department);
                row.section = typed(section);
            }
        }
        Revision::RenameSection { from, to } => rename_section(&mut sheet, from, to)?,
    }
    for (row, no) in sheet.rows.iter_mut().zip(1..) {
        row.no = no;
    }
    Ok(sheet)
}

fn named(what: &'static str, text: &str) -> Result<(), Unfit> {
    if text.trim().is_empty() { Err(Unfit::Empty(what)) } else { Ok(()) }
}

fn typed(text: &str) -> Cell {
    Cell { text: text.trim().to_owned(), place: None }
}

fn is_titled(row: &Row, title: &str) -> bool {
    key(&row.action.text) == key(title)
}

fn rows_of<'a>(sheet: &'a mut Sheet, title: &str) -> Result<Vec<&'a mut Row>, Unfit> {
    let rows: Vec<_> = sheet.rows.iter_mut().filter(|row| is_titled(row, title)).collect();
    if rows.is_empty() { Err(Unfit::NoAction(title.to_owned())) } else { Ok(rows) }
}

fn add(sheet: &mut Sheet, revision: &Revision) -> Result<(), Unfit> {
    let Revision::Add { title, content, measure, department, section } = revision else {
        return Ok(());
    };
    named("事業の名前", title)?;
    named("担当課", section)?;
    if sheet.rows.iter().any(|row| is_titled(row, title)) {
        return Err(Unfit::Twice(title.clone()));
    }
    if measure.is_some_and(|at| at >= sheet.measures.len()) {
        return Err(Unfit::NoMeasure);
    }
    let mut row = Row::blank(0, Place::File);
    row.measure = *measure;
    row.action = typed(title);
    row.content = typed(content);
    row.department = typed(department);
    row.section = typed(section);
    row.answers = sheet.layout.slots().map(|slot| (slot.clone(), Cell::empty())).collect();
    let after = sheet.rows.iter().rposition(|other| other.measure == *measure);
    sheet.rows.insert(after.map_or(sheet.rows.len(), |at| at + 1), row);
    Ok(())
}

fn retire(sheet: &mut Sheet, title: &str) -> Result<(), Unfit> {
    let before = sheet.rows.len();
    sheet.rows.retain(|row| !is_titled(row, title));
    if sheet.rows.len() == before { Err(Unfit::NoAction(title.to_owned())) } else { Ok(()) }
}

fn become_others(sheet: &mut Sheet, from: &[String], to: &[String]) -> Result<(), Unfit> {
    let (Some(first), false) = (from.first(), to.is_empty()) else {
        return Err(Unfit::Empty("事業の名前"));
    };
    for title in to {
        named("事業の名前", title)?;
        let taken = sheet.rows.iter().any(|row| is_titled(row, title));
        if taken && !from.iter().any(|old| key(old) == key(title)) {
            return Err(Unfit::Twice(title.clone()));
        }
    }
    let place = sheet.rows.iter().position(|row| is_titled(row, first));
    let at = place.ok_or_else(|| Unfit::NoAction(first.clone()))?;
    let pattern = Row { action: Cell::empty(), ..merged(sheet, from)? };
    sheet.rows.retain(|row| !from.iter().any(|title| is_titled(row, title)));
    let begun = to.iter().map(|title| Row { action: typed(title), ..pattern.clone() });
    let at = at.min(sheet.rows.len());
    sheet.rows.splice(at..at, begun);
    Ok(())
}

/// The first of the rows, with the plans of all: what was promised stays promised.
fn merged(sheet: &Sheet, from: &[String]) -> Result<Row, Unfit> {
    let mut rows = Vec::new();
    for title in from {
        let row = sheet.rows.iter().find(|row| is_titled(row, title));
        rows.push(row.ok_or_else(|| Unfit::NoAction(title.clone()))?);
    }
    let mut merged = rows[0].clone();
    let plan = Slot::new(Field::Plan, Offset::This);
    let plans = rows.iter().map(|row| row.text(&plan)).filter(|t| Value::read(t).is_given());
    let text = plans.collect::<Vec<_>>().join("\n");
    if let Some(cell) = merged.answers.get_mut(&plan) {
        *cell = Cell { text, place: None };
    }
    Ok(merged)
}

fn rename_section(sheet: &mut Sheet, from: &str, to: &str) -> Result<(), Unfit> {
    named("新しい課の名前", to)?;
    let mut found = false;
    for row in &mut sheet.rows {
        let names = row.sections();
        if !names.iter().any(|name| name == from) {
            continue;
        }
        found = true;
        let mut renamed: Vec<&str> =
            names.iter().map(|name| if name == from { to } else { name }).collect();
        renamed.dedup();
        row.section = typed(&renamed.join("・"));
    }
    if found { Ok(()) } else { Err(Unfit::NoSection(from.to_owned())) }
}

#[cfg(test)]
mod tests;
