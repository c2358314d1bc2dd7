//! Many words looked for in one text: one pass over the text, not one for each word.

use std::collections::HashMap;

use crate::span::Span;

/// The words of a list by how they begin: tells in two steps whether any can begin at a place.
struct Beginnings {
    /// For each letter, by what its last two bytes tell, whether a word begins with it.
    seen: [u64; 64],
    /// Whether a word is shorter than a letter of Japanese and may begin anywhere.
    short: bool,
}

impl Beginnings {
    fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut all = Self { seen: [0; 64], short: false };
        for word in words {
            match Self::key(word.as_bytes()) {
                Some((cell, bit)) => all.seen[cell] |= bit,
                None => all.short = true,
            }
        }
        all
    }

    /// A letter of three bytes as a place in [`seen`](Self::seen): six bits of each of the last two.
    fn key(bytes: &[u8]) -> Option<(usize, u64)> {
        let [first, second, third, ..] = bytes else { return None };
        Some((usize::from((second ^ (first << 3)) & 63), 1 << (third & 63)))
    }

    fn may_begin(&self, rest: &[u8]) -> bool {
        self.short || Self::key(rest).is_some_and(|(cell, bit)| self.seen[cell] & bit != 0)
    }
}

/// Whether the text holds one of the words.
pub fn holds(text: &str, words: &[&str]) -> bool {
    if words.len() < 3 {
        return words.iter().any(|word| text.contains(word));
    }
    let beginnings = Beginnings::of(words.iter().copied());
    let bytes = text.as_bytes();
    let begins = |rest: &[u8]| words.iter().any(|word| rest.starts_with(word.as_bytes()));
    let mut rests = (0..bytes.len()).filter_map(|at| bytes.get(at..));
    rests.any(|rest| beginnings.may_begin(rest) && begins(rest))
}

/// A list of words made ready to be looked for in many texts.
pub struct WordIndex<'w> {
    beginnings: Beginnings,
    /// By their first letters, the longest of each first, with their places in the list.
    first: HashMap<char, Vec<(usize, &'w str)>>,
}

impl<'w> WordIndex<'w> {
    /// The index of some words.
    pub fn of(words: impl IntoIterator<Item = &'w str>) -> Self {
        let words: Vec<&str> = words.into_iter().collect();
        let mut first = HashMap::<char, Vec<(usize, &'w str)>>::new();
        for (at, word) in words.iter().copied().enumerate() {
            if let Some(c) = word.chars().next() {
                first.entry(c).or_default().push((at, word));
            }
        }
        for words in first.values_mut() {
            words.sort_by_key(|(_, word)| std::cmp::Reverse(word.len()));
        }
        Self { beginnings: Beginnings::of(words.into_iter()), first }
    }

    /// The words of a text in its order, with their places in the list; of those that begin at one
    /// letter the longest first. Words may overlap.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, Span)> + use<'t, 'w> {
        let places = text.char_indices().filter_map(|(start, c)| {
            let rest = text.get(start..)?;
            self.beginnings.may_begin(rest.as_bytes()).then_some((start, c, rest))
        });
        places.flat_map(|(start, c, rest)| {
            let words = self.first.get(&c).map_or(&[][..], Vec::as_slice);
            let hits = words.iter().filter(move |(_, word)| rest.starts_with(word));
            hits.map(move |(at, word)| (*at, Span { start, end: start + word.len() }))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn one_pass_finds_what_a_pass_for_each_word_finds(
            text in "[あいう中止a1]{0,20}",
            words in prop::collection::vec("[あいう中止a1]{1,3}", 0..6),
        ) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let text = text.as_str();
            let each = words.iter().any(|word| text.contains(word));
            prop_assert_eq!(holds(text, &words), each);
            let index = WordIndex::of(words.iter().copied());
            let mut found: Vec<_> = index.find(text).map(|(n, span)| (span.start, n)).collect();
            found.sort_unstable();
            let places = text.char_indices().flat_map(|(at, _)| {
                let begins = |n: &usize| text[at..].starts_with(words[*n]);
                (0..words.len()).filter(begins).map(move |n| (at, n)).collect::<Vec<_>>()
            });
            prop_assert_eq!(found, places.collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_words_of_a_list_are_found_in_the_order_of_a_text() {
        let index = WordIndex::of(["要確認", "確認", "要確認中"]);
        let found: Vec<_> =
            index.find("件数は要確認中、確認").map(|(at, span)| (at, span.start)).collect();
        assert_eq!(found, [(2, 9), (0, 9), (1, 12), (1, 24)]);
    }
}
