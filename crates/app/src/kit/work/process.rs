//! A worker from outside: a process of this program that does one job after the other.

use std::{io, path::Path, process::Stdio};

use tokio::{
    io::AsyncWriteExt,
    process::{Child, ChildStdin, ChildStdout, Command},
};

use super::frames;

/// A process that waits for jobs. Dropped, it is killed.
#[derive(Debug)]
pub(super) struct WorkerProcess {
    child: Child,
    to: ChildStdin,
    from: ChildStdout,
}

impl WorkerProcess {
    /// Starts one, without the server's settings: they hold secrets that no job needs.
    pub(super) fn start(program: &Path, font: Option<&str>) -> io::Result<Self> {
        let mut command = Command::new(program);
        let settings = std::env::vars_os().map(|(name, _)| name);
        for name in settings.filter(|name| name.to_string_lossy().starts_with("SASAE_")) {
            command.env_remove(name);
        }
        command.arg("worker").stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        command.args(font.map(|font| format!("--font={font}")));
        // Ctrl+C is for the server, which lets the work end
        #[cfg(unix)]
        command.process_group(0);
        let mut child = command.spawn()?;
        let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
        let to = child.stdin.take().ok_or_else(gone)?;
        let from = child.stdout.take().ok_or_else(gone)?;
        Ok(Self { child, to, from })
    }

    /// Whether it still waits for jobs.
    pub(super) fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Has a job done: its name, what is asked, a file. Answers what is said, and a file.
    pub(super) async fn ask(&mut self, parts: [&[u8]; 3]) -> io::Result<(Vec<u8>, Vec<u8>)> {
        for part in parts {
            frames::send(&mut self.to, part).await?;
        }
        self.to.flush().await?;
        Ok((frames::receive(&mut self.from).await?, frames::receive(&mut self.from).await?))
    }
}
