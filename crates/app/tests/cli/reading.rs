//! `import --dry-run --json`: what other tools rely on.

use std::path::Path;

use serde_json::Value;

use crate::{
    files,
    program::{Place, dry_run, rows, run_in, text},
};

const KEYS: [&str; 17] = [
    "no",
    "measure",
    "action",
    "content",
    "page",
    "departments",
    "sections",
    "relisted",
    "previous_status",
    "previous_achievement",
    "plan",
    "status",
    "evaluation",
    "progress",
    "achievement",
    "next_plan",
    "place",
];

/// What stands below the table of the first year and belongs to no row.
const NOTES: [&str; 2] = [
    "※達成度は、当該年度の実施計画に対する割合を担当課が記入したものである。",
    "※再掲の事業は、基本施策に掲げた内容と同じものである。",
];

fn bare_length(text: &str) -> u64 {
    text.chars().count() as u64
}

#[test]
fn the_demos_files_are_read_whole() {
    for (name, reader, year, count) in [
        ("aozora-r5.xlsx", "xlsx", 2023, 50),
        ("aozora-r6.xlsx", "xlsx", 2024, 50),
        ("aozora-r7.csv", "csv", 2025, 51),
    ] {
        let reading = dry_run(&files::demo(name), &[]);
        assert_eq!(reading["source"]["file"], name);
        assert_eq!(reading["source"]["reader"], reader);
        assert_eq!(reading["source"]["sha256"].as_str().unwrap().len(), 64);
        assert_eq!(reading["fiscal_year"], year);
        let account = &reading["account"];
        let number =
            |key: &str| account[key].as_u64().unwrap_or_else(|| panic!("{name}: no {key}"));
        let unplaced =
            if name == "aozora-r5.xlsx" { NOTES.map(bare_length).iter().sum() } else { 0 };
        assert_eq!(number("characters_unplaced"), unplaced, "{name}");
        assert_eq!(
            number("characters_read"),
            number("characters_placed") + number("characters_heading") + unplaced
        );
        assert_eq!(number("measures"), 6, "{name}");
        let rows = reading["rows"].as_array().unwrap();
        assert_eq!(rows.len(), usize::try_from(number("rows")).unwrap());
        assert_eq!(rows.len(), count, "{name}");
        for row in rows {
            let missing: Vec<_> = KEYS.iter().filter(|key| row.get(**key).is_none()).collect();
            assert!(missing.is_empty(), "{name}: {missing:?} not in {row}");
        }
        let problems = reading["problems"].to_string();
        assert!(unplaced == 0 || NOTES.iter().all(|note| problems.contains(note)), "{problems}");
    }
}

#[test]
fn a_dry_run_needs_and_leaves_no_database() {
    let place = Place::sqlite();
    let file = files::demo("aozora-r7.csv");
    let run = run_in(place.folder.path(), &["import", text(&file), "--dry-run"]).ok();
    for word in ["aozora-r7.csv", "令和７年度", "未配置 0"] {
        assert!(run.out.contains(word), "{run:?}");
    }
    assert!(place.contents().is_empty());
    run_in(place.folder.path(), &["import", text(&file), "--dry-run", "--database", "mysql://x"])
        .ok();
}

#[test]
fn the_year_may_be_written_in_any_way() {
    let file = files::demo("aozora-r7.csv");
    for year in ["R7", "Ｒ７", "令和７年度", "令和7", "2025"] {
        assert_eq!(dry_run(&file, &["--year", year])["fiscal_year"], 2025, "{year}");
    }
}

/// The cells of the sheet that a person wrote down, by their names there and in the output.
const BY_HAND: [(&str, &str); 15] = [
    ("measure", "measure"),
    ("item", "action"),
    ("content", "content"),
    ("page", "page"),
    ("department", "department"),
    ("section", "section"),
    ("relisted", "relisted"),
    ("r2_status", "previous_status"),
    ("r2_achievement", "previous_achievement"),
    ("r3_plan", "plan"),
    ("r3_status", "status"),
    ("r3_evaluation", "evaluation"),
    ("progress", "progress"),
    ("r3_achievement", "achievement"),
    ("future_plan", "next_plan"),
];

/// Panics with every cell of the first 32 rows that is not what the person wrote, white space aside.
fn assert_by_hand(reading: &Value, by_hand: &Path) {
    let wanted: Vec<Value> =
        serde_json::from_str(&std::fs::read_to_string(by_hand).unwrap()).unwrap();
    assert_eq!(wanted.len(), 32);
    let bare = |value: &Value| value.as_str().unwrap().split_whitespace().collect::<String>();
    let mut wrong = Vec::new();
    for (no, (wanted, found)) in (1..).zip(wanted.iter().zip(rows(reading))) {
        for (hand, key) in BY_HAND {
            let (wanted, found) = (bare(&wanted[hand]), bare(&found[key]));
            if wanted != found {
                wrong.push(format!("row {no} {key}: {found:?} is not {wanted:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_real_sheet_gives_every_row_and_loses_no_character() {
    let test = "the_real_sheet_gives_every_row_and_loses_no_character";
    let Some(file) = files::sample("kumagaya-r3.txt", test) else { return };
    let Some(by_hand) = files::sample("kumagaya-r3.rows-1-32.json", test) else { return };
    let reading = dry_run(&file, &["--year", "R3"]);
    assert_eq!(reading["rows"].as_array().unwrap().len(), 90);
    assert_eq!(reading["account"]["rows"], 90);
    assert_eq!(reading["account"]["characters_unplaced"], 0);
    assert_eq!(reading["source"]["reader"], "text");
    assert_by_hand(&reading, &by_hand);
}

#[test]
fn the_real_workbook_gives_the_same_rows() {
    let test = "the_real_workbook_gives_the_same_rows";
    let Some(file) = files::sample("kumagaya-r3.rows-1-32.xlsx", test) else { return };
    let Some(by_hand) = files::sample("kumagaya-r3.rows-1-32.json", test) else { return };
    let reading = dry_run(&file, &["--year", "R3"]);
    assert_eq!(reading["rows"].as_array().unwrap().len(), 32);
    assert_by_hand(&reading, &by_hand);
}
