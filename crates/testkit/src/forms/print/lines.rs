//! How the text of a cell is broken into lines.

use super::super::paper::PaperCell;

/// A letter, and whether it is struck out or underlined.
pub(super) type PaperLetter = (char, bool, bool);

/// The lines of a cell, each of at most so many letters; figures stay together.
pub(super) fn wrapped(cell: &PaperCell, most: usize) -> Vec<Vec<PaperLetter>> {
    let struck = cell.struck.chars().map(|c| (c, true, false));
    let plain = cell.text.chars().map(|c| (c, false, cell.underlined));
    let mut lines: Vec<Vec<PaperLetter>> = vec![Vec::new()];
    for letter in struck.chain(plain) {
        let line = lines.last_mut().unwrap();
        if letter.0 == '\n' {
            lines.push(Vec::new());
        } else if line.len() < most.max(1) {
            line.push(letter);
        } else {
            let is_run = |(c, ..): &PaperLetter| c.is_ascii_graphic();
            let run = line.iter().rev().take_while(|letter| is_run(letter)).count();
            let carried = if is_run(&letter) && run < line.len() { run } else { 0 };
            let mut next = line.split_off(line.len() - carried);
            next.push(letter);
            lines.push(next);
        }
    }
    lines
}
