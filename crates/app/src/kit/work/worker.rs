//! A worker from within: `sasae worker`, which only the server starts.

use std::{
    io::{self, BufReader, Write},
    process::ExitCode,
};

use super::{
    frames,
    jobs::{self, WorkerJob},
};
use crate::kit::typesetter::LazyTypesetter;

/// The most memory of a worker, in bytes. The largest sheets known take a quarter of it.
#[cfg(unix)]
const MEMORY: u64 = 2 << 30;

/// Does jobs until there are no more.
pub(crate) fn work(font: Option<String>) -> ExitCode {
    bound();
    let typesetter = LazyTypesetter::with(font);
    let mut from = BufReader::new(io::stdin().lock());
    while let Ok(name) = frames::read(&mut from) {
        let done = match one(&name, &mut from, &typesetter) {
            Ok(done) => done,
            Err(error) => {
                tracing::error!("a worker could not take its job: {error}");
                return ExitCode::FAILURE;
            }
        };
        let mut to = io::stdout().lock();
        let sent = frames::write(&mut to, &done.0).and_then(|()| frames::write(&mut to, &done.1));
        if sent.and_then(|()| to.flush()).is_err() {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn one(
    name: &[u8],
    from: &mut impl io::Read,
    typesetter: &LazyTypesetter,
) -> io::Result<(Vec<u8>, Vec<u8>)> {
    let (asked, file) = (frames::read(from)?, frames::read(from)?);
    match name {
        name if name == jobs::ReadJob::NAME.as_bytes() => {
            done::<jobs::ReadJob>(&asked, &file, typesetter)
        }
        name if name == jobs::PreviewJob::NAME.as_bytes() => {
            done::<jobs::PreviewJob>(&asked, &file, typesetter)
        }
        name if name == jobs::PictureJob::NAME.as_bytes() => {
            done::<jobs::PictureJob>(&asked, &file, typesetter)
        }
        name if name == jobs::TypesetJob::NAME.as_bytes() => {
            done::<jobs::TypesetJob>(&asked, &file, typesetter)
        }
        _ => Err(io::Error::from(io::ErrorKind::InvalidInput)),
    }
}

fn done<J: WorkerJob>(
    asked: &[u8],
    file: &[u8],
    typesetter: &LazyTypesetter,
) -> io::Result<(Vec<u8>, Vec<u8>)> {
    let job: J = frames::decode(asked)?;
    let (said, file) = match job.run(file, typesetter) {
        Ok((answer, file)) => (Ok(answer), file),
        Err(error) => (Err(error), Vec::new()),
    };
    Ok((frames::encode(&said)?, file))
}

/// Takes no more of the machine than a job needs, and leaves no picture of its memory behind.
#[cfg(unix)]
fn bound() {
    use rlimit::Resource;

    for (resource, most) in [(Resource::AS, MEMORY), (Resource::CORE, 0)] {
        if let Err(error) = resource.set(most, most) {
            tracing::warn!("a worker has no bound: {error}");
        }
    }
}

#[cfg(not(unix))]
fn bound() {}
