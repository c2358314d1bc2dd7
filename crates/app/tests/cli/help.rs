//! What the program says of itself.

use std::path::Path;

use crate::program::run_in;

fn run(arguments: &[&str]) -> crate::program::Run {
    run_in(Path::new("/"), arguments)
}

#[test]
fn every_verb_explains_itself_in_japanese() {
    let help = run(&["--help"]).ok().out;
    for code in ["終了コード", "0 成功", "3 読み込めない", "5 確認が必要", "6 データベース"]
    {
        assert!(help.contains(code), "{code}: {help}");
    }
    let lines = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let verbs: Vec<&str> = lines
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let known = [
        "demo",
        "serve",
        "import",
        "export",
        "check",
        "quantities",
        "round",
        "import-replies",
        "registers",
        "records",
        "tallies",
        "drafts",
        "edition",
        "council",
        "schemes",
        "crosswalk",
        "report-form",
        "mcp",
        "people",
        "mail",
        "backup",
        "verify",
        "doctor",
        "restore",
        "db",
    ];
    assert_eq!(verbs, known);
    for verb in verbs {
        let help = run(&[verb, "--help"]).ok();
        assert!(help.out.contains("Usage: sasae"), "{help:?}");
        assert!(help.out.chars().any(|c| ('ぁ'..='ん').contains(&c)), "{help:?}");
        assert!(help.err.is_empty());
    }
}

#[test]
fn the_version_is_told() {
    assert_eq!(run(&["--version"]).ok().out, format!("sasae {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn what_nobody_can_mean_is_a_wrong_use() {
    for arguments in [
        &[][..],
        &["fly"],
        &["import"],
        &["import", "a.csv", "--year", "来年"],
        &["export", "--year", "R7", "--format", "docx", "--output", "a"],
        &["export", "--year", "R7", "--format", "csv"],
        &["serve", "--listen", "everywhere"],
    ] {
        let run = run(arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {run:?}");
        assert!(run.out.is_empty() && !run.err.is_empty(), "{run:?}");
    }
}
