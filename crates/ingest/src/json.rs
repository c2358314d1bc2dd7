//! Sasae's own JSON: the export of a sheet, or what `sasae import --dry-run --json` prints.

mod outline;

use std::collections::{BTreeMap, HashMap};

use domain::{
    Field, FiscalYear, Place, Slot,
    layout::{Column, ColumnRole, Layout},
    measure::Measure,
    reading::{Account, Problem, ProblemKind, Reader, Reading},
    scale::Scale,
    sheet::{Cell, Row, Sheet},
    text::ink,
};
use serde::Deserialize;

use crate::{
    allowance::Allowance,
    options::Options,
    problems::in_order,
    repair::{Repaired, characters},
    table::derived,
    unreadable::Unreadable,
};

const FORMAT: &str = "sasae-sheet-1";
/// The most columns, as tables have them.
const MOST_COLUMNS: usize = 1_000;

/// The file as a whole.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct JsonSheet {
    format: Option<String>,
    pub(crate) municipality: Option<String>,
    #[serde(default)]
    pub(crate) plan: String,
    pub(crate) fiscal_year: i32,
    pub(crate) layout: Option<Layout>,
    #[serde(default)]
    measures: Vec<Measure>,
    pub(crate) rows: Vec<JsonRow>,
}

/// A row: named columns, and whatever else it has.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct JsonRow {
    pub(crate) no: Option<u32>,
    #[serde(default)]
    pub(crate) measure: String,
    pub(crate) measure_no: Option<usize>,
    pub(crate) place: Option<Place>,
    #[serde(default)]
    pub(crate) places: BTreeMap<String, Place>,
    #[serde(default)]
    pub(crate) departments: Vec<String>,
    #[serde(default)]
    pub(crate) sections: Vec<String>,
    /// Columns by the names of their roles.
    #[serde(default)]
    pub(crate) others: BTreeMap<String, String>,
    #[serde(flatten)]
    pub(crate) cells: BTreeMap<String, serde_json::Value>,
}

/// Reads a sheet from JSON.
pub(crate) fn read(text: &str, options: &Options) -> Result<Reading, Unreadable> {
    outline::check(text)?;
    let file: JsonSheet = serde_json::from_str(text).map_err(|error| foreign(&error))?;
    if file.format.as_deref().is_some_and(|format| format != FORMAT) {
        let format = file.format.unwrap_or_default();
        return Err(Unreadable::ForeignJson(format!("形式「{format}」は扱えません")));
    }
    assemble(file, options, &Allowance::default())
}

/// Makes the sheet that a file tells of.
pub(crate) fn assemble(
    file: JsonSheet,
    options: &Options,
    allowance: &Allowance,
) -> Result<Reading, Unreadable> {
    let refused = || {
        Unreadable::ForeignJson(format!("fiscal_year の {} は年度ではありません", file.fiscal_year))
    };
    let year = FiscalYear::starting(file.fiscal_year).ok_or_else(refused)?;
    if let Some(given) = options.year.filter(|given| *given != year) {
        let place = "fiscal_year の値".to_owned();
        return Err(Unreadable::WrongYear { given, found: year, place });
    }
    if file.rows.is_empty() {
        return Err(Unreadable::NoRows { place: "rows".to_owned() });
    }
    let given = file.layout.is_some();
    let mut layout = file.layout.unwrap_or_else(|| Layout::standard(year, Scale::default()));
    let measures = measures(file.measures);
    let mut pass = Pass {
        allowance,
        year,
        rows: Vec::new(),
        known: measures.iter().enumerate().rev().map(|(at, m)| (m.title.clone(), at)).collect(),
        measures,
        problems: Vec::new(),
        placed: 0,
        unplaced: 0,
    };
    for line in file.rows {
        pass.line(line, &mut layout)?;
    }
    if !given {
        name_scale(&pass.rows, &mut layout);
    }
    let Pass { rows, measures, problems, placed, unplaced, .. } = pass;
    let heading: usize = measures.iter().map(|measure| ink(&measure.title)).sum();
    let account = Account {
        characters_read: placed + heading + unplaced,
        characters_placed: placed,
        characters_heading: heading,
        characters_unplaced: unplaced,
    };
    Ok(Reading {
        reader: Reader::Json,
        year_found: Some(year),
        title: file.plan,
        municipality: file.municipality.filter(|name| !name.is_empty()),
        sheet: Sheet { year, layout, measures, rows },
        problems: in_order(problems),
        account,
        decisions: Vec::new(),
        by_layout: false,
    })
}

/// Why the text is not Sasae's, with the place of the first fault.
fn foreign(error: &serde_json::Error) -> Unreadable {
    use serde_json::error::Category;
    let place = format!("{}行目の{}文字目", error.line(), error.column());
    Unreadable::ForeignJson(match error.classify() {
        Category::Eof => "途中で切れています".to_owned(),
        Category::Syntax | Category::Io => format!("{place}の書き方がJSONではありません"),
        Category::Data => {
            format!("{place}までに必要な項目（fiscal_year、rows）がないか、値の型が違います")
        }
    })
}

/// The measures, each parent before its children.
fn measures(mut given: Vec<Measure>) -> Vec<Measure> {
    for (at, measure) in given.iter_mut().enumerate() {
        measure.parent = measure.parent.filter(|parent| *parent < at);
    }
    given
}

/// A list of grades for a file that has none.
fn name_scale(rows: &[Row], layout: &mut Layout) {
    let role = ColumnRole::Answer(Slot::new(Field::Progress, domain::Offset::This));
    let ColumnRole::Answer(slot) = &role else { return };
    let Some(scale) = derived(rows, slot) else { return };
    if let Some(column) = layout.columns.iter_mut().find(|column| column.role == role) {
        column.scale.clone_from(&scale.name);
        layout.scales = vec![scale];
    }
}

/// A pass over the rows.
#[derive(Debug)]
struct Pass<'a> {
    allowance: &'a Allowance,
    year: FiscalYear,
    rows: Vec<Row>,
    measures: Vec<Measure>,
    /// The first measure of each title.
    known: HashMap<String, usize>,
    problems: Vec<Problem>,
    placed: usize,
    unplaced: usize,
}

impl Pass<'_> {
    fn line(&mut self, line: JsonRow, layout: &mut Layout) -> Result<(), Unreadable> {
        let next = u32::try_from(self.rows.len() + 1).unwrap_or(u32::MAX);
        let place = line.place.clone().unwrap_or(Place::File);
        let mut row = Row::blank(line.no.unwrap_or(next), place.clone());
        self.allowance.answers(layout.slots().count())?;
        // Each row names the questions that only this plan asks
        let names = layout.slots().map(|slot| slot.field.code().len());
        self.allowance.characters(names.sum())?;
        for slot in layout.slots() {
            row.answers.insert(slot.clone(), Cell::empty());
        }
        row.measure = self.measure(&line);
        let owners =
            [("department", line.departments.join("・")), ("section", line.sections.join("・"))];
        let owners = owners.into_iter().filter(|(key, names)| {
            !names.is_empty() && line.cells.get(*key).is_none_or(serde_json::Value::is_null)
        });
        let owners = owners.map(|(key, names)| (key.to_owned(), names));
        let mut texts: Vec<(String, String)> = owners.chain(line.others).collect();
        for (key, value) in line.cells {
            match value {
                serde_json::Value::String(text) => texts.push((key, text)),
                serde_json::Value::Number(number) => texts.push((key, number.to_string())),
                serde_json::Value::Null => {}
                other => self.unknown(&row, &key, &other.to_string())?,
            }
        }
        for (key, text) in texts {
            match ColumnRole::named(&key) {
                Ok(role) if row.cell(&role).is_some() => {
                    self.put(&mut row, &role, &text, line.places.get(&key))?;
                }
                Ok(role @ ColumnRole::Answer(_)) if !text.is_empty() => {
                    if let (None, ColumnRole::Answer(slot)) = (layout.position(&role), &role) {
                        if layout.columns.len() >= MOST_COLUMNS {
                            let detail = format!("列が {MOST_COLUMNS} 列を超えています");
                            return Err(Unreadable::Unpacks { detail });
                        }
                        layout.columns.push(Column::new(slot.heading(self.year), role.clone()));
                    }
                    self.put(&mut row, &role, &text, line.places.get(&key))?;
                }
                Ok(ColumnRole::Answer(_)) => {}
                _ => self.unknown(&row, &key, &text)?,
            }
        }
        self.rows.push(row);
        Ok(())
    }

    fn put(
        &mut self,
        row: &mut Row,
        role: &ColumnRole,
        text: &str,
        place: Option<&Place>,
    ) -> Result<(), Unreadable> {
        self.allowance.text(text, || place.unwrap_or(&row.place).clone())?;
        let Repaired { text, repairs } = characters(text);
        for repair in repairs {
            let place = place.unwrap_or(&row.place).clone();
            let message = format!("文字を補正しました：{repair}");
            self.allowance.characters(message.chars().count())?;
            self.problems
                .push(Problem::new(ProblemKind::Repair, place, message).at(row.no, role.clone()));
        }
        self.placed += ink(&text);
        if let Some(cell) = row.cell_mut(role) {
            *cell = Cell { text, place: place.cloned() };
        }
        Ok(())
    }

    fn unknown(&mut self, row: &Row, key: &str, text: &str) -> Result<(), Unreadable> {
        if ink(text) == 0 {
            return Ok(());
        }
        self.unplaced += ink(text);
        let message = format!(
            "{}番目の行の項目「{key}」は扱えないため、「{text}」を取り込んでいません。",
            row.no
        );
        self.allowance.characters(message.chars().count())?;
        self.problems.push(Problem::new(ProblemKind::Unplaced, row.place.clone(), message));
        Ok(())
    }

    /// The row's measure: by its number where the title agrees, else by its title.
    fn measure(&mut self, line: &JsonRow) -> Option<usize> {
        if line.measure.is_empty() {
            return None;
        }
        let said = line.measure_no.and_then(|no| no.checked_sub(1));
        let is = |at: &usize| self.measures.get(*at).is_some_and(|m| m.title == line.measure);
        let known = || self.known.get(&line.measure).copied();
        said.filter(is).or_else(known).or_else(|| {
            let place = line.place.clone().unwrap_or(Place::File);
            let title = line.measure.clone();
            let at = self.measures.len();
            self.known.insert(title.clone(), at);
            self.measures.push(Measure { title, parent: None, place });
            Some(at)
        })
    }
}
