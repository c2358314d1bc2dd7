//! A form: a seed, what is unusual about it, and the kind of file that it is printed as.

use std::{collections::BTreeSet, fmt};

use domain::coded;

use super::feature::Feature;
use crate::Dice;

coded! {
    /// The kind of file that a form is printed as.
    pub enum FileKind {
        /// A workbook of Excel.
        Xlsx => "xlsx";
        /// A workbook as an open document.
        Ods => "ods";
        /// Comma-separated values in UTF-8.
        Csv => "csv";
        /// Tab-separated values.
        Tsv => "tsv";
        /// Comma-separated values in CP932.
        Cp932 => "cp932";
        /// A PDF file of ruled tables.
        Pdf => "pdf";
        /// The text layer of a PDF.
        Text => "text";
    }
}

impl FileKind {
    /// How the file's name ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Cp932 => "csv",
            Self::Text => "txt",
            kind => kind.code(),
        }
    }
}

/// A form, laid out by its seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// From which everything follows that the features leave open.
    pub seed: u64,
    /// The kind of file.
    pub kind: FileKind,
    /// What is unusual about it.
    pub features: BTreeSet<Feature>,
    /// How many actions it has.
    pub actions: usize,
}

/// How often a form has so many unusual features, in a hundred; the last is six.
const MANY: [usize; 7] = [6, 38, 26, 14, 8, 5, 3];

impl Form {
    /// The form of a seed.
    pub fn of(seed: u64) -> Self {
        let mut dice = Dice::about(seed, "form");
        let kind = match dice.below(20) {
            0..=8 => FileKind::Xlsx,
            9..=11 => FileKind::Ods,
            12..=13 => FileKind::Csv,
            14 => FileKind::Cp932,
            15 => FileKind::Tsv,
            16..=18 => FileKind::Pdf,
            _ => FileKind::Text,
        };
        let actions = if dice.percent(60) { 6 + dice.below(10) } else { 16 + dice.below(45) };
        // The reader of text layers weighs all readings of a page: short ones show the same
        let actions = if kind == FileKind::Text { actions.min(12) } else { actions };
        let mut form = Self { seed, kind, features: BTreeSet::new(), actions };
        let official = dice.percent(15);
        let wanted = many(&mut dice);
        let mut left: Vec<Feature> = Feature::ALL.to_vec();
        left.retain(|feature| !official || feature.is_official());
        left.retain(|feature| form.is_workbook() || !feature.needs_workbook());
        left.retain(|feature| form.has_layout() || !feature.needs_layout());
        dice.shuffle(&mut left);
        for feature in left {
            if form.features.len() < wanted && form.takes(feature) {
                form.features.insert(feature);
            }
        }
        form
    }

    /// A form of chosen features.
    pub fn with(seed: u64, kind: FileKind, actions: usize, features: &[Feature]) -> Self {
        Self { seed, kind, features: features.iter().copied().collect(), actions }
    }

    fn takes(&self, feature: Feature) -> bool {
        let against =
            |other: &Feature| other.group() == feature.group() || feature.excludes(*other);
        !self.features.iter().any(against)
    }

    /// Whether it has the feature.
    pub fn has(&self, feature: Feature) -> bool {
        self.features.contains(&feature)
    }

    /// The first of the features that it has, of a group.
    pub(super) fn of_group(&self, group: &str) -> Option<Feature> {
        self.features.iter().copied().find(|feature| feature.group() == group)
    }

    /// The same form without a feature.
    pub fn without(&self, feature: Feature) -> Self {
        let mut form = self.clone();
        form.features.remove(&feature);
        form
    }

    /// The same form without further tables and worksheets.
    pub(super) fn one_table(&self) -> Self {
        let mut form = self.clone();
        form.features.retain(|feature| !["tables", "sheets", "sample"].contains(&feature.group()));
        form
    }

    /// Whether it can have merged cells and styles.
    pub(super) fn has_layout(&self) -> bool {
        self.is_workbook() || self.kind == FileKind::Pdf
    }

    /// Whether it can have worksheets and formats.
    pub fn is_workbook(&self) -> bool {
        matches!(self.kind, FileKind::Xlsx | FileKind::Ods)
    }

    /// Whether it is the official form: its heads, named years, a legend in the head. In the text
    /// layer of a PDF cells have no borders: there even it may leave something to ask.
    pub fn is_official(&self) -> bool {
        self.kind != FileKind::Text && self.features.iter().all(|feature| feature.is_official())
    }

    /// The dice for one question about it.
    pub(super) fn dice(&self, question: &str) -> Dice {
        Dice::about(self.seed, question)
    }
}

fn many(dice: &mut Dice) -> usize {
    let mut rest = dice.below(MANY.iter().sum());
    MANY.iter()
        .position(|share| {
            let here = rest < *share;
            rest = rest.saturating_sub(*share);
            here
        })
        .unwrap_or_default()
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let features: Vec<&str> = self.features.iter().map(|feature| feature.code()).collect();
        let features = if features.is_empty() { "plain".to_owned() } else { features.join(" + ") };
        write!(f, "seed {} {} {} actions: {features}", self.seed, self.kind.code(), self.actions)
    }
}
