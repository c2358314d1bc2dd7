//! One cell of an ods file: its text is what the file shows of it.

use domain::{percent, text::ink};
use quick_xml::events::BytesStart;

use crate::{
    table::{CellKind, CellNumber, CellRemark, TableBuilder},
    unreadable::Unreadable,
    workbook::{
        cells::At,
        look::{CellStyle, RichText, TextRun},
        number_format::general,
        xml::attribute,
    },
};

/// A cell in the making.
#[derive(Debug, Default)]
pub(super) struct OpenCell {
    pub(super) style: Option<String>,
    pub(super) repeats: u32,
    pub(super) spans: (u32, u32),
    pub(super) paragraphs: u32,
    pub(super) text: RichText,
    kind: String,
    value: String,
    date: String,
    formula: bool,
}

impl OpenCell {
    pub(super) fn new(start: &BytesStart) -> Self {
        Self {
            style: attribute(start, "style-name"),
            kind: attribute(start, "value-type").unwrap_or_default(),
            value: attribute(start, "value").unwrap_or_default(),
            date: attribute(start, "date-value").unwrap_or_default(),
            formula: attribute(start, "formula").is_some(),
            repeats: count(start, "number-columns-repeated"),
            spans: (count(start, "number-rows-spanned"), count(start, "number-columns-spanned")),
            ..Self::default()
        }
    }

    /// Takes words in the look of their span.
    pub(super) fn push(&mut self, text: &str, look: (Option<bool>, Option<bool>)) {
        let (struck, white) = look;
        match self.text.runs.last_mut().filter(|run| (run.struck, run.white) == look) {
            Some(run) => run.text.push_str(text),
            None => self.text.runs.push(TextRun { text: text.to_owned(), struck, white }),
        }
    }

    /// Whether it says anything.
    pub(super) fn is_filled(&self) -> bool {
        !self.value.is_empty() || self.has_no_result() || self.words().next().is_some()
    }

    /// A formula that the file gives no result of, not even an empty one.
    fn has_no_result(&self) -> bool {
        self.formula && self.kind.is_empty() && self.words().next().is_none()
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.text.runs.iter().map(|run| run.text.as_str()).filter(|text| ink(text) > 0)
    }

    /// Writes the cell into its table.
    pub(super) fn put(
        &self,
        at: At,
        look: &CellStyle,
        shows_zeros: bool,
        table: &mut TableBuilder,
    ) -> Result<(), Unreadable> {
        let (row, column) = at;
        if self.has_no_result() {
            return table.remark(row, column, CellRemark::NoResult);
        }
        let (mut kept, mut struck, mut hidden) = (String::new(), String::new(), String::new());
        for run in &self.text.runs {
            let white = run.white.unwrap_or(look.white) && look.on_white;
            match run.struck.unwrap_or(look.struck) {
                true => struck += &run.text,
                false if white => hidden += &run.text,
                false => kept += &run.text,
            }
        }
        let number = self.value.parse::<f64>().ok().filter(|number| number.is_finite());
        let number =
            number.filter(|_| matches!(self.kind.as_str(), "float" | "currency" | "percentage"));
        if let Some(number) = number.filter(|_| ink(&struck) == 0) {
            let zero = number == 0.0 && !shows_zeros;
            if self.paragraphs > 0 && (ink(&kept) == 0 || zero) {
                return table.remark(row, column, CellRemark::HiddenNumber(self.exact(number)));
            }
            return self.number(at, number, &kept, table);
        }
        for (text, remark) in [
            (&struck, CellRemark::Struck(struck.trim().to_owned())),
            (&hidden, CellRemark::HiddenText(hidden.trim().to_owned())),
        ] {
            if ink(text) > 0 {
                table.remark(row, column, remark)?;
            }
        }
        let aside = ink(&struck) + ink(&hidden) > 0;
        let kept = if aside { kept.trim() } else { &kept };
        match self.kind.as_str() {
            "date" if self.paragraphs == 0 && !self.date.is_empty() => {
                let day = self.date.replace("T00:00:00", "").replace('T', " ");
                table.push(row, column, &day, CellKind::Date)
            }
            "date" | "time" => table.push(row, column, kept, CellKind::Date),
            "boolean" => table.push(row, column, &kept.to_uppercase(), CellKind::Plain),
            _ if self.formula && is_error(kept) => table.push(row, column, kept, CellKind::Error),
            _ => table.push(row, column, kept, CellKind::Plain),
        }
    }

    fn number(
        &self,
        at: At,
        number: f64,
        shown: &str,
        table: &mut TableBuilder,
    ) -> Result<(), Unreadable> {
        let (row, column) = at;
        let exact = self.exact(number);
        // LibreOffice writes a truth value that a formula gives as a number
        if matches!(shown, "TRUE" | "FALSE") || self.formula && is_error(shown) {
            let kind = if is_error(shown) { CellKind::Error } else { CellKind::Plain };
            return table.push(row, column, shown, kind);
        }
        let shown = if self.paragraphs == 0 { exact.as_str() } else { shown.trim() };
        let is_percent = self.kind == "percentage";
        let said = figures(shown);
        let wanted = figures(&exact);
        if said.is_some_and(|said| Some(said) != wanted) && !exact.contains('E') {
            table.remark(row, column, CellRemark::Rounded(exact.clone()))?;
        }
        let number = CellNumber { exact: number, is_percent };
        table.push_number(row, column, shown, CellKind::Plain, number)
    }

    /// The number that the file stores, as words.
    fn exact(&self, number: f64) -> String {
        match self.kind.as_str() {
            "percentage" => format!("{}%", percent::from_ratio(number)),
            _ => general(number),
        }
    }
}

/// The only number of a text, its sign aside.
fn figures(text: &str) -> Option<f64> {
    let bare = text.replace(',', "");
    let mut numbers = bare
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .filter(|piece| piece.contains(|c: char| c.is_ascii_digit()));
    let number = numbers.next()?.parse().ok();
    if numbers.next().is_some() { None } else { number }
}

/// Whether a formula's text is an error, as spreadsheets write it.
fn is_error(text: &str) -> bool {
    text.starts_with('#') || text.starts_with("Err:")
}

/// A count; one where none is given.
pub(super) fn count(start: &BytesStart, name: &str) -> u32 {
    attribute(start, name).and_then(|value| value.parse().ok()).unwrap_or(1).max(1)
}
