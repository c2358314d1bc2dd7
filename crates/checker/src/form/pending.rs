//! What was still being counted or asked when the result was written: 参加者数は集計中.

use prose::{Span, lexicon};

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// A value of a result that somebody still waits for.
pub(super) const RULE: Rule = Rule {
    name: "RESULT_PENDING",
    title: "実績の集計中・確認中の残り",
    family: Family::Form,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "実績の欄に「集計中」「確認中」などが残っています。確定した内容をお知らせください。",
    instruction: "確定した数や内容に書き換えてください。",
    why: "終わった年度の実績が未確定のままでは、評価の根拠になりません。",
    example: &[&[("status", "講座を２回開催した。参加者数は集計中。")]],
    controls: &[
        &[&[("status", "関係課と実施方法を調整中である。")]],
        &[&[("next_plan", "会場：調整中")]],
        &[&[("status", "施設の整備計画を策定中。")]],
        &[&[("status", "開催日の調整中に申込みが３件あった。")]],
    ],
    find,
};

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let of_line = |line: &ReadRow<'_>| {
        let cells = line.prose().filter(|cell| is_result(cell));
        let places: Vec<_> = cells.filter_map(|cell| Some((cell, pending(cell)?))).collect();
        let (first, span) = places.first()?;
        let words = quote(span.of(first.text));
        let message = format!("実績の欄に{words}とあり、内容が決まっていません。");
        let marks = places.iter().map(|(cell, span)| line.words(&cell.slot, *span)).collect();
        Some(rule.found(line.row.no, marks, message))
    };
    context.lines.iter().filter_map(of_line).collect()
}

fn is_result(cell: &Read<'_>) -> bool {
    let told = matches!(cell.sense, Sense::Report | Sense::Actual | Sense::Rate | Sense::Money);
    told && cell.slot.year != domain::Offset::Next
}

/// Marks between which a value or a remark stands.
const ENDS: [char; 14] =
    ['。', '\n', '（', '）', '(', ')', '、', '，', '：', ':', '　', ' ', '【', '】'];

/// The first piece of a cell that waits for something.
fn pending(cell: &Read<'_>) -> Option<Span> {
    let mut at = 0;
    let mut last = '\n';
    for piece in cell.text.split_inclusive(ENDS) {
        let bare = piece.trim_end_matches(ENDS);
        let span = Span { start: at, end: at + bare.len() };
        let next = piece.chars().next_back().filter(|c| ENDS.contains(c)).unwrap_or('\n');
        if let Some(word) = waits(bare, last, next) {
            let end = span.start + bare.find(word).map_or(bare.len(), |at| at + word.len());
            return Some(Span { end, ..span });
        }
        at += piece.len();
        last = next;
    }
    None
}

/// What a piece waits for: a value that is counted (集計中), or one that stands in a value's place
/// (会場：調整中, 参加者数は確認中).
fn waits(piece: &str, before: char, after: char) -> Option<&str> {
    let bare = lexicon::SAID_OF_STATE.iter().find_map(|end| piece.strip_suffix(end));
    let bare = bare.unwrap_or(piece).trim();
    let ends = |words: &[&'static str]| words.iter().find(|word| bare.ends_with(**word)).copied();
    if let Some(word) = ends(lexicon::COUNTED_YET) {
        return bare.get(bare.len() - word.len()..);
    }
    let word = ends(lexicon::OPEN_YET)?;
    let lead = bare.strip_suffix(word)?;
    let labelled = matches!(before, '：' | ':') || matches!(before, '　' | ' ');
    let whole = lead.is_empty() && (labelled || before == '\n' && after == '\n');
    let subject = lead.trim_end_matches(['は', 'が', 'も', 'を', 'に', 'つ', 'い', 'て']);
    let value = subject.len() < lead.len() && lexicon::ends(subject, lexicon::VALUE_NAMES);
    let noun = lexicon::ends(lead, lexicon::COUNT_NAMES);
    (whole || value || noun).then(|| bare.get(bare.len() - word.len()..))?
}

#[cfg(test)]
mod tests {
    use crate::cases::{silent, speaks};

    #[test]
    fn a_result_that_is_still_counted_is_found_in_every_style() {
        for text in [
            "・代表者会議：1回\n・ケース検討会議：調整中",
            "参加者数は現在集計中です。",
            "アンケートの結果（取りまとめ中）",
            "・受講者　精査中",
            "調整中",
            "配布部数については、担当課に照会中であった。",
            "相談件数：未集計\n訪問：12件",
            "実施回数12回（参加者数は確認中）",
            "開催日　未定",
            "３月分は集計中のため、２月末までの数です。",
            "実績値は算定中",
            "利用者数：県の公表待ち",
        ] {
            speaks("RESULT_PENDING", &[("status", text)]);
        }
        for text in [
            "関係機関と支援の方針を検討中である。",
            "新しい施設を整備中、令和８年度に開所予定。",
            "アンケートの集計中に分かった課題を共有した。",
            "相談の受付中に体調を崩した方を医療機関につないだ。",
            "未確認の世帯を訪問した。",
            "住所が未定の転入者に案内した。",
            "待機中の児童はいない。",
        ] {
            silent("RESULT_PENDING", &[("status", text)]);
        }
    }
}
