//! Likely slips of the pen, each with the count of the usual form over the sheet.

use std::collections::BTreeMap;

use prose::{Span, lexicon};

use super::{confused, katakana, sounds, spellings::SpellingFinder};
use crate::{
    context::CheckContext,
    finding::{Finding, Mark, Severity},
    rule::{Family, Rule, RuleScope},
    scan::{self, CellText},
};

pub(super) const TYPO: Rule = Rule {
    name: "TYPO",
    title: "誤字・脱字のおそれ",
    family: Family::Names,
    scope: RuleScope::Cell,
    severity: Severity::Warning,
    limits: &[],
    question: "誤字・脱字のおそれがあります。正しい表記をご確認ください。",
    instruction: "誤字・脱字を直してください。",
    why: "公表資料の正確さを損ない、検索でも漏れるため。",
    example: &[
        &[("status", "見守り及声かけを行い、健康チエック表を活用してる。")],
        &[("status", "周知及び啓発を行った。")],
        &[("status", "・インフルエンザによるまん延防止のため中止")],
    ],
    controls: &[
        &[&[(
            "status",
            "普及啓発及び周知を行い、食事を捨てることなく子どもを育てる家庭に言及した。",
        )]],
        &[&[(
            "status",
            "チェックリストを実施している。実施したため、資料を見れば分かるものの、感染拡大の防止に努めた。",
        )]],
        &[&[(
            "status",
            "感染症による影響を考え、感染症の拡大防止と感染症による欠席の減少に努めた。",
        )]],
        &[&[("status", "ステイホームの影響により防止策を考え、人とともに進めることとした。")]],
    ],
    find: typos,
};

/// What was written, what was meant, and where.
type Slips = BTreeMap<(String, String), Vec<Mark>>;

fn typos(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let pieces = scan::of_sheet(context);
    let mut slips = Slips::new();
    let wrong = lexicon::WRONG.iter().enumerate().map(|(at, (words, _))| (at, 0, (*words, "", "")));
    let wrong = SpellingFinder::of(wrong);
    for piece in &pieces {
        for (at, _, span) in wrong.find(piece.text) {
            let meant = lexicon::WRONG.get(at).map_or("", |(_, meant)| meant);
            if is_polite(piece.text, span) {
                continue;
            }
            add(&mut slips, piece, span, meant);
        }
        for (span, meant) in PATTERNS.iter().flat_map(|find| find(piece.text)) {
            add(&mut slips, piece, span, &meant);
        }
        let mut known: Vec<Span> =
            wrong.find(piece.text).into_iter().map(|(.., span)| span).collect();
        for (span, meant) in confused::find(piece.text).into_iter().chain(sounds::find(piece.text))
        {
            let told = known.iter().any(|other| other.start < span.end && span.start < other.end);
            if !told {
                add(&mut slips, piece, span, &meant);
                known.push(span);
            }
        }
    }
    let mut found: Vec<Finding> =
        slips.into_iter().map(|slip| typo_finding(rule, &pieces, slip)).collect();
    let kana = katakana::slips(&pieces);
    found.extend(kana.into_iter().map(|(wrong, meant, usual, marks)| {
        let message = counted(&wrong, marks.len(), &meant, usual);
        scan::placed(rule, marks, message)
    }));
    found
}

/// お渡ししました, お話ししまして: politely done, and no letter twice.
fn is_polite(text: &str, span: Span) -> bool {
    let before = crate::likeness::tail(text.get(..span.start).unwrap_or_default(), 5);
    span.of(text).starts_with("しし") && before.contains(['お', 'ご', '御'])
}

fn add(slips: &mut Slips, piece: &CellText<'_>, span: Span, meant: &str) {
    let key = (span.of(piece.text).to_owned(), meant.to_owned());
    slips.entry(key).or_default().push(piece.words(span));
}

fn typo_finding(
    rule: &Rule,
    pieces: &[CellText<'_>],
    slip: ((String, String), Vec<Mark>),
) -> Finding {
    let ((wrong, meant), marks) = slip;
    let all: usize = pieces.iter().map(|piece| piece.text.matches(meant.as_str()).count()).sum();
    // Where the slip is spelled within what was meant it was counted along
    let usual = if wrong.contains(&meant) { all.saturating_sub(marks.len()) } else { all };
    let message = counted(&wrong, marks.len(), &meant, usual);
    scan::placed(rule, marks, message)
}

fn counted(wrong: &str, times: usize, meant: &str, usual: usize) -> String {
    if usual == 0 {
        return format!("「{wrong}」が{times}か所あります。「{meant}」の誤りではありませんか。");
    }
    format!("「{meant}」{usual}件に対し「{wrong}」{times}件があります。誤字ではありませんか。")
}

type Pattern = fn(&str) -> Vec<(Span, String)>;

const PATTERNS: [Pattern; 6] =
    [and_without_kana, dropped_i, dropped_ra, bare_noun, spread_by_itself, doubled_particle];

/// 関係機関とと連携, 方のの支援: a particle twice.
fn doubled_particle(text: &str) -> Vec<(Span, String)> {
    const TWICE: [&str; 7] = ["とと", "のの", "がが", "にに", "でで", "はは", "へへ"];
    let noun = |c: Option<char>| c.is_some_and(prose::classes::is_of_noun);
    let found = TWICE.iter().flat_map(|twice| {
        let odd = move |span: &Span| {
            let lead = scan::before(text, span.start);
            let led = noun(lead) || lead == Some('）') || lead == Some('」');
            led && noun(scan::after(text, span.end))
        };
        let meant: String = twice.chars().take(1).collect();
        let places = scan::places(text, twice).into_iter().filter(odd);
        places.map(move |span| (span, meant.clone())).collect::<Vec<_>>()
    });
    found.collect()
}

/// 及 for 及び.
fn and_without_kana(text: &str) -> Vec<(Span, String)> {
    let odd = |span: &Span| {
        let after = scan::after(text, span.end);
        let before = scan::before(text, span.start);
        !after.is_some_and(|c| "びぼばんぶぐ第落第腰".contains(c))
            && after.is_some()
            && before.is_some()
            && !before.is_some_and(|c| "普言追波遡企論過".contains(c))
    };
    scan::places(text, "及").into_iter().filter(odd).map(|span| (span, "及び".to_owned())).collect()
}

/// 実施してる, 行ってる.
fn dropped_i(text: &str) -> Vec<(Span, String)> {
    let found = lexicon::DROPPED_I.iter().flat_map(|(slip, meant)| {
        scan::places(text, slip).into_iter().map(|span| (span, (*meant).to_owned()))
    });
    found.filter(|(span, _)| scan::before(text, span.start) != Some('落')).collect()
}

/// 見れる, 続けれる.
fn dropped_ra(text: &str) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    for stem in lexicon::RA_STEMS.iter().filter(|_| text.contains('れ')) {
        for span in scan::places(text, stem) {
            let root = stem.strip_suffix('れ').unwrap_or(stem);
            if scan::after(text, span.end).is_some_and(|c| "るなまた".contains(c)) {
                found.push((span, format!("{root}られ")));
            }
        }
    }
    found
}

/// 感染症による拡大防止: what spreads is the disease, not something by it.
fn spread_by_itself(text: &str) -> Vec<(Span, String)> {
    const BY: &str = "による";
    let slip = |by: Span| {
        let (front, back) = (text.get(..by.start)?, text.get(by.end..)?);
        let disease = lexicon::DISEASES.iter().find(|word| front.ends_with(**word))?;
        let spread = lexicon::SPREADING.iter().find(|word| back.starts_with(**word))?;
        let prevented = back.strip_prefix(spread)?.trim_start_matches('の');
        (prevented.starts_with("防止") || prevented.starts_with("予防")).then_some(())?;
        let span = Span { start: by.start - disease.len(), end: by.end + spread.len() };
        Some((span, format!("{disease}の{spread}")))
    };
    scan::places(text, BY).into_iter().filter_map(slip).collect()
}

/// Nouns of doing that lost their する before a link: 周知を実施とともに.
fn bare_noun(text: &str) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    for link in ["とともに", "と共に"] {
        for at in scan::places(text, link) {
            let before = text.get(..at.start).unwrap_or_default();
            let noun = lexicon::DOING.iter().find(|noun| before.ends_with(**noun));
            let object = noun.and_then(|noun| before.strip_suffix(noun));
            if let Some((noun, _)) = noun.zip(object.filter(|rest| rest.ends_with('を'))) {
                let span = Span { start: at.start - noun.len(), end: at.start + "と".len() };
                found.push((span, format!("{noun}すると")));
            }
        }
    }
    found
}
