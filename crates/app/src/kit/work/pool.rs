//! Workers: started when there is a job, so many at once.

use std::{
    io,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use tokio::time::timeout;

use super::{
    frames,
    jobs::{JobError, WorkerJob},
    process::WorkerProcess,
    queue::{WorkQueue, WorkTurn},
};
use crate::{Error, Result, kit::typesetter::LazyTypesetter};

/// How long a job may take: less than a request may.
const DEADLINE: Duration = Duration::from_secs(45);

/// Where jobs are done: by processes of a program, or, without one, on this process's own threads.
#[derive(Debug, Clone)]
pub(crate) struct WorkerPool {
    queue: WorkQueue,
    typesetter: LazyTypesetter,
    font: Option<String>,
    program: Option<PathBuf>,
    /// Processes that did a job of ours, and wait for the next.
    idle: Arc<Mutex<Vec<WorkerProcess>>>,
    deadline: Duration,
}

impl WorkerPool {
    /// So many jobs at once, and so many that wait; pages are set in this font.
    pub(crate) fn new(at_once: usize, waiting: usize, font: Option<String>) -> Self {
        Self {
            queue: WorkQueue::new(at_once, waiting),
            typesetter: LazyTypesetter::with(font.clone()),
            font,
            program: None,
            idle: Arc::default(),
            deadline: DEADLINE,
        }
    }

    /// The same by processes of this program.
    pub(crate) fn by(self, program: PathBuf, deadline: Option<Duration>) -> Self {
        let deadline = deadline.unwrap_or(self.deadline);
        Self { program: Some(program), deadline, ..self }
    }

    /// Has a job done; answers what it tells, and a file.
    pub(crate) async fn run<J: WorkerJob>(
        &self,
        job: J,
        file: Bytes,
    ) -> Result<(J::Answer, Vec<u8>)> {
        let turn = self.queue.turn().await?;
        match self.process() {
            Some(process) => {
                let done = timeout(self.deadline, self.asked(process, &job, &file)).await;
                drop(turn);
                done.map_err(|_| late(J::NAME))?
            }
            None => self.here(job, file, turn).await,
        }
    }

    /// A process that waits, else a new one; none where none is wanted or can be started.
    fn process(&self) -> Option<WorkerProcess> {
        let program = self.program.as_ref()?;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(mut process) = idle.pop() {
            if process.is_alive() {
                return Some(process);
            }
        }
        let started = WorkerProcess::start(program, self.font.as_deref());
        started.map_err(|error| tracing::warn!("no worker could be started: {error}")).ok()
    }

    async fn asked<J: WorkerJob>(
        &self,
        mut process: WorkerProcess,
        job: &J,
        file: &[u8],
    ) -> Result<(J::Answer, Vec<u8>)> {
        let asked = frames::encode(job).map_err(Error::internal)?;
        let told = process.ask([J::NAME.as_bytes(), &asked, file]).await;
        let (said, file) = told.map_err(|error| ended::<J>(&error))?;
        let said: std::result::Result<J::Answer, JobError> =
            frames::decode(&said).map_err(Error::internal)?;
        if J::IS_OWN {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(process);
        }
        Ok((said?, file))
    }

    /// On a thread, which lasts until its job ends.
    async fn here<J: WorkerJob>(
        &self,
        job: J,
        file: Bytes,
        turn: WorkTurn,
    ) -> Result<(J::Answer, Vec<u8>)> {
        let typesetter = self.typesetter.clone();
        let done = tokio::task::spawn_blocking(move || {
            let done = job.run(&file, &typesetter);
            drop(turn);
            done
        });
        let done = timeout(self.deadline, done).await.map_err(|_| late(J::NAME))?;
        Ok(done.map_err(Error::internal)??)
    }
}

fn late(job: &str) -> Error {
    tracing::warn!(job, "stopped at its deadline");
    Error::Late
}

/// What a worker that ended half-way means.
fn ended<J: WorkerJob>(error: &io::Error) -> Error {
    tracing::warn!(job = J::NAME, "a worker ended within its job: {error}");
    Error::Refused(J::ENDED.to_owned())
}
