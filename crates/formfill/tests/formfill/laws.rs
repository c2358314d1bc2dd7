//! Whatever stands in a form and whatever is filled: nothing that stood there is lost, everything that
//! was filled is read back, and a second time changes nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use formfill::{CellOutcome, FormMap, fill};
use proptest::{
    collection::{btree_map, btree_set},
    prelude::*,
};
use rust_xlsxwriter::Workbook;

use crate::world::{cells, facts};

fn name(row: u32, column: u32) -> String {
    format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), row + 1)
}

fn form(typed: &BTreeMap<(u32, u32), String>) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("一").unwrap();
    for ((row, column), text) in typed {
        sheet.write_string(*row, u16::try_from(*column).unwrap(), text).unwrap();
    }
    book.save_to_buffer().unwrap()
}

proptest! {
    #[test]
    fn a_form_keeps_what_is_typed_and_takes_what_is_empty(
        typed in btree_map((0..12_u32, 0..8_u32), "[a-zあ-ん=+&<>_x0-9]{1,6}", 0..20),
        wanted in btree_set((0..12_u32, 0..8_u32), 1..20),
        text in "[=+@\\-a-zあ-ん&<>\"'_x0-9\n]{1,12}",
    ) {
        let mut facts = facts();
        facts.actions[0].answers[0].text.clone_from(&text);
        let mut map = String::new();
        for (row, column) in &wanted {
            let cell = name(*row, *column);
            writeln!(map, "[[cells]]\ncell = \"{cell}\"\nanswer = {{ action = 1, field = \"status\" }}")
                .unwrap();
        }
        let map = FormMap::parse(&map).unwrap();
        let form = form(&typed);
        let done = fill(&form, &map, &facts).unwrap();
        let after = cells(&done.bytes, "一");
        for (place, text) in &typed {
            prop_assert_eq!(after.get(place), Some(text));
        }
        let free: BTreeSet<_> = wanted.iter().filter(|at| !typed.contains_key(at)).collect();
        for place in &free {
            prop_assert_eq!(after.get(place), Some(&text));
        }
        prop_assert_eq!(after.len(), typed.len() + free.len());
        let differs = done.cells.iter().filter(|one| one.outcome == CellOutcome::Differs).count();
        let otherwise = wanted.iter().filter_map(|at| typed.get(at));
        prop_assert_eq!(differs, otherwise.filter(|said| said.trim() != text.trim()).count());
        let again = fill(&done.bytes, &map, &facts).unwrap();
        prop_assert!(again.bytes == done.bytes, "a filled form stays");
        for (one, other) in again.cells.iter().zip(&done.cells) {
            prop_assert_eq!(one.outcome, other.outcome);
        }
    }
}
