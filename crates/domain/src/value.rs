//! What an answer says. Missing, zero, "-", not applicable and too early to tell are different.

use serde::{Deserialize, Serialize};

use crate::{percent, text::fold};

/// The value of one answer. The text is the writer's own, character by character.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", content = "text", rename_all = "snake_case")]
pub enum Value {
    /// Nothing was written.
    Missing,
    /// Only a dash was written; what it means is not known.
    Dash(String),
    /// The writer says that the question does not apply (対象外, 該当なし).
    NotApplicable(String),
    /// The writer says that it cannot be known yet (未確定, 時期尚早).
    TooEarly(String),
    /// Something was written; zero is such a value.
    Given(String),
}

/// No word that says why there is no value is longer, brackets included.
const LONGEST_WORD: usize = 16;

impl Value {
    /// Reads a cell's text, which stays as it is written. Only a cell that says nothing else is a dash, not applicable or too
    /// early: a sentence that contains such words is given text.
    pub fn read(text: &str) -> Self {
        let long = text.chars().filter(|c| !c.is_whitespace()).nth(LONGEST_WORD).is_some();
        if long {
            return Self::Given(text.to_owned());
        }
        let folded = fold(text);
        match folded.trim_matches(|c: char| "()[]。.".contains(c)) {
            "" if folded.is_empty() => Self::Missing,
            "-" | "ー" | "--" | "---" | "/" => Self::Dash(text.to_owned()),
            "対象外" | "該当なし" | "該当無し" | "対象なし" | "非該当" | "n/a" | "評価対象外" => {
                Self::NotApplicable(text.to_owned())
            }
            "時期尚早"
            | "未確定"
            | "未到来"
            | "評価時期未到来"
            | "未公表"
            | "集計中"
            | "数値未確定" => Self::TooEarly(text.to_owned()),
            _ => Self::Given(text.to_owned()),
        }
    }

    /// The writer's own text; empty when nothing was written.
    pub fn text(&self) -> &str {
        match self {
            Self::Missing => "",
            Self::Dash(t) | Self::NotApplicable(t) | Self::TooEarly(t) | Self::Given(t) => t,
        }
    }

    /// The code under which the state is stored and exported.
    pub fn state(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Dash(_) => "dash",
            Self::NotApplicable(_) => "not_applicable",
            Self::TooEarly(_) => "too_early",
            Self::Given(_) => "given",
        }
    }

    /// What a screen shows in place of the text where there is none to show.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Missing => "未記入",
            Self::Dash(_) => "「-」のみ",
            Self::NotApplicable(_) => "対象外",
            Self::TooEarly(_) => "未確定",
            Self::Given(_) => "記入あり",
        }
    }

    /// The value stored under a state's code; an unknown code is given text.
    pub fn stored(state: &str, text: String) -> Self {
        match state {
            "missing" => Self::Missing,
            "dash" => Self::Dash(text),
            "not_applicable" => Self::NotApplicable(text),
            "too_early" => Self::TooEarly(text),
            _ => Self::Given(text),
        }
    }

    /// Whether something was written, so that it can be counted.
    pub fn is_given(&self) -> bool {
        matches!(self, Self::Given(_))
    }

    /// The number of a percentage, when one was given: what means are made of.
    pub fn percent(&self) -> Option<f64> {
        match self {
            Self::Given(text) => percent::number(text)?.parse().ok(),
            _ => None,
        }
    }

    /// Whether two values say the same, width and white space aside.
    pub fn agrees_with(&self, other: &Self) -> bool {
        self.state() == other.state() && fold(self.text()) == fold(other.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_zero_dash_not_applicable_and_too_early_are_five_different_values() {
        let states = ["", "0", "-", "対象外", "未確定"].map(Value::read);
        assert_eq!(
            states.each_ref().map(Value::state),
            ["missing", "given", "dash", "not_applicable", "too_early"]
        );
        assert_eq!(states[1].percent(), Some(0.0));
        assert!(states.iter().enumerate().all(|(i, v)| (i == 1) == v.percent().is_some()));
    }

    #[test]
    fn the_text_stays_as_it_was_written() {
        assert_eq!(Value::read("－").text(), "－");
        assert_eq!(Value::read("（対象外）").text(), "（対象外）");
        assert_eq!(Value::read("該当なしと回答した").state(), "given");
    }

    #[test]
    fn a_stored_value_comes_back_as_it_was() {
        for text in ["", "０", "―", "該当なし", "集計中", "実施した。\n2行目"] {
            let value = Value::read(text);
            assert_eq!(Value::stored(value.state(), value.text().to_owned()), value);
        }
    }
}
