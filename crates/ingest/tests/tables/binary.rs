//! xlsb: the records of a workbook, written by hand.

use domain::Field;
use testkit::zipped;

use crate::made::{self, HEAD, action, this, told};

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A record: its kind and its length in groups of seven bits, then its data.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let groups = |mut number: usize| {
        let mut bytes = Vec::new();
        while number > 0x7f {
            bytes.push(u8::try_from(number & 0x7f).unwrap() | 0x80);
            number >>= 7;
        }
        bytes.push(u8::try_from(number).unwrap());
        bytes
    };
    [groups(usize::from(kind)), groups(data.len()), data.to_vec()].concat()
}

fn text(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    [length, units.into_iter().flat_map(u16::to_le_bytes).collect()].concat()
}

/// A cell's column and look, and its value.
fn cell(kind: u16, column: u32, look: u32, value: &[u8]) -> Vec<u8> {
    record(kind, &[&column.to_le_bytes()[..], &look.to_le_bytes(), value].concat())
}

fn row(at: u32) -> Vec<u8> {
    record(0, &[&at.to_le_bytes()[..], &[0; 13]].concat())
}

fn related(relations: &[(&str, &str)]) -> Vec<u8> {
    let one = |(kind, target): &(&str, &str)| {
        format!("<Relationship Id=\"{kind}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    };
    let all: String = relations.iter().map(one).collect();
    format!("<Relationships>{all}</Relationships>").into_bytes()
}

/// Looks: a plain one, a percentage, a year of an era, a struck one.
fn styles() -> Vec<u8> {
    let font = |strike: u16| {
        record(43, &[&[0, 0][..], &(strike << 3).to_le_bytes(), &[0; 16], &text("Ｐ")].concat())
    };
    let look = |format: u16, font: u16| {
        let words = [0, format, font, 0, 0, 0, 0, 0].map(u16::to_le_bytes);
        record(47, &words.concat())
    };
    let era = [164_u16.to_le_bytes().to_vec(), text("[$-411]ggge\"年\"")].concat();
    [
        record(44, &era),
        font(0),
        font(1),
        record(617, &4_u32.to_le_bytes()),
        look(0, 0),
        look(9, 0),
        look(164, 0),
        look(0, 1),
        record(618, &[]),
    ]
    .concat()
}

fn workbook() -> Vec<u8> {
    let strings = |at: u32, texts: &[&str]| -> Vec<u8> {
        let cells = (0..).zip(texts).map(|(column, said)| cell(6, column, 0, &text(said)));
        [row(at), cells.collect::<Vec<_>>().concat()].concat()
    };
    let (first, second) = (action("相談窓口"), action("講演会"));
    let ratio = [1.0_f64.to_bits(), 0.85_f64.to_bits()].map(u64::to_le_bytes);
    let shared = 0_u32.to_le_bytes();
    let sheet = [
        strings(0, HEAD),
        strings(1, &first[..6]),
        // 令和5年 as a whole number in four bytes, and 85%
        cell(2, 6, 2, &(45_017_u32 << 2 | 2).to_le_bytes()),
        cell(6, 7, 0, &text("ア　実施済")),
        cell(5, 8, 1, &ratio[1]),
        strings(2, &second[..6]),
        cell(7, 6, 0, &shared),
        cell(6, 7, 3, &text("エ　未実施")),
        cell(5, 8, 1, &ratio[0]),
        record(0x0092, &[]),
    ];
    // Struck up to the fourth character
    let runs = [2_u32.to_le_bytes().to_vec(), [0_u16, 1, 4, 0].map(u16::to_le_bytes).concat()];
    let rich = [vec![1], text("１回。２回開催した。"), runs.concat()].concat();
    let book = [&[0; 8][..], &text("worksheet"), &text("進捗")].concat();
    zipped(&[
        ("_rels/.rels".into(), related(&[("officeDocument", "xl/workbook.bin")])),
        ("xl/workbook.bin".into(), record(156, &book)),
        (
            "xl/_rels/workbook.bin.rels".into(),
            related(&[("worksheet", "worksheets/sheet1.bin"), ("styles", "styles.bin")]),
        ),
        ("xl/styles.bin".into(), styles()),
        ("xl/sharedStrings.bin".into(), record(19, &rich)),
        ("xl/worksheets/sheet1.bin".into(), sheet.concat()),
    ])
}

#[test]
fn a_binary_workbook_reads_as_it_is_shown() {
    let reading = made::read(&workbook());
    let texts = |field: Field| -> Vec<String> {
        reading.sheet.rows.iter().map(|row| row.text(&this(field.clone())).to_owned()).collect()
    };
    assert_eq!(texts(Field::Status), ["令和5年", "回開催した。"]);
    assert_eq!(texts(Field::Achievement), ["85", "100"]);
    assert_eq!(texts(Field::Progress), ["ア　実施済", ""]);
    let struck = told(&reading).into_iter().filter(|told| told.contains("取り消し線"));
    assert_eq!(struck.count(), 2, "{:#?}", told(&reading));
}
