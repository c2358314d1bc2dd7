//! Work that takes a while, so that it neither keeps pages waiting nor goes on for ever.
//!
//! Files that people hand in are read, and pages are typeset, by processes of this same program: such
//! a process has a bound of memory, and it is killed at its deadline or when nobody waits for it any
//! more. What cannot go wrong like that runs on threads. All of it takes turns.

mod frames;
mod jobs;
mod pool;
mod process;
mod queue;
mod worker;

pub(crate) use jobs::{PictureJob, PreviewJob, ReadJob, TypesetJob};
pub(crate) use pool::WorkerPool;
pub(crate) use queue::WorkQueue;
pub(crate) use worker::work;
