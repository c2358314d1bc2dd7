//! Maps that cannot be: each is told its place and the way out.

use formfill::{Error, FormMap, fill};

use crate::world::{facts, form, map};

fn fault(text: &str) -> String {
    let refused = match FormMap::parse(text) {
        Ok(map) => fill(&form(), &map, &facts()).unwrap_err(),
        Err(error) => error,
    };
    refused.to_string()
}

#[test]
fn an_entry_that_cannot_be_is_told_with_its_place() {
    for (entry, told) in [
        ("cell = \"C\"\nhand = \"\"", "「C5」や「様式1!C5」の形"),
        ("cell = \"C5\"", "どれか1つ"),
        ("cell = \"C5\"\nhand = \"\"\ncount = {}", "どれか1つ"),
        ("cell = \"別!C5\"\nhand = \"\"", "「別」というシートは様式にありません"),
        ("cell = \"B11\"\nhand = \"\"", "左上の A10"),
        ("cell = \"C5\"\nanswer = { action = 9, field = \"status\" }", "No.9の事業"),
        ("cell = \"C5\"\nanswer = { action = 1, field = \"plan\" }", "「plan」（令和３年度）"),
        ("cell = \"C5\"\nanswer = { action = 1, field = \"status\", offset = -1 }", "「status」"),
        ("cell = \"C5\"\nindicator = { name = \"受講者数\" }", "2つ以上"),
        ("cell = \"C5\"\nindicator = { name = \"ない\" }", "「ない」という指標"),
        ("cell = \"C5\"\nindicator = { name = \"ない\", figure = \"x\" }", "figure"),
        ("cell = \"C5\"\ncount = { scheme = \"made-up\", item = \"9\" }", "「9」という項目"),
        ("cell = \"C5\"\ncount = { scheme = \"x\", item = \"1\" }", "体系「x」の対応表"),
        ("cell = \"C5\"\ncount = { item = \"1\" }", "両方"),
        ("cell = \"C5\"\ngrade = { action = 1, show = \"x\" }", "show"),
    ] {
        let said = fault(&format!("[[cells]]\n{entry}\n"));
        assert!(said.contains(told) && said.starts_with("cells の1番目"), "{entry}: {said}");
    }
}

#[test]
fn a_cell_is_filled_once() {
    let twice = "[[cells]]\ncell = \"H1\"\ncount = {}\n[[cells]]\ncell = \"$H$1\"\ncount = {}\n";
    assert!(fault(twice).contains("前にも"), "{}", fault(twice));
}

#[test]
fn a_map_with_an_unknown_key_is_told_its_line() {
    let refused =
        FormMap::parse("title = \"x\"\n[[cells]]\ncell = \"A1\"\nkount = {}\n").unwrap_err();
    assert!(matches!(refused, Error::UnreadableMap { line: 4, .. }), "{refused:?}");
    assert!(matches!(FormMap::parse("title = \"x\""), Err(Error::Map { .. })));
    assert_eq!(map("\u{feff}[[cells]]\ncell = \"A1\"\ncount = {}").cells.len(), 1);
}
