//! Where a table's bytes say something else than the edition, cell by cell.

use std::collections::BTreeMap;

use edition::EditionContent;

use crate::{
    column::DataTable,
    table_file::{csv, read},
    tables::TABLES,
};

/// A table's lines by their keys.
type Keyed<'a> = BTreeMap<Vec<&'a str>, &'a [String]>;

/// What differs between a table's bytes and the edition, a sentence for each cell with both values; none
/// where they agree. The order of the lines and the way of quoting are no difference. The name is that
/// of the file: `csv/answers.csv` or `answers.csv`.
pub fn disagreements(content: &EditionContent, name: &str, bytes: &[u8]) -> Vec<String> {
    let short = name.strip_prefix("csv/").unwrap_or(name);
    let Some(table) = TABLES.iter().find(|t| short.strip_suffix(".csv") == Some(t.name)) else {
        return vec![format!("{name}：版にこの名前の表はありません。")];
    };
    let expected = match csv(table, &(table.lines)(content)) {
        Ok(expected) => expected,
        Err(error) => return vec![error.to_string()],
    };
    match (read(&expected), read(bytes)) {
        (Ok(expected), Ok(found)) => compare(table, short, &expected, &found),
        _ => vec![format!("{short}：文字コードがUTF-8でないか、表として読めません。")],
    }
}

fn compare(
    table: &DataTable,
    name: &str,
    expected: &[Vec<String>],
    found: &[Vec<String>],
) -> Vec<String> {
    let (head, other_head) = (expected.first(), found.first());
    if head != other_head {
        let [right, found] =
            [head, other_head].map(|head| head.map_or_else(String::new, |head| head.join("、")));
        return vec![format!(
            "{name}：見出しが違います。版では「{right}」、ファイルでは「{found}」です。"
        )];
    }
    let mut told = Vec::new();
    let expected = keyed(table, expected, &mut Vec::new());
    let mut twice = Vec::new();
    let found = keyed(table, found, &mut twice);
    told.extend(twice.iter().map(|key| format!("{name}：{}の行が2度あります。", line(table, key))));
    for (key, right) in &expected {
        match found.get(key) {
            Some(cells) => told.extend(cells_of(table, name, key, right, cells)),
            None => told.push(format!("{name}：{}の行がファイルにありません。", line(table, key))),
        }
    }
    let strange = found.keys().filter(|key| !expected.contains_key(*key));
    told.extend(strange.map(|key| format!("{name}：{}の行は版にありません。", line(table, key))));
    told
}

/// The lines by their keys; those that come again are told apart.
fn keyed<'a>(
    table: &DataTable,
    lines: &'a [Vec<String>],
    twice: &mut Vec<Vec<&'a str>>,
) -> Keyed<'a> {
    let mut keyed = BTreeMap::new();
    for cells in lines.iter().skip(1) {
        let cell = |column: &&str| {
            let cell = table.place(column).and_then(|place| cells.get(place));
            cell.map_or("", String::as_str)
        };
        let key: Vec<_> = table.key.iter().map(cell).collect();
        if keyed.insert(key.clone(), cells.as_slice()).is_some() {
            twice.push(key);
        }
    }
    keyed
}

/// A line by its key: `row_no=3、field_code=status`.
fn line(table: &DataTable, key: &[&str]) -> String {
    let parts = table.key.iter().zip(key).map(|(column, cell)| format!("{column}={cell}"));
    parts.collect::<Vec<_>>().join("、")
}

fn cells_of(
    table: &DataTable,
    name: &str,
    key: &[&str],
    right: &[String],
    found: &[String],
) -> Vec<String> {
    let mut told = Vec::new();
    for (place, column) in table.columns.iter().enumerate() {
        let [right, found] = [right, found].map(|cells| cells.get(place).map_or("", |cell| cell));
        if right != found {
            told.push(format!(
                "{name}：{}の行の{}（{}）が違います。版では「{right}」、ファイルでは「{found}」です。",
                line(table, key),
                column.name,
                column.label,
            ));
        }
    }
    if right.len() < found.len() {
        told.push(format!("{name}：{}の行に余分な欄があります。", line(table, key)));
    }
    told
}
