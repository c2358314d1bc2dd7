//! What a row was to reach and what it reached, by its columns or by what its texts tell.

use domain::{Field, FiscalYear, Offset};
use prose::{
    Quantity, QuantityRole, Share, lexicon,
    matching::{Pair, is_people, matched},
};

use super::chains;
use crate::{
    context::{Read, ReadRow},
    finding::Mark,
    likeness,
    sense::{CellFigure, Sense},
};

/// A target and what was reached, with their places.
pub(super) struct Reached {
    pub(super) target: CellFigure,
    pub(super) actual: CellFigure,
    pub(super) marks: Vec<Mark>,
    /// Whether less is better.
    pub(super) falling: bool,
}

impl Reached {
    pub(super) fn is_met(&self) -> bool {
        if self.falling {
            self.actual.value <= self.target.value
        } else {
            self.actual.value >= self.target.value
        }
    }

    /// What was reached of the target, in percent; of a figure that is to fall only whether it did.
    pub(super) fn rate(&self) -> Option<f64> {
        (self.target.value > 0.0 && !self.falling)
            .then(|| self.actual.value / self.target.value * 100.0)
    }

    pub(super) fn told(&self) -> String {
        format!("目標{}に対し実績{}", likeness::told(&self.target), likeness::told(&self.actual))
    }

    fn of(line: &ReadRow<'_>, (plan, goal): Told<'_, '_>, (status, result): Told<'_, '_>) -> Self {
        let of = |one: &Quantity| CellFigure { value: one.value, unit: one.unit.clone() };
        let marks = vec![line.words(&status.slot, result.span), line.words(&plan.slot, goal.span)];
        let falling = lexicon::holds(plan.text, lexicon::LESS_IS_BETTER);
        Self { target: of(goal), actual: of(result), marks, falling }
    }
}

/// A quantity with the cell that tells it.
type Told<'b, 'a> = (&'b Read<'a>, &'b Quantity);

/// The one figure of a cell: the cell itself, or the only quantity in it.
fn figure(cell: &Read<'_>) -> Option<CellFigure> {
    if let Some(figure) = &cell.figure {
        return Some(figure.clone());
    }
    match cell.quantities.as_slice() {
        [only] if !only.approximate => {
            Some(CellFigure { value: only.value, unit: only.unit.clone() })
        }
        _ => None,
    }
}

/// The only cell of a sense, of whatever year its heading names: a target is often that of a later
/// year, a base that of an earlier one.
pub(super) fn only<'b, 'a>(line: &'b ReadRow<'a>, sense: Sense) -> Option<&'b Read<'a>> {
    let now: Vec<&Read<'_>> = line.of_sense(sense, Offset::This).collect();
    match now.as_slice() {
        [] => {}
        [only] => return Some(*only),
        // R6目標 beside R10目標: the one of the sheet's year
        several => {
            // 基本目標 of the plan's tree holds no figure
            let own = |cell: &&&Read<'_>| {
                let years = FiscalYear::in_heading(cell.slot.field.label());
                (years.is_empty() || years == [line.sheet]) && figure(cell).is_some()
            };
            let mut own = several.iter().filter(own);
            return own.next().filter(|_| own.next().is_none()).copied();
        }
    }
    let figured = |cell: &&Read<'_>| cell.sense == sense && cell.figure.is_some();
    let mut all = line.cells.values().filter(figured);
    all.next().filter(|_| all.next().is_none())
}

/// The column of figures that holds the result of the year: one for results, or one headed by its
/// year alone.
pub(crate) fn result<'b, 'a>(line: &'b ReadRow<'a>) -> Option<&'b Read<'a>> {
    let figured = || line.given(Field::Status, Offset::This).filter(|cell| cell.figure.is_some());
    let actual: Vec<&Read<'_>> = line.of_sense(Sense::Actual, Offset::This).collect();
    // 指標R6
    let dated = || {
        let mut own = line.of_sense(Sense::Other, Offset::This).filter(|cell| {
            let years = FiscalYear::in_heading(cell.slot.field.label());
            cell.figure.is_some() && years == [line.sheet]
        });
        own.next().filter(|_| own.next().is_none())
    };
    let figures: Vec<_> = actual.iter().filter(|cell| cell.figure.is_some()).collect();
    match (figures.as_slice(), actual.as_slice()) {
        ([one], _) => Some(**one),
        // 取組実績 in words beside R6実績 in figures
        ([], [one]) => figured().or_else(dated).or(Some(*one)),
        ([], []) => figured().or_else(dated),
        _ => None,
    }
}

/// The figure of the year, with its cell and its place: that of a column of results, else the
/// last of a cell that tells the figures year by year.
pub(super) fn now<'b, 'a>(line: &'b ReadRow<'a>) -> Option<(&'b Read<'a>, CellFigure, Mark)> {
    let column =
        result(line).and_then(|cell| Some((cell, cell.figure.clone()?, line.mark(&cell.slot))));
    column.or_else(|| {
        let (cell, last) = chains::latest(line)?;
        Some((cell, last.figure, line.words(&cell.slot, last.span)))
    })
}

/// Whether less of it is better: by its arrow, its bound, or what it counts.
pub(super) fn is_falling(line: &ReadRow<'_>, target: &Read<'_>) -> bool {
    let named = line.of_sense(Sense::Indicator, Offset::This).map(|cell| cell.text);
    let indicator: String = named.collect();
    // 滞納世帯への相談 counts no arrears: the indicator tells what is counted, if there is one
    let name = if indicator.is_empty() { line.row.action.text.clone() } else { indicator };
    let told = ["少ないほど", "低いほど", "短いほど", "小さいほど", "↓", "（減"];
    if name.contains('↑') || lexicon::holds(&name, &["多いほど", "高いほど"]) {
        return false;
    }
    let bound = ["以下", "未満", "以内", "減"].iter().any(|word| target.text.contains(word));
    let base = only(line, Sense::Base).and_then(figure);
    let less = base.zip(figure(target)).is_some_and(|(base, goal)| base.value > goal.value);
    let hoped = lexicon::holds(&name, lexicon::HOPED_ABSENT)
        || lexicon::holds(&name, lexicon::LESS_IS_BETTER);
    lexicon::holds(&name, &told) || bound || less || hoped
}

/// The target of a row with its result: of its own columns, or told in one cell.
pub(super) fn reached(line: &ReadRow<'_>) -> Option<Reached> {
    by_columns(line).or_else(|| told(line)).or_else(|| match planned(line).as_slice() {
        [(goal, result)] => Some(Reached::of(line, *goal, *result)),
        _ => None,
    })
}

/// The target of a row with its result by columns of figures.
pub(super) fn by_columns(line: &ReadRow<'_>) -> Option<Reached> {
    let planned = || line.given(Field::Plan, Offset::This).filter(|cell| cell.figure.is_some());
    let goal = only(line, Sense::Target).or_else(planned)?;
    // 面接率96.2％: a name and its figure
    let short = |cell: &&Read<'_>| cell.text.chars().count() <= SHORT;
    let named = || line.given(Field::Status, Offset::This).filter(short);
    let told = || {
        let cell = result(line).or_else(named)?;
        Some((cell, figure(cell)?, line.mark(&cell.slot)))
    };
    let (_, actual, mark) = now(line).or_else(told)?;
    let target = figure(goal)?;
    let marks = vec![mark, line.mark(&goal.slot)];
    let falling = is_falling(line, goal);
    Some(Reached { target, actual, marks, falling })
}

/// A cell of so few letters holds its figure and no sentence.
const SHORT: usize = 16;

/// 目標：60人　実績：42人 in one cell.
fn told(line: &ReadRow<'_>) -> Option<Reached> {
    let cell = line.given(Field::Status, Offset::This)?;
    let own = cell.quantities.iter().filter(|one| {
        let before = cell.text.get(..one.span.start).unwrap_or_default();
        let lead = before.trim_end_matches(['：', ':', ' ', '　', 'は', '値', '数']);
        one.role == QuantityRole::Target && lead.ends_with("目標")
    });
    let results = cell.quantities.iter().filter(|one| one.role == QuantityRole::Actual);
    let pairs = matched(own, results);
    let [(target, actual)] = pairs.as_slice() else { return None };
    let falling = lexicon::holds(cell.text, lexicon::LESS_IS_BETTER);
    Some(Reached { falling, ..Reached::of(line, (cell, target), (cell, actual)) })
}

/// Those who do the work.
const HELPERS: [&str; 6] = ["相談員", "支援員", "講師", "職員", "スタッフ", "保健師"];

/// The figures of the plan, each with the status's figure of the same kind and words.
fn planned<'b, 'a>(line: &'b ReadRow<'a>) -> Vec<(Told<'b, 'a>, Told<'b, 'a>)> {
    let cells = line.given(Field::Plan, Offset::This).zip(line.given(Field::Status, Offset::This));
    let Some((plan, status)) = cells else { return Vec::new() };
    // Those who help are no result
    let helps = |cell: &Read<'_>, one: &Quantity| {
        let before = cell.text.get(..one.span.start).unwrap_or_default();
        let lead = before.trim_end_matches(['：', ':', ' ', '　', 'は', 'を']);
        is_people(&one.unit) && lexicon::ends(lead, &HELPERS)
    };
    let sure = |cell: &Read<'_>, one: &Quantity| {
        !one.approximate && one.high.is_none() && !helps(cell, one)
    };
    let goals = plan.quantities.iter().filter(|one| one.role == QuantityRole::Target);
    let goals = goals.filter(|one| sure(plan, one));
    let results = status.quantities.iter().filter(|one| one.role == QuantityRole::Actual);
    let results = results
        .filter(|one| !matches!(one.share, Share::Part | Share::Change) && sure(status, one));
    let pairs = matched(goals, results);
    let rates = |(a, b): &Pair<'_>| a.per == b.per || a.per.is_none() || b.per.is_none();
    let pairs = pairs.into_iter().filter(rates);
    pairs.map(|(goal, result)| ((plan, goal), (status, result))).collect()
}

/// All that a row planned in figures with what became of it, where its columns tell none.
pub(super) fn all(line: &ReadRow<'_>) -> Vec<Reached> {
    if let Some(one) = by_columns(line).or_else(|| told(line)) {
        return vec![one];
    }
    let pairs = planned(line).into_iter();
    pairs.map(|(goal, result)| Reached::of(line, goal, result)).collect()
}
