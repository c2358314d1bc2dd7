//! The form of one reply: each question with its guidance, last year's answer, what is written, and
//! what came of the last save.

use std::collections::BTreeMap;

use domain::{
    Field, Id, Slot,
    action::Action,
    difference::{Piece, pieces},
    reply::{Entry, Reply},
    round::Question,
    scale::{Grade, Scale},
};
use store::Comment;

use super::{
    WriteOutcome, WriteRequest,
    choices::{AnswerChoice, AnswerMode},
    offers::{OfferView, ReplyOffers},
    section::{Context, SectionInbox},
};
use crate::kit::clock;

/// A question as the form shows it.
pub(crate) struct Asking {
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) kind: QuestionKind,
    pub(crate) guidance: String,
    pub(crate) limit: Option<u32>,
    pub(crate) required: bool,
    /// What is in the field: what is stored, or what could not be saved.
    pub(crate) text: String,
    pub(crate) answer: AnswerMode,
    pub(crate) same: String,
    pub(crate) version: u32,
    pub(crate) last: String,
    pub(crate) findings: Vec<String>,
    pub(crate) comments: Vec<Remark>,
    /// The other version, where someone else wrote meanwhile.
    pub(crate) theirs: Option<Theirs>,
    /// Why it could not be stored.
    pub(crate) refused: Option<String>,
    /// What changed since last year, and since the chief approved.
    pub(crate) since_last: Vec<Piece>,
    pub(crate) since_approved: Vec<Piece>,
    pub(crate) written: String,
    /// What the section's records write for it.
    pub(crate) offers: Vec<OfferView>,
}

impl Asking {
    /// Whether it is answered with a text, or not yet.
    pub(crate) fn is_text(&self) -> bool {
        self.answer == AnswerMode::Text
    }

    /// What may be chosen: the grades, or to write; and the words in place of an answer.
    pub(crate) fn choices(&self) -> Vec<AnswerChoice> {
        let offered: &[AnswerMode] = match &self.kind {
            QuestionKind::Grade(_) => &[AnswerMode::NotApplicable, AnswerMode::TooEarly],
            QuestionKind::Prose if !self.last.is_empty() => &AnswerMode::ALL,
            QuestionKind::Percent | QuestionKind::Prose => {
                &[AnswerMode::Text, AnswerMode::NotApplicable, AnswerMode::TooEarly]
            }
        };
        let none = Scale::default();
        let scale = if let QuestionKind::Grade(scale) = &self.kind { scale } else { &none };
        let chosen = scale.find(&self.text);
        let grade = |grade: &Grade| {
            // Stored is the code; a scale of words has none
            let value = if grade.code.is_empty() { &grade.label } else { &grade.code };
            AnswerChoice {
                value: value.clone(),
                label: grade.written(),
                word: value.clone(),
                chosen: chosen == Some(grade),
                needs_reason: false,
            }
        };
        let answers = offered.iter().map(|answer| self.choice(*answer, offered));
        scale.grades.iter().map(grade).chain(answers).collect()
    }

    fn choice(&self, answer: AnswerMode, offered: &[AnswerMode]) -> AnswerChoice {
        let word = answer.word().unwrap_or_default();
        let is_grade = matches!(self.kind, QuestionKind::Grade(_));
        let written = answer == AnswerMode::Text && !offered.contains(&self.answer);
        AnswerChoice {
            value: if is_grade { word } else { answer.code() }.to_owned(),
            label: match answer {
                AnswerMode::Text if self.kind == QuestionKind::Percent => "数字で答える",
                AnswerMode::Text => "文章で答える",
                AnswerMode::Same => "前年度と同じ",
                AnswerMode::NotApplicable => "対象外",
                AnswerMode::TooEarly => "まだ分からない",
            }
            .to_owned(),
            word: word.to_owned(),
            chosen: self.answer == answer || written,
            needs_reason: answer == AnswerMode::Same,
        }
    }

    /// What stands in the text field: nothing where a word was chosen in its place.
    pub(crate) fn field(&self) -> &str {
        if self.answer.word().is_some() { "" } else { &self.text }
    }

    /// Whether a question about it waits for an answer.
    pub(crate) fn waits(&self) -> bool {
        self.comments.iter().any(|comment| comment.answer.is_none())
    }

    /// The answer as it is read: a grade by its code and words, a number with its unit.
    pub(crate) fn shown(&self) -> String {
        match &self.kind {
            QuestionKind::Grade(scale) => scale.shown(&self.text),
            QuestionKind::Percent if self.answer == AnswerMode::Text => format!("{}％", self.text),
            QuestionKind::Percent | QuestionKind::Prose => self.text.clone(),
        }
    }
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum QuestionKind {
    /// In sentences.
    Prose,
    /// By a grade of the scale.
    Grade(Scale),
    /// By a percentage.
    Percent,
}

/// The version that someone else wrote.
pub(crate) struct Theirs {
    pub(crate) text: String,
    pub(crate) by: String,
    pub(crate) at: String,
    pub(crate) version: u32,
}

/// A question of the secretariat about the cell.
pub(crate) struct Remark {
    pub(crate) id: Id<Comment>,
    pub(crate) text: String,
    pub(crate) by: String,
    pub(crate) at: String,
    pub(crate) answer: Option<(String, String)>,
}

/// What a form sends, by the names of its fields.
pub(crate) type SentFields = BTreeMap<String, String>;

/// What could not be saved, by its question: the text that was sent stays in the form.
pub(crate) type Unsaved = BTreeMap<Slot, (WriteRequest, WriteOutcome)>;

/// The form of a reply.
pub(crate) fn form(
    context: &Context,
    inbox: &SectionInbox,
    reply: &Reply,
    offers: &ReplyOffers,
    unsaved: &Unsaved,
) -> Vec<Asking> {
    let findings = context.findings(reply, &inbox.section.name);
    let asking = |question: &Question| {
        let told = findings.iter().filter(|finding| finding.slot == question.slot);
        let told = told.map(|finding| finding.message.clone()).collect();
        let stored = stored(context, inbox, reply, question, (told, offers));
        match unsaved.get(&question.slot) {
            Some((request, outcome)) => unsaved_onto(stored, request, outcome),
            None => stored,
        }
    };
    context.round.questions.iter().map(asking).collect()
}

/// A question with what is stored.
fn stored(
    context: &Context,
    inbox: &SectionInbox,
    reply: &Reply,
    question: &Question,
    (findings, offers): (Vec<String>, &ReplyOffers),
) -> Asking {
    let slot = &question.slot;
    let entry = reply.entries.get(slot).cloned().unwrap_or_default();
    let last = context.said_in_words(&reply.action, slot, &inbox.section.name);
    let kind = kind(context, slot);
    let shown = |text: &str| match &kind {
        QuestionKind::Grade(scale) => scale.shown(text),
        QuestionKind::Percent | QuestionKind::Prose => text.to_owned(),
    };
    Asking {
        key: slot.key(),
        label: slot.heading(context.round.year),
        guidance: question.guidance.clone(),
        limit: question.limit,
        required: question.required,
        answer: AnswerMode::of(&entry),
        same: entry.same.clone().unwrap_or_default(),
        version: entry.version,
        findings,
        comments: remarks(inbox, &reply.action, slot),
        theirs: None,
        refused: None,
        since_last: since(Some(&last), &entry.text),
        since_approved: since(
            entry.approved.as_deref().map(&shown).as_deref(),
            &shown(&entry.text),
        ),
        written: written(&entry),
        offers: offers.of_question(&context.at(reply), slot, &entry),
        text: entry.text,
        last,
        kind,
    }
}

/// The same with a text that could not be saved: it stays in the form beside what stands.
fn unsaved_onto(stored: Asking, request: &WriteRequest, outcome: &WriteOutcome) -> Asking {
    let kept = Asking {
        text: request.text.clone(),
        answer: sent_answer(request),
        same: request.same.clone().unwrap_or_default(),
        ..stored
    };
    match outcome {
        WriteOutcome::Stale(entry) => {
            let mut theirs = theirs(entry);
            if let QuestionKind::Grade(scale) = &kept.kind {
                theirs.text = scale.shown(&theirs.text);
            }
            Asking { theirs: Some(theirs), ..kept }
        }
        WriteOutcome::Refused(why) => Asking { refused: Some(why.clone()), ..kept },
        WriteOutcome::Saved(_) | WriteOutcome::Unchanged(_) => kept,
    }
}

fn sent_answer(request: &WriteRequest) -> AnswerMode {
    AnswerMode::of(&Entry {
        text: request.text.clone(),
        same: request.same.clone(),
        ..Entry::default()
    })
}

/// The version that stands, for whoever saw an older one.
pub(crate) fn theirs(entry: &Entry) -> Theirs {
    Theirs {
        text: entry.text.clone(),
        by: entry.by.clone(),
        at: clock::spoken(&entry.at),
        version: entry.version,
    }
}

fn written(entry: &Entry) -> String {
    if entry.version == 0 {
        return String::new();
    }
    format!("{} {}", clock::spoken(&entry.at), entry.by)
}

fn kind(context: &Context, slot: &Slot) -> QuestionKind {
    match slot.field {
        Field::Achievement => QuestionKind::Percent,
        Field::Progress => {
            let scale = context.scale();
            if scale.grades.is_empty() { QuestionKind::Prose } else { QuestionKind::Grade(scale) }
        }
        _ => QuestionKind::Prose,
    }
}

fn remarks(inbox: &SectionInbox, action: &Id<Action>, slot: &Slot) -> Vec<Remark> {
    let of = inbox.comments.iter().filter(|c| c.asked.action == *action && c.asked.slot == *slot);
    of.map(|comment| Remark {
        id: comment.asked.id.clone(),
        text: comment.asked.text.clone(),
        by: comment.asked.by.clone(),
        at: clock::spoken(&comment.asked.at),
        answer: comment.answer.clone().map(|(text, by, _)| (text, by)),
    })
    .collect()
}

/// What changed, when there is something to compare with and it is not the same.
fn since(before: Option<&str>, text: &str) -> Vec<Piece> {
    match before {
        Some(before) if !before.is_empty() && !text.is_empty() && before != text => {
            pieces(before, text)
        }
        _ => Vec::new(),
    }
}

/// The request that a form's answers mean for a question: the text, or the word that was chosen.
pub(crate) fn write_request(
    slot: Slot,
    sent: &SentFields,
    last: impl FnOnce() -> String,
) -> Option<(WriteRequest, Option<String>)> {
    let key = slot.key();
    let value = |name: &str| sent.get(&format!("{key}{name}")).cloned().unwrap_or_default();
    let chosen = value(".choice");
    if !sent.contains_key(&key) && chosen.is_empty() {
        return None;
    }
    let base = value(".base").trim().parse().unwrap_or(0);
    let reason = value(".same").trim().to_owned();
    let (text, same, problem) = match AnswerMode::coded(&chosen) {
        AnswerMode::Same if reason.is_empty() => {
            let why = "「前年度と同じ」を選んだときは、理由を書いてください。".to_owned();
            (last(), Some(String::new()), Some(why))
        }
        AnswerMode::Same => (last(), Some(reason), None),
        other => (other.word().map_or_else(|| value(""), str::to_owned), None, None),
    };
    Some((WriteRequest { slot, text, same, base }, problem))
}
