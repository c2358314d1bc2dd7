//! The forms of other plans, by kind: what can be held as fields, grades and indicators is held, the
//! rest is listed, and the account balances. All cities and sentences are made up.

mod detected;
mod given;
mod refused;

use domain::{FiscalYear, layout::Layout, reading::Reading};
use ingest::{Options, Unreadable};

/// A layout file's text, read and checked as the command line does.
fn layout(toml: &str) -> Layout {
    let layout: Layout = toml::from_str(toml).unwrap_or_else(|why| panic!("{why}"));
    layout.check().unwrap_or_else(|why| panic!("{why}"));
    layout
}

/// Reads by a layout file, for a year if one is given.
fn read_by(bytes: &[u8], toml: &str, year: Option<&str>) -> Result<Reading, Unreadable> {
    let year = year.map(|year| FiscalYear::parse(year).unwrap());
    let reading =
        ingest::read(bytes, &Options { year, layout: Some(layout(toml)), ..Options::default() })?;
    assert!(reading.account.balances(), "{:?}", reading.account);
    Ok(reading)
}

/// Everything that was read: the columns with their roles, the scales, every cell of every row,
/// and every problem.
fn held(reading: &Reading) -> String {
    let sheet = &reading.sheet;
    let mut lines = vec![format!("{}", sheet.year)];
    for column in &sheet.layout.columns {
        let scale = if column.scale.is_empty() { "" } else { " *" };
        lines.push(format!("{} = {}{scale}", column.heading, column.role.name()));
    }
    for scale in &sheet.layout.scales {
        lines.push(format!("* {}: {}", scale.name, scale.as_typed().replace('\n', ", ")));
    }
    for row in &sheet.rows {
        lines.push(format!("--- {} [{}]", row.no, sheet.measure_of(row)));
        let cells = sheet.layout.columns.iter().filter_map(|column| {
            let text = &row.cell(&column.role)?.text;
            (!text.is_empty())
                .then(|| format!("{}: {}", column.role.name(), text.replace('\n', "⏎")))
        });
        lines.extend(cells);
        for slot in sheet.slots() {
            let scale = sheet.layout.scale_of(&slot);
            let grade = scale.and_then(|scale| scale.find(row.text(&slot)));
            lines.extend(grade.map(|grade| format!("  → {}", grade.written())));
        }
    }
    lines.push("---".to_owned());
    lines.extend(crate::made::told(reading));
    let account = reading.account;
    lines.push(format!(
        "{} = {} + {} + {}",
        account.characters_read,
        account.characters_placed,
        account.characters_heading,
        account.characters_unplaced
    ));
    lines.join("\n")
}
