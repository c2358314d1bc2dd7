//! Finding the spellings of words in one walk over a text.

use std::collections::HashMap;

use prose::{
    Span,
    lexicon::{Spelling, SpellingGroup},
};

use crate::{
    context::CheckContext,
    finding::{Finding, Mark},
    rule::Rule,
    scan,
};

/// Tables by their first characters, longer forms first.
pub(super) struct SpellingFinder {
    first: HashMap<char, Vec<(usize, usize, Spelling)>>,
}

impl SpellingFinder {
    /// The forms of groups.
    pub(super) fn new(groups: &[SpellingGroup]) -> Self {
        let forms = groups.iter().enumerate().flat_map(|(group, forms)| {
            forms.iter().enumerate().map(move |(form, words)| (group, form, *words))
        });
        Self::of(forms)
    }

    /// Forms with the numbers under which they are found.
    pub(super) fn of(forms: impl Iterator<Item = (usize, usize, Spelling)>) -> Self {
        let mut first: HashMap<char, Vec<(usize, usize, Spelling)>> = HashMap::new();
        for (group, form, words) in forms {
            if let Some(c) = words.0.chars().next() {
                first.entry(c).or_default().push((group, form, words));
            }
        }
        for forms in first.values_mut() {
            forms.sort_by_key(|(_, _, form)| std::cmp::Reverse(form.0.len()));
        }
        Self { first }
    }

    /// The forms in a text: group, form and place; of one group the longest that begins first.
    pub(super) fn find(&self, text: &str) -> Vec<(usize, usize, Span)> {
        let mut found = Vec::new();
        let mut ends: HashMap<usize, usize> = HashMap::new();
        for (at, c) in text.char_indices() {
            let Some(forms) = self.first.get(&c) else { continue };
            let rest = text.get(at..).unwrap_or_default();
            for (group, form, words) in
                forms.iter().filter(|(_, _, form)| fits(text, rest, at, form))
            {
                let end = ends.entry(*group).or_default();
                if at >= *end {
                    *end = at + words.0.len();
                    found.push((*group, *form, Span { start: at, end: *end }));
                }
            }
        }
        found
    }
}

fn fits(text: &str, rest: &str, at: usize, (words, not_after, not_before): &Spelling) -> bool {
    let held = |set: &str, c: Option<char>| c.is_some_and(|c| set.contains(c));
    rest.strip_prefix(words).is_some_and(|after| {
        !held(not_after, after.chars().next()) && !held(not_before, scan::before(text, at))
    })
}

/// One finding for each group of which the sheet uses two forms: the usual one is the one used most,
/// and every place of the others is marked.
pub(super) fn variants(
    context: &CheckContext<'_>,
    rule: &Rule,
    groups: &[SpellingGroup],
) -> Vec<Finding> {
    let spellings = SpellingFinder::new(groups);
    let mut marks: Vec<Vec<Vec<Mark>>> =
        groups.iter().map(|forms| vec![Vec::new(); forms.len()]).collect();
    for piece in scan::of_sheet(context) {
        for (group, form, span) in spellings.find(piece.text) {
            if let Some(places) = marks.get_mut(group).and_then(|forms| forms.get_mut(form)) {
                places.push(piece.words(span));
            }
        }
    }
    let found = groups.iter().zip(marks).filter_map(|(forms, marks)| varied(rule, forms, marks));
    found.collect()
}

fn varied(rule: &Rule, forms: SpellingGroup, marks: Vec<Vec<Mark>>) -> Option<Finding> {
    let used = marks.iter().enumerate().filter(|(_, places)| !places.is_empty());
    let (usual, most) = used.rev().max_by_key(|(_, places)| places.len())?;
    let word = |form: usize| forms.get(form).map_or("", |form| form.0);
    let told = format!("「{}」{}か所", word(usual), most.len());
    let mut rarer: Vec<(usize, Vec<Mark>)> = marks.into_iter().enumerate().collect();
    rarer.retain(|(form, places)| *form != usual && !places.is_empty());
    rarer.sort_by_key(|(_, places)| places.len());
    let others: Vec<String> = rarer
        .iter()
        .map(|(form, places)| format!("「{}」{}か所", word(*form), places.len()))
        .collect();
    if others.is_empty() {
        return None;
    }
    let message = format!("{told}に対し{}があり、書き方がそろっていません。", others.join("、"));
    let marks = rarer.into_iter().flat_map(|(_, places)| places).collect();
    Some(scan::placed(rule, marks, message))
}
