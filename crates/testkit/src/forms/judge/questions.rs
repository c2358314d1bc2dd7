//! The questions of a reading: its open problems and its decisions that are merely inferred, and what
//! each of them covers.

use std::fmt;

use domain::{
    Place,
    decision::{Decision, DecisionKind, Treatment},
    layout::ColumnRole,
    reading::{Problem, Reading},
    sheet::Row,
};

use super::{
    super::{
        known::FormAsk,
        paper::{DrawnAt, ExpectedCell, FormPaper, TableArea},
    },
    judged::bare,
};

/// What is wrong with a cell, for a question to cover it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FaultSort {
    /// It stands under another question or another year, or nowhere.
    Place,
    /// It says something else.
    Text,
    /// Its grade is taken for another, or for none.
    Class,
    /// It leaves open what it says.
    Open,
}

/// More columns than any form has.
const MOST_COLUMNS: u32 = 40;

pub(super) struct Questions<'a> {
    paper: &'a FormPaper,
    problems: Vec<(&'a Problem, Vec<String>)>,
    decisions: Vec<&'a Decision>,
}

impl DrawnAt {
    pub(super) fn nowhere() -> Self {
        Self { sheet: String::new(), row: 0, column: 0 }
    }
}

impl fmt::Display for DrawnAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Place::cell(&self.sheet.as_str().into(), self.row, self.column).fmt(f)
    }
}

pub(super) fn place_of(place: &Place) -> Option<DrawnAt> {
    match place {
        Place::Cell(address) => Some(DrawnAt {
            sheet: address.sheet.to_string(),
            row: address.row,
            column: address.column,
        }),
        _ => None,
    }
}

/// Whether a problem tells a decision.
fn tells(problem: &Problem, decision: &Decision) -> bool {
    problem.place == decision.place
        && (problem.message.contains(&decision.evidence)
            || problem.message.contains(&decision.subject))
}

/// What a sentence quotes: 「達成度」.
fn quoted(message: &str) -> Vec<String> {
    let parts = message.split('「').skip(1);
    parts.filter_map(|part| part.split_once('」')).map(|(words, _)| bare(words)).collect()
}

impl<'a> Questions<'a> {
    pub(super) fn of(reading: &'a Reading, paper: &'a FormPaper) -> Self {
        let decisions: Vec<&Decision> = reading.asked().collect();
        // A decision may be told as a problem as well: then it covers what the decision covers
        let told = |problem: &Problem| decisions.iter().any(|one| tells(problem, one));
        let problems = reading.open_questions().filter(|problem| !told(problem));
        let problems = problems.map(|problem| (problem, quoted(&problem.message)));
        Self { paper, problems: problems.collect(), decisions }
    }

    /// Whether it is asked which of the worksheets is read.
    pub(super) fn about_sheets(&self) -> bool {
        self.decisions.iter().any(|decision| {
            decision.kind == DecisionKind::Table
                && self
                    .paper
                    .sheets
                    .iter()
                    .any(|sheet| !sheet.name.is_empty() && decision.subject.contains(&sheet.name))
        })
    }

    /// Whether it is asked if a table of a page is rightly left out.
    pub(super) fn about_page_left_out(&self) -> bool {
        self.decisions.iter().any(|decision| {
            decision.kind == DecisionKind::Table
                && decision.value == Treatment::Skip.code()
                && matches!(decision.place, Place::Box { .. })
        })
    }

    /// Whether the year of the sheet is asked for.
    pub(super) fn about_year(&self) -> bool {
        self.about_sheets()
            || self.decisions.iter().any(|decision| decision.kind == DecisionKind::Year)
            || self.problems.iter().any(|(problem, _)| {
                problem.row.is_none()
                    && problem.message.contains("年度")
                    && problem.role.is_none()
                    && problem.message.contains("シートの")
            })
    }

    /// Whether it is asked what a column holds, or how its values are read.
    pub(super) fn about_column(&self, heading: &str) -> bool {
        self.decisions.iter().any(|decision| {
            matches!(decision.kind, DecisionKind::Column | DecisionKind::Value)
                && is_heading(&bare(&decision.subject), heading)
        })
    }

    /// Whether a question quotes the words.
    pub(super) fn name(&self, words: &str) -> bool {
        let words = bare(words);
        self.problems.iter().any(|(_, quoted)| quoted.contains(&words))
    }

    /// Whether a question is about a row as a whole: it names the row, its title or its table.
    pub(super) fn cover_row(&self, at: &DrawnAt, row: Option<&Row>) -> bool {
        let title = row.map(|row| bare(&row.action.text)).filter(|title| !title.is_empty());
        let problem = |(problem, quoted): &(&Problem, Vec<String>)| {
            if is_about_all(problem) {
                return true;
            }
            let whole = matches!(problem.role, None | Some(ColumnRole::Action));
            let numbered = row.is_some_and(|row| problem.row == Some(row.no)) && whole;
            let here = problem.row.is_none() && self.is_of_row(&problem.place, at);
            let named = title.as_ref().is_some_and(|title| quoted.contains(title)) && whole;
            let sheet = !at.sheet.is_empty() && quoted.contains(&bare(&at.sheet));
            numbered || here || named || sheet
        };
        let decision = |decision: &&Decision| match decision.kind {
            DecisionKind::Row => {
                self.is_at_row(&decision.place, at)
                    || title.as_ref().is_some_and(|title| bare(&decision.subject) == *title)
            }
            DecisionKind::Table => {
                self.is_of_table(decision, at)
                    || row.is_some_and(|row| is_on_page(&decision.place, &row.place))
            }
            _ => false,
        };
        self.problems.iter().any(problem) || self.decisions.iter().any(decision)
    }

    /// Whether a place stands for a row: its first cell or its title.
    fn is_of_row(&self, place: &Place, at: &DrawnAt) -> bool {
        let first = |place: &DrawnAt| {
            place.column == 0
                || place.column == at.column
                || self.area(at).is_some_and(|area| area.from.column == place.column)
        };
        self.is_at_row(place, at) && place_of(place).as_ref().is_some_and(first)
    }

    fn is_at_row(&self, place: &Place, at: &DrawnAt) -> bool {
        let area = self.area(at);
        place_of(place).is_some_and(|place| {
            place.sheet == at.sheet
                && place.row == at.row
                && area.is_none_or(|area| area.holds(&place) || place.column == 0)
        })
    }

    /// Whether two cells lie in the same table.
    pub(super) fn is_one_table(&self, one: &DrawnAt, other: &DrawnAt) -> bool {
        match (self.area(one), self.area(other)) {
            (Some(one), Some(other)) => std::ptr::eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }

    fn area(&self, at: &DrawnAt) -> Option<&TableArea> {
        self.paper.areas.iter().find(|area| area.holds(at))
    }

    fn is_of_table(&self, decision: &Decision, at: &DrawnAt) -> bool {
        let Some(place) = place_of(&decision.place) else { return false };
        match (self.area(at), self.area(&place)) {
            (Some(here), Some(asked)) => std::ptr::eq(here, asked),
            _ => place.sheet == at.sheet && place.row == at.row,
        }
    }

    /// Whether a question covers what is wrong with a cell.
    pub(super) fn cover(
        &self,
        cell: &ExpectedCell,
        read: &ReadCell<'_>,
        asking: FaultSort,
    ) -> bool {
        self.problems.iter().any(|(problem, quoted)| self.problem(problem, quoted, cell, read))
            || self.decisions.iter().any(|one| self.decision(one, cell, read, asking))
    }

    fn problem(
        &self,
        problem: &Problem,
        quoted: &[String],
        cell: &ExpectedCell,
        read: &ReadCell<'_>,
    ) -> bool {
        if is_about_all(problem) {
            return true;
        }
        let here = place_of(&problem.place);
        if let Some(row) = problem.row {
            let role = problem.role.as_ref().is_none_or(|role| read.roles.contains(role));
            return row == read.row.no && role || here.as_ref() == Some(&cell.at);
        }
        let head = here.as_ref().is_none_or(|place| self.is_head(place, cell));
        let column = problem.role.as_ref().is_some_and(|role| read.roles.contains(role))
            || quoted.iter().any(|words| is_heading(words, &cell.heading));
        here.as_ref() == Some(&cell.at)
            || mentions(&problem.message, &cell.at)
            || column && (head || !lists_places(&problem.message))
            || head && here.is_some() && problem.role.is_none()
            || self.is_of_row(&problem.place, &cell.at) && problem.role.is_none()
    }

    fn decision(
        &self,
        decision: &Decision,
        cell: &ExpectedCell,
        read: &ReadCell<'_>,
        asking: FaultSort,
    ) -> bool {
        let place = place_of(&decision.place);
        let subject = bare(&decision.subject);
        let head = is_heading(&subject, &cell.heading)
            || place.as_ref().is_some_and(|place| self.is_head(place, cell));
        match decision.kind {
            DecisionKind::Column => head && asking == FaultSort::Place,
            DecisionKind::Year => cell.year != 0 && asking == FaultSort::Place,
            DecisionKind::Value => {
                let here = place.as_ref() == Some(&cell.at);
                let owner = matches!(cell.ask, FormAsk::Department | FormAsk::Section);
                let title = bare(&read.row.action.text);
                let beside = |column| DrawnAt { column, ..cell.at.clone() };
                let named = owner
                    && (quoted(&decision.evidence).contains(&title)
                        || (0..MOST_COLUMNS).any(|at| mentions(&decision.evidence, &beside(at))));
                asking != FaultSort::Class
                    && (head || here || named || mentions(&decision.evidence, &cell.at))
            }
            DecisionKind::Row => self.is_at_row(&decision.place, &cell.at),
            DecisionKind::Table => {
                self.is_of_table(decision, &cell.at) || is_on_page(&decision.place, &read.row.place)
            }
            DecisionKind::Scale => is_about_grades(asking, cell),
            DecisionKind::Grade => is_about_grades(asking, cell) && read.grades.contains(&subject),
        }
    }

    /// Whether a place is in the head above a cell.
    fn is_head(&self, place: &DrawnAt, cell: &ExpectedCell) -> bool {
        let above = self.paper.heads.iter().filter(|head| {
            head.at.sheet == cell.at.sheet
                && head.at.column == cell.at.column
                && head.below <= cell.at.row
        });
        above.max_by_key(|head| head.at.row).is_some_and(|head| {
            place.sheet == head.at.sheet
                && place.column == head.at.column
                && (head.at.row..head.below).contains(&place.row)
        })
    }
}

/// Whether a question is about where every cell of a text ends.
fn is_about_all(problem: &Problem) -> bool {
    problem.place == Place::File && problem.message.contains("欄の境")
}

/// Whether a text names the address of a cell.
fn mentions(text: &str, at: &DrawnAt) -> bool {
    let address = at.to_string();
    let plain = text.match_indices(&address).any(|(start, found)| {
        let rest = &text[start + found.len()..];
        !rest.starts_with(|c: char| c.is_ascii_digit())
    });
    plain || names_range(text, at)
}

/// Whether a text names a range of one column that holds a cell: `進捗!G4〜G6、G8〜G9`.
fn names_range(text: &str, at: &DrawnAt) -> bool {
    let address = at.to_string();
    let cell = address.rsplit('!').next().unwrap_or(&address);
    let letters = cell.trim_end_matches(|c: char| c.is_ascii_digit());
    let Some((_, after)) = text.split_once(&format!("{}!", at.sheet)) else { return false };
    let row = |part: &str| -> Option<u32> {
        let rest = part.strip_prefix(letters)?;
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest.get(..end)?.parse().ok()
    };
    after.split('、').take_while(|part| part.starts_with(letters)).any(|part| {
        let mut ends = part.split('〜').filter_map(row);
        let first = ends.next();
        let last = ends.next().or(first);
        first.zip(last).is_some_and(|(first, last)| (first..=last).contains(&(at.row + 1)))
    })
}

/// Whether a text lists the cells that it is about, all of them.
fn lists_places(message: &str) -> bool {
    message.matches('!').count() > 0 && !message.contains("ほか")
}

/// Whether two places are on one page.
fn is_on_page(one: &Place, other: &Place) -> bool {
    matches!((one, other), (Place::Box { page: a, .. }, Place::Box { page: b, .. }) if a == b)
}

fn is_about_grades(asking: FaultSort, cell: &ExpectedCell) -> bool {
    cell.classes.is_some() && matches!(asking, FaultSort::Class | FaultSort::Open)
}

/// Whether quoted words are a heading, or the whole beginning of one that is long.
fn is_heading(words: &str, heading: &str) -> bool {
    let heading = bare(heading);
    words == heading
        || (words.chars().count() >= 6
            && (heading.starts_with(words.trim_end_matches('…')) || words.starts_with(&heading)))
}

/// A cell's row as it was read: the roles under which the cell stands or should stand, and how its
/// grade is called.
pub(super) struct ReadCell<'a> {
    pub(super) row: &'a Row,
    pub(super) roles: Vec<ColumnRole>,
    pub(super) grades: Vec<String>,
}
