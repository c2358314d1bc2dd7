//! PDF files put together by hand: encodings, turned pages, text drawn twice or not at all,
//! pictures, locked and broken files.
#![expect(
    clippy::format_push_string,
    clippy::format_collect,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a file is put together from small pieces of text"
)]

use domain::reading::Reading;
use ingest::{Options, Password, Unreadable};

use crate::{
    made::{self, HEAD, action, told},
    office::Office,
};

/// A page in the making: its drawing instructions and its own entries.
pub(crate) struct Page {
    pub(crate) drawing: String,
    pub(crate) entries: &'static str,
}

/// How the page's table is drawn.
#[derive(Clone, Copy)]
pub(crate) struct Pen {
    /// How a text is written in the font's encoding.
    pub(crate) written: fn(&str) -> String,
    /// Drawn before the texts of the table.
    pub(crate) before: &'static str,
    /// How a box is drawn.
    pub(crate) boxed: Boxed,
    /// What a row is higher than its lines.
    pub(crate) room: f64,
}

/// Draws a box of this left, bottom, width and height.
pub(crate) type Boxed = fn(f64, f64, f64, f64) -> String;

/// UTF-16 in hexadecimal figures.
pub(crate) fn utf16(text: &str) -> String {
    let units: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("<{units}>")
}

fn cp932(text: &str) -> String {
    let bytes = encoding_rs::SHIFT_JIS.encode(text).0;
    format!("<{}>", bytes.iter().map(|byte| format!("{byte:02X}")).collect::<String>())
}

pub(crate) const STROKED: Boxed = |x, y, w, h| format!("{x} {y} {w} {h} re S\n");
pub(crate) const PEN: Pen = Pen { written: utf16, before: "", boxed: STROKED, room: 4.0 };
pub(crate) const WIDTHS: [f64; 9] = [70.0, 60.0, 60.0, 120.0, 60.0, 120.0, 120.0, 110.0, 60.0];

/// The drawing of a table from `top` down.
pub(crate) fn table(rows: &[Vec<&str>], pen: Pen, top: f64) -> String {
    let mut drawing = format!("{}0.5 w\n", pen.before);
    let mut y = top;
    for row in rows {
        let lines = |(text, width): (&&str, &f64)| {
            let per = ((width - 4.0) / 8.0) as usize;
            let chars: Vec<char> = text.chars().collect();
            chars.chunks(per).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>()
        };
        let cells: Vec<Vec<String>> = row.iter().zip(&WIDTHS).map(lines).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(1).max(1) as f64 * 10.0 + pen.room;
        let mut x = 10.0;
        for (lines, width) in cells.iter().zip(WIDTHS) {
            drawing += &(pen.boxed)(x, y - height, width, height);
            for (at, line) in lines.iter().enumerate() {
                let base = y - 9.0 - 10.0 * at as f64;
                let text = (pen.written)(line);
                drawing += &format!("BT /F 8 Tf 1 0 0 1 {} {base} Tm {text} Tj ET\n", x + 2.0);
            }
            x += width;
        }
        y -= height;
    }
    drawing
}

pub(crate) fn rows() -> Vec<Vec<&'static str>> {
    vec![HEAD.to_vec(), action("見守り活動"), action("相談窓口の周知"), action("職員の研修")]
}

/// A font that is not embedded, by its encoding.
pub(crate) fn font(encoding: &str) -> String {
    format!(
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/{encoding}/DescendantFonts[<</Type/Font\
         /Subtype/CIDFontType0/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)\
         /Supplement 6>>/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4\
         /FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700\
         /StemV 80>>>>]>>"
    )
}

/// A file of the pages in one font, with further objects from number 10 on.
pub(crate) fn file(pages: &[Page], font: &str, more: &[&str]) -> Vec<u8> {
    let first = 10 + more.len();
    let kids: String = (0..pages.len()).map(|at| format!("{} 0 R ", first + at * 2)).collect();
    let mut objects = vec![
        (1, "<</Type/Catalog/Pages 2 0 R>>".to_owned()),
        (2, format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len())),
        (5, font.to_owned()),
    ];
    objects.extend((10..).zip(more).map(|(at, object)| (at, (*object).to_owned())));
    for (at, page) in pages.iter().enumerate() {
        let number = first + at * 2;
        let (entries, drawing) = (page.entries, &page.drawing);
        let size = if entries.contains("MediaBox") { "" } else { "/MediaBox[0 0 842 595]" };
        objects.push((
            number,
            format!(
                "<</Type/Page/Parent 2 0 R{size}{entries}/Contents {} 0 R\
                 /Resources<</Font<</F 5 0 R>>/XObject<</I 10 0 R>>>>>>",
                number + 1
            ),
        ));
        let length = drawing.len();
        objects.push((number + 1, format!("<</Length {length}>>stream\n{drawing}\nendstream")));
    }
    let mut bytes = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in &objects {
        places.push((*number, bytes.len()));
        bytes += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let start = bytes.len();
    bytes += "xref\n";
    for (number, place) in places {
        bytes += &format!("{number} 1\n{place:010} 00000 n \n");
    }
    bytes += &format!("trailer<</Size 99/Root 1 0 R>>\nstartxref\n{start}\n%%EOF");
    bytes.into_bytes()
}

pub(crate) fn page(drawing: String) -> Page {
    Page { drawing, entries: "" }
}

pub(crate) fn one(drawing: String) -> Vec<u8> {
    file(&[page(drawing)], &font("UniJIS-UTF16-H"), &[])
}

/// The rows that the small table gives.
pub(crate) fn assert_small(reading: &Reading) {
    let texts: Vec<Vec<String>> = reading
        .sheet
        .rows
        .iter()
        .map(|row| {
            let named = [&row.action, &row.department, &row.section].map(|cell| cell.text.clone());
            let slots = reading.sheet.slots();
            let answers = slots.iter().map(|slot| row.text(slot).to_owned());
            named.into_iter().chain(answers).collect()
        })
        .collect();
    let wanted: Vec<Vec<String>> =
        rows()[1..].iter().map(|row| row.iter().map(|text| (*text).to_owned()).collect()).collect();
    assert_eq!(texts, wanted, "{:#?}", told(reading));
    assert_eq!(reading.account.characters_unplaced, 0, "{:#?}", told(reading));
}

#[test]
fn lines_strokes_and_thin_boxes_are_borders_alike() {
    let boxes: [Boxed; 4] = [
        STROKED,
        |x, y, w, h| {
            format!(
                "{x} {y} m {} {y} l S {x} {y} m {x} {} l S {x} {} m {} {} l S {} {y} m {} {} l S\n",
                x + w,
                y + h,
                y + h,
                x + w,
                y + h,
                x + w,
                x + w,
                y + h
            )
        },
        |x, y, w, h| {
            format!(
                "{x} {y} {w} 0.4 re f {x} {y} 0.4 {h} re f {x} {} {w} 0.4 re f {} {y} 0.4 {h} re f\n",
                y + h,
                x + w
            )
        },
        |x, y, w, h| format!("[2 2] 0 d {x} {y} {w} {h} re S\n"),
    ];
    for boxed in boxes {
        assert_small(&made::read(&one(table(&rows(), Pen { boxed, ..PEN }, 580.0))));
    }
}

#[test]
fn encodings_with_and_without_a_table_of_characters_are_read() {
    for (encoding, written) in [
        ("UniJIS-UTF16-H", utf16 as fn(&str) -> String),
        ("UniJIS-UCS2-H", utf16),
        ("90ms-RKSJ-H", cp932),
    ] {
        let drawing = table(&rows(), Pen { written, ..PEN }, 580.0);
        assert_small(&made::read(&file(&[page(drawing)], &font(encoding), &[])));
    }
    let known = font("Identity-H").replace("/DescendantFonts", "/ToUnicode 10 0 R/DescendantFonts");
    let map = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000><FFFF> \
               endcodespacerange 1 beginbfrange <0000><FFFF><0000> endbfrange endcmap end";
    let map = format!("<</Length {}>>stream\n{map}\nendstream", map.len());
    let drawing = table(&rows(), PEN, 580.0);
    assert_small(&made::read(&file(&[page(drawing)], &known, &[&map])));
}

#[test]
fn a_font_drawn_by_instructions_is_read_when_it_names_its_characters() {
    // One glyph for all codes; the map says that codes are characters of the Latin page
    let map = "begincmap 1 begincodespacerange <00><FF> endcodespacerange 1 beginbfrange <00><FF><0000> endbfrange endcmap";
    let map = format!("<</Length {}>>stream\n{map}\nendstream", map.len());
    let glyph = "1000 0 d0 0 0 500 500 re f";
    let glyph = format!("<</Length {}>>stream\n{glyph}\nendstream", glyph.len());
    let names: String = (48..58).map(|_| "/g ").collect();
    let widths: String = (48..58).map(|_| "500 ").collect();
    let font = format!(
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]\
         /CharProcs<</g 11 0 R>>/Encoding<</Type/Encoding/Differences[48 {names}]>>/FirstChar 48\
         /LastChar 57/Widths[{widths}]/ToUnicode 10 0 R/Resources<<>>>>"
    );
    // The second page's numbers are Type 3; the table itself is in a plain font
    let drawing = table(&rows(), PEN, 580.0);
    let plain = self::font("UniJIS-UTF16-H");
    let both = format!("{drawing}BT /G 8 Tf 1 0 0 1 400 20 Tm (12) Tj ET\n");
    let bytes = file(&[page(both)], &plain, &[&map, &glyph, &font]);
    let bytes = String::from_utf8(bytes).unwrap().replace("/F 5 0 R>>", "/F 5 0 R/G 12 0 R>>");
    let reading = made::read(bytes.as_bytes());
    assert_small(&reading);
    assert!(reading.account.characters_heading > 0);
}

#[test]
fn a_turned_page_reads_as_an_upright_one() {
    for entries in ["/Rotate 90", "/Rotate 180", "/Rotate 270"] {
        let drawing = table(&rows(), PEN, 580.0);
        let upright = Page { drawing, entries };
        let reading = made::read(&file(&[upright], &font("UniJIS-UTF16-H"), &[]));
        assert_small(&reading);
    }
    let lying = Pen { before: "0 1 -1 0 595 0 cm\n", ..PEN };
    let entries = "/MediaBox[0 0 595 842]";
    let page = Page { drawing: table(&rows(), lying, 580.0), entries };
    assert_small(&made::read(&file(&[page], &font("UniJIS-UTF16-H"), &[])));
}

#[test]
fn text_drawn_twice_counts_once_and_text_that_is_not_painted_not_at_all() {
    let plain = table(&rows(), PEN, 580.0);
    let twice = format!("{plain}1 0 0 1 0.2 0.1 cm\n{plain}");
    let reading = made::read(&one(twice));
    assert_small(&reading);
    assert!(
        told(&reading).iter().any(|told| told.contains("二重に描かれた")),
        "{:#?}",
        told(&reading)
    );
    let beside =
        format!("{plain}BT 3 Tr /F 8 Tf 1 0 0 1 12 550 Tm {} Tj ET\n", utf16("透明な文字"));
    let reading = made::read(&one(beside));
    assert_small(&reading);
    assert!(
        told(&reading).iter().any(|told| told.contains("紙に見えない5文字")),
        "{:#?}",
        told(&reading)
    );
}

/// A picture of one point.
const PICTURE: &str = "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray\
                       /BitsPerComponent 8/Length 1>>stream\n0\nendstream";

#[test]
fn a_scanned_file_is_refused_and_one_with_recognised_text_is_doubted() {
    let picture = "q 800 0 0 500 20 20 cm /I Do Q\n";
    let scanned = file(&[page(picture.to_owned())], &font("UniJIS-UTF16-H"), &[PICTURE]);
    let why = made::refusal(&scanned);
    assert!(matches!(&why, Unreadable::PdfPicture { pages } if pages == "1ページ"), "{why}");
    let hidden = Pen { before: "3 Tr\n", ..PEN };
    let drawing = format!("{picture}{}", table(&rows(), hidden, 580.0));
    let reading = made::read(&file(&[page(drawing)], &font("UniJIS-UTF16-H"), &[PICTURE]));
    assert_small(&reading);
    assert!(told(&reading).iter().any(|told| told.contains("文字認識")), "{:#?}", told(&reading));
}

#[test]
fn characters_that_the_file_does_not_name_are_refused_not_guessed() {
    let nameless = font("Identity-H").replace("(Japan1)", "(Identity)");
    let why = made::refusal(&file(&[page(table(&rows(), PEN, 580.0))], &nameless, &[]));
    assert!(matches!(why, Unreadable::PdfNoCharacters { .. }), "{why}");
}

#[test]
fn notes_and_page_numbers_beside_the_table_are_told_apart() {
    let mut pages = Vec::new();
    for (at, part) in [&rows()[..3], &[rows()[0].clone(), rows()[3].clone()]].iter().enumerate() {
        let mut drawing = table(part, PEN, 540.0);
        let mut text = |x: u32, y: u32, text: &str| {
            drawing += &format!("BT /F 9 Tf 1 0 0 1 {x} {y} Tm {} Tj ET\n", utf16(text));
        };
        text(10, 560, "令和５年度　進捗管理シート");
        text(400, 20, &format!("- {} -", at + 1));
        if at == 1 {
            text(10, 300, "※達成度は担当課の判断による。");
        }
        pages.push(page(drawing));
    }
    let reading = made::read(&file(&pages, &font("UniJIS-UTF16-H"), &[]));
    assert_eq!(reading.sheet.rows.len(), 3);
    assert_eq!(reading.title, "令和５年度　進捗管理シート");
    let unplaced: Vec<String> =
        told(&reading).into_iter().filter(|t| t.starts_with("未配置")).collect();
    assert_eq!(unplaced.len(), 1, "{unplaced:?}");
    assert!(unplaced[0].contains("※達成度は担当課の判断による。"));
}

#[test]
fn a_row_cut_by_the_end_of_a_page_is_one_row() {
    let mut first = rows();
    let mut rest = vec![first[0].clone(), vec![""; 9]];
    let whole = "会議を２回開催した。第１回は支援の手順を、第２回は連絡の方法を話し合った。";
    let at = whole.char_indices().nth(28).unwrap().0;
    first[3][6] = &whole[..at];
    rest[1][6] = &whole[at..];
    let pages = [page(table(&first, PEN, 580.0)), page(table(&rest, PEN, 580.0))];
    let reading = made::read(&file(&pages, &font("UniJIS-UTF16-H"), &[]));
    assert_eq!(reading.sheet.rows.len(), 3, "{:#?}", told(&reading));
    assert_eq!(reading.sheet.rows[2].text(&made::this(domain::Field::Status)), whole);
    assert!(told(&reading).iter().any(|told| told.contains("続きとして読みました")));
}

#[test]
fn a_locked_file_is_opened_with_its_password_only() {
    let Some(office) = Office::found("locked") else { return };
    let workbook = crate::printed::plain();
    let locked = "pdf:calc_pdf_Export:{\"EncryptFile\":{\"type\":\"boolean\",\"value\":\"true\"},\
                  \"DocumentOpenPassword\":{\"type\":\"string\",\"value\":\"aozora\"}}";
    let bytes = office.save("locked", &workbook, locked);
    let why = made::refusal(&bytes);
    assert_eq!(why, Unreadable::PdfLocked { tried: false });
    assert!(why.to_string().contains("--password"), "{why}");
    let read = |password: &str| {
        let password = Some(Password::new(password));
        ingest::read(&bytes, &Options { password, ..Options::default() })
    };
    assert_eq!(read("kumori").err(), Some(Unreadable::PdfLocked { tried: true }));
    assert!(read("aozora").is_ok_and(|reading| !reading.sheet.rows.is_empty()));
}

#[test]
fn a_broken_file_is_refused_wherever_it_breaks_and_the_same_file_reads_the_same() {
    let whole = one(table(&rows(), PEN, 580.0));
    assert_eq!(made::read(&whole), made::read(&whole));
    for at in (0..whole.len()).step_by(97) {
        if let Err(why) = ingest::read(&whole[..at], &Options::default()) {
            assert!(why.to_string().ends_with('。'), "{why}");
        }
        let mut bent = whole.clone();
        bent[at] ^= 0x15;
        drop(ingest::read(&bent, &Options::default()));
    }
}

#[test]
fn a_part_of_a_page_is_shown_as_a_picture() {
    let reading = made::read(&one(table(&rows(), PEN, 580.0)));
    let place = reading.sheet.rows[0].action.place.clone().unwrap();
    let domain::Place::Box { page, edges } = place else { panic!("{place:?}") };
    let bytes = one(table(&rows(), PEN, 580.0));
    let picture = ingest::picture(&bytes, page, edges, Some(edges)).unwrap();
    assert!(picture.starts_with(b"\x89PNG"));
    assert!(ingest::picture(&bytes, 9, edges, None).is_none());
    assert!(
        ingest::picture(&bytes, page, [i32::MAX, i32::MIN, i32::MIN, i32::MAX], None).is_some()
    );
    assert!(ingest::picture(b"no file", page, edges, None).is_none());
}
