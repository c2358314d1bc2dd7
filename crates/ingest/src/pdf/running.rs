//! Running heads and page numbers: text that pages print and no table holds.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    marks::PdfPage,
    part::{PageCell, PageItem},
};

/// Takes running heads and page numbers out: texts outside tables that the file calls no content,
/// that are page numbers by their form, or that most pages repeat. The first of those that repeat
/// stays where it may be the title. Answers the pieces that are left, and the characters taken out.
pub(super) fn without_running(
    items: Vec<Vec<PageItem>>,
    pages: &[PdfPage],
) -> (Vec<PageItem>, usize) {
    let mut counts = BTreeMap::<String, usize>::new();
    for own in &items {
        let seen: BTreeSet<String> = own.iter().filter_map(as_text).map(pattern).collect();
        for key in seen {
            *counts.entry(key).or_default() += 1;
        }
    }
    let (mut left, mut taken) = (Vec::new(), 0);
    let mut begun = false;
    for item in items.into_iter().flatten() {
        if let PageItem::Text(cell) = &item {
            let repeats = counts.get(&pattern(cell)).copied().unwrap_or(0);
            let running = repeats >= 2 && repeats * 2 > pages.len() && begun;
            if running || is_page_number(cell) || cell.lines.iter().all(|line| line.furniture) {
                taken += cell.ink();
                continue;
            }
        } else {
            begun = true;
        }
        left.push(item);
    }
    (left, taken)
}

fn as_text(item: &PageItem) -> Option<&PageCell> {
    match item {
        PageItem::Text(cell) => Some(cell),
        PageItem::Part(_) => None,
    }
}

/// A text with its numbers left out: what running heads have in common.
fn pattern(cell: &PageCell) -> String {
    cell.raw().chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// Whether a text is a page number by its form: `3`, `- 3 -`, `3 / 12`, `3ページ`, `Page 3 of 12`.
fn is_page_number(cell: &PageCell) -> bool {
    let text = cell.raw();
    let words = ["ページ", "頁", "page", "of", "p.", "p", "全", "中"];
    let bare = words.iter().fold(text.clone(), |text, word| text.replace(word, ""));
    text.chars().any(|c| c.is_ascii_digit())
        && text.chars().count() <= 16
        && bare.chars().all(|c| c.is_ascii_digit() || "-/()・.|".contains(c))
        && bare.chars().filter(char::is_ascii_digit).count() <= 8
}
