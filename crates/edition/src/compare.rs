//! Two editions beside each other: which cells say something else.

use std::collections::BTreeMap;

use crate::{ActionRecord, EditionContent};

/// A cell that one edition says otherwise than another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionChange {
    /// The action's public identifier; empty where it is about an indicator or the whole.
    pub action: String,
    /// The action's title, or the indicator's name.
    pub title: String,
    /// The field of an answer, `title`, `content`, `page`, `relisted`, `measure`, `owners`, or
    /// `indicator:ID/base`.
    pub field: String,
    /// The year that is asked about; none where the cell has no year.
    pub fiscal_year: Option<i32>,
    /// What was said before; empty where nothing was.
    pub before: String,
    /// What is said; empty where nothing is.
    pub after: String,
}

/// Where a cell stands: its key, of which the first part orders it.
type At = (String, String, Option<i32>);

/// What `after` says otherwise than `before`, in the order of `after`, what is gone last.
pub fn changes(before: &EditionContent, after: &EditionContent) -> Vec<EditionChange> {
    let (old, new) = (cells(before), cells(after));
    let former: BTreeMap<&At, &str> =
        old.iter().map(|cell| (&cell.at, cell.text.as_str())).collect();
    let latter: BTreeMap<&At, &str> =
        new.iter().map(|cell| (&cell.at, cell.text.as_str())).collect();
    let changed = new.iter().filter_map(|cell| {
        let was = former.get(&cell.at).copied().unwrap_or_default();
        (was != cell.text).then(|| cell.change(was, &cell.text))
    });
    let gone = old.iter().filter(|cell| !cell.text.is_empty() && !latter.contains_key(&cell.at));
    changed.chain(gone.map(|cell| cell.change(&cell.text, ""))).collect()
}

/// A cell with what it says.
struct Cell {
    at: At,
    title: String,
    text: String,
}

impl Cell {
    fn change(&self, before: &str, after: &str) -> EditionChange {
        let (action, field, fiscal_year) = self.at.clone();
        let (before, after) = (before.to_owned(), after.to_owned());
        EditionChange { action, title: self.title.clone(), field, fiscal_year, before, after }
    }
}

fn cells(of: &EditionContent) -> Vec<Cell> {
    let actions = of.actions.iter().flat_map(|action| action_cells(of, action));
    let indicators = of.indicators.iter().flat_map(|indicator| {
        indicator.figures.iter().map(|figure| {
            let field = format!("indicator:{}/{}", indicator.id, figure.figure);
            let action = indicator.action.clone().unwrap_or_default();
            let title = indicator.name.clone();
            let text = match figure.state.as_str() {
                "given" => format!("{}{}", figure.number, indicator.unit),
                _ => String::new(),
            };
            Cell { at: (action, field, Some(figure.fiscal_year)), title, text }
        })
    });
    actions.chain(indicators).collect()
}

/// An action that stands twice under one identifier is told apart by where it stands.
fn action_cells(of: &EditionContent, action: &ActionRecord) -> Vec<Cell> {
    let twins = of.actions.iter().filter(|other| other.id == action.id);
    let nth = twins.take_while(|other| other.row_no != action.row_no).count();
    let id = if nth == 0 { action.id.clone() } else { format!("{}/{}", action.id, nth + 1) };
    let owners: Vec<String> = action
        .owners
        .iter()
        .map(|(department, section)| format!("{department} {section}").trim().to_owned())
        .collect();
    let measure = action.measure_no.and_then(|no| of.measures.get(no.checked_sub(1)?));
    let fixed = [
        ("title", action.title.clone()),
        ("content", action.content.clone()),
        ("page", action.page.clone()),
        ("relisted", action.relisted.clone()),
        ("measure", measure.cloned().unwrap_or_default()),
        ("owners", owners.join("、")),
    ];
    let cell = |field: &str, year: Option<i32>, text: String| Cell {
        at: (id.clone(), field.to_owned(), year),
        title: action.title.clone(),
        text,
    };
    let answers = action
        .answers
        .iter()
        .map(|answer| cell(&answer.field, Some(answer.fiscal_year), answer.text.clone()));
    fixed.into_iter().map(|(field, text)| cell(field, None, text)).chain(answers).collect()
}
