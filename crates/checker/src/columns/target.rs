//! A target that was missed and is called reached, or the reverse.

use domain::{Field, Offset, scale::GradeClass};
use prose::{Quantity, QuantityRole, Share, Span, Tense, lexicon, matching::matched};

use crate::{
    context::{CheckContext, Read, ReadRow},
    finding::{Finding, Mark, Severity},
    likeness,
    outcome::standing,
    rule::{Family, Rule, RuleScope},
    scan::quote,
    sense::{Figure, Sense},
};

/// The text or the grade says what the figures deny.
pub(super) const RULE: Rule = Rule {
    name: "TARGET_CLAIM",
    title: "目標と実績、達成の記述の不一致",
    family: Family::Columns,
    scope: RuleScope::Row,
    severity: Severity::Error,
    limits: &[],
    question: "目標と実績の数からみると、達成（未達成）という記述や評価が合いません。どちらが正しいでしょうか。",
    instruction: "目標と実績の数を確認し、記述か評価を直してください。",
    why: "目標と実績が並んでいるので、読み手は達成したかどうかを自分で判断できます。",
    example: &[&[
        ("field:目標値", "60人"),
        ("field:実績値", "42人"),
        ("evaluation", "目標を達成し、参加者の理解が深まった。"),
    ]],
    controls: &[
        &[&[
            ("field:目標値", "60人"),
            ("field:実績値", "72人"),
            ("evaluation", "目標を達成し、参加者の理解が深まった。"),
        ]],
        &[&[
            ("field:目標値", "60人"),
            ("field:実績値", "42人"),
            ("evaluation", "目標を達成できるよう、周知を図る。"),
        ]],
        &[&[
            ("field:指標", "待機児童数"),
            ("field:目標値", "20人"),
            ("field:実績値", "12人"),
            ("evaluation", "目標を達成した。"),
        ]],
    ],
    find: |context, rule| {
        let of_line = |line| by_words(line, rule).or_else(|| by_grade(context, line, rule));
        context.lines.iter().filter_map(of_line).collect()
    },
};

/// A target and what was reached, with their places.
struct Reached {
    target: Figure,
    actual: Figure,
    marks: Vec<Mark>,
    /// Whether less is better.
    falling: bool,
}

impl Reached {
    fn is_met(&self) -> bool {
        if self.falling {
            self.actual.value <= self.target.value
        } else {
            self.actual.value >= self.target.value
        }
    }

    fn told(&self) -> String {
        format!("目標{}に対し実績{}", likeness::told(&self.target), likeness::told(&self.actual))
    }
}

fn of_quantity(one: &Quantity) -> Figure {
    Figure { value: one.value, unit: one.unit.clone() }
}

/// The one figure of a cell: the cell itself, or the only quantity in it.
fn figure(cell: &Read<'_>) -> Option<Figure> {
    if let Some(figure) = &cell.figure {
        return Some(figure.clone());
    }
    match cell.quantities.as_slice() {
        [only] if !only.approximate => Some(of_quantity(only)),
        _ => None,
    }
}

/// The target of a row with its result: of its own columns, or told in one cell.
fn reached(line: &ReadRow<'_>) -> Option<Reached> {
    let only = |sense| {
        let mut cells = line.of_sense(sense, Offset::This);
        cells.next().filter(|_| cells.next().is_none())
    };
    let named = line.of_sense(Sense::Indicator, Offset::This).map(|cell| cell.text);
    let name: String = named.chain([line.row.action.text.as_str()]).collect();
    // A column that is headed by its year alone holds the year's figure
    let figured = || line.given(Field::Status, Offset::This).filter(|cell| cell.figure.is_some());
    let result = only(Sense::Actual).or_else(figured);
    if let Some((target, actual)) = only(Sense::Target).zip(result) {
        let figures = figure(target).zip(figure(actual));
        let bound = ["以下", "未満", "以内", "減"].iter().any(|word| target.text.contains(word));
        if let Some((goal, result)) = figures {
            let base = only(Sense::Base).and_then(figure);
            let less = base.is_some_and(|base| base.value > goal.value);
            let hoped = lexicon::holds(&name, lexicon::HOPED_ABSENT)
                || lexicon::holds(&name, lexicon::LESS_IS_BETTER);
            let marks = vec![line.mark(&actual.slot), line.mark(&target.slot)];
            let falling = name.contains('↓') || !name.contains('↑') && (bound || less || hoped);
            return Some(Reached { target: goal, actual: result, marks, falling });
        }
    }
    told(line)
}

/// 目標：60人　実績：42人, or a plan's one figure with the status's.
fn told(line: &ReadRow<'_>) -> Option<Reached> {
    let cell = line.given(Field::Status, Offset::This)?;
    let own = cell.quantities.iter().filter(|one| {
        let before = cell.text.get(..one.span.start).unwrap_or_default();
        let lead = before.trim_end_matches(['：', ':', ' ', '　', 'は', '値', '数']);
        one.role == QuantityRole::Target && lead.ends_with("目標")
    });
    let results = || cell.quantities.iter().filter(|one| one.role == QuantityRole::Actual);
    let pairs = matched(own, results());
    let [(target, actual)] = pairs.as_slice() else { return planned(line, cell) };
    let marks = [actual, target].map(|one| line.words(&cell.slot, one.span)).to_vec();
    let (target, actual) = (of_quantity(target), of_quantity(actual));
    Some(Reached {
        target,
        actual,
        marks,
        falling: lexicon::holds(cell.text, lexicon::LESS_IS_BETTER),
    })
}

/// The one figure of the plan with the status's figure of the same kind and words.
fn planned(line: &ReadRow<'_>, status: &Read<'_>) -> Option<Reached> {
    let plan = line.given(Field::Plan, Offset::This)?;
    let sure = |one: &&Quantity| !one.approximate && one.high.is_none();
    let goals = plan.quantities.iter().filter(|one| one.role == QuantityRole::Target).filter(sure);
    let results = status.quantities.iter().filter(|one| one.role == QuantityRole::Actual);
    let results =
        results.filter(|one| !matches!(one.share, Share::Part | Share::Change)).filter(sure);
    let pairs = matched(goals, results);
    let [(target, actual)] = pairs.as_slice() else { return None };
    (target.per == actual.per || target.per.is_none() || actual.per.is_none()).then_some(())?;
    let marks = vec![line.words(&status.slot, actual.span), line.words(&plan.slot, target.span)];
    let falling = lexicon::holds(plan.text, lexicon::LESS_IS_BETTER);
    Some(Reached { target: of_quantity(target), actual: of_quantity(actual), marks, falling })
}

/// Words that say that the target was reached, and words that say that it was not.
const MET: [&str; 15] = [
    "目標を達成した",
    "目標を達成し、",
    "目標を達成しました",
    "目標を達成できた",
    "目標を達成することができ",
    "目標達成",
    "目標を上回",
    "目標値を上回",
    "目標値を達成し",
    "目標を超え",
    "目標値を超え",
    "目標どおり",
    "目標通り",
    "目標に到達",
    "計画値を上回",
];
const UNMET: [&str; 12] = [
    "目標に届か",
    "目標に達し",
    "目標を下回",
    "目標値を下回",
    "目標値に届か",
    "目標には届か",
    "目標未達",
    "目標を達成できな",
    "目標を達成でき",
    "目標に至ら",
    "目標値に達し",
    "目標には達し",
];
/// What of the words above is meant only with a denial behind it.
const DENIED: [&str; 5] = ["なかった", "ず", "ない", "ません", "おら"];

/// What a clause says of the target.
fn claim(cell: &Read<'_>) -> Option<(Span, bool)> {
    cell.clauses.iter().filter(|clause| clause.tense != Tense::Future).find_map(|clause| {
        let words = clause.span.of(cell.text);
        let denied = |word: &str| {
            let rest = words.split_once(word).map_or("", |(_, rest)| rest);
            let near = likeness::head(rest, 8);
            DENIED.iter().any(|no| near.contains(no))
                || ["届か", "未達", "至ら"].iter().any(|end| word.ends_with(end))
                || word.contains("下回")
        };
        let hoped = ["目標達成に向け", "目標達成のため", "目標達成率", "目標達成を目指"];
        if lexicon::holds(words, &hoped) || words.contains("おおむね") || words.contains("概ね")
        {
            return None;
        }
        if UNMET.iter().filter(|word| words.contains(**word)).any(|word| denied(word)) {
            return Some((clause.span, false));
        }
        let met = MET.iter().find(|word| words.contains(**word))?;
        let rest = words.split_once(met).map_or("", |(_, rest)| likeness::head(rest, 8));
        (!DENIED.iter().any(|no| rest.contains(no))).then_some((clause.span, true))
    })
}

fn by_words(line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let reached = reached(line)?;
    let (cell, span, says) = line.told().into_iter().find_map(|cell| {
        let (span, says) = claim(cell).filter(|_| cell.slot.year == Offset::This)?;
        Some((cell, span, says))
    })?;
    (says != reached.is_met()).then_some(())?;
    let message = format!("{}とありますが、{}です。", quote(span.of(cell.text)), reached.told());
    let mut marks = vec![line.words(&cell.slot, span)];
    marks.extend(reached.marks);
    Some(rule.found(line.row.no, marks, message))
}

/// A grade by its place in a scale of marks, or whose words name the range of its rate.
fn by_grade(context: &CheckContext<'_>, line: &ReadRow<'_>, rule: &Rule) -> Option<Finding> {
    let reached = reached(line)?;
    let cell = line.given(Field::Progress, Offset::This)?;
    let (class, label) = standing(context.sheet, line)?;
    let rate = if reached.falling || reached.target.value <= 0.0 {
        None
    } else {
        Some(reached.actual.value / reached.target.value * 100.0)
    };
    let words = label.clone();
    let apart = match (range(&words), rate) {
        (Some((low, high)), Some(rate)) => !(low..high).contains(&rate),
        _ => {
            class == GradeClass::Done
                && ["達成", "達した", "計画どおり", "計画を上回"]
                    .iter()
                    .any(|word| words.contains(word))
                && !words.contains("おおむね")
                && !reached.is_met()
                || class == GradeClass::NotDone && reached.is_met()
        }
    };
    apart.then_some(())?;
    let told = rate.map_or_else(String::new, |rate| format!("（{}％）", rate.round()));
    let message = format!("{}は「{label}」ですが、{}{told}です。", cell.slot.field, reached.told());
    let mut marks = vec![line.mark(&cell.slot)];
    marks.extend(reached.marks);
    Some(rule.found(line.row.no, marks, message))
}

/// The range of rates that the words of a grade name: 80％以上100％未満.
fn range(words: &str) -> Option<(f64, f64)> {
    let bounds: Vec<(f64, bool)> = prose::figures(words)
        .filter_map(|figure| {
            let after = figure.after.trim_start();
            let percent = after.strip_prefix(['％', '%']).map(|rest| (rest, 1.0));
            let (rest, times) = percent.or_else(|| Some((after.strip_prefix('割')?, 10.0)))?;
            let value = figure.plain().parse::<f64>().ok()? * times;
            let upper = rest.starts_with("未満") || rest.starts_with("以下");
            (upper || rest.starts_with("以上") || rest.starts_with(['～', '~', '〜']))
                .then_some((value, upper))
        })
        .collect();
    match bounds.as_slice() {
        [(low, false), (high, true)] => Some((*low, *high)),
        [(low, false)] => Some((*low, f64::INFINITY)),
        [(high, true)] => Some((f64::NEG_INFINITY, *high)),
        _ => None,
    }
}
