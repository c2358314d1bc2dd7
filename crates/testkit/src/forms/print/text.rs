//! A form as the text layer of a PDF: cells one after another, as their heights put them.

use super::{
    super::paper::{FormPaper, PaperCell},
    lines::wrapped,
};

/// Letters side by side in a cell.
const WIDTH: usize = 14;

/// In which order the text of a table comes out of a page.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum TextOrder {
    /// Row by row, a blank line between cells of several lines.
    Spaced,
    /// Row by row, no blank lines.
    Dense,
    /// The last columns of each row behind the next row's first ones.
    Slipped,
    /// Column by column.
    Columns,
}

pub(super) fn print(paper: &FormPaper, order: TextOrder) -> String {
    let sheet = &paper.sheets[0];
    let rows = sheet.cells.keys().map(|(row, _)| row + 1).max().unwrap_or(0);
    let row = |row: u32| -> Vec<&PaperCell> {
        sheet.cells.range((row, 0)..(row + 1, 0)).map(|(_, cell)| cell).collect()
    };
    let mut text = Layer { text: String::new(), order, before: 0 };
    if order == TextOrder::Columns {
        let columns = sheet.cells.keys().map(|(_, column)| column + 1).max().unwrap_or(0);
        for column in 0..columns {
            let cells = sheet.cells.iter().filter(|((_, of), _)| *of == column);
            text.row(cells.map(|(_, cell)| cell));
        }
        return text.text;
    }
    let mut held: Vec<&PaperCell> = Vec::new();
    for row in (0..rows).map(row) {
        let late = if order == TextOrder::Slipped { row.len().min(2) } else { 0 };
        let (first, last) = row.split_at(row.len() - late);
        text.row(first.iter().copied().chain(held.drain(..)));
        held.extend(last);
    }
    text.row(held.into_iter());
    text.text
}

/// The text as it grows.
struct Layer {
    text: String,
    order: TextOrder,
    /// The lines of the cell before; 0 at the beginning of a row.
    before: usize,
}

impl Layer {
    fn row<'a>(&mut self, cells: impl Iterator<Item = &'a PaperCell>) {
        self.before = 0;
        for cell in cells {
            self.cell(cell);
        }
        self.end(true);
    }

    fn cell(&mut self, cell: &PaperCell) {
        let lines = wrapped(cell, WIDTH);
        let lines: Vec<String> =
            lines.iter().map(|line| line.iter().map(|(c, ..)| c).collect()).collect();
        match (self.before, lines.len()) {
            (1, 1) => self.text.push(' '),
            (0 | 1, 2 | 3) => self.end(false),
            _ => self.end(true),
        }
        self.text += &lines.join("\n");
        self.before = lines.len();
    }

    /// Ends the line; a blank one follows where cells stand apart.
    fn end(&mut self, apart: bool) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        let spaced = self.order == TextOrder::Spaced && apart;
        if spaced && !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}
