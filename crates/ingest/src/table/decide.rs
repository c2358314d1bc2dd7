//! The account of decisions: each is noted with its evidence, takes the place that a person's answer
//! gives it, and is told as a doubt where nobody has answered yet.

use domain::{
    Place,
    decision::{Answer, Certainty, Decision, DecisionKind},
    reading::{Problem, ProblemKind},
};

use crate::headings;

/// Decisions in the making, with what people said about files of the form.
#[derive(Debug)]
pub(crate) struct Decisions<'a> {
    answers: &'a [Answer],
    list: Vec<Decision>,
}

/// What stands open until somebody answers.
#[derive(Debug, Clone)]
pub(crate) struct Undecided {
    pub(crate) kind: DecisionKind,
    /// What it is about, without what changes from year to year.
    pub(crate) subject: String,
    pub(crate) place: Place,
    pub(crate) certainty: Certainty,
    pub(crate) evidence: String,
}

impl<'a> Decisions<'a> {
    pub(crate) fn new(answers: &'a [Answer]) -> Self {
        Self { answers, list: Vec::new() }
    }

    /// What a person said about it.
    pub(crate) fn answer(&self, kind: DecisionKind, subject: &str) -> Option<&'a str> {
        let key = headings::without_year(subject);
        let about = |answer: &&Answer| {
            answer.kind == kind && headings::without_year(&answer.subject) == key
        };
        self.answers.iter().find(about).map(|answer| answer.value.as_str())
    }

    /// Notes a decision: what a person said, else what the reader takes it for. The value that holds.
    pub(crate) fn decide(&mut self, open: Undecided, value: &str) -> String {
        let Undecided { kind, subject, place, certainty, evidence } = open;
        let (value, certainty, evidence) = match self.answer(kind, &subject) {
            Some(said) => (said, Certainty::Certain, "以前に確認した読み方のため".to_owned()),
            None => (value, certainty, evidence),
        };
        let value = value.to_owned();
        // What was noted of it by its words alone holds no longer
        self.list.retain(|known| known.kind != kind || known.subject != subject);
        self.note(Decision { kind, subject, value: value.clone(), certainty, evidence, place });
        value
    }

    /// Takes a decision into the account; the same about the same is noted once.
    pub(crate) fn note(&mut self, decision: Decision) {
        let same = |known: &Decision| {
            known.kind == decision.kind
                && known.subject == decision.subject
                && known.value == decision.value
        };
        if !self.list.iter().rev().take(MOST_ALIKE).any(same) {
            self.list.push(decision);
        }
    }

    /// All of them, and for each that a person must be asked about its question.
    pub(crate) fn finish(self) -> (Vec<Decision>, Vec<Problem>) {
        let asked = self.list.iter().filter(|decision| decision.is_asked()).map(question);
        let problems = asked.collect();
        (self.list, problems)
    }
}

/// Of so many decisions the same one is noted once; a sheet has some dozens.
const MOST_ALIKE: usize = 200;

/// The question that an inferred decision puts to a person.
fn question(decision: &Decision) -> Problem {
    let Decision { kind, subject, evidence, place, .. } = decision;
    let told = decision.told();
    let message = format!("{}「{subject}」を「{told}」と読みました（{evidence}）。", kind.label());
    Problem::new(ProblemKind::Doubt, place.clone(), message)
}
