//! Heads: runs of lines that consist of headings, printed again on every page.

use std::collections::BTreeSet;

use domain::{
    FiscalYear, Place,
    layout::{Layout, Role},
    reading::{Problem, ProblemKind},
    scale::Scale,
    text::{fold, width},
};

use super::lines::Line;
use crate::{
    Unreadable,
    headings::{self, Understood, is_heading},
};

/// The widest line, in half-width columns, that may stand between headings as an instruction.
const NARROW: usize = 20;
/// The most lines of instruction between two headings.
const INSTRUCTION: usize = 14;

/// A head: its lines and the columns they name.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// The first line, by position.
    pub(super) from: usize,
    /// The last line, by position.
    pub(super) to: usize,
    /// The columns it names.
    pub(super) understood: Understood,
}

impl Head {
    /// How many columns are understood.
    pub(super) fn columns(&self) -> usize {
        self.understood.layout.columns.iter().filter(|c| c.role != Role::Ignored).count()
    }

    /// Whether it names an action and an answer: a head that can be read by itself.
    pub(super) fn is_whole(&self) -> bool {
        let layout = &self.understood.layout;
        layout.position(&Role::Action).is_some() && layout.slots().count() > 0
    }

    /// The year of a partial head on the standard form: its plan for the coming year names it.
    pub(super) fn standard_year(&self) -> Option<FiscalYear> {
        let columns = &self.understood.layout.columns;
        let last = columns.last()?;
        let coming = last.heading.contains("今後") || last.heading.contains("以降");
        let year = FiscalYear::find(&last.heading)?;
        Some(if coming { year.plus(-1) } else { year })
    }

    /// Whether its fields follow one another as somewhere on the standard form.
    pub(super) fn is_part_of_standard(&self, year: FiscalYear) -> bool {
        let fields = |layout: &Layout| -> Vec<String> {
            layout.columns.iter().map(|c| kind(&c.role)).collect()
        };
        let own = fields(&self.understood.layout);
        own.len() >= 3
            && fields(&Layout::standard(year, Scale::default()))
                .windows(own.len())
                .any(|w| w == own)
    }

    /// Where it stands.
    pub(super) fn place(&self, lines: &[Line]) -> Place {
        let no = |at: usize| lines.get(at).map_or(0, |line| line.no);
        Place::Lines { from: no(self.from), to: no(self.to) }
    }
}

/// A role without its year.
fn kind(role: &Role) -> String {
    match role {
        Role::Answer(slot) => slot.field.code().to_owned(),
        named => named.name(),
    }
}

/// All heads of the file.
pub(super) fn find(lines: &[Line]) -> Vec<Head> {
    let mut heads = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        match region(lines, at) {
            Some(head) => {
                at = head.to + 1;
                heads.push(head);
            }
            None => at += 1,
        }
    }
    heads
}

/// Whether all pieces of a line are headings.
fn all_headings(line: &Line) -> bool {
    let mut pieces = line.text.split(' ').filter(|piece| !piece.trim().is_empty()).peekable();
    pieces.peek().is_some() && pieces.all(is_heading)
}

/// The head that begins at the line, if one does: at least three different questions.
fn region(lines: &[Line], from: usize) -> Option<Head> {
    all_headings(lines.get(from)?).then_some(())?;
    let mut to = from;
    let mut instruction = 0;
    for (at, line) in lines.iter().enumerate().skip(from + 1) {
        if line.text.trim().is_empty() {
            continue;
        }
        if all_headings(line) {
            to = at;
            instruction = 0;
        } else if width(&line.text) <= NARROW && instruction < INSTRUCTION {
            instruction += 1;
            if is_instruction(&line.text) && instruction <= 2 && at <= to + 2 {
                to = at;
            }
        } else {
            break;
        }
    }
    let understood = headings::understand(&cells(&lines[from..=to]));
    let kinds: BTreeSet<String> = understood.layout.columns.iter().map(|c| kind(&c.role)).collect();
    (kinds.iter().filter(|kind| *kind != "ignored").count() >= 3).then_some(Head {
        from,
        to,
        understood,
    })
}

fn is_instruction(text: &str) -> bool {
    ["ください", "選択", "入力", "記入して"].iter().any(|word| text.contains(word))
}

/// Puts the pieces of a head together: a piece begins a new heading unless it goes on with the
/// last one.
fn cells(lines: &[Line]) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    let mut in_block = 0;
    for line in lines {
        if line.text.trim().is_empty() {
            in_block = 0;
            continue;
        }
        for piece in line.text.split(' ').filter(|piece| !piece.trim().is_empty()) {
            match cells.last_mut() {
                Some(last) if goes_on(last, piece, in_block) => last.push_str(piece),
                _ => cells.push(piece.trim().to_owned()),
            }
        }
        in_block += 1;
    }
    cells
}

/// Whether a piece belongs to the heading before it. Within a block of lines, all lines after
/// the second belong to one cell.
fn goes_on(last: &str, piece: &str, in_block: usize) -> bool {
    let open = last.matches(['（', '(']).count() > last.matches(['）', ')']).count();
    let unfinished = ["に関する", "における", "の", "・", "及び", "と", "、"]
        .iter()
        .any(|end| last.ends_with(end));
    let split_word =
        in_block > 0 && !headings::has_year(piece) && headings::same_question(last, piece);
    !is_heading(piece)
        || open
        || unfinished
        || split_word
        || in_block >= 2
        || headings::is_only_year(last) && !headings::has_year(piece)
}

/// Lists heads that are printed again.
pub(super) fn repeated(heads: &[Head], lines: &[Line]) -> Vec<Problem> {
    if heads.len() < 2 {
        return Vec::new();
    }
    let places: Vec<String> = heads.iter().map(|head| head.place(lines).to_string()).collect();
    let message = format!(
        "見出しが{}回印刷されていたため、表の外として扱いました（{}）。",
        heads.len(),
        places.join("、")
    );
    vec![Problem::new(ProblemKind::Repair, heads[0].place(lines), message)]
}

/// Refuses a given layout one of whose headings no head has.
pub(super) fn require(given: &Layout, heads: &[Head], looked: &str) -> Result<(), Unreadable> {
    let printed: String = heads
        .iter()
        .flat_map(|head| head.understood.layout.columns.iter().map(|c| fold(&c.heading)))
        .collect();
    match given.columns.iter().find(|column| !printed.contains(&fold(&column.heading))) {
        Some(column) => Err(Unreadable::LayoutMissed {
            heading: column.heading.clone(),
            looked: looked.to_owned(),
        }),
        None => Ok(()),
    }
}
