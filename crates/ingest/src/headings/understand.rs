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
    reason::HeadingReason,
    words::{is_only_year, without_number, without_years, year_of},
    years::{AskedYear, asked_years, sheet_year},
};

/// The columns that headings name, and the sheet's year.
#[derive(Debug, Clone, PartialEq)]
pub struct Understood {
    /// The layout; headings that are not understood are [`ColumnRole::Ignored`].
    pub layout: Layout,
    /// The year that the headings name, with the heading that names it.
    pub year: Option<(FiscalYear, String)>,
    /// For each column why it is what it is.
    pub reasons: Vec<HeadingReason>,
}

/// Why a column is not taken although its heading is understood.
pub const TWICE: HeadingReason = HeadingReason::certain("同じ意味の見出しの列が左にもあるため");

/// Understands a row of headings, left to right.
pub fn understand(headings: &[String]) -> Understood {
    let mut guesses: Vec<Option<Guess>> = headings.iter().map(|h| guess(h)).collect();
    settle_grades(&mut guesses);
    settle_results(&mut guesses, headings);
    settle_coming(&mut guesses, headings);
    settle_years(&mut guesses, headings);
    settle_dated(&mut guesses, headings);
    settle_measures(&mut guesses, headings);
    settle_titles(&mut guesses);
    settle_owners(&mut guesses, headings);
    let year = sheet_year(&guesses, headings);
    let sheet = year.as_ref().map(|(year, _)| *year);
    let asked = asked_years(&guesses, headings, sheet);
    let mut scales: Vec<Scale> = Vec::new();
    let mut taken = Vec::new();
    let mut reasons = Vec::with_capacity(headings.len());
    let columns = guesses.iter().zip(headings).zip(asked).map(|((guess, heading), asked)| {
        let AskedYear { offset, reason } = asked;
        let role = role(guess.as_ref(), heading, offset, sheet);
        let role = match role {
            // A second question of the same meaning is the plan's own, by its heading
            ColumnRole::Answer(slot) if taken.contains(&ColumnRole::Answer(slot.clone())) => {
                ColumnRole::Answer(Slot::new(own::whole(heading), slot.year))
            }
            role => role,
        };
        let twice = role != ColumnRole::Ignored && taken.contains(&role);
        reasons.push(if twice { TWICE } else { reason });
        let role = if twice { ColumnRole::Ignored } else { role };
        taken.push(role.clone());
        let mut column = Column::new(heading.replace('\n', ""), role);
        let name = match &column.role {
            ColumnRole::Answer(Slot { field: Field::Progress, .. }) => Field::Progress.label(),
            ColumnRole::Answer(Slot { field: Field::Other(name), .. }) => name.as_str(),
            _ => "",
        };
        let listed = without_number(heading);
        let scale = Scale::from_heading(name, listed).filter(|_| !name.is_empty());
        if let Some(scale) = scale {
            column.scale.clone_from(&scale.name);
            scales.push(scale);
        }
        column
    });
    let columns = columns.collect();
    scales.dedup();
    Understood { layout: Layout { columns, scales, ..Layout::default() }, year, reasons }
}

/// What stands under a heading.
fn role(
    guess: Option<&Guess>,
    heading: &str,
    offset: Offset,
    sheet: Option<FiscalYear>,
) -> ColumnRole {
    let Some(Guess { meaning, year, .. }) = guess else { return ColumnRole::Ignored };
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
    let Some((Guess { meaning, year: HeadingYear::Named(year), .. }, sheet)) = guess.zip(sheet)
    else {
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
        if let (None, Some((year, _))) = (&guess, year_of(heading)) {
            let meaning = Meaning::Answer(Field::Status);
            let why = Some("見出しが年度だけなので、その年度の実施状況とみなしたため");
            *guess = Some(Guess { meaning, year: HeadingYear::Named(year), why });
        }
    }
}

/// 確保実績 and R5実績 are figures where another column tells what was done in the same year (R6実施状況):
/// each is a field of its own, and the telling column the status.
fn settle_results(guesses: &mut [Option<Guess>], headings: &[String]) {
    let status = |guess: &Guess| guess.meaning == Meaning::Answer(Field::Status);
    let plain = |heading: &String| {
        let words = without_years(&fold(without_number(heading)));
        words.split(['(', '（']).next().unwrap_or_default().to_owned()
    };
    let tells = |heading: &String| {
        let words = plain(heading);
        ["状況", "取組", "取り組み", "活動", "内容", "結果", "経過"]
            .iter()
            .any(|w| words.contains(w))
    };
    let figures = |heading: &String| {
        let words = plain(heading);
        words.ends_with("実績") && !tells(heading)
    };
    let year = |guess: &Guess| match guess.year {
        HeadingYear::Named(year) => Some(year),
        _ => None,
    };
    let all = || guesses.iter().zip(headings).filter_map(|(g, h)| Some((g.as_ref()?, h)));
    let told: Vec<_> = all()
        .filter(|(guess, heading)| status(guess) && tells(heading))
        .filter_map(|(guess, _)| year(guess))
        .collect();
    let both = all().any(|(guess, heading)| {
        let kind = plain(heading).trim_start_matches(['の', '度']).len() > "実績".len();
        status(guess)
            && figures(heading)
            && kind
            && year(guess).is_some_and(|year| told.contains(&year))
    });
    for (guess, heading) in guesses.iter_mut().zip(headings).filter(|_| both) {
        if let Some(guess) = guess.as_mut().filter(|guess| status(guess) && figures(heading)) {
            guess.meaning = Meaning::Own;
        }
    }
}

/// R7の取組 beside R6実施状況 tells what comes next: a heading that only says 取組, of a later year
/// than every heading that asks for a result, is that year's plan where no other column is.
fn settle_coming(guesses: &mut [Option<Guess>], headings: &[String]) {
    let status = Meaning::Answer(Field::Status);
    let plan = Meaning::Answer(Field::Plan);
    let deeds = |heading: &str| {
        let words = without_years(&fold(without_number(heading)));
        let words = words.trim_start_matches(['の', '度']).trim_start_matches("主な");
        ["取組", "取組み", "取り組み", "取組内容"].contains(&words)
    };
    let named = |guess: &Guess| match guess.year {
        HeadingYear::Named(year) => Some(year),
        _ => None,
    };
    let all = || guesses.iter().zip(headings).filter_map(|(g, h)| Some((g.as_ref()?, h)));
    let asked = all().filter(|(guess, heading)| {
        matches!(guess.meaning, Meaning::Answer(_)) && guess.meaning != plan && !deeds(heading)
    });
    let Some(latest) = asked.filter_map(|(guess, _)| named(guess)).max() else { return };
    let later = |heading: &String| year_of(heading).map(|(year, _)| year).filter(|y| *y > latest);
    let told = all().any(|(guess, heading)| guess.meaning == plan && later(heading).is_some());
    for (guess, heading) in guesses.iter_mut().zip(headings).filter(|(_, h)| !told && deeds(h)) {
        let open = guess.as_ref().is_none_or(|guess| guess.meaning == status);
        if let Some(year) = later(heading).filter(|_| open) {
            let why = "ほかの列が前の年度の実績を尋ねるので、この列を今後の計画とみなしたため";
            let year = HeadingYear::Named(year);
            *guess = Some(Guess { meaning: plan.clone(), year, why: Some(why) });
        }
    }
}

/// Any other heading with a year asks something of that year.
fn settle_dated(guesses: &mut [Option<Guess>], headings: &[String]) {
    for (guess, heading) in guesses.iter_mut().zip(headings).filter(|(g, _)| g.is_none()) {
        if let Some((year, _)) = year_of(heading) {
            let year = HeadingYear::Named(year);
            *guess = Some(Guess { meaning: Meaning::Own, year, why: None });
        }
    }
}

/// 施策名 is the measure where another column names the actions.
fn settle_measures(guesses: &mut [Option<Guess>], headings: &[String]) {
    let action = Meaning::Fixed(ColumnRole::Action);
    let names_measures = |heading: &str| {
        let folded = fold(heading);
        folded.contains("施策名") || folded.contains("施策の名称")
    };
    let is_action = |guess: &Option<Guess>| guess.as_ref().is_some_and(|g| g.meaning == action);
    let others = guesses.iter().zip(headings).any(|(g, h)| is_action(g) && !names_measures(h));
    for (guess, heading) in guesses.iter_mut().zip(headings).filter(|_| others) {
        if let (true, true, Some(guess)) = (is_action(guess), names_measures(heading), guess) {
            guess.meaning = Meaning::Fixed(ColumnRole::Measure);
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
        guess.why = Some("事業名の列がなく、この列を事業名とみなしたため");
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
        guess.why = Some("今後の計画の列がなく、この列を今後の計画とみなしたため");
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

/// 担当部署 alone names the section. A section that takes part beside the one in charge is a field of
/// the plan's own.
fn settle_owners(guesses: &mut [Option<Guess>], headings: &[String]) {
    let takes_part = |heading: &str| {
        let folded = fold(without_number(heading));
        ["関係", "関連", "協力", "連携", "副"].iter().any(|word| folded.starts_with(word))
    };
    let section = Meaning::Fixed(ColumnRole::Section);
    let in_charge = guesses
        .iter()
        .zip(headings)
        .any(|(g, h)| g.as_ref().is_some_and(|g| g.meaning == section) && !takes_part(h));
    for (guess, heading) in guesses.iter_mut().zip(headings).filter(|_| in_charge) {
        if let Some(guess) = guess.as_mut().filter(|g| g.meaning == section && takes_part(heading))
        {
            guess.meaning = Meaning::Own;
        }
    }
    let is = |role: ColumnRole| move |g: &Guess| g.meaning == Meaning::Fixed(role.clone());
    if guesses.iter().flatten().any(is(ColumnRole::Section)) {
        return;
    }
    if let Some(guess) = guesses.iter_mut().flatten().find(|g| is(ColumnRole::Department)(g)) {
        guess.meaning = Meaning::Fixed(ColumnRole::Section);
    }
}
