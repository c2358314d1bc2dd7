//! Which way a figure went, as the text tells it, against the columns of figures.

use domain::{Field, FiscalYear, Offset, text::fold};
use prose::{
    Quantity, Span, Tense, classes,
    matching::{is_percent, kind},
};

use super::{
    direction_words::{self, Way},
    reached::result,
};
use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::shown,
    read_row::unit_of,
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// The text says that a figure rose and the columns that it fell, or the reverse.
pub(super) const RULE: Rule = Rule {
    name: "TREND_MISMATCH",
    title: "増減の記述と数値の列の不一致",
    family: Family::Columns,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "文中の増加・減少の記述が、数値の列の動きと合いません。どちらが正しいでしょうか。",
    instruction: "列の数値を確認し、増減の記述か数値を直してください。",
    why: "年度ごとの数値が並んでいるので、読み手は増えたか減ったかを自分で確かめられます。",
    example: &[&[
        ("field:指標", "肥満者の割合（％）"),
        ("field:R5", "33.8"),
        ("field:R6", "34.9"),
        ("field:R7", "36.1"),
        ("evaluation", "肥満者の割合は年々低下しており、取組の効果がみられる。"),
    ]],
    controls: &[
        &[&[
            ("field:指標", "受診率（％）"),
            ("field:R6", "15.3"),
            ("field:R7", "15.5"),
            ("evaluation", "受診率は前年度を上回った。"),
        ]],
        &[&[
            ("field:指標", "受診率（％）"),
            ("field:R6", "15.5"),
            ("field:R7", "15.3"),
            ("evaluation", "相談件数は前年度より増加した。"),
        ]],
        &[&[
            ("field:指標", "利用者数（人）"),
            ("field:R6", "120"),
            ("field:R7", "98"),
            ("evaluation", "前年度より利用者数が増加するよう、周知に努める。"),
        ]],
    ],
    find: |context, rule| context.lines.iter().filter_map(|line| against(line, rule)).collect(),
};

/// Over what a text compares.
#[derive(Clone, Copy, PartialEq)]
enum Since {
    Last,
    Base,
    All,
}

/// Words of the time over which a text compares.
const SINCES: [(&str, Since); 12] = [
    ("前年度", Since::Last),
    ("昨年度", Since::Last),
    ("前年", Since::Last),
    ("昨年", Since::Last),
    ("基準値", Since::Base),
    ("策定時", Since::Base),
    ("計画当初", Since::Base),
    ("年々", Since::All),
    ("毎年", Since::All),
    ("年を追って", Since::All),
    ("右肩", Since::All),
    ("一貫して", Since::All),
];

/// The year of a column of figures.
fn year(line: &ReadRow<'_>, cell: &Read<'_>) -> Option<FiscalYear> {
    let own = matches!(cell.slot.field, Field::Status);
    let heading = cell.slot.field.label();
    let other = matches!(cell.sense, Sense::Target | Sense::Money | Sense::Rate | Sense::Plan);
    if other && !own {
        return None;
    }
    match FiscalYear::in_heading(heading).as_slice() {
        [only] => Some(*only),
        [] if own || cell.sense == Sense::Actual => Some(cell.slot.year.of(line.sheet)),
        _ => None,
    }
}

/// The figures of a row by their years, older ones first, up to the sheet's year.
fn series<'b, 'a>(line: &'b ReadRow<'a>) -> Vec<(FiscalYear, &'b Read<'a>, f64)> {
    let figures = line.cells.values().filter_map(|cell| {
        let value = cell.figure.as_ref()?.value;
        let year = year(line, cell).filter(|year| *year <= line.sheet)?;
        Some((year, cell, value))
    });
    let mut all: Vec<_> = figures.collect();
    all.sort_by_key(|(year, ..)| *year);
    // Two columns of one year count two things
    let several = all.windows(2).any(|two| matches!(two, [a, b] if a.0 == b.0));
    if several {
        let now = result(line);
        all.retain(|(_, cell, _)| {
            now.is_some_and(|now| now.slot == cell.slot) || cell.slot.year != Offset::This
        });
    }
    all
}

fn against(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let series = series(line);
    let (_, now_cell, now) = *series.last().filter(|(year, ..)| *year == line.sheet)?;
    let older = series.get(..series.len().checked_sub(1)?)?;
    let cells = line.told();
    let told = cells.iter().filter(|cell| cell.figure.is_none() && cell.slot.year == Offset::This);
    let mut claims = told.flat_map(|cell| claims(cell).into_iter().map(move |one| (*cell, one)));
    claims.find_map(|(cell, claim)| {
        let was = match claim.since {
            Since::Last => {
                let last = line.sheet.plus(-1);
                older.iter().rev().find(|(year, ..)| *year == last)?
            }
            Since::Base => {
                let base = |cell: &Read<'_>| cell.sense == Sense::Base;
                older.iter().find(|(_, cell, _)| base(cell))?
            }
            Since::All => older.first().filter(|_| older.len() >= 2)?,
        };
        let (_, was_cell, was) = *was;
        ((now - was).abs() > 1e-9).then_some(())?;
        let rose = now > was;
        ((claim.way == Way::Up) != rose).then_some(())?;
        is_of(line, cell, &claim, (now - was).abs()).then_some(())?;
        let message = format!(
            "{}とありますが、列では{}から{}へ{}です。",
            quote(claim.span.of(cell.text)),
            shown(was),
            shown(now),
            if rose { "増加（上昇）" } else { "減少（低下）" }
        );
        let marks = vec![
            line.words(&cell.slot, claim.span),
            line.mark(&now_cell.slot),
            line.mark(&was_cell.slot),
        ];
        Some(rule.found(line.row.no, marks, message))
    })
}

/// What a text says of a way.
struct Claim {
    /// From its subject on.
    span: Span,
    since: Since,
    way: Way,
    /// What went that way, as far as it is told.
    subject: String,
}

fn claims(cell: &Read<'_>) -> Vec<Claim> {
    let mut found = Vec::new();
    for piece in &cell.sentences {
        let words = piece.of(cell.text);
        let since =
            SINCES.iter().filter_map(|(word, since)| Some((words.find(word)?, word.len(), *since)));
        let Some((at, long, since)) = since.min_by_key(|(at, ..)| *at) else { continue };
        let after = words.get(at + long..).unwrap_or_default();
        let Some((from, to, way)) = direction_words::first(after) else { continue };
        let between = after.get(..from).unwrap_or_default();
        // Only the words up to the next comma speak of it
        let near = between.chars().count() <= NEAR && !between.contains(['。', '\n']);
        let end = piece.start + at + long + to;
        let future = cell.clauses.iter().any(|clause| {
            clause.span.start < end && end <= clause.span.end && clause.tense == Tense::Future
        });
        let partly = ["もの", "一方", "月", "期"].iter().any(|word| between.contains(word));
        if !near || future || partly {
            continue;
        }
        // The subject: before the words of the time, or between them and the way
        let before = words.get(..at).unwrap_or_default();
        let lead = before.rsplit(['、', '，']).find(|part| !part.trim().is_empty());
        let lead = lead.unwrap_or_default();
        let inner = subject(between);
        let outer = if lead.contains('は') || lead.contains('が') { subject(lead) } else { "" };
        let own = if inner.is_empty() { outer } else { inner };
        let start = piece.start + if outer.is_empty() { at } else { at - lead.len() };
        found.push(Claim { span: Span { start, end }, since, way, subject: fold(own) });
    }
    found
}

/// So many letters may stand between the time and the way.
const NEAR: usize = 24;

/// The noun before は, が or も.
fn subject(words: &str) -> &str {
    let end = words.rfind(['は', 'が', 'も']).unwrap_or(0);
    words.get(..end).unwrap_or_default()
}

/// Whether a claim is of what the row counts: by its subject, by the size of the change, or because
/// it names nothing else.
fn is_of(line: &ReadRow<'_>, cell: &Read<'_>, claim: &Claim, change: f64) -> bool {
    let indicator = line.of_sense(Sense::Indicator, Offset::This).next();
    let name = indicator.map_or(line.row.action.text.as_str(), |cell| cell.text);
    let mine: Vec<(char, char)> = nouns(&fold(name));
    let theirs = nouns(&claim.subject);
    if !theirs.is_empty() {
        // 活動件数 of 活動件数（件）: all of the subject, or its better part
        let shared = theirs.iter().filter(|pair| mine.contains(pair)).count();
        let counted = name.split(['（', '(']).next().unwrap_or(name).trim();
        let same_end = counted.chars().last() == claim.subject.chars().last();
        return shared * 3 >= theirs.len() * 2 || shared >= 1 && same_end && theirs.len() <= 3;
    }
    let inside =
        |one: &&Quantity| claim.span.start <= one.span.start && one.span.end <= claim.span.end;
    let sizes: Vec<&Quantity> = cell.quantities.iter().filter(inside).collect();
    let unit = unit_of(name).or_else(|| super::unit::unit_cell(line).map(|c| prose::unit(c.text)));
    let fits = |one: &&Quantity| {
        let same = (one.value - change).abs() < 1e-6;
        same && unit.as_deref().is_none_or(|unit| {
            kind(unit) == kind(&one.unit) || is_percent(unit) || one.unit.contains("ポイント")
        })
    };
    // Without a size it is of the indicator only where the row tells of nothing else
    sizes.iter().any(fits) && sizes.len() == 1
        || sizes.is_empty() && cell.quantities.is_empty() && cell.clauses.len() <= 2
}

fn nouns(folded: &str) -> Vec<(char, char)> {
    classes::pairs(folded, classes::is_of_noun).collect()
}

#[cfg(test)]
mod tests {
    use crate::cases::{silent, speaks};

    #[test]
    fn a_way_is_held_against_the_columns_in_every_style() {
        let row = |text| {
            [
                ("field:指標", "活動件数（件）"),
                ("field:基準値（R6）", "1,420"),
                ("field:R7実績", "1,386"),
                ("evaluation", text),
            ]
        };
        for text in [
            "・前年度に比べ活動件数が増加",
            "活動件数は昨年度より34件増えました。",
            "活動件数は、前年度を上回った。",
            "・前年度から34件の増",
        ] {
            speaks("TREND_MISMATCH", &row(text));
        }
        for text in [
            "・前年度に比べ活動件数が減少",
            "前年度より会員数が増加した。",
            "活動件数は前年度を下回った。",
            "前年度を上回る活動件数を目指す。",
            "前年度より60人増えた。",
        ] {
            silent("TREND_MISMATCH", &row(text));
        }
    }
}
