//! The JSON that other tools rely on.

use crate::fixture::{HEADING, sheet};
use domain::{
    Field, Offset, Place, Slot,
    layout::{ColumnRole, Layout},
    measure::Measure,
    reading::{Account, Problem, ProblemKind, Reader, Reading},
    sheet::{Cell, Row, Sheet},
};
use report::SourceFile;
use serde_json::Value;

const SOURCE: SourceFile = SourceFile { file: "sheet.txt", sha256: "00ff", reader: Reader::Text };

fn reading() -> Reading {
    let place = Place::Lines { from: 3, to: 3 };
    let problem = Problem::new(ProblemKind::Doubt, place, "2通りに読めます。");
    let status = Slot::new(Field::Status, Offset::This);
    Reading {
        reader: Reader::Text,
        year_found: None,
        title: String::new(),
        municipality: None,
        sheet: sheet(),
        problems: vec![problem.at(1, ColumnRole::Answer(status))],
        account: Account { characters_read: 10, characters_placed: 10, ..Account::default() },
        decisions: Vec::new(),
        by_layout: false,
    }
}

#[test]
fn a_reading_has_the_promised_shape() {
    let value = report::reading_json(&reading(), &SOURCE);
    let keys: Vec<_> = value.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["account", "decisions", "fiscal_year", "problems", "rows", "source"]);
    let (account, problems) = (&value["account"], &value["problems"]);
    insta::assert_json_snapshot!(serde_json::json!({
        "account": account, "problems": problems, "source": value["source"],
        "fiscal_year": value["fiscal_year"], "first_row": value["rows"][0],
    }));
}

#[test]
fn the_eight_standard_answers_are_always_there_and_own_ones_only_where_a_sheet_has_them() {
    let mut bare = sheet();
    bare.layout = Layout::default();
    for row in &mut bare.rows {
        row.answers.clear();
    }
    let value = report::json(&HEADING, &bare, None);
    let row = value["rows"][0].as_object().unwrap();
    assert!(Slot::STANDARD.iter().all(|(_, key)| row[*key] == ""));
    assert!(!row.contains_key("others"));
    assert_eq!(value["source"], Value::Null);
}

#[test]
fn an_export_reads_back_as_the_same_sheet() {
    let written = sheet();
    let value = report::json(&HEADING, &written, Some(&SOURCE));
    assert_eq!(value["format"], "sasae-sheet-1");
    assert_eq!(value["area_code"], HEADING.area_code);
    assert_eq!(read(&value), written);
}

/// A reader of the export, as small as one can be.
fn read(value: &Value) -> Sheet {
    fn of<T: serde::de::DeserializeOwned>(value: &Value) -> T {
        serde_json::from_value(value.clone()).unwrap()
    }
    let layout: Layout = of(&value["layout"]);
    let measures: Vec<Measure> = of(&value["measures"]);
    let rows = value["rows"].as_array().unwrap().iter().map(|from| {
        let mut row = Row::blank(of(&from["no"]), of(&from["place"]));
        row.measure = of::<Option<usize>>(&from["measure_no"]).map(|no| no - 1);
        for column in &layout.columns {
            let name = column.role.name();
            let text = from.get(&name).unwrap_or_else(|| &from["others"][&name]);
            let place = from["places"].get(&name).map(of);
            *row.cell_mut(&column.role).unwrap() = Cell { text: of(text), place };
        }
        row
    });
    Sheet { year: of(&value["fiscal_year"]), rows: rows.collect(), layout, measures }
}
