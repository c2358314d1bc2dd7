//! Pieces of a part that are put in the place of others; every other byte stays.

use std::{fmt::Write, ops::Range};

use crate::{fact::CellFact, name::CellName};

/// A piece of a part and what takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) at: Range<usize>,
    pub(crate) with: String,
}

/// A part with edits that do not overlap; of several at one place the first comes first.
pub(crate) fn edited(part: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
    let (mut out, mut done) = (String::with_capacity(part.len() + 256), 0);
    for Edit { at, with } in edits {
        out += part.get(done..at.start).unwrap_or_default();
        out += &with;
        done = at.end;
    }
    out + part.get(done..).unwrap_or_default()
}

/// The element of a cell. A text is a text, whatever it begins with: nothing of it is a formula.
pub(crate) fn cell(prefix: &str, name: CellName, style: Option<u32>, fact: &CellFact) -> String {
    let style = style.map_or_else(String::new, |style| format!(" s=\"{style}\""));
    let at = format!("{prefix}c r=\"{}\"{style}", name.written());
    match fact {
        CellFact::Number(number) if number.parse::<f64>().is_ok_and(f64::is_finite) => {
            format!("<{at}><{prefix}v>{number}</{prefix}v></{prefix}c>")
        }
        CellFact::Text(text) | CellFact::Number(text) => format!(
            "<{at} t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{}</{prefix}t>\
            </{prefix}is></{prefix}c>",
            escaped(text)
        ),
    }
}

/// A text as a workbook carries it: characters that XML cannot hold go by their codes, and what looks
/// like such a code is coded itself.
fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '_' if is_code(text.get(at..).unwrap_or_default()) => out += "_x005F_",
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                // Writing to a text does not fail
                let _ = write!(out, "_x{:04X}_", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// Whether a text begins like the code of a character: `_x000D_`.
fn is_code(text: &str) -> bool {
    let figures = text.strip_prefix("_x").and_then(|rest| rest.get(..5));
    figures.is_some_and(|five| {
        five.ends_with('_') && five.chars().take(4).all(|c| c.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_written_so_that_it_is_read_back() {
        let text = CellFact::Text("=1+1\r\n<a> & _x000D_\u{7}".into());
        let name = CellName { row: 5, column: 3 };
        assert_eq!(
            cell("", name, Some(4), &text),
            "<c r=\"C5\" s=\"4\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1+1\n&lt;a&gt; &amp; \
            _x005F_x000D__x0007_</t></is></c>"
        );
        let number = CellFact::Number("96.9".into());
        assert_eq!(cell("x:", name, None, &number), "<x:c r=\"C5\"><x:v>96.9</x:v></x:c>");
    }

    #[test]
    fn what_is_not_edited_stays() {
        let edit = |at: Range<usize>, with: &str| Edit { at, with: with.into() };
        let edits = vec![edit(4..5, "E"), edit(1..1, "x"), edit(1..1, "y")];
        assert_eq!(edited("abcdef", edits), "axybcdEf");
    }
}
