//! The search page.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Html,
};
use domain::{FiscalYear, Id, plan::Plan, text::fold, unaccepted::Unaccepted};
use serde::Deserialize;
use store::Hit;

use crate::{
    App, Error,
    kit::{
        accepted::{AcceptedSwitch, chip},
        addresses,
        error_page::PageError,
        page::{Frame, Link, Tab, page},
        path::Path,
        viewer::Viewer,
    },
    slices::sheets,
};

/// Hits on one page.
const LIMIT: u32 = 100;

/// No more words are looked for at once.
const MOST_WORDS: usize = 20;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SearchQuery {
    q: String,
}

#[derive(Template)]
#[template(path = "search/search.html")]
struct SearchPage {
    frame: Frame,
    q: String,
    action: String,
    total: i64,
    hits: Vec<HitView>,
    accepted: Option<AcceptedSwitch>,
}

struct HitView {
    action: String,
    /// The title and the text in pieces, those that a word matches marked.
    title: Vec<(bool, String)>,
    source: Link,
    heading: String,
    pieces: Vec<(bool, String)>,
    /// The stage of a text that was not accepted; empty for others.
    stage: &'static str,
}

/// The texts in which all the words occur.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(plan): Path<Id<Plan>>,
    Query(asked): Query<SearchQuery>,
) -> Result<Html<String>, PageError> {
    let words: Vec<String> =
        asked.q.split_whitespace().map(fold).filter(|w| !w.is_empty()).collect();
    if words.len() > MOST_WORDS {
        let why = format!("検索する言葉は{MOST_WORDS}語までにしてください（{}語）。", words.len());
        return Err(Error::Refused(why).into());
    }
    let mut tx = app.store.read().await?;
    let plan = tx.plan(&plan).await?;
    let covers = sheets::covers(&mut tx, &viewer, &plan.id).await?;
    let (hits, total) = tx.search(&plan.id, &words, LIMIT, &covers).await?;
    let open = sheets::unaccepted(&mut tx, &viewer, &plan.id).await?;
    let year = tx.sheets(&plan.id).await?.first().map(|head| head.year);
    drop(tx);
    let hits: Vec<HitView> =
        hits.into_iter().map(|hit| view(&viewer, (&plan, &open), hit, &words)).collect();
    page(&SearchPage {
        frame: Frame::of(&viewer, &plan, "検索", Tab::Search, year),
        action: addresses::search(&plan.id),
        accepted: AcceptedSwitch::of(&viewer, &plan, hits.iter().any(|hit| !hit.stage.is_empty())),
        hits,
        q: asked.q,
        total,
    })
}

fn view(
    viewer: &Viewer,
    (plan, open): (&Plan, &BTreeMap<FiscalYear, Unaccepted>),
    hit: Hit,
    words: &[String],
) -> HitView {
    let stage = hit.slot.as_ref().and_then(|slot| open.get(&hit.year)?.cell(hit.no, slot));
    let heading = hit
        .slot
        .as_ref()
        .map_or_else(|| "計画における項目・実施内容".to_owned(), |slot| slot.heading(hit.year));
    let key = hit.slot.map_or_else(
        || "content".to_owned(),
        |slot| domain::layout::ColumnRole::Answer(slot).name(),
    );
    let source = format!("{}#{key}", addresses::row(&plan.id, hit.year, hit.no));
    HitView {
        stage: chip(stage),
        action: viewer.asked().kept(addresses::action(&plan.id, &hit.action)),
        title: marked(&hit.title, words),
        source: Link {
            label: format!("{}シート No.{}", hit.year.short(), hit.no),
            href: viewer.asked().kept(source),
            current: false,
        },
        heading,
        pieces: marked(&hit.text, words),
    }
}

/// The text in pieces, those that a word matches marked. Folding may join or split characters, so
/// a piece is found by folding character by character.
fn marked(text: &str, words: &[String]) -> Vec<(bool, String)> {
    let folded: Vec<(usize, String)> =
        text.char_indices().map(|(at, c)| (at, fold(c.encode_utf8(&mut [0; 4])))).collect();
    let mut marks = vec![false; folded.len()];
    for word in words {
        for from in 0..folded.len() {
            let mut rest = word.as_str();
            let mut to = from;
            while let Some((_, piece)) = folded.get(to) {
                match rest.strip_prefix(piece.as_str()) {
                    Some(tail) if !rest.is_empty() => rest = tail,
                    _ => break,
                }
                to += 1;
            }
            if rest.is_empty() {
                marks[from..to].fill(true);
            }
        }
    }
    let mut pieces: Vec<(bool, String)> = Vec::new();
    for (c, mark) in text.chars().zip(marks) {
        match pieces.last_mut() {
            Some((last, piece)) if *last == mark => piece.push(c),
            _ => pieces.push((mark, c.to_string())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_marked_in_either_width() {
        let pieces = marked("第４回ＤＶ対策会議", &[fold("dv対策")]);
        assert_eq!(
            pieces,
            [
                (false, "第４回".to_owned()),
                (true, "ＤＶ対策".to_owned()),
                (false, "会議".to_owned())
            ]
        );
    }
}
