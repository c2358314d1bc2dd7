//! Attempts to prove who one is: each counts as failed before it is looked at, so that many at once
//! are all counted, and only what was right is taken back.

use domain::event::{Event, SigninFailed};
use store::{AttemptCounter, Credentials, Tx};

use super::client::SigninClient;
use crate::{
    App, Result,
    kit::{
        actor::{By, about},
        clock,
    },
};

/// How many attempts may fail before the next ones have to wait.
pub(super) const FREE: u32 = 5;

/// The longest wait after failures.
const LONGEST_WAIT: i64 = 60 * 60;

/// How long to wait after so many failures: a minute after the fifth, then twice as long each time.
fn wait(failures: u32) -> Option<i64> {
    let over = failures.checked_sub(FREE)?;
    Some((60_i64 << over.min(10)).min(LONGEST_WAIT))
}

/// An attempt that is looked at.
pub(crate) struct SigninAttempt {
    /// What it is looked at against.
    pub(super) known: Credentials,
    counter: AttemptCounter,
    /// How many have failed, this one included.
    pub(super) failures: u32,
    /// Until when it locks others out.
    lock: Option<String>,
}

impl SigninAttempt {
    /// Counts an attempt; none where nobody may try: unknown, locked, gone.
    pub(super) async fn begin(
        app: &App,
        login: &str,
        client: &SigninClient,
    ) -> Result<Option<Self>> {
        let mut tx = app.store.begin().await?;
        let known = tx.credentials(login).await?;
        let here = |known: &Credentials| known.left_on.is_none_or(|last| clock::day() <= last);
        let Some(known) = known.filter(here) else { return Ok(None) };
        let counter = tx.attempt_counter(&known.person, &client.device_digest()).await?;
        let latest = clock::in_seconds(LONGEST_WAIT);
        let counted = tx.count_attempt(&counter, &clock::now(), &latest).await?;
        let Some(failures) = counted else { return Ok(None) };
        let lock = wait(failures).map(clock::in_seconds);
        tx.lock_attempts(&counter, lock.as_deref()).await?;
        tx.commit().await?;
        Ok(Some(Self { known, counter, failures, lock }))
    }

    /// It was right: what failed before it stays counted until someone has signed in.
    pub(super) async fn take_back(&self, tx: &mut Tx) -> Result<()> {
        Ok(tx.uncount_attempt(&self.counter, self.lock.as_deref()).await?)
    }

    /// Someone has signed in by it.
    pub(super) async fn clear(&self, tx: &mut Tx) -> Result<()> {
        Ok(tx.clear_attempts(&self.counter).await?)
    }

    /// It was wrong: it stays counted, and the history tells it with the wait that it led to.
    pub(super) async fn fail(&self, tx: &mut Tx) -> Result<()> {
        let failed = SigninFailed { failures: self.failures, wait_seconds: wait(self.failures) };
        let event = match failed.wait_seconds {
            Some(_) => Event::SigninLocked(failed),
            None => Event::SigninFailed(failed),
        };
        // Whoever tried is not known: the name is whose sign-in it was
        let by = By { name: self.known.name.clone(), person: None };
        Ok(tx.record(&about(&by, &self.known.person, event)).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::wait;

    #[test]
    fn the_wait_begins_with_the_fifth_failure_and_doubles_up_to_an_hour() {
        assert_eq!([1, 4].map(wait), [None, None]);
        assert_eq!([5, 6, 7, 10].map(wait), [60, 120, 240, 1920].map(Some));
        assert_eq!([11, 100, u32::MAX].map(wait), [Some(3600); 3]);
    }
}
