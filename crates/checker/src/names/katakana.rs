//! Words in katakana that nearly are another, usual word of the sheet: a large エ for a small ェ, a
//! letter lost or changed.

use std::collections::{BTreeMap, HashMap};

use prose::{Span, lexicon};

use crate::{finding::Mark, scan::CellText};

/// Large letters with their small forms.
const SMALL: [(char, char); 9] = [
    ('ア', 'ァ'),
    ('イ', 'ィ'),
    ('ウ', 'ゥ'),
    ('エ', 'ェ'),
    ('オ', 'ォ'),
    ('ヤ', 'ャ'),
    ('ユ', 'ュ'),
    ('ヨ', 'ョ'),
    ('ツ', 'ッ'),
];

/// What was written, what was meant, how often the latter is, and the places of the former.
pub(super) type Slip = (String, String, usize, Vec<Mark>);

/// The slips of a sheet.
pub(super) fn slips(pieces: &[CellText<'_>]) -> Vec<Slip> {
    let runs: Vec<(usize, Span)> = pieces
        .iter()
        .enumerate()
        .flat_map(|(at, piece)| words(piece.text).into_iter().map(move |span| (at, span)))
        .collect();
    let text = |(at, span): &(usize, Span)| pieces.get(*at).map_or("", |piece| span.of(piece.text));
    let counts = frequency(runs.iter().map(text));
    let meant = meanings(&counts);
    let mut found: BTreeMap<&str, Vec<Mark>> = BTreeMap::new();
    for run in runs.iter().filter(|run| meant.contains_key(text(run))) {
        let mark = pieces.get(run.0).map(|piece| piece.words(run.1));
        found.entry(text(run)).or_default().extend(mark);
    }
    let slips = found.into_iter().filter_map(|(wrong, marks)| {
        let meant = meant.get(wrong)?;
        let usual = counts.get(meant.as_str()).copied().unwrap_or(0);
        Some((wrong.to_owned(), meant.clone(), usual, marks))
    });
    slips.collect()
}

/// The runs of katakana.
fn words(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| prose::classes::is_katakana(*c)) {
        let end = at + c.len_utf8();
        match found.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end = end,
            None => found.push(Span { start: at, end }),
        }
    }
    found
}

fn meanings<'a>(counts: &HashMap<&'a str, usize>) -> HashMap<&'a str, String> {
    let mut meant: HashMap<&str, String> = near(counts);
    let words = counts.iter().filter(|(word, _)| word.chars().nth(MOST).is_none());
    for (word, times) in words {
        let small = shrunk(word).into_iter().find(|small| {
            let usual = counts.get(small.as_str()).copied().unwrap_or(0);
            usual >= *times || known(word, small)
        });
        if let Some(small) = small {
            meant.insert(word, small);
        }
    }
    meant
}

/// The word with one of its large letters made small.
fn shrunk(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let change = |(at, c): (usize, &char)| {
        let (_, small) = SMALL.iter().find(|(large, _)| large == c)?;
        let before = letters.get(at.checked_sub(1)?)?;
        // ウイルス and ウィルス are both written: a matter of terms
        if *before == 'ウ' {
            return None;
        }
        let mut changed = letters.clone();
        *changed.get_mut(at)? = *small;
        Some(changed.into_iter().collect())
    };
    letters.iter().enumerate().filter_map(change).collect()
}

/// Whether a known word is in the changed form and not in the written one.
fn known(word: &str, small: &str) -> bool {
    lexicon::SMALL_KATAKANA.iter().any(|known| small.contains(known) && !word.contains(known))
}

/// Shorter words are near each other by chance.
const SHORTEST: usize = 6;
/// How many times more often the usual word must be.
const TIMES: usize = 3;

/// Words that differ by one letter from a word that is far more frequent; a long mark at the end is
/// a matter of terms.
fn near<'a>(counts: &HashMap<&'a str, usize>) -> HashMap<&'a str, String> {
    let mut shorter: HashMap<String, Vec<&str>> = HashMap::new();
    let long = counts.keys().filter(|word| word.chars().nth(SHORTEST - 1).is_some());
    for word in long.filter(|word| word.chars().nth(MOST).is_none()) {
        for less in lessened(word) {
            shorter.entry(less).or_default().push(word);
        }
        shorter.entry((*word).to_owned()).or_default().push(word);
    }
    let mut meant = HashMap::new();
    for words in shorter.values().filter(|words| words.len() > 1) {
        let Some(usual) = words.iter().max_by_key(|word| (counts.get(*word), **word)) else {
            continue;
        };
        for word in words.iter().filter(|word| one_apart(word, usual)) {
            let times = |word: &str| counts.get(word).copied().unwrap_or(0);
            if times(usual) >= TIMES * times(word) {
                meant.insert(*word, (*usual).to_owned());
            }
        }
    }
    meant
}

/// Longer runs are lists or noise.
const MOST: usize = 20;

/// Whether one letter was lost, added or changed in the middle: neither the first nor the last.
fn one_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let ends = a.first() == b.first() && a.last() == b.last();
    let front = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    let large = |word: &[char]| word.iter().map(|c| enlarged(*c)).collect::<Vec<_>>();
    ends && large(&a) != large(&b) && long - short <= 1 && front + back + 1 >= long
}

/// The large form of a small letter: a matter of its own, or of terms.
fn enlarged(c: char) -> char {
    SMALL.iter().find(|(_, small)| *small == c).map_or(c, |(large, _)| *large)
}

/// The word without each of its letters.
fn lessened(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let without = |at: usize| {
        letters.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| *c).collect::<String>()
    };
    (0..letters.len()).map(without).collect()
}

/// How often each word of a list occurs.
fn frequency<'a>(words: impl Iterator<Item = &'a str>) -> HashMap<&'a str, usize> {
    let mut counts = HashMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    counts
}
