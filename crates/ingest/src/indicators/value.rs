//! A cell that holds a number: either width, thousands apart, with its unit or year behind.

use domain::{FiscalYear, Value, indicator::leading_number};
use unicode_normalization::UnicodeNormalization;

use super::heading;

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum FigureCell {
    /// That there is no figure.
    Nothing,
    /// A number with what stands beside it.
    Number {
        value: f64,
        /// What follows it; empty where nothing does.
        unit: String,
        year: Option<FiscalYear>,
    },
    /// Something else.
    Other,
}

/// The longest unit that is taken from a cell: 人/10万人 is shorter.
const LONGEST_UNIT: usize = 12;

/// What makes a number a bound or a guess.
const VAGUE: [&str; 12] =
    ["以上", "以下", "未満", "以内", "超", "程度", "前後", "約", "増", "減", "から", "まで"];

/// Words for no figure that are none of an answer.
const NOTHING: [&str; 3] = ["未定", "未集計", "調査中"];

/// Reads a cell.
pub(super) fn read(text: &str) -> FigureCell {
    let bare = bare(text);
    if !Value::read(text).is_given() || NOTHING.contains(&bare.as_str()) {
        return FigureCell::Nothing;
    }
    let (first, rest) = match bare.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((inner, rest)) => (Some(inner), rest),
        None => (None, bare.as_str()),
    };
    let Some((value, rest)) = leading_number(rest) else { return FigureCell::Other };
    let (unit, last) = match rest.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((unit, inner)) => (unit, Some(inner)),
        None => (rest, None),
    };
    match (first.or(last), last.and(first)) {
        (None, _) => FigureCell::Number { value, unit: unit.to_owned(), year: None },
        (Some(inner), None) => match heading::year(inner) {
            Some(year) => FigureCell::Number { value, unit: unit.to_owned(), year: Some(year) },
            // 20（人）
            None if last.is_some() && unit.is_empty() => {
                FigureCell::Number { value, unit: inner.to_owned(), year: None }
            }
            None => FigureCell::Other,
        },
        (Some(_), Some(_)) => FigureCell::Other,
    }
}

/// Whether what follows a number can be its unit.
pub(super) fn is_unit(text: &str) -> bool {
    let letter = |c: char| !c.is_numeric() && (c.is_alphabetic() || "%‰/・°".contains(c));
    let short = text.chars().count() <= LONGEST_UNIT;
    short && text.chars().all(letter) && !VAGUE.iter().any(|word| text.contains(word))
}

/// Half width, without white space, with one dash.
fn bare(text: &str) -> String {
    let dash = |c: char| if matches!(c, '‐' | '‑' | '‒' | '–' | '−') { '-' } else { c };
    text.nfkc().filter(|c| !c.is_whitespace()).map(dash).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<(f64, String, Option<String>)> {
        match read(text) {
            FigureCell::Number { value, unit, year } => {
                Some((value, unit, year.map(FiscalYear::short)))
            }
            _ => None,
        }
    }

    #[test]
    fn a_number_is_read_in_either_width_with_thousands_and_a_unit() {
        for (text, value, unit) in [
            ("16.8", 16.8, ""),
            ("１６．８", 16.8, ""),
            ("1,234", 1234.0, ""),
            ("１，２３４人", 1234.0, "人"),
            ("96.9％", 96.9, "%"),
            (" 20 （人）", 20.0, "人"),
            ("▲3.5", -3.5, ""),
            ("−2", -2.0, ""),
            ("-0", 0.0, ""),
            ("3.2人/年", 3.2, "人/年"),
        ] {
            assert_eq!(told(text), Some((value, unit.to_owned(), None)), "{text}");
        }
    }

    #[test]
    fn a_year_may_stand_in_brackets() {
        for text in ["18.5（H27）", "18.5\n(平成27年度)", "(H27) 18.5"] {
            assert_eq!(told(text), Some((18.5, String::new(), Some("H27".into()))), "{text}");
        }
        assert_eq!(told("20人（R1）"), Some((20.0, "人".into(), Some("R1".into()))));
    }

    #[test]
    fn no_figure_is_nothing_and_words_are_something_else() {
        for text in ["", "-", "－", "―", "ー", "未確定", "（未確定）", "未定", "集計中"]
        {
            assert_eq!(read(text), FigureCell::Nothing, "{text}");
        }
        for text in [
            "減少",
            "約20",
            "1,23",
            "12,34,567",
            "1.2.3",
            "(5)",
            "5(注)",
            "1e5",
            "９９９９９９９９９９９９９９９９９",
            ".",
        ] {
            let unit = told(text).map(|(_, unit, _)| unit);
            assert!(
                unit.is_none_or(|unit| !is_unit(&unit)) || text == "1e5" || text == "5(注)",
                "{text}"
            );
        }
    }

    #[test]
    fn a_bound_is_no_unit() {
        for text in ["以下", "人以上", "人程度", "人、うち5人", "人口10万対"] {
            assert!(!is_unit(text), "{text}");
        }
        assert!(is_unit("") && is_unit("人") && is_unit("%") && is_unit("千円"));
    }
}
