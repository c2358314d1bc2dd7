//! The index of actions by 五十音, section and measure, and the words that the script looks through.

use std::collections::BTreeMap;

use askama::Template;
use edition::DerivedFile;
use serde::Serialize;

use crate::{
    error::Error,
    frame::{SiteFrame, file, page},
    names,
    row::PublicRow,
    site::{MeasureRows, Site, SiteLink},
};

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'a> {
    frame: SiteFrame<'a>,
    by_sound: Vec<LinkGroup>,
    by_section: Vec<LinkGroup>,
    by_measure: Vec<LinkGroup>,
}

struct LinkGroup {
    title: String,
    links: Vec<SiteLink>,
}

/// What the script finds an action by.
#[derive(Serialize)]
struct Found<'a> {
    href: &'a str,
    title: &'a str,
    measure: &'a str,
    owners: String,
    text: String,
}

/// The page on which actions are looked for.
pub(crate) fn page_of(site: &Site<'_>, groups: &[MeasureRows<'_>]) -> Result<DerivedFile, Error> {
    let by_measure = groups.iter().map(|group| LinkGroup {
        title: group.title.clone(),
        links: group.rows.iter().map(|row| link(row)).collect(),
    });
    page(
        names::SEARCH,
        &SearchPage {
            frame: SiteFrame::of(site, names::SEARCH, "事業をさがす"),
            by_sound: by_sound(&site.rows),
            by_section: by_section(&site.rows),
            by_measure: by_measure.collect(),
        },
    )
}

/// The words of every action.
pub(crate) fn data(site: &Site<'_>) -> Result<DerivedFile, Error> {
    let found = site.rows.iter().map(|row| {
        let texts = row.record.answers.iter().filter(|one| one.state != "withheld");
        let texts = texts.map(|one| one.text.as_str()).filter(|text| !text.is_empty());
        Found {
            href: &row.href,
            title: &row.title,
            measure: &row.measure,
            owners: row.owner_line(),
            text: [row.record.content.as_str()]
                .into_iter()
                .chain(texts)
                .collect::<Vec<_>>()
                .join("\n"),
        }
    });
    let text = serde_json::to_string(&found.collect::<Vec<_>>())?;
    Ok(file(names::SEARCH_DATA, "application/json", text))
}

fn link(row: &PublicRow<'_>) -> SiteLink {
    SiteLink::new(row.href.clone(), row.title.clone())
}

/// By the sound of the first letter. A kanji has none in the data, so such titles stand together.
fn by_sound(rows: &[PublicRow<'_>]) -> Vec<LinkGroup> {
    let mut groups: BTreeMap<(usize, &'static str), Vec<SiteLink>> = BTreeMap::new();
    for row in rows {
        groups.entry(sound(&row.title)).or_default().push(link(row));
    }
    sorted(groups.into_iter().map(|((_, title), links)| (title.to_owned(), links)))
}

fn by_section(rows: &[PublicRow<'_>]) -> Vec<LinkGroup> {
    let mut groups: BTreeMap<String, Vec<SiteLink>> = BTreeMap::new();
    for row in rows {
        let none = [String::from("担当の記載なし")];
        let owners = if row.owners.is_empty() { none.as_slice() } else { row.owners.as_slice() };
        for owner in owners {
            groups.entry(owner.clone()).or_default().push(link(row));
        }
    }
    sorted(groups.into_iter())
}

fn sorted(groups: impl Iterator<Item = (String, Vec<SiteLink>)>) -> Vec<LinkGroup> {
    let group = |(title, mut links): (String, Vec<SiteLink>)| {
        links.sort_by(|one, other| (&one.label, &one.href).cmp(&(&other.label, &other.href)));
        LinkGroup { title, links }
    };
    groups.map(group).collect()
}

/// The rows of 五十音, by the last letter of each.
const SOUNDS: [(char, &str); 10] = [
    ('お', "あ行"),
    ('ご', "か行"),
    ('ぞ', "さ行"),
    ('ど', "た行"),
    ('の', "な行"),
    ('ぽ', "は行"),
    ('も', "ま行"),
    ('よ', "や行"),
    ('ろ', "ら行"),
    ('ん', "わ行"),
];

/// The group of a title and the group's place.
fn sound(title: &str) -> (usize, &'static str) {
    let first = domain::text::fold(title).chars().find(|c| c.is_alphanumeric());
    match first.map(hiragana) {
        Some(c @ 'ぁ'..='ん') => {
            let at = SOUNDS.iter().position(|(last, _)| c <= *last).unwrap_or(SOUNDS.len() - 1);
            (at, SOUNDS[at].1)
        }
        Some(c) if c.is_ascii() => (SOUNDS.len(), "英数字"),
        _ => (SOUNDS.len() + 1, "漢字"),
    }
}

fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ン' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_stands_in_the_row_of_its_first_sound() {
        let groups = [
            "いのちの教室",
            "ゲートキーパー",
            "パネル展",
            "ＳＮＳ相談",
            "「心」の講座",
            "ワークショップ",
        ];
        let found = groups.map(|title| sound(title).1);
        assert_eq!(found, ["あ行", "か行", "は行", "英数字", "漢字", "わ行"]);
    }
}
