//! Reads every hostile file in a process of its own, under a limit of memory and time, and prints a
//! table: `cargo run --release -p sasae-ingest --example hostile [word]`. The word chooses files by
//! their names.
#![expect(clippy::print_stdout, reason = "the table is what it is for")]

use std::{
    error::Error,
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use ingest::Options;
use testkit::hostile_files;

/// What a process may set aside, in kilobytes.
const MOST_MEMORY: u64 = 3_000_000;
/// How long a file may take before its process is ended.
const PATIENCE: Duration = Duration::from_mins(1);
/// How much of a sentence the table shows.
const SHOWN: usize = 60;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [mode, path] if mode == "--read" => {
            println!("{}", outcome(&fs::read(path)?));
            Ok(())
        }
        words => table(words.first().map_or("", String::as_str)),
    }
}

/// What comes of a file.
fn outcome(bytes: &[u8]) -> String {
    match ingest::read(bytes, &Options::default()) {
        Ok(reading) => format!("{}行", reading.sheet.rows.len()),
        Err(why) => why.to_string().chars().take(SHOWN).collect(),
    }
}

fn table(word: &str) -> Result<(), Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("sasae-hostile-{}", std::process::id()));
    fs::create_dir(&folder)?;
    println!("| file | kB | outcome | seconds of a core | peak MB |\n|---|---|---|---|---|");
    for file in hostile_files().iter().filter(|file| file.name.contains(word)) {
        let path = folder.join(file.name);
        fs::write(&path, (file.make)())?;
        let size = fs::metadata(&path)?.len().div_ceil(1024);
        let (outcome, seconds, peak) = read(&path)?;
        println!("| {} | {size} | {outcome} | {seconds:.1} | {} |", file.name, peak / 1024);
        fs::remove_file(&path)?;
    }
    Ok(fs::remove_dir(&folder)?)
}

/// Reads a file in a process of its own: what came of it, the seconds of a core that it took, the
/// most kilobytes.
fn read(path: &Path) -> Result<(String, f64, u64), Box<dyn Error>> {
    let program = std::env::current_exe()?;
    let begun = Instant::now();
    let mut child = Command::new("sh")
        .args(["-c", &format!("ulimit -v {MOST_MEMORY}; exec \"$0\" --read \"$1\"")])
        .args([&program, path])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (mut peak, mut seconds) = (0, 0.0_f64);
    let mut killed = false;
    while child.try_wait()?.is_none() {
        peak = peak.max(memory(&child));
        seconds = seconds.max(work(&child));
        if begun.elapsed() > PATIENCE && !killed {
            child.kill()?;
            killed = true;
        }
        sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output()?;
    let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let outcome = match () {
        () if killed => "NOT ENDED".to_owned(),
        () if !output.status.success() => format!("FAILED: {}", output.status),
        () => said,
    };
    Ok((outcome, seconds, peak))
}

/// The most that a process has held so far, in kilobytes.
fn memory(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// The seconds that a process has kept a core busy so far; the kernel counts hundredths.
fn work(child: &Child) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}
