//! The description of all tables as a Frictionless Data Package 2 (`datapackage.json`).

use edition::{ContentDigest, DerivedFile, EditionContent};
use serde_json::{Map, Value, json};

use super::facts::{created, description, licence_name, title};
use crate::{
    column::{ColumnType, DataColumn, DataTable, TableReference},
    lines::edition_id,
    lists,
    tables::{SCHEMA, TABLES},
};

/// The description of an edition's data.
pub(super) fn of(content: &EditionContent, files: &[DerivedFile], document: &[u8]) -> Value {
    let publisher = &content.publisher;
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": edition_id(content).to_lowercase(),
        "title": title(content),
        "description": description(content),
        "version": content.number.to_string(),
        "created": created(content),
        "contributors": [{
            "title": format!("{} {}", content.city.name, publisher.section).trim(),
            "roles": ["publisher"],
        }],
        "sasae:schema": SCHEMA,
        "resources": resources(files, document),
    });
    if let Some(package) = package.as_object_mut() {
        if !publisher.base_address.is_empty() {
            package.insert("homepage".to_owned(), json!(publisher.base_address));
        }
        if !publisher.licence.is_empty() {
            package.insert("licenses".to_owned(), json!([licence(content)]));
        }
        if let Some(before) = &content.based_on {
            package.insert("sasae:based_on".to_owned(), json!(before));
        }
    }
    package
}

fn licence(content: &EditionContent) -> Value {
    let publisher = &content.publisher;
    let mut licence = json!({ "name": licence_name(content), "title": publisher.licence });
    let named = licence.as_object_mut().filter(|_| !publisher.licence_address.is_empty());
    if let Some(licence) = named {
        licence.insert("path".to_owned(), json!(publisher.licence_address));
    }
    licence
}

fn resources(files: &[DerivedFile], document: &[u8]) -> Vec<Value> {
    let tables = TABLES.iter().filter_map(|table| {
        let path = table.path();
        let file = files.iter().find(|file| file.name == path)?;
        Some(resource(table, file))
    });
    let document = json!({
        "name": "edition",
        "title": "版の文書",
        "path": "edition.json",
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
        "bytes": document.len(),
        "hash": hash(document),
    });
    tables.chain([document]).collect()
}

fn resource(table: &DataTable, file: &DerivedFile) -> Value {
    let fields: Vec<_> = table.columns.iter().map(|column| field(table, column)).collect();
    let references: Vec<_> = table.references.iter().map(reference).collect();
    json!({
        "name": table.name,
        "type": "table",
        "title": table.label,
        "description": table.meaning,
        "path": file.name,
        "format": "csv",
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "bytes": file.bytes.len(),
        "hash": hash(&file.bytes),
        "dialect": {
            "header": true,
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": "\"",
            "doubleQuote": true,
        },
        "schema": {
            "fields": fields,
            "primaryKey": table.key,
            "foreignKeys": references,
            "missingValues": [""],
        },
    })
}

fn hash(bytes: &[u8]) -> String {
    format!("sha256:{}", ContentDigest::of(bytes))
}

fn reference(reference: &TableReference) -> Value {
    json!({
        "fields": reference.columns,
        "reference": { "resource": reference.table, "fields": reference.others },
    })
}

fn field(table: &DataTable, column: &DataColumn) -> Value {
    let mut field = Map::new();
    let mut say = |name: &str, value: Value| field.insert(name.to_owned(), value);
    say("name", json!(column.name));
    say("title", json!(column.label));
    say("description", json!(column.meaning));
    say("type", json!(kind(column.kind)));
    if column.kind == ColumnType::Boolean {
        say("trueValues", json!(["1"]));
        say("falseValues", json!(["0"]));
    }
    if !column.unit.is_empty() {
        say("sasae:unit", json!(column.unit));
    }
    let mut constraints = Map::new();
    if !column.list.is_empty() {
        say("sasae:list", json!(column.list));
        if let Some(codes) = closed(column.list) {
            constraints.insert("enum".to_owned(), codes);
        }
    }
    if table.key.contains(&column.name) && column.name != "region_code" {
        constraints.insert("required".to_owned(), json!(true));
    }
    if !constraints.is_empty() {
        say("constraints", Value::Object(constraints));
    }
    Value::Object(field)
}

/// The codes of a list to which no edition adds.
fn closed(list: &str) -> Option<Value> {
    let list = lists::named(list).filter(|list| !list.is_open)?;
    Some(json!(list.codes.iter().map(|code| code.code).collect::<Vec<_>>()))
}

fn kind(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::Text => "string",
        ColumnType::Integer => "integer",
        ColumnType::Decimal => "number",
        ColumnType::Boolean => "boolean",
        ColumnType::Date => "date",
    }
}
