//! The fictional city's rows (demo/source.json), the material of every printed text.

use std::collections::BTreeMap;

use serde_json::Value;

/// A row: the cell's text by the name of its role; `measure` by its own name.
pub(crate) type Row = BTreeMap<String, String>;

/// The rows of one year's sheet.
#[derive(Clone)]
pub(crate) struct Sheet {
    /// The calendar year in which the fiscal year begins.
    pub(crate) year: i32,
    /// The rows under their measures.
    pub(crate) rows: Vec<Row>,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value) -> String {
    let names: Vec<String> = value.as_array().into_iter().flatten().map(text).collect();
    names.join("・")
}

fn each(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The three years of あおぞら市.
pub(crate) fn years() -> Vec<Sheet> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/source.json");
    let source: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let sheet = |year: &Value| {
        let code = text(&year["code"]);
        let mut rows = Vec::new();
        for measure in each(&source["measures"]) {
            let title = format!("{}　{}", text(&measure["code"]), text(&measure["title"]));
            for action in each(&source["actions"]) {
                let answers = &action["years"][&code];
                for listing in each(&action["listings"]) {
                    if listing["measure"] == measure["code"] && answers.is_object() {
                        rows.push(row(&title, action, listing, answers));
                    }
                }
            }
        }
        Sheet { year: i32::try_from(year["fiscal_year"].as_i64().unwrap()).unwrap(), rows }
    };
    each(&source["years"]).map(sheet).collect()
}

fn row(measure: &str, action: &Value, listing: &Value, answers: &Value) -> Row {
    let fixed = [
        ("measure", measure.to_owned()),
        ("action", text(&action["title"])),
        ("content", text(&action["content"])),
        ("page", text(&action["page"])),
        ("department", list(&action["departments"])),
        ("section", list(&action["sections"])),
        ("relisted", text(&listing["relisted"])),
    ];
    let answers = answers.as_object().into_iter().flatten();
    let answers = answers.map(|(key, value)| (key.clone(), text(value)));
    fixed.into_iter().map(|(key, text)| (key.to_owned(), text)).chain(answers).collect()
}

/// Numbers that look random and are the same on every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % n.max(1)
    }

    /// Whether something happens that happens `n` times in a hundred.
    pub(crate) fn percent(&mut self, n: usize) -> bool {
        self.below(100) < n
    }
}
