//! The smallest form that still shows a silence: what is unusual is left out as long as it stays.

use std::{collections::BTreeSet, fmt::Write};

use super::{
    super::form::Form,
    judged::{JudgedAs, Judgement, ReadForm},
};

/// The fewest actions that a form is cut down to.
const FEWEST: usize = 6;

impl Form {
    /// The smallest form that shows the same.
    pub fn smallest(&self, shown: &Judgement, read: &ReadForm<'_>) -> Self {
        let shows = |form: &Self| form.judge(read).iter().any(|one| one.is_like(shown));
        let mut form = self.clone();
        for feature in self.features.iter().copied() {
            let fewer = form.without(feature);
            if shows(&fewer) {
                form = fewer;
            }
        }
        while form.actions / 2 >= FEWEST {
            let shorter = Self { actions: form.actions / 2, ..form.clone() };
            if !shows(&shorter) {
                break;
            }
            form = shorter;
        }
        form
    }
}

impl Judgement {
    /// What is wrong, and with what; of what an action says, any cell stands for all.
    pub fn kind(&self) -> String {
        let whole = ["year", "account", "stray", "measure"].contains(&self.what);
        let booked = self.fault == "booked as an action";
        let what = if whole || booked { format!(" ({})", self.what) } else { String::new() };
        format!("{}{what}", self.fault)
    }

    /// Whether it shows the same as another.
    pub fn is_like(&self, other: &Self) -> bool {
        self.judged == other.judged && self.kind() == other.kind()
    }
}

/// What is judged so on a form: each kind once.
pub fn each_kind(judged: &[Judgement], sort: JudgedAs) -> Vec<&Judgement> {
    let mut seen = BTreeSet::new();
    let such = judged.iter().filter(|one| one.judged == sort);
    such.filter(|one| seen.insert(one.kind())).collect()
}

/// A silence in one line, with its form.
pub fn told(form: &Form, silence: &Judgement) -> String {
    let short = |text: &str| text.chars().take(60).collect::<String>().replace('\n', "⏎");
    let mut line = format!("{form}: {} {}", silence.what, silence.place.replace('\n', ""));
    let _ = write!(
        line,
        ": {}: expected 「{}」, read 「{}」",
        silence.fault,
        short(&silence.expected),
        short(&silence.read)
    );
    line
}
