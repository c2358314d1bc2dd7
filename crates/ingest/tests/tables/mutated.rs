//! Whatever the bytes, reading never panics, and what is read is accounted for.

use std::sync::LazyLock;

use ingest::Options;
use proptest::prelude::*;
use testkit::{changed, changes, changes_of, with_changed_part};

use crate::made::{self, HEAD, action, put, workbook};

static WORKBOOK: LazyLock<Vec<u8>> = LazyLock::new(|| {
    workbook(|sheet| {
        put(sheet, 0, &[&["令和５年度　進捗管理シート"], HEAD, &["基本施策１　支え合う"]]);
        put(sheet, 3, &[&action("会議"), &action("研修"), &action("広報"), &["※注記"]]);
        made::merge(sheet, (3, 1), (5, 1), "福祉部");
    })
});

/// What means something in the parts of a workbook.
const MARKUP: &[u8] = b"<>/\"=0123456789AZaz&;r \n";

/// Reads; a sheet that comes of it must be accounted for.
fn read(bytes: &[u8]) {
    if let Ok(reading) = ingest::read(bytes, &Options::default()) {
        assert!(reading.account.balances(), "{:?}", reading.account);
        assert!(!reading.sheet.rows.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), start in 0..6_usize) {
        let starts: [&[u8]; 6] =
            [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{", b"\xff\xfe", "事業名,".as_bytes()];
        read(&[starts[start], &bytes].concat());
    }

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
    fn any_grid_of_words_is_accounted_for(
        lines in prop::collection::vec(
            prop::collection::vec(
                prop::sample::select(vec!["", "会議", "事業名", "担当課", "令和５年度", "実施状況", "達成度", "100%", "0.5", "-", "基本施策１　あ", "※注", "#REF!", "1"]),
                0..8,
            ),
            0..12,
        )
    ) {
        let refs: Vec<&[&str]> = lines.iter().map(Vec::as_slice).collect();
        let head: &[&[&str]] = &[HEAD];
        read(&workbook(|sheet| put(sheet, 0, &[head, &refs].concat())));
        let text: Vec<String> = [head, &refs].concat().iter().map(|line| line.join(",")).collect();
        read(text.join("\n").as_bytes());
    }
}
