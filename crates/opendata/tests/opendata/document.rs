//! The developer document shows the tables as they are.

use std::fmt::Write;

use opendata::{LISTS, TABLES};

/// The tables and lists as the document shows them.
fn shown() -> String {
    let mut text = String::new();
    for table in TABLES {
        let key = table.key.join(", ");
        writeln!(
            text,
            "\n### {}.csv {}\n\n{}。Key: {key}.\n",
            table.name, table.label, table.meaning
        )
        .unwrap();
        text.push_str("| column | 名称 | 型 | 単位 | 一覧 | 意味 |\n|---|---|---|---|---|---|\n");
        for column in table.columns {
            let kind = column.kind.label();
            let (unit, list) = (column.unit, column.list);
            let (name, label, meaning) = (column.name, column.label, column.meaning);
            writeln!(text, "| {name} | {label} | {kind} | {unit} | {list} | {meaning} |").unwrap();
        }
    }
    text.push_str("\n### Code lists\n\n| list | 名称 | codes |\n|---|---|---|\n");
    for list in LISTS {
        let codes = list.codes.iter().map(|code| format!("{} {}", code.code, code.label));
        let mut codes = codes.collect::<Vec<_>>().join(", ");
        if list.is_open {
            codes.push_str(" …");
        }
        writeln!(text, "| {} | {} | {} |", list.name, list.label, codes.trim_start()).unwrap();
    }
    text
}

#[test]
fn the_document_shows_every_column_as_it_is() {
    let document = include_str!("../../../../docs/open-data.md");
    let shown = shown();
    assert!(document.ends_with(&shown), "docs/open-data.md does not end with:\n{shown}");
}
