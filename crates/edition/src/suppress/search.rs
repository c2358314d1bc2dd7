//! The search for cells that hide the small ones: hide lines, close cycles, give back what is not
//! needed. Ties are decided by position, so that the same table is always hidden alike.

use std::{cmp::Reverse, collections::BTreeSet};

use super::{
    bounds::CellBounds,
    cycle::cheapest_cycle,
    flow::Network,
    pattern::{SmallNumberPolicy, Suppression},
    play::{Play, ends, lines},
    table::{CellPosition, CountTable},
};

/// What a total costs more than any other cell: readers miss totals most.
const TOTAL: u64 = 1 << 50;

/// What it costs readers that a cell is hidden.
pub(super) fn cost(table: &CountTable, cell: CellPosition) -> u64 {
    table.count(cell) + TOTAL * u64::from(table.ways_of_total(cell))
}

/// Which cells are hidden so that no small count can be computed from what is shown.
pub fn suppress(table: &CountTable, policy: SmallNumberPolicy) -> Suppression {
    suppress_with(table, &BTreeSet::new(), policy)
}

/// The same where some cells are to be hidden in any case and guarded like small ones.
pub(super) fn suppress_with(
    table: &CountTable,
    also: &BTreeSet<CellPosition>,
    policy: SmallNumberPolicy,
) -> Suppression {
    let mut search = Search::begin(table, also, policy.least);
    while let Some(weak) = search.first_weak() {
        let found = search.of_a_line().or_else(|| search.of_a_cycle(weak));
        let Some(cells) = found.or_else(|| search.of_any_line()) else {
            return Suppression::Withheld;
        };
        for cell in cells {
            search.set(cell, true);
        }
    }
    search.give_back();
    Suppression::Cells(table.cells().filter(|cell| search.hides(*cell)).collect())
}

/// The steps between lines by which it was shown that a cell stays hidden: while none of them is lost it
/// does, whatever else is hidden or shown.
type Proof = Vec<(usize, usize)>;

/// A cell that must stay hidden, with the proof once there is one.
struct Guarded {
    cell: CellPosition,
    proof: Option<Proof>,
}

struct Search<'t> {
    table: &'t CountTable,
    least: u64,
    hidden: Vec<bool>,
    guarded: Vec<Guarded>,
}

impl<'t> Search<'t> {
    fn begin(table: &'t CountTable, also: &BTreeSet<CellPosition>, least: u64) -> Self {
        let asked = |cell: &CellPosition| {
            also.contains(cell) && table.count(*cell) > 0 && !table.is_published(*cell)
        };
        let must = |cell: &CellPosition| table.is_small(*cell, least) || asked(cell);
        let hidden = table.cells().map(|cell| must(&cell)).collect();
        let guarded = table.cells().filter(must).map(|cell| Guarded { cell, proof: None });
        Self { table, least, hidden, guarded: guarded.collect() }
    }

    fn hides(&self, cell: CellPosition) -> bool {
        self.hidden.get(self.table.at(cell)).copied().unwrap_or_default()
    }

    fn set(&mut self, cell: CellPosition, to: bool) {
        if let Some(hidden) = self.hidden.get_mut(self.table.at(cell)) {
            *hidden = to;
        }
    }

    fn can_hide(&self, cell: CellPosition) -> bool {
        !self.hides(cell) && self.table.count(cell) > 0 && !self.table.is_published(cell)
    }

    /// The first guarded cell that can be computed too closely.
    fn first_weak(&mut self) -> Option<CellPosition> {
        for at in 0..self.guarded.len() {
            let one = self.guarded.get(at).filter(|one| one.proof.is_none());
            let Some(cell) = one.map(|one| one.cell) else { continue };
            let proof = self.proof(cell);
            if proof.is_none() {
                return Some(cell);
            }
            if let Some(one) = self.guarded.get_mut(at) {
                one.proof = proof;
            }
        }
        None
    }

    /// By which steps a cell stays hidden; `None` where it does not.
    fn proof(&self, cell: CellPosition) -> Option<Proof> {
        let (table, count) = (self.table, self.table.count(cell));
        let others = table.cells().filter(|other| *other != cell && self.hides(*other));
        let edges = others.map(|other| Play::hidden(table.count(other)).edge(table, other));
        let all = Network::of(lines(table), edges);
        let (from, to) = ends(table, cell);
        // As many values above it are enough, whatever is below
        let enough = self.least.saturating_sub(1);
        let (rise, mut used) = all.clone().flow(from, to, enough);
        let mut fall = 0;
        if rise < enough {
            let most = Play::hidden(count).fall;
            let (falls, more) = all.flow(to, from, most.min(enough));
            fall = falls.min(most);
            used.extend(more);
        }
        CellBounds::around(count, Play { fall, rise }).hide(self.least).then_some(used)
    }

    /// The cheapest of some cells that can be hidden.
    fn cheapest<'c>(
        &self,
        cells: impl Iterator<Item = &'c CellPosition>,
    ) -> Option<Vec<CellPosition>> {
        let can = cells.filter(|cell| self.can_hide(**cell));
        can.min_by_key(|cell| (cost(self.table, **cell), **cell)).map(|cell| vec![*cell])
    }

    /// A cell of a line whose total is shown and which hides one cell only, or too little.
    fn of_a_line(&self) -> Option<Vec<CellPosition>> {
        self.table.lines(false).iter().find_map(|line| {
            let hidden: Vec<_> = line.iter().filter(|cell| self.hides(**cell)).collect();
            let sum: u64 = hidden.iter().map(|cell| self.table.count(**cell)).sum();
            let few = hidden.len() == 1 || sum + 1 < self.least + hidden.len() as u64;
            let told = line.last().is_some_and(|total| !self.hides(*total));
            (told && few && !hidden.is_empty()).then(|| self.cheapest(line.iter())).flatten()
        })
    }

    /// The new cells of the cheapest cycle through a weak cell that has some.
    fn of_a_cycle(&self, weak: CellPosition) -> Option<Vec<CellPosition>> {
        let price = |cell: CellPosition| {
            if self.hides(cell) {
                Some(0)
            } else {
                self.can_hide(cell).then(|| cost(self.table, cell))
            }
        };
        let cells = cheapest_cycle(self.table, weak, price)?;
        Some(cells.into_iter().filter(|cell| !self.hides(*cell)).collect())
    }

    /// The cheapest cell that shares a line with a hidden one.
    fn of_any_line(&self) -> Option<Vec<CellPosition>> {
        let lines = self.table.lines(true);
        let touched = lines.iter().filter(|line| line.iter().any(|cell| self.hides(*cell)));
        self.cheapest(touched.flatten())
    }

    /// Shows again what is not needed, dearest first.
    fn give_back(&mut self) {
        let must: BTreeSet<_> = self.guarded.iter().map(|one| one.cell).collect();
        let more = self.table.cells().filter(|cell| self.hides(*cell) && !must.contains(cell));
        let mut more: Vec<_> = more.collect();
        more.sort_by_key(|cell| (Reverse(cost(self.table, *cell)), *cell));
        for cell in more {
            self.set(cell, false);
            match self.proofs_without(cell) {
                Some(proofs) => {
                    for (at, proof) in proofs {
                        if let Some(one) = self.guarded.get_mut(at) {
                            one.proof = Some(proof);
                        }
                    }
                }
                None => self.set(cell, true),
            }
        }
    }

    /// New proofs for those that used a cell which is shown again; `None` where one becomes weak.
    fn proofs_without(&self, cell: CellPosition) -> Option<Vec<(usize, Proof)>> {
        let (from, to) = ends(self.table, cell);
        let uses = |pairs: &Proof| pairs.contains(&(from, to)) || pairs.contains(&(to, from));
        let lost = self.guarded.iter().enumerate();
        let lost = lost.filter(|(_, one)| one.proof.as_ref().is_none_or(uses));
        lost.map(|(at, one)| Some((at, self.proof(one.cell)?))).collect()
    }
}
