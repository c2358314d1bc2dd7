//! Files that are no sheet: each gets one sentence with the place and the way out.

use std::io::{Cursor, Write};

use domain::FiscalYear;
use ingest::{LARGEST_FILE, Options, Unreadable};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::made::{self, HEAD, action, put, refusal, workbook};

/// A zip of parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A compound file of streams.
fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A good workbook with one part put in another's place.
fn altered(name: &str, alter: impl Fn(String) -> String) -> Vec<u8> {
    let good = workbook(|sheet| put(sheet, 0, &[HEAD, &action("会議"), &action("広報")]));
    let mut archive = zip::ZipArchive::new(Cursor::new(good)).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        let known = part.name().unwrap().into_owned();
        let text = if known == name { alter(text) } else { text };
        parts.push((known, text.into_bytes()));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    zipped(&parts)
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"表\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn every_file_that_is_no_sheet_gets_a_sentence() {
    let good = workbook(|sheet| put(sheet, 0, &[HEAD, &action("会議")]));
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("empty", Vec::new()),
        ("white space", b" \r\n\t ".to_vec()),
        ("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec()),
        ("heic", b"\0\0\0\x18ftypheic\0\0\0\0".to_vec()),
        ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3".to_vec()),
        ("docx", zipped(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")])),
        ("zip", zipped(&[("memo.txt", "memo".as_bytes())])),
        ("html", "<html><table><tr><td>事業名</td></tr></table></html>".into()),
        ("xml", "<?xml version=\"1.0\"?><rows/>".into()),
        ("truncated", good[..good.len() / 2].to_vec()),
        ("only the start", good[..40].to_vec()),
        ("encrypted", compound(&[("/EncryptedPackage", b"x"), ("/EncryptionInfo", b"x")])),
        ("doc", compound(&[("/WordDocument", b"x")])),
        ("truncated xls", compound(&[("/Workbook", &[0; 9000])])[..3000].to_vec()),
        ("binary", (0..=255).cycle().take(4000).collect()),
        ("broken utf-8", ["事業名,担当課\n会議".as_bytes(), b"\xff\xff\xff"].concat()),
        ("other json", r#"{"name": "x", "version": 1}"#.into()),
        ("array", "[1, 2, 3]".into()),
        ("cut json", r#"{"format": "sasae-sheet-1", "rows": ["#.into()),
        ("csv without a head", "品名,数量,単価,金額\nりんご,2,100,200\nみかん,3,50,150\n".into()),
        ("head without rows", workbook(|sheet| put(sheet, 2, &[HEAD]))),
        ("no head", workbook(|sheet| put(sheet, 0, &[&["会議の日程"], &["４月", "５月"]]))),
        ("empty workbook", workbook(|_| {})),
        ("xml cut", altered(SHEET, |text| text[..text.len() / 2].to_owned())),
    ];
    let sentences: Vec<String> =
        files.iter().map(|(name, bytes)| format!("{name}: {}", refusal(bytes))).collect();
    insta::assert_snapshot!(sentences.join("\n"));
}

#[test]
fn a_file_beyond_all_measure_is_not_looked_at() {
    let bytes = vec![b'a'; usize::try_from(LARGEST_FILE).unwrap() + 1];
    assert!(matches!(refusal(&bytes), Unreadable::TooLarge { actual_mb: 51, limit_mb: 50 }));
}

#[test]
fn a_zip_bomb_is_not_unpacked() {
    let zeros = vec![0; 64 << 20];
    let bomb = zipped(&[("xl/workbook.xml", b"<x/>"), ("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bomb.len() < 100_000);
    assert!(matches!(refusal(&bomb), Unreadable::Unpacks { .. }));
    let parts: Vec<(String, Vec<u8>)> =
        (0..6_000).map(|at| (format!("xl/{at}.xml"), Vec::new())).collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    assert!(matches!(refusal(&zipped(&parts)), Unreadable::Unpacks { .. }));
}

#[test]
fn a_cell_at_the_last_address_and_a_huge_dimension_cost_nothing() {
    let cell = r#"<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>端</t></is></c></row></sheetData>"#;
    let far = altered(SHEET, |text| text.replace("</sheetData>", cell));
    let reading = made::read(&far);
    assert_eq!(reading.sheet.rows.len(), 2);
    assert_eq!(reading.account.characters_unplaced, 1, "{:#?}", made::told(&reading));
    let wide = altered(SHEET, |text| text.replace("ref=\"A1:I3\"", "ref=\"A1:XFD1048576\""));
    assert_eq!(made::read(&wide).sheet.rows.len(), 2);
    let beyond = altered(SHEET, |text| text.replace("r=\"A2\"", "r=\"A4294967295\""));
    assert!(matches!(refusal(&beyond), Unreadable::Damaged(_)));
}

#[test]
fn a_million_empty_rows_cost_nothing() {
    let rows: Vec<String> =
        (4..1_000_000).map(|row| format!("<row r=\"{row}\" ht=\"15\"/>")).collect();
    let rows = rows.concat();
    let bytes = altered(SHEET, |text| text.replace("</sheetData>", &format!("{rows}</sheetData>")));
    assert_eq!(made::read(&bytes).sheet.rows.len(), 2);
}

#[test]
fn repeated_cells_of_an_ods_file_are_counted_before_they_are_written_out() {
    let cell =
        "<table:table-cell office:value-type=\"string\"><text:p>あ</text:p></table:table-cell>";
    let rows =
        format!("<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>");
    assert!(matches!(refusal(&ods(&rows)), Unreadable::Unpacks { .. }));
    let wide = cell
        .replace("<table:table-cell ", "<table:table-cell table:number-columns-repeated=\"9000\" ");
    let rows =
        format!("<table:table-row table:number-rows-repeated=\"9000\">{wide}</table:table-row>");
    assert!(matches!(refusal(&ods(&rows)), Unreadable::Unpacks { .. }));
    let empty = "<table:table-row table:number-rows-repeated=\"4294967295\"><table:table-cell table:number-columns-repeated=\"4294967295\"/></table:table-row>";
    assert_eq!(refusal(&ods(&format!("{empty}{empty}"))), Unreadable::Empty);
}

#[test]
fn the_claims_of_an_xls_file_are_measured() {
    let record = |kind: u16, data: &[u8]| {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    };
    let book = |sheet: &[u8]| {
        let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
        let named =
            |at: u32| record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat());
        let end = record(0x000a, &[]);
        let at = u32::try_from(begin.len() + named(0).len() + end.len()).unwrap();
        compound(&[("/Workbook", &[&begin[..], &named(at), &end, &begin, sheet, &end].concat())])
    };
    let dimensions = |first: u32, last: u32, left: u16, right: u16| {
        let rows = [first.to_le_bytes(), last.to_le_bytes()].concat();
        record(0x0200, &[&rows[..], &left.to_le_bytes(), &right.to_le_bytes(), &[0, 0]].concat())
    };
    let huge = refusal(&book(&dimensions(0, u32::MAX, 0, u16::MAX)));
    assert!(matches!(huge, Unreadable::Unpacks { .. }), "{huge}");
    let turned = refusal(&book(&dimensions(9, 3, 0, 2)));
    assert!(matches!(turned, Unreadable::Damaged(_)), "{turned}");
    let number = |row: u16, column: u16| {
        record(0x0203, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat())
    };
    let corners = refusal(&book(&[number(0, 0), number(u16::MAX, 255)].concat()));
    assert!(matches!(corners, Unreadable::Unpacks { .. }), "{corners}");
    assert_eq!(refusal(&book(&record(0x002f, &[0; 6]))), Unreadable::Protected);
}

#[test]
fn the_wrong_year_is_refused_with_the_heading_that_says_so() {
    let bytes = workbook(|sheet| put(sheet, 0, &[HEAD, &action("会議")]));
    let options = Options { year: FiscalYear::starting(2021), layout: None, ..Options::default() };
    let why = ingest::read(&bytes, &options).unwrap_err();
    assert!(why.is_choice());
    insta::assert_snapshot!(why.to_string());
}

#[test]
fn text_in_utf16_and_with_other_separators_is_read() {
    let text = format!("{}\r\n{}\r\n", HEAD.join("\t"), action("会議").join("\t"));
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(made::read(&[b"\xff\xfe".as_slice(), &units].concat()).sheet.rows.len(), 1);
    assert_eq!(made::read(text.replace('\t', ";").as_bytes()).sheet.rows.len(), 1);
}
