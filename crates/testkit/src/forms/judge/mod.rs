//! The judge: sorts every cell of a form, and every row that is no action, by what a reading says of
//! it. Only what a question covers counts as asked.

mod cells;
mod judged;
mod questions;
mod smallest;
mod tally;

pub use judged::{JudgedAs, Judgement, NotRead, ReadForm};
pub use smallest::{each_kind, told};
pub use tally::FormTally;

use domain::{reading::Reading, sheet::Row};

use super::{
    form::Form,
    paper::{DrawnAt, ExpectedAction, FormPaper, NoAction},
};
use judged::bare;
use questions::Questions;

impl Form {
    /// Prints the form, has it read, and judges all of it.
    pub fn judge(&self, read: &ReadForm<'_>) -> Vec<Judgement> {
        let paper = self.paper();
        let bytes = self.print(&paper);
        paper.judge(&bytes, read)
    }
}

impl FormPaper {
    /// Has a file of the form read and judges all of it. Where the year must be said, it is said, as
    /// the reader asks.
    pub fn judge(&self, bytes: &[u8], read: &ReadForm<'_>) -> Vec<Judgement> {
        let first = read(bytes, self.given);
        match first {
            Err(NotRead::NoYear) if self.given.is_none() => match read(bytes, Some(self.year)) {
                Ok(reading) => self.judged(&reading, true),
                Err(why) => self.not_read(&why),
            },
            Ok(reading) => self.judged(&reading, false),
            Err(why) => self.not_read(&why),
        }
    }

    fn not_read(&self, why: &NotRead) -> Vec<Judgement> {
        let (judged, fault, words) = match why {
            NotRead::NoYear => (JudgedAs::Refused, "no year", String::new()),
            NotRead::Reason(words) => (JudgedAs::Refused, "refused", words.clone()),
            NotRead::Untrue(words) => {
                (JudgedAs::Silent, "refused for no true reason", words.clone())
            }
        };
        let cells = self.actions.iter().flat_map(|action| &action.cells);
        let of = |what, at: &DrawnAt, expected: &str| Judgement {
            what,
            judged,
            fault,
            place: at.to_string(),
            expected: expected.to_owned(),
            read: words.clone(),
        };
        let cells = cells.map(|cell| of(cell.ask.name(), &cell.at, &cell.texts[0]));
        let titles = self.actions.iter().map(|action| of("action", &action.at, &action.title));
        titles.chain(cells).collect()
    }

    fn judged(&self, reading: &Reading, year_said: bool) -> Vec<Judgement> {
        let questions = Questions::of(reading, self);
        let mut judged = vec![self.year_judged(reading, &questions, year_said)];
        judged.push(balance(reading));
        let matched = self.matched(reading);
        for (action, row) in self.actions.iter().zip(&matched) {
            match row {
                Some(row) => judged.extend(cells::row_judged(reading, &questions, action, row)),
                None => judged.extend(missing(action, &questions)),
            }
        }
        let booked: Vec<u32> = matched.iter().flatten().map(|row| row.no).collect();
        let further: Vec<&Row> =
            reading.sheet.rows.iter().filter(|row| !booked.contains(&row.no)).collect();
        judged.extend(self.others_judged(&questions, &further));
        judged
    }

    fn year_judged(&self, reading: &Reading, questions: &Questions<'_>, said: bool) -> Judgement {
        let is_right = reading.sheet.year == self.year;
        let judged = match () {
            () if questions.about_year() || said => JudgedAs::Asked,
            () if is_right => JudgedAs::Right,
            () => JudgedAs::Silent,
        };
        Judgement {
            what: "year",
            judged: if is_right || questions.about_year() { judged } else { JudgedAs::Silent },
            fault: if is_right { "" } else { "wrong year" },
            place: String::new(),
            expected: self.year.short(),
            read: reading.sheet.year.short(),
        }
    }

    /// The row of the reading for each action: by the place of its title, then by its words.
    fn matched<'a>(&self, reading: &'a Reading) -> Vec<Option<&'a Row>> {
        let mut free: Vec<&Row> = reading.sheet.rows.iter().collect();
        let mut found = vec![None; self.actions.len()];
        let tests: [fn(&ExpectedAction, &Row) -> bool; 3] = [
            |action, row| at_title(action, row) && lies_in(row, action.row),
            |action, row| at_title(action, row) && lies_in(row, action.at.row),
            |action, row| bare(&row.action.text) == bare(&action.title) && is_placeless(row),
        ];
        for test in tests {
            for (action, found) in self.actions.iter().zip(&mut found) {
                if found.is_none()
                    && let Some(at) = free.iter().position(|row| test(action, row))
                {
                    *found = Some(free.remove(at));
                }
            }
        }
        found
    }

    /// Rows that are no action must not be booked as one.
    fn others_judged(&self, questions: &Questions<'_>, further: &[&Row]) -> Vec<Judgement> {
        let mut left: Vec<&Row> = further.to_vec();
        let mut judged = Vec::new();
        for other in &self.others {
            let booked = left.iter().position(|row| is_booked(other, row));
            let row = booked.map(|at| left.remove(at));
            judged.push(judged_row(other.kind, &other.at, row, questions));
        }
        let lost = left.iter().map(|row| {
            let at = questions::place_of(&row.place).unwrap_or_else(DrawnAt::nowhere);
            judged_row("row of no action", &at, Some(row), questions)
        });
        judged.extend(lost);
        judged
    }
}

fn judged_row(
    kind: &'static str,
    at: &DrawnAt,
    row: Option<&Row>,
    questions: &Questions<'_>,
) -> Judgement {
    let asked = questions.cover_row(at, row) || (row.is_some() && questions.about_sheets());
    Judgement {
        what: kind,
        judged: match (row, asked) {
            (_, true) => JudgedAs::Asked,
            (None, false) => JudgedAs::Right,
            (Some(_), false) => JudgedAs::Silent,
        },
        fault: if row.is_some() { "booked as an action" } else { "" },
        place: at.to_string(),
        expected: "no action".to_owned(),
        read: row.map_or_else(String::new, |row| row.action.text.clone()),
    }
}

fn balance(reading: &Reading) -> Judgement {
    let balances = reading.account.balances();
    Judgement {
        what: "account",
        judged: if balances { JudgedAs::Right } else { JudgedAs::Silent },
        fault: if balances { "" } else { "unbalanced" },
        place: String::new(),
        expected: String::new(),
        read: format!("{:?}", reading.account),
    }
}

/// An action that the reading does not have.
fn missing(action: &ExpectedAction, questions: &Questions<'_>) -> Vec<Judgement> {
    let asked = questions.cover_row(&action.at, None)
        || questions.cover_row(&DrawnAt { row: action.row, ..action.at.clone() }, None)
        || questions.name(&action.title)
        || questions.about_sheets()
        || questions.about_page_left_out();
    let judged = if asked { JudgedAs::Asked } else { JudgedAs::Silent };
    let of = |what, at: &DrawnAt, expected: &str| Judgement {
        what,
        judged,
        fault: "the action is not read",
        place: at.to_string(),
        expected: expected.to_owned(),
        read: String::new(),
    };
    let cells = action.cells.iter().filter(|cell| cell.texts.iter().any(|text| !text.is_empty()));
    std::iter::once(of("action", &action.at, &action.title))
        .chain(cells.map(|cell| of(cell.ask.name(), &cell.at, &cell.texts[0])))
        .collect()
}

fn at_title(action: &ExpectedAction, row: &Row) -> bool {
    let place = row.action.place.as_ref().and_then(questions::place_of);
    place.is_some_and(|place| place == action.at)
}

fn lies_in(row: &Row, wanted: u32) -> bool {
    questions::place_of(&row.place).is_some_and(|place| place.row == wanted)
}

fn is_placeless(row: &Row) -> bool {
    questions::place_of(&row.place).is_none()
}

fn is_booked(other: &NoAction, row: &Row) -> bool {
    let places = [Some(&row.place), row.action.place.as_ref()].into_iter().flatten();
    places.filter_map(questions::place_of).any(|place| {
        place.sheet == other.at.sheet && (other.at.row..=other.until).contains(&place.row)
    })
}
