//! Bounds by flow held against the enumeration of every table that could be behind what is shown.

use proptest::prelude::*;

use crate::suppress::{CellBounds, CellPosition, CountTable, bounds::bounds};

/// Every filling of the hidden inner cells, from 1 to `most`, that agrees with the totals shown.
struct Enumeration<'t> {
    table: &'t CountTable,
    hidden: &'t [bool],
    most: u64,
    counts: Vec<u64>,
    unknown: Vec<usize>,
    /// The least and the most of each cell in what was found.
    found: Vec<(u64, u64)>,
}

impl<'t> Enumeration<'t> {
    fn of(table: &'t CountTable, hidden: &'t [bool], most: u64) -> Vec<(u64, u64)> {
        let counts: Vec<u64> = table.cells().map(|cell| table.count(cell)).collect();
        let inner = |cell: &CellPosition| table.ways_of_total(*cell) == 0;
        let unknown = table.cells().filter(inner).map(|cell| table.at(cell));
        let unknown = unknown.filter(|at| hidden[*at]).collect();
        let found = vec![(u64::MAX, 0); counts.len()];
        let mut all = Self { table, hidden, most, counts, unknown, found };
        all.fill(0);
        all.found
    }

    fn fill(&mut self, from: usize) {
        let Some(at) = self.unknown.get(from).copied() else { return self.note() };
        for count in 1..=self.most {
            self.counts[at] = count;
            if !self.is_too_much(from) {
                self.fill(from + 1);
            }
        }
    }

    /// The inner cells that a total adds.
    fn parts(&self, total: CellPosition) -> impl Iterator<Item = CellPosition> {
        let (height, width) = self.table.size();
        let all_rows = height > 1 && total.row + 1 == height;
        let all_columns = total.column + 1 == width;
        let inner = |cell: &CellPosition| self.table.ways_of_total(*cell) == 0;
        let inner: Vec<_> = self.table.cells().filter(inner).collect();
        let adds = move |cell: &CellPosition| {
            (all_rows || cell.row == total.row) && (all_columns || cell.column == total.column)
        };
        inner.into_iter().filter(adds)
    }

    fn totals(&self) -> Vec<CellPosition> {
        self.table.cells().filter(|cell| self.table.ways_of_total(*cell) > 0).collect()
    }

    fn is_too_much(&self, from: usize) -> bool {
        let open = &self.unknown[from + 1..];
        self.totals().into_iter().filter(|total| !self.hidden[self.table.at(*total)]).any(|total| {
            let least = |cell: CellPosition| {
                let at = self.table.at(cell);
                if open.contains(&at) { 1 } else { self.counts[at] }
            };
            self.parts(total).map(least).sum::<u64>() > self.table.count(total)
        })
    }

    fn note(&mut self) {
        for total in self.totals() {
            let sum = self.parts(total).map(|cell| self.counts[self.table.at(cell)]).sum();
            let at = self.table.at(total);
            let agrees = if self.hidden[at] { sum > 0 } else { sum == self.table.count(total) };
            if !agrees {
                return;
            }
            self.counts[at] = sum;
        }
        for (found, count) in self.found.iter_mut().zip(&self.counts) {
            *found = (found.0.min(*count), found.1.max(*count));
        }
    }
}

/// The bounds by enumeration: a most that grows with what is allowed has no bound.
fn enumerated(table: &CountTable, hidden: &[bool]) -> Vec<CellBounds> {
    // Counts are at most 3 and lines at most 15, so that no bounded count moves by more than 15
    let (first, second) = (Enumeration::of(table, hidden, 18), Enumeration::of(table, hidden, 19));
    let both = first.iter().zip(&second);
    both.map(|((least, most), (_, more))| CellBounds {
        least: *least,
        most: (most == more).then_some(*most),
    })
    .collect()
}

/// A table of at most 4 × 5 with small counts, and which of its cells are hidden: at most five inner
/// ones and two totals.
fn patterns() -> impl Strategy<Value = (CountTable, Vec<bool>)> {
    let rows = (1..=4_usize, 1..=5_usize).prop_flat_map(|(height, width)| {
        prop::collection::vec(prop::collection::vec(0..=3_u32, width), height)
    });
    let picks = prop::collection::vec(any::<prop::sample::Index>(), 0..6);
    let totals = prop::collection::vec(any::<prop::sample::Index>(), 0..3);
    (rows, picks, totals).prop_map(|(rows, picks, totals)| {
        let table = match &rows[..] {
            [row] => CountTable::one_way("表", row),
            rows => CountTable::two_way("表", rows).unwrap(),
        };
        let mut hidden = vec![false; table.cells().count()];
        let (sums, inner): (Vec<_>, Vec<_>) = table
            .cells()
            .filter(|cell| table.count(*cell) > 0)
            .partition(|cell| table.ways_of_total(*cell) > 0);
        for (cells, picks) in [(inner, picks), (sums, totals)] {
            for pick in picks.iter().filter(|_| !cells.is_empty()) {
                hidden[table.at(*pick.get(&cells))] = true;
            }
        }
        (table, hidden)
    })
}

proptest! {
    #[test]
    fn bounds_by_flow_are_those_of_enumeration((table, hidden) in patterns()) {
        let all = enumerated(&table, &hidden);
        for cell in table.cells() {
            prop_assert_eq!(
                bounds(&table, &hidden, cell), all[table.at(cell)],
                "{:?} hiding {:?}: {:?}", &table, &hidden, cell
            );
        }
    }
}
