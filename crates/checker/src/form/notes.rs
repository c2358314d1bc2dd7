//! What people write to each other and forget: notes meant for colleagues.

use std::sync::OnceLock;

use prose::{Span, WordIndex, lexicon};

use crate::{
    finding::{Finding, Severity},
    likeness::head,
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
    let span = noted(piece.text).or_else(|| doubted(piece.text))?;
    let message = format!("{}は、庁内向けのメモの残りと思われます。", quote(span.of(piece.text)));
    Some(rule.found(piece.no, vec![piece.words(span)], message))
}

fn noted(text: &str) -> Option<Span> {
    prose::sentences(text).into_iter().find_map(|piece| {
        let words = piece.of(text);
        if lexicon::holds(words, lexicon::PUBLIC_REQUESTS) {
            return None;
        }
        let known = notes().find(words).find(|(_, span)| !is_of_name(words, *span));
        let known = known.map(|(_, span)| (span.start, span.end - span.start));
        let (from, long) = known.or_else(|| told_to_do(words))?;
        // The remark as a whole: from its mark or bracket on
        let begin =
            words.get(..from)?.rfind(['※', '（', '(', '＊', '【', '［', '→']).unwrap_or(from);
        let start = piece.start + if from - begin <= 90 { begin } else { from };
        let end = piece.start + from + long;
        Some(Span { start, end })
    })
}

/// What colleagues write to each other, by first letters.
fn notes() -> &'static WordIndex<'static> {
    static NOTES: OnceLock<WordIndex<'static>> = OnceLock::new();
    NOTES.get_or_init(|| WordIndex::of(lexicon::COLLEAGUE_NOTES.iter().copied()))
}

/// Whether a word that asks is only the beginning of a name: 要確認世帯, 要相談者名簿.
fn is_of_name(words: &str, span: Span) -> bool {
    let noun = |c: char| prose::classes::is_han(c) || prose::classes::is_katakana(c);
    let asks = span.of(words).starts_with('要') || span.of(words).starts_with("暫定");
    asks && words.get(span.end..).is_some_and(|rest| rest.starts_with(noun))
}

/// A remark that tells somebody to mend the text: ※報告書と突き合わせて直すこと, （人数は差し替える），
/// （係で再集計中、6/5までに差し替え）.
fn told_to_do(words: &str) -> Option<(usize, usize)> {
    remarks(words).find_map(|(at, inner)| {
        let bare = inner.trim_end_matches(['。', '、', ' ', '　', '！', '!', '？', '?']);
        let done = lexicon::ends(bare, lexicon::DONE_ALREADY);
        (!done).then_some(())?;
        let mends = lexicon::holds(bare, lexicon::MENDING);
        let told = lexicon::ends(bare, lexicon::TOLD_TO);
        let asked = inner.trim_end().ends_with(['？', '?']) && inner.chars().count() <= 40;
        let text = lexicon::holds(bare, lexicon::TEXT_WORK);
        let who = lexicon::holds(bare, lexicon::COLLEAGUES);
        let when = lexicon::holds(bare, lexicon::BEFORE_PRINT);
        let of_text = lexicon::holds(bare, lexicon::PARTS_OF_TEXT);
        let doubt = lexicon::holds(bare, lexicon::DOUBTS);
        let note = mends && (told || asked || who && when || of_text && when)
            || text && (when || who || of_text && told)
            || doubt && (of_text || who || asked);
        note.then_some((at, bare.len()))
    })
}

/// Marks with which a remark begins.
const MARKS: [char; 12] = ['※', '＊', '（', '(', '【', '［', '<', '＜', '★', '☆', '→', '■'];

/// No more remarks of a sentence are looked at, and no more letters of one.
const REMARKS: usize = 12;
const REMARK: usize = 80;

/// The remarks of a sentence: behind a mark, up to its bracket's or its line's end.
fn remarks(words: &str) -> impl Iterator<Item = (usize, &str)> {
    let marks = words.char_indices().filter(|(_, c)| MARKS.contains(c)).take(REMARKS);
    marks.filter_map(move |(at, c)| {
        let start = at + c.len_utf8();
        let inner = words.get(start..)?;
        Some((start, head(inner, REMARK).split(['）', ')', '】', '］', '>', '＞', '\n']).next()?))
    })
}

/// A number with a mark of doubt behind it: 参加者32人？, 12件（？）.
fn doubted(text: &str) -> Option<Span> {
    text.match_indices(['？', '?']).find_map(|(at, mark)| {
        let before = text.get(..at)?.trim_end_matches(['（', '(']);
        let unit: String = before.chars().rev().take(3).collect();
        let bare =
            unit.trim_start_matches(|c: char| "人名回件部か所校世帯組個枚円冊社日".contains(c));
        let number = bare.chars().next().is_some_and(prose::classes::is_digit);
        let ends = text.get(at + mark.len()..)?;
        let ends = ends.is_empty() || ends.starts_with(['）', ')', '。', '、', '\n', '）']);
        let digits: usize = before
            .chars()
            .rev()
            .take_while(|c| prose::classes::is_digit(*c) || !prose::classes::is_hiragana(*c))
            .take(6)
            .map(char::len_utf8)
            .sum();
        let start = before.len() - digits;
        (number && bare.len() < unit.len() && ends).then_some(Span { start, end: at + mark.len() })
    })
}

#[cfg(test)]
mod tests {
    use crate::cases::{silent, speaks};

    #[test]
    fn what_is_left_to_do_with_the_text_is_a_note_in_any_wording() {
        for text in [
            "対象381人を訪問した。（訪問数は係で再集計中、6/5までに差し替え）",
            "・相談 41件　※件数は議会答弁とそろえて後日修正",
            "講座を開催しました。【要差替：最新の数字に】",
            "参加者は32人？",
            "12回開催した（回数は前年度の資料を見て転記すること）。",
            "→この段落は公表前に削除",
            "配布しました。★部数は総務課の回答が来たら更新",
            "訪問を行った。（係長了解済、数値は後で入れ直し）",
            "研修を実施。＜表現は部長協議後に修正＞",
            "実施した。（この数字は合わないので確認）",
            "・会場　3か所（？）",
            "ここは財政課と要協議",
            "【前年度文面のまま】講座を２回開催した。",
            "※この閲覧数は課長補佐に聞いてから埋めます。",
            "・相談 31件（広報担当に聞いて後で書き足します）",
            "講座を開催した。＜人数は来週入れます＞",
        ] {
            speaks("INTERNAL_NOTE", &[("status", text)]);
        }
        for text in [
            "申請書の記載例を修正した（係で確認済み）。",
            "名簿を更新した（年１回、６月までに更新）。",
            "・相談窓口一覧を改訂（課内で校正し、９月に発行）",
            "保護者に「困ったときは？」と書いたカードを配布した。",
            "※雨天のため、翌日に延期した。",
            "参加者の疑問（食事はどうする？）に答えた。",
            "講座を開催した（追加募集を９月までに実施）。",
            "チェック表の誤りを訂正し、再配布した（総務課で対応）。",
            "・要確認世帯（民生委員から連絡のあった世帯）54世帯へ訪問",
            "要相談者名簿を整理した。財政課と協議した。",
        ] {
            silent("INTERNAL_NOTE", &[("status", text)]);
        }
    }

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
