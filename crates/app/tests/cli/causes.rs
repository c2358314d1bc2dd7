//! What is wrong with a database is told: a sentence of its own with the way out, and the cause in the
//! database's words. Disks are in the tests of faults.

use std::{
    io::{Read, Write},
    net::TcpListener,
    os::unix::{fs::PermissionsExt, process::CommandExt},
};

use sha2::{Digest, Sha384};
use store::Store;

use crate::{
    files,
    program::{Place, Run},
};

/// Panics unless the run ended with the sentence, and with the cause below it.
fn assert_told(run: &Run, sentence: &str, cause: &str) {
    assert_eq!(run.code, 6, "{run:?}");
    let mut lines = run.err.lines();
    let first = lines.next().unwrap();
    assert!(first.starts_with("エラー: ") && first.contains(sentence), "{run:?}");
    assert!(first.ends_with('。'), "{run:?}");
    let below = lines.find(|line| line.starts_with("  原因: ")).unwrap_or_default();
    assert!(below.contains(cause), "{cause}: {run:?}");
}

/// A city with a year.
fn filled() -> Place {
    let place = Place::sqlite();
    place.import(&files::demo("aozora-r7.csv"), &["--city", "あおぞら市"]);
    place
}

fn exported(place: &Place) -> Run {
    place.run(&["export", "--year", "R7", "--format", "json", "--output", "-"])
}

#[test]
fn a_server_that_is_away_is_told() {
    let database = "postgres://me:geheim@127.0.0.1:1/none".to_owned();
    let run = exported(&Place { database, ..Place::sqlite() });
    assert_told(&run, "サーバーにつながりません", "refused");
    assert!(!run.err.contains("geheim"), "{run:?}");
}

/// A server that refuses whoever comes, with this code; answers its port.
fn refusing(code: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, mut length) = (stream.unwrap(), [0; 4]);
            while stream.read_exact(&mut length).is_ok() {
                let mut body = vec![0; u32::from_be_bytes(length) as usize - 4];
                stream.read_exact(&mut body).unwrap();
                // First it is asked for TLS, then comes the user
                if body == 80_877_103_u32.to_be_bytes() {
                    stream.write_all(b"N").unwrap();
                    continue;
                }
                let fields = format!("SFATAL\0VFATAL\0C{code}\0Mno entry: {code}\0\0");
                let size = u32::try_from(fields.len() + 4).unwrap().to_be_bytes();
                stream.write_all(&[b"E", &size[..], fields.as_bytes()].concat()).unwrap();
                break;
            }
        }
    });
    port
}

#[test]
fn a_server_that_lets_nobody_in_says_why() {
    for (code, sentence) in [
        ("28P01", "利用者名かパスワードを受け付けません"),
        ("28000", "利用者名かパスワードを受け付けません"),
        ("3D000", "その名前のデータベースが"),
        ("57P03", "サーバーにつながりません"),
        ("53300", "混み合って"),
    ] {
        let database = format!("postgres://me:geheim@127.0.0.1:{}/none", refusing(code));
        let run = exported(&Place { database, ..Place::sqlite() });
        assert_told(&run, sentence, &format!("no entry: {code}"));
        assert!(!run.err.contains("geheim"), "{run:?}");
    }
}

#[test]
fn another_machine_is_not_reached_over_an_open_way() {
    let database = "postgres://me:geheim@db.example:5432/sasae".to_owned();
    let run = exported(&Place { database, ..Place::sqlite() });
    assert_eq!((run.code, run.err.lines().count()), (6, 1), "{run:?}");
    assert!(run.err.contains("sslmode=verify-full") && !run.err.contains("geheim"), "{run:?}");
}

#[test]
fn a_file_that_is_something_else_is_told() {
    let place = Place::sqlite();
    place.file("sasae.sqlite", &[b'x'; 5000]);
    assert_told(&exported(&place), "データベースのファイルではないか", "not a database");
}

#[test]
fn a_damaged_file_is_told() {
    let place = filled();
    let file = place.folder.path().join("sasae.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    let length = bytes.len();
    bytes[4096..length].fill(0xa5);
    std::fs::write(&file, &bytes).unwrap();
    assert_told(&exported(&place), "ファイルが壊れています", "malformed");
}

#[test]
fn a_newer_version_and_another_program_are_told() {
    let place = Place::sqlite();
    place.file("sasae.sqlite", include_bytes!("data/newer.sqlite"));
    let run = exported(&place);
    assert_eq!(run.code, 6, "{run:?}");
    assert!(run.err.contains("より新しい版のSasae"), "{run:?}");

    let place = filled();
    let file = place.folder.path().join("sasae.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    let first = Sha384::digest(include_bytes!("../../../store/migrations/0001_plans.sql"));
    let at = bytes.windows(48).position(|window| window == first.as_slice()).unwrap();
    bytes[at] ^= 1;
    std::fs::write(&file, &bytes).unwrap();
    let run = exported(&place);
    assert_eq!(run.code, 6, "{run:?}");
    assert!(run.err.contains("手順（1番）"), "{run:?}");
}

#[test]
fn a_database_that_another_holds_is_told() {
    let place = filled();
    let url = format!("sqlite:{}", place.folder.path().join("sasae.sqlite").display());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let _inside = runtime.enter();
    let store = runtime.block_on(Store::open(&url)).unwrap();
    let held = runtime.block_on(store.begin()).unwrap();
    let run =
        place.run(&["people", "add", "--login", "1", "--name", "管理", "--role", "システム管理者"]);
    assert_told(&run, "混み合って", "locked");
    drop(held);
}

/// Whoever is not the administrator of the machine.
const NOBODY: u32 = 65_534;

#[test]
fn a_file_that_takes_no_changes_is_told() {
    let place = filled();
    let (folder, file) = (place.folder.path(), place.folder.path().join("sasae.sqlite"));
    let mode = |path: &std::path::Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_sasae"));
    let copy = folder.join("sasae-program");
    // Where the program is built others may not look
    std::fs::copy(program, &copy).unwrap();
    mode(&copy, 0o755);
    mode(&file, 0o444);
    let run = |verb: &[&str]| {
        let mut command = std::process::Command::new(&copy);
        command.args(verb).args(["--database", "sqlite:sasae.sqlite"]).current_dir(folder);
        if is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run {
            code: output.status.code().unwrap(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    };
    let add = ["people", "add", "--login", "1", "--name", "管理", "--role", "システム管理者"];
    mode(folder, 0o777);
    assert_told(&run(&add), "読み取り専用", "readonly");
    let read = run(&["export", "--year", "R7", "--format", "json", "--output", "-"]);
    assert_eq!(read.code, 0, "reading goes on: {read:?}");
    mode(folder, 0o555);
    assert_told(&run(&add), "読み取り専用", "");
    run(&["export", "--year", "R7", "--format", "json", "--output", "-"]).ok();
    mode(&file, 0o000);
    assert_told(&run(&add), "ファイルを開けません", "unable to open");
    mode(folder, 0o755);
}

/// Whether the tests run as the administrator, who may write everywhere.
fn is_root() -> bool {
    let id = std::process::Command::new("id").arg("-u").output().unwrap();
    id.stdout == b"0\n"
}
