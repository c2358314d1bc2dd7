//! What a person sees who chooses the columns of a table.

use domain::layout::ColumnRole;
use ingest::{Look, Options, TablePreview, preview};

use crate::made::{self, HEAD, action, merge, put, workbook};

fn look(bytes: &[u8]) -> TablePreview {
    preview(bytes, &Look::default()).unwrap()
}

fn roles(preview: &TablePreview) -> Vec<String> {
    preview.layout.columns.iter().map(|column| column.role.name()).collect()
}

#[test]
fn a_known_head_is_shown_with_its_meaning_and_the_first_rows() {
    let bytes = workbook(|sheet| {
        put(sheet, 0, &[&["みずほの市"], HEAD, &action("会議"), &action("研修")]);
    });
    let preview = look(&bytes);
    assert_eq!((preview.found, preview.head), (true, (2, 2)));
    assert_eq!((preview.letters[0].as_str(), preview.sheets.len()), ("A", 1));
    assert_eq!(roles(&preview)[..3], ["action", "department", "section"]);
    assert_eq!(preview.samples[0].1[0], "会議");
    assert_eq!(preview.samples.len(), 2);
}

#[test]
fn an_unknown_head_is_the_fullest_row_until_a_person_chooses() {
    let csv = "みずほの町のまとめ,,,\nなまえ,かかり,やったこと,できばえ\n会議,福祉課,２回,よい\n";
    let preview = look(csv.as_bytes());
    assert_eq!((preview.found, preview.head), (false, (2, 2)));
    assert_eq!(preview.rows[0], (1, ["みずほの町のまとめ", "", "", ""].map(String::from).to_vec()));
    let chosen = Look { head: Some((1, 2)), ..Look::default() };
    let preview = ingest::preview(csv.as_bytes(), &chosen).unwrap();
    assert_eq!(preview.layout.columns[0].heading, "みずほの町のまとめなまえ");
    let beyond = Look { head: Some((900, 2)), ..Look::default() };
    assert_eq!(ingest::preview(csv.as_bytes(), &beyond).unwrap().head, (900, 900));
}

#[test]
fn a_layout_that_knows_the_headings_says_what_they_are() {
    let csv = "なまえ,かかり,できばえ,できばえ\n会議,福祉課,80,100\n";
    let column = |heading: &str, role| {
        domain::layout::Column::new(heading, ColumnRole::named(role).unwrap())
    };
    let layout = domain::layout::Layout {
        columns: vec![
            column("なまえ", "action"),
            column("できばえ", "previous_achievement"),
            column("できばえ", "achievement"),
        ],
        ..Default::default()
    };
    let look = Look { layout: Some(layout), ..Look::default() };
    let preview = preview(csv.as_bytes(), &look).unwrap();
    assert!(preview.found);
    assert_eq!(roles(&preview), ["action", "ignored", "previous_achievement", "achievement"]);
}

#[test]
fn the_layout_of_a_preview_gives_the_same_rows() {
    let bytes = workbook(|sheet| {
        put(sheet, 1, &[HEAD, &action("会議"), &action("研修")]);
        merge(sheet, (0, 0), (0, 8), "みずほの市");
    });
    let layout = Some(look(&bytes).layout);
    let reading = ingest::read(&bytes, &Options { layout, ..Options::default() }).unwrap();
    assert_eq!(made::rows(&reading), made::rows(&made::read(&bytes)));
}

#[test]
fn what_is_no_table_has_no_preview() {
    for bytes in [&b""[..], b"PK\x03\x04", "会議を開いた。\n研修を、行った。\n".as_bytes(), b"{}"]
    {
        assert_eq!(preview(bytes, &Look::default()), None);
    }
}
