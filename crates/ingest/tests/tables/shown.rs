//! What cells of workbooks show, and what is told of those that show something else than they hold.

use domain::{Field, reading::ProblemKind};
use rust_xlsxwriter::{Color, Format, Formula, Note, Shape, ShapeFormat, ShapeLine, Worksheet};
use testkit::patched;

use crate::made::{self, HEAD, action, put, this, told, workbook};

/// Three actions, and something drawn on them.
fn sheet(draw: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    workbook(|sheet| {
        put(sheet, 0, &[HEAD, &action("相談窓口"), &action("講演会"), &action("街頭啓発")]);
        draw(sheet);
    })
}

fn format(code: &str) -> Format {
    Format::new().set_num_format(code)
}

fn statuses(bytes: &[u8]) -> Vec<String> {
    let reading = made::read(bytes);
    reading.sheet.rows.iter().map(|row| row.text(&this(Field::Status)).to_owned()).collect()
}

/// The doubts, notes and the rest that name a cell.
fn said(bytes: &[u8], cell: &str) -> Vec<String> {
    let reading = made::read(bytes);
    told(&reading).into_iter().filter(|told| told.contains(cell)).collect()
}

#[test]
fn a_number_reads_as_its_format_shows_it() {
    let bytes = sheet(|sheet| {
        let put = |sheet: &mut Worksheet, row, number, code| {
            sheet.write_number_with_format(row, 6, number, &format(code)).unwrap();
        };
        put(sheet, 1, 1300.0, "#,##0\"部を配布した。\"");
        put(sheet, 2, 45_017.0, "[$-411]ggge\"年度\"");
        put(sheet, 3, 0.0, "#,##0;-#,##0;\"－\"");
    });
    assert_eq!(statuses(&bytes), ["1,300部を配布した。", "令和5年度", "－"]);
}

#[test]
fn a_value_that_is_not_shown_is_blank_and_its_cell_is_told() {
    let white = Format::new().set_font_color(Color::White);
    let on_blue = white.clone().set_background_color(Color::Blue);
    let bytes = sheet(|sheet| {
        sheet.write_number_with_format(1, 8, 0.0, &format("0;-0;;@")).unwrap();
        sheet.write_number_with_format(2, 8, 50.0, &format(";;;")).unwrap();
        sheet.write_string_with_format(1, 6, "下書き", &white).unwrap();
        sheet.write_string_with_format(2, 6, "見える文", &on_blue).unwrap();
    });
    let reading = made::read(&bytes);
    let percents: Vec<&str> =
        reading.sheet.rows.iter().map(|row| row.text(&this(Field::Achievement))).collect();
    assert_eq!(percents, ["", "", "100"]);
    assert_eq!(statuses(&bytes), ["", "見える文", "会議を２回開催した。"]);
    assert!(said(&bytes, "進捗!I2〜I3")[0].starts_with("要確認"));
    assert!(said(&bytes, "進捗!G2")[0].contains("下書き"));
    assert_eq!(reading.account.characters_unplaced, 3);
}

#[test]
fn a_view_without_zeros_shows_none() {
    let bytes = sheet(|sheet| {
        sheet.write_number(1, 8, 0.0).unwrap();
    });
    let hiding = patched(&bytes, "<sheetView ", "<sheetView showZeros=\"0\" ");
    let percent =
        |bytes: &[u8]| made::read(bytes).sheet.rows[0].text(&this(Field::Achievement)).to_owned();
    assert_eq!([percent(&bytes), percent(&hiding)], ["0", ""]);
    assert_eq!(said(&hiding, "I2").len(), 1);
}

#[test]
fn a_formula_without_a_result_is_told_whether_it_has_none_or_a_zero_that_nobody_calculated() {
    let formula = |result: &str| {
        sheet(|sheet| {
            sheet.write_formula(1, 8, Formula::new("=40+50").set_result(result)).unwrap();
        })
    };
    assert_eq!(said(&formula("90"), "I2"), [""; 0]);
    let none = patched(&formula("90"), "<v>90</v>", "<v></v>");
    let absent = patched(&formula("90"), "<v>90</v>", "");
    for bytes in [formula("0"), none, absent] {
        let told = said(&bytes, "I2");
        assert!(told[0].contains("計算結果がファイルに入っていません"), "{told:?}");
        assert_eq!(told.len(), 1);
    }
}

#[test]
fn errors_of_newer_spreadsheets_are_errors_of_their_cells() {
    for error in ["#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!"] {
        let bytes = sheet(|sheet| {
            sheet.write_formula(1, 6, Formula::new("=X()").set_result("#N/A")).unwrap();
        });
        let reading = made::read(&patched(&bytes, "#N/A", error));
        assert_eq!(reading.sheet.rows[0].text(&this(Field::Status)), error);
        assert_eq!(reading.problems[0].kind, ProblemKind::Unexpected);
    }
}

#[test]
fn struck_words_are_no_part_of_a_cell() {
    let struck = Format::new().set_font_strikethrough();
    let plain = Format::new();
    let bytes = sheet(|sheet| {
        let parts = [
            (&struck, "会議を３回"),
            (&plain, "会議を２回"),
            (&struck, "程度"),
            (&plain, "開催した。"),
        ];
        sheet.write_rich_string(1, 6, &parts).unwrap();
        sheet.write_string_with_format(2, 6, "中止した。", &struck).unwrap();
        sheet.write_number_with_format(3, 8, 90.0, &struck).unwrap();
    });
    assert_eq!(statuses(&bytes), ["会議を２回開催した。", "", "会議を２回開催した。"]);
    assert!(said(&bytes, "G2")[0].contains("「会議を３回程度」"), "{:?}", said(&bytes, "G2"));
    assert!(said(&bytes, "G3")[0].contains("「中止した。」"));
    assert!(said(&bytes, "I4")[0].contains("「90」"));
    assert_eq!(made::read(&bytes).account.characters_unplaced, 7 + 5 + 2);
}

#[test]
fn a_row_that_is_struck_out_as_a_whole_is_no_action_and_told() {
    let struck = Format::new().set_font_strikethrough();
    let bytes = sheet(|sheet| {
        for (column, text) in (0_u16..).zip(action("講演会")) {
            sheet.write_string_with_format(2, column, text, &struck).unwrap();
        }
    });
    let reading = made::read(&bytes);
    assert_eq!(reading.sheet.rows.len(), 2);
    assert!(said(&bytes, "A3")[0].contains("「講演会」"), "{:?}", said(&bytes, "A3"));
}

#[test]
fn what_lies_over_cells_or_is_fastened_to_them_is_told_and_never_joined() {
    let mut circle = Shape::textbox();
    circle = circle.set_width(60).set_height(18);
    let mut words = Shape::textbox().set_text("速報値です");
    words = words.set_format(&ShapeFormat::new().set_line(&ShapeLine::new()));
    let bytes = sheet(|sheet| {
        sheet.insert_shape(1, 7, &circle).unwrap();
        sheet.insert_shape(8, 1, &words).unwrap();
        sheet.insert_note(2, 6, &Note::new("確認中").add_author_prefix(false)).unwrap();
        sheet.set_header("&L令和５年度版&R&P");
    });
    let reading = made::read(&bytes);
    assert!(said(&bytes, "H2")[0].contains("図形"), "{:#?}", told(&reading));
    assert!(said(&bytes, "「速報値です」")[0].starts_with("未配置"));
    assert!(said(&bytes, "「確認中」")[0].starts_with("お知らせ 進捗!G3"));
    assert!(said(&bytes, "「令和５年度版」")[0].starts_with("お知らせ"));
    assert_eq!(reading.account.characters_unplaced, 5 + 3 + 6);
    assert_eq!(statuses(&bytes)[1], "会議を２回開催した。");
}

/// Struck words, a zero that is not shown, a comment, a text box and a circle.
pub(crate) fn marked() -> Vec<u8> {
    let (struck, plain) = (Format::new().set_font_strikethrough(), Format::new());
    let circle = Shape::textbox().set_width(60).set_height(18);
    sheet(|sheet| {
        let parts = [(&struck, "会議を３回"), (&plain, "会議を２回開催した。")];
        sheet.write_rich_string(1, 6, &parts).unwrap();
        sheet.write_string_with_format(2, 6, "中止した。", &struck).unwrap();
        sheet.write_number_with_format(3, 8, 0.0, &format("0;-0;;@")).unwrap();
        sheet.insert_note(2, 5, &Note::new("確認中").add_author_prefix(false)).unwrap();
        sheet.insert_shape(1, 7, &circle).unwrap();
        sheet.insert_shape(8, 1, &Shape::textbox().set_text("速報値です")).unwrap();
    })
}

#[test]
fn furigana_is_counted_and_no_part_of_a_cell() {
    let bytes = sheet(|_| {});
    let read = "<t>講演会</t><rPh sb=\"0\" eb=\"3\"><t>コウエンカイ</t></rPh>";
    let bytes = patched(&bytes, "<t>講演会</t>", read);
    let reading = made::read(&bytes);
    assert_eq!(reading.sheet.rows[1].action.text, "講演会");
    assert!(said(&bytes, "ふりがな（6字）")[0].starts_with("お知らせ"));
    assert_eq!(reading.account.characters_unplaced, 0);
}

#[test]
fn parts_are_found_however_they_are_named_and_written() {
    let plain = sheet(|_| {});
    let wanted = made::rows(&made::read(&plain));
    let renamed = |name: &dyn Fn(&str) -> String| {
        let parts = testkit::unzipped(&plain).into_iter().map(|(n, bytes)| (name(&n), bytes));
        testkit::zipped(&parts.collect::<Vec<_>>())
    };
    let wide = |bytes: &[u8]| {
        let parts = testkit::unzipped(bytes).into_iter().map(|(name, part)| {
            let text = String::from_utf8(part.clone()).unwrap();
            let units = text.encode_utf16().flat_map(u16::to_be_bytes);
            let marked = [0xfe, 0xff].into_iter().chain(units).collect();
            (name.clone(), if name.contains("sheet1.xml") { marked } else { part })
        });
        testkit::zipped(&parts.collect::<Vec<_>>())
    };
    for bytes in [
        renamed(&|name| name.replace('/', "\\")),
        renamed(&str::to_ascii_uppercase),
        renamed(&|name| format!("/{name}")),
        wide(&plain),
        patched(&plain, "uniqueCount=\"", "uniqueCount=\"99999"),
    ] {
        assert_eq!(made::rows(&made::read(&bytes)), wanted);
    }
}

#[test]
fn a_csv_file_in_any_japanese_encoding_is_read() {
    let text =
        [HEAD.join(","), action("相談窓口").join(","), action("講演会").join(",")].join("\r\n");
    let wanted = made::rows(&made::read(text.as_bytes()));
    let encodings = [encoding_rs::EUC_JP, encoding_rs::ISO_2022_JP, encoding_rs::SHIFT_JIS];
    for encoding in encodings {
        let bytes = encoding.encode(&text).0.into_owned();
        assert_eq!(made::rows(&made::read(&bytes)), wanted, "{}", encoding.name());
    }
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(made::rows(&made::read(&wide)), wanted);
}
