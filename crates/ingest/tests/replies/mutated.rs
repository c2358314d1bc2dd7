//! Whatever the bytes, reading and comparing a returned workbook never panics.

use std::sync::LazyLock;

use domain::reply_workbook::compare;
use proptest::prelude::*;
use testkit::{changed, changes, changes_of, with_changed_part};

use crate::book::{Answers as _, STATUS, WorkbookCopy, book};

static WORKBOOK: LazyLock<Vec<u8>> =
    LazyLock::new(|| WorkbookCopy::of(&book()).set(1, STATUS, "６回。").save());

/// What means something in the parts of the workbook, or in its hidden worksheet.
const MARKUP: &[u8] = b"<>/\"=|\\0123456789AZaz&;r \n";

fn read(bytes: &[u8]) {
    if let Ok(returned) = ingest::reply_workbook(bytes) {
        let comparison = compare(&returned, &book());
        assert!(comparison.is_foreign() || comparison.cells.len() <= 30);
    }
    drop(ingest::reply_bundle(bytes));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_cut_workbook_never_panics(at in any::<prop::sample::Index>()) {
        read(&WORKBOOK[..at.index(WORKBOOK.len())]);
    }

    #[test]
    fn a_workbook_with_changed_bytes_never_panics(changes in changes()) {
        read(&changed(&WORKBOOK, changes));
    }

    #[test]
    fn a_workbook_with_changed_parts_never_panics(
        part in any::<prop::sample::Index>(),
        changes in changes_of(MARKUP),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        read(&with_changed_part(&WORKBOOK, part, changes, cut));
    }

    #[test]
    fn a_workbook_with_exchanged_cells_never_panics(
        swaps in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..2_usize, 0..12_u16, 0..12_u16), 1..8)
    ) {
        let mut copy = WorkbookCopy::open(&WORKBOOK);
        for (a, b, sheet, from, to) in swaps {
            let rows = &mut copy.0[sheet].rows;
            let (a, b) = (a.index(rows.len()), b.index(rows.len()));
            let taken = rows[a].remove(&from);
            match taken {
                Some(value) => drop(rows[b].insert(to, value)),
                None => rows.swap(a, b),
            }
        }
        read(&copy.save());
    }
}
