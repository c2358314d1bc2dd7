//! A form as an open document: nothing but the content that a reader needs.

use std::fmt::Write;

use super::super::paper::{FormPaper, PaperCell, PaperSheet, Stored};
use crate::zipped;

const STYLES: &str = "<office:automatic-styles>\
<style:style style:name=\"struck\" style:family=\"text\"><style:text-properties \
style:text-line-through-style=\"solid\" style:text-line-through-type=\"single\"/></style:style>\
<style:style style:name=\"line\" style:family=\"text\"><style:text-properties \
style:text-underline-style=\"solid\"/></style:style>\
<style:style style:name=\"struckcell\" style:family=\"table-cell\"><style:text-properties \
style:text-line-through-style=\"solid\" style:text-line-through-type=\"single\"/></style:style>\
<style:style style:name=\"shut\" style:family=\"table\"><style:table-properties \
table:display=\"false\"/></style:style></office:automatic-styles>";

const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";

pub(super) fn print(paper: &FormPaper) -> Vec<u8> {
    let tables: String = paper.sheets.iter().map(table).collect();
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content {SPACES} \
         office:version=\"1.3\">{STYLES}<office:body><office:spreadsheet>{}{tables}\
         </office:spreadsheet></office:body></office:document-content>",
        lists(paper)
    );
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    let manifest = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest:manifest \
         xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
         manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" \
         manifest:media-type=\"{kind}\"/><manifest:file-entry manifest:full-path=\"content.xml\" \
         manifest:media-type=\"text/xml\"/></manifest:manifest>"
    );
    zipped(&[
        ("mimetype".into(), kind.as_bytes().to_vec()),
        ("META-INF/manifest.xml".into(), manifest.into_bytes()),
        ("content.xml".into(), content.into_bytes()),
    ])
}

fn lists(paper: &FormPaper) -> String {
    let lists = paper.sheets.iter().enumerate().flat_map(|(at, sheet)| {
        sheet.lists.iter().map(move |(column, _, _, choices)| {
            let choices: Vec<String> = choices.iter().map(|c| format!("\"{c}\"")).collect();
            let list = escaped(&format!("of:cell-content-is-in-list({})", choices.join(";")));
            format!(
                "<table:content-validation table:name=\"list{at}-{column}\" \
                 table:condition=\"{list}\"/>"
            )
        })
    });
    let lists: String = lists.collect();
    if lists.is_empty() {
        return lists;
    }
    format!("<table:content-validations>{lists}</table:content-validations>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn table(sheet: &PaperSheet) -> String {
    let rows = sheet.cells.keys().map(|(row, _)| row + 1).max().unwrap_or(0);
    let columns = sheet.cells.keys().map(|(_, column)| column + 1).max().unwrap_or(0);
    let shut = if sheet.hidden { " table:style-name=\"shut\"" } else { "" };
    let mut out = format!("<table:table table:name=\"{}\"{shut}>", escaped(&sheet.name));
    for column in 0..columns {
        let hidden = sheet.hidden_columns.contains(&column);
        let seen = if hidden { " table:visibility=\"collapse\"" } else { "" };
        write!(out, "<table:table-column{seen}/>").unwrap();
    }
    for row in 0..rows {
        let hidden = sheet.hidden_rows.contains(&row);
        let seen = if hidden { " table:visibility=\"collapse\"" } else { "" };
        write!(out, "<table:table-row{seen}>").unwrap();
        for column in 0..columns {
            out += &cell(sheet, row, column);
        }
        out += "</table:table-row>";
    }
    out + "</table:table>"
}

fn cell(sheet: &PaperSheet, row: u32, column: u16) -> String {
    let merge = sheet.merges.iter().find(|(top, left, bottom, right)| {
        (top..=bottom).contains(&&row) && (left..=right).contains(&&column)
    });
    let mut spans = String::new();
    if let Some(&(top, left, bottom, right)) = merge {
        if (top, left) != (row, column) {
            return "<table:covered-table-cell/>".to_owned();
        }
        spans = format!(
            " table:number-columns-spanned=\"{}\" table:number-rows-spanned=\"{}\"",
            right - left + 1,
            bottom - top + 1
        );
    }
    let listed = sheet
        .lists
        .iter()
        .any(|(of, first, last, _)| *of == column && (*first..=*last).contains(&row));
    if listed {
        write!(spans, " table:content-validation-name=\"list0-{column}\"").unwrap();
    }
    match sheet.cells.get(&(row, column)) {
        None => format!("<table:table-cell{spans}/>"),
        Some(cell) => filled(cell, &spans),
    }
}

fn filled(cell: &PaperCell, spans: &str) -> String {
    let (kind, style) = match &cell.stored {
        Stored::Number(value, format) if format.ends_with('%') && !format.contains('"') => {
            (format!("office:value-type=\"percentage\" office:value=\"{value}\""), "")
        }
        Stored::Number(value, _) => {
            (format!("office:value-type=\"float\" office:value=\"{value}\""), "")
        }
        Stored::Error(_) | Stored::NoResult => ("table:formula=\"of:=[$別表.B2]\"".to_owned(), ""),
        Stored::Text if cell.text.is_empty() => {
            ("office:value-type=\"string\"".to_owned(), " table:style-name=\"struckcell\"")
        }
        Stored::Text => ("office:value-type=\"string\"".to_owned(), ""),
    };
    let comment = if cell.comment {
        "<office:annotation><dc:creator>みどり野市</dc:creator><text:p>部数を確かめること</text:p>\
         </office:annotation>"
    } else {
        ""
    };
    format!("<table:table-cell {kind}{style}{spans}>{comment}{}</table:table-cell>", words(cell))
}

/// The paragraphs of a cell.
fn words(cell: &PaperCell) -> String {
    let styled = |style: &str, text: &str| {
        format!("<text:span text:style-name=\"{style}\">{}</text:span>", escaped(text))
    };
    let line = |text: &str| {
        if cell.underlined { styled("line", text) } else { escaped(text) }
    };
    let mut lines: Vec<String> = cell.text.split('\n').map(line).collect();
    if !cell.struck.is_empty() && !cell.text.is_empty() {
        lines[0] = styled("struck", &cell.struck) + &lines[0];
    } else if !cell.struck.is_empty() {
        lines = cell.struck.split('\n').map(escaped).collect();
    }
    ["<text:p>", &lines.join("</text:p><text:p>"), "</text:p>"].concat()
}
