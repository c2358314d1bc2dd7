//! How long the suppression of a table of 30 × 30 takes: of one with some small counts, and of one where
//! every count is small.
#![expect(clippy::unwrap_used, reason = "a bench, not the product")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use edition::suppress::{CountTable, SmallNumberPolicy, audit, suppress};

/// Counts below `most`, the same each time.
fn table(most: u32) -> CountTable {
    let mut state = 7_u32;
    let mut count = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % most
    };
    let rows: Vec<Vec<u32>> = (0..30).map(|_| (0..30).map(|_| count()).collect()).collect();
    CountTable::two_way("相談件数", &rows).unwrap()
}

fn benches(c: &mut Criterion) {
    let policy = SmallNumberPolicy::default();
    for (name, most) in [("few are small", 200), ("half are small", 20), ("all are small", 10)] {
        let table = table(most);
        assert!(audit(&table, &suppress(&table, policy), policy).is_empty());
        c.bench_function(&format!("30 × 30, {name}"), |b| {
            b.iter(|| black_box(suppress(&table, policy)));
        });
    }
}

criterion_group! {
    name = all;
    config = Criterion::default().sample_size(20);
    targets = benches
}
criterion_main!(all);
