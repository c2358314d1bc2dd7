//! A table that an earlier edition has shown already, with other numbers: what both together tell.
//!
//! Which cells changed is public, since an edition lists its errata. So whoever has both editions knows
//! that the other hidden cells are equal, and by how much a line changed whose total is shown.

use std::collections::BTreeSet;

use super::{
    audit::WeakCell,
    bounds::{CellBounds, edge, ends, lines},
    flow::{Edge, Network, UNBOUNDED},
    pattern::{SmallNumberPolicy, Suppression},
    search::{cost, suppress_with},
    table::{CellPosition, CountTable},
};

/// A table as an edition showed it, or is to show it.
#[derive(Debug, Clone, Copy)]
pub struct EditionTable<'t> {
    /// Its counts.
    pub table: &'t CountTable,
    /// What the edition hides.
    pub suppression: &'t Suppression,
}

/// Which cells of a later edition's table are hidden, so that neither it alone nor its difference from
/// the earlier one tells a hidden count. What was hidden stays hidden; what was shown and did not
/// change cannot be hidden. A table of another size cannot be compared cell by cell and is withheld.
pub fn suppress_after(
    earlier: EditionTable<'_>,
    later: &CountTable,
    policy: SmallNumberPolicy,
) -> Suppression {
    if earlier.table.size() != later.size() {
        return Suppression::Withheld;
    }
    if *earlier.suppression == Suppression::Withheld {
        return suppress_with(later, &BTreeSet::new(), policy);
    }
    let same = |cell: &CellPosition| earlier.table.count(*cell) == later.count(*cell);
    let (hidden, shown): (Vec<_>, Vec<_>) =
        later.cells().partition(|cell| earlier.suppression.hides(*cell));
    let later = shown.into_iter().filter(same).fold(later.clone(), CountTable::published);
    let mut also: BTreeSet<_> = hidden.into_iter().collect();
    loop {
        let suppression = suppress_with(&later, &also, policy);
        let now = EditionTable { table: &later, suppression: &suppression };
        let weak = difference_audit(earlier, now, policy);
        if weak.is_empty() {
            return suppression;
        }
        match next_to_hide(&weak, now) {
            Some(cell) => also.insert(cell),
            None => return Suppression::Withheld,
        };
    }
}

/// The counts that one edition hides and that anybody can compute, exactly or too closely, from the
/// difference to another edition which shows them. Each edition by itself is the matter of
/// [`super::audit()`].
pub fn difference_audit(
    earlier: EditionTable<'_>,
    later: EditionTable<'_>,
    policy: SmallNumberPolicy,
) -> Vec<WeakCell> {
    let withheld = [earlier, later].iter().any(|one| *one.suppression == Suppression::Withheld);
    if withheld || earlier.table.size() != later.table.size() {
        return Vec::new();
    }
    let changes: Vec<Change> =
        later.table.cells().filter_map(|cell| Change::of(earlier, later, cell)).collect();
    let mut weak = Vec::new();
    for change in &changes {
        let Some(count) = change.asked else { continue };
        let others = changes.iter().filter(|other| other.cell != change.cell);
        let network = Network::of(lines(later.table), others.map(|other| other.edge));
        let Edge { from, to, fall, rise } = change.edge;
        // The edge tells the difference; where the earlier count is asked, it runs the other way
        let (falls, _) = network.clone().flow(to, from, UNBOUNDED);
        let (rises, _) = network.flow(from, to, UNBOUNDED);
        let (falls, rises) = (falls.min(fall), rises.min(rise));
        let (falls, rises) = if change.is_earlier { (rises, falls) } else { (falls, rises) };
        let bounds = CellBounds::around(count, falls, rises);
        if !bounds.hide(policy.least) {
            weak.push(WeakCell { table: later.table.name().to_owned(), cell: change.cell, bounds });
        }
    }
    weak
}

/// A cell whose change from one edition to the other is not known.
struct Change {
    cell: CellPosition,
    edge: Edge,
    /// The count that the change would tell: that of the edition which hides it.
    asked: Option<u64>,
    is_earlier: bool,
}

impl Change {
    fn of(earlier: EditionTable<'_>, later: EditionTable<'_>, cell: CellPosition) -> Option<Self> {
        let (before, after) = (earlier.table.count(cell), later.table.count(cell));
        let hidden = (earlier.suppression.hides(cell), later.suppression.hides(cell));
        let (from, to) = ends(later.table, cell);
        let (asked, edge) = match hidden {
            (true, true) if before != after => {
                (None, Edge { from, to, fall: UNBOUNDED, rise: UNBOUNDED })
            }
            // It is told by the edition that shows it
            (true, false) | (false, true) if before == after => {
                (Some(after), Edge { from, to, fall: 0, rise: 0 })
            }
            (false, true) => (Some(after), edge(later.table, cell)),
            (true, false) => {
                (Some(before), Edge { from, to, fall: UNBOUNDED, rise: before.saturating_sub(1) })
            }
            _ => return None,
        };
        Some(Self { cell, edge, asked, is_earlier: hidden == (true, false) })
    }
}

/// The cheapest changed cell that shares a line with a weak one and can still be hidden.
fn next_to_hide(weak: &[WeakCell], now: EditionTable<'_>) -> Option<CellPosition> {
    let lines = now.table.lines(true);
    let near = lines.iter().filter(|line| weak.iter().any(|one| line.contains(&one.cell)));
    let can = near.flatten().copied().filter(|cell| {
        let told = now.table.is_published(*cell) || now.table.count(*cell) == 0;
        !told && !now.suppression.hides(*cell)
    });
    can.min_by_key(|cell| (cost(now.table, *cell), *cell))
}
