//! What a second import may do, and what it may not.

use crate::{
    database::Database,
    files,
    program::{Place, text},
};

on_both!(
    the_same_file_twice_changes_nothing,
    a_corrected_file_needs_the_decision,
    another_citys_sheet_needs_the_decision,
);

/// The year's sheet as it is kept.
fn kept(place: &Place, year: &str) -> Vec<u8> {
    std::fs::read(place.export(year, "json")).unwrap()
}

fn the_same_file_twice_changes_nothing(database: Database) {
    let place = Place::on(database);
    let file = files::demo("aozora-r7.csv");
    let first = place.import(&file, &["--city", "あおぞら市"]);
    assert!(
        first.err.contains("あおぞら市自殺対策計画の令和７年度シートを登録しました"),
        "{first:?}"
    );
    let before = kept(&place, "R7");
    let again = place.import(&file, &[]);
    assert!(again.err.contains("同じファイルが登録済みです"), "{again:?}");
    assert_eq!(kept(&place, "R7"), before);
}

fn a_corrected_file_needs_the_decision(database: Database) {
    let place = Place::on(database);
    place.import(&files::demo("aozora-r7.csv"), &[]);
    let before = kept(&place, "R7");
    let csv = files::aozora_r7();
    let corrected = place.file("訂正.csv", csv.replacen("353件", "335件", 1).as_bytes());
    let refused = place.run(&["import", text(&corrected)]);
    assert_eq!(refused.code, 5, "{refused:?}");
    for word in ["消費生活・多重債務相談", "「", "353件", "335件", "1か所", "--replace"]
    {
        assert!(refused.err.contains(word), "{word}: {}", refused.err);
    }
    assert_eq!(kept(&place, "R7"), before, "the sheet changed without the decision");
    let replaced = place.import(&corrected, &["--replace"]);
    assert!(replaced.err.contains("登録しました"), "{replaced:?}");
    let after = String::from_utf8(kept(&place, "R7")).unwrap();
    assert!(!after.contains("353件"));
    let back = place.import(&files::demo("aozora-r7.csv"), &["--replace"]);
    assert!(back.err.contains("登録しました"), "an earlier file can come back: {back:?}");
}

fn another_citys_sheet_needs_the_decision(database: Database) {
    let place = Place::on(database);
    place.import(&files::demo("aozora-r7.csv"), &["--city", "あおぞら市"]);
    let before = kept(&place, "R7");
    let head =
        "計画における項目,実施内容,担当課,令和８年度の実施計画,令和８年度実施状況,達成度（％）";
    let rows: Vec<_> =
        (1..=8).map(|n| format!("\n別の町の事業{n},内容,住民課,計画,実施した,100")).collect();
    let rows = rows.concat();
    let file = place.file("町.csv", format!("{head}{rows}\n").as_bytes());
    let refused = place.run(&["import", text(&file)]);
    assert_eq!(refused.code, 5, "{refused:?}");
    for word in ["別の市町村", "--city", "--same-plan"] {
        assert!(refused.err.contains(word), "{word}: {}", refused.err);
    }
    assert_eq!(kept(&place, "R7"), before);
    let missing = place.run(&["export", "--year", "R8", "--format", "csv", "--output", "-"]);
    assert_eq!(missing.code, 7, "{missing:?}");
    place.import(&file, &["--city", "ほしぞら町"]);
    let which = place.run(&["export", "--year", "R8", "--format", "csv", "--output", "-"]);
    assert_eq!(which.code, 5, "{which:?}");
    assert!(which.err.contains("あおぞら市、ほしぞら町"), "{which:?}");
    let named =
        ["export", "--year", "R8", "--format", "csv", "--output", "-", "--city", "ほしぞら町"];
    assert!(place.run(&named).ok().out.contains("別の町の事業8"));
    let unknown =
        ["export", "--year", "R8", "--format", "csv", "--output", "-", "--city", "うみ市"];
    assert_eq!(place.run(&unknown).code, 7);
}

#[test]
fn the_wrong_year_is_a_wrong_choice() {
    let place = Place::sqlite();
    place.import(&files::demo("aozora-r7.csv"), &[]);
    let before = place.contents();
    let file = files::demo("aozora-r6.xlsx");
    let refused = place.run(&["import", text(&file), "--year", "R5"]);
    assert_eq!(refused.code, 4, "{refused:?}");
    for word in ["令和５年度", "令和６年度"] {
        assert!(refused.err.contains(word), "{refused:?}");
    }
    assert!(place.contents() == before, "the database changed");
}

#[test]
fn the_database_may_be_named_by_the_environment() {
    let place = Place::sqlite();
    let file = files::demo("aozora-r7.csv");
    let run = crate::program::command()
        .args(["import", text(&file)])
        .env("SASAE_DATABASE", "sqlite:named.sqlite")
        .current_dir(place.folder.path())
        .output()
        .unwrap();
    assert!(run.status.success());
    let names: Vec<_> = place
        .contents()
        .into_iter()
        .map(|(path, _)| path.file_name().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["named.sqlite"], "one file, nothing beside it");
}

#[test]
fn a_wrong_area_code_is_refused() {
    let place = Place::sqlite();
    let file = files::demo("aozora-r7.csv");
    let refused = place.run(&["import", text(&file), "--area-code", "999999"]);
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.err.contains("999999"), "{refused:?}");
    let missing = place.run(&["export", "--year", "R7", "--format", "csv", "--output", "-"]);
    assert_eq!(missing.code, 7, "nothing was stored: {missing:?}");
}
