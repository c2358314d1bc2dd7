//! What spreadsheets do to texts on their way: numbers for texts, dates for fractions, another kind
//! of line break, blanks at the end. What is only a habit is no change.

use super::{
    outcome::Doubt,
    outgoing::WorkbookQuestion,
    returned::{ReturnedCell, ReturnedCellKind},
};
use crate::{
    Field, Value, formula, percent,
    scale::Grade,
    text::{ascii_digits, is_ditto},
};

/// The days that a spreadsheet counts in figures: 2009 to 2064. A larger or smaller number where a
/// text like `4/1` stood is no date that lost its format.
const SERIALS: std::ops::Range<f64> = 40_000.0..60_000.0;

/// Whether two texts of a cell say the same, habits aside.
pub(super) fn alike(asked: Option<&WorkbookQuestion>, ours: &str, theirs: &str) -> bool {
    let wanted = trimmed(ours);
    let plain = [trimmed(theirs), trimmed(&decoded(theirs)), tidy(theirs)];
    plain.contains(&wanted) || plain.iter().any(|theirs| same_meaning(asked, &wanted, theirs))
}

/// Whether two short texts mean the same value.
fn same_meaning(asked: Option<&WorkbookQuestion>, ours: &str, theirs: &str) -> bool {
    let numbers = plain_number(ours).zip(plain_number(theirs));
    let scale = asked.and_then(|asked| asked.scale.as_ref());
    let grades = scale.and_then(|scale| scale.find(ours).zip(scale.find(theirs)));
    let percents = is_percentage(asked).then(|| number(ours).zip(number(theirs))).flatten();
    let (value, other) = (Value::read(ours), Value::read(theirs));
    let word = matches!(value, Value::NotApplicable(_) | Value::TooEarly(_) | Value::Dash(_));
    close(numbers)
        || close(percents)
        || grades.is_some_and(|(ours, theirs)| ours == theirs)
        || word && value.agrees_with(&other)
}

fn close(numbers: Option<(f64, f64)>) -> bool {
    numbers.is_some_and(|(a, b)| (a - b).abs() < 1e-9 * a.abs().max(1.0))
}

/// The text as it would be stored: habits undone, a grade as the list writes it.
pub(super) fn taken(asked: Option<&WorkbookQuestion>, theirs: &str) -> String {
    let text = tidy(theirs);
    let scale = asked.and_then(|asked| asked.scale.as_ref());
    match scale.and_then(|scale| scale.find(&text)) {
        Some(grade) => Grade::written(grade),
        None if is_percentage(asked) => percent::number(&text).map_or(text, |number| {
            // 100.0 and 0100 are not how people write it
            number.parse().map_or(number, percent::trim)
        }),
        None => text,
    }
}

/// Why a changed cell cannot be taken as it is, if a spreadsheet may have bent it.
pub(super) fn doubt(
    asked: Option<&WorkbookQuestion>,
    sent: &str,
    theirs: &ReturnedCell,
) -> Option<Doubt> {
    let number = plain_number(&theirs.text);
    let serial = number.is_some_and(|number| SERIALS.contains(&number) && number.fract() == 0.0);
    match theirs.kind {
        ReturnedCellKind::Fault => Some(Doubt::Fault),
        ReturnedCellKind::Date => Some(Doubt::Date),
        ReturnedCellKind::Merged => Some(Doubt::Merged),
        _ if is_ditto(&theirs.text) => Some(Doubt::Ditto),
        ReturnedCellKind::Text if serial && looks_like_date(sent) => Some(Doubt::Date),
        ReturnedCellKind::Text if is_percentage(asked) => {
            number.filter(|number| *number > 0.0 && *number <= 1.0).map(|_| Doubt::Ratio)
        }
        kind => kind.doubt(),
    }
}

/// Whether a spreadsheet would take the text for a date: `4/1`, `10-12`, `2026/4/1`, `4月1日`.
fn looks_like_date(text: &str) -> bool {
    let text = ascii_digits(text.trim()).replace(['月', '年'], "/").replace('日', "");
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let figures = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    (2..=3).contains(&parts.len()) && parts.iter().all(figures)
}

/// The text without what a spreadsheet adds: its codes for characters, the apostrophe before a
/// formula, other line breaks, blanks at the ends of lines.
fn tidy(text: &str) -> String {
    trimmed(formula::unguard(&decoded(text)))
}

fn trimmed(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}'], "\n").replace('\u{a0}', " ");
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned()
}

/// The characters that a workbook writes as `_x000D_`; the carriage return goes.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest[at + 6..].starts_with('_'));
        let c = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let length = if c.is_some() { 7 } else { 2 };
        out.push_str(&rest[..at]);
        match c {
            Some('\r') => {}
            Some(c) => out.push(c),
            None => out.push_str("_x"),
        }
        rest = &rest[at + length..];
    }
    out + rest
}

/// The number that the whole text is, thousands marks aside.
fn plain_number(text: &str) -> Option<f64> {
    let text = ascii_digits(text.trim()).replace(',', "");
    let figures = text.strip_prefix('-').unwrap_or(&text);
    let fits = figures.starts_with(|c: char| c.is_ascii_digit())
        && figures.chars().all(|c| c.is_ascii_digit() || c == '.');
    fits.then(|| text.parse().ok()).flatten()
}

/// The number of a percentage.
fn number(text: &str) -> Option<f64> {
    percent::number(text)?.parse().ok()
}

fn is_percentage(asked: Option<&WorkbookQuestion>) -> bool {
    asked.is_some_and(|asked| asked.question.slot.field == Field::Achievement)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Offset, Slot, round::Question, scale::Scale};

    fn asked(field: Field, scale: Option<Scale>) -> WorkbookQuestion {
        let slot = Slot::new(field, Offset::This);
        let question = Question { slot, required: true, guidance: String::new(), limit: None };
        WorkbookQuestion { question, heading: String::new(), scale }
    }

    #[test]
    fn blanks_line_breaks_and_apostrophes_are_habits() {
        for theirs in [
            "一行\n二行  ",
            "一行\r\n二行",
            "一行_x000D_\n二行\n",
            "一行　\n二行\u{a0}",
            "'一行\n二行",
        ] {
            let same = alike(None, "一行\n二行", theirs);
            assert_eq!(same, !theirs.starts_with('\''), "{theirs:?}");
        }
        assert!(alike(None, "=1+1", "'=1+1") && alike(None, "'24年", "'24年"));
        assert!(alike(None, "_x0041_", "_x005F_x0041_") && alike(None, "_x0041_", "_x0041_"));
        assert_eq!(decoded("a_x_x00zz_あ_x000D_"), "a_x_x00zz_あ");
    }

    #[test]
    fn a_number_is_the_text_that_names_it() {
        assert!(alike(None, "100", "100.0") && alike(None, "1,000", "1000"));
        assert!(alike(None, "１００", "100") && alike(None, "007", "7"));
        assert!(!alike(None, "100", "101") && !alike(None, "100", "100回"));
        assert!(!alike(None, "", "0") && !alike(None, "0", ""));
    }

    #[test]
    fn a_percentage_may_lose_its_sign_and_a_ratio_is_a_doubt() {
        let asked = asked(Field::Achievement, None);
        for theirs in ["96.9%", "96.9", "９６．９％", "96.90"] {
            assert!(alike(Some(&asked), "96.9", theirs), "{theirs}");
        }
        // A person may mean one percent
        assert!(!alike(Some(&asked), "100", "1") && !alike(Some(&asked), "96.9", "0.969"));
        let written =
            |text: &str| ReturnedCell { text: text.to_owned(), kind: ReturnedCellKind::Text };
        assert_eq!(doubt(Some(&asked), "80", &written("0.969")), Some(Doubt::Ratio));
        assert_eq!(doubt(Some(&asked), "80", &written("96.9%")), None);
        assert_eq!(taken(Some(&asked), "96.9％"), "96.9");
        assert_eq!(taken(Some(&asked), "対象外"), "対象外");
    }

    #[test]
    fn a_grade_is_named_by_its_code_or_its_words_in_either_width() {
        let scale = Scale::typed("取組状況", "ア 実施済\nイ 実施中").unwrap();
        let asked = asked(Field::Progress, Some(scale));
        for theirs in ["ア　実施済", "ｱ 実施済", "ア", "実施済"] {
            assert!(alike(Some(&asked), "ア　実施済", theirs), "{theirs}");
        }
        assert!(!alike(Some(&asked), "ア　実施済", "イ　実施中"));
        assert_eq!(taken(Some(&asked), "実施中"), "イ　実施中");
        assert_eq!(taken(Some(&asked), "中止"), "中止");
    }

    #[test]
    fn a_date_where_a_fraction_stood_is_a_doubt() {
        let written = |text: &str, kind| ReturnedCell { text: text.to_owned(), kind };
        assert_eq!(
            doubt(None, "4/1", &written("46113", ReturnedCellKind::Text)),
            Some(Doubt::Date)
        );
        assert_eq!(doubt(None, "相談", &written("46113", ReturnedCellKind::Text)), None);
        assert_eq!(
            doubt(None, "", &written("2026-04-01", ReturnedCellKind::Date)),
            Some(Doubt::Date)
        );
        assert_eq!(doubt(None, "", &written("#REF!", ReturnedCellKind::Fault)), Some(Doubt::Fault));
        for text in ["〃", " 同上 ", "″"] {
            let doubt = doubt(None, "会議を開催した。", &written(text, ReturnedCellKind::Text));
            assert_eq!(doubt, Some(Doubt::Ditto), "{text}");
        }
        assert!(looks_like_date("10-12") && looks_like_date("４月１日") && !looks_like_date("3回"));
    }
}
