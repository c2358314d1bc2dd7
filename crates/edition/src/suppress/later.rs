//! A table that an earlier edition has shown already, with other numbers: what both together tell.
//!
//! Which cells changed is public, since an edition lists its errata. So whoever has both editions knows
//! that the other hidden cells are equal, and by how much a line changed whose total is shown.

use std::collections::BTreeSet;

use super::{
    audit::WeakCell,
    bounds::{CellBounds, plays},
    exact::determined,
    pattern::{SmallNumberPolicy, Suppression},
    play::{Play, narrowed},
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

/// The small counts of either edition that anybody who has both can compute, exactly or too closely:
/// from each by itself, from their difference, and from what both say of a hidden count that did not
/// change. Nothing is told of tables of different sizes, nor where one is withheld.
pub fn difference_audit(
    earlier: EditionTable<'_>,
    later: EditionTable<'_>,
    policy: SmallNumberPolicy,
) -> Vec<WeakCell> {
    let withheld = [earlier, later].iter().any(|one| *one.suppression == Suppression::Withheld);
    if withheld || earlier.table.size() != later.table.size() {
        return Vec::new();
    }
    let known = [earlier, later].map(|one| plays(one.table, &one.suppression.flags(one.table)));
    let known = Both { tables: [earlier.table, later.table], known }.settled();
    let mut weak = Vec::new();
    for (table, plays) in [earlier.table, later.table].into_iter().zip(&known) {
        for (cell, play) in table.cells().zip(plays) {
            let bounds = CellBounds::around(table.count(cell), *play);
            if table.is_small(cell, policy.least) && !bounds.hide(policy.least) {
                weak.push(WeakCell { table: table.name().to_owned(), cell, bounds });
            }
        }
    }
    weak
}

/// So many times what is known of one table is carried to the other: each time tells less.
const ROUNDS: usize = 4;

/// Two editions' tables, and how much play their cells have.
struct Both<'t> {
    tables: [&'t CountTable; 2],
    known: [Vec<Play>; 2],
}

impl Both<'_> {
    /// The play that is left when everything that is known was carried over.
    fn settled(mut self) -> [Vec<Play>; 2] {
        self.solve();
        for _ in 0..ROUNDS {
            let before = self.known.clone();
            for (table, plays) in self.tables.iter().zip(&mut self.known) {
                *plays = narrowed(table, plays);
            }
            self.compare();
            if self.known == before {
                break;
            }
        }
        self.known
    }

    fn is_same(&self, cell: CellPosition) -> bool {
        let [earlier, later] = self.tables;
        earlier.count(cell) == later.count(cell)
    }

    /// What the difference of the tables tells of both.
    fn compare(&mut self) {
        let ([one, other], [_, later]) = (&self.known, self.tables);
        // What did not change is the same count in both
        let difference = later.cells().zip(one.iter().zip(other)).map(|(cell, (one, other))| {
            if self.is_same(cell) { Play::NONE } else { other.plus(one.reversed()) }
        });
        let difference = narrowed(later, &difference.collect::<Vec<_>>());
        let both = one.iter().zip(other).zip(&difference);
        let told = both.map(|((one, other), by)| {
            (one.and(other.plus(by.reversed())), other.and(one.plus(*by)))
        });
        let (one, other) = told.unzip();
        self.known = [one, other];
    }

    /// What the lines of both tables together tell exactly.
    fn solve(&mut self) {
        let count = self.known[0].len();
        // An unchanged cell is one unknown, of both tables
        let unknown = |edition: usize, cell: CellPosition| {
            let at = self.tables[0].at(cell);
            if self.is_same(cell) { at } else { edition * count + at }
        };
        let mut equations = Vec::new();
        for (edition, (table, plays)) in self.tables.iter().zip(&self.known).enumerate() {
            for line in table.lines(true) {
                let total = line.last().copied();
                let open = line.iter().filter(|cell| plays[table.at(**cell)] != Play::NONE);
                let term = |cell: &CellPosition| (unknown(edition, *cell), Some(*cell) == total);
                equations.push(open.map(term).collect());
            }
        }
        let told = determined(&equations, 2 * count);
        let cells = || self.tables[0].cells();
        let exact = [0, 1].map(|n| cells().map(|cell| told[unknown(n, cell)]).collect::<Vec<_>>());
        for (plays, exact) in self.known.iter_mut().zip(exact) {
            let known = plays.iter_mut().zip(exact).filter(|(_, exact)| *exact);
            known.for_each(|(play, _)| *play = Play::NONE);
        }
    }
}

/// The cheapest cell that shares a line with a weak one and can still be hidden.
fn next_to_hide(weak: &[WeakCell], now: EditionTable<'_>) -> Option<CellPosition> {
    let lines = now.table.lines(true);
    let near = lines.iter().filter(|line| weak.iter().any(|one| line.contains(&one.cell)));
    let can = near.flatten().copied().filter(|cell| {
        let told = now.table.is_published(*cell) || now.table.count(*cell) == 0;
        !told && !now.suppression.hides(*cell)
    });
    can.min_by_key(|cell| (cost(now.table, *cell), *cell))
}
