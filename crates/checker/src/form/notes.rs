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
        &[&[("status", "相談会を開催した。※日程は変更することがあります。")]],
        &[&[("status", "名簿を修正した（対象者に確認済み）。")]],
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
        let known = lexicon::COLLEAGUE_NOTES.iter().filter_map(at).min();
        let (from, long) = known.or_else(|| told_to_do(words))?;
        // The remark as a whole: from its mark or bracket on
        let begin =
            words.get(..from)?.rfind(['※', '（', '(', '＊', '【', '［', '→']).unwrap_or(from);
        let start = piece.start + if from - begin <= 90 { begin } else { from };
        let end = piece.start + from + long;
        Some(Span { start, end })
    })
}

/// A remark that tells somebody to mend the text: ※報告書と突き合わせて直すこと, （人数は差し替える）.
fn told_to_do(words: &str) -> Option<(usize, usize)> {
    let (at, mark) = ["※", "＊", "（", "(", "【", "［"]
        .iter()
        .filter_map(|mark| Some((words.find(*mark)?, *mark)))
        .min()?;
    let inner = words.get(at + mark.len()..)?;
    let inner = inner.split(['）', ')', '】', '］', '\n']).next().unwrap_or(inner);
    let bare = inner.trim_end_matches(['。', '、', ' ', '　', '！', '!', '？', '?']);
    let mends = lexicon::holds(bare, lexicon::MENDING);
    let told = lexicon::ends(bare, lexicon::TOLD_TO);
    let asked = inner.trim_end().ends_with(['？', '?']) && inner.chars().count() <= 40;
    (mends && (told || asked)).then_some((at + mark.len(), bare.len()))
}

#[cfg(test)]
mod tests {
    use crate::cases::{silent, speaks};

    #[test]
    fn a_remark_that_tells_to_mend_the_text_is_a_note_in_every_style() {
        for text in [
            "12回開催した。※受講者数は警防課の報告書と突き合わせて直すこと",
            "・訪問 41件（件数は集計表と照合すること）",
            "配布しました。【部数は納品書を見て修正する】",
        ] {
            speaks("INTERNAL_NOTE", &[("status", text)]);
        }
        for text in [
            "冊子を配布（部数は学校から回答あり次第追記）",
            "12件をつないだ。（係長へ：12件は速報値、差替え要！）",
            "広報に掲載しました。※部数は後日追記",
        ] {
            speaks("INTERNAL_NOTE", &[("status", text)]);
        }
        for text in [
            "12回開催した。※件数には、同じ方からの相談を含む。",
            "・名簿の修正 41件（本人に照合した。）",
            "様式を見直しました（記載例を追記）。",
        ] {
            silent("INTERNAL_NOTE", &[("status", text)]);
        }
    }
}
