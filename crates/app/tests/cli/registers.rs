//! `registers`, `records`, `tallies` and `drafts`: what other tools rely on.

use serde_json::{Value, json};

use crate::{
    files,
    program::{Place, text},
};

const COURSE: &str = r#"
name = "講座"
shape = "occasion"
serves = [{ action = 9 }]
show = ["venue", "asked"]
require = ["date"]
questions = [{ key = "useful", text = "役に立つ" }]
countings = [
  { key = "held", unit = "回" },
  { key = "attended", unit = "人" },
  { key = "returned", unit = "枚" },
  { key = "useful", unit = "人", kind = "answers", of = "returned" },
  { key = "useful_rate", unit = "％", kind = "rate", of = ["useful", "returned"] },
]
wordings = ["""{each held "{date.md}：{attended}人" sep "、"}　合計{attended.sum}人"""]
"#;

const TWO: &str = r#"{"register":"講座","shape":"occasion","date":"2021-11-16","attended":[{"n":16}]}
{"register":"講座","shape":"occasion","id":"b","date":"2021-11-25","attended":[{"n":19}],"asked":{"returned":35,"answers":[{"question":"useful","n":32}]}}
"#;

/// A city with the demo's sheet and the register of courses.
fn city() -> Place {
    let city = Place::sqlite();
    city.import(&files::demo("aozora-r7.csv"), &[]).ok();
    city.file("course.toml", COURSE.as_bytes());
    city.run(&["registers", "define", "course.toml"]).ok();
    city
}

fn send(city: &Place, lines: &str) -> crate::program::Run {
    let file = city.file("records.ndjson", lines.as_bytes());
    city.run(&["records", "import", text(&file)])
}

#[test]
fn records_of_a_file_write_their_sentence_with_its_evidence() {
    let city = city();
    let sent = send(&city, TWO).ok();
    assert!(sent.out.contains("2件のうち2件を取り込みました。0件は登録済み"), "{}", sent.out);
    let drafts = city.run(&["drafts", "--year", "R3", "--action", "9", "--json"]).ok().json();
    let [draft] = drafts.as_array().unwrap().as_slice() else { panic!("{drafts}") };
    assert_eq!(draft["text"], "11月16日：16人、11月25日：19人　合計35人");
    assert_eq!((&draft["action_no"], &draft["field"]), (&json!(9), &json!("status")));
    assert_eq!(draft["register"], "講座");
    let last = draft["tallies"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["value"], &last["unit"]), (&json!(35), &json!("人")));
    assert_eq!(last["evidence"].as_array().unwrap().len(), 2);
    let other = city.run(&["drafts", "--year", "R3", "--action", "8", "--json"]).ok().json();
    assert_eq!(other, json!([]));
}

#[test]
fn figures_of_a_year_are_told_with_unit_base_and_definition() {
    let city = city();
    send(&city, TWO).ok();
    let told = city.run(&["tallies", "--year", "R3", "--register", "講座", "--json"]).ok().json();
    let of =
        |key: &str| told.as_array().unwrap().iter().find(|one| one["counting"] == key).unwrap();
    assert_eq!((&of("held")["value"], &of("held")["unit"]), (&json!(2), &json!("回")));
    let rate = of("useful_rate");
    assert_eq!((&rate["value"], &rate["of"]), (&json!(91.4), &json!([32, 35])));
    assert_eq!((&rate["from"], &rate["to"]), (&json!("2021-04-01"), &json!("2022-03-31")));
    assert!(rate["definition"].as_str().is_some_and(|text| !text.is_empty()));
    let empty = city.run(&["tallies", "--year", "R4", "--json"]).ok().json();
    assert!(empty.as_array().unwrap().iter().all(|one| one["value"] == Value::Null), "{empty}");
    assert_eq!(city.run(&["tallies", "--year", "R3", "--register", "ない"]).code, 7);
}

#[test]
fn the_same_file_twice_adds_nothing_and_a_change_asks_for_its_reason() {
    let city = city();
    send(&city, TWO).ok();
    let again = send(&city, TWO).ok();
    assert!(again.out.contains("2件のうち0件を取り込みました。2件は登録済み"), "{}", again.out);
    let changed = TWO.replace(r#""n":19"#, r#""n":18"#);
    let refused = send(&city, &changed);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(
        refused.err.contains("2行目 reason：") && refused.err.contains("attended"),
        "{}",
        refused.err
    );
    let reasoned = changed.replace(r#""id":"b""#, r#""id":"b","reason":"数え直した""#);
    let taken = send(&city, &reasoned).ok();
    assert!(taken.out.contains("2件のうち1件を取り込みました。1件は登録済み"), "{}", taken.out);
    let told = city.run(&["tallies", "--year", "R3", "--json"]).ok().json();
    let attended = told.as_array().unwrap().iter().find(|one| one["counting"] == "attended");
    assert_eq!(attended.unwrap()["value"], 34);
    let old = send(&city, TWO).ok();
    assert!(old.out.contains("2件は登録済み"), "a former version is known: {}", old.out);
    city.run(&["verify"]).ok();
}

#[test]
fn a_faulty_line_is_told_with_its_field_and_nothing_is_taken() {
    let city = city();
    let good = TWO.lines().next().unwrap();
    for (wrong, field) in [
        (r#"{"register":"講座","shape":"occasion","date":"2021-02-30"}"#, "date"),
        (r#"{"register":"講座","shape":"occasion"}"#, "date"),
        (r#"{"register":"講座","shape":"total","from":"2021-04-01"}"#, "counting"),
        (r#"{"register":"ない","shape":"occasion","date":"2021-05-01"}"#, "register"),
        (r#"{"register":"講座","date":"2021-05-01"}"#, "shape"),
        (r#"{"register":"講座","shape":"occasion","date":"2021-05-01","seat":3}"#, "seat"),
        (r#"{"register":"講座","shape":"occasion","date":"2021-05-01","seats":-3}"#, "seats"),
        (
            r#"{"register":"講座","shape":"occasion","date":"2021-05-01","section":"ない課"}"#,
            "section",
        ),
        (
            r#"{"register":"講座","shape":"occasion","date":"2021-05-01","state":"cancelled"}"#,
            "reason",
        ),
        (
            r#"{"register":"講座","shape":"occasion","date":"2021-05-01","replaced_by":"x"}"#,
            "replaced_by",
        ),
        (r#"{"register":"講座","shape":"occasion","id":"","date":"2021-05-01"}"#, "id"),
    ] {
        let refused = send(&city, &format!("{good}\n\n{wrong}\n"));
        assert_eq!(refused.code, 3, "{wrong}: {}", refused.err);
        assert!(refused.err.contains(&format!("3行目 {field}：")), "{wrong}: {}", refused.err);
    }
    let told = city.run(&["drafts", "--year", "R3", "--json"]).ok().json();
    assert_eq!(told, json!([]), "nothing is half taken");
}

#[test]
fn a_register_that_is_named_for_the_file_stands_in_for_what_lines_leave_out() {
    let city = city();
    let file = city.file("a.ndjson", br#"{"date":"2021-05-01","attended":[{"n":3}]}"#);
    assert_eq!(city.run(&["records", "import", text(&file)]).code, 3);
    let named = |name: &str| city.run(&["records", "import", text(&file), "--register", name]);
    assert_eq!(named("ない").code, 3);
    assert!(named("講座").ok().out.contains("1件のうち1件"));
}

#[test]
fn a_register_is_renewed_by_its_next_version_and_a_shipped_one_is_taken_by_its_name() {
    let city = city();
    let again = city.run(&["registers", "define", "course.toml"]).ok();
    assert!(again.err.contains("登録済み"), "{}", again.err);
    let changed = COURSE.replace("役に立つ", "今後に役立つ");
    city.file("same.toml", changed.as_bytes());
    assert_eq!(city.run(&["registers", "define", "same.toml"]).code, 3, "the version must go on");
    city.file("next.toml", format!("version = 2\n{changed}").as_bytes());
    city.run(&["registers", "define", "next.toml"]).ok();
    city.run(&["registers", "define", "協議会・連絡会議"]).ok();
    let unknown = city.run(&["registers", "define", "ない台帳"]);
    assert!(unknown.code == 3 && unknown.err.contains("協議会・連絡会議"), "{}", unknown.err);
    let all = city.run(&["registers", "--json"]).ok().json();
    let told: Vec<_> =
        all.as_array().unwrap().iter().map(|one| (&one["name"], &one["version"])).collect();
    assert!(told.contains(&(&json!("講座"), &json!(2))), "{told:?}");
    assert_eq!(told.len(), 2);
    assert!(city.run(&["registers"]).ok().out.contains("協議会・連絡会議"));
}

#[test]
fn registers_can_begin_before_the_first_sheet() {
    let city = Place::sqlite();
    city.file("course.toml", COURSE.as_bytes());
    city.run(&["registers", "define", "course.toml"]).ok();
    send(&city, TWO).ok();
    let drafts = city.run(&["drafts", "--year", "R3", "--json"]).ok().json();
    assert_eq!(drafts.as_array().unwrap().len(), 1);
    city.run(&["verify"]).ok();
}
