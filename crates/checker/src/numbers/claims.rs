//! What the words claim of the figures: 毎年増加, 減少した, 過去最多.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Offset, text::fold};
use prose::matching::{Pair, actual, is_percent, kind, label, matched};
use prose::{
    Clause, Quantity, Share, Span, Tense,
    lexicon::{self, Trend},
};

use crate::{
    columns::after_years,
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness::{is_change, shown},
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
        &[&[
            ("previous_status", "118人が参加した。"),
            ("status", "137人が参加した。"),
            ("evaluation", "オンラインの併用により、参加者が19人増えたため。"),
        ]],
        &[&[
            ("previous_status", "・会議　12回"),
            ("status", "・会議　12回"),
            ("evaluation", "複合的な課題を抱える家庭が増えています。"),
        ]],
    ],
    find,
};

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    context.lines.iter().filter_map(|line| contradicted(line, rule)).collect()
}

fn contradicted(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let cells = line.told();
    let of_year = |year: Offset| -> Vec<&Quantity> {
        let fiscal = year.of(line.sheet);
        // A column of figures tells of the year of its heading
        let cells =
            cells.iter().filter(move |cell| cell.figure.is_some() || cell.slot.year == year);
        let level = |cell: &Read<'_>, one: &Quantity| !is_change(cell.text, one.span);
        let counts =
            cells.flat_map(|cell| actual(&cell.quantities).filter(move |one| level(cell, one)));
        let own = counts.filter(|one| !is_percent(&one.unit) && one.per.is_none());
        own.filter(|one| one.share != Share::Part && one.year == fiscal).collect()
    };
    let (old, new) = (of_year(Offset::Previous), of_year(Offset::This));
    let pairs = matched(old.into_iter(), new.into_iter());
    let now = || cells.iter().filter(|cell| cell.slot.year == Offset::This);
    let clauses = || now().flat_map(|cell| cell.clauses.iter().map(move |clause| (*cell, clause)));
    let within = clauses().find_map(|(cell, clause)| denied_within(line, rule, cell, clause));
    if within.is_some() || pairs.is_empty() {
        return within;
    }
    let mut finding =
        clauses().find_map(|(cell, clause)| denied(line, rule, cell, clause, &pairs))?;
    let place = |one: &Quantity| {
        let holds = |cell: &&&Read<'_>| cell.quantities.iter().any(|own| std::ptr::eq(own, one));
        cells.iter().find(holds).map(|cell| line.words(&cell.slot, one.span))
    };
    finding.marks.extend(pairs.iter().filter_map(|(_, new)| place(new)));
    finding.marks.extend(pairs.iter().filter_map(|(old, _)| place(old)));
    Some(finding)
}

/// The words that claim a rise or a fall, and which: a verb, or a noun at the end (昨年度から増加).
fn claim_of(words: &str) -> Option<(&'static str, Trend)> {
    const ENDS: [(&str, Trend); 8] = [
        ("から増加", Trend::More),
        ("より増加", Trend::More),
        ("は増加", Trend::More),
        ("も増加", Trend::More),
        ("から減少", Trend::Less),
        ("より減少", Trend::Less),
        ("は減少", Trend::Less),
        ("も減少", Trend::Less),
    ];
    let verb = lexicon::CLAIMS.iter().find(|(word, _)| words.contains(word));
    let bare = words.trim_end_matches(['。', '）', ')', ' ', '　']);
    verb.or_else(|| ENDS.iter().find(|(word, _)| bare.ends_with(word))).copied()
}

/// 42人から38人に増加した: the claim denies the two figures beside it.
fn denied_within(
    line: &ReadRow<'_>,
    rule: &Rule,
    cell: &Read<'_>,
    clause: &Clause,
) -> Option<Finding> {
    let words = clause.span.of(cell.text);
    (clause.tense != Tense::Future).then_some(())?;
    let (word, claim) = claim_of(words)?;
    if let Some(found) = denied_by_years(line, rule, cell, (clause, word, claim)) {
        return Some(found);
    }
    let all: Vec<&Quantity> = cell.counts(clause.span).collect();
    if let Some(found) = denied_by_note(line, rule, cell, (clause, word, claim)) {
        return Some(found);
    }
    let [old, new] = all.as_slice() else { return None };
    let gap = cell.between(old.span, new.span);
    // 88件から6件増えた: by how much it rose
    let by = is_change(cell.text, new.span);
    let from = ["から", "→", "より"].iter().any(|word| gap.contains(word)) && !by;
    let wrong = match claim {
        Trend::More => new.value < old.value,
        Trend::Less => new.value > old.value,
    };
    (from && wrong && kind(&old.unit) == kind(&new.unit)).then_some(())?;
    let message = format!(
        "{}とありますが、{}から{}になっています。",
        quote(word),
        quote(old.span.of(cell.text)),
        quote(new.span.of(cell.text))
    );
    let marks = vec![line.words(&cell.slot, clause.span), line.words(&cell.slot, new.span)];
    Some(rule.found(line.row.no, marks, message))
}

/// 登録者は198人に増えました（前年度205人）: the claim denies last year's figure that is noted behind it.
fn denied_by_note(
    line: &ReadRow<'_>,
    rule: &Rule,
    cell: &Read<'_>,
    (clause, word, claim): (&Clause, &str, Trend),
) -> Option<Finding> {
    let at = clause.span.start + clause.span.of(cell.text).find(word)?;
    let piece = cell.sentence(clause.span);
    let noted = |one: &&Quantity| {
        let lead = cell.text.get(..one.span.start).unwrap_or_default();
        let marks = ['は', '：', ':', ' ', '　', '実', '績', '値', '延', 'べ', 'の', '（', '('];
        let lead = lead.trim_end_matches(marks);
        let named = lexicon::ends(lead, &["前年度", "昨年度", "前年", "昨年"]);
        let dated = cell
            .years
            .iter()
            .any(|year| year.year == line.sheet.plus(-1) && year.span.end == lead.len());
        (named || dated) && !is_change(cell.text, one.span)
    };
    let end = piece.end.max(clause.span.end);
    let old = cell.counts(Span { start: piece.start, end }).find(noted)?;
    let level = |one: &&Quantity| {
        let level = one.share != Share::Part && one.per == old.per && one.span != old.span;
        kind(&one.unit) == kind(&old.unit) && level && !is_change(cell.text, one.span)
    };
    let new = cell.counts(Span { start: clause.span.start, end: at }).filter(level).last()?;
    let wrong = match claim {
        Trend::More => new.value < old.value,
        Trend::Less => new.value > old.value,
    };
    wrong.then_some(())?;
    let message = format!(
        "{}とありますが、前年度の{}から{}になっています。",
        quote(word),
        quote(old.span.of(cell.text)),
        quote(new.span.of(cell.text))
    );
    let marks = [new, old].map(|one| line.words(&cell.slot, one.span)).to_vec();
    Some(rule.found(line.row.no, marks, message))
}

/// R4 37.9→R5 37.2→R6 36.6と上昇傾向: the claim denies the chain of years before it.
fn denied_by_years(
    line: &ReadRow<'_>,
    rule: &Rule,
    cell: &Read<'_>,
    (clause, word, claim): (&Clause, &str, Trend),
) -> Option<Finding> {
    let within = |span: Span| clause.span.start <= span.start && span.end <= clause.span.end;
    let chain: Vec<_> = after_years(cell).into_iter().filter(|one| within(one.span)).collect();
    let (first, last) = (chain.first()?, chain.last()?);
    let wrong = match claim {
        Trend::More => last.value < first.value,
        Trend::Less => last.value > first.value,
    };
    (last.year > first.year && wrong).then_some(())?;
    let message = format!(
        "{}とありますが、{}の{}から{}の{}になっています。",
        quote(word),
        first.year,
        shown(first.value),
        last.year,
        shown(last.value)
    );
    let span = Span { start: first.span.start, end: clause.span.end };
    Some(rule.found(line.row.no, vec![line.words(&cell.slot, span)], message))
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
    let (word, claim) = claim_of(words)?;
    let before = words.split(word).next().unwrap_or_default();
    let subject = before.rsplit(['、', '，']).next().unwrap_or(before);
    if is_narrower(subject, pairs) {
        return None;
    }
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

/// Whether what is said to rise or fall is another or a narrower thing than what was counted:
/// 若年層の相談が of 相談件数, 課題を抱える家庭が of 会議.
fn is_narrower(subject: &str, pairs: &[Pair<'_>]) -> bool {
    let Some((subject, _)) = subject.rsplit_once('が') else { return false };
    let counted: BTreeSet<_> = pairs.iter().flat_map(|pair| bigrams(&label(pair.1))).collect();
    let shares = |text: &str| {
        let said = bigrams(&fold(text));
        said.is_empty() || said.intersection(&counted).next().is_some()
    };
    let narrowed = subject.rsplit_once('の').is_some_and(|(of, _)| !shares(of));
    // 配布数が増加: a count by its own name may be of anything
    let count = subject.ends_with(['数', '率', '量', '額']);
    !counted.is_empty() && (!count && !shares(subject) || narrowed)
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
    // 課題を抱える家庭が増えており: it speaks of something that nobody counted
    if most == 0 && unit.is_none() && names_another(words) {
        return Vec::new();
    }
    // 若年層の契約の相談が, 20代の受講者が: a part that the figures do not tell of
    let part = qualified(words);
    let aged = part.ends_with(['代', '歳', '性']) || part.chars().any(prose::classes::is_digit);
    if aged && !pairs.iter().any(|pair| label(pair.1).contains(&fold(part))) {
        return Vec::new();
    }
    let part = bigrams(&fold(part));
    let known = pairs.iter().any(|pair| !bigrams(&label(pair.1)).is_disjoint(&part));
    if !part.is_empty() && !known {
        return Vec::new();
    }
    scored.into_iter().filter(|(score, _)| *score == most).map(|(_, pair)| pair).collect()
}

/// What stands before the last の of a claim's subject: 若年層の契約 of 若年層の契約の相談が増えて.
fn qualified(words: &str) -> &str {
    let claim = lexicon::CLAIMS.iter().filter_map(|(word, _)| words.find(word)).min();
    let before = claim.and_then(|at| words.get(..at)).unwrap_or_default();
    let before = before.trim_end_matches(['、', ' ', '　']);
    let subject = before.strip_suffix(['が', 'は', 'も']).unwrap_or_default();
    let subject = subject.rsplit(['、', '。', '，']).next().unwrap_or_default();
    subject.rsplit_once('の').map_or("", |(part, _)| part)
}

/// Whether the claim has a subject of its own: a noun before が, は or も and the claim.
fn names_another(words: &str) -> bool {
    let claim = lexicon::CLAIMS.iter().filter_map(|(word, _)| words.find(word)).min();
    let before = claim.and_then(|at| words.get(..at)).unwrap_or_default();
    let before = before.trim_end_matches(['、', ' ', '　']);
    let before = ["大幅に", "年々", "毎年", "前年度より", "昨年度より", "わずかに", "やや"]
        .iter()
        .find_map(|word| before.strip_suffix(word))
        .unwrap_or(before);
    let subject = before.strip_suffix(['が', 'は', 'も']).and_then(|rest| rest.chars().next_back());
    subject.is_some_and(prose::classes::is_word)
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
