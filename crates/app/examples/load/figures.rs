//! Times, and how they are told.

use std::time::Duration;

/// How long things of one kind took.
#[derive(Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn add(&mut self, took: Duration) {
        self.0.push(took);
    }

    pub(crate) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The time within which so many of a thousand were, in milliseconds.
    pub(crate) fn of_thousand(&mut self, share: usize) -> f64 {
        self.0.sort_unstable();
        let at = (self.0.len() * share / 1000).min(self.0.len().saturating_sub(1));
        self.0.get(at).map_or(f64::NAN, |took| took.as_secs_f64() * 1e3)
    }

    /// One line: how many, a second, and the shares that people ask for.
    pub(crate) fn told(&mut self, of: &str, within: Duration) -> String {
        let [half, most, nearly, all] = [500, 950, 990, 1000].map(|share| self.of_thousand(share));
        let rate = self.count() as f64 / within.as_secs_f64();
        format!(
            "{of}: {} ({rate:.0} a second), p50 {half:.2} ms, p95 {most:.2} ms, p99 {nearly:.2} ms, longest {all:.1} ms",
            self.count()
        )
    }
}
