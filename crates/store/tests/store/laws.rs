use domain::{
    Field, Offset, Place, Slot,
    measure::Measure,
    sheet::{Cell, Row, Sheet},
};
use proptest::{
    collection::{btree_map, vec},
    option,
    prelude::*,
    strategy::ValueTree,
    test_runner::TestRunner,
};

use crate::{city, world::World};

on_both!(any_sheet_comes_back_equal_to_the_one_that_was_saved);

/// Anything that a form may hold; `PostgreSQL` has no U+0000 in a text.
fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[^\0]{0,12}", "[ァ-ヶ一-龠％_\\\\'\"\n　]{0,12}", Just(String::new())]
}

fn place() -> impl Strategy<Value = Place> {
    let corners = any::<[i32; 4]>();
    prop_oneof![
        (text(), 0_u32..1_048_576, 0_u32..16_384).prop_map(|(sheet, row, column)| Place::cell(
            &sheet.into(),
            row,
            column
        )),
        any::<(u32, u32)>().prop_map(|(from, to)| Place::Lines { from, to }),
        (any::<u32>(), corners).prop_map(|(page, edges)| Place::Box { page, edges }),
        Just(Place::File),
    ]
}

fn cell() -> impl Strategy<Value = Cell> {
    (text(), option::of(place())).prop_map(|(text, place)| Cell { text, place })
}

fn slot() -> impl Strategy<Value = Slot> {
    let own = text().prop_map(|name| Field::from(format!("独自{name}")));
    let field = prop_oneof![prop::sample::select(Field::STANDARD.to_vec()), own];
    let offset = prop::sample::select(vec![Offset::Previous, Offset::This, Offset::Next]);
    (field, offset).prop_map(|(field, year)| Slot::new(field, year))
}

fn row() -> impl Strategy<Value = Row> {
    let fixed = [cell(), cell(), cell(), cell(), cell(), cell()];
    let answers = btree_map(slot(), cell(), 0..6);
    (any::<u32>(), option::of(0..9_usize), fixed, answers, place()).prop_map(
        |(no, measure, [action, content, page, department, section, relisted], answers, place)| {
            Row {
                no,
                measure,
                action,
                content,
                page,
                department,
                section,
                relisted,
                answers,
                place,
            }
        },
    )
}

fn sheet() -> impl Strategy<Value = Sheet> {
    let measure = (text(), option::of(0..4_usize), place());
    let measure = measure.prop_map(|(title, parent, place)| Measure { title, parent, place });
    (vec(measure, 0..5), vec(row(), 0..6), any::<f64>()).prop_map(|(measures, rows, points)| {
        let mut sheet = city::sheet("R5", &[]);
        sheet.layout.scales[0].grades[0].points = points.is_finite().then_some(points);
        Sheet { measures, rows, ..sheet }
    })
}

async fn any_sheet_comes_back_equal_to_the_one_that_was_saved(world: &World) {
    city::found(&world.store).await;
    let mut runner = TestRunner::deterministic();
    for nth in 0..40 {
        let sheet = sheet().new_tree(&mut runner).unwrap().current();
        let import = city::book(&world.store, &format!("i{nth}"), &sheet).await;
        let mut tx = world.store.read().await.unwrap();
        let stored = tx.sheet(&city::plan().id, sheet.year).await.unwrap().unwrap();
        assert_eq!(stored.sheet, sheet);
        assert_eq!(tx.import(&import).await.unwrap().reading.sheet, sheet);
        for (action, row) in stored.actions.iter().zip(&sheet.rows) {
            let rows = tx.action_rows(action).await.unwrap();
            assert!(rows.iter().any(|told| told.row == *row));
        }
    }
}
