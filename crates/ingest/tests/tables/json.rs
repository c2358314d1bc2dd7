//! Sasae's own JSON, in the shapes that the export and `import --dry-run --json` print.

use domain::{FiscalYear, Place};
use ingest::{Options, Unreadable};
use serde_json::{Value, json};

use crate::made::{self, KEYS, refusal};

/// A row with a text in every cell.
fn row(no: u32) -> Value {
    let mut row = json!({
        "no": no,
        "measure": "基本施策１　支え合う",
        "measure_no": 1,
        "departments": ["福祉部"],
        "sections": ["福祉課", "こども課"],
        "place": {"lines": {"from": 10 * no, "to": 10 * no + 5}},
        "places": {"action": {"cell": {"sheet": "様式", "cell": format!("A{no}")}}},
    });
    for key in KEYS {
        row[key] = json!(format!("{key}{no}"));
    }
    row["progress"] = json!("ア　実施済");
    row["achievement"] = json!("96.9");
    row
}

fn bytes(value: &Value) -> Vec<u8> {
    serde_json::to_vec_pretty(value).unwrap()
}

#[test]
fn an_export_reads_back_to_the_same_sheet() {
    let first = made::read(&made::demo("aozora-r6.xlsx"));
    let sheet = &first.sheet;
    let rows = made::rows(&first);
    let rows: Vec<Value> = sheet
        .rows
        .iter()
        .zip(&rows)
        .map(|(row, texts)| {
            let mut value = json!({"no": row.no, "measure": texts[0], "measure_no": row.measure.map(|m| m + 1), "place": row.place});
            let mut places = json!({});
            for (key, text) in KEYS.iter().zip(&texts[1..]) {
                value[*key] = json!(text);
                let role = domain::layout::ColumnRole::named(key).unwrap();
                places[*key] = json!(row.cell(&role).unwrap().place);
            }
            value["places"] = places;
            value
        })
        .collect();
    let export = json!({
        "format": "sasae-sheet-1",
        "municipality": "あおぞら市",
        "area_code": "",
        "plan": "自殺対策計画",
        "source": null,
        "fiscal_year": sheet.year.start(),
        "layout": sheet.layout,
        "measures": sheet.measures,
        "rows": rows,
    });
    let again = made::read(&bytes(&export));
    assert_eq!(again.sheet, *sheet);
    assert_eq!(again.municipality.as_deref(), Some("あおぞら市"));
    assert!(again.problems.is_empty());
}

#[test]
fn the_output_of_a_dry_run_reads_as_a_sheet() {
    let mut odd = row(2);
    odd["others"] = json!({"field:予算": "120千円"});
    odd["weather"] = json!("晴れ");
    odd["department"] = Value::Null;
    let reading = made::read(&bytes(&json!({
        "source": {"file": "x.txt", "sha256": "00", "reader": "text"},
        "fiscal_year": 2021,
        "rows": [row(1), odd],
        "problems": [],
        "account": {"rows": 2},
    })));
    let texts = made::rows(&reading);
    assert_eq!(texts[0][1..6], ["action1", "content1", "page1", "department1", "section1"]);
    assert_eq!(texts[0][14], "next_plan1");
    assert_eq!(reading.sheet.measures.len(), 1);
    assert_eq!(reading.sheet.layout.scale().grades.len(), 1);
    assert_eq!(reading.sheet.rows[1].place, Place::Lines { from: 20, to: 25 });
    assert_eq!(reading.sheet.rows[1].answers.len(), 9);
    assert_eq!(reading.account.characters_unplaced, 2);
    insta::assert_snapshot!(made::told(&reading).join("\n"));
}

#[test]
fn json_of_something_else_is_refused() {
    let other = refusal(br#"{"format": "geojson", "fiscal_year": 2021, "rows": [{}]}"#);
    assert!(matches!(other, Unreadable::ForeignJson(_)), "{other}");
    let none = refusal(br#"{"fiscal_year": 2021, "rows": []}"#);
    assert!(matches!(none, Unreadable::NoRows { .. }), "{none}");
    let file = bytes(&json!({"fiscal_year": 2021, "rows": [row(1)]}));
    let options = Options { year: FiscalYear::starting(2022), layout: None, ..Options::default() };
    let wrong = ingest::read(&file, &options).unwrap_err();
    assert!(matches!(wrong, Unreadable::WrongYear { .. }), "{wrong}");
}
