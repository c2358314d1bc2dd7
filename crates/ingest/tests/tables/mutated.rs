//! Whatever the bytes, reading never panics, and what is read is accounted for.

use std::{
    io::{Cursor, Read, Write},
    sync::LazyLock,
};

use ingest::Options;
use proptest::prelude::*;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::made::{self, HEAD, action, put, workbook};

static WORKBOOK: LazyLock<Vec<u8>> = LazyLock::new(|| {
    workbook(|sheet| {
        put(sheet, 0, &[&["令和５年度　進捗管理シート"], HEAD, &["基本施策１　支え合う"]]);
        put(sheet, 3, &[&action("会議"), &action("研修"), &action("広報"), &["※注記"]]);
        made::merge(sheet, (3, 1), (5, 1), "福祉部");
    })
});

/// The parts of that workbook.
static PARTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let mut archive = ZipArchive::new(Cursor::new(WORKBOOK.as_slice())).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.push((part.name().unwrap().into_owned(), bytes));
    }
    parts
});

/// Reads; a sheet that comes of it must be accounted for.
fn read(bytes: &[u8]) {
    if let Ok(reading) = ingest::read(bytes, &Options::default()) {
        assert!(reading.account.balances(), "{:?}", reading.account);
        assert!(!reading.sheet.rows.is_empty());
    }
}

fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
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
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(b"<>/\"=0123456789AZaz&;r \n".to_vec())), 1..6),
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
