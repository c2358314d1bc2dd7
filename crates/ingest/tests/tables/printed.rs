//! Sheets printed to PDF by `LibreOffice`, in the ways in which cities print them: whatever the
//! paper, the widths, the font and the borders, the same cells come out.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet};

use crate::{
    demo,
    made::{self, told},
    office::Office,
    sample::{assert_same, by_hand},
};

/// How a sheet is printed.
#[expect(clippy::struct_excessive_bools, reason = "each is one way to print")]
#[derive(Debug, Clone, Copy)]
struct Print {
    name: &'static str,
    /// Paper by Excel's number: 8 is A3, 9 is A4.
    paper: u8,
    /// The widths of the columns, each times this.
    wider: f64,
    /// Pages across, when the sheet is fitted to the paper; else its scale in hundredths.
    across: Result<u16, u16>,
    font: &'static str,
    size: f64,
    border: Border,
    /// Where the text stands in its cell.
    centred: bool,
    titles: bool,
    /// Whether the head is printed on every page.
    repeated: bool,
    /// Whether a column's number and title are printed on every sheet of paper.
    repeated_columns: bool,
    merged_departments: bool,
    footer: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Border {
    All,
    Dotted,
    None,
    Level,
}

const PLAIN: Print = Print {
    name: "plain",
    paper: 8,
    wider: 1.0,
    across: Ok(1),
    font: "Noto Sans CJK JP",
    size: 9.0,
    border: Border::All,
    centred: false,
    titles: true,
    repeated: true,
    repeated_columns: false,
    merged_departments: false,
    footer: true,
};

const WIDTHS: [f64; 14] =
    [18.0, 26.0, 6.0, 8.0, 12.0, 5.0, 28.0, 7.0, 28.0, 28.0, 28.0, 10.0, 7.0, 28.0];

/// The workbook that is printed.
fn workbook(headings: &[String], rows: &[Vec<String>], print: Print) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let mut cell =
        Format::new().set_text_wrap().set_font_name(print.font).set_font_size(print.size);
    cell =
        cell.set_align(if print.centred { FormatAlign::VerticalCenter } else { FormatAlign::Top });
    cell = match print.border {
        Border::All => cell.set_border(FormatBorder::Thin),
        Border::Dotted => cell.set_border(FormatBorder::Dotted),
        Border::Level => {
            cell.set_border_top(FormatBorder::Thin).set_border_bottom(FormatBorder::Thin)
        }
        Border::None => cell,
    };
    for (column, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width(column, width * print.wider).unwrap();
    }
    let mut next = 0;
    if print.titles {
        let large = Format::new().set_font_size(14.0).set_bold();
        sheet.write_with_format(0, 0, "自殺対策計画　進捗管理シート", &large).unwrap();
        sheet
            .write_with_format(1, 0, "※担当課は太枠の中を記入してください。", &Format::new())
            .unwrap();
        next = 3;
    }
    let head = next;
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.write_with_format(next, column, heading, &cell).unwrap();
    }
    sheet.set_row_height(next, height(headings, print)).unwrap();
    next += 1;
    body(sheet, rows, print, &cell, &mut next);
    sheet.set_landscape().set_paper_size(print.paper).set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    match print.across {
        Ok(pages) => sheet.set_print_fit_to_pages(pages, 0),
        Err(scale) => sheet.set_print_scale(scale),
    };
    if print.repeated {
        sheet.set_repeat_rows(head, head).unwrap();
    }
    if print.repeated_columns {
        sheet.set_repeat_columns(0, 0).unwrap();
    }
    if print.footer {
        sheet.set_footer("&L令和６年３月作成&C&P / &N");
    }
    book.save_to_buffer().unwrap()
}

fn body(sheet: &mut Worksheet, rows: &[Vec<String>], print: Print, cell: &Format, next: &mut u32) {
    let mut measure = "";
    let mut from = *next;
    for (at, row) in rows.iter().enumerate() {
        if row[0] != measure {
            measure = &row[0];
            sheet.merge_range(*next, 0, *next, 13, measure, cell).unwrap();
            *next += 1;
            from = *next;
        }
        for (column, text) in (0_u16..).zip(&row[1..]) {
            if !(print.merged_departments && column == 3) {
                sheet.write_with_format(*next, column, text, cell).unwrap();
            }
        }
        sheet.set_row_height(*next, height(&row[1..], print)).unwrap();
        let last = rows.get(at + 1).is_none_or(|after| after[0] != row[0] || after[4] != row[4]);
        if print.merged_departments && last {
            if *next > from {
                sheet.merge_range(from, 3, *next, 3, &row[4], cell).unwrap();
            } else {
                sheet.write_with_format(*next, 3, &row[4], cell).unwrap();
            }
            from = *next + 1;
        }
        *next += 1;
    }
}

/// The height that the longest text of a row needs, in points, with room to spare.
fn height(texts: &[String], print: Print) -> f64 {
    // A column's width counts figures of 11 points
    let per_line = |width: f64| (width * print.wider * 5.2 / print.size).floor().max(1.0);
    let lines = |text: &str, width: f64| -> f64 {
        let line = |line: &str| (domain::text::width(line) as f64 / 2.0 / per_line(width)).ceil();
        text.lines().map(|text| line(text).max(1.0)).sum()
    };
    let most = texts.iter().zip(WIDTHS).map(|(text, width)| lines(text, width)).fold(1.0, f64::max);
    (most * print.size * 1.5 + 4.0).min(409.0)
}

/// The demo's sheet, ready to be printed.
pub(crate) fn plain() -> Vec<u8> {
    let (headings, rows) = demo::form("令和６年度");
    workbook(&headings, &rows, PLAIN)
}

/// Prints the rows and reads them back.
fn assert_reads_back(office: &Office, headings: &[String], rows: &[Vec<String>], print: Print) {
    let pdf = office.save(print.name, &workbook(headings, rows, print), "pdf");
    let reading = made::read(&pdf);
    let mut wanted = rows.to_vec();
    // Paper does not show where a text was merged over rows that lie on two pages
    if print.merged_departments {
        for row in &mut wanted {
            row[4].clear();
        }
    }
    let mut reading = reading;
    if print.merged_departments {
        for row in &mut reading.sheet.rows {
            row.department = domain::sheet::Cell::empty();
        }
    }
    assert_same(&reading, &wanted);
    let breaks = made::rows(&reading)
        .iter()
        .flatten()
        .zip(wanted.iter().flatten())
        .filter(|(a, b)| a != b)
        .count();
    println!("{}: {breaks} cells differ in white space; {:?}", print.name, told(&reading));
}

fn prints(test: &str, prints: &[Print]) {
    let Some(office) = Office::found(test) else { return };
    let (headings, rows) = demo::form("令和６年度");
    for print in prints {
        println!("demo {}", print.name);
        assert_reads_back(&office, &headings, &rows, *print);
    }
    let Some(samples) = made::samples(test) else { return };
    for print in prints {
        println!("sample {}", print.name);
        assert_reads_back(&office, &crate::bent::headings(), &by_hand(&samples), *print);
    }
}

#[test]
fn printed_on_any_paper_in_any_width_it_gives_the_same_cells() {
    prints(
        "paper",
        &[
            PLAIN,
            Print { name: "a4", paper: 9, ..PLAIN },
            Print { name: "wide", wider: 1.7, centred: true, ..PLAIN },
            Print { name: "narrow", wider: 0.6, titles: false, ..PLAIN },
            Print { name: "once", repeated: false, footer: false, ..PLAIN },
        ],
    );
}

#[test]
fn printed_in_any_font_and_border_it_gives_the_same_cells() {
    prints(
        "font",
        &[
            Print { name: "gothic", font: "IPAexGothic", size: 11.0, ..PLAIN },
            Print { name: "bizud", font: "BIZ UDPGothic", size: 8.0, centred: true, ..PLAIN },
            Print { name: "dotted", border: Border::Dotted, ..PLAIN },
            Print { name: "merged", merged_departments: true, ..PLAIN },
        ],
    );
}

#[test]
fn printed_without_borders_it_gives_the_same_cells() {
    prints(
        "borders",
        &[
            Print { name: "bare", border: Border::None, ..PLAIN },
            Print { name: "level", border: Border::Level, ..PLAIN },
        ],
    );
}

#[test]
fn printed_over_two_sheets_of_paper_it_gives_the_same_cells() {
    prints(
        "two",
        &[
            Print { name: "two", across: Ok(2), ..PLAIN },
            Print { name: "scaled", across: Err(70), paper: 9, ..PLAIN },
            Print { name: "columns", across: Ok(2), repeated_columns: true, ..PLAIN },
        ],
    );
}
