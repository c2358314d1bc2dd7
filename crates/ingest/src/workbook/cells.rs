//! Values of cells as spreadsheets show them, and what is told of those that they do not show.

use std::io::Cursor;

use domain::{percent, text::ink};

use super::{
    look::{CellStyle, RichText},
    number_format::{ShownKind, general},
};
use crate::{
    table::{CellKind, CellNumber, CellRemark, TableBuilder},
    unreadable::Unreadable,
};

/// A cell's row and column, counted from 0.
pub(super) type At = (u32, u32);

/// Writes the cells of one worksheet into its table.
pub(super) struct CellWriter<'a, 'b> {
    pub(super) builder: &'a mut TableBuilder<'b>,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
    /// Whether the view shows zeros.
    pub(super) shows_zeros: bool,
}

impl CellWriter<'_, '_> {
    /// Takes a text: what is neither struck nor white is the cell's.
    pub(super) fn text(
        &mut self,
        at: At,
        text: &RichText,
        look: &CellStyle,
    ) -> Result<(), Unreadable> {
        self.builder.furigana(text.furigana);
        if let [run] = text.runs.as_slice()
            && run.struck.is_none()
            && run.white.is_none()
            && !look.struck
            && !look.white
            && look.format.is_plain()
        {
            return self.builder.push(at.0, at.1, &run.text, CellKind::Plain);
        }
        let (mut kept, mut struck, mut hidden) = (String::new(), String::new(), String::new());
        for run in &text.runs {
            let white = run.white.unwrap_or(look.white) && look.on_white;
            match run.struck.unwrap_or(look.struck) {
                true => struck += &run.text,
                false if white => hidden += &run.text,
                false => kept += &run.text,
            }
        }
        let shown = look.format.text(&kept);
        if ink(&shown) == 0 {
            hidden += &kept;
        }
        let aside = ink(&struck) > 0 || ink(&hidden) > 0;
        // What stood between the words that are gone ends no line of those that are left
        self.builder.push(
            at.0,
            at.1,
            if aside { shown.trim() } else { &shown },
            CellKind::Plain,
        )?;
        self.aside(at, CellRemark::Struck(struck.trim().to_owned()))?;
        self.aside(at, CellRemark::HiddenText(hidden.trim().to_owned()))
    }

    /// Takes a number as its format shows it.
    pub(super) fn number(
        &mut self,
        at: At,
        number: f64,
        look: &CellStyle,
    ) -> Result<(), Unreadable> {
        let shown = look.format.number(number, self.from_1904);
        let is_percent = shown.kind == ShownKind::Percent;
        let exact = || {
            let ratio = || format!("{}%", percent::from_ratio(number));
            if is_percent { ratio() } else { general(number) }
        };
        if look.struck && !shown.text.is_empty() {
            return self.aside(at, CellRemark::Struck(shown.text));
        }
        let zero = number == 0.0 && !self.shows_zeros;
        if shown.text.is_empty() || zero || look.white && look.on_white {
            return self.builder.remark(at.0, at.1, CellRemark::HiddenNumber(exact()));
        }
        if shown.hides_sign {
            self.builder.remark(at.0, at.1, CellRemark::HiddenSign(exact()))?;
        } else if shown.is_rounded {
            self.builder.remark(at.0, at.1, CellRemark::Rounded(exact()))?;
        }
        let kind = if shown.kind == ShownKind::Date { CellKind::Date } else { CellKind::Plain };
        let number = CellNumber { exact: number, is_percent };
        self.builder.push_number(at.0, at.1, &shown.text, kind, number)
    }

    /// Takes a truth value, an error or a day that the file writes as text.
    pub(super) fn word(
        &mut self,
        at: At,
        text: &str,
        kind: CellKind,
        look: &CellStyle,
    ) -> Result<(), Unreadable> {
        match () {
            () if look.struck => self.aside(at, CellRemark::Struck(text.to_owned())),
            () if look.white && look.on_white => {
                self.aside(at, CellRemark::HiddenText(text.to_owned()))
            }
            () => self.builder.push(at.0, at.1, text, kind),
        }
    }

    /// Takes a truth value.
    pub(super) fn truth(
        &mut self,
        at: At,
        truth: bool,
        look: &CellStyle,
    ) -> Result<(), Unreadable> {
        self.word(at, if truth { "TRUE" } else { "FALSE" }, CellKind::Plain, look)
    }

    /// A formula whose result is not in the file.
    pub(super) fn no_result(&mut self, at: At) -> Result<(), Unreadable> {
        self.builder.remark(at.0, at.1, CellRemark::NoResult)
    }

    /// Tells of words that are no part of the cell's text, if there are any.
    fn aside(&mut self, at: At, remark: CellRemark) -> Result<(), Unreadable> {
        match &remark {
            CellRemark::Struck(text) | CellRemark::HiddenText(text) if ink(text) == 0 => Ok(()),
            _ => self.builder.remark(at.0, at.1, remark),
        }
    }
}

/// A cursor over the bytes, as calamine reads them.
pub(super) fn cursor(bytes: &[u8]) -> Cursor<&[u8]> {
    Cursor::new(bytes)
}
