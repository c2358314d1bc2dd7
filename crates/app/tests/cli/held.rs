//! What was changed past the program is named, and so is a chain that was made anew.

use std::path::{Path, PathBuf};

use crate::{
    files,
    program::{Place, run_in, text},
    serving::Server,
};

/// The name of somebody, in the database and in the history.
const NAME: &str = "青空 花子";

/// A city with one year and a person.
fn city() -> Place {
    let place = Place::sqlite();
    place.import(&files::demo("aozora-r7.csv"), &["--city", "あおぞら市"]);
    let person = ["people", "add", "--login", "1", "--name", NAME, "--role", "システム管理者"];
    place.run(&person).ok();
    place
}

/// The file with one letter of the name changed, so that the row of the person says it alone.
fn with_another_name(place: &Place) -> PathBuf {
    let whole = std::fs::read(place.folder.path().join("sasae.sqlite")).unwrap();
    let places: Vec<usize> = whole
        .windows(NAME.len())
        .enumerate()
        .filter(|(_, at)| *at == NAME.as_bytes())
        .map(|(at, _)| at)
        .collect();
    assert!(places.len() > 1, "in the row and in the history");
    for (number, at) in places.into_iter().enumerate() {
        let mut bent = whole.clone();
        bent[at..at + NAME.len()].copy_from_slice("青空 華子".as_bytes());
        let file = place.file(&format!("bent{number}.sqlite"), &bent);
        let database = format!("sqlite:{}", text(&file));
        let run = run_in(place.folder.path(), &["verify", "--database", &database]);
        if run.out.contains("表「people」") {
            assert_eq!(run.code, 8, "{run:?}");
            for part in ["職員の登録", "履歴に残らない形で変わっています", "sasae db hold"]
            {
                assert!(run.out.contains(part), "{part}: {run:?}");
            }
            return file;
        }
    }
    panic!("no change of the name is told of the person's row");
}

#[test]
fn a_change_past_the_program_is_named_and_can_be_held_with_its_reason() {
    let place = city();
    place.run(&["verify"]).ok();
    let file = with_another_name(&place);
    let bent = format!("sqlite:{}", text(&file));
    let run = |arguments: &[&str]| {
        run_in(place.folder.path(), &[arguments, &["--database", &bent]].concat())
    };
    let told = run(&["verify", "--json"]);
    assert_eq!((told.code, told.json()["unseen"].as_array().unwrap().len()), (8, 1));
    run(&["backup", "--output", "b.sqlite"]).ok();
    let back = ["restore", "--backup", "b.sqlite", "--database", "sqlite:back.sqlite"];
    let restored = run_in(place.folder.path(), &back).ok();
    assert!(restored.out.contains("表「people」"), "{restored:?}");
    assert_eq!(run(&["db", "hold", "--reason", " "]).code, 3);
    run(&["db", "hold", "--reason", "改名の届け"]).ok();
    run(&["verify"]).ok();
}

/// The end of the chain as `verify` tells it.
fn head(place: &Place) -> (i64, String) {
    let told = place.run(&["verify", "--json"]).ok().json();
    (told["events_chained"].as_i64().unwrap(), told["head"].as_str().unwrap().to_owned())
}

fn verify_with(folder: &Path, database: &str, file: &str) -> crate::program::Run {
    run_in(folder, &["verify", "--head", file, "--database", database])
}

#[test]
fn a_chain_is_compared_with_the_heads_that_were_told() {
    let place = city();
    let (seq, hash) = head(&place);
    std::fs::copy(place.folder.path().join("sasae.sqlite"), place.folder.path().join("old.sqlite"))
        .unwrap();
    place.run(&["people", "add", "--login", "2", "--name", "青空 次郎", "--role", "監査"]).ok();
    let (later, other) = head(&place);
    let lines = format!("2026-11-27 {seq} {hash}\n2026-11-28 {later} {other}\n");
    place.file("heads.txt", lines.as_bytes());
    let folder = place.folder.path();
    let whole = verify_with(folder, &place.database, "heads.txt").ok();
    assert!(whole.out.contains("連鎖の末尾の控え: 一致（2日分）"), "{whole:?}");
    let old = verify_with(folder, "sqlite:old.sqlite", "heads.txt");
    assert_eq!(old.code, 8, "an older state took the place of a newer one: {old:?}");
    assert!(old.out.contains("2026-11-28の行") && old.out.contains("2026-11-27の控え"), "{old:?}");
    let backup = ["verify", "--head", "heads.txt", "--backup", "old.sqlite"];
    run_in(folder, &backup).ok();
    place.file("others.txt", format!("2026-11-27 {seq} {other}\n").as_bytes());
    assert_eq!(verify_with(folder, &place.database, "others.txt").code, 8);
    assert_eq!(verify_with(folder, &place.database, "none.txt").code, 2);
}

#[test]
fn a_server_tells_the_end_of_the_chain_once_a_day() {
    let place = city();
    let (seq, hash) = head(&place);
    let serve = ["serve", "--database", &place.database, "--listen", "127.0.0.1:0"];
    let nowhere = [&serve[..], &["--head-file", "none/heads.txt"]].concat();
    assert_eq!(run_in(place.folder.path(), &nowhere).code, 2);
    let mail = [&serve[..], &["--head-mail", "kanri@city.example"]].concat();
    assert_eq!(run_in(place.folder.path(), &mail).code, 2, "mail is off");
    let arguments = [&serve[..], &["--head-file", "heads.txt"]].concat();
    for _ in 0..2 {
        assert!(Server::start(&place, &arguments).stop());
    }
    let told = std::fs::read_to_string(place.folder.path().join("heads.txt")).unwrap();
    let told: Vec<&str> = told.lines().collect();
    let [line] = told.as_slice() else { panic!("{told:?}") };
    assert!(line.ends_with(&format!(" {seq} {hash}")), "{line}");
}
