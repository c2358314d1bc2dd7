//! What came in the year against the rise of the number that it came to.

use domain::Offset;
use prose::{Quantity, Share, Span, lexicon, matching::kind};

use crate::{
    context::{Read, ReadRow},
    finding::{Finding, Severity},
    likeness::shown,
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::Sense,
};

/// More or fewer came than it rose by.
pub(super) const RULE: Rule = Rule {
    name: "NEW_VS_GROWTH",
    title: "新規の数と増えた数の不一致",
    family: Family::Numbers,
    scope: RuleScope::Row,
    severity: Severity::Warning,
    limits: &[],
    question: "新規の数が、前年度からの増加数と合いません。どれが正しいでしょうか。",
    instruction: "数を確認し、直してください。減った分がある場合は、その数も書いてください。",
    why: "前後の数を引けば分かるので、読み手は誤りに気付きます。",
    example: &[&[("status", "登録者の累計　R6：320人→R7：362人（新規52人）")]],
    controls: &[
        &[&[("status", "登録者の累計　R6：320人→R7：362人（新規42人）")]],
        &[&[("status", "登録者　R6：320人→R7：362人（新規52人、退会10人）")]],
        &[&[("status", "・会員　R6：320人→R7：318人（新規12人）")]],
        &[&[("status", "登録者は令和６年度320人、令和７年度362人です。新規の相談は12件です。")]],
    ],
    find: |context, rule| context.lines.iter().filter_map(|line| wrong(line, rule)).collect(),
};

const SUMS: &[&str] = &["累計", "累積", "通算", "延べ登録"];

fn wrong(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let cells = line.told().into_iter().filter(|cell| cell.slot.year == Offset::This);
    cells.filter(|cell| cell.figure.is_none()).find_map(|cell| in_cell(line, cell, rule))
}

fn in_cell(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    by_years(line, cell, rule).or_else(|| came_to(line, cell, rule))
}

fn by_years(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    let new = cell.quantities.iter().find(|one| is_new(cell, one, line))?;
    if lexicon::holds(cell.text, lexicon::LEFT) {
        return None;
    }
    let (old, now) = rise(line, cell, new)?;
    let grown = now.value - old.value;
    let named = line.cells.values().filter(|cell| cell.sense == Sense::Indicator);
    let summed = lexicon::holds(cell.text, SUMS)
        || named.into_iter().any(|cell| lexicon::holds(cell.text, SUMS))
        || lexicon::holds(&line.row.action.text, SUMS);
    // What left need not be told, where the number is none of all years
    let odd = if summed { (grown - new.value).abs() > 1e-6 } else { new.value < grown - 1e-6 };
    (odd && grown > 0.0).then_some(())?;
    let message = format!(
        "{}{}から{}{}へは{}{}の増ですが、新規は{}とあります。",
        shown(old.value),
        old.unit,
        shown(now.value),
        now.unit,
        shown(grown),
        now.unit,
        quote(new.span.of(cell.text))
    );
    Some(rule.found(line.row.no, vec![line.words(&cell.slot, new.span)], message))
}

/// 新規52人, 新規登録1,314人, R6新規14人: what came in the year.
fn is_new(cell: &Read<'_>, one: &Quantity, line: &ReadRow<'_>) -> bool {
    let lead = cell.text.get(..one.span.start).unwrap_or_default();
    let lead = lead.trim_end_matches(['数', 'は', '：', ':', '者', ' ', '　', 'が', 'に']);
    let said = ["新規", "新規登録", "新規加入", "新規入会", "新規の登録"];
    let near = said.iter().any(|word| lead.ends_with(word));
    near && one.year == line.sheet && !one.approximate && one.per.is_none()
}

/// Last year's number and this year's, as years are written beside them in the sentence of the
/// newcomers or the one before it.
fn rise<'b>(
    line: &'b ReadRow<'_>,
    cell: &'b Read<'_>,
    new: &Quantity,
) -> Option<(&'b Quantity, &'b Quantity)> {
    let same = |one: &&Quantity| {
        kind(&one.unit) == kind(&new.unit) && one.span != new.span && one.share != Share::Part
    };
    let last = line.sheet.plus(-1);
    let before = cell.sentence(new.span);
    let before = Span { start: before.start.saturating_sub(90), end: before.end };
    let near = || {
        let own = cell.quantities.iter().filter(same);
        own.filter(move |one| before.start <= one.span.start && one.span.end <= new.span.start)
    };
    // Years that are written, not those of the column
    let dated = |year| {
        near().find(|one| {
            let written = cell.years.iter().any(|named| {
                named.span.end <= one.span.start && one.span.start - named.span.end <= 6
            });
            one.year == year && written
        })
    };
    dated(last).zip(dated(line.sheet))
}

/// Words behind the number that it came to.
const CAME_TO: [&str; 9] =
    ["とな", "にな", "に増", "に達", "と増", "となり", "へ増", "まで増", "とした"];

/// 新たに6団体と協定を締結し、協定団体は70団体となった, where last year's column says 66団体.
fn came_to(line: &ReadRow<'_>, cell: &Read<'_>, rule: &Rule) -> Option<Finding> {
    let reports = line.told().into_iter().filter(|cell| cell.slot.year == Offset::This);
    if reports.into_iter().any(|cell| lexicon::holds(cell.text, lexicon::LEFT_ALSO)) {
        return None;
    }
    let (new, now) = cell.quantities.iter().find_map(|new| {
        let lead = cell.text.get(..new.span.start)?;
        let near = crate::likeness::tail(lead, 8);
        let near = near.rsplit(['、', '。', '\n', '（']).next()?;
        let came =
            lexicon::holds(near, &["新たに", "新規", "新しく", "新設"]) && !near.contains("採用");
        let sure = !new.approximate && new.per.is_none() && new.year == line.sheet;
        (came && sure).then_some(())?;
        let piece = cell.sentence(new.span);
        let later = cell.counts(piece).find(|one| {
            let after = cell.text.get(one.span.end..).unwrap_or_default();
            let summed = CAME_TO.iter().any(|word| after.starts_with(word));
            one.span.start >= new.span.end && kind(&one.unit) == kind(&new.unit) && summed
        })?;
        Some((new, later))
    })?;
    let (old, place) = last_years(line, now)?;
    let right = old + new.value;
    let near = (right - now.value).abs() <= new.value.max(2.0) * 2.0 && now.value > new.value;
    ((right - now.value).abs() > 1e-6 && near).then_some(())?;
    let message = format!(
        "前年度の{}{}に{}を加えると{}{}ですが、{}とあります。",
        shown(old),
        now.unit,
        quote(new.span.of(cell.text)),
        shown(right),
        now.unit,
        quote(now.span.of(cell.text))
    );
    let mut marks = [new, now].map(|one| line.words(&cell.slot, one.span)).to_vec();
    marks.extend(place);
    Some(rule.found(line.row.no, marks, message))
}

/// What the number was a year ago: the one figure of its kind that last year's columns or texts
/// give, where this year's columns say that it is what the row counts.
fn last_years(line: &ReadRow<'_>, now: &Quantity) -> Option<(f64, Option<crate::finding::Mark>)> {
    let last = line.sheet.plus(-1);
    let own = |one: &&Quantity| {
        let level = !matches!(one.share, Share::Part | Share::Change);
        kind(&one.unit) == kind(&now.unit) && one.per.is_none() && level && !one.approximate
    };
    let valued = |cell: &&Read<'_>| {
        !matches!(cell.sense, Sense::Target | Sense::Plan | Sense::Money | Sense::Rate)
    };
    let cells = || line.cells.values().filter(valued);
    let counted = cells().filter(|cell| cell.figure.is_some());
    let counted = counted.into_iter().any(|cell| {
        cell.quantities
            .iter()
            .filter(own)
            .any(|one| one.year == line.sheet && (one.value - now.value).abs() < 1e-6)
    });
    let figures =
        cells().filter(|cell| cell.figure.is_some() || cell.slot.year == Offset::Previous);
    let mut figures = figures.flat_map(|cell| {
        let of = cell.quantities.iter().filter(own).filter(|one| one.year == last);
        of.map(move |one| (cell, one)).collect::<Vec<_>>()
    });
    let (cell, one) = figures.next().filter(|_| figures.next().is_none())?;
    let same = counted || prose::matching::akin(one, now);
    same.then(|| (one.value, Some(line.words(&cell.slot, one.span))))
}
