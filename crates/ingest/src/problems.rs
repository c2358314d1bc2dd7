//! The order in which a reading lists its problems.

use domain::reading::Problem;

/// Sorts problems so that those which want a person's eye come first, each kind in file order.
pub(crate) fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by(|a, b| (a.kind, &a.place, a.row).cmp(&(b.kind, &b.place, b.row)));
    problems
}
