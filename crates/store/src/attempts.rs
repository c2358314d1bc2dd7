//! Attempts that failed: counted for each browser in which the person signed in before, and for all
//! others together.
//!
//! A count only ever moves by one, in the statement that reads it: attempts that run at the same
//! time are all counted.

use domain::{Id, person::Person};

use crate::{Result, Tx};

/// The counter of all browsers in which the person has not signed in.
pub const UNKNOWN_DEVICE: &str = "";

/// A person's attempts from one browser, or from all that are unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptCounter {
    /// Whose sign-in it is.
    pub person: Id<Person>,
    /// The digest of the browser's token, or [`UNKNOWN_DEVICE`].
    pub device: String,
}

impl Tx {
    /// The counter for a browser: its own where the person has signed in there.
    pub async fn attempt_counter(
        &mut self,
        person: &Id<Person>,
        device: &str,
    ) -> Result<AttemptCounter> {
        let sql = "select device from attempts where person_id = $1 and device = $2";
        let known: Option<(String,)> = fetch_optional!(self, sql, person.as_str(), device)?;
        let device = known.map_or_else(|| UNKNOWN_DEVICE.to_owned(), |(device,)| device);
        Ok(AttemptCounter { person: person.clone(), device })
    }

    /// Counts an attempt; answers how many have failed with it, or nothing while none is looked at.
    /// A lock that ends after `latest` was set by a clock that was ahead, and holds for nothing.
    pub async fn count_attempt(
        &mut self,
        counter: &AttemptCounter,
        now: &str,
        latest: &str,
    ) -> Result<Option<u32>> {
        let sql = "insert into attempts (person_id, device, failures, used_at)
            values ($1, $2, 1, $3)
            on conflict (person_id, device) do update set failures = attempts.failures + 1
            where attempts.locked_until is null
                or attempts.locked_until <= $3
                or attempts.locked_until > $4
            returning failures";
        let (person, device) = (counter.person.as_str(), &counter.device);
        let counted: Option<(i64,)> = fetch_optional!(self, sql, person, device, now, latest)?;
        Ok(counted.map(|(failures,)| u32::try_from(failures).unwrap_or(u32::MAX)))
    }

    /// Sets until when no attempt is looked at.
    pub async fn lock_attempts(
        &mut self,
        counter: &AttemptCounter,
        until: Option<&str>,
    ) -> Result<()> {
        let sql = "update attempts set locked_until = $3 where person_id = $1 and device = $2";
        exec!(self, sql, counter.person.as_str(), &counter.device, until)
    }

    /// Takes one attempt back, which was right after all, with the lock that it set itself; those of
    /// other attempts stay.
    pub async fn uncount_attempt(
        &mut self,
        counter: &AttemptCounter,
        lock: Option<&str>,
    ) -> Result<()> {
        let sql = "update attempts set failures = failures - 1,
                locked_until = case when locked_until = $3 then null else locked_until end
            where person_id = $1 and device = $2 and failures > 0";
        exec!(self, sql, counter.person.as_str(), &counter.device, lock)
    }

    /// Forgets what failed: the person has signed in.
    pub async fn clear_attempts(&mut self, counter: &AttemptCounter) -> Result<()> {
        let sql = "update attempts set failures = 0, locked_until = null
            where person_id = $1 and device = $2";
        exec!(self, sql, counter.person.as_str(), &counter.device)
    }

    /// Notes that the person signed in with a browser, which is counted for itself from now on; of
    /// those that were used longest ago all beyond `most` are forgotten.
    pub async fn know_device(
        &mut self,
        person: &Id<Person>,
        device: &str,
        now: &str,
        most: i64,
    ) -> Result<()> {
        let sql = "insert into attempts (person_id, device, failures, used_at)
            values ($1, $2, 0, $3)
            on conflict (person_id, device) do update
            set failures = 0, locked_until = null, used_at = $3";
        exec!(self, sql, person.as_str(), device, now)?;
        let sql = "delete from attempts
            where person_id = $1 and device <> '' and device not in (
                select device from attempts where person_id = $1 and device <> ''
                order by used_at desc, device limit $2
            )";
        exec!(self, sql, person.as_str(), most)
    }

    /// Whether anybody has signed in with a browser.
    pub async fn is_device_known(&mut self, device: &str) -> Result<bool> {
        let sql = "select device from attempts where device = $1 and device <> '' limit 1";
        let found: Option<(String,)> = fetch_optional!(self, sql, device)?;
        Ok(found.is_some())
    }

    /// Forgets every count of a person, and every browser.
    pub async fn forget_attempts(&mut self, person: &Id<Person>) -> Result<()> {
        let sql = "delete from attempts where person_id = $1";
        exec!(self, sql, person.as_str())
    }
}
