//! Each check on its examples, and on words that look alike and are right.

mod persons;
mod telling;
mod whole;

use super::{WordingFinding, WordingRule, example::edition, wording_findings};
use crate::{EditionContent, suppress::SmallNumberPolicy};

fn found(content: &EditionContent) -> Vec<WordingFinding> {
    wording_findings(content, SmallNumberPolicy::default())
}

/// The checks that speak on a text.
fn rules(text: &str) -> Vec<WordingRule> {
    let mut rules: Vec<_> = found(&edition("取組", text)).iter().map(|one| one.rule).collect();
    rules.dedup();
    rules
}

fn speaks(rule: WordingRule, texts: &[&str]) {
    for text in texts {
        assert!(rules(text).contains(&rule), "{} is silent on {text}", rule.code());
    }
}

fn silent(texts: &[&str]) {
    for text in texts {
        let told = found(&edition("取組", text));
        assert!(told.is_empty(), "{text}: {told:?}");
    }
}
