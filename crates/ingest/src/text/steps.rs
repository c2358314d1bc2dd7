//! The work of a reading, counted where a text could make it grow faster than the text itself.
//! Nothing is counted but in the tests of this crate.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Counts steps of about the same cost.
#[cfg(test)]
pub(super) fn count(steps: usize) {
    STEPS.with(|counted| counted.set(counted.get() + steps as u64));
}

/// Counts nothing.
#[cfg(not(test))]
pub(super) fn count(_: usize) {}

/// The steps of some work.
#[cfg(test)]
pub(super) fn of(work: impl FnOnce()) -> u64 {
    STEPS.with(|counted| counted.set(0));
    work();
    STEPS.with(std::cell::Cell::get)
}
