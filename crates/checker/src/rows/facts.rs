//! Facts about one thing that differ between rows: how many there are, a telephone number, the day
//! and the people of an event.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Offset, text::fold};
use prose::{Date, Quantity, Span, lexicon, matching::kind};

use super::{
    counts::{ToldCount, counts, indicated, merge, permuted, unnamed},
    mentions, ordinals,
    rooms::rooms,
    told_of,
    twice::{numbers, refers},
};
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Mark, Severity},
    likeness::{head, last_run, tail},
    rule::{Family, Rule, RuleScope},
    scan::{self, quote},
};

/// Two rows tell one thing in two ways.
pub(super) const RULE: Rule = Rule {
    name: "FACT_CONFLICT",
    title: "行の間の事実の食い違い",
    family: Family::Rows,
    scope: RuleScope::Sheet,
    severity: Severity::Error,
    limits: &[],
    question: "同じことについての数や日付が、行によって違います。どれが正しいでしょうか。",
    instruction: "事実を確認し、誤っている行を直してください。",
    why: "一つの資料の中で事実が食い違うと、どちらも信用されません。",
    example: &[
        &[("status", "市内全12小学校にカードを配布した。")],
        &[("status", "市内全12小学校の児童に授業を行った。")],
        &[("status", "市内全13小学校に巡回相談員を派遣した。")],
    ],
    controls: &[
        &[
            &[("status", "市内全12小学校にカードを配布した。")],
            &[("status", "市内の５小学校で授業を行った。")],
        ],
        &[
            &[("status", "市内全12小学校にカードを配布した。")],
            &[("status", "市内全６中学校にカードを配布した。")],
        ],
    ],
    find,
};

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let mut facts = BTreeMap::<String, Vec<ToldCount<'_, '_>>>::new();
    let mut short = Vec::new();
    for line in &context.lines {
        if let Some((key, told)) = indicated(line) {
            facts.entry(key).or_default().push(told);
        }
        for cell in line.prose().filter(|cell| cell.slot.year != Offset::Previous) {
            short.extend(unnamed(line, cell));
            let told = counts(line, cell).into_iter().chain(telephones(line, cell));
            let told = told.chain(permuted(line, cell)).chain(rooms(line, cell));
            for (key, told) in told.chain(events(line, cell)) {
                facts.entry(key).or_default().push(told);
            }
        }
    }
    merge(&mut facts);
    for (noun, one) in short {
        let ends = |key: &&String| {
            key.strip_prefix("count ")
                .and_then(|k| k.strip_suffix("の数"))
                .is_some_and(|k| k.ends_with(&noun))
        };
        let bodies: Vec<String> = facts.keys().filter(ends).cloned().collect();
        let told = |key: &String| facts.get(key).map_or(&[][..], Vec::as_slice);
        let known = bodies.iter().any(|key| told(key).iter().any(|other| other.value == one.value));
        let near = |key: &&String| told(key).iter().any(|other| is_near(&other.value, &one.value));
        let mut likely = bodies.iter().filter(near);
        if let (false, Some(key), None) = (known, likely.next(), likely.next()) {
            facts.entry(key.clone()).or_default().push(one);
        }
    }
    let found = facts.into_iter().flat_map(|(key, told)| {
        if let Some(name) = key.strip_prefix("count ") {
            return near_conflict(name, &told, rule);
        }
        let swapped = !key.starts_with("label ") || is_permuted(&told);
        conflict(&key, &told, rule).filter(|_| swapped).into_iter().collect()
    });
    let mut found: Vec<Finding> = found.collect();
    found.extend(mentions::conflicts(context, rule));
    found.extend(ordinals::conflicts(context, rule));
    found.extend(told_of::conflicts(context, rule));
    found
}

/// Whether the values of one label are of the same digits in another order: 310 and 301.
fn is_permuted(told: &[ToldCount<'_, '_>]) -> bool {
    let digits = |value: &str| {
        let mut digits: Vec<char> = value.chars().filter(char::is_ascii_digit).collect();
        digits.sort_unstable();
        digits
    };
    let mut all = told.iter().map(|one| digits(&one.value));
    let first = all.next();
    first.is_some_and(|first| all.all(|other| other == first))
}

/// Numbers of one thing that lie so near each other, in percent, are not those of a part.
const NEAR: f64 = 15.0;

/// Whether two numbers lie so near each other that neither is that of a part.
fn is_near(a: &str, b: &str) -> bool {
    let number = |value: &str| -> f64 {
        let digits: String = value.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        digits.parse().unwrap_or_default()
    };
    let (a, b) = (number(a), number(b));
    (a - b).abs() / a.max(b).max(1.0) * 100.0 <= NEAR || a.max(b) <= 20.0 && (a - b).abs() <= 1.0
}

/// How many there are of a body or a kind of place: a number near the usual one, but not that one.
fn near_conflict(name: &str, told: &[ToldCount<'_, '_>], rule: &Rule) -> Vec<Finding> {
    let mut rows = BTreeMap::<&str, BTreeSet<u32>>::new();
    for one in told {
        rows.entry(&one.value).or_default().insert(one.line.row.no);
    }
    let Some((usual, of_usual)) = rows.iter().max_by_key(|(value, rows)| (rows.len(), *value))
    else {
        return Vec::new();
    };
    let odd = told.iter().filter(|one| {
        one.value != **usual && is_near(&one.value, usual) && !of_usual.contains(&one.line.row.no)
    });
    let found = odd.map(|one| {
        let first = told.iter().find(|other| other.value == **usual);
        let message = format!(
            "{}が{}となっていますが、{}では{usual}です。",
            quote(name),
            one.value,
            numbers(&of_usual.iter().copied().take(3).collect())
        );
        let mut marks = vec![one.line.words(&one.cell.slot, one.span)];
        marks.extend(first.map(|other| other.line.words(&other.cell.slot, other.span)));
        rule.found(one.line.row.no, marks, message)
    });
    found.collect()
}

/// The rarer of two ways to tell a fact, where two rows differ.
fn conflict(key: &str, told: &[ToldCount<'_, '_>], rule: &Rule) -> Option<Finding> {
    let mut values = BTreeMap::<&str, BTreeSet<u32>>::new();
    for one in told {
        values.entry(&one.value).or_default().insert(one.line.row.no);
    }
    // More than two ways are no slip: what is told is not one thing
    let pairs: Vec<_> = values.iter().collect();
    let [(a, of_a), (b, of_b)] = pairs.as_slice() else { return None };
    let name = key.split_once(' ').map_or(key, |(_, name)| name);
    let (usual, rows, rare, odd) =
        if of_a.len() >= of_b.len() { (a, of_a, b, of_b) } else { (b, of_b, a, of_a) };
    let apart = of_a.is_disjoint(of_b);
    apart.then_some(())?;
    let marks: Vec<Mark> = told
        .iter()
        .filter(|one| one.value == **rare)
        .chain(told.iter().filter(|one| one.value == **usual).take(2))
        .map(|one| one.line.words(&one.cell.slot, one.span))
        .collect();
    let message = format!(
        "{}が{}では{rare}、{}では{usual}となっています。",
        quote(name),
        numbers(odd),
        numbers(&rows.iter().copied().take(3).collect())
    );
    // Where one row stands against one, either may be wrong: the finding leads to both
    Some(rule.found(marks.first()?.no, marks.clone(), message))
}

/// A telephone number with the name before it.
fn telephones<'b, 'a>(
    line: &'b ReadRow<'a>,
    cell: &'b Read<'a>,
) -> Vec<(String, ToldCount<'b, 'a>)> {
    let mut found = Vec::new();
    for (at, _) in cell.text.match_indices(['-', '－', '‐', '−']) {
        let before = cell.text.get(..at).unwrap_or_default();
        let lead = before.trim_end_matches(prose::classes::is_digit);
        let digits = before.chars().count() - lead.chars().count();
        let rest = cell.text.get(at..).unwrap_or_default();
        let long: usize = rest
            .chars()
            .take_while(|c| prose::classes::is_digit(*c) || matches!(c, '-' | '－' | '‐' | '−'))
            .map(char::len_utf8)
            .sum();
        let span = Span { start: lead.len(), end: at + long };
        let number = fold(span.of(cell.text));
        let parts: Vec<&str> = number.split('-').collect();
        if !(2..=5).contains(&digits) || parts.len() != 3 || !number.starts_with('0') {
            continue;
        }
        let name = lead.trim_end_matches(|c: char| !c.is_alphanumeric() || c == '電' || c == '話');
        let name = name
            .trim_end_matches("TEL")
            .trim_end_matches("電話番号は")
            .trim_end_matches("電話番号")
            .trim_end_matches(|c: char| !c.is_alphanumeric());
        let name = last_run(name, 14, |c| c.is_alphanumeric() && !"はのをに".contains(c));
        let own = called(lead).or_else(|| is_name(name).then(|| name.to_owned()));
        if let Some(name) = own.or_else(|| called(&line.row.action.text)) {
            found.push((
                format!("telephone {name}の電話番号"),
                ToldCount { line, cell, span, value: number },
            ));
        }
    }
    found
}

/// Whether letters before a telephone number are the name of whom it reaches.
fn is_name(name: &str) -> bool {
    let noun = name.chars().filter(|c| prose::classes::is_of_noun(*c)).count();
    let hours = name.starts_with(prose::classes::is_digit) || name.ends_with(['時', '分']);
    name.chars().count() >= 3 && noun >= 2 && !hours
}

/// The name in 「」 with which words end, as the name of a window: 「ほっと」の電話番号（.
fn called(words: &str) -> Option<String> {
    let bare = words.trim_end_matches(|c: char| {
        !c.is_alphanumeric() && c != '」' || "の電話番号相談窓口直通は".contains(c)
    });
    let (_, name) = bare.strip_suffix('」')?.rsplit_once('「')?;
    (2..=16).contains(&name.chars().count()).then(|| fold(name))
}

/// The one day and the one number of people of an event that is named in 「」 or by a long name.
fn events<'b, 'a>(line: &'b ReadRow<'a>, cell: &'b Read<'a>) -> Vec<(String, ToldCount<'b, 'a>)> {
    if !cell.sense.is_told() || cell.slot.year != Offset::This || refers(cell.text) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let named = names(cell.text);
    let alone = cell.sentences.len() == 1 || named.len() == 1;
    for name in named.into_iter().take(MOST) {
        let words = fold(name.of(cell.text));
        let piece = cell.sentence(name);
        let within = |span: Span| alone || piece.start <= span.start && span.end <= piece.end;
        let days: Vec<&Date> =
            cell.dates.iter().filter(|date| date.day.is_some() && within(date.span)).collect();
        if let [only] = days.as_slice() {
            let value = format!("{}月{}日", only.month, only.day.unwrap_or_default());
            found.push((
                format!("day {words}の日付"),
                ToldCount { line, cell, span: only.span, value },
            ));
        }
        let people: Vec<&Quantity> = cell
            .quantities
            .iter()
            .filter(|one| kind(&one.unit) == "人" && within(one.span) && is_audience(cell, one))
            .collect();
        if let [only] = people.as_slice() {
            let value = format!("{}人", crate::likeness::shown(only.value));
            found.push((
                format!("people {words}の参加者数"),
                ToldCount { line, cell, span: only.span, value },
            ));
        }
    }
    found
}

/// No more names of one cell are looked at.
const MOST: usize = 12;

/// Names that tell one event from another: what stands in 「」, or a long word with an event's end.
fn names(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = scan::quoted(text);
    found.retain(|span| {
        let words = span.of(text);
        let long = (5..=30).contains(&words.chars().count());
        long && !words.contains(['。', '、']) && !lexicon::holds(words, lexicon::ONE_ANSWER)
    });
    found
}

/// Whether people are those who came.
fn is_audience(cell: &Read<'_>, one: &Quantity) -> bool {
    let before = tail(cell.text.get(..one.span.start).unwrap_or_default(), 8);
    let after = head(cell.text.get(one.span.end..).unwrap_or_default(), 6);
    let came = ["参加", "来場", "受講", "出席", "来館"];
    came.iter().any(|word| before.contains(word) || after.contains(word))
}
