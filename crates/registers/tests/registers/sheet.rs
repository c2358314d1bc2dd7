//! The counted rows of the real sheet: made-up records write figures that its own text has.
//!
//! The sheet is read in place; nothing of it stands here but numbers.

use std::path::Path;

use prose::{Quantity, Span};
use registers::rate;

use crate::{
    made::{asked, counted, drafted, lines, records, register},
    sheet_rows::rows,
};

/// Whether the sheet's text has the number with its unit.
fn has(sheet: &[Quantity], number: &Quantity) -> bool {
    sheet.iter().any(|other| {
        (other.value - number.value).abs() < 1e-9
            && prose::alike(&other.unit, &number.unit)
            && other.approximate == number.approximate
    })
}

#[test]
fn the_counted_rows_of_the_sheet_can_be_written_from_records() {
    let path =
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/samples/kumagaya-r3.txt"));
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("SKIPPED: {} is absent", path.display());
        return;
    };
    let sheet: Vec<&str> = text.lines().collect();
    let rows = rows();
    assert_eq!(rows.len(), 33, "the 34 counted rows but one, which has no base (item 53)");
    let mut wrong = Vec::new();
    for row in rows {
        let own = sheet[row.lines.0 - 1..row.lines.1].join("\n");
        let printed = prose::quantities(&own, asked());
        let register = register(row.register);
        let records = records(&register, &lines(&row.facts));
        let counted = counted(&register, &records);
        for wording in &row.wordings {
            let Some(draft) = drafted(wording, &counted) else {
                wrong.push(format!("item {}: nothing is written by {wording}", row.item));
                continue;
            };
            let told = prose::quantities(&draft.text, asked());
            let missing: Vec<_> = told.iter().filter(|one| !has(&printed, one)).collect();
            let missing: Vec<_> = missing.iter().map(|one| one.span.of(&draft.text)).collect();
            if told.is_empty() || !missing.is_empty() {
                let printed: Vec<_> = printed.iter().map(|q| Span::of(q.span, &own)).collect();
                wrong.push(format!(
                    "item {}: {} lacks {missing:?}: {printed:?}",
                    row.item, draft.text
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_the_sheet_prints_and_no_record_can_give_is_known() {
    assert_eq!(rate::numerator(870, 15), None, "item 77: 87.0 of 15");
    assert_eq!(rate::bases(969, 1_046), [1_079, 1_080], "item 49: the base is not printed");
    let pairs =
        |tenths| (1..=40).filter_map(move |base| Some((rate::numerator(tenths, base)?, base)));
    assert_eq!(pairs(923).collect::<Vec<_>>(), [(12, 13), (24, 26), (36, 39)], "item 26");
}
