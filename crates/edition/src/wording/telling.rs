//! What a sentence must not tell: means, sites, causes, blame, sensation, success, an order of places.
//! Each check answers the words on which it speaks.

use super::{
    lexicon::{
        AREAS, AT, BLAME, BLAME_BY_DEATH, BY, CAUSE_OF, DEATH_FIGURES, FIRST, HAPPENED,
        KNOWN_SITES, LED_TO, MEANS, MEANS_BY_USE, MEANS_TOLD, NO_RANKING, NORMALISING, RANKS,
        SENSATIONS, SEVERAL_CAUSES, SITES, SUCCESS, WORK,
    },
    rule::WordingRule,
    sentence::{begins, between, deaths, head, holds, places, quote, tail},
};

/// A check of a sentence: the words on which it speaks.
type Check = fn(&str) -> Vec<String>;

/// The checks of a sentence, each with its rule.
pub(super) const CHECKS: [(WordingRule, Check); 6] = [
    (WordingRule::Means, means_of_a_death),
    (WordingRule::Place, sites),
    (WordingRule::Blame, blame),
    (WordingRule::Sensation, sensations),
    (WordingRule::Success, success),
    (WordingRule::Ranking, ranking),
];

fn words(sentence: &str, list: &[&str]) -> Vec<String> {
    places(sentence, list).into_iter().map(|(_, word)| word.to_owned()).collect()
}

/// Means that are named by themselves, in a whole folded text: a form's line breaks stand within words.
pub(super) fn means(text: &str) -> Vec<String> {
    words(text, MEANS)
}

fn means_of_a_death(sentence: &str) -> Vec<String> {
    let told = holds(sentence, MEANS_TOLD);
    let used = places(sentence, MEANS_BY_USE).into_iter().filter_map(|(at, word)| {
        let end = at + word.len();
        let by = |(death, _): &(usize, usize)| {
            between(sentence, end, *death, 10).is_some_and(|words| begins(words, BY))
        };
        let by = deaths(sentence).into_iter().find(by).map(|(_, to)| quote(sentence, at, to));
        by.or_else(|| told.then(|| word.to_owned()))
    });
    used.collect()
}

fn sites(sentence: &str) -> Vec<String> {
    let mut found = words(sentence, KNOWN_SITES);
    for (at, site) in places(sentence, SITES) {
        let end = at + site.len();
        found.extend(deaths(sentence).into_iter().find_map(|(from, to)| {
            let there = between(sentence, end, from, 14).is_some_and(happened_at);
            let of = between(sentence, to, at, 10).is_some_and(leads_to_site);
            if there {
                Some(quote(sentence, at, to))
            } else {
                of.then(|| quote(sentence, from, end))
            }
        }));
    }
    found
}

/// Whether words between a site and a death say that it happened there: no other clause and no work.
fn happened_at(words: &str) -> bool {
    let Some(at) = AT.iter().filter(|at| words.contains(*at)).max_by_key(|at| at.len()) else {
        return false;
    };
    let rest = words.split_once(at).map_or("", |(_, rest)| rest);
    !rest.trim_start_matches('、').contains('、') && !holds(words, WORK)
}

/// Whether words between a death and a site say that it happened there.
fn leads_to_site(words: &str) -> bool {
    !words.contains('、') && begins(words, HAPPENED)
}

fn blame(sentence: &str) -> Vec<String> {
    let told = deaths(sentence);
    let mut found = words(sentence, BLAME);
    if !told.is_empty() {
        found.extend(words(sentence, BLAME_BY_DEATH));
    }
    if !holds(sentence, SEVERAL_CAUSES) {
        found.extend(words(sentence, CAUSE_OF));
        found.extend(places(sentence, LED_TO).into_iter().filter_map(|(at, word)| {
            let end = at + word.len();
            let near = |(death, _): &&(usize, usize)| between(sentence, end, *death, 8).is_some();
            let (_, to) = told.iter().find(near)?;
            Some(quote(sentence, at, *to))
        }));
    }
    found
}

fn sensations(sentence: &str) -> Vec<String> {
    let mut found = words(sentence, NORMALISING);
    if !deaths(sentence).is_empty() || holds(sentence, &["自殺死亡率", "自殺率"]) {
        found.extend(words(sentence, SENSATIONS));
    }
    found
}

fn success(sentence: &str) -> Vec<String> {
    words(sentence, SUCCESS)
}

fn ranking(sentence: &str) -> Vec<String> {
    if !holds(sentence, DEATH_FIGURES) || !holds(sentence, AREAS) || holds(sentence, NO_RANKING) {
        return Vec::new();
    }
    let mut found = words(sentence, RANKS);
    found.extend(sentence.match_indices('位').filter_map(|(at, _)| {
        let before = sentence.get(..at)?;
        let number = tail(before, 1).chars().all(|c| c.is_ascii_digit()) && !before.is_empty();
        number.then(|| format!("{}位", tail(before, 2)))
    }));
    // The first of what: an area beside the word, not an age or a cause
    found.extend(places(sentence, FIRST).into_iter().filter_map(|(at, word)| {
        let (before, after) = (sentence.get(..at)?, sentence.get(at + word.len()..)?);
        let near = [tail(before, 8), head(after, 6)];
        near.iter().any(|words| holds(words, AREAS)).then(|| word.to_owned())
    }));
    found
}
