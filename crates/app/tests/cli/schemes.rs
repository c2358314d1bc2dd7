//! `schemes`, `crosswalk` and `report-form`: what other tools rely on.

use std::io::{Cursor, Read};

use serde_json::json;
use zip::ZipArchive;

use crate::{
    database::Database,
    files,
    program::{Place, text},
};

on_both!(
    a_scheme_is_defined_listed_and_renewed,
    a_crosswalk_goes_out_as_it_came_in,
    a_form_is_filled_twice_to_the_same_bytes,
    the_demos_crosswalk_names_its_actions,
);

const SCHEME: &str = "id = \"made-up\"\ntitle = \"架空の体系\"\nvalid_from = \"2020-04-01\"\n\
    [[items]]\ncode = \"1\"\nlabel = \"つながり\"\n\
    [[items]]\ncode = \"2\"\nlabel = \"人材\"\n";

const ROWS: &str = "項目の符号,対応先,関係,主,備考\r\n1,1,一致,,\r\n1,2,対応先が狭い,○,相談の部分\r\n\
    2,2,一部が重なる,,\r\n";

/// A city with a sheet and the scheme.
fn city(database: Database) -> Place {
    let city = Place::on(database);
    city.import(&files::demo("aozora-r7.csv"), &[]);
    let file = city.file("scheme.toml", SCHEME.as_bytes());
    city.run(&["schemes", "define", text(&file)]).ok();
    city
}

fn a_scheme_is_defined_listed_and_renewed(database: Database) {
    let city = city(database);
    let listed = city.run(&["schemes", "--json"]).ok().json();
    assert_eq!((&listed[0]["id"], &listed[0]["version"]), (&json!("made-up"), &json!(1)));
    let again = city.run(&["schemes", "define", "scheme.toml"]).ok();
    assert!(again.err.contains("変わりはありません"), "{again:?}");
    city.file("next.toml", SCHEME.replace("人材", "人材の育成").as_bytes());
    let same = city.run(&["schemes", "define", "next.toml"]);
    assert_eq!(same.code, 3, "{same:?}");
    assert!(same.err.contains("版を 2 に"), "{same:?}");
    let next = SCHEME.replace("人材", "人材の育成").replace("title", "version = 2\ntitle");
    city.file("next.toml", next.as_bytes());
    city.run(&["schemes", "define", "next.toml"]).ok();
    let listed = city.run(&["schemes"]).ok();
    assert_eq!(listed.out, "made-up\t第2版\t架空の体系\t2項目\n");
    city.file("items.csv", "符号,名称,上位\nA,一,\nA-1,一の一,A\n".as_bytes());
    assert_eq!(city.run(&["schemes", "define", "items.csv"]).code, 2);
    let options = ["--id", "other", "--title", "別の体系", "--json"];
    let other = city.run(&[&["schemes", "define", "items.csv"][..], &options].concat()).ok().json();
    assert_eq!(other["items"][1], json!({ "code": "A-1", "label": "一の一", "parent": "A" }));
}

fn a_crosswalk_goes_out_as_it_came_in(database: Database) {
    let city = city(database);
    city.file("rows.csv", ROWS.as_bytes());
    let taken = city.run(&["crosswalk", "import", "rows.csv", "--json"]).ok().json();
    assert_eq!(taken, json!({ "added": 3, "changed": 0, "removed": 0 }));
    city.run(&["crosswalk", "export", "out.csv"]).ok();
    let out = std::fs::read_to_string(city.folder.path().join("out.csv")).unwrap();
    assert!(out.contains("1,つながり,2,") && out.contains(",対応先が狭い,○,相談の部分,事務局,"));
    let again = city.run(&["crosswalk", "import", "out.csv"]).ok();
    assert!(again.out.contains("追加0件、変更0件、削除0件"), "{again:?}");
    city.file("less.csv", ROWS.replace("2,2,一部が重なる,,\r\n", "").as_bytes());
    let less = city.run(&["crosswalk", "import", "less.csv"]).ok();
    assert!(less.out.contains("追加0件、変更0件、削除1件"), "{less:?}");
    let wrong = "項目の符号,対応先,対応先の名称,関係\n9,1,,一致\n1,9999,,一致\n1,1,ない事業,一致\n";
    city.file("wrong.csv", wrong.as_bytes());
    let refused = city.run(&["crosswalk", "import", "wrong.csv"]);
    assert_eq!(refused.code, 3, "{refused:?}");
    for told in ["2行目：", "3行目：9999番の事業", "4行目：1番の事業は"] {
        assert!(refused.err.contains(told), "{refused:?}");
    }
    let after = city.run(&["crosswalk", "export", "-"]).ok().out;
    assert_eq!(after.lines().count(), 3, "a table with a fault changes nothing: {after}");
    city.file("other.toml", SCHEME.replace("made-up", "other").as_bytes());
    city.run(&["schemes", "define", "other.toml"]).ok();
    assert_eq!(city.run(&["crosswalk", "export", "-"]).code, 2, "which scheme?");
    let between = "項目の符号,対応先,関係\n1,1,一致\n2,2,一致\n";
    city.file("between.csv", between.as_bytes());
    let pair = ["--scheme", "made-up", "--to", "other"];
    city.run(&[&["crosswalk", "import", "between.csv"][..], &pair].concat()).ok();
    let out = city.run(&[&["crosswalk", "export", "-"][..], &pair].concat()).ok().out;
    assert!(out.contains("1,つながり,1,つながり,一致,○,"), "{out}");
    assert_eq!(city.run(&["crosswalk", "export", "-", "--scheme", "ない"]).code, 7);
}

fn the_demos_crosswalk_names_its_actions(database: Database) {
    let city = Place::on(database);
    city.import(&files::demo("aozora-r7.csv"), &[]);
    city.run(&["schemes", "define", text(&files::demo("scheme.toml"))]).ok();
    let rows = files::demo("crosswalk.csv");
    let taken = city.run(&["crosswalk", "import", text(&rows), "--json"]).ok().json();
    assert_eq!(taken["added"], 8);
}

const MAP: &str = "title = \"架空の様式\"\n\
    [[cells]]\ncell = \"A1\"\nanswer = { action = 1, field = \"status\" }\n\
    [[cells]]\ncell = \"AZ2\"\ncount = { scheme = \"made-up\", item = \"1\" }\n\
    [[cells]]\ncell = \"AZ3\"\ncount = { scheme = \"made-up\", item = \"2\", by = \"all\" }\n\
    [[cells]]\ncell = \"AZ1\"\ngrade = { action = 1 }\n\
    [[cells]]\ncell = \"AZ9\"\nhand = \"押印\"\n";

/// The element of the first cell of a workbook.
fn first_cell(book: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut sheet = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
    let from = sheet.find("<c r=\"A1\"").unwrap();
    sheet[from..].split_inclusive("</c>").next().unwrap().to_owned()
}

fn a_form_is_filled_twice_to_the_same_bytes(database: Database) {
    let city = city(database);
    city.file("rows.csv", ROWS.as_bytes());
    city.run(&["crosswalk", "import", "rows.csv"]).ok();
    city.file("map.toml", MAP.as_bytes());
    // Any workbook is a form: that of the sheet, whose first cell says something
    let form = city.export("R7", "xlsx");
    let fill = |output: &str| {
        let form = ["report-form", "fill", "--form", text(&form), "--map", "map.toml"];
        city.run(&[&form[..], &["--year", "R7", "--output", output, "--json"]].concat()).ok().json()
    };
    let told = fill("once.xlsx");
    assert_eq!(told, fill("twice.xlsx"));
    let read = |name: &str| std::fs::read(city.folder.path().join(name)).unwrap();
    assert_eq!(read("once.xlsx"), read("twice.xlsx"));
    let cells = told["cells"].as_array().unwrap();
    assert_eq!(told["title"], "架空の様式");
    let at = |cell: &str| {
        let ends = format!("!{cell}");
        cells.iter().find(|one| one["cell"].as_str().unwrap().ends_with(&ends)).unwrap()
    };
    assert_eq!(at("AZ9")["outcome"], "by_hand");
    assert_eq!(at("A1")["outcome"], "differs");
    for cell in ["AZ2", "AZ3"] {
        let value = &at(cell)["value"];
        assert_eq!(value, if cell == "AZ2" { "2" } else { "1" }, "{cell}");
    }
    assert_eq!(at("AZ3")["note"], "重複を含む");
    let before = std::fs::read(&form).unwrap();
    assert_eq!(first_cell(&read("once.xlsx")), first_cell(&before), "left as it was");
    let wrong = city.file("wrong.toml", MAP.replace("made-up", "none").as_bytes());
    let form = text(&form);
    let refused = city.run(&[
        "report-form",
        "fill",
        "--form",
        form,
        "--map",
        text(&wrong),
        "--year",
        "R7",
        "--output",
        "no.xlsx",
    ]);
    assert_eq!(refused.code, 3, "{refused:?}");
    assert!(refused.err.contains("cells の2番目（AZ2）"), "{refused:?}");
    assert!(!city.folder.path().join("no.xlsx").exists());
}
