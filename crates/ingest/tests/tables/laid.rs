//! What is drawn over a table and is no part of it: underlines and strikes beside borders, rings
//! around choices, notes, stamps, small kana, white text.
#![expect(
    clippy::format_push_string,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "drawings are put together from small pieces of text"
)]

use domain::reading::{ProblemKind, Reading};

use crate::{
    drawn::{
        Boxed, PEN, Page, Pen, STROKED, WIDTHS, assert_small, file, font, one, rows, table, utf16,
    },
    made::{self, told},
};

const TOP: f64 = 580.0;
/// The column of this year's result, and of the grade.
const STATUS: usize = 6;
const GRADE: usize = 7;

/// Where the text of a cell begins: its left and the baseline of its first line.
fn at(rows: &[Vec<&str>], pen: Pen, row: usize, column: usize) -> (f64, f64) {
    let lines = |(text, width): (&&str, &f64)| {
        text.chars().count().div_ceil(((width - 4.0) / 8.0) as usize).max(1)
    };
    let height = |row: &Vec<&str>| {
        row.iter().zip(&WIDTHS).map(lines).max().unwrap_or(1) as f64 * 10.0 + pen.room
    };
    let top = TOP - rows[..row].iter().map(height).sum::<f64>();
    (12.0 + WIDTHS[..column].iter().sum::<f64>(), top - 9.0)
}

/// A line along `count` characters of 8 points from the one at `from`, so high over the baseline.
type Along = fn(f64, f64, f64) -> String;

const PLAIN: Along = |x, y, to| format!("0.4 w {x} {y} m {to} {y} l S\n");
const THIN_BOX: Along = |x, y, to| format!("{x} {} {} 0.5 re f\n", y - 0.25, to - x);
const DASHED: Along = |x, y, to| {
    let mut drawing = "0.4 w\n".to_owned();
    let mut from = x;
    while from < to {
        drawing += &format!("{from} {y} m {} {y} l S\n", (from + 3.0).min(to));
        from += 4.5;
    }
    drawing
};
const DOUBLE: Along =
    |x, y, to| format!("0.3 w {x} {y} m {to} {y} l S {x} {} m {to} {} l S\n", y - 1.2, y - 1.2);
const WAVY: Along = |x, y, to| {
    let mut drawing = format!("0.3 w {x} {y} m\n");
    let mut from = x;
    while from + 4.0 <= to {
        let (a, b, end) = (from + 1.0, from + 3.0, from + 4.0);
        drawing += &format!("{a} {} {b} {} {end} {y} c\n", y + 0.8, y - 0.8);
        from += 4.0;
    }
    drawing + "S\n"
};

/// The small table with a line along characters of a cell.
fn marked(
    rows: &[Vec<&str>],
    pen: Pen,
    (row, column, line): (usize, usize, usize),
    (first, count): (usize, usize),
    (along, above): (Along, f64),
) -> String {
    let (x, base) = at(rows, pen, row, column);
    let from = x + 8.0 * first as f64;
    let y = base - 10.0 * line as f64 + above;
    table(rows, pen, TOP) + &along(from, y, from + 8.0 * count as f64)
}

fn doubts(reading: &Reading) -> Vec<String> {
    let doubts = reading.problems.iter().filter(|p| p.kind == ProblemKind::Doubt);
    doubts.map(|p| p.message.clone()).collect()
}

fn unplaced(reading: &Reading) -> Vec<String> {
    let unplaced = reading.problems.iter().filter(|p| p.kind == ProblemKind::Unplaced);
    unplaced.map(|p| p.message.clone()).collect()
}

fn statuses(reading: &Reading) -> Vec<String> {
    let slot = made::this(domain::Field::Status);
    reading.sheet.rows.iter().map(|row| row.text(&slot).to_owned()).collect()
}

const OPEN: Boxed =
    |x, y, w, h| format!("{x} {y} m {} {y} l S {x} {} m {} {} l S\n", x + w, y + h, x + w, y + h);
const LEVEL: Pen = Pen { boxed: OPEN, ..PEN };
const BARE: Pen = Pen { boxed: |_, _, _, _| String::new(), room: 16.0, ..PEN };

#[test]
fn an_underline_is_no_border_however_it_is_drawn() {
    for along in [PLAIN, THIN_BOX, DASHED, DOUBLE, WAVY] {
        for (pen, above) in [(PEN, -1.0), (PEN, -2.0), (LEVEL, -1.0), (BARE, -1.0)] {
            for (first, count) in [(0, 10), (0, 4), (3, 5)] {
                let place = (2, STATUS, 0);
                let drawing = marked(&rows(), pen, place, (first, count), (along, above));
                let reading = made::read(&one(drawing));
                assert_small(&reading);
                assert_eq!(doubts(&reading), [""; 0]);
            }
        }
    }
}

#[test]
fn underlined_lines_of_a_full_cell_stay_one_text() {
    let long = "会議を２回開催した。第１回は支援の手順を、第２回は連絡の方法を話し合った。";
    for pen in [PEN, LEVEL] {
        let mut rows = rows();
        rows[2][STATUS] = long;
        let mut drawing = table(&rows, pen, TOP);
        let (x, base) = at(&rows, pen, 2, STATUS);
        for (line, count) in [14, 14, 9].into_iter().enumerate() {
            let y = base - 10.0 * line as f64 - 1.0;
            drawing += &PLAIN(x, y, x + 8.0 * f64::from(count));
        }
        let reading = made::read(&one(drawing));
        assert_eq!(statuses(&reading)[1], long, "{:#?}", told(&reading));
        assert_eq!(reading.sheet.rows.len(), 3);
        assert_eq!(doubts(&reading), [""; 0]);
    }
}

#[test]
fn underlines_of_a_whole_row_are_no_border() {
    let rows = rows();
    let mut drawing = table(&rows, PEN, TOP);
    for (column, text) in rows[2].iter().enumerate() {
        let (x, base) = at(&rows, PEN, 2, column);
        drawing += &PLAIN(x, base - 1.0, x + 8.0 * text.chars().count() as f64);
    }
    assert_small(&made::read(&one(drawing)));
}

#[test]
fn what_is_struck_out_is_told_and_not_read() {
    for along in [PLAIN, THIN_BOX, DASHED, DOUBLE] {
        for pen in [PEN, LEVEL, BARE] {
            let drawing = marked(&rows(), pen, (2, STATUS, 0), (3, 2), (along, 3.2));
            let reading = made::read(&one(drawing));
            assert_eq!(statuses(&reading)[1], "会議を開催した。", "{:#?}", told(&reading));
            assert_eq!(statuses(&reading)[0], "会議を２回開催した。");
            assert_eq!(reading.account.characters_unplaced, 2);
            let doubts = doubts(&reading);
            assert_eq!(doubts.len(), 1, "{doubts:#?}");
            assert!(doubts[0].contains("「２回」は線で消されている"), "{doubts:?}");
            let doubt = reading.problems.iter().find(|p| p.kind == ProblemKind::Doubt).unwrap();
            assert_eq!(doubt.row, Some(2));
        }
    }
}

#[test]
fn a_cell_struck_out_whole_is_empty_and_its_row_stays() {
    for column in [3, STATUS] {
        let drawing = marked(&rows(), PEN, (2, column, 0), (0, 10), (PLAIN, 3.0));
        let reading = made::read(&one(drawing));
        assert_eq!(reading.sheet.rows.len(), 3);
        let empty = if column == STATUS {
            statuses(&reading)[1].is_empty()
        } else {
            made::rows(&reading)[1][7].is_empty()
        };
        assert!(empty, "{:#?}", told(&reading));
        assert_eq!(reading.account.characters_unplaced, 10);
        assert_eq!(doubts(&reading).len(), 1);
    }
}

#[test]
fn struck_lines_of_a_cell_leave_the_others_as_they_were() {
    let mut rows = rows();
    rows[1][STATUS] = "会議を１回、研修を３回実施し、延べ七十人が参加した。会議を２回開催した。";
    let mut drawing = table(&rows, PEN, TOP);
    let (x, base) = at(&rows, PEN, 1, STATUS);
    for (line, count) in [14, 12].into_iter().enumerate() {
        let y = base - 10.0 * line as f64 + 3.0;
        drawing += &THIN_BOX(x, y, x + 8.0 * f64::from(count));
    }
    let reading = made::read(&one(drawing));
    assert_eq!(statuses(&reading)[0], "会議を２回開催した。", "{:#?}", told(&reading));
    assert_eq!(reading.account.characters_unplaced, 26);
}

#[test]
fn thin_lines_of_the_width_of_a_column_are_borders() {
    // Lines only below the cells of each column, with a gap between columns, tight under the text
    let below: Boxed =
        |x, y, w, _| format!("0.3 w {} {} m {} {} l S\n", x + 2.0, y + 3.5, x + w - 3.0, y + 3.5);
    let reading = made::read(&one(table(&rows(), Pen { boxed: below, ..PEN }, TOP)));
    assert_small(&reading);
    assert_eq!(doubts(&reading), [""; 0]);
}

#[test]
fn dotted_borders_close_under_full_lines_are_borders() {
    let dotted: Boxed = |x, y, w, h| {
        let mut drawing = String::new();
        let (mut at, mut up) = (x, y);
        while at < x + w {
            drawing += &format!("{at} {y} 1.6 0.4 re f {at} {} 1.6 0.4 re f\n", y + h);
            at += 3.0;
        }
        while up < y + h {
            drawing += &format!("{x} {up} 0.4 1.6 re f {} {up} 0.4 1.6 re f\n", x + w);
            up += 3.0;
        }
        drawing
    };
    assert_small(&made::read(&one(table(&rows(), Pen { boxed: dotted, ..PEN }, TOP))));
}

/// An ellipse around a box, of four arcs.
fn ring(left: f64, bottom: f64, right: f64, top: f64) -> String {
    let (x, y) = (f64::midpoint(left, right), f64::midpoint(bottom, top));
    let (dx, dy) = ((right - left) * 0.276, (top - bottom) * 0.276);
    format!(
        "0.6 w {right} {y} m {right} {} {} {top} {x} {top} c {} {top} {left} {} {left} {y} c \
         {left} {} {} {bottom} {x} {bottom} c {} {bottom} {right} {} {right} {y} c h S\n",
        y + dy,
        x + dx,
        x - dx,
        y + dy,
        y - dy,
        x - dx,
        x + dx,
        y - dy
    )
}

const CHOICES: &str = "ア・イ・ウ・エ";

fn choices() -> Vec<Vec<&'static str>> {
    let mut rows = rows();
    for row in &mut rows[1..] {
        row[GRADE] = CHOICES;
    }
    rows
}

fn circled(rings: &[(usize, usize)]) -> Reading {
    let rows = choices();
    let mut drawing = table(&rows, PEN, TOP);
    for (row, at_char) in rings {
        let (x, base) = at(&rows, PEN, *row, GRADE);
        let left = x + 8.0 * *at_char as f64;
        drawing += &ring(left - 1.0, base - 2.5, left + 9.0, base + 8.5);
    }
    made::read(&one(drawing))
}

#[test]
fn a_ring_around_one_of_several_choices_is_told_with_what_it_goes_around() {
    let reading = circled(&[(1, 0), (2, 2), (3, 6)]);
    let told: Vec<String> =
        doubts(&reading).into_iter().filter(|t| t.contains("囲まれて")).collect();
    assert_eq!(told.len(), 3, "{:#?}", made::told(&reading));
    for (told, word) in told.iter().zip(["ア", "イ", "エ"]) {
        assert!(told.contains(&format!("のうち「{word}」が")), "{told}");
        assert!(told.contains(CHOICES), "{told}");
    }
    assert_eq!(reading.sheet.rows.len(), 3);
    let ringed = reading.problems.iter().find(|p| !p.other.is_empty()).unwrap();
    assert_eq!(ringed.other[0].cell.text, "ア");
}

#[test]
fn a_frame_around_a_choice_is_no_cell_and_a_box_to_tick_neither() {
    let rows = choices();
    let mut drawing = table(&rows, PEN, TOP);
    for (row, at_char) in [(1, 0), (2, 2), (3, 6)] {
        let (x, base) = at(&rows, PEN, row, GRADE);
        let left = x + 8.0 * f64::from(at_char);
        drawing += &STROKED(left - 0.8, base - 2.0, 9.6, 10.0);
        let (x, base) = at(&rows, PEN, row, STATUS);
        drawing += &STROKED(x + 100.0, base - 1.0, 7.0, 7.0);
    }
    let reading = made::read(&one(drawing));
    assert_eq!(statuses(&reading), ["会議を２回開催した。"; 3], "{:#?}", told(&reading));
    let words: Vec<&str> =
        reading.problems.iter().flat_map(|p| &p.other).map(|o| o.cell.text.as_str()).collect();
    assert_eq!(words, ["ア", "イ", "エ"], "{:#?}", told(&reading));
}

#[test]
fn two_rings_in_one_cell_are_told_together_and_none_is_offered() {
    let reading = circled(&[(2, 0), (2, 4)]);
    let ringed: Vec<_> =
        reading.problems.iter().filter(|p| p.message.contains("囲まれて")).collect();
    assert_eq!(ringed.len(), 1);
    assert!(ringed[0].message.contains("「ア」「ウ」"), "{}", ringed[0].message);
    assert!(ringed[0].other.is_empty());
}

#[test]
fn a_ring_around_all_that_a_cell_says_is_nothing_to_ask_about() {
    let rows = rows();
    let (x, base) = at(&rows, PEN, 2, STATUS);
    let drawing = table(&rows, PEN, TOP) + &ring(x - 8.0, base - 4.0, x + 90.0, base + 10.0);
    let reading = made::read(&one(drawing));
    assert_small(&reading);
    assert_eq!(doubts(&reading), [""; 0]);
}

/// A file whose page has a note of this kind with this appearance over a box.
fn noted(kind: &str, [left, bottom, right, top]: [f64; 4], drawn: Option<&str>) -> Reading {
    let (wide, high) = (right - left, top - bottom);
    let appearance = drawn.map_or(String::new(), |_| "/AP<</N 11 0 R>>".to_owned());
    let note = format!(
        "<</Type/Annot/Subtype/{kind}/Rect[{left} {bottom} {right} {top}]{appearance}\
         /Contents {}>>",
        utf16("確認してください").replacen('<', "<FEFF", 1)
    );
    let drawn = drawn.unwrap_or_default();
    let form = format!(
        "<</Type/XObject/Subtype/Form/BBox[0 0 {wide} {high}]/Resources<</Font<</F 5 0 R>>>>\
         /Length {}>>stream\n{drawn}\nendstream",
        drawn.len()
    );
    let page = Page { drawing: table(&rows(), PEN, TOP), entries: "/Annots[10 0 R]" };
    made::read(&file(&[page], &font("UniJIS-UTF16-H"), &[&note, &form]))
}

#[test]
fn notes_are_told_and_never_joined_to_a_cell() {
    let (x, base) = at(&rows(), PEN, 2, STATUS);
    let over = [x, base - 2.0, x + 100.0, base + 10.0];
    let text = format!("BT /F 8 Tf 1 0 0 1 2 3 Tm {} Tj ET", utf16("確認してください"));
    for (kind, drawn) in [("FreeText", Some(text.as_str())), ("Text", None), ("FreeText", None)] {
        let reading = noted(kind, over, drawn);
        assert_eq!(statuses(&reading), ["会議を２回開催した。"; 3], "{kind}");
        let told = unplaced(&reading);
        assert_eq!(told.len(), 1, "{kind} {told:#?}");
        assert!(told[0].contains("注釈「確認してください」"), "{told:?}");
        assert_eq!(reading.account.characters_unplaced, 8, "{kind}");
    }
}

#[test]
fn the_field_of_a_form_is_text_of_its_cell() {
    let mut table = rows();
    table[2][STATUS] = "";
    let (x, base) = at(&table, PEN, 2, STATUS);
    let drawn = format!("BT /F 8 Tf 1 0 0 1 0 2 Tm {} Tj ET", utf16("会議を２回開催した。"));
    let (left, bottom) = (x, base - 2.0);
    let field = format!(
        "<</Type/Annot/Subtype/Widget/FT/Tx/Rect[{left} {bottom} {} {}]/AP<</N 11 0 R>>>>",
        left + 100.0,
        bottom + 10.0
    );
    let form = format!(
        "<</Type/XObject/Subtype/Form/BBox[0 0 100 10]/Resources<</Font<</F 5 0 R>>>>\
         /Length {}>>stream\n{drawn}\nendstream",
        drawn.len()
    );
    let page = Page { drawing: self::table(&table, PEN, TOP), entries: "/Annots[10 0 R]" };
    let reading = made::read(&file(&[page], &font("UniJIS-UTF16-H"), &[&field, &form]));
    assert_small(&reading);
}

fn strike_note() -> Reading {
    let (x, base) = at(&rows(), PEN, 2, STATUS);
    let over = [x + 24.0, base - 1.0, x + 40.0, base + 7.0];
    noted("StrikeOut", over, Some("0.5 w 0 4.2 m 16 4.2 l S"))
}

#[test]
fn a_strike_that_a_note_draws_strikes_out() {
    let reading = strike_note();
    assert_eq!(statuses(&reading)[1], "会議を開催した。", "{:#?}", told(&reading));
    assert!(doubts(&reading)[0].contains("「２回」は線で消されている"));
}

/// The small table with a text laid over it.
fn stamped(size: f64, matrix: &str, (x, y): (f64, f64), text: &str) -> Reading {
    let stamp = format!("BT /F {size} Tf {matrix} {x} {y} Tm {} Tj ET\n", utf16(text));
    made::read(&one(table(&rows(), PEN, TOP) + &stamp))
}

#[test]
fn watermarks_and_stamps_over_the_table_are_told_and_never_joined_to_a_cell() {
    let (x, base) = at(&rows(), PEN, 2, STATUS);
    for (size, matrix, at) in [
        (40.0, "0.707 0.707 -0.707 0.707", (300.0, 480.0)),
        (9.0, "0.966 0.259 -0.259 0.966", (x + 20.0, base)),
        (30.0, "1 0 0 1", (250.0, base - 10.0)),
    ] {
        let reading = stamped(size, matrix, at, "取扱注意");
        assert_eq!(statuses(&reading), ["会議を２回開催した。"; 3], "{size}");
        let told = unplaced(&reading);
        assert_eq!(told.len(), 1, "{size} {told:#?}");
        assert!(told[0].contains("「取扱注意」"), "{told:?}");
        assert_eq!(reading.account.characters_unplaced, 4);
    }
}

#[test]
fn small_kana_over_kanji_are_no_part_of_the_sentence() {
    let mut rows = rows();
    // Two lines: the kana stand over the first one
    rows[2][STATUS] = "会議を２回開催した。";
    let (x, base) = at(&rows, PEN, 2, STATUS);
    let kana = format!(
        "BT /F 4 Tf 1 0 0 1 {x} {} Tm {} Tj ET BT /F 4 Tf 1 0 0 1 {} {} Tm {} Tj ET\n",
        base + 7.2,
        utf16("かいぎ"),
        x + 40.0,
        base + 7.2,
        utf16("かいさい")
    );
    let reading = made::read(&one(table(&rows, PEN, TOP) + &kana));
    assert_eq!(statuses(&reading), ["会議を２回開催した。"; 3], "{:#?}", told(&reading));
    let ruby = told(&reading).into_iter().find(|t| t.contains("ふりがな")).unwrap();
    assert!(ruby.contains("「かいぎ」「かいさい」"), "{ruby}");
    assert_eq!(reading.account.characters_unplaced, 7);
}

#[test]
fn white_text_on_white_paper_is_not_seen_and_on_a_dark_ground_is() {
    let (x, base) = at(&rows(), PEN, 2, STATUS);
    let white =
        format!("q 1 g BT /F 8 Tf 1 0 0 1 {x} {} Tm {} Tj ET Q\n", base, utf16("見えない文"));
    let reading = made::read(&one(table(&rows(), PEN, TOP) + &white));
    assert_small(&reading);
    assert!(
        told(&reading).iter().any(|t| t.contains("紙に見えない5文字")),
        "{:#?}",
        told(&reading)
    );
    // Heads are often white on dark
    let dark: Boxed =
        |x, y, w, h| format!("q 0 0 0.5 rg {x} {y} {w} {h} re f Q {}", STROKED(x, y, w, h));
    let drawing = table(&rows(), Pen { before: "1 g\n", boxed: dark, ..PEN }, TOP);
    assert_small(&made::read(&one(drawing)));
}
