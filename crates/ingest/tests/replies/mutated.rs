//! Whatever the bytes, reading and comparing a returned workbook never panics.

use std::sync::LazyLock;

use domain::reply_workbook::compare;
use proptest::prelude::*;

use crate::{
    book::{Copy, STATUS, book},
    files::{Parts, unzipped, zipped},
};

static WORKBOOK: LazyLock<Vec<u8>> =
    LazyLock::new(|| Copy::of(&book()).set(1, STATUS, "６回。").save());

static PARTS: LazyLock<Parts> = LazyLock::new(|| unzipped(&WORKBOOK));

fn read(bytes: &[u8]) {
    if let Ok(returned) = ingest::returned(bytes) {
        let comparison = compare(&returned, &book());
        assert!(comparison.is_foreign() || comparison.cells.len() <= 30);
    }
    drop(ingest::returned_bundle(bytes));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_cut_workbook_never_panics(at in any::<prop::sample::Index>()) {
        read(&WORKBOOK[..at.index(WORKBOOK.len())]);
    }

    #[test]
    fn a_workbook_with_changed_bytes_never_panics(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)
    ) {
        let mut bytes = WORKBOOK.clone();
        for (at, byte) in changes {
            bytes[at.index(WORKBOOK.len())] = byte;
        }
        read(&bytes);
    }

    #[test]
    fn a_workbook_with_changed_parts_never_panics(
        part in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(b"<>/\"=|\\0123456789AZaz&;r \n".to_vec())), 1..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut parts = PARTS.clone();
        let part = part.index(parts.len());
        let bytes = &mut parts[part].1;
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(cut.map_or(bytes.len(), |cut| cut.index(bytes.len())));
        read(&zipped(&parts));
    }

    #[test]
    fn a_workbook_with_exchanged_cells_never_panics(
        swaps in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..2_usize, 0..12_u16, 0..12_u16), 1..8)
    ) {
        let mut copy = Copy::open(&WORKBOOK);
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
