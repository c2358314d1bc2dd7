//! The account of decisions: each is noted with its evidence, takes the place that a person's answer
//! gives it, and is told as a doubt where nobody has answered yet.

use std::collections::HashMap;

use domain::{
    Place,
    decision::{Answer, Certainty, Decision, DecisionKind},
    reading::{Problem, ProblemKind},
};

use crate::headings;

/// Decisions in the making, with what people said about files of the form.
#[derive(Debug)]
pub(crate) struct Decisions<'a> {
    answers: HashMap<(DecisionKind, String), &'a str>,
    /// In the order in which they were made; one that holds no longer leaves its place empty.
    list: Vec<Option<Decision>>,
    /// Where those about a subject stand: a sheet may have thousands of doubtful rows.
    about: HashMap<(DecisionKind, String), Vec<usize>>,
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
        let mut keyed = HashMap::new();
        for Answer { kind, subject, value } in answers {
            keyed.entry((*kind, headings::without_year(subject))).or_insert(value.as_str());
        }
        Self { answers: keyed, list: Vec::new(), about: HashMap::new() }
    }

    /// What a person said about it.
    fn answer(&self, kind: DecisionKind, subject: &str) -> Option<&'a str> {
        if self.answers.is_empty() {
            return None;
        }
        self.answers.get(&(kind, headings::without_year(subject))).copied()
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
        for at in self.about.remove(&(kind, subject.clone())).into_iter().flatten() {
            if let Some(known) = self.list.get_mut(at) {
                *known = None;
            }
        }
        self.note(Decision { kind, subject, value: value.clone(), certainty, evidence, place });
        value
    }

    /// Takes a decision into the account; the same about the same is noted once.
    pub(crate) fn note(&mut self, decision: Decision) {
        let places = self.about.entry((decision.kind, decision.subject.clone())).or_default();
        let same = |known: &Decision| known.value == decision.value;
        let known = |at: &usize| self.list.get(*at).and_then(Option::as_ref).is_some_and(same);
        if !places.iter().any(known) {
            places.push(self.list.len());
            self.list.push(Some(decision));
        }
    }

    /// All of them, and for each that a person must be asked about its question.
    pub(crate) fn finish(self) -> (Vec<Decision>, Vec<Problem>) {
        let list: Vec<Decision> = self.list.into_iter().flatten().collect();
        let asked = list.iter().filter(|decision| decision.is_asked()).map(question).collect();
        (list, asked)
    }
}

/// The question that an inferred decision puts to a person.
fn question(decision: &Decision) -> Problem {
    let Decision { kind, subject, evidence, place, .. } = decision;
    let told = decision.told();
    let message = format!("{}「{subject}」を「{told}」と読みました（{evidence}）。", kind.label());
    Problem::new(ProblemKind::Doubt, place.clone(), message)
}
