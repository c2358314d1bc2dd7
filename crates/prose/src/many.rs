//! Many words looked for in one text: one pass over the text, not one for each word.

/// The words of a list by how they begin: tells in two steps whether any can begin at a place.
struct Beginnings {
    /// For each value that three bytes can be brought to, whether a word begins with such bytes.
    seen: [u64; 4],
    /// Whether a word is shorter than a letter of Japanese and may begin anywhere.
    short: bool,
}

impl Beginnings {
    fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut all = Self { seen: [0; 4], short: false };
        for word in words {
            match Self::key(word.as_bytes()) {
                Some((cell, bit)) => all.seen[cell] |= bit,
                None => all.short = true,
            }
        }
        all
    }

    /// Three bytes as a place in [`seen`](Self::seen): letters of Japanese differ most in the last two.
    fn key(bytes: &[u8]) -> Option<(usize, u64)> {
        let [_, second, third, ..] = bytes else { return None };
        let mixed = (second << 6) ^ third;
        Some((usize::from(mixed >> 6), 1 << (mixed & 63)))
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

/// Each place at which one of the listed words begins, with its entry: in the order of the text, and
/// at one place in that of the list. Words may overlap.
pub(crate) fn occurrences<'t, 'l, T>(
    text: &'t str,
    list: &'l [T],
    word: impl Fn(&'l T) -> &'l str + Copy + 't,
) -> impl Iterator<Item = (usize, &'l T)> + 't
where
    'l: 't,
{
    let beginnings = Beginnings::of(list.iter().map(word));
    let bytes = text.as_bytes();
    let places = (0..bytes.len())
        .filter(move |at| bytes.get(*at..).is_some_and(|rest| beginnings.may_begin(rest)));
    places.flat_map(move |at| {
        let begins = move |entry: &&'l T| {
            bytes.get(at..).is_some_and(|rest| rest.starts_with(word(entry).as_bytes()))
        };
        list.iter().filter(begins).map(move |entry| (at, entry))
    })
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
            let found: Vec<_> = occurrences(text, &words, |word| word).collect();
            let places = text.char_indices().flat_map(|(at, _)| {
                let begins = move |word: &&&str| text[at..].starts_with(**word);
                words.iter().filter(begins).map(move |word| (at, word)).collect::<Vec<_>>()
            });
            prop_assert_eq!(found, places.collect::<Vec<_>>());
        }
    }
}
