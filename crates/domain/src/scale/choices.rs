//! Cells that print what may be chosen: after boxes, one of which is ticked (`□a進んだ ■b 遅れた`), or
//! side by side, one of which a pen circles or strikes (`実施済・一部実施・未実施`). Where no mark can be
//! read nothing was chosen.

use super::{GradeClass, Scale, list};

const EMPTY: [char; 4] = ['□', '☐', '◻', '▢'];
const TICKED: [char; 7] = ['■', '☑', '☒', '◼', '▣', '✅', '✔'];

/// What parts choices that stand side by side.
const BETWEEN: [char; 14] =
    ['・', '･', '/', '／', '|', '｜', '、', ',', '，', ';', '；', '\n', ' ', '　'];

/// The grades that a cell prints after boxes, each with whether it is ticked; none when the cell
/// does not begin with a box.
pub fn options(text: &str) -> Vec<(bool, &str)> {
    let is_box = |c: char| EMPTY.contains(&c) || TICKED.contains(&c);
    if !text.trim_start().starts_with(is_box) {
        return Vec::new();
    }
    let starts: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| is_box(*c)).collect();
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let option = |((at, mark), end): (&(usize, char), usize)| {
        let words = text.get(at + mark.len_utf8()..end).unwrap_or_default();
        (TICKED.contains(mark), words.trim().trim_end_matches(['・', '、', ',', '/']).trim_end())
    };
    starts.iter().zip(ends).map(option).collect()
}

/// What is ticked; `None` when the cell has no boxes.
pub(super) fn ticked(text: &str) -> Option<Vec<&str>> {
    let options = options(text);
    (!options.is_empty()).then(|| {
        options.into_iter().filter(|(ticked, _)| *ticked).map(|(_, words)| words).collect()
    })
}

/// Whether a cell has boxes and none is ticked: nothing was chosen.
pub fn is_unticked(text: &str) -> bool {
    ticked(text).is_some_and(|ticked| ticked.is_empty())
}

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
    /// Whether a cell only prints the scale's own choices, all of them.
    pub(super) fn prints_all(&self, text: &str) -> bool {
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
}
