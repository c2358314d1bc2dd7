//! What the words claim of the figures: 毎年増加, 減少した, 過去最多.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Field, Offset, text::fold};
use prose::matching::{Pair, actual, is_percent, kind, label, matched};
use prose::{
    Clause, Quantity, Share, Tense,
    lexicon::{self, Trend},
};

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::shown,
    rule::{Family, Rule, RuleScope},
    scan::quote,
};

/// A rise or fall that the figures do not show.
pub(super) const RULE: Rule = Rule {
    name: "CLAIM_VS_NUMBERS",
    title: "増減の記述と数値の不一致",
    family: Family::Numbers,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[],
    question: "増減についての記述が、実施状況の数値と合いません。どちらが正しいでしょうか。",
    instruction: "数値と記述を確認し、合うように直してください。別の数え方による場合は、何の数か書いてください。",
    why: "文章と数値が反対のことを示すと、どちらも信用されません。",
    example: &[&[
        ("previous_status", "受講者数\n保健担当　２名、相談担当　１名"),
        ("status", "受講者数\n保健担当　１名、相談担当　１名"),
        ("evaluation", "講座を受講した職員が毎年増加。相談に役立っている。"),
    ]],
    controls: &[
        &[&[
            ("previous_status", "利用者数：36人"),
            ("status", "利用者数：41人"),
            ("evaluation", "利用者数が増加した。"),
        ]],
        &[&[
            ("previous_status", "利用者数：41人"),
            ("status", "利用者数：36人"),
            ("evaluation", "今後は利用者を増加させるため、周知を図りたい。"),
        ]],
    ],
    find,
};

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    context.lines.iter().filter_map(|line| contradicted(line, rule)).collect()
}

fn contradicted(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let before = line.given(Field::Status, Offset::Previous)?;
    let now = line.given(Field::Status, Offset::This)?;
    let counts = |cell: &'_ Read<'_>| -> Vec<Quantity> {
        let own =
            actual(&cell.quantities).filter(|one| !is_percent(&one.unit) && one.per.is_none());
        own.filter(|one| one.share != Share::Part).cloned().collect()
    };
    let (old, new) = (counts(before), counts(now));
    let pairs = matched(old.iter(), new.iter());
    (!pairs.is_empty()).then_some(())?;
    [Field::Evaluation, Field::Status]
        .into_iter()
        .filter_map(|field| line.given(field, Offset::This))
        .flat_map(|cell| cell.clauses.iter().map(move |clause| (cell, clause)))
        .find_map(|(cell, clause)| denied(line, rule, cell, clause, &pairs))
        .map(|mut finding| {
            finding.marks.extend(pairs.iter().map(|(_, new)| line.words(&now.slot, new.span)));
            finding.marks.extend(pairs.iter().map(|(old, _)| line.words(&before.slot, old.span)));
            finding
        })
}

fn denied(
    line: &ReadRow<'_>,
    rule: &Rule,
    cell: &Read<'_>,
    clause: &Clause,
    pairs: &[Pair<'_>],
) -> Option<Finding> {
    let words = clause.span.of(cell.text);
    (clause.tense != Tense::Future).then_some(())?;
    let (word, claim) = lexicon::CLAIMS.iter().find(|(word, _)| words.contains(word))?;
    let sums = sums(&meant(words, pairs));
    let holds = |(old, new): &(f64, f64)| match claim {
        Trend::More => new > old,
        Trend::Less => new < old,
    };
    (!sums.is_empty() && !sums.values().any(holds)).then_some(())?;
    let told: Vec<_> = sums
        .iter()
        .map(|(unit, (old, new))| format!("{}{unit}から{}{unit}", shown(*old), shown(*new)))
        .collect();
    let message = format!(
        "{}とありますが、{}の数値は{}の{}です。",
        quote(word),
        line.sheet,
        line.sheet.plus(-1),
        told.join("、")
    );
    Some(rule.found(line.row.no, vec![line.words(&cell.slot, clause.span)], message))
}

/// The pairs that a claim speaks of: those whose labels share most words with it, of the unit that
/// it names.
fn meant<'a>(words: &str, pairs: &[Pair<'a>]) -> Vec<Pair<'a>> {
    let unit =
        lexicon::CLAIMED_UNITS.iter().find(|(word, _)| words.contains(word)).map(|(_, unit)| *unit);
    let of_unit = |pair: &&Pair<'a>| unit.is_none_or(|unit| kind(&pair.1.unit) == unit);
    let said = bigrams(&fold(words));
    let scored: Vec<_> = pairs
        .iter()
        .filter(of_unit)
        .map(|pair| (bigrams(&label(pair.1)).intersection(&said).count(), *pair))
        .collect();
    let most = scored.iter().map(|(score, _)| *score).max().unwrap_or(0);
    scored.into_iter().filter(|(score, _)| *score == most).map(|(_, pair)| pair).collect()
}

/// The pairs of Han and katakana of a text.
fn bigrams(text: &str) -> BTreeSet<(char, char)> {
    let japanese = |c: char| domain::text::is_japanese(c) && !prose::classes::is_hiragana(c);
    prose::classes::pairs(text, japanese).collect()
}

/// Old and new sums by kind of unit.
fn sums(pairs: &[Pair<'_>]) -> BTreeMap<String, (f64, f64)> {
    let mut sums = BTreeMap::<String, (f64, f64)>::new();
    for (old, new) in pairs {
        let sum = sums.entry(kind(&new.unit).to_owned()).or_default();
        sum.0 += old.value;
        sum.1 += new.value;
    }
    sums
}
