//! Layouts (様式): saved, edited and given again.

use crate::{
    files,
    program::{Place, dry_run, rows, run_in, text},
};

#[test]
fn a_saved_layout_gives_the_same_reading() {
    let place = Place::sqlite();
    let layout = place.folder.path().join("様式.toml");
    for name in ["aozora-r5.xlsx", "aozora-r6.xlsx", "aozora-r7.csv"] {
        let file = files::demo(name);
        let saved = run_in(
            place.folder.path(),
            &["import", text(&file), "--dry-run", "--json", "--save-layout", text(&layout)],
        )
        .ok();
        assert!(saved.err.contains("保存しました"), "{saved:?}");
        let with = dry_run(&file, &["--layout", text(&layout)]);
        assert_eq!(rows(&with), rows(&saved.json()), "{name}");
        assert_eq!(with["account"], saved.json()["account"], "{name}");
    }
}

#[test]
fn the_real_sheets_layout_gives_the_same_reading() {
    let test = "the_real_sheets_layout_gives_the_same_reading";
    for name in ["kumagaya-r3.txt", "kumagaya-r3.rows-1-32.xlsx"] {
        let Some(file) = files::sample(name, test) else { return };
        let place = Place::sqlite();
        let layout = place.folder.path().join("layout.toml");
        let saved = dry_run(&file, &["--save-layout", text(&layout)]);
        assert_eq!(rows(&dry_run(&file, &["--layout", text(&layout)])), rows(&saved), "{name}");
    }
}

#[test]
fn a_layout_with_a_wrong_heading_says_which_it_missed() {
    let place = Place::sqlite();
    let file = files::demo("aozora-r7.csv");
    let layout = place.folder.path().join("様式.toml");
    dry_run(&file, &["--save-layout", text(&layout)]);
    let toml = std::fs::read_to_string(&layout).unwrap();
    let wrong = place.file("違う.toml", toml.replace("計画書ページ", "冊子の頁").as_bytes());
    let refused = place.run(&["import", text(&file), "--layout", text(&wrong)]);
    assert_eq!(refused.code, 4, "{refused:?}");
    assert!(refused.err.contains("「冊子の頁」が見つかりません"), "{refused:?}");
    assert_eq!(refused.err.lines().count(), 1);
    let broken = place.file("壊れた.toml", b"columns = [");
    let role = place.file("役.toml", toml.replace("\"page\"", "\"pgae\"").as_bytes());
    for (path, word) in [
        (broken, "書き方に誤り"),
        (role, "pgae"),
        (place.folder.path().join("ない.toml"), "開けません"),
    ] {
        let refused = place.run(&["import", text(&file), "--layout", text(&path)]);
        assert_eq!(refused.code, 3, "{refused:?}");
        assert!(refused.err.contains(word), "{refused:?}");
        assert_eq!(refused.err.lines().count(), 1, "{refused:?}");
    }
}
