//! The text layer of a PDF: columns recovered from order, anchors and sense.
//!
//! A PDF's text layer gives a table cell after cell, and loses the borders between them. What is
//! left: the order of the columns, blank lines where a cell of several lines ends, and cells that
//! can be recognised for what they are (page, bureau, section, percentage, grade). All readings
//! of the whole file are compared at once ([`path`]), and each row's best readings once more by
//! what its cells say of each other ([`resolve`]). Where the second best is close, it is a doubt.

mod account;
mod anchors;
mod evidence;
mod gap;
mod geometry;
mod head;
mod join;
mod judge;
mod lines;
mod order;
mod path;
mod pieces;
mod resolve;
mod rows;
mod score;
mod sense;
mod span;
mod units;

use domain::{
    FiscalYear, Place,
    layout::Layout,
    municipality,
    reading::{Problem, ProblemKind, Reader, Reading},
    scale::Scale,
    sheet::Sheet,
};

use crate::{options::Options, problems::in_order, unreadable::Unreadable};

/// Reads text that came out of a PDF.
pub(crate) fn read(text: &str, options: &Options) -> Result<Reading, Unreadable> {
    let lines::Lines { lines, mut problems } = lines::split(text);
    if lines.iter().all(|line| line.text.trim().is_empty()) {
        return Err(Unreadable::Empty);
    }
    order::refuse_side_by_side(&lines)?;
    let heads = head::find(&lines);
    let found = layout(&heads, &lines, options)?;
    let year = year(&found, options)?;
    problems.extend(found.problems);
    let body = units::body(&lines, &heads);
    order::refuse_endless(&body.units)?;
    order::refuse_columns(&body.units)?;
    let mut score = score::Score::new(&body.units, &found.layout);
    score.learn(&path::records(&score));
    let records = path::records(&score);
    order::refuse_gaps(&records, &score)?;
    let resolved = resolve::resolve(&score, records);
    order::refuse_disorder(&resolved, &score)?;
    let written = rows::write(&score, resolved, &found.layout);
    if written.rows.is_empty() {
        let place = heads.first().map_or(Place::File, |head| head.place(&lines));
        return Err(Unreadable::NoRows { place: place.to_string() });
    }
    let account = account::account(&lines, &heads, &body, &written);
    problems.extend(written.problems);
    problems.extend(written.unplaced);
    let title = body.title.join("\n");
    let municipality =
        municipality::named_in(&title, 1).or_else(|| municipality::named_in(text, 3));
    let mut layout = found.layout;
    "テキストから検出した様式".clone_into(&mut layout.name);
    Ok(Reading {
        reader: Reader::Text,
        year_found: found.year.map(|(year, _)| year),
        title,
        municipality,
        sheet: Sheet { year, layout, measures: written.measures, rows: written.rows },
        problems: in_order(problems),
        account,
    })
}

/// The form of the text, and what was found out about it.
struct Found {
    layout: Layout,
    year: Option<(FiscalYear, String)>,
    problems: Vec<Problem>,
}

/// The form that a person gave, or the fullest head; where every head is only a part of the
/// standard form, the standard form, with a doubt.
fn layout(
    heads: &[head::Head],
    lines: &[lines::Line],
    options: &Options,
) -> Result<Found, Unreadable> {
    let mut problems = head::repeated(heads, lines);
    let looked = format!("{}行", lines.len());
    let best = heads.iter().max_by_key(|head| head.columns());
    let whole = heads.iter().filter(|head| head.is_whole());
    let year = whole.filter_map(|head| head.understood.year.clone()).max_by_key(|(year, _)| *year);
    if let Some(given) = &options.layout {
        head::require(given, heads, &looked)?;
        return Ok(Found { layout: given.clone(), year, problems });
    }
    let best = best.ok_or(Unreadable::NoHead { looked: looked.clone() })?;
    if best.is_whole() {
        return Ok(Found { layout: best.understood.layout.clone(), year, problems });
    }
    let named = best.standard_year();
    let standard_year =
        options.year.or_else(|| named.as_ref().map(|(year, _)| *year)).ok_or(Unreadable::NoYear)?;
    if !best.is_part_of_standard(standard_year) {
        return Err(Unreadable::NoHead { looked });
    }
    let scale = best.understood.layout.scale();
    let scale = if scale.grades.is_empty() { Scale::default() } else { scale };
    problems.push(Problem::new(
        ProblemKind::Doubt,
        best.place(lines),
        "見出しが一部の列にしかありません。標準様式の列の並びとして読みました。列の対応を確認してください。",
    ));
    Ok(Found { layout: Layout::standard(standard_year, scale), year: named, problems })
}

/// The sheet's year: the headings', which must not contradict the person's.
fn year(found: &Found, options: &Options) -> Result<FiscalYear, Unreadable> {
    match (options.year, &found.year) {
        (Some(given), Some((year, heading))) if given != *year => Err(Unreadable::WrongYear {
            given,
            found: *year,
            place: format!("見出し「{heading}」"),
        }),
        (Some(given), _) => Ok(given),
        (None, Some((year, _))) => Ok(*year),
        (None, None) => Err(Unreadable::NoYear),
    }
}
