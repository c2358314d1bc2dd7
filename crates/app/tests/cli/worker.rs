//! `sasae worker`, which only the server starts.

use std::{
    process::Stdio,
    time::{Duration, Instant},
};

use crate::program::command;

#[test]
#[cfg(target_os = "linux")]
fn a_worker_bounds_its_memory_and_ends_with_its_server() {
    let mut worker =
        command().arg("worker").stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let limits = format!("/proc/{}/limits", worker.id());
    let began = Instant::now();
    let bounded = || {
        let text = std::fs::read_to_string(&limits).unwrap();
        let line = text.lines().find(|line| line.starts_with("Max address space")).unwrap();
        line.contains("2147483648")
    };
    while !bounded() {
        assert!(began.elapsed() < Duration::from_secs(10), "no bound of its memory");
        std::thread::sleep(Duration::from_millis(10));
    }
    drop(worker.stdin.take());
    assert!(worker.wait().unwrap().success());
}
