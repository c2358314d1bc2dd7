//! Notes on cells: they go out with the workbook, and it comes back as one without.

use domain::reply_workbook::{ReplyWorkbook, WorkbookColumn, compare};
use proptest::prelude::*;
use testkit::unzipped;

use crate::{
    book::{ACHIEVEMENT, Numbered as _, STATUS, WorkbookCopy, book, changed, noticed, read},
    office::Office,
};

const ASKED: &str = "「４回開催」とありますが、計画は年６回です。\n減った理由を書けますか。";

/// The sample with notes on an answer that is written, one that is empty and last year's.
fn noted() -> ReplyWorkbook {
    let mut noted = book();
    let notes = [
        (0, WorkbookColumn::Input(STATUS), ASKED),
        (1, WorkbookColumn::Input(STATUS), "=1+1 何人が受講しましたか。"),
        (1, WorkbookColumn::Input(ACHIEVEMENT), "回数が書かれていないのに96.9％です。"),
        (3, WorkbookColumn::Last(STATUS), "今年の計画と同じ文です。"),
    ];
    for (row, column, text) in notes {
        noted.rows[row].notes.insert(column, text.to_owned());
    }
    noted
}

fn part(bytes: &[u8], name: &str) -> Option<String> {
    let found = unzipped(bytes).into_iter().find(|(known, _)| known == name);
    found.map(|(_, part)| String::from_utf8(part).unwrap())
}

/// The texts of the notes with their cells, read as XML.
fn notes(xml: &str) -> Vec<(String, String)> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut notes: Vec<(String, String)> = Vec::new();
    let mut within = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.name().as_ref() == "comment" => {
                let at = tag.try_get_attribute("ref").unwrap().unwrap();
                notes.push((at.value.into_owned(), String::new()));
            }
            Event::Start(tag) => within = tag.name().as_ref() == "t",
            Event::End(_) => within = false,
            Event::Text(text) if within => {
                notes.last_mut().unwrap().1.push_str(&text);
            }
            Event::GeneralRef(name) if within => {
                let char = name.resolve_char_ref().unwrap().unwrap_or('?');
                notes.last_mut().unwrap().1.push(char);
            }
            Event::Eof => return notes,
            _ => {}
        }
    }
}

#[test]
fn a_note_stands_on_its_cell_hidden_and_without_an_author() {
    let bytes = report::reply_workbook(&noted()).unwrap();
    let comments = part(&bytes, "xl/comments1.xml").unwrap();
    let mut front = WorkbookCopy::open(&bytes);
    let front = front.front();
    let cell = |no: u32, column: &WorkbookColumn| {
        let at = u32::from(front.column_of(column));
        rust_xlsxwriter::row_col_to_cell(
            u32::try_from(front.row_of(no)).unwrap(),
            u16::try_from(at).unwrap(),
        )
    };
    let told = notes(&comments);
    assert_eq!(told.len(), 4);
    assert_eq!(told[0], (cell(1, &WorkbookColumn::Input(STATUS)), ASKED.to_owned()));
    assert!(
        told.contains(&(cell(4, &WorkbookColumn::Last(STATUS)), "今年の計画と同じ文です。".into()))
    );
    let drawing = part(&bytes, "xl/drawings/vmlDrawing1.vml").unwrap();
    assert_eq!(drawing.matches("visibility:hidden").count(), 4);
    for (name, part) in unzipped(&bytes) {
        assert!(!String::from_utf8_lossy(&part).contains("Author"), "{name}");
    }
}

#[test]
fn a_workbook_with_notes_is_read_as_one_without() {
    let with = ingest::reply_workbook(&report::reply_workbook(&noted()).unwrap()).unwrap();
    let mut without = ingest::reply_workbook(&report::reply_workbook(&book()).unwrap()).unwrap();
    assert!(with.title.contains("赤い印") && !without.title.contains("赤い印"));
    without.title.clone_from(&with.title);
    assert_eq!(with, without);
    let comparison = compare(&with, &book());
    assert_eq!(changed(&comparison), [""; 0]);
    assert_eq!(noticed(&comparison), ["NoChange"]);
}

#[test]
fn the_same_notes_give_the_same_bytes_and_only_notes_are_spoken_of() {
    let bytes = report::reply_workbook(&noted()).unwrap();
    assert_eq!(bytes, report::reply_workbook(&noted()).unwrap());
    let texts = |bytes: &[u8]| part(bytes, "xl/sharedStrings.xml").unwrap();
    let plain = report::reply_workbook(&book()).unwrap();
    assert!(texts(&bytes).contains("赤い印") && !texts(&plain).contains("赤い印"));
    assert!(part(&plain, "xl/comments1.xml").is_none());
}

#[test]
fn a_column_in_which_only_a_note_stands_is_not_left_out() {
    let mut noted = book();
    noted.rows.iter_mut().for_each(|row| row.plan.clear());
    assert!(!noted.columns().contains(&WorkbookColumn::Plan));
    noted.rows[0].notes.insert(WorkbookColumn::Plan, "計画が書かれていません。".into());
    let bytes = report::reply_workbook(&noted).unwrap();
    assert_eq!(notes(&part(&bytes, "xl/comments1.xml").unwrap()).len(), 1);
    assert_eq!(noticed(&read(&bytes, &noted)), ["NoChange"]);
}

#[test]
fn notes_survive_a_round_through_libreoffice() {
    let Some(office) = Office::found("notes") else { return };
    let bytes = office.save(&report::reply_workbook(&noted()).unwrap(), "xlsx", "xlsx");
    let told = notes(&part(&bytes, "xl/comments1.xml").unwrap());
    assert!(told.iter().any(|(_, text)| text == ASKED), "{told:?}");
    assert_eq!(told.len(), 4);
    for format in ["xlsx", "ods", "xls"] {
        let bytes = office.save(&report::reply_workbook(&noted()).unwrap(), "xlsx", format);
        let comparison = read(&bytes, &book());
        assert_eq!(changed(&comparison), [""; 0], "{format}");
        assert_eq!(noticed(&comparison), ["NoChange"], "{format} {:#?}", comparison.notices);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_note_says_the_workbook_is_whole_and_comes_back_unchanged(text in any::<String>()) {
        let mut noted = book();
        noted.rows[0].notes.insert(WorkbookColumn::Input(STATUS), text);
        let bytes = report::reply_workbook(&noted).unwrap();
        if let Some(comments) = part(&bytes, "xl/comments1.xml") {
            prop_assert_eq!(notes(&comments).len(), 1);
        }
        prop_assert_eq!(noticed(&read(&bytes, &book())), ["NoChange"]);
    }
}
