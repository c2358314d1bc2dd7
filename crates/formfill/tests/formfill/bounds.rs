//! Files that are no forms, and forms that unpack to too much.

use formfill::{Error, MOST_BYTES, MOST_PARTS, fill};

use crate::world::{facts, form, map, packed, parts};

fn refused(form: &[u8]) -> Error {
    fill(form, &map("[[cells]]\ncell = \"A1\"\ncount = {}"), &facts()).unwrap_err()
}

#[test]
fn what_is_no_workbook_is_refused_with_a_sentence() {
    assert_eq!(refused(b""), Error::NotAWorkbook);
    assert_eq!(refused("番号,名前\n".as_bytes()), Error::NotAWorkbook);
    assert_eq!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Error::Locked);
    assert_eq!(refused(&packed([("word/document.xml", &b"<w/>"[..])])), Error::NotAWorkbook);
    let whole = form();
    assert!(matches!(refused(&whole[..whole.len() / 2]), Error::Damaged(_)));
}

#[test]
fn a_part_that_is_missing_or_cut_off_is_named() {
    let mut parts = parts(&form());
    let sheet = parts.remove("xl/worksheets/sheet1.xml").unwrap();
    let lacking = packed(parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    assert!(refused(&lacking).to_string().contains("xl/worksheets/sheet1.xml"));
    parts.insert("xl/worksheets/sheet1.xml".into(), sheet[..sheet.len() / 4].to_vec());
    let cut = packed(parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    assert!(matches!(refused(&cut), Error::Damaged(_)));
}

#[test]
fn a_form_that_unpacks_to_too_much_is_not_opened() {
    let zeros = vec![0; usize::try_from(MOST_BYTES).unwrap() / 2 + 1];
    let bomb = packed([("a", zeros.as_slice()), ("b", zeros.as_slice())]);
    assert!(bomb.len() < 1 << 20);
    assert!(matches!(refused(&bomb), Error::TooLarge(_)));
    let names: Vec<String> = (0..=MOST_PARTS).map(|no| no.to_string()).collect();
    let many = packed(names.iter().map(|name| (name.as_str(), &b""[..])));
    assert!(matches!(refused(&many), Error::TooLarge(_)));
}
