//! A row of headings understood together: years from neighbours, one title, one column of grades.

use domain::{
    Field, FiscalYear, Offset, Slot,
    layout::{Column, ColumnRole, Layout},
    scale::Scale,
    text::fold,
};

use super::{
    guess::{Guess, HeadingYear, guess},
    meaning::Meaning,
    own,
    words::is_only_year,
};

/// The columns that headings name, and the sheet's year.
#[derive(Debug, Clone, PartialEq)]
pub struct Understood {
    /// The layout; headings that are not understood are [`ColumnRole::Ignored`].
    pub layout: Layout,
    /// The year that the headings name, with the heading that names it.
    pub year: Option<(FiscalYear, String)>,
}

/// Understands a row of headings, left to right.
pub fn understand(headings: &[String]) -> Understood {
    let mut guesses: Vec<Option<Guess>> = headings.iter().map(|h| guess(h)).collect();
    settle_grades(&mut guesses);
    settle_years(&mut guesses, headings);
    settle_dated(&mut guesses, headings);
    settle_titles(&mut guesses);
    settle_owners(&mut guesses);
    let year = sheet_year(&guesses, headings);
    let sheet = year.as_ref().map(|(year, _)| *year);
    let offsets = offsets(&guesses, headings, sheet);
    let mut scales: Vec<Scale> = Vec::new();
    let mut taken = Vec::new();
    let columns = guesses.iter().zip(headings).zip(offsets).map(|((guess, heading), offset)| {
        let role = role(guess.as_ref(), heading, offset, sheet);
        let role = match role {
            // A second question of the same meaning is the plan's own, by its heading
            ColumnRole::Answer(slot) if taken.contains(&ColumnRole::Answer(slot.clone())) => {
                ColumnRole::Answer(Slot::new(own::whole(heading), slot.year))
            }
            role => role,
        };
        let role = if taken.contains(&role) { ColumnRole::Ignored } else { role };
        taken.push(role.clone());
        let mut column = Column::new(heading.replace('\n', ""), role);
        let name = match &column.role {
            ColumnRole::Answer(Slot { field: Field::Progress, .. }) => Field::Progress.label(),
            ColumnRole::Answer(Slot { field: Field::Other(name), .. }) => name.as_str(),
            _ => "",
        };
        let scale = Scale::from_heading(name, heading).filter(|_| !name.is_empty());
        if let Some(scale) = scale {
            column.scale.clone_from(&scale.name);
            scales.push(scale);
        }
        column
    });
    let columns = columns.collect();
    scales.dedup();
    Understood {
        layout: Layout { columns, scales, ..Layout::default() },
        year,
    }
}

/// What stands under a heading.
fn role(
    guess: Option<&Guess>,
    heading: &str,
    offset: Offset,
    sheet: Option<FiscalYear>,
) -> ColumnRole {
    let Some(Guess { meaning, year }) = guess else { return ColumnRole::Ignored };
    match meaning {
        Meaning::Fixed(role) => role.clone(),
        // A year that the sheet cannot show stays in the name
        Meaning::Answer(_) if is_beyond(guess, sheet) => {
            ColumnRole::Answer(Slot::new(own::whole(heading), Offset::This))
        }
        Meaning::Answer(field) => ColumnRole::Answer(Slot::new(field.clone(), offset)),
        Meaning::StatusOrGrade => ColumnRole::Answer(Slot::new(Field::Status, offset)),
        Meaning::Own | Meaning::Title | Meaning::Direction => {
            let asked = match (year, sheet) {
                _ if own::is_constant(heading) => None,
                (HeadingYear::Named(year), Some(sheet)) => Offset::between(sheet, *year),
                (HeadingYear::Relative(offset), _) => Some(*offset),
                _ => None,
            };
            let named = asked.and_then(|offset| Some(Slot::new(own::yearless(heading)?, offset)));
            ColumnRole::Answer(
                named.unwrap_or_else(|| Slot::new(own::whole(heading), Offset::This)),
            )
        }
    }
}

/// Whether a heading names a year that the sheet cannot show: only a plan may reach further on.
fn is_beyond(guess: Option<&Guess>, sheet: Option<FiscalYear>) -> bool {
    let Some((Guess { meaning, year: HeadingYear::Named(year) }, sheet)) = guess.zip(sheet) else {
        return false;
    };
    let further = *meaning == Meaning::Answer(Field::Plan) && *year > sheet;
    Offset::between(sheet, *year).is_none() && !further
}

/// Headings that are nothing but years, two at least, tell the results of those years where no
/// other column does.
fn settle_years(guesses: &mut [Option<Guess>], headings: &[String]) {
    let bare = |heading: &&String| is_only_year(heading);
    let told = guesses.iter().flatten().any(|g| g.meaning == Meaning::Answer(Field::Status));
    if headings.iter().filter(bare).count() < 2 || told {
        return;
    }
    for (guess, heading) in guesses.iter_mut().zip(headings).filter(|(_, h)| bare(h)) {
        if let (None, Some(year)) = (&guess, FiscalYear::find(heading)) {
            let meaning = Meaning::Answer(Field::Status);
            *guess = Some(Guess { meaning, year: HeadingYear::Named(year) });
        }
    }
}

/// Any other heading with a year asks something of that year.
fn settle_dated(guesses: &mut [Option<Guess>], headings: &[String]) {
    for (guess, heading) in guesses.iter_mut().zip(headings).filter(|(g, _)| g.is_none()) {
        if let Some(year) = FiscalYear::find(heading) {
            *guess = Some(Guess { meaning: Meaning::Own, year: HeadingYear::Named(year) });
        }
    }
}

/// 指標 is the title where no other column is one; 方向性 the plan for the years to come.
fn settle_titles(guesses: &mut [Option<Guess>]) {
    let action = Meaning::Fixed(ColumnRole::Action);
    if !guesses.iter().flatten().any(|guess| guess.meaning == action)
        && let Some(guess) = guesses.iter_mut().flatten().find(|g| g.meaning == Meaning::Title)
    {
        guess.meaning = action;
    }
    let plan = Meaning::Answer(Field::Plan);
    let result = |guess: &Guess| match (&guess.meaning, guess.year) {
        (Meaning::Answer(field), HeadingYear::Named(year)) if *field != Field::Plan => Some(year),
        _ => None,
    };
    let latest = guesses.iter().flatten().filter_map(result).max();
    let ahead = |guess: &Guess| match guess.year {
        HeadingYear::Named(year) => {
            guess.meaning == plan && latest.is_some_and(|latest| year > latest)
        }
        HeadingYear::Relative(offset) => guess.meaning == plan && offset == Offset::Next,
        HeadingYear::Unsaid => false,
    };
    if !guesses.iter().flatten().any(ahead)
        && let Some(guess) = guesses.iter_mut().flatten().find(|g| g.meaning == Meaning::Direction)
    {
        guess.meaning = plan;
    }
}

/// 取組状況 is the grade where another column tells the status of the same year.
fn settle_grades(guesses: &mut [Option<Guess>]) {
    let status = guesses.iter().flatten().any(|g| g.meaning == Meaning::Answer(Field::Status));
    let graded = guesses.iter().flatten().any(|g| g.meaning == Meaning::Answer(Field::Progress));
    for guess in guesses.iter_mut().flatten() {
        if guess.meaning == Meaning::StatusOrGrade {
            let field = if status && !graded { Field::Progress } else { Field::Status };
            guess.meaning = Meaning::Answer(field);
        }
    }
}

/// 担当部署 alone names the section.
fn settle_owners(guesses: &mut [Option<Guess>]) {
    let is = |role: ColumnRole| move |g: &Guess| g.meaning == Meaning::Fixed(role.clone());
    if guesses.iter().flatten().any(is(ColumnRole::Section)) {
        return;
    }
    if let Some(guess) = guesses.iter_mut().flatten().find(|g| is(ColumnRole::Department)(g)) {
        guess.meaning = Meaning::Fixed(ColumnRole::Section);
    }
}

/// The year that the sheet reports: the latest that a result column names, else the earliest of a
/// plan column.
fn sheet_year(guesses: &[Option<Guess>], headings: &[String]) -> Option<(FiscalYear, String)> {
    let named = |results: bool| {
        guesses.iter().zip(headings).filter_map(move |(guess, heading)| {
            let guess = guess.as_ref()?;
            let Meaning::Answer(field) = &guess.meaning else { return None };
            match guess.year {
                HeadingYear::Named(year) if results == (*field != Field::Plan) => {
                    let coming = heading.contains("今後") || heading.contains("以降");
                    let year = if coming { year.plus(-1) } else { year };
                    Some((year, heading.replace('\n', "")))
                }
                _ => None,
            }
        })
    };
    named(true).max_by_key(|(year, _)| *year).or_else(|| named(false).min_by_key(|(year, _)| *year))
}

/// Each heading's year as seen from the sheet's. A heading that names none takes its left
/// neighbour's; if that slot is taken already, its right neighbour's.
fn offsets(
    guesses: &[Option<Guess>],
    headings: &[String],
    sheet: Option<FiscalYear>,
) -> Vec<Offset> {
    let said: Vec<Option<Offset>> = guesses
        .iter()
        .map(|guess| match guess.as_ref()?.year {
            HeadingYear::Named(year) => {
                sheet.and_then(|sheet| Offset::between(sheet, year)).or(Some(Offset::Next))
            }
            HeadingYear::Relative(offset) => Some(offset),
            HeadingYear::Unsaid => None,
        })
        .collect();
    let answers = |i: usize| matches!(guesses[i], Some(Guess { meaning: Meaning::Answer(_), .. }));
    let mut settled: Vec<Offset> = Vec::with_capacity(guesses.len());
    let mut taken: Vec<(&Meaning, Offset)> = Vec::new();
    for (i, guess) in guesses.iter().enumerate() {
        let Some(meaning @ Meaning::Answer(field)) = guess.as_ref().map(|g| &g.meaning) else {
            settled.push(Offset::This);
            continue;
        };
        let left = (0..i).rev().find(|j| answers(*j)).map(|j| settled[j]);
        let right = (i + 1..guesses.len()).find_map(|j| answers(j).then(|| said[j]).flatten());
        let asks = fold(&headings[i]).contains("ください").then_some(Offset::This);
        // A result of the years to come is never asked for: such a year is a neighbour's plan.
        let fits = |o: &Offset| *o != Offset::Next || *field == Field::Plan;
        let free = |o: &Offset| fits(o) && !taken.contains(&(meaning, *o));
        let choices = [asks, left, right, Some(Offset::This)].into_iter().flatten();
        let chosen = said[i].or_else(|| choices.into_iter().find(free)).unwrap_or(Offset::This);
        taken.push((meaning, chosen));
        settled.push(chosen);
    }
    settled
}
