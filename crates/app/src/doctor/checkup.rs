//! What was seen, line by line, and how it ends.

use serde::Serialize;

use crate::{Error, Result, kit::out};

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Verdict {
    /// As it should be.
    Good,
    /// It works, and may not tomorrow.
    Unwise,
    /// It does not work, or nobody should rely on it.
    Wrong,
}

impl Verdict {
    fn mark(self) -> char {
        match self {
            Self::Good => '○',
            Self::Unwise => '△',
            Self::Wrong => '×',
        }
    }
}

/// What was seen of one thing.
#[derive(Debug, Serialize)]
pub(super) struct Observation {
    check: &'static str,
    verdict: Verdict,
    says: String,
}

/// All that was seen.
#[derive(Debug, Default)]
pub(super) struct Checkup(Vec<Observation>);

impl Checkup {
    fn note(&mut self, check: &'static str, verdict: Verdict, says: impl Into<String>) {
        self.0.push(Observation { check, verdict, says: says.into() });
    }

    pub(super) fn good(&mut self, check: &'static str, says: impl Into<String>) {
        self.note(check, Verdict::Good, says);
    }

    pub(super) fn unwise(&mut self, check: &'static str, says: impl Into<String>) {
        self.note(check, Verdict::Unwise, says);
    }

    pub(super) fn wrong(&mut self, check: &'static str, says: impl Into<String>) {
        self.note(check, Verdict::Wrong, says);
    }

    /// What an error says, with its cause.
    pub(super) fn failed(&mut self, check: &'static str, error: &Error) {
        let cause = std::error::Error::source(error);
        let cause = cause.map_or_else(String::new, |cause| format!("（{cause}）"));
        self.wrong(check, format!("{error}{cause}"));
    }

    /// The sentences of what is not as it should be.
    pub(super) fn bad(&self) -> impl Iterator<Item = &str> {
        let bad = self.0.iter().filter(|one| one.verdict > Verdict::Good);
        bad.map(|one| one.says.as_str())
    }

    fn count(&self, verdict: Verdict) -> usize {
        self.0.iter().filter(|one| one.verdict == verdict).count()
    }

    pub(super) fn print(&self, as_json: bool) -> Result<()> {
        if as_json {
            let worst = self.0.iter().map(|one| one.verdict).max();
            let all = serde_json::json!({ "verdict": worst, "checks": self.0 });
            out::say(&serde_json::to_string_pretty(&all).map_err(Error::internal)?);
            return Ok(());
        }
        for one in &self.0 {
            out::say(&format!("{} {}", one.verdict.mark(), one.says));
        }
        Ok(())
    }

    /// How it ends: what is wrong is damage, what is unwise asks for a person.
    pub(super) fn end(&self) -> Result<()> {
        let (wrong, unwise) = (self.count(Verdict::Wrong), self.count(Verdict::Unwise));
        let sentence =
            format!("直すところ（×）が{wrong}件、確かめるところ（△）が{unwise}件あります。");
        match (wrong, unwise) {
            (0, 0) => Ok(()),
            (0, _) => Err(Error::Conflict(sentence)),
            _ => Err(Error::Damaged(sentence)),
        }
    }
}
