//! Each check on its examples, and on words that look alike and are right.

mod persons;
mod telling;
mod whole;

use super::{WordingFinding, WordingRule, wording_findings};
use crate::{
    ActionRecord, AnswerRecord, AsOf, City, EditionContent, EditionKind, FORMAT, HelpLine,
    PlanRecord, Publisher, suppress::SmallNumberPolicy,
};

/// An edition of one action whose answer is a text.
fn edition(title: &str, text: &str) -> EditionContent {
    let answer = AnswerRecord {
        field: "status".to_owned(),
        fiscal_year: 2025,
        state: "given".to_owned(),
        text: text.to_owned(),
        grade: String::new(),
        class: None,
        number: String::new(),
        approximate: false,
    };
    let action = ActionRecord {
        id: "a-1".to_owned(),
        row_no: 1,
        measure_no: None,
        title: title.to_owned(),
        content: String::new(),
        page: String::new(),
        relisted: String::new(),
        owners: Vec::new(),
        follows: Vec::new(),
        answers: vec![answer],
    };
    EditionContent {
        format: FORMAT.to_owned(),
        city: City::default(),
        plan: PlanRecord::default(),
        fiscal_year: 2025,
        kind: EditionKind::Published,
        number: 1,
        frozen_on: "2026-11-24".to_owned(),
        as_of: AsOf::default(),
        based_on: None,
        columns: Vec::new(),
        scales: Vec::new(),
        measures: Vec::new(),
        actions: vec![action],
        indicators: Vec::new(),
        opinions: Vec::new(),
        errata: Vec::new(),
        help: Vec::<HelpLine>::new(),
        publisher: Publisher::default(),
    }
}

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
