//! The description of the interfaces for programs (`OpenAPI` 3.1), made of the same names as the
//! handlers use.

use domain::{api_token::TokenScope, round::LONGEST};
use serde_json::{Map, Value, json};

use super::api::{MOST, PARTS};

/// What a parameter holds.
#[derive(Debug, Clone, Copy)]
enum Shape {
    Text,
    /// How many items.
    Count,
    /// The mark of a page.
    Mark,
    /// A fiscal year.
    Year,
    /// A day of the calendar.
    Day,
    /// A part of an edition.
    Part,
    /// An entry's tag.
    Tag,
    /// The name of a change.
    Name,
}

impl Shape {
    fn schema(self) -> Value {
        match self {
            Self::Text => json!({ "type": "string" }),
            Self::Count => json!({ "type": "integer", "minimum": 1, "maximum": MOST }),
            Self::Mark => json!({ "type": "string", "pattern": "^p[0-9a-f]{8}$" }),
            Self::Year => json!({ "type": "string", "pattern": "^(20[0-9]{2}|R[1-9][0-9]?)$" }),
            Self::Day => json!({ "type": "string", "format": "date" }),
            Self::Part => json!({ "type": "string", "enum": PARTS }),
            Self::Tag => json!({ "type": "string", "pattern": "^\"[0-9]{1,9}\"$" }),
            Self::Name => json!({ "type": "string", "pattern": "^[!-~]{1,200}$" }),
        }
    }
}

/// A parameter: its name, where it stands, what it is, what it holds.
type Parameter = (&'static str, &'static str, &'static str, Shape);

const PUBLISHED: Parameter = ("published", "path", "The public identifier of a plan", Shape::Text);
const EDITION: Parameter = ("edition", "path", "The identifier of an edition", Shape::Text);
const FILE: Parameter = ("file", "path", "The name of a file", Shape::Text);
const PLAN: Parameter = ("plan", "path", "The identifier of a plan", Shape::Text);
const REPLY: [Parameter; 4] = [
    PLAN,
    ("year", "path", "The fiscal year of the round: 2021 or R3", Shape::Year),
    ("section", "path", "The identifier of a section", Shape::Text),
    ("action", "path", "The identifier of an action", Shape::Text),
];
const FIELD: Parameter = ("field", "path", "The key of a question", Shape::Text);
const VERSION_SEEN: Parameter = (
    "If-Match",
    "header",
    "The tag of the entry as it was read; without it the answer is 428",
    Shape::Tag,
);
const NAME_OF_CHANGE: Parameter = (
    "Idempotency-Key",
    "header",
    "A name of the change, by which one that is sent again within a day is done once",
    Shape::Name,
);

/// What can be asked without a token: path, what it answers, its parameters, the answer's schema.
const PUBLIC: [(&str, &str, &[Parameter], &str); 10] = [
    ("/api/v1/public/openapi.json", "This description", &[], "any"),
    ("/api/v1/public/plans", "The plans that have published", &[], "list"),
    (
        "/api/v1/public/plans/{published}/editions",
        "The editions that a plan has published",
        &[
            PUBLISHED,
            ("year", "query", "A fiscal year: 2021 or R3", Shape::Year),
            ("as_of", "query", "The day on which the edition was in force", Shape::Day),
        ],
        "list",
    ),
    (
        "/api/v1/public/plans/{published}/years/{year}",
        "Leads to the newest published edition of a year",
        &[PUBLISHED, ("year", "path", "A fiscal year: 2021 or R3", Shape::Year)],
        "any",
    ),
    ("/api/v1/public/editions/{edition}", "An edition's document", &[EDITION], "any"),
    (
        "/api/v1/public/editions/{edition}/{part}",
        "A part of an edition",
        &[
            EDITION,
            ("part", "path", "Which part", Shape::Part),
            ("limit", "query", "How many items a page holds", Shape::Count),
            ("next", "query", "The mark of the next page, as the page before gave it", Shape::Mark),
            ("fields", "query", "The fields of each item, parted by commas", Shape::Text),
        ],
        "page",
    ),
    (
        "/api/v1/public/editions/{edition}/actions/{action}",
        "An action of an edition",
        &[EDITION, ("action", "path", "The public identifier of an action", Shape::Text)],
        "any",
    ),
    (
        "/api/v1/public/editions/{edition}/files/{file}",
        "A file of an edition, as it was frozen",
        &[EDITION, FILE],
        "file",
    ),
    ("/public/{published}", "Leads to the first page of a plan's site", &[PUBLISHED], "any"),
    (
        "/public/{published}/{file}",
        "A file of the site of a plan's newest published edition",
        &[PUBLISHED, FILE],
        "file",
    ),
];

/// What is asked with a token: path, what it answers, the scope, the answer's schema.
const WORK: [(&str, &str, TokenScope, &str); 4] = [
    (
        "/api/v1/work/editions/{plan}",
        "The editions of a plan that the token's person may read",
        TokenScope::EditionRead,
        "list",
    ),
    (
        "/api/v1/work/editions/{plan}/{edition}",
        "An edition's document",
        TokenScope::EditionRead,
        "any",
    ),
    (
        "/api/v1/work/replies/{plan}/{year}/{section}/{action}",
        "A section's reply for an action, with its entries",
        TokenScope::ReplyRead,
        "reply",
    ),
    (
        "/api/v1/work/replies/{plan}/{year}/{section}/{action}/{field}",
        "An entry of a reply; its tag names its version",
        TokenScope::ReplyRead,
        "entry",
    ),
];

fn parameter((name, place, meaning, shape): &Parameter) -> Value {
    json!({
        "name": name,
        "in": place,
        "required": *place == "path" || *name == "If-Match",
        "description": meaning,
        "schema": shape.schema(),
    })
}

/// An object with these properties, all of which are there.
fn object(properties: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Value> =
        properties.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({ "type": "object", "required": names, "properties": properties })
}

fn schema(name: &str) -> Value {
    let text = || json!({ "type": "string" });
    let or_null = || json!({ "type": ["string", "null"] });
    let number = || json!({ "type": "integer" });
    let items = |of: Value| json!({ "type": "array", "items": of });
    let any = || json!({ "type": "object" });
    match name {
        "list" => object(&[("items", items(any()))]),
        "page" => object(&[("items", items(any())), ("total", number()), ("next", or_null())]),
        "entry" => object(&[
            ("field", text()),
            ("label", text()),
            ("text", text()),
            ("same_as_last_year", or_null()),
            ("version", number()),
            ("written_by", text()),
            ("written_at", text()),
        ]),
        "reply" => object(&[
            ("plan", text()),
            ("fiscal_year", number()),
            ("section", text()),
            ("action", text()),
            ("stage", text()),
            ("entries", items(schema("entry"))),
        ]),
        "written" => object(&[("field", text()), ("version", number())]),
        "problem" => object(&[
            ("type", text()),
            ("title", text()),
            ("status", number()),
            ("detail", text()),
            ("code", text()),
            ("errors", items(object(&[("name", text())]))),
        ]),
        _ => any(),
    }
}

/// The problem of an entry that someone else wrote meanwhile: with both texts.
fn stale() -> Value {
    let (text, number) = (json!({ "type": "string" }), json!({ "type": "integer" }));
    let theirs = [
        ("text", text.clone()),
        ("version", number),
        ("written_by", text.clone()),
        ("written_at", text.clone()),
    ];
    let both = [("yours", object(&[("text", text)])), ("theirs", object(&theirs))];
    json!({ "allOf": [schema("problem"), object(&both)] })
}

fn answer(name: &str) -> Value {
    if name == "file" {
        // Of any kind: bytes as they were frozen
        return json!({ "*/*": {} });
    }
    json!({ "application/json": { "schema": schema(name) } })
}

fn problem() -> Value {
    json!({ "$ref": "#/components/responses/problem" })
}

fn public((_, meaning, parameters, schema): &(&str, &str, &[Parameter], &str)) -> Value {
    let parameters: Vec<Value> = parameters.iter().map(parameter).collect();
    let mut responses = json!({ "default": problem() });
    if meaning.starts_with("Leads") {
        responses["303"] = json!({ "description": "See there" });
    } else {
        responses["200"] = json!({ "description": meaning, "content": answer(schema) });
        responses["304"] = json!({ "description": "The asker has it already" });
    }
    json!({ "get": { "summary": meaning, "parameters": parameters, "responses": responses } })
}

/// An operation that takes a token.
fn with_token(meaning: &str, scope: TokenScope, parameters: &[Parameter], of: &str) -> Value {
    let parameters: Vec<Value> = parameters.iter().map(parameter).collect();
    json!({
        "summary": meaning,
        "description": format!("The token's scope is {}.", scope.code()),
        "parameters": parameters,
        "security": [{ "token": [] }],
        "responses": {
            "200": { "description": meaning, "content": answer(of) },
            "401": problem(),
            "403": problem(),
            "404": problem(),
            "default": problem(),
        },
    })
}

fn work((path, meaning, scope, schema): &(&str, &str, TokenScope, &str)) -> Value {
    let named = |one: &&Parameter| path.contains(&format!("{{{}}}", one.0));
    let all = [REPLY.as_slice(), &[EDITION, FIELD]].concat();
    let own: Vec<Parameter> = all.iter().filter(named).copied().collect();
    let mut operations = json!({ "get": with_token(meaning, *scope, &own, schema) });
    if *schema == "entry" {
        let own = [&own[..], &[VERSION_SEEN, NAME_OF_CHANGE]].concat();
        let meaning = "Writes an entry from the version that was seen, as the form does";
        let mut patch = with_token(meaning, TokenScope::ReplyWrite, &own, "written");
        let mut body = object(&[("text", json!({ "type": "string", "maxLength": LONGEST }))]);
        body["additionalProperties"] = json!(false);
        patch["requestBody"] = json!({
            "required": true, "content": { "application/json": { "schema": body } },
        });
        let stale = json!({ "application/problem+json": { "schema": stale() } });
        patch["responses"]["409"] = problem();
        patch["responses"]["412"] = json!({
            "description": "Someone else wrote meanwhile: both texts", "content": stale,
        });
        patch["responses"]["422"] = problem();
        patch["responses"]["428"] = problem();
        operations["patch"] = patch;
    }
    operations
}

/// The description.
pub(crate) fn document() -> Value {
    let mut paths = Map::new();
    paths.extend(PUBLIC.iter().map(|path| (path.0.to_owned(), public(path))));
    paths.extend(WORK.iter().map(|path| (path.0.to_owned(), work(path))));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Sasae: editions and replies",
            "version": "1",
            "description": "Editions never change: their tag is the digest of their document. Published ones are read without a token. What is under /api/v1/work takes a token of a person, in the header Authorization and nowhere else, and no cookie; the person's roles of the day stand over its scopes.",
        },
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "sasae_ and 64 hexadecimal digits, as the person's own page gave it",
                },
            },
            "responses": {
                "problem": {
                    "description": "Why there is no answer, with a sentence for people",
                    "content": { "application/problem+json": { "schema": schema("problem") } },
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

    #[test]
    fn every_answer_that_is_none_is_a_problem_and_what_takes_a_token_says_so() {
        let document = document();
        let mut seen = 0;
        for (path, operations) in document["paths"].as_object().unwrap() {
            for (method, operation) in operations.as_object().unwrap() {
                seen += 1;
                let of_token = path.starts_with("/api/v1/work/");
                assert_eq!(operation["security"].is_array(), of_token, "{method} {path}");
                let responses = operation["responses"].as_object().unwrap();
                assert!(responses.contains_key("default"), "{method} {path}");
                let failed = responses.iter().filter(|(status, _)| !status.starts_with(['2', '3']));
                for (status, response) in failed {
                    let told = response["$ref"] == "#/components/responses/problem"
                        || response["content"]["application/problem+json"].is_object();
                    assert!(told, "{method} {path} {status}");
                }
            }
        }
        assert_eq!(seen, PUBLIC.len() + WORK.len() + 1);
    }
}
