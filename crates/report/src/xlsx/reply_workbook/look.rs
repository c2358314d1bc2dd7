//! How the cells of a section's workbook look, and what its answers advise while a person writes.

use std::ops::RangeInclusive;

use domain::{
    Field, Slot, Value,
    reply_workbook::{ReplyWorkbook, WorkbookColumn, WorkbookQuestion},
    scale::Scale,
};
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, Format, FormatAlign, FormatBorder, Formula, Workbook,
    XlsxError, row_col_to_cell,
};

use crate::xlsx::{
    choices::{self, WORKSHEET},
    fit::SIZES,
    style::{FONT, HEAD_TINT, LINE, MEASURE_TINT},
};

/// The fill of answers and of their heads.
const INPUT_TINT: u32 = 0xFF_FB_E0;
const INPUT_HEAD_TINT: u32 = 0xFF_E9_9A;
/// The fill and the letters of what is only shown; 7 to 1 against it.
const SHOWN_TINT: u32 = 0xF2_F2_F2;
const SHOWN_INK: u32 = 0x4A_4A_4A;

/// The fill and the letters of what the secretariat says; 8 to 1.
const SAID_TINT: u32 = 0xFD_EE_EC;
const SAID_INK: u32 = 0x8A_1C_12;

/// What is said besides grades and numbers.
const WITHOUT_VALUE: [&str; 2] = ["対象外", "未確定"];

/// The longest message of a cell, in UTF-16 units.
const LONGEST_MESSAGE: usize = 255;

/// What a cell is.
#[derive(Debug, Clone, Copy)]
pub(super) enum CellLook {
    Title,
    Line,
    Head {
        input: bool,
    },
    Band,
    Shown {
        size: u32,
        centred: bool,
        quoted: bool,
    },
    Input {
        size: u32,
        centred: bool,
        quoted: bool,
    },
    /// What the secretariat says to the section.
    Said {
        size: u32,
    },
}

impl CellLook {
    pub(super) fn head(column: &WorkbookColumn) -> Self {
        Self::Head { input: matches!(column, WorkbookColumn::Input(_)) }
    }

    pub(super) fn body(column: &WorkbookColumn, editable: bool, size: u32, text: &str) -> Self {
        let centred = match column {
            WorkbookColumn::No => true,
            WorkbookColumn::Last(slot) | WorkbookColumn::Input(slot) => {
                slot.field == Field::Achievement
            }
            _ => false,
        };
        let quoted = text.starts_with(['=', '+', '-', '@', '\'']);
        match column {
            // Below the stage
            WorkbookColumn::Remarks if text.contains('\n') => Self::Said { size },
            WorkbookColumn::Input(_) if editable => Self::Input { size, centred, quoted },
            _ => Self::Shown { size, centred, quoted },
        }
    }

    /// The size of its letters in points.
    pub(super) fn size(self) -> u32 {
        match self {
            Self::Title => 13,
            Self::Line | Self::Head { .. } => SIZES[0],
            Self::Band => 10,
            Self::Shown { size, .. } | Self::Input { size, .. } | Self::Said { size } => size,
        }
    }

    pub(super) fn format(self) -> Format {
        let plain = Format::new().set_font_name(FONT).set_font_charset(128);
        let plain = plain.set_font_size(self.size()).set_text_wrap();
        let boxed = |tint: u32| {
            let format = plain.clone().set_border(FormatBorder::Thin).set_border_color(LINE);
            format.set_background_color(tint)
        };
        match self {
            Self::Title => plain.set_bold().set_align(FormatAlign::VerticalCenter),
            Self::Line => plain.set_align(FormatAlign::VerticalCenter),
            Self::Head { input } => {
                let format = boxed(if input { INPUT_HEAD_TINT } else { HEAD_TINT }).set_bold();
                format.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
            }
            Self::Band => boxed(MEASURE_TINT).set_bold().set_align(FormatAlign::VerticalCenter),
            Self::Shown { centred, quoted, .. } => {
                body(boxed(SHOWN_TINT).set_font_color(SHOWN_INK), centred, quoted)
            }
            Self::Said { .. } => body(boxed(SAID_TINT).set_font_color(SAID_INK), false, false),
            Self::Input { centred, quoted, .. } => {
                let format = body(boxed(INPUT_TINT), centred, quoted).set_unlocked();
                // A text stays what was typed: 4/1 is no date, =1 no formula. A percentage is a
                // number, which may be typed with its sign.
                if centred { format } else { format.set_num_format("@") }
            }
        }
    }
}

fn body(format: Format, centred: bool, quoted: bool) -> Format {
    let side = if centred { FormatAlign::Center } else { FormatAlign::Left };
    let format = format.set_align(FormatAlign::Top).set_align(side);
    if quoted { format.set_quote_prefix() } else { format }
}

/// Adds to each column of answers its drop-down or its rule, and its guidance. They advise and do
/// not refuse: what people write is kept.
pub(super) fn choices(
    workbook: &mut Workbook,
    book: &ReplyWorkbook,
    columns: &[WorkbookColumn],
    rows: RangeInclusive<u32>,
) -> Result<(), XlsxError> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut apart = Vec::<Vec<String>>::new();
    for (at, column) in (0u16..).zip(columns) {
        let WorkbookColumn::Input(slot) = column else { continue };
        let Some(asked) = book.question(slot) else { continue };
        let cell = row_col_to_cell(*rows.start(), at);
        let validation = message(rule(asked, &cell, &mut apart)?, asked)?;
        let form = workbook.worksheet_from_index(0)?;
        form.add_data_validation(*rows.start(), at, *rows.end(), at, &validation)?;
    }
    if apart.is_empty() { Ok(()) } else { choices::add_worksheet(workbook, &apart) }
}

fn rule(
    asked: &WorkbookQuestion,
    cell: &str,
    apart: &mut Vec<Vec<String>>,
) -> Result<DataValidation, XlsxError> {
    let question = &asked.question;
    match (&asked.scale, question.limit) {
        (Some(scale), _) => graded(&question.slot, scale, apart),
        _ if question.slot.field == Field::Achievement => percentage(cell),
        (None, Some(limit)) => {
            let said = format!("{limit}字を超えています。このまま入力することもできます。");
            let rule = DataValidationRule::LessThanOrEqualTo(limit);
            Ok(advice("文字数を確かめてください", &said)?.allow_text_length(rule))
        }
        (None, None) => Ok(DataValidation::new().allow_any_value()),
    }
}

fn graded(
    slot: &Slot,
    scale: &Scale,
    apart: &mut Vec<Vec<String>>,
) -> Result<DataValidation, XlsxError> {
    let grades = match slot.field {
        Field::Progress => offered(scale),
        _ => choices::written(scale),
    };
    if choices::fits(&grades) {
        return choices::advice()?.allow_list_strings(&grades);
    }
    let range = choices::range(apart.len(), grades.len());
    apart.push(grades);
    let list = Formula::new(format!("='{WORKSHEET}'!{range}"));
    Ok(choices::advice()?.allow_list_formula(list))
}

/// A number from 0 to 100, as number or as text, or a word for none.
fn percentage(cell: &str) -> Result<DataValidation, XlsxError> {
    let [not_applicable, too_early] = WITHOUT_VALUE;
    let rule = format!(
        r#"=OR({cell}="{not_applicable}",{cell}="{too_early}",IFERROR(AND(VALUE({cell})>=0,VALUE({cell})<=100),FALSE))"#
    );
    let said = "0〜100の数字、「対象外」、「未確定」のどれかを入れてください。このまま入力することもできます。";
    Ok(advice("達成度を確かめてください", said)?.allow_custom(Formula::new(rule)))
}

fn advice(title: &str, said: &str) -> Result<DataValidation, XlsxError> {
    choices::advice()?.set_error_title(title)?.set_error_message(said)
}

/// The grades of a scale, and what is said where there is none; not twice where the scale says it.
fn offered(scale: &Scale) -> Vec<String> {
    let mut grades = choices::written(scale);
    for word in WITHOUT_VALUE {
        let state = Value::read(word).state();
        let known = scale.grades.iter().any(|grade| Value::read(&grade.label).state() == state);
        if !known {
            grades.push(word.to_owned());
        }
    }
    grades
}

/// The guidance, shown beside the cell in which a person writes.
fn message(
    validation: DataValidation,
    asked: &WorkbookQuestion,
) -> Result<DataValidation, XlsxError> {
    let guidance = asked.question.guidance.trim();
    if guidance.is_empty() {
        return Ok(validation);
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= LONGEST_MESSAGE
    };
    let said: String = guidance.chars().take_while(fits).collect();
    validation.set_input_message(said)
}
