//! The city's own virus scanner: a command that is given each uploaded file before anybody reads it.

use std::{process::Stdio, time::Duration};

use clap::Args;
use tokio::{
    io::AsyncWriteExt,
    process::{Child, Command},
};

use crate::{Error, Result};

/// What a scanner answers about a file with a virus; 0 is a clean one, anything else a fault.
const INFECTED: i32 = 1;

/// How long a scanner may take: less than a request may.
const PATIENCE: Duration = Duration::from_secs(30);

/// Variables of our own, some of them secrets, that a scanner has no need of.
const OWN: &str = "SASAE_";

/// The option that names the scanner.
#[derive(Debug, Clone, Args)]
pub(crate) struct ScanOptions {
    #[arg(
        long,
        env = "SASAE_SCAN_COMMAND",
        value_name = "コマンド",
        help = "受け取ったファイルを標準入力から検査するコマンド（終了コード 0 は問題なし、1 はウイルス）"
    )]
    scan_command: Option<String>,
}

/// A command with its arguments, run without a shell; none where no scanner is named.
#[derive(Debug, Clone, Default)]
pub struct Scanner {
    words: Vec<String>,
    patience: Option<Duration>,
}

impl From<ScanOptions> for Scanner {
    fn from(options: ScanOptions) -> Self {
        Self::new(&options.scan_command.unwrap_or_default())
    }
}

impl Scanner {
    /// The command as it is written, its words parted by white space.
    pub fn new(command: &str) -> Self {
        let words = command.split_whitespace().map(str::to_owned).collect();
        Self { words, patience: None }
    }

    /// The same with another time limit.
    #[must_use]
    pub fn within(self, patience: Duration) -> Self {
        Self { patience: Some(patience), ..self }
    }

    /// Refuses a file with a virus, and one that could not be looked at.
    pub(crate) async fn check(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let Some((program, arguments)) = self.words.split_first() else { return Ok(()) };
        let patience = self.patience.unwrap_or(PATIENCE);
        let scanned = async { scan(command(program, arguments).spawn()?, bytes).await };
        let fault = match tokio::time::timeout(patience, scanned).await {
            Ok(Ok(Some(0))) => return Ok(()),
            Ok(Ok(Some(INFECTED))) => {
                tracing::warn!(file = name, "the scanner refused an uploaded file");
                return Err(Error::Refused(format!(
                    "ファイル「{name}」はウイルス検査で問題が見つかったため、受け取りませんでした。お使いの端末の検査を行い、情報担当に連絡してください。"
                )));
            }
            Ok(Ok(code)) => format!("it ended with {code:?}"),
            Ok(Err(error)) => error.to_string(),
            Err(_) => format!("it took longer than {patience:?}"),
        };
        tracing::error!(file = name, "an uploaded file was not scanned: {fault}");
        Err(Error::Refused(
            "ウイルス検査を行えなかったため、ファイルを受け取りませんでした。しばらくしてからもう一度お試しください。続く場合は管理者に連絡してください。"
                .to_owned(),
        ))
    }
}

fn command(program: &str, arguments: &[String]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with(OWN) {
            command.env_remove(name);
        }
    }
    command.kill_on_drop(true);
    command
}

/// Gives the bytes to the command; its exit code, where it was not killed.
async fn scan(mut child: Child, bytes: &[u8]) -> std::io::Result<Option<i32>> {
    if let Some(mut input) = child.stdin.take() {
        // One that has seen enough closes its input early: its code says what it saw
        drop(input.write_all(bytes).await);
    }
    Ok(child.wait().await?.code())
}
