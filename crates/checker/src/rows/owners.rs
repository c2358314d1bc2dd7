//! Owners under another name than the sheet's: a section that was renamed, or one mistyped.

use std::collections::BTreeMap;

use domain::{Offset, text::fold};

use crate::{
    context::{CheckContext, ReadRow},
    finding::{Finding, Mark, Severity, Spot},
    likeness::distance,
    rule::{Family, Rule, RuleScope},
    scan::{self, quote},
};

/// A name that the sheet does not use.
pub(super) const RULE: Rule = Rule {
    name: "OWNER_OLD_NAME",
    title: "担当課の旧名称・名称の誤り",
    family: Family::Rows,
    scope: RuleScope::Sheet,
    severity: Severity::Warning,
    limits: &[],
    question: "担当課の名称が、ほかの行で使われている名称と違います。旧名称か誤りではないでしょうか。",
    instruction: "現在の名称に直してください。",
    why: "旧名称のままでは、問合せ先が分からず、集計でも別の課と数えられます。",
    example: &[
        &[("section", "健康づくり推進課")],
        &[("section", "健康づくり推進課")],
        &[("section", "健康づくり推進課")],
        &[("section", "健康推進課")],
    ],
    controls: &[
        &[
            &[("section", "福祉課")],
            &[("section", "福祉課")],
            &[("section", "福祉課")],
            &[("section", "教育課")],
        ],
        &[
            &[("section", "高齢者支援課")],
            &[("section", "高齢者支援課")],
            &[("section", "高齢者支援課")],
            &[("section", "障害者支援課")],
        ],
    ],
    find,
};

/// A name that stands on at least so many rows is in use.
const USED: usize = 3;
/// Shorter names are alike by chance.
const SHORT: usize = 4;

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut rows = BTreeMap::<String, Vec<&ReadRow<'_>>>::new();
    for line in &context.lines {
        for name in line.row.sections() {
            rows.entry(fold(&name)).or_default().push(line);
        }
    }
    let renamed = renamed(context);
    let mut found = Vec::new();
    for (name, lines) in &rows {
        let now = renamed.get(name).cloned().or_else(|| {
            let odd = lines.len() == 1 && name.chars().count() >= SHORT;
            let likely = rows.iter().filter(|(_, others)| others.len() >= USED);
            odd.then(|| {
                likely.map(|(usual, _)| usual).find(|usual| is_variant(name, usual)).cloned()
            })?
        });
        let Some(now) = now.filter(|now| now != name) else { continue };
        for line in lines {
            let text = &line.row.section.text;
            let span = scan::places(text, name).into_iter().next();
            let mark = Mark { sheet: line.sheet, no: line.row.no, spot: Spot::Section, span };
            let message = format!(
                "担当課が{}となっていますが、ほかの行では{}です。",
                quote(name),
                quote(&now)
            );
            found.push(rule.found(line.row.no, vec![mark], message));
        }
    }
    found.extend(in_texts(context, rule, &renamed));
    found
}

/// Whether one name is the other with a few letters more, fewer or in another order.
fn is_variant(name: &str, usual: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (name.chars().collect(), usual.chars().collect());
    let same_end = a.last() == b.last();
    let long = a.len().max(b.len());
    let shared = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    // 健康推進課 of 健康づくり推進課: all letters of the shorter one in their order
    let (short, wide) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    let mut rest = wide.iter();
    let held = short.iter().all(|c| rest.any(|other| other == c));
    let close = distance(name, usual) <= 1 && a.len() == b.len() && a.len() >= 6;
    same_end
        && shared >= 2
        && (held && short.len() * 2 >= long && short.len() >= SHORT && short.len() < long || close)
}

/// Renamings that a text itself tells: 子育て支援課（現こども課）, 旧子育て支援課.
fn renamed(context: &CheckContext<'_>) -> BTreeMap<String, String> {
    // What the plan itself says of its names
    let own = context.words().names.iter().filter(|(old, _)| old.ends_with(['課', '室', '係']));
    let mut found: BTreeMap<String, String> =
        own.map(|(old, now)| (fold(old), fold(now))).collect();
    for text in context.lines.iter().flat_map(scan::of_line).map(|piece| piece.text) {
        let former = ["（旧", "(旧"].into_iter().flat_map(|word| text.match_indices(word));
        for (at, word) in former {
            let now = section_before(text.get(..at).unwrap_or_default());
            let rest = text.get(at + word.len()..).unwrap_or_default();
            let old = rest.split(['）', ')']).next().unwrap_or_default();
            if let Some(now) =
                now.filter(|_| old.ends_with(['課', '室', '係']) && old.chars().count() <= 14)
            {
                found.insert(fold(old), fold(now));
            }
        }
        for (at, word) in text.match_indices("から") {
            let old = section_before(text.get(..at).unwrap_or_default());
            let rest = text.get(at + word.len()..).unwrap_or_default();
            let end =
                rest.find("に名称").or_else(|| rest.find("へ名称")).or_else(|| rest.find("に改称"));
            let now = end.and_then(|end| rest.get(..end)).filter(|now| now.chars().count() <= 14);
            if let Some((old, now)) = old.zip(now) {
                found.insert(fold(old), fold(now));
            }
        }
    }
    found
}

/// The section's name with which a text ends.
fn section_before(text: &str) -> Option<&str> {
    let of_name = |c: char| {
        prose::classes::is_han(c)
            || prose::classes::is_katakana(c)
            || "こどもづくりまちいきが".contains(c)
    };
    let name = crate::likeness::last_run(text, 14, of_name);
    (name.ends_with(['課', '室', '係']) && name.chars().count() >= 3).then_some(name)
}

/// Old names in the texts of other rows, where the sheet tells of the renaming.
fn in_texts(
    context: &CheckContext<'_>,
    rule: &Rule,
    renamed: &BTreeMap<String, String>,
) -> Vec<Finding> {
    let mut found = Vec::new();
    let current = |spot: &Spot| matches!(spot, Spot::Answer(slot) if slot.year != Offset::Previous);
    for piece in scan::of_sheet(context).iter().filter(|piece| current(&piece.spot)) {
        for (old, now) in renamed {
            let told = piece.text.contains("旧")
                || piece.text.contains("名称")
                || piece.text.contains("改称")
                || piece.text.contains(now.as_str());
            let then = |span: &prose::Span| is_of_then(piece.text, *span);
            let place = scan::places(piece.text, old).into_iter().find(|span| !told && !then(span));
            found.extend(place.map(|span| {
                let message = format!("{}は{}の旧名称です。", quote(old), quote(now));
                rule.found(piece.no, vec![piece.words(span)], message)
            }));
        }
    }
    found
}

/// Whether words tell of the time when a section had its old name: 令和5年度まで青少年課で所管,
/// 青少年課（当時）.
fn is_of_then(text: &str, name: prose::Span) -> bool {
    let before = crate::likeness::tail(text.get(..name.start).unwrap_or_default(), 8);
    let after = crate::likeness::head(text.get(name.end..).unwrap_or_default(), 10);
    let past = ["まで", "当時", "以前", "かつて", "従前", "元は", "もとは", "従来"];
    let left = ["当時", "から引", "から移", "から継", "（現", "(現", "（～", "より引"];
    past.iter().any(|word| before.contains(word)) || left.iter().any(|word| after.contains(word))
}
