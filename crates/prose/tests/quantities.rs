//! The quantities of the shared sample, as a person listed them, against what the reader finds.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "helpers of tests fail as tests do, and what differs is printed"
)]

use std::collections::{BTreeMap, BTreeSet};

use domain::{Field, FiscalYear};
use prose::{AskedField, Quantity, QuantityRole, quantities, unit};
use serde_json::Value;

/// The fields of the sample by its own keys, with the years that they ask about.
const FIELDS: [(&str, Field, &str); 5] = [
    ("r2_status", Field::Status, "R2"),
    ("r3_plan", Field::Plan, "R3"),
    ("r3_status", Field::Status, "R3"),
    ("r3_evaluation", Field::Evaluation, "R3"),
    ("future_plan", Field::Plan, "R4"),
];

/// A file of the samples; `None`, told loudly, where they are not laid beside the checkout.
fn sample(name: &str) -> Option<Value> {
    let path = format!("{}/../../../shared/samples/{name}", env!("CARGO_MANIFEST_DIR"));
    let found = std::fs::read_to_string(&path).ok();
    if found.is_none() {
        eprintln!("SKIPPED: {path} is not there, the quantities of the real sheet were not read");
    }
    found.map(|text| serde_json::from_str(&text).unwrap())
}

/// What was found in one cell, and what a person lists there.
struct Cell {
    place: String,
    found: Vec<Quantity>,
    listed: Vec<Value>,
}

fn cells(rows: &Value, listed: &Value) -> Vec<Cell> {
    let mut by_cell = BTreeMap::<(u64, String), Vec<Value>>::new();
    for quantity in listed.as_array().unwrap() {
        let field = quantity["field"].as_str().unwrap().to_owned();
        by_cell
            .entry((quantity["no"].as_u64().unwrap(), field))
            .or_default()
            .push(quantity.clone());
    }
    let mut cells = Vec::new();
    for row in rows.as_array().unwrap() {
        let no = row["no"].as_u64().unwrap();
        for (key, field, year) in &FIELDS {
            let asked = AskedField { field, year: FiscalYear::parse(year).unwrap() };
            let found = quantities(row[*key].as_str().unwrap_or_default(), asked);
            let listed = by_cell.remove(&(no, (*key).to_owned())).unwrap_or_default();
            cells.push(Cell { place: format!("{no} {key}"), found, listed });
        }
    }
    assert!(by_cell.is_empty(), "{by_cell:?}");
    cells
}

/// The listed quantity that a found one is, taken from the list.
fn take(listed: &mut Vec<Value>, found: &Quantity) -> Option<Value> {
    let is = |one: &Value| {
        (one["value"].as_f64().unwrap() - found.value).abs() < 1e-9
            && unit(one["unit"].as_str().unwrap()) == found.unit
    };
    listed.iter().position(is).map(|at| listed.remove(at))
}

fn bigrams(text: &str) -> BTreeSet<(char, char)> {
    let bare: Vec<char> =
        domain::text::fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
    bare.iter().copied().zip(bare.iter().copied().skip(1)).collect()
}

/// How much of the shorter label is in the longer.
fn overlap(one: &str, other: &str) -> f64 {
    let (one, other) = (bigrams(one), bigrams(other));
    let least = one.len().min(other.len());
    if least == 0 { 0.0 } else { one.intersection(&other).count() as f64 / least as f64 }
}

fn role(role: QuantityRole) -> &'static str {
    match role {
        QuantityRole::Actual => "actual",
        QuantityRole::Target => "target",
        QuantityRole::Context => "context",
    }
}

/// How often the reader and the person agree.
#[derive(Default)]
struct Tally {
    hits: f64,
    extra: f64,
    missed: f64,
    roles: f64,
    labels: f64,
    years: f64,
}

impl Tally {
    fn add(&mut self, mut cell: Cell) {
        for found in &cell.found {
            if let Some(one) = take(&mut cell.listed, found) {
                self.compare(&cell.place, found, &one);
            } else {
                println!("extra in {}: {} {}", cell.place, found.value, found.unit);
                self.extra += 1.0;
            }
        }
        self.missed += cell.listed.len() as f64;
        for one in &cell.listed {
            println!("missed in {}: {}", cell.place, one["quote"]);
        }
    }

    fn compare(&mut self, place: &str, found: &Quantity, one: &Value) {
        let same = one["role"] == role(found.role);
        let year = one["fiscal_year"].as_i64() == Some(i64::from(found.year.start()) - 2018);
        let alike = overlap(&found.label, one["label"].as_str().unwrap()) >= 0.3;
        if !(same && year && alike) {
            let (label, year) = (&found.label, found.year);
            println!("{place}: {} {label:?} {year} {:?}", found.value, found.role);
            println!("    listed {} {} {}", one["label"], one["fiscal_year"], one["role"]);
        }
        let one = |right| f64::from(u8::from(right));
        self.hits += 1.0;
        self.roles += one(same);
        self.years += one(year);
        self.labels += one(alike);
    }
}

#[test]
fn a_person_lists_the_same_quantities_of_the_sample() {
    let Some(rows) = sample("kumagaya-r3.rows-1-32.json") else { return };
    let Some(listed) = sample("kumagaya-r3.quantities-1-32.json") else { return };
    let mut tally = Tally::default();
    for cell in cells(&rows, &listed) {
        tally.add(cell);
    }
    let (precision, recall) =
        (tally.hits / (tally.hits + tally.extra), tally.hits / (tally.hits + tally.missed));
    let of = |right: f64| right / tally.hits;
    let (role, label, year) = (of(tally.roles), of(tally.labels), of(tally.years));
    println!("precision {precision:.3}, recall {recall:.3}");
    println!("role {role:.3}, label {label:.3}, year {year:.3}");
    assert!(precision >= 0.95 && recall >= 0.95, "{precision} {recall}");
    assert!(role >= 0.9 && label >= 0.85 && year >= 0.95, "{role} {label} {year}");
}
