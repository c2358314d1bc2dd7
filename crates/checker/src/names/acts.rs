//! Laws under a name that none has, near the name of one.

use prose::{Span, classes, lexicon};

use crate::{
    finding::{Finding, Severity},
    likeness::{distance, last_run},
    rule::{Family, Rule, RuleScope},
    scan::{self, CellText, quote},
};

/// A law by a wrong name.
pub(super) const RULE: Rule = Rule {
    name: "LAW_MISNAMED",
    title: "法律の名称の誤り",
    family: Family::Names,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "その名称の法律は見当たりません。よく似た名称の法律の誤りではないでしょうか。",
    instruction: "法律の名称を確認し、直してください。",
    why: "根拠となる法律の名称の誤りは、取組の根拠そのものが疑われるもとになります。",
    example: &[&[("status", "障害者差別改善法に基づき、職員対応要領を見直した。")]],
    controls: &[
        &[&[("status", "障害者差別解消法に基づき、職員対応要領を見直した。")]],
        &[&[("status", "改正児童福祉法の施行に合わせ、こども家庭センターを設けた。")]],
        &[&[("status", "相談の方法、運動療法、自立支援の手法を学んだ。")]],
        &[&[("status", "市の条例と老人福祉法により、計画を定めた。")]],
    ],
    find: |context, rule| {
        let pieces = scan::of_sheet(context);
        pieces.iter().filter_map(|piece| misnamed(piece, rule)).collect()
    },
};

/// Letters before 法 that make a way of doing something of it.
const WAYS: &str = "方手療技用司憲文作話語製工論魔寸合適違不";

/// Shorter names are near each other by chance.
const SHORT: usize = 5;
/// In a name of so many letters two may be wrong.
const LONG: usize = 7;

fn misnamed(piece: &CellText<'_>, rule: &Rule) -> Option<Finding> {
    scan::places(piece.text, "法").into_iter().find_map(|at| {
        let before = piece.text.get(..at.start)?;
        let after = piece.text.get(at.end..)?;
        let last = before.chars().next_back()?;
        let more = after.starts_with(['律', '人', '務', '的', '規', '令', '要', '定', '事', '廷']);
        let within = more || after.starts_with(classes::is_han) && !after.starts_with(['等', '第']);
        (classes::is_of_noun(last) && !WAYS.contains(last) && !within).then_some(())?;
        let letters: Vec<(usize, char)> =
            before.char_indices().rev().take(LETTERS).take_while(|(_, c)| is_of_name(*c)).collect();
        let run = before.get(letters.last()?.0..at.start)?;
        let run = format!("{run}法");
        let known = lexicon::ACTS.iter().any(|act| run.ends_with(act));
        (!known).then_some(())?;
        let likely = near(&letters, at, piece.text);
        let (start, act) = likely.or_else(|| closed(&run, at))?;
        let span = Span { start, end: at.end };
        let message = format!(
            "{}という法律は見当たりません。{}の誤りではありませんか。",
            quote(span.of(piece.text)),
            quote(act)
        );
        Some(rule.found(piece.no, vec![piece.words(span)], message))
    })
}

/// No name of a law is read further back.
const LETTERS: usize = 24;

fn is_of_name(c: char) -> bool {
    classes::is_of_noun(c) || classes::is_hiragana(c) || c == '・'
}

/// The law whose name is nearest to the words that end in 法, with where they begin.
fn near(letters: &[(usize, char)], at: Span, text: &str) -> Option<(usize, &'static str)> {
    let likely = lexicon::ACTS.iter().filter_map(|act| {
        let long = act.chars().count();
        (long >= SHORT).then_some(())?;
        let most = if long >= LONG { 2 } else { 1 };
        let first = act.chars().next()?;
        // As long as the name, or a letter or two more or fewer, from its own first letter on
        let spans = (long.saturating_sub(1 + most)..long + most).filter_map(|count| {
            let (start, c) = *letters.get(count.checked_sub(1)?)?;
            let words = text.get(start..at.end)?;
            (c == first).then_some(())?;
            let apart = if is_turned(words, act) { 1 } else { distance(words, act) };
            (1..=most).contains(&apart).then_some((apart, start))
        });
        let (apart, start) = spans.min()?;
        Some((apart, start, *act))
    });
    likely.min_by_key(|(apart, ..)| *apart).map(|(_, start, act)| (start, act))
}

/// A name with an end of which all laws are known, and that none of them has: 地域福祉法.
fn closed(run: &str, at: Span) -> Option<(usize, &'static str)> {
    const ENDS: [&str; 6] =
        ["福祉法", "保健法", "自立支援法", "虐待防止法", "差別解消法", "対策基本法"];
    let end = ENDS.iter().find(|end| run.ends_with(**end))?;
    let name = last_run(run.strip_suffix(end)?, usize::MAX, classes::is_of_noun);
    // 旧老人福祉法, 改正児童福祉法, 各種福祉法, 関係福祉法: of laws, and no name of one
    let general = ["各種", "関係", "関連", "等", "諸", "社会", "六", "八", "三"];
    let named =
        (2..=8).contains(&name.chars().count()) && !general.iter().any(|word| name.ends_with(word));
    named.then_some(())?;
    let known = lexicon::ACTS.iter().filter(|act| act.ends_with(end));
    let shared = |act: &&&str| act.chars().filter(|c| name.contains(*c)).count();
    let act = known.max_by_key(shared)?;
    Some((at.end - name.len() - end.len(), *act))
}

/// Whether two names are of the same letters in another order: 対策防止 for 防止対策.
fn is_turned(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    a != b && a.len() == b.len() && sorted(a) == sorted(b)
}

#[cfg(test)]
mod tests {
    use crate::cases::{silent, speaks};

    #[test]
    fn a_name_that_no_law_has_is_found_in_every_style() {
        for text in [
            "自殺防止基本法に基づく計画を策定した。",
            "・根拠：障害者総合福祉支援法",
            "健康促進法により、受動喫煙の防止を図りました。",
            "生活困窮者自律支援法による事業",
            "高齢者虐待予防法に基づく通報",
            "改正女性活躍促進法について周知した。",
            "いじめ対策防止推進法を踏まえた研修",
            "地域福祉法第106条の4に基づく事業を行いました。",
            "・根拠：生活保護者自立支援法",
            "思春期保健法により相談に応じた。",
            "高齢者差別解消法の周知",
        ] {
            speaks("LAW_MISNAMED", &[("status", text)]);
        }
        for text in [
            "自殺対策基本法第13条に基づく計画を策定した。",
            "・根拠：障害者総合支援法",
            "健康増進法により、受動喫煙の防止を図りました。",
            "改正された生活困窮者自立支援法による事業",
            "認知行動療法、傾聴の技法、申請の方法を学んだ。",
            "母体保護法と母子保健法、地方財政法を学んだ。",
            "関係福祉法に基づく措置、精神保健福祉法による通報",
            "改正児童虐待防止法と高齢者虐待防止法の研修",
            "共生社会の実現を推進するための認知症基本法を学びました。",
        ] {
            silent("LAW_MISNAMED", &[("status", text)]);
        }
    }
}
