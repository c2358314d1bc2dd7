//! Counts what was judged, by what is unusual about the forms.

use std::{
    collections::BTreeMap,
    fmt::{self, Write},
};

use super::{
    super::form::Form,
    judged::{JudgedAs, Judgement},
};

/// How many are right, asked, refused, silent.
type Counts = [usize; 4];

/// What was judged on many forms.
#[derive(Debug, Clone, Default)]
pub struct FormTally {
    forms: usize,
    silent_forms: usize,
    all: Counts,
    official: Counts,
    features: BTreeMap<String, Counts>,
    /// The kinds of silence: how many forms, and the first of them.
    kinds: BTreeMap<String, (usize, String)>,
}

impl FormTally {
    /// Counts a form.
    pub fn add(&mut self, form: &Form, judged: &[Judgement]) {
        self.forms += 1;
        let mut counts = Counts::default();
        for one in judged {
            counts[one.judged as usize] += 1;
        }
        self.silent_forms += usize::from(counts[JudgedAs::Silent as usize] > 0);
        let plain = ["plain".to_owned()];
        let mut features: Vec<String> =
            form.features.iter().map(|feature| feature.code().to_owned()).collect();
        if features.is_empty() {
            features.extend(plain);
        }
        features.push(format!("as {}", form.kind.code()));
        for feature in features {
            add(self.features.entry(feature).or_default(), counts);
        }
        add(&mut self.all, counts);
        if form.is_official() {
            add(&mut self.official, counts);
        }
    }

    /// Counts a kind of silence, with a form that shows it; whether it was not known before.
    pub fn add_kind(&mut self, kind: String, example: &str) -> bool {
        let counted = self.kinds.entry(kind).or_insert_with(|| (0, example.to_owned()));
        counted.0 += 1;
        counted.0 == 1
    }

    /// Adds what was counted elsewhere.
    pub fn join(&mut self, other: Self) {
        self.forms += other.forms;
        self.silent_forms += other.silent_forms;
        add(&mut self.all, other.all);
        add(&mut self.official, other.official);
        for (feature, counts) in other.features {
            add(self.features.entry(feature).or_default(), counts);
        }
        for (kind, (forms, example)) in other.kinds {
            self.kinds.entry(kind).or_insert_with(|| (0, example)).0 += forms;
        }
    }

    /// How many cells and rows were read wrong without a word.
    pub fn silent(&self) -> usize {
        self.all[JudgedAs::Silent as usize]
    }

    /// How many cells and rows of official forms somebody is asked about.
    pub fn asked_of_official(&self) -> usize {
        self.official[JudgedAs::Asked as usize]
    }
}

fn add(to: &mut Counts, counts: Counts) {
    for (to, count) in to.iter_mut().zip(counts) {
        *to += count;
    }
}

fn row(name: &str, counts: Counts) -> String {
    let all = counts.iter().sum::<usize>().max(1) as f64;
    let share = |count: usize| format!("{:.2} %", count as f64 * 100.0 / all);
    let [right, asked, refused, silent] = counts;
    let (a, r) = (share(asked), share(refused));
    format!("| {name} | {right} | {asked} | {a} | {refused} | {r} | {silent} |\n")
}

impl fmt::Display for FormTally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} forms, {} with silence\n", self.forms, self.silent_forms)?;
        f.write_str("| forms | right | asked | share | refused | share | silently wrong |\n")?;
        f.write_str("|---|---|---|---|---|---|---|\n")?;
        f.write_str(&row("all", self.all))?;
        f.write_str(&row("of the official kind", self.official))?;
        for (feature, counts) in &self.features {
            f.write_str(&row(feature, *counts))?;
        }
        let mut kinds: Vec<_> = self.kinds.iter().collect();
        kinds.sort_by_key(|(_, (forms, _))| std::cmp::Reverse(*forms));
        if !kinds.is_empty() {
            f.write_str("\n| forms | kind of silence | for example |\n|---|---|---|\n")?;
        }
        let mut rows = String::new();
        for (kind, (forms, example)) in kinds {
            writeln!(rows, "| {forms} | {kind} | {example} |")?;
        }
        f.write_str(&rows)
    }
}
