//! A whole edition, and a real sheet.

use std::path::Path;

use super::{edition, found};
use crate::{
    OpinionRecord,
    wording::{PublishingWeight, WordingRule},
};

#[test]
fn a_finding_names_its_place_its_words_and_the_way_out() {
    let told = found(&edition("取組", "練炭の販売店に声をかけた。"));
    let [one] = &told[..] else { panic!("{told:?}") };
    assert_eq!(one.rule.code(), "WORD_MEANS");
    assert_eq!(one.weight(), PublishingWeight::Stops);
    assert_eq!(one.place.action.as_deref(), Some("a-1"));
    assert_eq!((one.place.field.as_str(), one.place.fiscal_year), ("status", Some(2025)));
    let sentence = one.sentence();
    assert!(sentence.starts_with("「練炭」は、") && sentence.contains("転落防止"), "{sentence}");
}

#[test]
fn every_text_of_an_edition_is_read() {
    let words = "練炭";
    let mut content = edition(words, "");
    content.actions[0].content = words.to_owned();
    content.measures = vec![words.to_owned()];
    content.opinions = vec![OpinionRecord {
        no: 4,
        meeting_date: "2026-07-10".to_owned(),
        action: None,
        kind: "question".to_owned(),
        opinion: words.to_owned(),
        reply: words.to_owned(),
        outcome: String::new(),
        outcome_reference: String::new(),
    }];
    let fields: Vec<_> = found(&content).into_iter().map(|one| one.place.field).collect();
    assert_eq!(fields, ["measure:1", "title", "content", "opinion:4"]);
}

#[test]
fn a_row_that_the_sheet_shows_twice_is_told_once() {
    let mut content = edition("取組", "練炭");
    content.actions.push(content.actions[0].clone());
    assert_eq!(found(&content).len(), 1);
}

#[test]
fn what_stops_publishing_is_what_harms_or_identifies() {
    let stops = WordingRule::ALL.into_iter().filter(|r| r.weight() == PublishingWeight::Stops);
    assert_eq!(
        stops.map(WordingRule::code).collect::<Vec<_>>(),
        ["WORD_MEANS", "WORD_PLACE", "RANKING_OF_PLACES", "CASE_RECOGNISABLE", "SMALL_CELL"]
    );
}

#[test]
fn nothing_is_told_of_the_first_rows_of_a_real_sheet() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/samples/kumagaya-r3.rows-1-32.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("SKIPPED: {} is absent", path.display());
        return;
    };
    let rows: Vec<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_str(&text).unwrap();
    for row in &rows {
        for (name, cell) in row {
            let text = cell.as_str().unwrap_or_default();
            let told = found(&edition(row["item"].as_str().unwrap(), text));
            assert!(told.is_empty(), "row {}, {name}: {told:?}", row["no"]);
        }
    }
    assert_eq!(rows.len(), 32);
}
