//! What the answers of whole columns say: percentages and grades.

use domain::{Field, Slot, layout::Layout, reading::Problem, sheet::Row};

use super::{decide::Decisions, graded, legend::Legends, percentages};

/// Settles the columns of percentages and grades.
/// In a detected layout, a column of evaluations that holds nothing but codes is one of grades.
pub(super) fn settle(
    rows: &mut [Row],
    layout: &mut Layout,
    legends: &Legends,
    detected: bool,
    decisions: &mut Decisions,
) -> Vec<Problem> {
    if detected {
        graded::by_sentences(rows, layout, decisions);
        graded::by_values(rows, layout, decisions);
    }
    let treatments = percentages::treatments(rows, layout, decisions);
    let slots: Vec<Slot> = layout.slots().cloned().collect();
    let mut problems = Vec::new();
    for slot in slots {
        let treatment = treatments.get(&slot).copied();
        match slot.field {
            _ if slot.field == Field::Achievement || treatment.is_some() => {
                problems.extend(percentages::settle(rows, &slot, treatment));
            }
            Field::Progress => {
                graded::name_scale(rows, &slot, layout, legends);
                problems.extend(graded::unexplained(rows, &slot, layout));
                graded::class(rows, &slot, layout, decisions);
                problems.extend(graded::strangers(rows, &slot, &layout.scale()));
            }
            _ => {
                let scale = layout.scale_of(&slot).cloned().unwrap_or_default();
                problems.extend(graded::strangers(rows, &slot, &scale));
            }
        }
    }
    problems
}
