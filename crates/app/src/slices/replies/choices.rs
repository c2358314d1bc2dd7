//! What may be chosen for a question: to write, a grade, or a word in place of an answer.

use domain::{Value, reply::Entry};

use super::form::{Asking, Kind};

/// How a question is answered: with a text, or with a word in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// With a text of its own, a grade or a number.
    Text,
    /// With last year's text, for a reason.
    Same,
    /// The question does not apply.
    NotApplicable,
    /// It cannot be known yet.
    TooEarly,
}

impl Answer {
    const ALL: [Self; 4] = [Self::Text, Self::Same, Self::NotApplicable, Self::TooEarly];

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
    fn code(self) -> &'static str {
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

impl Asking {
    /// Whether it is answered with a text, or not yet.
    pub(crate) fn is_text(&self) -> bool {
        self.answer == Answer::Text
    }

    /// What may be chosen: the grades, or to write; and the words in place of an answer.
    pub(crate) fn choices(&self) -> Vec<AnswerChoice> {
        let offered: &[Answer] = match &self.kind {
            Kind::Grade(_) => &[Answer::NotApplicable, Answer::TooEarly],
            Kind::Prose if !self.last.is_empty() => &Answer::ALL,
            Kind::Percent | Kind::Prose => &[Answer::Text, Answer::NotApplicable, Answer::TooEarly],
        };
        let grades: &[_] = if let Kind::Grade(grades) = &self.kind { grades } else { &[] };
        let grade = |(code, label): &(String, String)| AnswerChoice {
            value: code.clone(),
            label: label.clone(),
            word: code.clone(),
            chosen: self.text == *code,
            needs_reason: false,
        };
        let answers = offered.iter().map(|answer| self.choice(*answer, offered));
        grades.iter().map(grade).chain(answers).collect()
    }

    fn choice(&self, answer: Answer, offered: &[Answer]) -> AnswerChoice {
        let word = answer.word().unwrap_or_default();
        let is_grade = matches!(self.kind, Kind::Grade(_));
        let written = answer == Answer::Text && !offered.contains(&self.answer);
        AnswerChoice {
            value: if is_grade { word } else { answer.code() }.to_owned(),
            label: match answer {
                Answer::Text if self.kind == Kind::Percent => "数字で答える",
                Answer::Text => "文章で答える",
                Answer::Same => "前年度と同じ",
                Answer::NotApplicable => "対象外",
                Answer::TooEarly => "まだ分からない",
            }
            .to_owned(),
            word: word.to_owned(),
            chosen: self.answer == answer || written,
            needs_reason: answer == Answer::Same,
        }
    }
}
