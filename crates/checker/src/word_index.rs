//! Words of a list by their first letter: one walk over a text finds those of the whole list.

use std::collections::HashMap;

use prose::Span;

/// A list of words by their first letters, the longest of each first.
pub(crate) struct WordIndex<'w> {
    first: HashMap<char, Vec<(usize, &'w str)>>,
}

impl<'w> WordIndex<'w> {
    /// The index of some words.
    pub(crate) fn of(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut first = HashMap::<char, Vec<(usize, &'w str)>>::new();
        for (at, word) in words.into_iter().enumerate() {
            if let Some(c) = word.chars().next() {
                first.entry(c).or_default().push((at, word));
            }
        }
        for words in first.values_mut() {
            words.sort_by_key(|(_, word)| std::cmp::Reverse(word.len()));
        }
        Self { first }
    }

    /// The words of a text in its order, with their places in the list; of those that begin at one
    /// letter the longest first.
    pub(crate) fn find<'t>(
        &'t self,
        text: &'t str,
    ) -> impl Iterator<Item = (usize, Span)> + use<'t, 'w> {
        text.char_indices().flat_map(move |(start, c)| {
            let words = self.first.get(&c).map_or(&[][..], Vec::as_slice);
            let rest = text.get(start..).unwrap_or_default();
            let hits = words.iter().filter(move |(_, word)| rest.starts_with(word));
            hits.map(move |(at, word)| (*at, Span { start, end: start + word.len() }))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_list_are_found_in_the_order_of_a_text() {
        let index = WordIndex::of(["要確認", "確認", "要確認中"]);
        let found: Vec<_> =
            index.find("件数は要確認中、確認").map(|(at, span)| (at, span.start)).collect();
        assert_eq!(found, [(2, 9), (0, 9), (1, 12), (1, 24)]);
    }
}
