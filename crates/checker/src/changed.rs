//! What changed since last year, row by row: the words, the codes, the numbers; what stayed the
//! same for years, what was cancelled, and what was promised and is gone.

use std::collections::BTreeSet;

use domain::{
    Field, FiscalYear, Offset, Slot,
    difference::{Piece, PieceKind, pieces},
    scale::GradeClass,
};
use prose::{
    Quantity,
    matching::{actual, matched},
};
use unicode_normalization::UnicodeNormalization;

use crate::{
    context::{CheckContext, Read, ReadRow},
    likeness::{LONGEST, plain},
    outcome::{TextOutcome, standing},
    years::unchanged,
};

/// What changed on a sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changed {
    /// The rows in the sheet's order, those without any change as well.
    pub rows: Vec<RowChanged>,
    /// What last year's sheet planned for this year in rows that this sheet does not have.
    pub promises: Vec<Promise>,
}

/// What changed in a row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RowChanged {
    /// The row's number.
    pub no: u32,
    /// The action's title.
    pub action: String,
    /// From last year's status to this year's; empty when they say the same or one is missing.
    pub status: Vec<Piece>,
    /// From this year's plan to the next one's.
    pub plan: Vec<Piece>,
    /// The grade of last year's own sheet and this one's, as written, where they differ.
    pub grade: Option<(String, String)>,
    /// The percentages of last year and this, as written, where they differ.
    pub percent: Option<(String, String)>,
    /// Quantities that changed, came or went.
    pub quantities: Vec<QuantityChanged>,
    /// For how many years the status has said the same: 0 when it says something else than last
    /// year's, 1 when it says the same as last year's.
    pub unchanged: u32,
    /// Cancelled or not done this year, and done last year.
    pub newly_cancelled: bool,
}

/// A quantity of last year and this.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantityChanged {
    /// What is counted, in this year's words where there are some.
    pub label: String,
    /// The unit.
    pub unit: String,
    /// Last year's number.
    pub before: Option<f64>,
    /// This year's.
    pub after: Option<f64>,
}

/// A plan of last year's sheet without a row this year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The sheet that made it.
    pub sheet: FiscalYear,
    /// The row's number there.
    pub no: u32,
    /// The action's title.
    pub action: String,
    /// What was to be done.
    pub plan: String,
}

impl RowChanged {
    /// Whether anything changed.
    pub fn is_any(&self) -> bool {
        !(self.status.is_empty() && self.plan.is_empty() && self.quantities.is_empty())
            || self.grade.is_some()
            || self.percent.is_some()
            || self.newly_cancelled
    }
}

/// What changed on the sheet that a book is opened at. Last year is what the sheet itself repeats of
/// it, and last year's own sheet where it repeats nothing.
pub fn changed(context: &CheckContext<'_>) -> Changed {
    let rows = context.lines.iter().enumerate().map(|(at, line)| row(context, at, line));
    Changed { rows: rows.collect(), promises: promises(context) }
}

fn row(context: &CheckContext<'_>, at: usize, line: &ReadRow<'_>) -> RowChanged {
    let own = context.before(at, 1);
    let last = |field: Field| {
        let repeated = line.given(field.clone(), Offset::Previous);
        repeated.or_else(|| own?.given(field, Offset::This))
    };
    let (before, now) = (last(Field::Status), line.given(Field::Status, Offset::This));
    let plan = line.given(Field::Plan, Offset::This);
    let next = line.given(Field::Plan, Offset::Next);
    RowChanged {
        no: line.row.no,
        action: line.row.action.text.clone(),
        status: words(before, now),
        plan: words(plan, next),
        grade: grade(context, own.and_then(|own| own.given(Field::Progress, Offset::This)), line),
        percent: codes(last(Field::Achievement), line, &Field::Achievement),
        quantities: before.zip(now).map_or_else(Vec::new, |(before, now)| numbers(before, now)),
        unchanged: unchanged(context, at),
        newly_cancelled: is_undone(context, line)
            && before.is_some_and(|before| TextOutcome::of(before).fell_out().is_none()),
    }
}

/// The pieces between two texts that say something else; without width, space and the passing of
/// the year.
fn words(before: Option<&Read<'_>>, after: Option<&Read<'_>>) -> Vec<Piece> {
    let Some((before, after)) = before.zip(after) else { return Vec::new() };
    if plain(&before.folded) == plain(&after.folded) {
        return Vec::new();
    }
    let (old, new) = (in_year(before.text, 1), in_year(after.text, 0));
    let long = |text: &str| text.chars().nth(LONGEST).is_some();
    if long(&old) || long(&new) {
        let whole = [(PieceKind::Removed, old), (PieceKind::Added, new)];
        return whole.into_iter().map(|(kind, text)| Piece { kind, text }).collect();
    }
    pieces(&old, &new)
}

/// A text without width and space, its fiscal years (令和６年度) moved on by some years.
fn in_year(text: &str, years: i32) -> String {
    let text: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let mut parts = text.split("年度").peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            out.push_str(part);
            break;
        }
        let bare = part.trim_end_matches(|c: char| c.is_ascii_digit() || c == '元');
        let bare = ["令和", "平成", "R", "H"]
            .iter()
            .find_map(|era| bare.strip_suffix(era))
            .unwrap_or(bare);
        let year = part.get(bare.len()..).and_then(|year| FiscalYear::parse(year).ok());
        match year {
            Some(year) => out.extend([bare, &year.plus(years).official()]),
            None => out.extend([part, "年度"]),
        }
    }
    out
}

/// A code of last year and this, where they differ; a missing one is no change to tell.
fn codes(before: Option<&Read<'_>>, line: &ReadRow<'_>, field: &Field) -> Option<(String, String)> {
    let before = before?;
    let after = line.given(field.clone(), Offset::This)?;
    let same = match (before.value.percent(), after.value.percent()) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        _ => before.value.agrees_with(&after.value),
    };
    (!same).then(|| (before.text.trim().to_owned(), after.text.trim().to_owned()))
}

/// The grades of last year and this, by their codes and words, where they are not one grade of the scale: ア is ア　実施済.
fn grade(
    context: &CheckContext<'_>,
    before: Option<&Read<'_>>,
    line: &ReadRow<'_>,
) -> Option<(String, String)> {
    let told = codes(before, line, &Field::Progress)?;
    let scale = context.sheet.layout.scale();
    let (before, after) = (scale.shown(&told.0), scale.shown(&told.1));
    (before != after).then_some((before, after))
}

fn numbers(before: &Read<'_>, after: &Read<'_>) -> Vec<QuantityChanged> {
    let pairs = matched(actual(&before.quantities), actual(&after.quantities));
    let (old, new): (BTreeSet<_>, BTreeSet<_>) =
        pairs.iter().map(|(old, new)| (old.span, new.span)).unzip();
    let told = |one: &Quantity, before, after| QuantityChanged {
        label: one.label.clone(),
        unit: one.unit.clone(),
        before,
        after,
    };
    let differ = pairs.iter().filter(|(old, new)| (old.value - new.value).abs() > 1e-9);
    let changed = differ.map(|(old, new)| told(new, Some(old.value), Some(new.value)));
    let gone = actual(&before.quantities).filter(|one| !old.contains(&one.span));
    let come = actual(&after.quantities).filter(|one| !new.contains(&one.span));
    changed
        .chain(gone.map(|one| told(one, Some(one.value), None)))
        .chain(come.map(|one| told(one, None, Some(one.value))))
        .collect()
}

fn is_undone(context: &CheckContext<'_>, line: &ReadRow<'_>) -> bool {
    let status = line.given(Field::Status, Offset::This);
    status.is_some_and(|status| TextOutcome::of(status).fell_out().is_some())
        || standing(context, line)
            .is_some_and(|(class, _)| matches!(class, GradeClass::NotDone | GradeClass::Cancelled))
}

fn promises(context: &CheckContext<'_>) -> Vec<Promise> {
    let year = context.sheet.year.plus(-1);
    let Some(last) = context.earlier.iter().find(|earlier| earlier.year == year) else {
        return Vec::new();
    };
    let kept: BTreeSet<usize> = last.row_of.iter().filter_map(|row| *row).collect();
    let gone = last.lines.iter().enumerate().filter(|(at, _)| !kept.contains(at));
    gone.filter_map(|(_, line)| {
        let plan = line.cells.get(&Slot::new(Field::Plan, Offset::Next))?;
        plan.is_given().then(|| Promise {
            sheet: last.year,
            no: line.row.no,
            action: line.row.action.text.clone(),
            plan: plan.text.to_owned(),
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cases, rule::Case};

    fn of(case: Case) -> Changed {
        let sheet = cases::sheet(case);
        let earlier = cases::earlier(case);
        let earlier: Vec<_> = earlier.iter().collect();
        changed(&CheckContext::open(&sheet, &earlier))
    }

    #[test]
    fn width_space_and_the_passing_of_the_year_are_no_change() {
        let found = of(&[&[
            ("previous_status", "令和６年度は 窓口に、ちらしを10部置き周知した。"),
            ("status", "令和７年度は窓口にちらしを１０部置き周知した。"),
            ("previous_achievement", "100"),
            ("achievement", "１００％"),
        ]]);
        assert!(!found.rows[0].is_any());
        assert_eq!(found.rows[0].unchanged, 1);
    }

    #[test]
    fn changed_words_are_marked_without_the_year() {
        let found = of(&[&[
            ("previous_status", "令和６年度は市民に配布した。"),
            ("status", "令和７年度は市職員に配布した。"),
        ]]);
        let changed: Vec<_> =
            found.rows[0].status.iter().filter(|p| p.kind != PieceKind::Same).collect();
        assert_eq!(changed.len(), 2);
        assert_eq!((changed[0].text.as_str(), changed[1].text.as_str()), ("民", "職員"));
        assert_eq!(found.rows[0].unchanged, 0);
    }

    #[test]
    fn a_grade_is_held_against_last_years_own_sheet() {
        let found = of(&[&[
            ("before.progress", "ア　実施済"),
            ("progress", "エ　未実施"),
            ("previous_achievement", "100"),
            ("achievement", "0"),
        ]]);
        assert_eq!(found.rows[0].grade, Some(("ア　実施済".into(), "エ　未実施".into())));
        assert_eq!(found.rows[0].percent, Some(("100".into(), "0".into())));
    }

    #[test]
    fn what_was_done_last_year_and_not_this_is_newly_cancelled() {
        let found = of(&[
            &[("previous_status", "講座を開催した。"), ("status", "講座は中止した。")],
            &[("previous_status", "講座は中止した。"), ("status", "講座は中止した。")],
        ]);
        let told: Vec<_> = found.rows.iter().map(|row| row.newly_cancelled).collect();
        assert_eq!(told, [true, false]);
    }

    #[test]
    fn a_text_of_three_years_is_counted_by_the_earlier_sheet() {
        let text = "窓口に相談先の一覧を置き、周知した。";
        let case: Case = &[&[
            ("previous_status", "窓口に相談先の一覧を置き、周知した。"),
            ("status", "窓口に相談先の一覧を置き、周知した。"),
            ("before.status", "窓口に相談先の一覧を置き、周知した。"),
            ("before.previous_status", "窓口に相談先の一覧を置き、周知した。"),
        ]];
        assert_eq!(of(case).rows[0].unchanged, 2, "{text}");
    }

    #[test]
    fn a_plan_whose_row_is_gone_is_a_promise() {
        let sheet = cases::sheet(&[&[("action", "会議")]]);
        let mut before = cases::sheet(&[
            &[("action", "会議")],
            &[("action", "研修"), ("next_plan", "年２回行う。")],
        ]);
        before.year = sheet.year.plus(-1);
        let found = changed(&CheckContext::open(&sheet, &[&before]));
        assert_eq!(found.promises.len(), 1);
        assert_eq!((found.promises[0].no, found.promises[0].plan.as_str()), (2, "年２回行う。"));
    }
}
