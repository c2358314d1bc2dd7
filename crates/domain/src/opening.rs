//! The sheet with which a round begins: made of the sheet of the year before, what was promised
//! there is this year's plan.

use crate::{
    Field, FiscalYear, Offset, Place, Slot,
    layout::{ColumnRole, Layout},
    sheet::{Cell, Row, Sheet},
};

/// The sheet of the year after `last`: the same rows, last year's results beside this year's plan,
/// and nothing answered yet.
pub fn next_sheet(last: &Sheet) -> Sheet {
    let year = last.year.plus(1);
    let layout = next_layout(&last.layout, year);
    let row = |row: &Row| Row { answers: answers(row, &last.layout, &layout), ..bare(row) };
    let rows = last.rows.iter().map(row).collect();
    let measures = last.measures.clone();
    Sheet { year, layout, measures, rows }
}

/// The form of the next year: headings that name a year name theirs.
fn next_layout(last: &Layout, year: FiscalYear) -> Layout {
    let mut layout = last.clone();
    for column in &mut layout.columns {
        let dated = !FiscalYear::in_heading(&column.heading).is_empty();
        if let ColumnRole::Answer(
            slot @ Slot {
                field:
                    Field::Plan
                    | Field::Status
                    | Field::Evaluation
                    | Field::Progress
                    | Field::Achievement,
                ..
            },
        ) = &column.role
            && dated
        {
            column.heading = slot.heading(year);
        }
    }
    layout
}

/// What the new sheet says before anyone answers. Last year's results are asked of last year's own
/// columns; this year's plan is the plan that was made for it a year ago.
fn answers(row: &Row, last: &Layout, layout: &Layout) -> std::collections::BTreeMap<Slot, Cell> {
    let has = |slot: &Slot| last.slots().any(|own| own == slot);
    let carried = |slot: &Slot| {
        let from = match slot.year {
            Offset::Previous => Slot::new(slot.field.clone(), Offset::This),
            Offset::This => Slot::new(slot.field.clone(), Offset::Next),
            Offset::Next => return String::new(),
        };
        if has(&from) { row.text(&from).to_owned() } else { String::new() }
    };
    layout.slots().map(|slot| (slot.clone(), Cell { text: carried(slot), place: None })).collect()
}

/// The row's own words without their places in last year's file.
fn bare(row: &Row) -> Row {
    let bare = |cell: &Cell| Cell { text: cell.text.clone(), place: None };
    Row {
        no: row.no,
        measure: row.measure,
        action: bare(&row.action),
        content: bare(&row.content),
        page: bare(&row.page),
        department: bare(&row.department),
        section: bare(&row.section),
        relisted: bare(&row.relisted),
        answers: std::collections::BTreeMap::new(),
        place: Place::File,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scale::Scale;

    #[test]
    fn the_promise_of_last_year_is_this_years_plan_and_nothing_is_answered() {
        let year = FiscalYear::parse("R7").unwrap();
        let mut row = Row::blank(1, Place::File);
        for (slot, key) in Slot::STANDARD {
            row.answers.insert(slot, Cell::new(key, Place::File));
        }
        let layout = Layout::standard(year, Scale::default());
        let last = Sheet { year, layout, measures: Vec::new(), rows: vec![row] };
        let next = next_sheet(&last);
        let texts: Vec<_> =
            Slot::STANDARD.iter().map(|(slot, _)| next.rows[0].text(slot)).collect();
        assert_eq!(texts, ["status", "achievement", "next_plan", "", "", "", "", ""]);
        assert_eq!(next.year.short(), "R8");
        assert_eq!(next.layout.columns[8].heading, "令和８年度の実施計画");
        assert_eq!(next.layout.columns[13].heading, "今後（令和９年度以降）の実施計画");
    }

    #[test]
    fn a_form_without_next_years_plan_begins_without_a_plan() {
        let year = FiscalYear::parse("R7").unwrap();
        let mut layout = Layout::standard(year, Scale::default());
        layout.columns.truncate(12);
        let mut row = Row::blank(1, Place::File);
        row.answers.insert(Slot::new(Field::Plan, Offset::This), Cell::new("今年", Place::File));
        let next = next_sheet(&Sheet { year, layout, measures: Vec::new(), rows: vec![row] });
        assert_eq!(next.rows[0].text(&Slot::new(Field::Plan, Offset::This)), "");
    }
}
