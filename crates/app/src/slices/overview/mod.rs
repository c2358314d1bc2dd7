//! The year at a glance: how far it is, what is not done, what does not fit together.

pub(crate) mod web;

use domain::{
    Field, FiscalYear, Id, Offset, Slot, Value,
    action::{Action, key},
    progress,
    sheet::{Cell, Row, Sheet},
};
use store::StoredSheet;

/// A row worth a look, with the reason.
#[derive(Debug, Clone)]
pub(crate) struct Noted {
    /// The row's position on the sheet.
    pub(crate) at: usize,
    /// Why.
    pub(crate) why: String,
}

/// Rows that are not done, as far as is known.
pub(crate) fn not_done(sheet: &Sheet) -> Vec<Noted> {
    let percent = Slot::new(Field::Achievement, Offset::This);
    let noted = progress::not_done(sheet).into_iter().map(|(at, grade)| {
        let text = sheet.rows.get(at).map_or("", |row| row.text(&percent));
        let percent =
            Value::read(text).percent().map_or(String::new(), |_| format!("・達成度{text}％"));
        Noted { at, why: format!("{grade}{percent}") }
    });
    noted.collect()
}

/// Rows whose last year is not what last year's own sheet says.
pub(crate) fn disagreements(sheet: &Sheet, last: &Sheet) -> Vec<Noted> {
    let mut noted = Vec::new();
    for (at, row) in sheet.rows.iter().enumerate() {
        let Some(was) = counterpart(sheet, at, last) else { continue };
        let fields = [Field::Status, Field::Achievement].into_iter().filter(|field| {
            let said = row.answers.get(&Slot::new(field.clone(), Offset::Previous));
            let own = was.answers.get(&Slot::new(field.clone(), Offset::This));
            said.zip(own).is_some_and(|(said, own)| !said.value().agrees_with(&own.value()))
        });
        let fields: Vec<String> = fields.map(|field| field.label().to_owned()).collect();
        if !fields.is_empty() {
            noted.push(Noted { at, why: fields.join("・") });
        }
    }
    noted
}

/// Rows that were planned and tell no result.
pub(crate) fn unreported(sheet: &Sheet) -> Vec<Noted> {
    let value =
        |row: &Row, field: Field| row.answers.get(&Slot::new(field, Offset::This)).map(Cell::value);
    let rows = sheet.rows.iter().enumerate().filter(|(_, row)| {
        value(row, Field::Plan).is_some_and(|plan| plan.is_given())
            && value(row, Field::Status) == Some(Value::Missing)
    });
    rows.map(|(at, row)| {
        let plan = row.text(&Slot::new(Field::Plan, Offset::This));
        Noted { at, why: plan.split_whitespace().collect::<Vec<_>>().join(" ") }
    })
    .collect()
}

/// Rows of last year's sheet with a plan for the year to come and no row on this year's sheet:
/// neither the action nor one that came from it.
pub(crate) fn lost(
    last: &StoredSheet,
    this: &StoredSheet,
    links: &[(Id<Action>, Id<Action>, FiscalYear)],
) -> Vec<Noted> {
    let next = Slot::new(Field::Plan, Offset::Next);
    let here = |action: &Id<Action>| {
        let goes_on = |(from, to, _): &(Id<Action>, Id<Action>, FiscalYear)| {
            from == action && this.actions.contains(to)
        };
        this.actions.contains(action) || links.iter().any(goes_on)
    };
    let rows = last.sheet.rows.iter().zip(&last.actions).enumerate();
    rows.filter(|(_, (row, action))| {
        row.answers.get(&next).is_some_and(|cell| cell.value().is_given()) && !here(action)
    })
    .map(|(at, (row, _))| Noted { at, why: row.text(&next).replace('\n', " ") })
    .collect()
}

/// Rows whose result is word for word last year's.
pub(crate) fn unchanged(sheet: &Sheet) -> Vec<Noted> {
    let slot = |year| Slot::new(Field::Status, year);
    let same = |row: &Row| {
        let (now, was) =
            (row.answers.get(&slot(Offset::This)), row.answers.get(&slot(Offset::Previous)));
        now.zip(was).is_some_and(|(now, was)| {
            now.value().is_given() && now.value().agrees_with(&was.value())
        })
    };
    let rows = sheet.rows.iter().enumerate().filter(|(_, row)| same(row));
    rows.map(|(at, _)| Noted { at, why: "実施状況が前年度と同じ文".to_owned() }).collect()
}

/// The row of last year's sheet that tells of the same action: the n-th of its title.
fn counterpart<'a>(sheet: &Sheet, at: usize, last: &'a Sheet) -> Option<&'a Row> {
    let title = key(&sheet.rows.get(at)?.action.text);
    let nth = sheet.rows[..at].iter().filter(|row| key(&row.action.text) == title).count();
    last.rows.iter().filter(|row| key(&row.action.text) == title).nth(nth)
}

/// The year whose sheet is the one before, among those that there are.
pub(crate) fn before(year: FiscalYear) -> FiscalYear {
    year.plus(-1)
}
