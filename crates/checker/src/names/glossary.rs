//! Names of bodies, places and papers against the glossary that the plan itself builds.

use std::collections::{BTreeMap, BTreeSet};

use prose::{Span, lexicon};

use super::instruments;
use crate::{
    context::CheckContext,
    finding::{Finding, Mark, Severity, Spot},
    rule::{Family, Rule, RuleScope},
    scan::{self, CellText},
};

pub(super) const NAME_VARIATION: Rule = Rule {
    name: "NAME_VARIATION",
    title: "名称の違い",
    family: Family::Names,
    scope: RuleScope::Row,
    severity: Severity::Info,
    limits: &[],
    question: "施設や会議などの名称が、計画の他の箇所と違っています。正式な名称をお知らせください。",
    instruction: "正式な名称にそろえてください。",
    why: "別の施設や会議と読まれ、検索でも漏れるため。",
    example: &[
        &[
            ("action", "市民福祉会館への設置"),
            ("content", "市民福祉会館に設置します。"),
            ("status", "市民生活福祉会館に設置しました。"),
        ],
        &[("status", "アルコール依存判定テスト（AUDIT）を25人に実施した。")],
        &[("status", "ＧＨＱ：精神健康質問票　回収 312人")],
    ],
    controls: &[
        &[&[
            ("content", "地域包括支援センターと連携する。"),
            ("status", "子育て世代包括支援センターと連携した。"),
        ]],
        &[
            &[("action", "健康推進計画"), ("content", "健康推進計画を進めます。")],
            &[("action", "健康計画"), ("content", "健康計画を進めます。")],
        ],
        &[&[("status", "産婦に「エジンバラ産後うつ病質問票（EPDS）」を用いた。")]],
        &[&[("status", "EPDS（９点以上）の産婦28人を訪問した。")]],
        &[&[("plan", "「道標　第１４集」を作る。"), ("status", "「道標　第１６集」を作った。")]],
    ],
    find: names,
};

/// A name's places, those in the plan's own words counted.
#[derive(Default)]
struct Name {
    marks: Vec<Mark>,
    planned: usize,
}

fn names(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let pieces = scan::of_sheet(context);
    let mut known: BTreeMap<&str, Name> = BTreeMap::new();
    for piece in &pieces {
        for span in compounds(piece.text) {
            let name = known.entry(span.of(piece.text)).or_default();
            name.planned += usize::from(!piece.is_answer());
            name.marks.push(piece.words(span));
        }
    }
    let mut found = Vec::new();
    for (long, name) in &known {
        for short in shorter(long) {
            let other = known.get_key_value(short.as_str());
            found
                .extend(other.and_then(|(short, other)| apart(rule, (long, name), (short, other))));
        }
    }
    let own = context.words().names.iter();
    found.extend(own.filter_map(|(short, full)| abbreviated(rule, &pieces, short, full)));
    found.extend(titled(rule, &pieces));
    found.extend(instruments::misnamed(context, rule));
    found
}

/// The names of a text: runs of Han and katakana with a known end.
fn compounds(text: &str) -> Vec<Span> {
    const GLUE: [(char, &str); 3] = [('障', "がい"), ('子', "ども"), ('育', "て")];
    let mut found: Vec<Span> = Vec::new();
    let mut glued = 0;
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        let glue = GLUE.iter().find(|(head, kana)| *head == last && rest.starts_with(kana));
        if let Some((_, kana)) = glue {
            glued = at + kana.len();
        }
        if prose::classes::is_han(c) || prose::classes::is_katakana(c) || at < glued {
            let end = at + c.len_utf8();
            match found.last_mut().filter(|last| last.end == at) {
                Some(last) => last.end = end,
                None => found.push(Span { start: at, end }),
            }
        }
        last = c;
    }
    found.retain(|span| is_name(span.of(text)));
    found
}

fn is_name(words: &str) -> bool {
    let length = words.chars().take(41).count();
    (5..=40).contains(&length) && lexicon::ends(words, lexicon::NAME_ENDS)
}

/// A name without a light part in its middle.
fn shorter(name: &str) -> Vec<String> {
    let cut = |part: &&str| {
        let inner =
            name.match_indices(*part).filter(|(at, _)| *at > 0 && at + part.len() < name.len());
        inner
            .map(|(at, part)| {
                let (front, back) = (name.get(..at), name.get(at + part.len()..));
                format!("{}{}", front.unwrap_or_default(), back.unwrap_or_default())
            })
            .collect::<Vec<_>>()
    };
    lexicon::NAME_FILLERS.iter().flat_map(cut).collect()
}

/// A finding where two names are likely one: the rarer is far rarer, or both stand in one row; not
/// where the plan itself names both.
fn apart(rule: &Rule, a: (&str, &Name), b: (&str, &Name)) -> Option<Finding> {
    let weight = |name: &Name| name.marks.len() + name.planned;
    let (usual, rare) = if weight(a.1) >= weight(b.1) { (a, b) } else { (b, a) };
    let rows = |name: &Name| name.marks.iter().map(|mark| mark.no).collect::<BTreeSet<_>>();
    let together = !rows(rare.1).is_disjoint(&rows(usual.1));
    let both = usual.1.planned > 0 && rare.1.planned > 0;
    if both || !together && weight(rare.1) * 2 > weight(usual.1) {
        return None;
    }
    let (times, few) = (usual.1.marks.len(), rare.1.marks.len());
    let message = format!(
        "「{}」{times}か所に対し「{}」{few}か所があり、名称が違っています。",
        usual.0, rare.0
    );
    Some(scan::placed(rule, rare.1.marks.clone(), message))
}

fn abbreviated(rule: &Rule, pieces: &[CellText<'_>], short: &str, full: &str) -> Option<Finding> {
    let marks: Vec<Mark> = pieces
        .iter()
        .flat_map(|piece| alone(piece.text, short, full).map(|span| piece.words(span)))
        .collect();
    let message = format!("「{short}」は正式には「{full}」です。");
    (!marks.is_empty()).then(|| scan::placed(rule, marks, message))
}

/// The places of a short name outside its official one, which may hold it: 推進会, 健康推進会.
fn alone<'t>(text: &'t str, short: &'t str, full: &'t str) -> impl Iterator<Item = Span> + 't {
    let mut next = 0;
    let parts = text.split(full).map(move |part| {
        let at = next;
        next += part.len() + full.len();
        (at, part)
    });
    parts.flat_map(move |(at, part)| {
        let places = scan::places(part, short).into_iter();
        places.map(move |span| Span { start: at + span.start, end: at + span.end })
    })
}

/// Titles in 「」 of one row that differ in a letter or two.
fn titled(rule: &Rule, pieces: &[CellText<'_>]) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    let mut seen: Vec<(&CellText<'_>, Span)> = Vec::new();
    for piece in pieces.iter().filter(|piece| piece.spot != Spot::Action) {
        seen.retain(|(other, _)| other.no == piece.no);
        for span in quoted(piece.text) {
            let (title, mark) = (bare(span.of(piece.text)), piece.words(span));
            let near = seen.iter().find(|(other, span)| likely(&bare(span.of(other.text)), &title));
            if let Some((other, first)) = near {
                let (here, there) =
                    (scan::quote(span.of(piece.text)), scan::quote(first.of(other.text)));
                let message = format!("{here}と{there}があり、題名が違っています。");
                found.push(rule.found(piece.no, vec![mark, other.words(*first)], message));
            }
            if seen.len() < MOST_TITLES {
                seen.push((piece, span));
            }
        }
    }
    found.dedup_by(|a, b| a.no == b.no && a.message == b.message);
    found
}

/// More titles in one row are not compared.
const MOST_TITLES: usize = 40;

/// The titles of a text; longer ones are speech.
fn quoted(text: &str) -> Vec<Span> {
    let mut spans = scan::quoted(text);
    spans.retain(|span| span.of(text).chars().nth(60).is_none());
    spans
}

/// A title without its number and spaces.
fn bare(title: &str) -> String {
    title.split('第').next().unwrap_or(title).chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether two titles are one with one or two letters changed.
fn likely(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let changed = a.iter().zip(&b).filter(|(a, b)| a != b);
    let apart = changed.clone().count();
    let numbers = changed.clone().any(|(a, b)| a.is_numeric() || b.is_numeric());
    a.len() == b.len() && a.len() >= 6 && (1..=2).contains(&apart) && !numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cases, catalogue::check};
    use domain::plan_words::PlanWords;

    #[test]
    fn a_plan_adds_short_names_of_its_own() {
        let sheet = cases::sheet(&[&[("status", "見守り票を各戸に配った。")]]);
        let found = |names: &[(&str, &str)]| {
            let names: Vec<_> = names.iter().map(|(a, b)| format!("{a}＝{b}")).collect();
            let words = PlanWords::read(&names.join("\n"), "").unwrap();
            let found = check(&CheckContext::open(&sheet, &[]).worded(words));
            found.into_iter().filter(|one| one.rule == "NAME_VARIATION").collect::<Vec<_>>()
        };
        assert!(found(&[]).is_empty());
        let told = found(&[("見守り票", "高齢者見守り確認票")]);
        assert_eq!(told.len(), 1);
        assert!(told[0].message.contains("正式には「高齢者見守り確認票」"));
        assert_eq!(told[0].marks.len(), 1);
        assert!(found(&[("守り票", "見守り票")]).is_empty(), "within the official name it is none");
    }
}
