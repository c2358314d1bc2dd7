//! A printer: rows become a text layer by the geometry of the real one. Each cell is wrapped at
//! its column's width and centred in its row, so that what a cell of one line is followed by
//! depends on how many lines come next.

use domain::text::{char_width, width};

use crate::fiction::{Dice, Row, Sheet};

/// A column: its role's name, its heading, its width in half-width columns.
#[derive(Clone)]
pub(crate) struct Column {
    pub(crate) role: &'static str,
    pub(crate) heading: String,
    pub(crate) width: usize,
}

/// Where pages end.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Breaks {
    Rows,
    Cells,
    Lines,
}

/// Which heads are printed.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Heads {
    /// The whole head on the first page only.
    Once,
    /// The whole head on every page.
    Every,
    /// As on the real sheet: the whole head on one page, the last columns on the others.
    Mixed,
    /// Nothing but the last columns, on every page.
    Last,
}

/// How a sheet is printed.
#[expect(clippy::struct_excessive_bools, reason = "each is one choice of a printer")]
#[derive(Clone)]
pub(crate) struct Form {
    pub(crate) columns: Vec<Column>,
    pub(crate) heads: Heads,
    pub(crate) breaks: Breaks,
    /// Lines of height on a page.
    pub(crate) page: usize,
    pub(crate) measures: bool,
    pub(crate) blank_lines: bool,
    pub(crate) feeds: bool,
    pub(crate) page_numbers: bool,
    pub(crate) between: &'static str,
    pub(crate) percent: &'static str,
    pub(crate) title: &'static str,
    pub(crate) note: &'static str,
    /// What slips while it is printed.
    pub(crate) slip: Option<Slip>,
}

/// A fault of a text layer: cells of one row that stand elsewhere than they should.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Slip {
    /// The last cells of a row stand before the next one's.
    Carried { row: usize, cells: usize },
    /// A cell is not there.
    Dropped { row: usize, column: usize },
    /// A cell stands after the one that follows it.
    Swapped { row: usize, column: usize },
}

const STARTS: &str = "、。，．）」』】〕・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ！？：；％";
const ENDS: &str = "（「『【〔";

/// Wraps a text: no line begins with a mark that may not begin one, runs of ASCII stay whole.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for c in paragraph.chars() {
            if width(&line) + char_width(c) > columns {
                let mut carried = String::new();
                let mut begins = c;
                while let Some(last) = line.chars().next_back() {
                    let run = begins.is_ascii_alphanumeric() && last.is_ascii_alphanumeric();
                    let ok = !STARTS.contains(begins) && !ENDS.contains(last) && !run;
                    if ok || line.chars().count() <= 2 {
                        break;
                    }
                    line.pop();
                    carried.insert(0, last);
                    begins = last;
                }
                lines.push(std::mem::replace(&mut line, carried));
            }
            line.push(c);
        }
        lines.push(line);
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// The text as it grows: cells are put after one another by their heights.
struct Paper<'a> {
    form: &'a Form,
    out: String,
    /// The lines of the cell before; 0 at the beginning of a row.
    before: usize,
}

impl Paper<'_> {
    fn line_end(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn blank(&mut self) {
        self.line_end();
        if self.form.blank_lines && !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn cell(&mut self, lines: &[String]) {
        match (self.before, lines.len()) {
            (_, 0) => return,
            (1, 1) => self.out.push_str(self.form.between),
            (1, 2 | 3) => self.line_end(),
            _ => self.blank(),
        }
        self.out.push_str(&lines.join("\n"));
        self.before = lines.len();
    }

    fn number(&mut self, page: usize) {
        for part in ["- ", &page.to_string(), " -"] {
            self.out.push_str(part);
        }
    }

    fn block(&mut self, text: &str, columns: usize) {
        self.before = 0;
        self.cell(&wrap(text, columns));
        self.before = 0;
    }
}

impl Form {
    /// The text of one column of a row, wrapped.
    fn lines(&self, row: &Row, column: &Column) -> Vec<String> {
        let text = row.get(column.role).map_or("", String::as_str);
        let number = domain::percent::number(text).is_some();
        let text = match column.role {
            role if role.ends_with("achievement") && number => format!("{text}{}", self.percent),
            _ => text.to_owned(),
        };
        wrap(&text, column.width)
    }

    /// Prints the head of a page: all of it or its last columns.
    fn head(&self, paper: &mut Paper<'_>, page: usize) {
        let whole = match self.heads {
            Heads::Once | Heads::Every => true,
            Heads::Mixed => page == 1,
            Heads::Last => false,
        };
        if page > 0 && self.heads == Heads::Once {
            return;
        }
        paper.line_end();
        paper.before = 0;
        let from = if whole { 0 } else { self.columns.len().saturating_sub(3) };
        for (at, column) in self.columns[from..].iter().enumerate() {
            if at == 0 && !paper.out.is_empty() {
                paper.out.push(' ');
                paper.out.push_str(&wrap(&column.heading, column.width).join("\n"));
                paper.before = wrap(&column.heading, column.width).len();
            } else {
                paper.cell(&wrap(&column.heading, column.width));
            }
        }
        paper.before = 0;
    }

    fn turn(&self, paper: &mut Paper<'_>, page: &mut usize) {
        *page += 1;
        if self.page_numbers {
            paper.blank();
            paper.number(*page);
        }
        if self.feeds {
            paper.line_end();
            paper.out.push('\u{c}');
        }
        self.head(paper, *page);
    }

    /// Prints the sheet.
    pub(crate) fn print(&self, sheet: &Sheet) -> String {
        let mut dice = Dice(u64::from(sheet.year.unsigned_abs()));
        let mut paper = Paper { form: self, out: String::new(), before: 0 };
        if !self.title.is_empty() {
            paper.block(self.title, 200);
        }
        let (mut page, mut used) = (0, 0);
        self.head(&mut paper, 0);
        let mut measure = "";
        let mut carried: Vec<Vec<String>> = Vec::new();
        for (no, row) in sheet.rows.iter().enumerate() {
            if self.measures && row["measure"] != measure {
                measure = &row["measure"];
                paper.block(measure, 38);
            }
            let mut cells: Vec<Vec<String>> =
                self.columns.iter().map(|c| self.lines(row, c)).collect();
            match self.slip {
                Some(Slip::Dropped { row, column }) if row == no => cells[column].clear(),
                Some(Slip::Swapped { row, column }) if row == no => cells.swap(column, column + 1),
                Some(Slip::Carried { row, cells: count }) if row == no => {
                    carried = cells.split_off(cells.len() - count);
                }
                Some(Slip::Carried { row, .. }) if row + 1 == no => {
                    cells.splice(..0, std::mem::take(&mut carried));
                }
                _ => {}
            }
            cells.retain(|cell| !cell.is_empty());
            let height = cells.iter().map(Vec::len).max().unwrap_or(0) + 1;
            let mut turn = used > 0 && used + height > self.page;
            used = if turn { height } else { used + height };
            if turn && self.breaks == Breaks::Rows {
                self.turn(&mut paper, &mut page);
                turn = false;
            }
            let at = if turn { 1 + dice.below(cells.len() - 1) } else { usize::MAX };
            paper.before = 0;
            for (i, cell) in cells.iter().enumerate() {
                let cut = match self.breaks {
                    Breaks::Lines if i == at && cell.len() > 1 => 1 + dice.below(cell.len() - 1),
                    _ if i == at => 0,
                    _ => cell.len(),
                };
                paper.cell(&cell[..cut]);
                if i == at {
                    self.turn(&mut paper, &mut page);
                    paper.line_end();
                    paper.before = 0;
                    paper.cell(&cell[cut..]);
                }
            }
        }
        if !self.note.is_empty() {
            paper.block(self.note, 200);
        }
        if self.page_numbers {
            paper.blank();
            paper.number(page + 1);
        }
        paper.line_end();
        paper.out
    }
}

/// The same text with a space after every character.
pub(crate) fn spaced(text: &str) -> String {
    text.lines()
        .map(|line| {
            line.chars().flat_map(|c| [c, ' ']).collect::<String>().trim_end().to_owned() + "\n"
        })
        .collect()
}

/// The same text with Kangxi radicals where some PDF writers leave them.
pub(crate) fn radicals(text: &str) -> String {
    let pairs = [
        ('人', '⼈'),
        ('子', '⼦'),
        ('生', '⽣'),
        ('用', '⽤'),
        ('行', '⾏'),
        ('高', '⾼'),
        ('日', '⽇'),
        ('月', '⽉'),
        ('食', '⾷'),
        ('心', '⼼'),
        ('自', '⾃'),
        ('目', '⽬'),
        ('一', '⼀'),
        ('大', '⼤'),
        ('女', '⼥'),
        ('口', '⼝'),
        ('力', '⼒'),
        ('水', '⽔'),
    ];
    text.chars().map(|c| pairs.iter().find(|p| p.0 == c).map_or(c, |p| p.1)).collect()
}
