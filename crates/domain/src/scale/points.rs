//! Lists of grades that print points in place of words, or beside them.

use super::{Grade, is_code};
use crate::text::ascii_digits;

/// Grades with their points: `A（4点）、B（3点）`, `A＝4点 B＝3点`, `A 達成（4点）`.
pub(super) fn pointed(text: &str) -> Vec<Grade> {
    let text = ascii_digits(text);
    let mut chunks: Vec<&str> = text.split('点').collect();
    chunks.pop();
    chunks.into_iter().filter_map(with_points).collect()
}

/// What stands before the words of a grade with points.
const BEFORE_POINTED: [char; 14] =
    [',', '、', '，', '/', '／', '（', '）', '(', ')', '［', '］', '\n', '。', '｜'];

fn with_points(chunk: &str) -> Option<Grade> {
    let words = chunk.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let points: f64 = chunk.get(words.len()..)?.parse().ok()?;
    let words = words.trim_end_matches([' ', '　', '（', '(', '：', ':', '＝', '=', '…', '→']);
    let words = words.rsplit(BEFORE_POINTED).next()?.trim();
    let last = |words: &'_ str| words.rsplit([' ', '　', '：']).next().map(str::to_owned);
    let starts = words.starts_with(is_code) || last(words)?.starts_with(is_code);
    let words = if words.starts_with(is_code) { words.to_owned() } else { last(words)? };
    let grade = Grade::read(&words);
    (starts && !grade.code.is_empty()).then_some(Grade { points: Some(points), ..grade })
}
