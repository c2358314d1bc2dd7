//! How like two texts are: what rules across years share.

use std::collections::BTreeMap;

use domain::{
    difference::{PieceKind, pieces},
    text::thousands,
};
use prose::{Clause, Span};

use crate::{context::Read, sense::CellFigure};

/// Texts longer than this many characters are only compared for equality: a cell of a sheet holds
/// some hundreds.
pub(super) const LONGEST: usize = 3_000;

/// A stretch of a text that another text has otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Swap {
    /// What stood there.
    pub before: String,
    /// What stands there.
    pub after: String,
}

/// A folded text without punctuation and without the numbers of fiscal years: 令和6年度 and
/// 令和7年度 are the same words in another year.
pub(super) fn plain(folded: &str) -> String {
    let mut parts = folded.split("年度").peekable();
    let mut out = String::with_capacity(folded.len());
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        out.push_str(if last { part } else { without_year(part) });
        out.push_str(if last { "" } else { "年度" });
    }
    out.retain(|c| !matches!(c, '、' | '。' | ',' | '・' | '「' | '」' | '\u{ff65}'));
    out
}

fn without_year(part: &str) -> &str {
    let bare = part.trim_end_matches(|c: char| c.is_ascii_digit() || c == '元');
    if bare.len() == part.len() {
        return part;
    }
    let era = ["令和", "平成", "西暦", "r", "h"].iter().find_map(|era| bare.strip_suffix(era));
    era.unwrap_or(bare)
}

/// Where two texts differ, when no more than `most` characters went and came.
pub(super) fn swaps(before: &str, after: &str, most: usize) -> Option<Vec<Swap>> {
    let size = |text: &str| text.chars().take(LONGEST + 1).count();
    let short = size(before) <= LONGEST && size(after) <= LONGEST;
    (short && distance(before, after) <= most).then_some(())?;
    let mut swaps: Vec<Swap> = Vec::new();
    let mut open = false;
    for piece in pieces(before, after) {
        if piece.kind == PieceKind::Same {
            open = false;
            continue;
        }
        if !open {
            swaps.push(Swap { before: String::new(), after: String::new() });
            open = true;
        }
        if let Some(swap) = swaps.last_mut() {
            let side =
                if piece.kind == PieceKind::Removed { &mut swap.before } else { &mut swap.after };
            side.push_str(&piece.text);
        }
    }
    let touched: usize =
        swaps.iter().map(|s| s.before.chars().count().max(s.after.chars().count())).sum();
    (touched <= most).then_some(swaps)
}

/// How many characters one text has that the other has not, whatever their order.
pub(super) fn distance(before: &str, after: &str) -> usize {
    let mut counts = BTreeMap::<char, i64>::new();
    before.chars().for_each(|c| *counts.entry(c).or_default() += 1);
    after.chars().for_each(|c| *counts.entry(c).or_default() -= 1);
    let sum = |of: fn(i64) -> i64| counts.values().map(|n| of(*n).unsigned_abs()).sum::<u64>();
    let most = sum(|n| n.max(0)).max(sum(|n| n.min(0)));
    usize::try_from(most).unwrap_or(usize::MAX)
}

/// The clause in which words of a cell stand.
pub(super) fn clause_at<'b>(cell: &'b Read<'_>, span: Span) -> Option<&'b Clause> {
    let after = cell.clauses.partition_point(|clause| clause.span.start <= span.start);
    let clause = cell.clauses.get(after.checked_sub(1)?)?;
    (span.end <= clause.span.end).then_some(clause)
}

/// Whether a quantity is what came or went and no level: 19人増えた, 6件の減, 前年度より13人多い.
pub(super) fn is_change(text: &str, span: Span) -> bool {
    let after = text.get(span.end..).unwrap_or_default();
    // 27件（5.5％）増えた
    let noted = || {
        let inner = head(after.strip_prefix(['（', '('])?, 16);
        let end = inner.find(['）', ')'])?;
        after.get(after.chars().next()?.len_utf8() + end..)?.strip_prefix(['）', ')'])
    };
    let after = head(noted().unwrap_or(after), 8);
    let after = after.trim_start_matches([' ', '　']);
    let after = ["ほど", "も", "の", "が", "ずつ", "以上", "分"]
        .iter()
        .find_map(|word| after.strip_prefix(word))
        .unwrap_or(after);
    let way = ["増", "減", "多か", "多い", "多く", "少な", "上回", "下回", "上昇", "低下", "伸び"];
    way.iter().any(|word| after.starts_with(word))
        || ["加わ", "追加", "新設", "脱退", "アップ", "プラス"].iter().any(|w| after.starts_with(w))
}

/// The last `n` characters of a text.
pub(super) fn tail(text: &str, n: usize) -> &str {
    last_run(text, n, |_| true)
}

/// The characters with which a text ends as long as they are of a kind, `most` of them at most.
pub(super) fn last_run(text: &str, most: usize, is_of: impl Fn(char) -> bool) -> &str {
    let run = text.char_indices().rev().take(most).take_while(|(_, c)| is_of(*c));
    text.get(run.last().map_or(text.len(), |(at, _)| at)..).unwrap_or_default()
}

/// The first `n` characters of a text.
pub(super) fn head(text: &str, n: usize) -> &str {
    let end = text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// A number as a message shows it.
pub(super) fn shown(value: f64) -> String {
    let text = domain::percent::trim((value * 1e6).round() / 1e6);
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), ""), |(w, f)| (w, f));
    let out = if whole.starts_with('-') { whole.to_owned() } else { thousands(whole) };
    if fraction.is_empty() { out } else { format!("{out}.{fraction}") }
}

/// The figure of a cell with its unit, as a message shows it.
pub(super) fn told(figure: &CellFigure) -> String {
    format!("{}{}", shown(figure.value), figure.unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_year_and_the_punctuation_are_no_difference() {
        assert_eq!(plain("令和6年度は、配布した。"), plain("令和7年度は配布した"));
        assert_eq!(plain("r元年度講座"), plain("h30年度講座"));
        assert_ne!(plain("令和6年10月に開催"), plain("令和7年10月に開催"));
    }

    #[test]
    fn what_changed_is_told_when_little_did() {
        let found = swaps("市民に配布した", "市職員に配布した", 4).unwrap();
        assert_eq!(found, [Swap { before: "民".into(), after: "職員".into() }]);
        assert_eq!(swaps("市民に配布した", "会議を三回開いた", 4), None);
    }

    #[test]
    fn a_number_is_shown_with_its_thousands() {
        assert_eq!(
            (shown(1478.0), shown(0.5), shown(12.0)),
            ("1,478".into(), "0.5".into(), "12".into())
        );
    }

    proptest! {
        #[test]
        fn any_two_texts_are_compared(a in ".{0,60}", b in ".{0,60}") {
            let _ = swaps(&plain(&a), &plain(&b), 20);
            prop_assert_eq!(distance(&a, &b), distance(&b, &a));
            prop_assert_eq!(distance(&a, &a), 0);
            let _ = (head(&a, 3), tail(&a, 3));
        }
    }
}
