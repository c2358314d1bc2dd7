//! What describes the tables says what is in them.

use boon::{Compiler, Schemas};
use edition::{ContentDigest, EditionContent, canonical};
use opendata::{ColumnType, TABLES, edition_schema};
use serde_json::{Value, json};

use crate::{
    made_up::{aozora, kawabe, mapped},
    published::{Published, always},
};

/// What the schema has against a document.
fn faults(document: &Value) -> Option<String> {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let schema: Value = serde_json::from_str(edition_schema()).unwrap();
    compiler.add_resource("urn:sasae:edition:1", schema).unwrap();
    let index = compiler.compile("urn:sasae:edition:1", &mut schemas).unwrap();
    schemas.validate(document, index).err().map(|error| error.to_string())
}

fn document(content: &EditionContent) -> Value {
    serde_json::from_slice(&canonical(content).unwrap()).unwrap()
}

#[test]
fn case_40_the_schema_accepts_what_an_edition_holds() {
    always(|published| {
        let faults = faults(&document(&published.content));
        assert_eq!(faults, None);
    });
}

#[test]
fn case_40_the_schema_rejects_what_no_edition_holds() {
    let broken: [(&str, Value); 9] = [
        ("/format", json!("sasae-edition-2")),
        ("/city/region_code", json!("11202")),
        ("/kind", json!("draft")),
        ("/number", json!(0)),
        ("/frozen_on", json!("令和7年11月24日")),
        ("/actions/0/id", json!("取組1")),
        ("/actions/0/answers/0/state", json!("unknown")),
        ("/actions/1/answers/5/number", json!(96.9)),
        ("/indicators/0/figures/1/number", json!("5")),
    ];
    for (place, value) in broken {
        let mut document = document(&aozora());
        *document.pointer_mut(place).unwrap() = value;
        assert!(faults(&document).is_some(), "{place}");
    }
    let mut wider = document(&aozora());
    wider["actions"][0]["comment"] = json!("内部の覚え");
    assert!(faults(&wider).is_some());
    let crosswalk = document(&mapped());
    assert_eq!(faults(&crosswalk), None);
    for (place, value) in [
        ("/crosswalks/0/rows/0/relation", json!("similar")),
        ("/crosswalks/0/rows/0/primary", json!("○")),
        ("/crosswalks/0/scheme/items/0/label", json!("")),
        ("/crosswalks", json!([])),
    ] {
        let mut document = crosswalk.clone();
        *document.pointer_mut(place).unwrap() = value;
        assert!(faults(&document).is_some(), "{place}");
    }
    let mut narrower = document(&aozora());
    narrower.as_object_mut().unwrap().remove("errata");
    assert!(faults(&narrower).is_some());
}

#[test]
fn the_schema_knows_no_field_that_an_edition_lacks() {
    let schema: Value = serde_json::from_str(edition_schema()).unwrap();
    let texts =
        [aozora(), kawabe(), mapped()].map(|content| document(&content).to_string()).concat();
    let definitions = schema["$defs"].as_object().unwrap().values().chain([&schema]);
    for definition in definitions {
        for name in definition["properties"].as_object().unwrap().keys() {
            assert!(texts.contains(&format!("\"{name}\":")), "{name}");
        }
    }
}

#[test]
fn the_data_package_names_every_table_with_its_size_and_digest() {
    always(|published| {
        let package = published.json("datapackage.json");
        let resources = package["resources"].as_array().unwrap();
        for (table, resource) in TABLES.iter().zip(resources) {
            let bytes = published.bytes(resource["path"].as_str().unwrap());
            assert_eq!(resource["name"], table.name);
            assert_eq!(resource["bytes"], bytes.len());
            assert_eq!(resource["hash"], format!("sha256:{}", ContentDigest::of(bytes)));
            let fields = resource["schema"]["fields"].as_array().unwrap();
            let names: Vec<_> =
                fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
            assert_eq!(names, table.columns.iter().map(|column| column.name).collect::<Vec<_>>());
            assert_eq!(resource["schema"]["primaryKey"], json!(table.key));
            assert_eq!(resource["schema"]["missingValues"], json!([""]));
        }
        let document = canonical(&published.content).unwrap();
        let last = resources.last().unwrap();
        assert_eq!(last["hash"], format!("sha256:{}", ContentDigest::of(&document)));
        assert_eq!(resources.len(), TABLES.len() + 1);
    });
}

#[test]
fn each_table_has_its_description_for_the_web() {
    let published = Published::of(aozora());
    for table in TABLES {
        let described = published.json(&format!("csv/{}.csv-metadata.json", table.name));
        assert_eq!(described["url"], format!("{}.csv", table.name));
        assert_eq!(described["dialect"]["encoding"], "utf-8");
        let columns = described["tableSchema"]["columns"].as_array().unwrap();
        for (column, described) in table.columns.iter().zip(columns) {
            assert_eq!(described["titles"], json!([column.name, column.label]));
            let is_date = described["datatype"]["base"] == "date";
            assert_eq!(is_date, column.kind == ColumnType::Date);
        }
        assert_eq!(columns.len(), table.columns.len());
    }
}

#[test]
fn the_catalogue_lists_every_file_at_its_address() {
    let published = Published::of(aozora());
    let catalog = published.json("catalog.jsonld");
    let distributions = catalog["distribution"].as_array().unwrap();
    let addresses: Vec<_> =
        distributions.iter().map(|one| one["contentUrl"].as_str().unwrap()).collect();
    assert!(addresses.contains(&"https://example.org/plan/csv/answers.csv"));
    assert!(addresses.contains(&"https://example.org/plan/edition.json"));
    assert_eq!(distributions.len(), TABLES.len() + 2);
    assert_eq!(catalog["identifier"], "aozora-2024-published-2");
    assert_eq!(catalog["temporalCoverage"], "2024-04-01/2025-03-31");
    assert_eq!(catalog["prov:wasRevisionOf"]["@id"], format!("urn:sha256:{}", "cd".repeat(32)));
    // Without an address of the folder, those of the files are relative; nothing is made up
    let catalog = Published::of(kawabe()).json("catalog.jsonld");
    assert_eq!(catalog["distribution"][0]["contentUrl"], "csv/answers.csv");
    for name in ["license", "url", "prov:wasRevisionOf"] {
        assert_eq!(catalog[name], Value::Null, "{name}");
    }
}
