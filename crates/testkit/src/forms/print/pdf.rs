//! A form as a PDF file: ruled tables over pages, as a spreadsheet prints them.

use std::{collections::BTreeMap, fmt::Write};

use super::{
    super::paper::{FormPaper, MergedCells, PaperSheet},
    lines::{PaperLetter, wrapped},
};

/// The size of the letters, the height of a line, the space within a cell's border.
const SIZE: u32 = 7;
const LINE: u32 = 9;
const SPACE: u32 = 2;
/// The border of a page, and its height.
const MARGIN: u32 = 20;
const HEIGHT: u32 = 842;
/// The fewest and the most letters side by side in a cell.
const NARROW: usize = 3;
const BROAD: usize = 16;

/// A cell as it is drawn: its lines, and the columns and rows that it covers.
struct DrawnCell {
    lines: Vec<Vec<PaperLetter>>,
    merged: MergedCells,
    is_boxed: bool,
}

struct Printer<'a> {
    sheet: &'a PaperSheet,
    /// Where columns begin, and where the last one ends.
    edges: Vec<u32>,
    heights: Vec<u32>,
    pages: Vec<String>,
    /// How much of the page is used.
    used: u32,
    /// Lines of merged cells, by their first row and column, for which a page had no room.
    rest: BTreeMap<(u32, u16), Vec<Vec<PaperLetter>>>,
}

/// The pages of the first worksheet; heads are repeated on each page where `heads` says so.
pub(super) fn print(paper: &FormPaper, heads: bool) -> Vec<u8> {
    let sheet = &paper.sheets[0];
    let rows = sheet.cells.keys().map(|(row, _)| row + 1).max().unwrap_or(0);
    let mut printer = Printer {
        sheet,
        edges: edges(paper),
        heights: Vec::new(),
        pages: vec![String::new()],
        used: MARGIN,
        rest: BTreeMap::new(),
    };
    printer.heights = (0..rows).map(|row| printer.height(paper, row)).collect();
    printer.make_room(paper);
    for row in 0..rows {
        if printer.used + printer.heights[row as usize] > HEIGHT - MARGIN {
            printer.pages.push(String::new());
            printer.used = MARGIN;
            if heads {
                printer.head_again(paper, row);
            }
        }
        printer.row(paper, row);
    }
    file(&printer.pages, printer.edges.last().unwrap_or(&0) + MARGIN)
}

/// Where the columns begin, by the longest text of each.
fn edges(paper: &FormPaper) -> Vec<u32> {
    let sheet = &paper.sheets[0];
    let columns = sheet.cells.keys().map(|(_, column)| column + 1).max().unwrap_or(0);
    let is_in_table = |row: u32, column: u16| paper.area_at(row, column).is_some();
    let width = |column: u16| {
        let own =
            sheet.cells.iter().filter(|((row, of), _)| *of == column && is_in_table(*row, *of));
        let lines = own.flat_map(|(_, cell)| cell.text.lines().map(|line| line.chars().count()));
        lines.max().unwrap_or(0).clamp(NARROW, BROAD)
    };
    let mut edges = vec![MARGIN];
    for column in 0..columns {
        let letters = u32::try_from(width(column)).unwrap();
        edges.push(edges.last().unwrap() + letters * SIZE + 2 * SPACE);
    }
    edges
}

impl Printer<'_> {
    fn height(&self, paper: &FormPaper, row: u32) -> u32 {
        let one_row = |cell: &DrawnCell| cell.merged.2 == cell.merged.0;
        let cells = self.cells(paper, row).into_iter().filter(one_row);
        let lines = cells.map(|cell| cell.lines.len()).max().unwrap_or(1).max(1);
        u32::try_from(lines).unwrap() * LINE + 2 * SPACE
    }

    /// Makes the last row of merged cells as high as their texts ask, wherever a page ends.
    fn make_room(&mut self, paper: &FormPaper) {
        let rows = u32::try_from(self.heights.len()).unwrap();
        let cells: Vec<DrawnCell> = (0..rows).flat_map(|row| self.cells(paper, row)).collect();
        for cell in cells {
            let (first, last) = (cell.merged.0 as usize, cell.merged.2 as usize);
            let lines = u32::try_from(cell.lines.len()).unwrap();
            if last > first && last < self.heights.len() && lines > 0 {
                let has: u32 = self.heights[first..=last].iter().sum();
                let wants = (lines + 1) * LINE + 4 * SPACE;
                self.heights[last] += wants.saturating_sub(has);
            }
        }
    }

    /// The cells of a row, those merged with it from above among them.
    fn cells(&self, paper: &FormPaper, row: u32) -> Vec<DrawnCell> {
        let columns = u16::try_from(self.edges.len() - 1).unwrap();
        let mut cells = Vec::new();
        for column in 0..columns {
            let own = (row, column, row, column);
            let holds =
                |m: &&MergedCells| (m.0..=m.2).contains(&row) && (m.1..=m.3).contains(&column);
            let merged = *self.sheet.merges.iter().find(holds).unwrap_or(&own);
            if merged.1 != column {
                continue;
            }
            let is_boxed = paper.area_at(row, column).is_some();
            let cell = self.sheet.cells.get(&(merged.0, column)).filter(|_| merged.0 == row);
            if !is_boxed && cell.is_none() {
                continue;
            }
            let width = self.edges[usize::from(merged.3) + 1] - self.edges[usize::from(column)];
            let letters = if is_boxed { (width - 2 * SPACE) / SIZE } else { u32::MAX };
            let lines = cell.map_or_else(Vec::new, |cell| wrapped(cell, letters as usize));
            cells.push(DrawnCell { lines, merged, is_boxed });
        }
        cells
    }

    fn row(&mut self, paper: &FormPaper, row: u32) {
        let height = self.heights[row as usize];
        let top = HEIGHT - self.used;
        for mut cell in self.cells(paper, row) {
            self.part(&mut cell, row);
            self.draw(&cell, row, top, height);
        }
        self.used += height;
    }

    /// Keeps the lines of a merged cell that its rows on this page do not hold, and takes them out on
    /// the next page.
    fn part(&mut self, cell: &mut DrawnCell, row: u32) {
        let key = (cell.merged.0, cell.merged.1);
        if row == cell.merged.0 {
            let here = self.lines_here(cell);
            if here < cell.lines.len() {
                self.rest.insert(key, cell.lines.split_off(here));
            }
        } else if let Some(rest) = self.rest.remove(&key) {
            cell.lines = rest;
        }
    }

    /// How many lines of a cell its rows on this page hold: all where none is on the next page.
    fn lines_here(&self, cell: &DrawnCell) -> usize {
        let mut height = 0;
        for row in cell.merged.0..=cell.merged.2 {
            if self.used + height + self.heights[row as usize] > HEIGHT - MARGIN {
                return usize::try_from((height - 2 * SPACE) / LINE).unwrap();
            }
            height += self.heights[row as usize];
        }
        cell.lines.len()
    }

    fn draw(&mut self, cell: &DrawnCell, row: u32, top: u32, height: u32) {
        let (left, right) =
            (self.edges[usize::from(cell.merged.1)], self.edges[usize::from(cell.merged.3) + 1]);
        let page = self.pages.last_mut().unwrap();
        let bottom = top - height;
        if cell.is_boxed {
            line(page, (left, bottom), (left, top));
            line(page, (right, bottom), (right, top));
            if row == cell.merged.0 {
                line(page, (left, top), (right, top));
            }
            if row == cell.merged.2 {
                line(page, (left, bottom), (right, bottom));
            }
        }
        let mut base = top - SPACE - SIZE;
        for letters in &cell.lines {
            text(page, left + SPACE, base, letters);
            base = base.saturating_sub(LINE);
        }
    }

    /// The head of the table in which a row stands, once more.
    fn head_again(&mut self, paper: &FormPaper, row: u32) {
        let tables = paper
            .areas
            .iter()
            .filter(|area| (area.from.row..=area.bottom).contains(&row) && area.from.row < row);
        let Some(top) = tables.map(|area| area.from.row).max() else { return };
        let heads = paper.heads.iter().filter(|head| head.at.row == top);
        let below = heads.map(|head| head.below).max().unwrap_or(top);
        for head in top..below.min(row) {
            self.row(paper, head);
        }
    }
}

fn line(page: &mut String, from: (u32, u32), to: (u32, u32)) {
    writeln!(page, "{} {} m {} {} l S", from.0, from.1, to.0, to.1).unwrap();
}

fn text(page: &mut String, left: u32, base: u32, letters: &[PaperLetter]) {
    let words: String = letters.iter().map(|(c, ..)| c).collect();
    let units: Vec<String> = words.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    writeln!(page, "BT /F {SIZE} Tf 1 0 0 1 {left} {base} Tm <{}> Tj ET", units.concat()).unwrap();
    for (at, (_, struck, underlined)) in (0..).zip(letters) {
        let (from, to) = (left + at * SIZE, left + (at + 1) * SIZE);
        if *struck {
            line(page, (from, base + 3), (to, base + 3));
        }
        if *underlined {
            line(page, (from, base - 1), (to, base - 1));
        }
    }
}

const FONT: &str = "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/UniJIS-UTF16-H/DescendantFonts\
[<</Type/Font/Subtype/CIDFontType0/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)\
/Supplement 6>>/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4\
/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>]>>";

/// The objects of the file, the pages from the fourth on.
fn file(pages: &[String], width: u32) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 4 + at * 2)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), pages.len()),
        FONT.to_owned(),
    ];
    for (at, drawing) in pages.iter().enumerate() {
        let drawing = format!("0.5 w\n{drawing}");
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {HEIGHT}]/Contents {} 0 R\
             /Resources<</Font<</F 3 0 R>>>>>>",
            5 + at * 2
        ));
        objects.push(format!("<</Length {}>>stream\n{drawing}\nendstream", drawing.len()));
    }
    let mut bytes = "%PDF-1.7\n".to_owned();
    let mut places = String::new();
    for (number, object) in (1..).zip(&objects) {
        writeln!(places, "{:010} 00000 n ", bytes.len()).unwrap();
        writeln!(bytes, "{number} 0 obj\n{object}\nendobj").unwrap();
    }
    let (start, count) = (bytes.len(), objects.len() + 1);
    writeln!(bytes, "xref\n0 {count}\n0000000000 65535 f \n{places}trailer").unwrap();
    writeln!(bytes, "<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF").unwrap();
    bytes.into_bytes()
}
