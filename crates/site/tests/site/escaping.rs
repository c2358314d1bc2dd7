//! Every text of an edition is a text on every page, whatever stands in it.

use edition::EditionContent;
use proptest::prelude::*;

use crate::{aozora, html, text, written};

/// The edition with one text in every place that holds a text.
fn filled(with: &str) -> EditionContent {
    let mut content = aozora::edition();
    content.actions.truncate(4);
    let set = |text: &mut String| with.clone_into(text);
    for text in [&mut content.city.name, &mut content.plan.title, &mut content.plan.id] {
        set(text);
    }
    content.measures.iter_mut().for_each(set);
    for action in &mut content.actions {
        for text in [&mut action.title, &mut action.content, &mut action.page, &mut action.relisted]
        {
            set(text);
        }
        action.owners = vec![(with.to_owned(), with.to_owned())];
        for answer in action.answers.iter_mut().filter(|one| one.state == "given") {
            set(&mut answer.text);
        }
    }
    content.columns.iter_mut().for_each(|column| set(&mut column.heading));
    for indicator in &mut content.indicators {
        for text in [&mut indicator.name, &mut indicator.unit, &mut indicator.definition] {
            set(text);
        }
        indicator.figures.iter_mut().for_each(|figure| set(&mut figure.number));
    }
    for opinion in &mut content.opinions {
        for text in [&mut opinion.opinion, &mut opinion.reply, &mut opinion.outcome_reference] {
            set(text);
        }
    }
    for erratum in &mut content.errata {
        for text in [&mut erratum.before, &mut erratum.after, &mut erratum.reason] {
            set(text);
        }
    }
    for line in &mut content.help {
        for text in [&mut line.name, &mut line.telephone, &mut line.hours, &mut line.note] {
            set(text);
        }
        set(&mut line.source);
    }
    let publisher = &mut content.publisher;
    for text in [&mut publisher.section, &mut publisher.telephone, &mut publisher.comments] {
        set(text);
    }
    set(&mut publisher.licence);
    set(&mut publisher.licence_address);
    content
}

/// The tags of every page, in their order: what a text may not change.
fn tags(content: &EditionContent) -> Vec<(String, Vec<String>)> {
    let files = written(content, &[]).unwrap();
    let markup = files.iter().filter(|file| file.name.ends_with(".html"));
    let read = markup.map(|file| {
        let pieces = html::pieces(text(&files, &file.name));
        let opened = pieces.into_iter().filter_map(|piece| match piece {
            html::Piece::Open(name, attributes) => {
                let keys: Vec<String> = attributes.into_iter().map(|(key, _)| key).collect();
                Some(format!("{name} {}", keys.join(" ")))
            }
            _ => None,
        });
        (file.name.clone(), opened.collect())
    });
    read.collect()
}

#[test]
fn a_script_in_every_text_stays_a_text() {
    let evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;</style>{{ 1 }}";
    // A figure in both, so that what stands for a telephone number calls something in both
    assert_eq!(tags(&filled(evil)), tags(&filled("ただの文1")));
    let files = written(&filled(evil), &[]).unwrap();
    assert!(html::words(&html::pieces(text(&files, "action-001.html"))).contains(evil));
    serde_json::from_str::<serde_json::Value>(text(&files, "search.json")).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_text_changes_the_tags_of_any_page(
        written in "[<>&\"'=/a-zあ漢 \u{7}\u{b}\u{85}-]{1,40}",
    ) {
        // A text of white space alone is no title, so that there are other words in its place
        let told = format!("文{written}");
        prop_assert_eq!(tags(&filled(&told)), tags(&filled("文")));
    }
}
