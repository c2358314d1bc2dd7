//! Turns: so many at once, and so many that wait.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use crate::{Error, Result};

/// How long a turn is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Turns at work of a kind.
#[derive(Debug, Clone)]
pub(crate) struct WorkQueue {
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

/// A turn; the next one begins when it is dropped.
#[derive(Debug)]
pub(crate) struct WorkTurn {
    _place: OwnedSemaphorePermit,
    _turn: OwnedSemaphorePermit,
}

impl WorkQueue {
    /// So many at once, and so many that wait beside them.
    pub(crate) fn new(at_once: usize, waiting: usize) -> Self {
        let places = Arc::new(Semaphore::new(at_once + waiting));
        Self { places, turns: Arc::new(Semaphore::new(at_once)) }
    }

    /// A turn, when it comes; an error at once where too many wait.
    pub(crate) async fn turn(&self) -> Result<WorkTurn> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| Error::Overloaded)?;
        let turn = timeout(PATIENCE, self.turns.clone().acquire_owned()).await;
        let turn = turn.map_err(|_| Error::Overloaded)?.map_err(Error::internal)?;
        Ok(WorkTurn { _place: place, _turn: turn })
    }

    /// Does work away from the server's own threads, when it is its turn. The turn lasts until the
    /// work ends, whether somebody waits for it or not.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let turn = self.turn().await?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        done.await.map_err(Error::internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_finds_the_queue_full_is_told_at_once() {
        let queue = WorkQueue::new(1, 1);
        let first = queue.turn().await.unwrap();
        let waits = tokio::spawn({
            let queue = queue.clone();
            async move { queue.turn().await.map(drop) }
        });
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(matches!(queue.turn().await, Err(Error::Overloaded)));
        drop(first);
        waits.await.unwrap().unwrap();
        assert_eq!(queue.run(|| 1).await.unwrap(), 1);
    }
}
