//! What may be chosen for a question: to write, a grade, or a word in place of an answer.

use domain::{Value, reply::Entry};

/// How a question is answered: with a text, or with a word in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AnswerMode {
    /// With a text of its own, a grade or a number.
    Text,
    /// With last year's text, for a reason.
    Same,
    /// The question does not apply.
    NotApplicable,
    /// It cannot be known yet.
    TooEarly,
}

impl AnswerMode {
    pub(super) const ALL: [Self; 4] = [Self::Text, Self::Same, Self::NotApplicable, Self::TooEarly];

    /// How an entry was answered.
    pub(super) fn of(entry: &Entry) -> Self {
        match (Value::read(&entry.text), &entry.same) {
            (_, Some(_)) => Self::Same,
            (Value::NotApplicable(_), _) => Self::NotApplicable,
            (Value::TooEarly(_), _) => Self::TooEarly,
            _ => Self::Text,
        }
    }

    /// As a form sends it.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Same => "same",
            Self::NotApplicable => "not_applicable",
            Self::TooEarly => "too_early",
        }
    }

    /// What a form sent; a text where it sent no such choice.
    pub(super) fn coded(code: &str) -> Self {
        Self::ALL.into_iter().find(|answer| answer.code() == code).unwrap_or(Self::Text)
    }

    /// The word that is stored and printed in place of a text.
    pub(super) fn word(self) -> Option<&'static str> {
        match self {
            Self::NotApplicable => Some("対象外"),
            Self::TooEarly => Some("未確定"),
            Self::Text | Self::Same => None,
        }
    }
}

/// An answer that may be chosen, as the form offers it.
pub(crate) struct AnswerChoice {
    pub(crate) value: String,
    pub(crate) label: String,
    /// The stored text that it stands for; empty where the text is written.
    pub(crate) word: String,
    pub(crate) chosen: bool,
    /// Whether choosing it asks for a reason.
    pub(crate) needs_reason: bool,
}
