//! The description of the read API (`OpenAPI` 3.1), made of the same names as the handlers use.

use serde_json::{Value, json};

use super::api::PARTS;

/// A parameter: its name, where it stands, what it is.
type Parameter = (&'static str, &'static str, &'static str);

const PLAN: Parameter = ("published", "path", "The public identifier of a plan");
const EDITION: Parameter = ("edition", "path", "The identifier of an edition");
const PAGING: [Parameter; 3] = [
    ("limit", "query", "How many items a page holds, at most 500"),
    ("next", "query", "The mark of the next page, as the page before gave it"),
    ("fields", "query", "The fields of each item that are wanted, parted by commas"),
];

/// What can be asked: path, what it answers, its parameters, the schema of the answer.
const PATHS: [(&str, &str, &[Parameter], &str); 10] = [
    ("/api/v1/public/openapi.json", "This description", &[], "any"),
    ("/api/v1/public/plans", "The plans that have published", &[], "list"),
    (
        "/api/v1/public/plans/{published}/editions",
        "The editions that a plan has published",
        &[
            PLAN,
            ("year", "query", "A fiscal year: 2021 or R3"),
            ("as_of", "query", "The day on which the edition was in force: 2026-07-01"),
        ],
        "list",
    ),
    (
        "/api/v1/public/plans/{published}/years/{year}",
        "Leads to the newest published edition of a year",
        &[PLAN, ("year", "path", "A fiscal year: 2021 or R3")],
        "any",
    ),
    ("/api/v1/public/editions/{edition}", "An edition's document", &[EDITION], "edition"),
    ("/api/v1/public/editions/{edition}/{part}", "A part of an edition", &[EDITION], "page"),
    (
        "/api/v1/public/editions/{edition}/actions/{action}",
        "An action of an edition",
        &[EDITION, ("action", "path", "The public identifier of an action")],
        "any",
    ),
    (
        "/api/v1/public/editions/{edition}/files/{file}",
        "A file of an edition, as it was frozen",
        &[EDITION, ("file", "path", "The name of a file")],
        "file",
    ),
    ("/public/{published}", "Leads to the first page of a plan's site", &[PLAN], "any"),
    (
        "/public/{published}/{file}",
        "A file of the site of a plan's newest published edition",
        &[PLAN, ("file", "path", "The name of a file")],
        "file",
    ),
];

fn parameter((name, place, meaning): &Parameter) -> Value {
    json!({
        "name": name,
        "in": place,
        "required": *place == "path",
        "description": meaning,
        "schema": { "type": "string" },
    })
}

fn answer(schema: &str) -> Value {
    let object = json!({ "type": "object" });
    let list = json!({
        "type": "object",
        "required": ["items"],
        "properties": { "items": { "type": "array", "items": object } },
    });
    let page = json!({
        "type": "object",
        "required": ["items", "total", "next"],
        "properties": {
            "items": { "type": "array", "items": object },
            "total": { "type": "integer" },
            "next": { "type": ["string", "null"] },
        },
    });
    let body = match schema {
        "list" => list,
        "page" => page,
        "file" => return json!({ "*/*": { "schema": { "type": "string", "format": "binary" } } }),
        _ => object,
    };
    json!({ "application/json": { "schema": body } })
}

fn operation((path, meaning, parameters, schema): &(&str, &str, &[Parameter], &str)) -> Value {
    let mut all: Vec<Value> = parameters.iter().map(parameter).collect();
    if path.ends_with("/{part}") {
        all.push(json!({
            "name": "part",
            "in": "path",
            "required": true,
            "description": "Which part",
            "schema": { "type": "string", "enum": PARTS },
        }));
        all.extend(PAGING.iter().map(parameter));
    }
    let problem = json!({ "$ref": "#/components/responses/problem" });
    let mut responses = json!({ "default": problem });
    let redirect = meaning.starts_with("Leads");
    if redirect {
        responses["303"] = json!({ "description": "See there" });
    } else {
        responses["200"] = json!({ "description": meaning, "content": answer(schema) });
        responses["304"] = json!({ "description": "The asker has it already" });
    }
    json!({ "get": { "summary": meaning, "parameters": all, "responses": responses } })
}

/// The description.
pub(crate) fn document() -> Value {
    let mut paths = serde_json::Map::new();
    for path in &PATHS {
        paths.insert(path.0.to_owned(), operation(path));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Sasae: published editions",
            "version": "1",
            "description": "Read-only. Editions never change: their tag is the digest of their document.",
        },
        "paths": paths,
        "components": {
            "responses": {
                "problem": {
                    "description": "Why there is no answer, with a sentence for people",
                    "content": { "application/problem+json": { "schema": {
                        "type": "object",
                        "required": ["type", "title", "status", "detail", "code", "errors"],
                    } } },
                },
            },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_that_is_kept_is_that_of_the_code() {
        let kept = include_str!("../../../../../docs/openapi.json");
        let made = format!("{:#}\n", document());
        assert!(kept == made, "docs/openapi.json has drifted; it has to be:\n{made}");
    }
}
