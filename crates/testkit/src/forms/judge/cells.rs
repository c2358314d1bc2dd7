//! Sorts the cells of an action.

use domain::{
    Field, FiscalYear, Offset, Slot,
    layout::ColumnRole,
    reading::Reading,
    scale::GradeClass,
    sheet::{Cell, Row},
    text::fold,
};

use super::{
    super::{
        known::FormAsk,
        paper::{ExpectedAction, ExpectedCell},
    },
    judged::{JudgedAs, Judgement, bare},
    questions::{FaultSort, Questions, ReadCell, place_of},
};

impl FormAsk {
    /// What a table of results calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Measure => "measure",
            Self::Action => "action",
            Self::Content => "content",
            Self::Page => "page",
            Self::Department => "department",
            Self::Section => "section",
            Self::Related => "related section",
            Self::Relisted => "relisted",
            Self::Budget => "budget",
            Self::Remarks => "remarks",
            Self::Plan => "plan",
            Self::Status => "status",
            Self::Evaluation => "evaluation",
            Self::Grade => "grade",
            Self::Percent => "achievement",
        }
    }

    /// The role of its cells, seen from the year of a sheet.
    fn role(self, sheet: FiscalYear, year: i32) -> Option<ColumnRole> {
        let field = match self {
            Self::Content => return Some(ColumnRole::Content),
            Self::Page => return Some(ColumnRole::Page),
            Self::Department => return Some(ColumnRole::Department),
            Self::Section => return Some(ColumnRole::Section),
            Self::Relisted => return Some(ColumnRole::Relisted),
            Self::Plan => Field::Plan,
            Self::Status => Field::Status,
            Self::Evaluation => Field::Evaluation,
            Self::Grade => Field::Progress,
            Self::Percent => Field::Achievement,
            _ => return None,
        };
        let asked = FiscalYear::starting(year)?;
        Offset::between(sheet, asked).map(|offset| ColumnRole::Answer(Slot::new(field, offset)))
    }
}

/// What is wrong: for a person, and for a question that may cover it.
type Wrong = (&'static str, FaultSort);

/// Sorts the cells of an action that the reading has.
pub(super) fn row_judged(
    reading: &Reading,
    questions: &Questions<'_>,
    action: &ExpectedAction,
    row: &Row,
) -> Vec<Judgement> {
    let mut judged = vec![title_judged(questions, action, row)];
    judged.extend(measure_judged(reading, questions, action, row));
    let year = reading.sheet.year;
    let mut wanted: Vec<ColumnRole> = Vec::new();
    for cell in &action.cells {
        wanted.extend(cell.ask.role(year, cell.year));
        judged.push(cell_judged(reading, questions, (action, cell), row));
    }
    judged.extend(stray(reading, questions, action, row, &wanted));
    judged
}

fn sorted(wrong: bool, asked: bool) -> JudgedAs {
    match (wrong, asked) {
        (_, true) => JudgedAs::Asked,
        (true, false) => JudgedAs::Silent,
        (false, false) => JudgedAs::Right,
    }
}

fn title_judged(questions: &Questions<'_>, action: &ExpectedAction, row: &Row) -> Judgement {
    let wrong = bare(&row.action.text) != bare(&action.title);
    Judgement {
        what: "action",
        judged: sorted(wrong, questions.cover_row(&action.at, Some(row))),
        fault: if wrong { "another text" } else { "" },
        place: action.at.to_string(),
        expected: action.title.clone(),
        read: row.action.text.clone(),
    }
}

fn measure_judged(
    reading: &Reading,
    questions: &Questions<'_>,
    action: &ExpectedAction,
    row: &Row,
) -> Option<Judgement> {
    let measure = action.measure.as_ref()?;
    let read = reading.sheet.measure_of(row);
    let wrong = !bare(read).contains(&bare(measure));
    let asked = questions.cover_row(&action.at, Some(row)) || questions.name(measure);
    Some(Judgement {
        what: "measure",
        judged: sorted(wrong, asked),
        fault: if wrong { "another measure" } else { "" },
        place: action.at.to_string(),
        expected: measure.clone(),
        read: read.to_owned(),
    })
}

fn cell_judged(
    reading: &Reading,
    questions: &Questions<'_>,
    (action, cell): (&ExpectedAction, &ExpectedCell),
    row: &Row,
) -> Judgement {
    let role = cell.ask.role(reading.sheet.year, cell.year);
    let (found, wrong) = found(reading, cell, row, role.as_ref());
    let text = found.as_ref().map_or("", |(_, cell)| &cell.text);
    let graded = wrong.or_else(|| class_fault(reading, cell, found.as_ref()));
    let open = cell.is_open.then_some(("nobody is asked", FaultSort::Open));
    let wrong = graded.or(open);
    let roles = role.into_iter().chain(found.iter().map(|(role, _)| role.clone())).collect();
    let grades = cell.classes.map_or_else(Vec::new, |_| names(reading, text));
    let read = ReadCell { row, roles, grades };
    let asked = match wrong {
        Some((_, asking)) => {
            // A text from elsewhere is asked about where its own column is
            let from = found.as_ref().and_then(|(_, read)| source(action, read));
            let asked = |cell| questions.cover(cell, &read, asking);
            asked(cell) || from.is_some_and(|from| asking == FaultSort::Place && asked(from))
        }
        None => [FaultSort::Place, FaultSort::Text, FaultSort::Class]
            .into_iter()
            .any(|asking| questions.cover(cell, &read, asking)),
    };
    Judgement {
        what: cell.ask.name(),
        judged: sorted(wrong.is_some(), asked),
        fault: wrong.map_or("", |(fault, _)| fault),
        place: format!("{} {}", cell.at, bare(&cell.heading)),
        expected: cell.texts[0].clone(),
        read: found
            .map_or_else(String::new, |(role, cell)| format!("{}: {}", role.name(), cell.text)),
    }
}

/// The cell of an action that was written where a cell of the reading stands.
fn source<'a>(action: &'a ExpectedAction, read: &Cell) -> Option<&'a ExpectedCell> {
    let place = read.place.as_ref().and_then(place_of)?;
    action.cells.iter().find(|cell| cell.at == place)
}

/// The cell of a reading that holds what was written, and what is wrong with it.
fn found<'a>(
    reading: &Reading,
    cell: &ExpectedCell,
    row: &'a Row,
    role: Option<&ColumnRole>,
) -> (Option<(ColumnRole, &'a Cell)>, Option<Wrong>) {
    let says = |text: &str| cell.texts.iter().any(|right| is_same(right, text));
    let is_empty = cell.texts.iter().all(|text| bare(text).is_empty());
    let standing = role.and_then(|role| Some((role.clone(), row.cell(role)?)));
    if let Some((_, read)) = &standing
        && says(&read.text)
    {
        return (standing, None);
    }
    let here = at_place(row, cell);
    match (here, standing) {
        (Some((own, read)), _) if own.is_own() && carries(&own, cell, reading.sheet.year) => {
            let wrong = (!says(&read.text)).then_some(("another text", FaultSort::Text));
            (Some((own, read)), wrong)
        }
        (Some((other, read)), standing) => {
            let altered = Some(&other) == standing.as_ref().map(|(role, _)| role);
            let wrong = if altered {
                ("another text", FaultSort::Text)
            } else {
                ("in another column", FaultSort::Place)
            };
            (Some((other, read)), Some(wrong))
        }
        (None, Some((role, read))) if !read.text.is_empty() => {
            (Some((role, read)), Some(("the text of another cell", FaultSort::Place)))
        }
        (None, _) => (None, (!is_empty).then_some(("not read", FaultSort::Place))),
    }
}

/// Whether two texts say the same, white space aside; but white space that parts a number is another
/// number.
fn is_same(one: &str, other: &str) -> bool {
    let numbers = |text: &str| {
        let runs = text.split(|c: char| !(c.is_numeric() || ",.，．".contains(c)));
        runs.filter(|run| !run.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    bare(one) == bare(other) && numbers(one) == numbers(other)
}

/// The cell of the reading that stands where the cell was written.
fn at_place<'a>(row: &'a Row, cell: &ExpectedCell) -> Option<(ColumnRole, &'a Cell)> {
    let named = [
        ColumnRole::Action,
        ColumnRole::Content,
        ColumnRole::Page,
        ColumnRole::Department,
        ColumnRole::Section,
        ColumnRole::Relisted,
    ];
    let named = named.into_iter().filter_map(|role| row.cell(&role).map(|cell| (role, cell)));
    let answers = row.answers.iter().map(|(slot, cell)| (ColumnRole::Answer(slot.clone()), cell));
    let filled = named.chain(answers).filter(|(_, read)| !read.text.is_empty());
    let filled: Vec<_> = filled.collect();
    let called = |(role, read): &&(ColumnRole, &Cell)| match read.place.as_ref().map(place_of) {
        Some(Some(place)) => place == cell.at,
        _ => is_called(role, &cell.heading),
    };
    // On pages cells have no address: what was written may stand in another column
    let says = |(role, read): &&(ColumnRole, &Cell)| {
        let placed = read.place.as_ref().and_then(place_of).is_some();
        !placed && !role.is_own() && cell.texts.iter().any(|right| is_same(right, &read.text))
    };
    filled.iter().find(called).or_else(|| filled.iter().find(says)).cloned()
}

/// Whether a field of the plan's own has the name of a head: on pages, cells have no address.
fn is_called(role: &ColumnRole, heading: &str) -> bool {
    let ColumnRole::Answer(Slot { field: Field::Other(name), .. }) = role else { return false };
    let (name, heading) = (fold(name), fold(heading));
    !name.is_empty() && heading.contains(&name)
}

/// Whether a field of the plan's own says the year that the cell is about.
fn carries(own: &ColumnRole, cell: &ExpectedCell, sheet: FiscalYear) -> bool {
    let ColumnRole::Answer(Slot { field: Field::Other(name), year }) = own else { return false };
    if cell.year == 0 {
        return true;
    }
    let named = FiscalYear::find_all(name);
    let offset = || named.is_empty() && year.of(sheet).start() == cell.year;
    let whole = bare(name) == bare(&cell.heading) && bare(&cell.heading) != bare(cell.ask_words());
    named.iter().any(|year| year.start() == cell.year) || whole || offset()
}

impl ExpectedCell {
    /// The words of its heading that say no year: all of it where it names none.
    fn ask_words(&self) -> &str {
        let spelled =
            |c: char| c.is_ascii_digit() || c.is_numeric() || "一二三四五六七八九".contains(c);
        if self.heading.contains(spelled) { "" } else { &self.heading }
    }
}

/// What is wrong with the class of a grade.
fn class_fault(
    reading: &Reading,
    cell: &ExpectedCell,
    found: Option<&(ColumnRole, &Cell)>,
) -> Option<Wrong> {
    let classes = cell.classes?;
    let (role, read) = found?;
    let ColumnRole::Answer(slot) = role else { return None };
    let layout = &reading.sheet.layout;
    let scale = match layout.scale_of(slot) {
        Some(scale) => scale.clone(),
        None if role.is_own() => return None,
        None => layout.scale(),
    };
    match scale.find(&read.text).map(|grade| grade.class) {
        Some(_) if classes.is_empty() => Some(("a grade that nobody chose", FaultSort::Class)),
        None if classes.is_empty() => None,
        None if read.text.is_empty() => None,
        None => Some(("no grade of the scale", FaultSort::Class)),
        Some(GradeClass::Unknown) => Some(("a grade of no class", FaultSort::Class)),
        Some(class) if !classes.contains(&class) => {
            Some(("a grade of another class", FaultSort::Class))
        }
        Some(_) => None,
    }
}

/// How a question may call the grade of a text.
fn names(reading: &Reading, text: &str) -> Vec<String> {
    let layout = &reading.sheet.layout;
    let grades = layout.scales.iter().filter_map(|scale| scale.find(text));
    let called = grades.flat_map(|g| [g.code.clone(), g.label.clone(), g.written()]);
    let called = called.filter(|name| !name.is_empty()).map(|name| bare(&name));
    called.chain([bare(text)]).collect()
}

/// Values under questions that the form does not ask, and those of another table.
fn stray(
    reading: &Reading,
    questions: &Questions<'_>,
    action: &ExpectedAction,
    row: &Row,
    wanted: &[ColumnRole],
) -> Vec<Judgement> {
    let foreign = |cell: &Cell| {
        let place = cell.place.as_ref().and_then(place_of);
        place.is_some_and(|place| !questions.is_one_table(&place, &action.at))
    };
    let strange = row.answers.iter().filter(|(slot, cell)| {
        let role = ColumnRole::Answer((*slot).clone());
        let own = role.is_own() && !foreign(cell);
        !cell.text.is_empty() && !own && !wanted.contains(&role)
    });
    let known = |cell: &Cell| {
        let place = cell.place.as_ref().and_then(place_of);
        place.is_some_and(|place| action.cells.iter().any(|expected| expected.at == place))
    };
    let strange = strange.filter(|(_, cell)| !known(cell));
    // What is asked about a column is asked about what stands under it
    let asked = |slot: &Slot| {
        let role = ColumnRole::Answer(slot.clone());
        let mut columns = reading.sheet.layout.columns.iter();
        columns.any(|column| column.role == role && questions.about_column(&column.heading))
    };
    let judged = strange.map(|(slot, cell)| Judgement {
        what: "stray",
        judged: sorted(true, asked(slot) || questions.cover_row(&action.at, Some(row))),
        fault: "under a question that the form does not ask",
        place: cell.place.as_ref().map_or_else(String::new, ToString::to_string),
        expected: String::new(),
        read: format!("{}: {}", slot.key(), cell.text),
    });
    judged.collect()
}
