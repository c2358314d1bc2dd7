//! The figure of a column of results against the figure that the text gives.

use domain::{Offset, text::fold};
use prose::{
    Per, Quantity, QuantityRole, Share, lexicon,
    matching::{is_percent, kind, plain},
};

use super::{
    reached::{now, result},
    unit::unit_cell,
};
use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Severity},
    likeness,
    read_row::unit_of,
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::{CellFigure, Sense},
};

/// Another figure in the text.
pub(super) const RULE: Rule = Rule {
    name: "COLUMN_TEXT_MISMATCH",
    title: "実績の列と文中の数の不一致",
    family: Family::Columns,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "実績の列の数と、文中の数が違います。どちらが正しいでしょうか。",
    instruction: "実績を確認し、誤っている方を直してください。別の数え方による場合は、何の数か書いてください。",
    why: "一つの行に二つの数があると、どちらが実績か読み手に分かりません。",
    example: &[&[
        ("field:指標", "講座の参加者数（人）"),
        ("field:実績値", "42"),
        ("status", "講座を開催し、52人が参加した。"),
    ]],
    controls: &[
        &[&[
            ("field:指標", "講座の参加者数（人）"),
            ("field:実績値", "42"),
            ("status", "講座を２回開催し、延べ42人が参加した。"),
        ]],
        &[&[
            ("field:指標", "講座の参加者数（人）"),
            ("field:実績値", "42"),
            ("status", "講座を開催し、18人と24人が参加した。"),
        ]],
        &[&[
            ("field:指標", "講座の参加者数（人）"),
            ("field:実績値", "42"),
            ("status", "講師２人を迎え、講座を開催した。"),
        ]],
    ],
    find,
};

fn find(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let of_line =
        |line| apart(line, rule).or_else(|| places(line, rule)).or_else(|| whole(line, rule));
    context.lines.iter().filter_map(of_line).collect()
}

fn apart(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let (result, figure, place) = now(line)?;
    let figure = &figure;
    let mut names = line.of_sense(Sense::Indicator, Offset::This);
    let name = names.next().map_or("", |cell| cell.text);
    let unit = unit(figure, name, result)
        .or_else(|| unit_cell(line).map(|cell| prose::unit(cell.text)))?;
    let cells: Vec<&Read<'_>> = line
        .told()
        .into_iter()
        .filter(|cell| cell.slot.year == Offset::This && cell.slot != result.slot)
        .filter(|cell| cell.figure.is_none())
        .collect();
    let told: Vec<(&Read<'_>, &Quantity)> = cells
        .iter()
        .flat_map(|cell| cell.quantities.iter().map(move |one| (*cell, one)))
        .filter(|(cell, one)| is_result(one, line) && !is_room(cell, one))
        .filter(|(_, one)| kind(&one.unit) == kind(&unit))
        .collect();
    let same = |value: f64| (value - figure.value).abs() < 1e-6;
    let sum: f64 =
        told.iter().filter(|(_, one)| one.share == Share::Own).map(|(_, one)| one.value).sum();
    // Whatever part the text makes of it: 62人のうち修了者53人
    let anywhere = cells.iter().flat_map(|cell| &cell.quantities).any(|one| same(one.value));
    if told.is_empty() || same(sum) || anywhere {
        return None;
    }
    // A figure far away, or a share of one person, counts something else; of a few sessions each
    // is much
    let near = |one: &Quantity| {
        let (low, high) = (one.value.min(figure.value), one.value.max(figure.value));
        let whole = figure.value.fract() != 0.0 || one.value.fract() == 0.0;
        let few = one.share == Share::Total && one.unit == "回" && high <= FEW;
        // 48件 and 480件
        let tenfold = low >= 10.0 && [10.0, 100.0].iter().any(|t| (low * t - high).abs() < 1e-6);
        (low * 2.0 > high || few && low >= 1.0 || tenfold) && whole
    };
    // 延べ●●人: what is not filled in may be the figure of the column
    if cells.iter().any(|cell| lexicon::holds(cell.text, &["●●", "〇〇", "○○", "＊＊", "××"]))
    {
        return None;
    }
    let (cell, one) = meant(name, &told).filter(|(_, one)| near(one))?;
    let message = format!(
        "{}は「{}」ですが、{}には{}とあります。",
        result.slot.field,
        likeness::told(figure),
        cell.slot.field,
        quote(one.span.of(cell.text))
    );
    let marks = vec![line.words(&cell.slot, one.span), place];
    Some(rule.found(line.row.no, marks, message))
}

/// So few sessions are counted on one's fingers.
const FEW: f64 = 12.0;

/// What か所 counts where a text names it: 2公園, 4施設.
const PLACES: [&str; 12] =
    ["公園", "施設", "会場", "店舗", "館", "校", "園", "教室", "地点", "拠点", "事業所", "地区"];

/// A column of places against the one number of places that the text tells of what was done.
fn places(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let result = result(line)?;
    let figure = result.figure.as_ref()?;
    let unit = unit_cell(line).map_or(figure.unit.as_str(), |cell| cell.text);
    (kind(&prose::unit(unit)) == "か所").then_some(())?;
    let cells = line.told();
    let cells: Vec<&Read<'_>> = cells
        .into_iter()
        .filter(|cell| cell.slot.year == Offset::This && cell.figure.is_none())
        .filter(|cell| matches!(cell.sense, Sense::Report | Sense::Actual))
        .collect();
    let told: Vec<(&Read<'_>, prose::Span, f64)> = cells
        .iter()
        .flat_map(|cell| {
            prose::figures(cell.text).filter_map(|one| {
                let place = PLACES.iter().find(|place| one.after.starts_with(**place))?;
                let rest = one.after.strip_prefix(place)?;
                let done = ["で", "の", "に", "を"].iter().any(|joint| rest.starts_with(joint));
                let value = one.plain().parse().ok()?;
                let span = prose::Span { start: one.span.start, end: one.span.end + place.len() };
                let part = ["うち", "残る", "新たに", "ほか"];
                let own = !part.iter().any(|word| likeness::tail(one.before, 5).contains(word));
                (done && own).then_some((*cell, span, value))
            })
        })
        .collect();
    let anywhere = cells.iter().flat_map(|cell| prose::figures(cell.text));
    let same = anywhere.filter_map(|one| one.plain().parse::<f64>().ok());
    let mut same = same.filter(|value| (value - figure.value).abs() < 1e-6);
    let [(cell, span, value)] = told.as_slice() else { return None };
    let near = value.min(figure.value) * 2.0 > value.max(figure.value);
    (near && same.next().is_none()).then_some(())?;
    let message = format!(
        "{}は「{}」ですが、{}には{}とあります。",
        result.slot.field,
        likeness::told(figure),
        cell.slot.field,
        quote(span.of(cell.text))
    );
    let marks = vec![line.words(&cell.slot, *span), line.mark(&result.slot)];
    Some(rule.found(line.row.no, marks, message))
}

/// 54家庭の全てを訪問した against 訪問51件 of the column: all of them were more.
fn whole(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    const ALL: [&str; 8] = [
        "の全てを",
        "のすべてを",
        "全てを",
        "すべてを",
        "の全てに",
        "のすべてに",
        "全員を",
        "全員に",
    ];
    let cells = line.told();
    let now = || cells.iter().copied().filter(|cell| cell.slot.year == Offset::This);
    now().find_map(|cell| {
        cell.quantities.iter().find_map(|one| {
            let after = cell.text.get(one.span.end..)?;
            let rest = ALL.iter().find_map(|all| after.strip_prefix(all))?;
            let verb: String = rest.chars().take(2).collect();
            let noun = verb.chars().all(prose::classes::is_han) && verb.chars().count() == 2;
            (noun && rest.contains('し')).then_some(())?;
            let (other, count) = now().find_map(|other| {
                let short = other.slot != cell.slot && other.text.chars().count() <= 30;
                let counts = || other.quantities.iter();
                let named = |q: &&Quantity| {
                    let lead = other.text.get(..q.span.start).unwrap_or_default();
                    lead.trim_end().ends_with(&verb)
                };
                let count = counts().find(named)?;
                let near = count.value * 2.0 > one.value && count.value < one.value;
                (short && near).then_some((other, count))
            })?;
            let message = format!(
                "{}に{}とありますが、{}では{}です。",
                cell.slot.field,
                quote(one.span.of(cell.text)),
                other.slot.field,
                quote(count.span.of(other.text))
            );
            let marks = vec![line.words(&cell.slot, one.span), line.words(&other.slot, count.span)];
            Some(rule.found(line.row.no, marks, message))
        })
    })
}

/// The unit of a figure: its own, that of the indicator's name, or of its heading.
fn unit(figure: &CellFigure, name: &str, result: &Read<'_>) -> Option<String> {
    if !figure.unit.is_empty() {
        return Some(prose::unit(&figure.unit));
    }
    unit_of(name).or_else(|| unit_of(result.slot.field.label()))
}

/// 定員を120人から90人に改めた: how many there is room for, or what was changed to.
fn is_room(cell: &Read<'_>, one: &Quantity) -> bool {
    let ends = |c: char| matches!(c, '。' | '\n' | '、');
    let before = likeness::tail(cell.text.get(..one.span.start).unwrap_or_default(), 16);
    let after = likeness::head(cell.text.get(one.span.end..).unwrap_or_default(), 10);
    let before = before.rsplit(ends).next().unwrap_or_default();
    let after = after.split(ends).next().unwrap_or_default();
    let words = format!("{before}{after}");
    ["定員", "上限", "収容", "枠を", "席を", "改め", "変更し", "見直し"]
        .iter()
        .any(|word| words.contains(word))
}

fn is_result(one: &Quantity, line: &ReadRow<'_>) -> bool {
    one.role == QuantityRole::Actual
        && one.year == line.sheet
        && matches!(one.per, None | Some(Per::Year))
        && !one.approximate
        && !matches!(one.share, Share::Part | Share::Change)
}

/// The quantity that counts what the indicator names: the only one, or the one whose label shares
/// its words.
fn meant<'b, 'a>(
    name: &str,
    told: &[(&'b Read<'a>, &'b Quantity)],
) -> Option<(&'b Read<'a>, &'b Quantity)> {
    let name = plain(name);
    let shared = |one: &Quantity| {
        let label = plain(&fold(&one.label));
        let pairs: Vec<(char, char)> = prose::classes::pairs(&name, |c| {
            c.is_alphanumeric() && !prose::classes::is_hiragana(c)
        })
        .collect();
        prose::classes::pairs(&label, char::is_alphanumeric)
            .filter(|pair| pairs.contains(pair))
            .count()
    };
    let best = told.iter().map(|(_, one)| shared(one)).max()?;
    let likely: Vec<_> = told.iter().filter(|(_, one)| shared(one) == best).collect();
    let sure = best >= 2 || likely.len() == 1 && told.len() == 1 && is_plain(told);
    match likely.as_slice() {
        [only] if sure => Some(**only),
        _ => None,
    }
}

/// Whether the one figure of the text is what an action counts, not its helpers or its money.
fn is_plain(told: &[(&Read<'_>, &Quantity)]) -> bool {
    told.iter().all(|(cell, one)| {
        let before = cell.text.get(..one.span.start).unwrap_or_default();
        let helpers = ["講師", "職員", "委員", "スタッフ", "相談員", "保健師", "定員", "会員"];
        let near = likeness::tail(before, 8);
        !helpers.iter().any(|word| near.contains(word)) && !is_percent(&one.unit)
    })
}
