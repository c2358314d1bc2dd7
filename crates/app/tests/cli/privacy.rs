//! What the program keeps is its user's own; what it is asked to write for others is as they like.

use std::{
    os::unix::fs::PermissionsExt,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use crate::{
    files,
    program::{Place, command},
    serving::Server,
};

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

/// Runs the program as a shell with this mask would.
fn masked(place: &Place, arguments: &str) {
    let program = env!("CARGO_BIN_EXE_sasae");
    let line = format!("umask 022; exec {program} {arguments} --database {}", place.database);
    let mut shell = std::process::Command::new("sh");
    let output = shell.args(["-c", &line]).current_dir(place.folder.path()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn databases_and_backups_are_the_users_own_and_exports_are_as_the_user_likes() {
    let place = Place::sqlite();
    let folder = place.folder.path();
    let sheet = files::demo("aozora-r7.csv");
    masked(&place, &format!("import {} --city あおぞら市", sheet.display()));
    masked(&place, "backup --output b.sqlite");
    masked(&place, "export --year R7 --format json --output sheet.json");
    std::fs::create_dir(folder.join("nightly")).unwrap();
    let serve = ["serve", "--database", &place.database, "--listen", "127.0.0.1:0"];
    let server = Server::start(&place, &[&serve[..], &["--backup-dir", "nightly"]].concat());
    let until = Instant::now() + Duration::from_secs(30);
    let made = || std::fs::read_dir(folder.join("nightly")).unwrap().count();
    while made() < 2 && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(100));
    }
    let nightly = std::fs::read_dir(folder.join("nightly")).unwrap();
    let nightly: Vec<_> = nightly.map(|entry| entry.unwrap().path()).collect();
    assert!(nightly.len() >= 2, "{nightly:?}");
    let own =
        ["sasae.sqlite", "sasae.sqlite-wal", "sasae.sqlite-shm", "b.sqlite", "b.sqlite.sha256"];
    for path in own.iter().map(|name| folder.join(name)).chain(nightly) {
        // What is under work goes while one looks
        if path.exists() {
            assert_eq!(mode(&path), 0o600, "{}", path.display());
        }
    }
    assert!(server.stop());
    assert_eq!(mode(&folder.join("sheet.json")), 0o644, "for others");
}

#[test]
fn a_file_that_others_may_read_is_told_when_the_server_begins() {
    let place = Place::sqlite();
    place.import(&files::demo("aozora-r7.csv"), &["--city", "あおぞら市"]);
    let file = place.folder.path().join("sasae.sqlite");
    for (given, told) in [(0o600, false), (0o644, true)] {
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(given)).unwrap();
        let log = tempfile::NamedTempFile::new().unwrap();
        let mut child = command()
            .args(["serve", "--database", &place.database, "--listen", "127.0.0.1:0"])
            .current_dir(place.folder.path())
            .stdout(Stdio::piped())
            .stderr(log.reopen().unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
        std::io::BufRead::read_line(&mut out, &mut line).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        let text = std::fs::read_to_string(log.path()).unwrap();
        assert_eq!(text.contains("0644") && text.contains("chmod 600"), told, "{text}");
    }
}
