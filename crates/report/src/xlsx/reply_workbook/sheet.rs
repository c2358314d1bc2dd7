//! One section's workbook for its replies, or one member's for opinions: a worksheet to write in,
//! protected but for its answers, and a hidden one that says in which state it was sent.

use domain::{
    Field, Slot,
    reply_workbook::{BAND, ReplyWorkbook, WorkbookColumn, WorkbookOwner, WorkbookRow},
};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, IgnoreError, ProtectionOptions, Workbook, Worksheet,
};

use super::{
    hidden,
    look::{self, CellLook},
    note, width,
};
use crate::{
    columns::NO_MEASURE,
    error::Error,
    xlsx::{
        cell::{LONGEST_TEXT, number},
        fit, style,
    },
};

/// Rows of the worksheet, counted from 0: the title, three lines of instruction, the hidden row of
/// codes, the head, then the actions.
const TITLE: u32 = 0;
const LINES: u32 = 1;
const MARKS: u32 = 4;
const HEAD: u32 = 5;
const BODY: u32 = 6;

/// What a workbook says by whose it is.
struct FormWords {
    /// The name of the worksheet to write in.
    worksheet: &'static str,
    title: String,
    /// What stands behind the title.
    due: String,
    instructions: [&'static str; 3],
    /// What stands at the right of each page's foot.
    foot: String,
}

impl FormWords {
    fn of(book: &ReplyWorkbook) -> Self {
        let spoken = book.due_on.spoken();
        match &book.owner {
            WorkbookOwner::Section(id) => Self {
                worksheet: "回答",
                title: format!(
                    "{}{}　{}　回答　{}",
                    id.city, id.plan_title, id.year, id.section_name
                ),
                due: format!("（提出期限：{spoken}）"),
                instructions: INSTRUCTIONS,
                foot: String::new(),
            },
            WorkbookOwner::Member(id) => Self {
                worksheet: "意見シート",
                title: format!(
                    "{}{}　{}　意見シート　{} 様",
                    id.city, id.plan_title, id.meeting_title, id.member
                ),
                due: format!("（会議の日：{spoken}　資料：{}）", id.edition_name),
                instructions: TO_MEMBERS,
                foot: id.edition_name.clone(),
            },
        }
    }
}

/// What the section should know, one line each.
const INSTRUCTIONS: [&str; 3] = [
    "・黄色の欄に記入してください。灰色の欄は参考で、変更しても取り込まれません。途中まででも、保存して返送できます。",
    "・区分は一覧から選びます。達成度は0〜100の数字です。当てはまらないときは「対象外」、まだ分からないときは「未確定」と入れます。",
    "・行や列、シートを削除したり、ほかのブックに貼り直したりせず、このファイルのまま返送してください。",
];

/// What a member should know, one line each.
const TO_MEMBERS: [&str; 3] = [
    "・黄色の欄にお書きください。書くところがある事業だけで結構です。灰色の欄は参考で、変更しても取り込まれません。",
    "・種別は「質問」「意見」「提案」から選びます。特定の事業でないことは、いちばん下の「計画全体・指標」の行にお書きください。",
    "・行や列を足したり消したりせず、このファイルのままお返しください。印刷して手で書いたものも、番号で受け取ります。",
];

/// What is said below them where there are notes.
const ABOUT_NOTES: &str = "・右上に赤い印のある欄には、確かめたいことがコメントで付いています。印にマウスを合わせると読めます。";

/// How many lines an empty answer has room for.
const ROOM: usize = 6;

/// The workbook that a section, or a member of the council, fills in and sends back.
pub fn reply_workbook(book: &ReplyWorkbook) -> Result<Vec<u8>, Error> {
    let columns = book.columns();
    let mut workbook = Workbook::new();
    style::default(&mut workbook)?;
    workbook.set_properties(&properties(book)?);
    let mut form = ReplyForm::new(workbook.add_worksheet(), book, &columns)?;
    form.title()?;
    form.marks()?;
    form.head()?;
    form.body()?;
    form.page_setup()?;
    let last = form.next.saturating_sub(1);
    look::choices(&mut workbook, book, &columns, BODY..=last)?;
    hidden::add(&mut workbook, book)?;
    Ok(workbook.save_to_buffer()?)
}

/// Properties that name no person, with the year's first day: the same book, the same bytes.
fn properties(book: &ReplyWorkbook) -> Result<DocProperties, Error> {
    let year = u16::try_from(book.owner.year().start()).unwrap_or(1900).max(1900);
    let created = ExcelDateTime::from_ymd(year, 4, 1)?;
    Ok(DocProperties::new()
        .set_title(FormWords::of(book).title)
        .set_company(book.owner.city())
        .set_creation_datetime(&created))
}

/// The worksheet in the making.
struct ReplyForm<'a> {
    worksheet: &'a mut Worksheet,
    book: &'a ReplyWorkbook,
    columns: &'a [WorkbookColumn],
    words: FormWords,
    widths: Vec<u32>,
    /// The next free row.
    next: u32,
    /// The first cell to write in.
    first_input: Option<(u32, u16)>,
}

impl<'a> ReplyForm<'a> {
    fn new(
        worksheet: &'a mut Worksheet,
        book: &'a ReplyWorkbook,
        columns: &'a [WorkbookColumn],
    ) -> Result<Self, Error> {
        let words = FormWords::of(book);
        worksheet.set_name(words.worksheet)?.set_default_note_author("");
        let widths: Vec<u32> = columns.iter().map(|column| width::of(book, column)).collect();
        for (at, width) in (0u16..).zip(&widths) {
            worksheet.set_column_width(at, *width)?;
        }
        worksheet.set_column_hidden(0)?;
        Ok(Self { worksheet, book, columns, words, widths, next: BODY, first_input: None })
    }

    fn last_column(&self) -> u16 {
        u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    /// A text over all columns that are seen.
    fn across(&mut self, row: u32, text: &str, look: CellLook) -> Result<(), Error> {
        let (last, format) = (self.last_column(), look.format());
        self.worksheet.merge_range(row, 1, row, last, text, &format)?;
        let height = fit::height(text, self.widths.iter().skip(1).sum(), look.size());
        self.worksheet.set_row_height_pixels(row, height)?;
        Ok(())
    }

    fn title(&mut self) -> Result<(), Error> {
        let title = format!("{}　{}", self.words.title, self.words.due);
        self.across(TITLE, &title, CellLook::Title)?;
        let [first, second, third] = self.words.instructions.map(str::to_owned);
        let noted = self.book.rows.iter().any(|row| !row.notes.is_empty());
        let third = if noted { format!("{third}\n{ABOUT_NOTES}") } else { third };
        for (row, line) in (LINES..).zip([first, second, third]) {
            self.across(row, &line, CellLook::Line)?;
        }
        Ok(())
    }

    /// The hidden row of codes, by which the columns are known again wherever they are moved.
    fn marks(&mut self) -> Result<(), Error> {
        for (at, column) in (0u16..).zip(self.columns) {
            self.worksheet.write_string_with_format(
                MARKS,
                at,
                column.code(),
                &CellLook::Line.format(),
            )?;
        }
        self.worksheet.set_row_hidden(MARKS)?;
        Ok(())
    }

    fn head(&mut self) -> Result<(), Error> {
        let mut tallest = 0;
        for ((at, column), width) in (0u16..).zip(self.columns).zip(&self.widths) {
            let (heading, look) = (self.book.heading(column), CellLook::head(column));
            self.worksheet.write_string_with_format(HEAD, at, &heading, &look.format())?;
            tallest = tallest.max(fit::height(&heading, *width, look.size()));
        }
        self.worksheet.set_row_height_pixels(HEAD, tallest.min(fit::TALLEST))?;
        Ok(())
    }

    fn body(&mut self) -> Result<(), Error> {
        let mut under = None;
        for row in &self.book.rows {
            if under != Some(&row.measure) {
                under = Some(&row.measure);
                let words = if row.measure.is_empty() { NO_MEASURE } else { &row.measure };
                let format = CellLook::Line.format();
                self.worksheet.write_string_with_format(self.next, 0, BAND, &format)?;
                self.across(self.next, words, CellLook::Band)?;
                self.next += 1;
            }
            self.row(row)?;
        }
        Ok(())
    }

    fn row(&mut self, row: &WorkbookRow) -> Result<(), Error> {
        let mut tallest =
            if row.editable { fit::height(&"\n".repeat(ROOM - 1), 40, fit::SIZES[0]) } else { 0 };
        for (at, column) in self.columns.iter().enumerate() {
            let text = row.text(column);
            let (size, height) = fit::cell(&text, self.widths[at].max(1));
            let look = CellLook::body(column, row.editable, size, &text);
            let at = u16::try_from(at).unwrap_or(u16::MAX);
            self.cell(row, at, column, &text, look)?;
            if *column != WorkbookColumn::Key {
                tallest = tallest.max(height);
            }
        }
        self.worksheet.set_row_height_pixels(self.next, tallest.min(fit::TALLEST))?;
        self.next += 1;
        Ok(())
    }

    fn cell(
        &mut self,
        row: &WorkbookRow,
        at: u16,
        column: &WorkbookColumn,
        text: &str,
        look: CellLook,
    ) -> Result<(), Error> {
        let (sheet, line, format) = (&mut *self.worksheet, self.next, look.format());
        let number = if holds_number(column) { number(text) } else { None };
        match number {
            _ if text.is_empty() => sheet.write_blank(line, at, &format)?,
            Some(number) => sheet.write_number_with_format(line, at, number, &format)?,
            None if text.encode_utf16().count() > LONGEST_TEXT => {
                return Err(Error::TooLong {
                    no: row.no,
                    action: row.title.clone(),
                    column: self.book.heading(column).replace('\n', ""),
                    characters: text.chars().count(),
                });
            }
            None => sheet.write_string_with_format(line, at, text, &format)?,
        };
        if let Some(note) = row.notes.get(column).and_then(|said| note::of(said)) {
            sheet.insert_note(line, at, &note)?;
        }
        if row.editable && matches!(column, WorkbookColumn::Input(_)) {
            self.first_input = self.first_input.or(Some((line, at)));
        }
        Ok(())
    }

    fn page_setup(&mut self) -> Result<(), Error> {
        let last = self.last_column();
        let sheet = &mut *self.worksheet;
        let frozen =
            self.columns.iter().position(|column| *column == WorkbookColumn::Action).unwrap_or(1);
        sheet.set_freeze_panes(BODY, u16::try_from(frozen + 1).unwrap_or(1))?;
        if let Some((row, column)) = self.first_input {
            sheet.set_selection(row, column, row, column)?;
        }
        sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(HEAD, HEAD)?;
        sheet.set_print_area(TITLE, 0, self.next.saturating_sub(1).max(HEAD), last)?;
        let name = self.book.owner.name().replace('&', "&&");
        let foot = self.words.foot.replace('&', "&&");
        let foot = if foot.is_empty() { foot } else { format!("&R{foot}") };
        // Inches: left, right, top, bottom, header, footer
        sheet.set_margins(0.3, 0.3, 0.4, 0.5, 0.2, 0.2);
        sheet.set_footer(format!("&L{name}&C&P / &N{foot}"));
        // A grade 1 or a text 007 is no fault to be marked in green
        let end = self.next.saturating_sub(1).max(BODY);
        sheet.ignore_error_range(BODY, 0, end, last, IgnoreError::NumberStoredAsText)?;
        sheet.protect_with_options(&allowed());
        Ok(())
    }
}

/// What a person may do besides writing answers: look everywhere, make columns and rows larger.
fn allowed() -> ProtectionOptions {
    ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::new() }
}

fn holds_number(column: &WorkbookColumn) -> bool {
    let achievement = |slot: &Slot| slot.field == Field::Achievement;
    match column {
        WorkbookColumn::No => true,
        WorkbookColumn::Last(slot) | WorkbookColumn::Input(slot) => achievement(slot),
        _ => false,
    }
}
