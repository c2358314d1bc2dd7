//! Columns of percentages: with and without a sign, as ratios of one, as steps of a scale.

use std::collections::BTreeMap;

use domain::{
    Field, Place, Slot,
    decision::{Certainty, DecisionKind, Treatment},
    layout::{ColumnRole, Layout},
    percent,
    reading::{Problem, ProblemKind},
    sheet::Row,
};

use super::{
    column::{move_column, subject},
    decide::{Decisions, Undecided},
};
use crate::headings;

/// What becomes of the columns of achievements whose numbers alone do not say it. Steps of a scale are
/// no percentages: their column becomes one of grades, or a question of the plan's own where the
/// year's grades stand in another.
pub(super) fn treatments(
    rows: &mut [Row],
    layout: &mut Layout,
    decisions: &mut Decisions,
) -> BTreeMap<Slot, Treatment> {
    let slots: Vec<Slot> = layout.slots().filter(|slot| is_percentage(slot)).cloned().collect();
    let mut treatments = BTreeMap::new();
    for slot in slots {
        let Some(shape) = shape(rows, &slot) else { continue };
        // Steps of a question of the plan's own stay as they are
        if shape == Shape::Levels && slot.field != Field::Achievement {
            continue;
        }
        let subject = subject(layout, &slot);
        let treatment = treated(shape, rows, &slot, &subject, decisions);
        if treatment == Treatment::Level {
            let graded = Slot::new(Field::Progress, slot.year);
            let is_taken = layout.slots().any(|known| *known == graded);
            let own = || Slot::new(Field::Other(subject), slot.year);
            move_column(rows, layout, &slot, &if is_taken { own() } else { graded });
        } else {
            treatments.insert(slot, treatment);
        }
    }
    treatments
}

/// Whether a column's heading says that its values are percentages: those of a year that the sheet
/// cannot show are a question of the plan's own.
fn is_percentage(slot: &Slot) -> bool {
    match &slot.field {
        Field::Achievement => true,
        Field::Other(name) => headings::same_question(name, Field::Achievement.label()),
        _ => false,
    }
}

/// Percentages become their numbers. A column of ratios only (`0.85`, `1`) is one of percentages
/// whose format is lost.
pub(super) fn settle(rows: &mut [Row], slot: &Slot, treatment: Option<Treatment>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let role = || ColumnRole::Answer(slot.clone());
    let mixed = has_fraction_among(rows, slot);
    let mut first = None;
    for row in rows.iter_mut() {
        let no = row.no;
        let Some(cell) = row.answers.get_mut(slot) else { continue };
        let Some(place) = cell.place.clone() else { continue };
        let bare = cell.text.trim().parse::<f64>().ok();
        if let (Some(Treatment::Ratio), Some(ratio)) = (treatment, bare) {
            cell.text = percent::from_ratio(ratio);
            first = first.or(Some((no, place)));
        } else if let Some(number) = percent::number(&cell.text) {
            if mixed && bare.is_some_and(is_share) {
                problems.push(share_among_percents(&cell.text, place).at(no, role()));
            }
            cell.text = plain(number);
        } else if cell.value().is_given() && !cell.text.starts_with('#') {
            let message = format!(
                "{place} の「{}」は百分率として読めません。そのままの文字で取り込みます。数値で表せる場合は「85」のように直してください。",
                cell.text
            );
            problems.push(Problem::new(ProblemKind::Unexpected, place, message).at(no, role()));
        }
    }
    problems.extend(first.map(|(no, place)| told_ratio(place).at(no, role())));
    problems
}

/// What becomes of bare numbers of a column whose shape leaves it open.
fn treated(
    shape: Shape,
    rows: &[Row],
    slot: &Slot,
    subject: &str,
    decisions: &mut Decisions,
) -> Treatment {
    let place = rows.iter().find_map(|row| {
        row.answers.get(slot).filter(|cell| cell.value().is_given())?.place.clone()
    });
    let (treatment, certainty, evidence) = match shape {
        Shape::Shares => (
            Treatment::Ratio,
            Certainty::Inferred,
            "値がすべて0から1の間なので、1を100％とする割合とみなしたため",
        ),
        Shape::ZerosAndOnes => {
            (Treatment::Ratio, Certainty::Inferred, "値が0と1だけで、1を100％とみなしたため")
        }
        Shape::Levels => (
            Treatment::Percent,
            Certainty::Inferred,
            "値が1から5までの整数だけで、段階評価かもしれないため",
        ),
    };
    let undecided = Undecided {
        kind: DecisionKind::Value,
        subject: subject.to_owned(),
        place: place.unwrap_or(Place::File),
        certainty,
        evidence: evidence.to_owned(),
    };
    let value = decisions.decide(undecided, treatment.code());
    Treatment::coded(&value).unwrap_or(treatment)
}

/// What was made of ratios without a sign.
fn told_ratio(place: Place) -> Problem {
    let message = format!(
        "達成度の列（{place} から）の値がすべて0から1の間なので、割合とみなして100倍しました（1は100％）。"
    );
    Problem::new(ProblemKind::Note, place, message)
}

/// A share of one that is no whole.
fn is_share(number: f64) -> bool {
    number > 0.0 && number < 1.0
}

/// Whether bare shares of one stand among numbers that count per cent.
fn has_fraction_among(rows: &[Row], slot: &Slot) -> bool {
    let numbers = rows.iter().filter_map(|row| row.text(slot).trim().parse::<f64>().ok());
    let signed = rows.iter().any(|row| row.text(slot).contains(['%', '％']));
    let (mut shares, mut others) = (false, signed);
    for number in numbers {
        shares |= is_share(number);
        others |= number > 1.0;
    }
    shares && others
}

fn share_among_percents(text: &str, place: Place) -> Problem {
    let message = format!(
        "{place} の「{text}」は、ほかの達成度が百分率の列にある1未満の数です。{text}％として読みました。割合（0.85は85％）であれば、元のファイルの値を直してください。"
    );
    Problem::new(ProblemKind::Doubt, place, message)
}

/// The number without the zeros that a cell's format adds: `100.0` is `100`.
fn plain(number: String) -> String {
    if number.contains('.') {
        number.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        number
    }
}

/// What a column's bare numbers look like, where it is not plainly per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Between zero and one, with a fraction.
    Shares,
    /// Zeros and ones only.
    ZerosAndOnes,
    /// Whole numbers from one to five only, several of them.
    Levels,
}

/// So many rows are more than chance.
const FEWEST_LEVELS: usize = 4;

fn shape(rows: &[Row], slot: &Slot) -> Option<Shape> {
    let texts = rows.iter().map(|row| row.text(slot).trim());
    let mut numbers = Vec::new();
    for text in texts {
        match text.parse::<f64>() {
            Ok(number) => numbers.push(number),
            // One signed percentage shows how the column is written
            Err(_) if percent::number(text).is_some() => return None,
            Err(_) => {}
        }
    }
    let whole = |number: &f64| number.fract() == 0.0;
    let within = |from: f64, to: f64| numbers.iter().all(|n| (from..=to).contains(n));
    match () {
        () if numbers.is_empty() || numbers.iter().all(|number| *number == 0.0) => None,
        () if within(0.0, 1.0) && numbers.iter().all(whole) => Some(Shape::ZerosAndOnes),
        () if within(0.0, 1.0) => Some(Shape::Shares),
        () if within(1.0, 5.0) && numbers.iter().all(whole) && numbers.len() >= FEWEST_LEVELS => {
            Some(Shape::Levels)
        }
        () => None,
    }
}
