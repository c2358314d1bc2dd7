//! What people write to each other and forget: notes meant for colleagues.

use prose::{Span, lexicon};

use crate::{
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan::{self, CellText, quote},
};

/// A note that no reader should see.
pub(super) const INTERNAL: Rule = Rule {
    name: "INTERNAL_NOTE",
    title: "庁内向けのメモの残り",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Error,
    limits: &[],
    question: "庁内の確認やメモと思われる記述が残っています。公表してよいものでしょうか。",
    instruction: "メモを除き、確認が済んだ内容に直してください。",
    why: "内部のやり取りがそのまま公表されると、資料全体が未完成と受け取られます。",
    example: &[&[("status", "講座を２回開催した。※人数は課長確認後に修正")]],
    controls: &[
        &[&[("status", "「ひとりで悩まず相談してください」と記載したカードを配布した。")]],
        &[&[("status", "民生委員さん、保健師と連携し、配布先の確認を行った。")]],
        &[&[("status", "参加者数を財政部門と確認し、予算を調整した。")]],
    ],
    find: |context, rule| {
        let pieces = scan::of_sheet(context);
        pieces
            .iter()
            .filter(|piece| piece.is_answer())
            .filter_map(|piece| note(piece, rule))
            .collect()
    },
};

fn note(piece: &CellText<'_>, rule: &Rule) -> Option<Finding> {
    let span = noted(piece.text)?;
    let message = format!("{}は、庁内向けのメモの残りと思われます。", quote(span.of(piece.text)));
    Some(rule.found(piece.no, vec![piece.words(span)], message))
}

fn noted(text: &str) -> Option<Span> {
    prose::sentences(text).into_iter().find_map(|piece| {
        let words = piece.of(text);
        if lexicon::holds(words, lexicon::PUBLIC_REQUESTS) {
            return None;
        }
        let at = |word: &&str| words.find(*word).map(|at| (at, word.len()));
        let (from, long) = lexicon::COLLEAGUE_NOTES.iter().filter_map(|word| at(word)).min()?;
        // The remark as a whole: from its mark or bracket on
        let begin =
            words.get(..from)?.rfind(['※', '（', '(', '＊', '【', '［', '→']).unwrap_or(from);
        let start = piece.start + if from - begin <= 90 { begin } else { from };
        let end = piece.start + from + long;
        Some(Span { start, end })
    })
}
