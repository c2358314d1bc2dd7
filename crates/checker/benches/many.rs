//! How long 1,000 plans of 100 actions over five years take, all of them, on two threads.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench, not the product")]

use std::{hint::black_box, time::Instant};

use checker::{CheckContext, check};
use domain::sheet::Sheet;

mod made;

const PLANS: usize = 1_000;
const THREADS: usize = 2;

/// Checks plans of which no two say the same; answers how many findings there are.
fn check_plans(plans: impl Iterator<Item = usize>) -> usize {
    let mut found = 0;
    for plan in plans {
        let mut years = ["R7", "R6", "R5", "R4", "R3"].map(|year| made::sheet(year, 100));
        for row in years.iter_mut().flat_map(|sheet| &mut sheet.rows) {
            row.section.text = format!("第{plan}課");
            for cell in row.answers.values_mut().filter(|cell| cell.text.contains('講')) {
                cell.text = cell.text.replace("講座", &format!("教室{plan}"));
            }
        }
        let earlier: Vec<&Sheet> = years.iter().skip(1).collect();
        found += black_box(check(&CheckContext::open(&years[0], &earlier))).len();
    }
    found
}

fn main() {
    // `cargo test --benches` only wants to see it run
    let plans = if std::env::args().any(|arg| arg == "--test") { THREADS } else { PLANS };
    let begun = Instant::now();
    let found: usize = std::thread::scope(|scope| {
        let part = |thread| scope.spawn(move || check_plans((thread..plans).step_by(THREADS)));
        let parts: Vec<_> = (0..THREADS).map(part).collect();
        parts.into_iter().map(|part| part.join().unwrap()).sum()
    });
    println!(
        "{plans} plans of 100 actions over five years on {THREADS} threads: {:.1} s ({found} findings)",
        begun.elapsed().as_secs_f64()
    );
}
