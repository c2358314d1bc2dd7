//! `check` and `quantities` on the demo's sheets: what other tools rely on.

use serde_json::Value;

use crate::{files, program::Place};

const FIELDS: [&str; 13] = [
    "section",
    "previous_status",
    "previous_achievement",
    "plan",
    "status",
    "evaluation",
    "progress",
    "achievement",
    "next_plan",
    "content",
    "page",
    "action",
    "relisted",
];

/// A city with the three sheets of the demo.
fn city() -> Place {
    let city = Place::sqlite();
    for name in ["aozora-r5.xlsx", "aozora-r6.xlsx", "aozora-r7.csv"] {
        city.import(&files::demo(name), &[]).ok();
    }
    city
}

#[test]
fn findings_are_told_as_json_with_rule_place_and_words() {
    let city = city();
    let found = city.run(&["check", "--year", "R7", "--json"]).ok().json();
    let found = found.as_array().unwrap();
    assert!(!found.is_empty());
    for one in found {
        let text = |key: &str| one[key].as_str().unwrap_or_else(|| panic!("{key}: {one}"));
        assert!(text("rule").chars().all(|c| c.is_ascii_uppercase() || "_0123456789".contains(c)));
        let families = [
            "form", "years", "cells", "grade", "calendar", "numbers", "columns", "rows", "names",
            "people",
        ];
        assert!(families.contains(&text("family")), "{one}");
        assert!(["error", "warning", "info"].contains(&text("severity")), "{one}");
        assert!(!text("message").is_empty() && one["quote"].is_string());
        assert!(one["action_no"].as_u64().is_some_and(|no| no <= 51), "{one}");
        for cell in one["cells"].as_array().unwrap() {
            let year = cell["fiscal_year"].as_i64().unwrap();
            assert!((2022..=2026).contains(&year), "{one}");
            assert!(FIELDS.contains(&cell["field"].as_str().unwrap()), "{one}");
        }
    }
    let told = city.run(&["check", "--year", "R7"]).ok();
    assert!(told.out.contains("令和７年度：指摘") && told.out.contains("要確認"));
}

#[test]
fn quantities_are_told_with_value_unit_and_role() {
    let city = city();
    let counted = city.run(&["quantities", "--year", "R7", "--json"]).ok().json();
    let counted = counted.as_array().unwrap();
    assert!(counted.len() > 20, "{}", counted.len());
    let roles = |role: &str| counted.iter().filter(|one| one["role"] == role).count();
    assert!(roles("actual") > 0 && roles("target") > 0, "{counted:?}");
    for one in counted {
        assert!(one["value"].is_number() && one["unit"].is_string(), "{one}");
        assert!(one["quote"].as_str().is_some_and(|quote| !quote.is_empty()), "{one}");
    }
    let of = |key: &str, wanted: Value| counted.iter().any(|one| one[key] == wanted);
    assert!(of("fiscal_year", 2025.into()) && of("field", "status".into()));
}

#[test]
fn a_year_without_a_sheet_cannot_be_checked() {
    let city = city();
    let run = city.run(&["check", "--year", "R1"]);
    assert_eq!(run.code, 7, "{}", run.err);
    assert!(run.err.contains("この年度のシート"), "{}", run.err);
}
