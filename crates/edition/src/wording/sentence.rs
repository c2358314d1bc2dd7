//! A sentence as it is compared, and the words in it.

use domain::text::fold;

use super::lexicon::{DEATHS, NO_DEATH};

/// The sentences of a text, folded.
pub(super) fn sentences(text: &str) -> Vec<String> {
    let ends = ['。', '｡', '！', '？', '!', '?', '\n', '\r'];
    text.split(ends).map(fold).filter(|sentence| !sentence.is_empty()).collect()
}

/// The places of some words in a text, in its order, each with the word.
pub(super) fn places<'w>(text: &str, words: &[&'w str]) -> Vec<(usize, &'w str)> {
    let mut found: Vec<_> =
        words.iter().flat_map(|word| text.match_indices(word).map(|(at, _)| (at, *word))).collect();
    found.sort_by_key(|(at, word)| (*at, std::cmp::Reverse(word.len())));
    // Of words that begin alike the longest
    found.dedup_by_key(|(at, _)| *at);
    found
}

pub(super) fn holds(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

pub(super) fn begins(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

/// Where a sentence tells of a death or an attempt: beginning and end of the word.
pub(super) fn deaths(sentence: &str) -> Vec<(usize, usize)> {
    let all = places(sentence, DEATHS).into_iter().map(|(at, word)| (at, at + word.len()));
    all.filter(|(_, end)| !begins(sentence.get(*end..).unwrap_or_default(), NO_DEATH)).collect()
}

/// The words between two places of a text, if the one is before the other and at most so many
/// characters lie between.
pub(super) fn between(text: &str, from: usize, to: usize, most: usize) -> Option<&str> {
    text.get(from..to).filter(|words| words.chars().count() <= most)
}

/// The last characters of a text.
pub(super) fn tail(text: &str, count: usize) -> &str {
    let at = text.char_indices().rev().take(count).last().map_or(text.len(), |(at, _)| at);
    text.get(at..).unwrap_or_default()
}

/// The first characters of a text.
pub(super) fn head(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| text.get(..at).unwrap_or_default())
}

/// The words that stand in a text from one place to another, shortened where they are many.
pub(super) fn quote(text: &str, from: usize, to: usize) -> String {
    const MOST: usize = 30;
    let words = text.get(from..to).unwrap_or_default();
    let short = head(words, MOST);
    if short.len() == words.len() { short.to_owned() } else { format!("{short}…") }
}
