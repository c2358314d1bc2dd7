//! The official form as a workbook: A3 landscape, heads on every printed page, measures as merged
//! rows, grades to choose from. Texts are stored as texts, and there is no formula.

mod cell;
mod choices;
mod fit;
mod reply_workbook;
mod style;

pub use reply_workbook::{reply_workbook, reply_workbooks};

use domain::{
    layout::ColumnRole,
    sheet::{Row, Sheet},
};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

use crate::{
    columns::{self, ExportColumn},
    error::Error,
    heading::Heading,
};
use cell::{LONGEST_TEXT, number};
use style::{Style, Styles};

/// Rows of the worksheet, counted from 0: the title, the head, then the sheet's own.
const TITLE: u32 = 0;
const HEAD: u32 = 1;
const BODY: u32 = 2;

/// The sheet as a workbook in the official form.
///
/// A percentage is a number in the workbook where the number says all that was written (`100％` is
/// 100); any other text of that column, such as `-`, stays a text.
pub fn xlsx(heading: &Heading, sheet: &Sheet) -> Result<Vec<u8>, Error> {
    let columns = columns::of(sheet);
    let mut workbook = Workbook::new();
    style::default(&mut workbook)?;
    workbook.set_properties(&properties(heading, sheet)?);
    let mut form = OfficialForm::new(workbook.add_worksheet(), sheet, &columns)?;
    form.title(&heading.title(sheet.year))?;
    form.head()?;
    form.body()?;
    form.page_setup()?;
    let last = form.next - 1;
    choices::add(&mut workbook, sheet, &columns, BODY..=last)?;
    Ok(workbook.save_to_buffer()?)
}

/// Properties that name no person, with the year's first day: the same sheet, the same bytes.
fn properties(heading: &Heading, sheet: &Sheet) -> Result<DocProperties, Error> {
    let year = u16::try_from(sheet.year.start()).unwrap_or(1900).max(1900);
    let created = ExcelDateTime::from_ymd(year, 4, 1)?;
    Ok(DocProperties::new()
        .set_title(heading.title(sheet.year))
        .set_company(heading.municipality)
        .set_creation_datetime(&created))
}

/// The worksheet in the making.
struct OfficialForm<'a> {
    worksheet: &'a mut Worksheet,
    sheet: &'a Sheet,
    columns: &'a [ExportColumn],
    widths: Vec<u32>,
    styles: Styles,
    /// The next free row.
    next: u32,
}

impl<'a> OfficialForm<'a> {
    fn new(
        worksheet: &'a mut Worksheet,
        sheet: &'a Sheet,
        columns: &'a [ExportColumn],
    ) -> Result<Self, Error> {
        worksheet.set_name(sheet.year.official())?;
        let longest = |column: &ExportColumn| {
            let texts = sheet.rows.iter().map(|row| columns::shown(sheet, row, &column.role));
            texts.map(|text| domain::text::width(&text)).max().unwrap_or(0)
        };
        let widths: Vec<u32> =
            columns.iter().map(|column| fit::column_width(&column.role, longest(column))).collect();
        for (at, width) in (0u16..).zip(&widths) {
            worksheet.set_column_width(at, *width)?;
        }
        Ok(Self { worksheet, sheet, columns, widths, styles: Styles::new(), next: TITLE })
    }

    fn title(&mut self, title: &str) -> Result<(), Error> {
        self.across(title, Style::Title)
    }

    fn head(&mut self) -> Result<(), Error> {
        let mut tallest = 0;
        for ((at, column), width) in (0u16..).zip(self.columns).zip(&self.widths) {
            let format = self.styles.of(Style::Head);
            self.worksheet.write_string_with_format(HEAD, at, &column.heading, format)?;
            tallest = tallest.max(fit::height(&column.heading, *width, fit::SIZES[0]));
        }
        self.worksheet.set_row_height_pixels(HEAD, tallest.min(fit::TALLEST))?;
        self.next = BODY;
        Ok(())
    }

    fn body(&mut self) -> Result<(), Error> {
        let mut under = None;
        for row in &self.sheet.rows {
            if row.measure != under {
                self.measure(under, row.measure)?;
                under = row.measure;
            }
            self.row(row)?;
        }
        Ok(())
    }

    /// The headings that lead from one measure to the next.
    fn measure(&mut self, from: Option<usize>, to: Option<usize>) -> Result<(), Error> {
        for (depth, title) in columns::headings(self.sheet, from, to) {
            self.across(title, if depth == 0 { Style::Measure } else { Style::Submeasure })?;
        }
        Ok(())
    }

    /// A text over all columns.
    fn across(&mut self, text: &str, style: Style) -> Result<(), Error> {
        let (row, format) = (self.next, self.styles.of(style));
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        if last == 0 {
            self.worksheet.write_string_with_format(row, 0, text, format)?;
        } else {
            self.worksheet.merge_range(row, 0, row, last, text, format)?;
        }
        let height = fit::height(text, self.widths.iter().sum(), style.size());
        self.worksheet.set_row_height_pixels(row, height + fit::AIR)?;
        self.next += 1;
        Ok(())
    }

    fn row(&mut self, row: &Row) -> Result<(), Error> {
        let mut tallest = 0;
        for (at, column) in self.columns.iter().enumerate() {
            let text = columns::shown(self.sheet, row, &column.role);
            let (size, height) = fit::cell(&text, self.widths[at]);
            let style = Style::Body {
                size,
                centred: columns::is_short(&column.role),
                quoted: text.starts_with(['=', '+', '-', '@', '\'']),
            };
            self.cell(row, at, &text, style)?;
            tallest = tallest.max(height);
        }
        self.worksheet.set_row_height_pixels(self.next, tallest)?;
        self.next += 1;
        Ok(())
    }

    fn cell(&mut self, row: &Row, at: usize, text: &str, style: Style) -> Result<(), Error> {
        let column = &self.columns[at];
        let at = u16::try_from(at).unwrap_or(u16::MAX);
        let (sheet, line, format) = (&mut *self.worksheet, self.next, self.styles.of(style));
        let number = if columns::is_percentage(&column.role) { number(text) } else { None };
        match number {
            _ if text.is_empty() => sheet.write_blank(line, at, format)?,
            Some(number) => sheet.write_number_with_format(line, at, number, format)?,
            None if text.encode_utf16().count() > LONGEST_TEXT => {
                return Err(too_long(row, column, text));
            }
            None => sheet.write_string_with_format(line, at, text, format)?,
        };
        Ok(())
    }

    fn page_setup(&mut self) -> Result<(), Error> {
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let first = self.columns.iter().position(|c| c.role == ColumnRole::Action).unwrap_or(0);
        let frozen = u16::try_from(first + 1).unwrap_or(1);
        let sheet = &mut *self.worksheet;
        sheet.set_freeze_panes(BODY, frozen)?;
        sheet.set_paper_size(8).set_landscape().set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(TITLE, HEAD)?;
        sheet.set_print_area(TITLE, 0, self.next - 1, last)?;
        // Inches: left, right, top, bottom, header, footer
        sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3).set_footer("&C&P / &N");
        Ok(())
    }
}

fn too_long(row: &Row, column: &ExportColumn, text: &str) -> Error {
    Error::TooLong {
        no: row.no,
        action: row.action.text.clone(),
        column: column.heading.clone(),
        characters: text.chars().count(),
    }
}
