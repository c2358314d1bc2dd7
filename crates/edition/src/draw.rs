//! An edition's actions, drawn from the year's sheet: only what its kind shows, everything by value.

use std::collections::BTreeSet;

use domain::{
    Field, Slot, Value,
    layout::{Column, ColumnRole, Layout},
    scale::{GradeCell, Scale},
    sheet::{Row, Sheet},
};

use crate::{ActionRecord, ColumnRecord, EditionAnswer, GradeRecord, ScaleRecord};

/// What the sheet itself does not say of a row's action.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActionIdentity {
    /// Its public identifier.
    pub id: String,
    /// Those of the actions that it goes on from.
    pub follows: Vec<String>,
}

/// The fields of a plan's own that an edition shows, by name. Those of [`SHOWN_BY_EVERY_KIND`] are shown
/// besides; a field that is in neither list is kept back.
pub type ShownFields = BTreeSet<String>;

/// The fields that an edition of every kind shows: those of the standard form. A field that the form
/// gets later is kept back until it is listed here.
pub const SHOWN_BY_EVERY_KIND: [Field; 5] =
    [Field::Plan, Field::Status, Field::Evaluation, Field::Progress, Field::Achievement];

/// The columns that an edition keeps back: fields of the plan's own that nobody listed.
pub fn kept_back<'a>(layout: &'a Layout, shown: &ShownFields) -> Vec<&'a str> {
    let own = layout.columns.iter().filter(|column| !is_shown(column, shown));
    own.map(|column| column.heading.as_str()).collect()
}

/// The sheet as far as an edition shows it.
pub fn shown_sheet(sheet: &Sheet, shown: &ShownFields) -> Sheet {
    let mut sheet = sheet.clone();
    sheet.layout.columns.retain(|column| is_shown(column, shown));
    for row in &mut sheet.rows {
        row.answers.retain(|slot, _| is_listed(slot, shown));
    }
    sheet
}

fn is_shown(column: &Column, shown: &ShownFields) -> bool {
    match &column.role {
        ColumnRole::Answer(slot) => is_listed(slot, shown),
        ColumnRole::Ignored => false,
        _ => true,
    }
}

fn is_listed(slot: &Slot, shown: &ShownFields) -> bool {
    match &slot.field {
        Field::Other(name) => shown.contains(name),
        standard => SHOWN_BY_EVERY_KIND.contains(standard),
    }
}

/// The code of a field in the document: `status`, `own:予算`.
fn field_code(field: &Field) -> String {
    match field {
        Field::Other(name) => format!("own:{name}"),
        standard => standard.code().to_owned(),
    }
}

/// The columns of a sheet in its form's order.
pub fn columns(sheet: &Sheet) -> Vec<ColumnRecord> {
    let column = |column: &Column| {
        let (role, field, fiscal_year) = match &column.role {
            ColumnRole::Answer(slot) => {
                let year = slot.year.of(sheet.year).start();
                ("answer".to_owned(), field_code(&slot.field), Some(year))
            }
            role => (role.name(), String::new(), None),
        };
        let (heading, scale) = (column.heading.clone(), column.scale.clone());
        ColumnRecord { heading, role, field, fiscal_year, scale }
    };
    sheet.layout.columns.iter().map(column).collect()
}

/// The scales of a form.
pub fn scales(layout: &Layout) -> Vec<ScaleRecord> {
    let scale = |scale: &Scale| ScaleRecord {
        name: scale.name.clone(),
        grades: scale
            .grades
            .iter()
            .map(|grade| GradeRecord {
                code: grade.code.clone(),
                label: grade.label.clone(),
                class: grade.class,
            })
            .collect(),
    };
    layout.scales.iter().map(scale).collect()
}

/// The actions of a sheet in its order, each with what the sheet does not say of it.
pub fn actions(sheet: &Sheet, identities: &[ActionIdentity]) -> Vec<ActionRecord> {
    let slots: Vec<(Slot, Option<Scale>)> =
        sheet.layout.slots().map(|slot| (slot.clone(), graded_by(&sheet.layout, slot))).collect();
    let unnamed = ActionIdentity::default();
    let identity = |at: usize| identities.get(at).unwrap_or(&unnamed);
    let rows = sheet.rows.iter().enumerate();
    rows.map(|(at, row)| action(sheet, row, identity(at), &slots)).collect()
}

fn graded_by(layout: &Layout, slot: &Slot) -> Option<Scale> {
    match (layout.scale_of(slot), &slot.field) {
        (Some(scale), _) => Some(scale.clone()),
        (None, Field::Progress) => Some(layout.scale()),
        (None, _) => None,
    }
}

fn action(
    sheet: &Sheet,
    row: &Row,
    identity: &ActionIdentity,
    slots: &[(Slot, Option<Scale>)],
) -> ActionRecord {
    ActionRecord {
        id: identity.id.clone(),
        row_no: row.no,
        measure_no: row.measure.map(|at| at + 1),
        title: row.title(),
        content: row.content.text.clone(),
        page: row.page.text.clone(),
        relisted: row.relisted.text.clone(),
        owners: row.owners().into_iter().map(|owner| (owner.department, owner.section)).collect(),
        follows: identity.follows.clone(),
        answers: slots
            .iter()
            .map(|(slot, scale)| answer(sheet, row, slot, scale.as_ref()))
            .collect(),
    }
}

fn answer(sheet: &Sheet, row: &Row, slot: &Slot, scale: Option<&Scale>) -> EditionAnswer {
    let value = Value::read(row.text(slot));
    let text = row.text(slot);
    let cell = scale.map_or(GradeCell::None, |scale| scale.cell(text));
    let grade = match cell {
        GradeCell::Graded(grade) if grade.code.is_empty() => grade.label.clone(),
        GradeCell::Graded(grade) => grade.code.clone(),
        GradeCell::None | GradeCell::Unchosen | GradeCell::Outside(_) => String::new(),
    };
    let bare = text.trim().trim_start_matches('約');
    let number = match slot.field {
        Field::Achievement if value.is_given() => domain::percent::number(bare),
        _ => None,
    };
    EditionAnswer {
        field: field_code(&slot.field),
        fiscal_year: slot.year.of(sheet.year).start(),
        state: value.state().to_owned(),
        text: text.to_owned(),
        class: cell.class(),
        grade,
        approximate: number.is_some() && bare.len() < text.trim().len(),
        number: number.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use domain::{FiscalYear, Offset, Place, scale::GradeClass, sheet::Cell};

    use super::*;

    const PROGRESS: Slot = Slot::new(Field::Progress, Offset::This);
    const REACHED: Slot = Slot::new(Field::Achievement, Offset::This);

    fn sheet(answers: &[(Slot, &str)]) -> Sheet {
        let year = FiscalYear::parse("R7").unwrap();
        let scale = Scale::typed("取組状況", "ア 実施済\nエ 未実施").unwrap();
        let mut layout = Layout::standard(year, scale);
        let own = Slot::new(Field::Other("予算".into()), Offset::This);
        layout.columns.push(Column::new("予算", ColumnRole::Answer(own)));
        let mut row = Row::blank(1, Place::Lines { from: 2, to: 2 });
        row.action.text = "相談窓口の\n周知".to_owned();
        row.section.text = "健康課・納税課".to_owned();
        for (slot, text) in answers {
            row.answers.insert(slot.clone(), Cell { text: (*text).to_owned(), place: None });
        }
        Sheet { year, layout, measures: Vec::new(), rows: vec![row] }
    }

    #[test]
    fn case_15_a_field_that_is_in_no_list_is_named_and_kept_back() {
        let own = Slot::new(Field::Other("予算".into()), Offset::This);
        let whole = sheet(&[(own, "120千円")]);
        for field in Field::STANDARD {
            assert!(SHOWN_BY_EVERY_KIND.contains(&field), "{field} is in no list of editions");
        }
        let asked: Vec<&Field> = whole.layout.slots().map(|slot| &slot.field).collect();
        let unlisted: Vec<_> =
            asked.iter().filter(|field| !SHOWN_BY_EVERY_KIND.contains(field)).collect();
        let unlisted: Vec<&str> = unlisted.into_iter().map(|field| field.label()).collect();
        assert_eq!(kept_back(&whole.layout, &ShownFields::new()), unlisted);
        assert_eq!(unlisted, ["予算"]);
    }

    #[test]
    fn case_15_a_field_of_the_plans_own_is_kept_back_until_it_is_listed() {
        let own = Slot::new(Field::Other("予算".into()), Offset::This);
        let whole = sheet(&[(own, "120千円")]);
        assert_eq!(kept_back(&whole.layout, &ShownFields::new()), ["予算"]);
        let public = shown_sheet(&whole, &ShownFields::new());
        let fields = |sheet: &Sheet| -> Vec<String> {
            actions(sheet, &[])[0].answers.iter().map(|one| one.field.clone()).collect()
        };
        assert!(!fields(&public).contains(&"own:予算".to_owned()));
        let listed = ShownFields::from(["予算".to_owned()]);
        assert!(fields(&shown_sheet(&whole, &listed)).contains(&"own:予算".to_owned()));
        assert_eq!(kept_back(&whole.layout, &listed), Vec::<&str>::new());
    }

    #[test]
    fn an_answer_tells_state_grade_and_number_apart() {
        let read = |slot: Slot, text: &str| {
            let sheet = sheet(&[(slot.clone(), text)]);
            let action = actions(&sheet, &[]).remove(0);
            let code = field_code(&slot.field);
            action.answers.into_iter().rfind(|one| one.field == code).unwrap()
        };
        let done = read(PROGRESS, "ア　実施済");
        assert_eq!((done.grade.as_str(), done.class), ("ア", Some(GradeClass::Done)));
        assert_eq!(read(REACHED, "９６．９").number, "96.9");
        assert!(read(REACHED, "約90").approximate);
        for (text, state) in [("-", "dash"), ("", "missing"), ("対象外", "not_applicable")] {
            let said = read(REACHED, text);
            assert_eq!((said.state.as_str(), said.number.as_str()), (state, ""), "{text}");
        }
    }

    #[test]
    fn owners_stand_apart_and_the_title_in_one_line() {
        let action = actions(&sheet(&[]), &[]).remove(0);
        assert_eq!(action.title, "相談窓口の周知");
        assert_eq!(action.owners.len(), 2);
    }
}
