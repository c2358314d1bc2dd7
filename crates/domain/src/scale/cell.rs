//! What a cell of a column of grades says. One that prints what may be chosen, for a pen to circle or
//! to strike (`実施済・一部実施・未実施`), says nothing where no mark can be read.

use super::{Grade, GradeClass, Scale, boxes::is_unticked, list};
use crate::Value;

/// What a cell of a column of grades says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GradeCell<'a> {
    /// Nothing: it is empty, or says why there is no grade.
    None,
    /// What may be chosen, none of it marked: nothing either.
    Unchosen,
    /// A grade of the scale.
    Graded(&'a Grade),
    /// Words that are no grade of the scale.
    Outside(&'a str),
}

impl GradeCell<'_> {
    /// What the grade means; words outside the scale speak for themselves. `None` without a grade.
    pub fn class(self) -> Option<GradeClass> {
        match self {
            Self::None | Self::Unchosen => None,
            Self::Graded(grade) => Some(grade.class),
            Self::Outside(text) => Some(GradeClass::of_words(text)),
        }
    }

    /// The grade as people read it, code and words: ア　実施済 where the cell says ア. Empty without
    /// a grade.
    pub fn written(self) -> String {
        match self {
            Self::None | Self::Unchosen => String::new(),
            Self::Graded(grade) => grade.written(),
            Self::Outside(text) => text.to_owned(),
        }
    }
}

/// What parts choices that stand side by side.
const BETWEEN: [char; 14] =
    ['・', '･', '/', '／', '|', '｜', '、', ',', '，', ';', '；', '\n', ' ', '　'];

/// Whether a cell only prints what may be chosen, and marks none of it: boxes without a tick, or a
/// list that names its choices by its own words (`実施済・一部実施・未実施`) or codes (`ア・イ・ウ`).
pub fn is_unchosen(text: &str) -> bool {
    is_unticked(text) || is_printed(text)
}

/// The longest list of choices that is looked at.
const LONGEST: usize = 120;

fn is_printed(text: &str) -> bool {
    if text.chars().nth(LONGEST).is_some() {
        return false;
    }
    let parts: Vec<&str> = parts(text).collect();
    parts.len() >= 2 && (are_codes(&parts) || are_grades(&parts)) || list::of_cell(text).len() >= 3
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(BETWEEN).filter(|part| !part.is_empty())
}

/// A whole list of codes from its first on. Two codes are a list where they leave no third: ○・×.
fn are_codes(parts: &[&str]) -> bool {
    let code = |part: &&str| {
        let mut chars = part.chars();
        chars.next().filter(|_| chars.next().is_none()).and_then(list::place)
    };
    let places: Option<Vec<(usize, usize)>> = parts.iter().map(code).collect();
    let Some(places) = places else { return false };
    let follows = |pair: &[(usize, usize)]| pair[0].0 == pair[1].0 && pair[0].1 < pair[1].1;
    let marks = places[0].0 == list::MARKS;
    places.windows(2).all(follows)
        && (marks || places[0].1 == 0)
        && (parts.len() >= 3 || marks && parts.concat().contains(['×', '✕']))
}

/// Words that each say another thing, of which only one can hold. Two of them may be one grade's
/// words (着手・実施), unless the one denies the other.
fn are_grades(parts: &[&str]) -> bool {
    let classes: Vec<GradeClass> = parts.iter().map(|part| GradeClass::of_words(part)).collect();
    let distinct = |at: usize| !classes[..at].contains(&classes[at]);
    let denied = |one: &&str| {
        parts.iter().any(|other| ["未", "不"].iter().any(|no| **other == format!("{no}{one}")))
    };
    let denied = |one: &&str| denied(one) || denied(&one.trim_end_matches(['み', '済']));
    classes.iter().all(|class| !class.is_unknown())
        && (0..classes.len()).all(distinct)
        && (parts.len() >= 3 || parts.iter().any(denied))
}

impl Scale {
    /// What a cell of the column says.
    pub fn cell<'a>(&'a self, text: &'a str) -> GradeCell<'a> {
        if is_unchosen(text) || self.prints_all(text) {
            return GradeCell::Unchosen;
        }
        match self.find(text) {
            Some(grade) => GradeCell::Graded(grade),
            None if Value::read(text).is_given() => GradeCell::Outside(text),
            None => GradeCell::None,
        }
    }

    /// The text of a cell as people read it: a grade by its code and words, all else as it is written.
    pub fn shown(&self, text: &str) -> String {
        match self.cell(text) {
            GradeCell::Graded(grade) => grade.written(),
            _ => text.to_owned(),
        }
    }

    /// Whether a cell only prints the scale's own choices, all of them.
    fn prints_all(&self, text: &str) -> bool {
        let named: Option<Vec<_>> = parts(text).map(|part| self.named(part)).collect();
        let named = named.unwrap_or_default();
        named.len() >= 2
            && named.len() == self.grades.len()
            && self.grades.iter().all(|grade| named.contains(&grade))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_list_without_a_mark_is_no_choice() {
        for text in [
            "□a □b □c",
            "実施済・一部実施・未実施",
            "実施済／準備中／未実施",
            "実施済　実施中　未実施",
            "達成・未達成",
            "実施済・未実施",
            "ア・イ・ウ・エ・オ",
            "Ａ　Ｂ　Ｃ　Ｄ",
            "A/B/C",
            "◎・○・△・×",
            "○・×",
            "ア実施済 イ準備中 ウ未実施",
            "①実施済②準備中③未実施",
        ] {
            assert!(is_unchosen(text), "{text}");
        }
    }

    #[test]
    fn what_may_be_an_answer_stays_one() {
        for text in [
            "",
            "■a □b",
            "ア",
            "ア　実施済",
            "着手・実施",
            "継続・充実",
            "検討・準備中",
            "ア・イ",
            "イ・ウ・エ",
            "ア　実施済（福祉課）、ウ　準備中（健康課）",
            "ア（福祉課）\nウ（健康課）",
            "A",
            "会議・研修・広報",
            "実施済",
            "未実施・中止",
        ] {
            assert!(!is_unchosen(text), "{text}");
        }
    }

    #[test]
    fn a_cell_says_a_grade_or_nothing_or_something_else() {
        let scale = Scale::typed("評価", "ア 実施済\nウ 準備中\nエ 未実施\nカ 該当なし").unwrap();
        let read = |text: &'static str| (scale.cell(text).written(), scale.cell(text).class());
        let grade = |text: &str, class| (text.to_owned(), Some(class));
        assert_eq!(read("ア"), grade("ア　実施済", GradeClass::Done));
        assert_eq!(read("未実施"), grade("エ　未実施", GradeClass::NotDone));
        assert_eq!(read("該当なし"), grade("カ　該当なし", GradeClass::NotApplicable));
        assert_eq!(read("済"), grade("済", GradeClass::Done));
        assert_eq!(read("イ"), grade("イ", GradeClass::Unknown));
        for none in ["", "-", "対象外", "未確定"] {
            assert_eq!(scale.cell(none), GradeCell::None, "{none}");
        }
        for unchosen in ["□ア □ウ □エ", "ア・ウ・エ・カ", "実施済・準備中・未実施・該当なし"]
        {
            assert_eq!(scale.cell(unchosen), GradeCell::Unchosen, "{unchosen}");
        }
        assert_eq!(scale.shown("ｱ"), "ア　実施済");
        assert_eq!(scale.shown("□ア □ウ □エ"), "□ア □ウ □エ");
    }
}
