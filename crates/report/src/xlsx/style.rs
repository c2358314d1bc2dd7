//! How the cells of the workbook look.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::fit::SIZES;

/// On Windows since version 10; other systems take their own Japanese font.
pub(super) const FONT: &str = "BIZ UDゴシック";

pub(super) const LINE: u32 = 0x59_59_59;
pub(super) const HEAD_TINT: u32 = 0xD9_E6_FF;
pub(super) const MEASURE_TINT: u32 = 0xE8_F1_FE;
const SUBMEASURE_TINT: u32 = 0xF2_F2_F2;

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    Title,
    Head,
    Measure,
    Submeasure,
    /// `quoted` keeps a text that looks like a formula a text when a person edits its cell.
    Body {
        size: u32,
        centred: bool,
        quoted: bool,
    },
}

impl Style {
    /// The size of its letters in points.
    pub(super) fn size(self) -> u32 {
        match self {
            Self::Title => 14,
            Self::Measure => 10,
            Self::Head | Self::Submeasure => SIZES[0],
            Self::Body { size, .. } => size,
        }
    }
}

/// The formats, made once.
pub(super) struct Styles(BTreeMap<Style, Format>, Format);

impl Styles {
    pub(super) fn new() -> Self {
        let flags = [(false, false), (false, true), (true, false), (true, true)];
        let body = SIZES
            .into_iter()
            .flat_map(|size| flags.map(|(centred, quoted)| Style::Body { size, centred, quoted }));
        let all = [Style::Title, Style::Head, Style::Measure, Style::Submeasure];
        let formats = all.into_iter().chain(body).map(|style| (style, format(style))).collect();
        Self(formats, Format::new())
    }

    pub(super) fn of(&self, style: Style) -> &Format {
        self.0.get(&style).unwrap_or(&self.1)
    }
}

/// The format on which the units of column widths rest: its figures are six pixels wide.
pub(super) fn default(workbook: &mut Workbook) -> Result<(), XlsxError> {
    // Character set 128 is Japanese; rows of 16 pixels, columns of 56 as six-pixel figures have
    let format = Format::new().set_font_name(FONT).set_font_size(SIZES[0]).set_font_charset(128);
    workbook.set_default_format(&format, 16, 56)?;
    Ok(())
}

fn format(style: Style) -> Format {
    let plain = Format::new().set_font_name(FONT).set_font_charset(128);
    let plain = plain.set_font_size(style.size()).set_text_wrap();
    let boxed = |format: Format| format.set_border(FormatBorder::Thin).set_border_color(LINE);
    let heading = |format: Format, tint: u32| {
        boxed(format).set_bold().set_background_color(tint).set_align(FormatAlign::VerticalCenter)
    };
    match style {
        Style::Title => plain.set_bold().set_align(FormatAlign::VerticalCenter),
        Style::Head => heading(plain, HEAD_TINT).set_align(FormatAlign::Center),
        Style::Measure => heading(plain, MEASURE_TINT).set_align(FormatAlign::Left),
        Style::Submeasure => {
            heading(plain, SUBMEASURE_TINT).set_align(FormatAlign::Left).set_indent(1)
        }
        Style::Body { centred, quoted, .. } => {
            let format = boxed(plain).set_align(FormatAlign::Top);
            let side = if centred { FormatAlign::Center } else { FormatAlign::Left };
            let format = format.set_align(side);
            if quoted { format.set_quote_prefix() } else { format }
        }
    }
}
