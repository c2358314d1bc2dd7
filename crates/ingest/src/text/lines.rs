//! Lines, pages and the repairs that touch whole lines.

use std::collections::BTreeMap;

use domain::{
    Place,
    reading::{Problem, ProblemKind},
};

use super::steps;
use crate::repair;

/// The most lines that one repair lists.
const LISTED: usize = 20;

/// A line of the file, repaired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TextLine {
    /// Its number in the file, counted from 1.
    pub(super) no: u32,
    /// Its text.
    pub(super) text: String,
    /// Whether a page begins with it.
    pub(super) starts_page: bool,
}

/// The lines and what was repaired in them.
pub(super) struct Lines {
    pub(super) lines: Vec<TextLine>,
    pub(super) problems: Vec<Problem>,
}

/// Splits a text into lines. A form feed begins a page.
pub(super) fn split(text: &str) -> Lines {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let spaced = is_spaced(text);
    let mut repairs = BTreeMap::<String, Vec<u32>>::new();
    let mut lines = Vec::new();
    for (raw, no) in text.lines().zip(1..) {
        steps::count(raw.len() + 1);
        let starts_page = raw.contains('\u{c}');
        let raw = raw.replace(['\u{c}', '\r'], "");
        let raw = if spaced { repair::unspace(&raw) } else { raw };
        let repaired = repair::characters(&raw.replace('\t', "  ").replace('\u{a0}', " "));
        for repair in repaired.repairs {
            repairs.entry(repair).or_default().push(no);
        }
        lines.push(TextLine { no, text: repaired.text.trim_end().to_owned(), starts_page });
    }
    let mut problems: Vec<Problem> = repairs.into_iter().map(problem).collect();
    if spaced {
        let to = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let message = "一文字ごとに入っていた空白を除きました。";
        problems.push(Problem::new(ProblemKind::Repair, Place::Lines { from: 1, to }, message));
    }
    Lines { lines, problems }
}

/// Whether most lines have a space after every character.
fn is_spaced(text: &str) -> bool {
    let long: Vec<&str> = text.lines().filter(|line| line.trim().chars().count() >= 5).collect();
    let spaced = long.iter().filter(|line| repair::is_spaced(line)).count();
    !long.is_empty() && spaced * 10 >= long.len() * 6
}

fn problem((repair, at): (String, Vec<u32>)) -> Problem {
    let (from, to) = (at.first().copied().unwrap_or(1), at.last().copied().unwrap_or(1));
    let list: Vec<String> = at.iter().take(LISTED).map(u32::to_string).collect();
    let more = if at.len() > LISTED { "行目など、全部で" } else { "" };
    let count = if at.len() > LISTED { format!("{}行", at.len()) } else { "行目".to_owned() };
    let message = format!("文字を補正しました：{repair}（{}{more}{count}）", list.join("、"));
    Problem::new(ProblemKind::Repair, Place::Lines { from, to }, message)
}
