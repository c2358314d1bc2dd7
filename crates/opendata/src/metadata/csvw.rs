//! A table's description as CSV on the Web knows it (`answers.csv-metadata.json`).

use edition::EditionContent;
use serde_json::{Map, Value, json};

use super::facts::title;
use crate::column::{ColumnType, DataColumn, DataTable};

/// The description of a table.
pub(super) fn of(content: &EditionContent, table: &DataTable) -> Value {
    let columns: Vec<_> = table.columns.iter().map(|column| described(table, column)).collect();
    let mut described = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "ja" }],
        "url": format!("{}.csv", table.name),
        "dc:title": format!("{} {}", title(content), table.label),
        "dc:description": table.meaning,
        "dc:language": "ja",
        "dialect": {
            "encoding": "utf-8",
            "lineTerminators": ["\r\n"],
            "header": true,
            "delimiter": ",",
            "quoteChar": "\"",
            "doubleQuote": true,
        },
        "tableSchema": { "columns": columns, "primaryKey": table.key },
    });
    if let Some(described) = described.as_object_mut().filter(|_| has_licence(content)) {
        described.insert("dc:license".to_owned(), json!(content.publisher.licence_address));
    }
    described
}

fn has_licence(content: &EditionContent) -> bool {
    !content.publisher.licence_address.is_empty()
}

fn described(table: &DataTable, column: &DataColumn) -> Value {
    let mut described = Map::new();
    let mut say = |name: &str, value: Value| described.insert(name.to_owned(), value);
    say("name", json!(column.name));
    say("titles", json!([column.name, column.label]));
    say("dc:description", json!(column.meaning));
    say("datatype", datatype(column.kind));
    // A municipality may have no code, and a correction of the whole has no year
    let may_be_empty = column.name == "region_code" || !table.key.contains(&column.name);
    if !may_be_empty {
        say("required", json!(true));
    }
    Value::Object(described)
}

fn datatype(kind: ColumnType) -> Value {
    match kind {
        ColumnType::Text => json!("string"),
        ColumnType::Integer => json!("integer"),
        ColumnType::Decimal => json!("decimal"),
        ColumnType::Boolean => json!({ "base": "boolean", "format": "1|0" }),
        ColumnType::Date => json!({ "base": "date", "format": "yyyy-MM-dd" }),
    }
}
