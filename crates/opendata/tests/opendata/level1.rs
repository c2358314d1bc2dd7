//! The rules for machine readability, level 1, over the bytes of every file.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

use crate::published::{FACTS, Published, always};

/// A part of the workbook's package, as text.
fn parts(published: &Published, of: &str) -> Vec<String> {
    let bytes = published.bytes("data.xlsx");
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = package.file_names().map(|name| name.unwrap().into_owned()).collect();
    let names = names.into_iter().filter(|name| name.contains(of));
    names
        .map(|name| {
            let mut text = String::new();
            package.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
            text
        })
        .collect()
}

/// The parts that hold the sheets' cells.
fn sheet_parts(published: &Published) -> Vec<String> {
    let parts = parts(published, "worksheets/sheet");
    assert_eq!(parts.len(), published.tables.len());
    parts
}

#[test]
fn l1_01_every_file_is_of_a_format_that_machines_read() {
    always(|published| {
        for file in &published.files {
            let ending = file.name.rsplit('.').next().unwrap();
            match ending {
                "csv" => assert_eq!(&file.bytes[..3], "\u{feff}".as_bytes(), "{}", file.name),
                "xlsx" => assert_eq!(&file.bytes[..4], b"PK\x03\x04"),
                "json" | "jsonld" => {
                    serde_json::from_slice::<serde_json::Value>(&file.bytes).unwrap();
                }
                other => panic!("{other}"),
            }
        }
    });
}

#[test]
fn l1_02_one_table_a_file() {
    always(|published| {
        let csv = published.files.iter().filter(|file| file.media_type == "text/csv").count();
        assert_eq!((csv, published.sheets.len()), (8, 8));
        for table in &published.tables {
            // A second head below the first would be a second table
            assert!(table.lines.iter().all(|line| *line != table.head), "{}", table.name);
        }
    });
}

#[test]
fn l1_03_no_empty_line_or_headless_column_cuts_a_table() {
    always(|published| {
        for table in &published.tables {
            assert!(table.lines.iter().all(|line| line.iter().any(|cell| !cell.is_empty())));
            let text = std::str::from_utf8(published.bytes(&format!("csv/{}.csv", table.name)));
            assert!(!text.unwrap().contains("\r\n\r\n"), "{}", table.name);
        }
    });
}

#[test]
fn l1_04_nothing_stands_outside_a_table() {
    always(|published| {
        for table in &published.tables {
            let wide = table.head.len();
            assert!(table.lines.iter().all(|line| line.len() == wide), "{}", table.name);
            let sheet = &published.sheets[&table.name];
            assert_eq!(sheet.len(), table.lines.len() + 1, "{}", table.name);
            assert!(sheet.iter().all(|row| row.len() == wide), "{}", table.name);
        }
    });
}

#[test]
fn l1_05_every_column_has_a_telling_head() {
    always(|published| {
        for head in published.tables.iter().flat_map(|table| &table.head) {
            let telling =
                head.len() > 3 && head.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            assert!(telling, "{head}");
        }
    });
}

#[test]
fn l1_06_no_space_or_break_serves_the_layout() {
    always(|published| {
        for (table, column, cell) in published.all_cells() {
            let wide = |c: char| c.is_whitespace() && c != ' ';
            let laid_out = cell.contains(wide) || cell.contains("  ") || cell != cell.trim();
            assert!(!laid_out, "{table}.{column}: {cell:?}");
        }
    });
}

#[test]
fn l1_07_one_datum_a_cell_where_there_are_no_sentences() {
    let lists = |cell: &str| {
        ['、', '・'].into_iter().any(|sign| cell.matches(sign).count() > 1) || cell.contains(',')
    };
    for content in [crate::made_up::aozora(), crate::made_up::kawabe()] {
        let published = Published::of(content);
        for (table, column, cell) in published.cells(&FACTS) {
            assert!(!lists(cell), "{table}.{column}: {cell}");
        }
        // The sentences do list things: the exception that docs/open-data.md states
        assert!(published.cells(&["texts"]).iter().any(|(_, _, cell)| lists(cell)));
    }
}

#[test]
fn l1_08_the_text_is_utf_8_and_facts_hold_no_sign_of_one_platform() {
    let platform = |c: char| matches!(c, '①'..='⑳' | 'Ⅰ'..='Ⅻ' | '㍉'..='㏍' | '〜' | '～');
    always(|published| {
        for file in &published.files {
            let is_text = file.name != "data.xlsx";
            assert!(!is_text || std::str::from_utf8(&file.bytes).is_ok(), "{}", file.name);
        }
        for (_, column, cell) in published.cells(&["answers"]) {
            assert!(column == "field_code" || !cell.contains(platform), "{column}: {cell}");
        }
    });
}

#[test]
fn l1_09_a_number_is_there_only_where_the_state_is_given() {
    always(|published| {
        for name in ["answers", "indicators"] {
            let table = published.table(name);
            for line in &table.lines {
                let (state, number) = (table.cell(line, "state_code"), table.cell(line, "number"));
                assert!(state == "given" || number.is_empty(), "{line:?}");
                assert_eq!(number.is_empty(), table.cell(line, "is_approximate").is_empty());
            }
        }
    });
}

#[test]
fn l1_10_the_workbook_has_no_drawings() {
    always(|published| {
        for part in ["drawing", "media", "charts", "comments", "embeddings"] {
            assert!(parts(published, part).is_empty(), "{part}");
        }
    });
}

#[test]
fn l1_11_nothing_is_told_by_format() {
    always(|published| {
        for sheet in sheet_parts(published) {
            // A cell without a style of its own names none
            assert!(!sheet.contains(" s=\""), "{sheet}");
            assert!(!sheet.contains("<conditionalFormatting"));
        }
    });
}

#[test]
fn l1_12_no_cells_are_merged() {
    always(|published| {
        assert!(sheet_parts(published).iter().all(|sheet| !sheet.contains("mergeCell")));
    });
}

#[test]
fn l1_13_nothing_is_hidden() {
    always(|published| {
        assert!(sheet_parts(published).iter().all(|sheet| !sheet.contains("hidden")));
        assert!(parts(published, "xl/workbook.xml").iter().all(|book| !book.contains("state=")));
    });
}

#[test]
fn l1_14_one_record_is_one_line() {
    always(|published| {
        for table in &published.tables {
            let bytes = published.bytes(&format!("csv/{}.csv", table.name));
            let text = std::str::from_utf8(bytes).unwrap();
            // Each line, the last one too, ends with CRLF, and no other CR or LF is in the file
            assert_eq!(text.matches("\r\n").count(), table.lines.len() + 1);
            assert_eq!(text.matches(['\r', '\n']).count(), 2 * (table.lines.len() + 1));
            assert!(text.ends_with("\r\n"));
        }
    });
}

#[test]
fn l1_15_cells_with_commas_are_quoted() {
    always(|published| {
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(published.bytes("data.xlsx"))).unwrap();
        for table in &published.tables {
            // What a reader finds between the commas is what the workbook holds cell by cell
            let sheet = workbook.worksheet_range(&table.name).unwrap();
            for (line, row) in table.lines.iter().zip(sheet.rows().skip(1)) {
                for (cell, other) in line.iter().zip(row) {
                    let other = match other {
                        Data::Float(number) => number.to_string(),
                        other => other.to_string(),
                    };
                    assert_eq!(domain::formula::unguard(cell), other, "{}", table.name);
                }
            }
        }
    });
}
