//! The demo's files, as a city would have them, against the source they were made of.

use std::collections::BTreeMap;

use crate::made::{self, KEYS, told};

/// The rows of a year, measure first, as the files list them.
fn source(year: &str) -> Vec<Vec<String>> {
    let source: serde_json::Value = serde_json::from_slice(&made::demo("source.json")).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let names = |value: &serde_json::Value| {
        value.as_array().unwrap().iter().map(text).collect::<Vec<_>>().join("・")
    };
    let mut all = Vec::new();
    for measure in source["measures"].as_array().unwrap() {
        let title = format!("{}　{}", text(&measure["code"]), text(&measure["title"]));
        let mut rows = Vec::new();
        for action in source["actions"].as_array().unwrap() {
            let Some(answers) = action["years"].get(year) else { continue };
            let listings = action["listings"].as_array().unwrap();
            for listing in listings.iter().filter(|l| l["measure"] == measure["code"]) {
                let cell = |key: &str| match key {
                    "action" => text(&action["title"]),
                    "content" | "page" => text(&action[key]),
                    "department" => names(&action["departments"]),
                    "section" => names(&action["sections"]),
                    "relisted" => text(&listing["relisted"]),
                    key => text(&answers[key]),
                };
                let cells = KEYS.map(cell);
                rows.push(std::iter::once(title.clone()).chain(cells).collect::<Vec<_>>());
            }
        }
        rows.sort_by_key(|row| !row[6].is_empty());
        all.extend(rows);
    }
    all
}

/// The form of a year: its headings and the rows below them.
pub(crate) fn form(year: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let fiscal = domain::FiscalYear::parse(year).unwrap();
    let scale = domain::scale::Scale::from_heading(
        "取組状況",
        "取組状況（ア　実施済、イ　実施中、ウ　準備中、エ　未実施、オ　その他から選択）",
    );
    let layout = domain::layout::Layout::standard(fiscal, scale.unwrap());
    let headings = layout.columns.iter().map(|column| match column.scale.as_str() {
        "" => column.heading.clone(),
        _ => "取組状況（ア　実施済、イ　実施中、ウ　準備中、エ　未実施、オ　その他から選択）"
            .to_owned(),
    });
    (headings.collect(), source(&fiscal.short()))
}

fn assert_agrees(file: &str, year: &str) -> domain::reading::Reading {
    let reading = made::read(&made::demo(file));
    let (found, wanted) = (made::rows(&reading), source(year));
    assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.iter().zip(&wanted) {
        assert_eq!(found, wanted);
    }
    reading
}

#[test]
fn a_workbook_with_a_head_of_two_rows_agrees_with_its_source() {
    let reading = assert_agrees("aozora-r5.xlsx", "R5");
    assert_eq!(reading.title, "令和５年度　あおぞら市自殺対策計画　進捗管理シート");
    assert_eq!(reading.municipality.as_deref(), Some("あおぞら市"));
    assert_eq!(reading.sheet.measures.len(), 6);
    assert_eq!(reading.sheet.layout.scale().grades.len(), 5);
    insta::assert_snapshot!(told(&reading).join("\n"));
}

#[test]
fn a_workbook_with_merged_departments_and_percent_cells_agrees_with_its_source() {
    let reading = assert_agrees("aozora-r6.xlsx", "R6");
    insta::assert_snapshot!(told(&reading).join("\n"));
}

#[test]
fn a_csv_file_in_cp932_agrees_with_its_source() {
    let reading = assert_agrees("aozora-r7.csv", "R7");
    assert_eq!(reading.reader, domain::reading::Reader::Csv);
    assert_eq!(reading.sheet.measures.len(), 6);
    let columns: BTreeMap<_, _> =
        reading.sheet.layout.columns.iter().map(|c| (c.role.name(), c.heading.clone())).collect();
    insta::assert_json_snapshot!(columns);
    insta::assert_snapshot!(told(&reading).join("\n"), @"");
}
