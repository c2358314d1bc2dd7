//! Measures: the branches of the plan's tree. Their names and numbers are data.

use serde::{Deserialize, Serialize};

use crate::{Place, coded, text::fold};

/// A measure as a sheet prints it; its number within the sheet's list identifies it there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// The heading as printed: `基本施策１　地域におけるネットワークの強化`.
    pub title: String,
    /// The measure above it, by its position in the sheet's list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<usize>,
    /// Where the heading stands.
    pub place: Place,
}

coded! {
    /// The kinds of measure that the national package distinguishes.
    pub enum MeasureKind {
        /// 基本施策.
        Basic => "basic";
        /// 重点施策.
        Priority => "priority";
        /// Any other branch, by the city's own word.
        Other => "other";
    }
}

impl Measure {
    /// The kind that the heading's own words name.
    pub fn kind(&self) -> MeasureKind {
        let folded = fold(&self.title);
        match () {
            () if folded.contains("重点") => MeasureKind::Priority,
            () if folded.contains("基本施策") => MeasureKind::Basic,
            () => MeasureKind::Other,
        }
    }

    /// The label before the words: `基本施策１`; the whole title when it has none.
    pub fn label(&self) -> &str {
        self.title.split(['　', ' ']).next().unwrap_or(&self.title)
    }

    /// The words after the label: `地域におけるネットワークの強化`; the title when it has no label.
    pub fn words(&self) -> &str {
        let rest = self.title[self.label().len()..].trim();
        if rest.is_empty() { &self.title } else { rest }
    }
}

/// The words with which plans number their branches.
const BRANCHES: [&str; 12] = [
    "基本施策",
    "重点施策",
    "個別施策",
    "基本方針",
    "基本目標",
    "重点目標",
    "施策の柱",
    "重点項目",
    "基本項目",
    "生きる支援関連施策",
    "関連施策",
    "施策",
];

/// How a line looks as a measure's heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// It does not look like one.
    None,
    /// It begins with a number of an outline: `１　…`, `（２）…`, `Ⅲ …`.
    Outline,
    /// It begins with the word for a branch and a number: `基本施策１`.
    Branch,
}

/// Whether a line looks like the heading of a measure.
pub fn likeness(line: &str) -> Likeness {
    let folded = fold(line);
    let bare = folded.trim_start_matches(|c: char| "【[<〔■◆●○◎(".contains(c));
    let numbered = |rest: &str| {
        let rest = rest.trim_start_matches(['の', '-', '(']);
        rest.chars().next().is_some_and(is_number)
    };
    if folded.ends_with('。') || bare.chars().count() > 80 {
        return Likeness::None;
    }
    if BRANCHES.iter().any(|word| bare.strip_prefix(word).is_some_and(numbered)) {
        return Likeness::Branch;
    }
    let first = line.trim().chars().next();
    let rest: String = bare.chars().skip_while(|c| is_number(*c)).collect();
    let outlined = rest.len() < bare.len()
        && (rest.starts_with(['.', ')', '、', '-']) || line.trim().contains(['　', ' ']));
    match first {
        Some(c) if outlined && (is_number(c) || "(（【[第".contains(c)) => Likeness::Outline,
        _ => Likeness::None,
    }
}

fn is_number(c: char) -> bool {
    c.is_numeric()
        || "一二三四五六七八九十".contains(c)
        || ('\u{2160}'..='\u{2188}').contains(&c)
        || "ivx".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(title: &str) -> Measure {
        Measure { title: title.to_owned(), parent: None, place: Place::File }
    }

    #[test]
    fn a_heading_has_a_kind_a_label_and_words() {
        let basic = measure("基本施策２　自殺対策を支える人材の育成");
        assert_eq!(basic.kind(), MeasureKind::Basic);
        assert_eq!((basic.label(), basic.words()), ("基本施策２", "自殺対策を支える人材の育成"));
        assert_eq!(measure("重点施策（１）高齢者").kind(), MeasureKind::Priority);
        assert_eq!(measure("生きる支援").words(), "生きる支援");
    }

    #[test]
    fn headings_are_told_from_titles_and_sentences() {
        assert_eq!(likeness("基本施策１　地域におけるネットワークの"), Likeness::Branch);
        assert_eq!(likeness("重点施策Ⅱ 勤務・経営"), Likeness::Branch);
        assert_eq!(likeness("【重点施策２】生活困窮者"), Likeness::Branch);
        assert_eq!(likeness("（１）高齢者への支援"), Likeness::Outline);
        assert_eq!(likeness("施策の推進に努めます。"), Likeness::None);
        assert_eq!(likeness("人権セミナー"), Likeness::None);
        assert_eq!(likeness("24時間電話相談"), Likeness::None);
    }
}
