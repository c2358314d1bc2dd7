//! The text layer of a PDF: columns recovered from order, anchors and sense.
//!
//! A PDF's text layer gives a table cell after cell, and loses the borders between them. What is
//! left: the order of the columns, blank lines where a cell of several lines ends, and cells that
//! can be recognised for what they are (page, bureau, section, percentage, grade). All readings
//! of the whole file are compared at once, since one wrong cut would shift every cell after it.
//!
//! How a text becomes rows, in the order in which [`read`] goes:
//!
//! 1. **Lines** ([`lines`]). Form feeds begin pages. A space after every character is removed where
//!    most lines have one, and single characters are repaired; each repair is a problem.
//! 2. **Refused first** ([`order`]): lines that hold several columns side by side.
//! 3. **Heads** ([`head`], [`finder`], [`pieces`]). A head is a run of lines that consists of headings, printed
//!    again on every page. [`crate::headings::understand`] says what its columns mean. The fullest
//!    head becomes the layout, unless a person gave one; where every head is only a part of the
//!    standard form, that form is taken, with a doubt.
//! 4. **Units** ([`units`], [`gap`]). The rest is cut into the words between spaces, each with its
//!    line and with what stands before it: a space, a line's end, a blank line, a page's end. Titles
//!    and page numbers are set aside.
//! 5. **Refused next** ([`order`]): more text than any sheet has, so that the work stays bounded, and
//!    long runs of percentages or owners, which list column after column.
//! 6. **Score** ([`score`], [`judge`]). How well a stretch of units is a cell of a column, in
//!    comparable odds: by anchors ([`anchors`]: page, owner, percentage, grade, with names learnt
//!    where they are beyond doubt), by sense ([`sense`], [`prose::tense`]: the last verb tells a plan from a result) and
//!    by geometry ([`geometry`]: gaps, widths of lines). All is counted beforehand ([`evidence`]), so
//!    that no stretch is read twice.
//! 7. **Search** ([`path`]). Dynamic programming over ends of cells: for each unit and column, the
//!    best way in which a cell of that column ends there. A cell follows one of an earlier column or
//!    begins the next row; empty columns have their price. The search runs twice, the second time
//!    with the widths of columns that the first has taught ([`score::Score::learn`]).
//! 8. **Refused then** ([`order`]): too many rows without the anchors that show their order.
//! 9. **Resolve** ([`resolve`]). Each row's best readings are ranked again by what its cells say of
//!    each other. A second one that comes close is kept as the rival; where too many rows read badly
//!    even so, or words of a head stand among the values, the file is refused.
//! 10. **Rows** ([`rows`], [`join`]). Lines are joined; a break is kept where the writer had room for
//!     more and a new thought begins. The rival becomes a doubt that quotes both readings; so does
//!     what reads badly, or lacks a sentence that nearly every row has. A record without a title is no
//!     row: its cells are listed as unplaced. What was decided is told ([`decisions`]).
//! 11. **Account** ([`account`]). Every character is placed, heading or unplaced.

mod account;
mod anchors;
mod decisions;
mod evidence;
mod finder;
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
mod steps;
mod units;
#[cfg(test)]
mod work;

use domain::{
    FiscalYear, Place,
    layout::Layout,
    municipality,
    reading::{Problem, ProblemKind, Reader, Reading},
    scale::Scale,
    sheet::Sheet,
};

use crate::{allowance::Allowance, options::Options, problems::in_order, unreadable::Unreadable};

/// Reads text that came out of a PDF.
pub(crate) fn read(text: &str, options: &Options) -> Result<Reading, Unreadable> {
    order::refuse_lines(text, &Allowance::default())?;
    let lines::Lines { lines, mut problems } = lines::split(text);
    if lines.iter().all(|line| line.text.trim().is_empty()) {
        return Err(Unreadable::Empty);
    }
    order::refuse_side_by_side(&lines)?;
    let heads = finder::find(&lines);
    let found = layout(&heads, &lines, options)?;
    let year = year(&found, options)?;
    problems.extend(found.problems.iter().cloned());
    let body = units::body(&lines, &heads);
    order::refuse_endless(&body.units)?;
    order::refuse_columns(&body.units)?;
    let mut score = score::Score::new(&body.units, &found.layout);
    score.learn(&path::records(&score));
    let records = path::records(&score);
    order::refuse_gaps(&records, &score)?;
    let resolved = resolve::resolve(&score, records);
    order::refuse_cut_head(&resolved, &score)?;
    order::refuse_disorder(&resolved, &score)?;
    let written = rows::write(&score, resolved, &found.layout);
    if written.rows.is_empty() {
        let place = heads.first().map_or(Place::File, |head| head.place(&lines));
        return Err(Unreadable::NoRows { place: place.to_string() });
    }
    order::refuse_long_cells(&written.rows, &found.layout, &Allowance::default())?;
    let account = account::account(&lines, &heads, &body, &written);
    problems.extend(written.problems);
    problems.extend(written.unplaced);
    let title = body.title.join("\n");
    let municipality =
        municipality::named_in(&title, 1).or_else(|| municipality::named_in(text, 3));
    let named = found.year.as_ref().map(|(_, heading)| heading.as_str());
    let place = heads.first().map(|head| head.place(&lines));
    let decisions = decisions::of(&found.layout, year, named, found.whole, place);
    let mut layout = found.layout;
    "テキストから検出した様式".clone_into(&mut layout.name);
    Ok(Reading {
        reader: Reader::Text,
        year_found: found.year.map(|(year, _)| year),
        title,
        municipality,
        sheet: Sheet { year, layout, measures: written.measures, rows: written.rows },
        problems: in_order(problems).into_iter().chain([borderless()]).collect(),
        account,
        decisions,
        by_layout: false,
    })
}

/// A text has no borders: where a cell ends is told by its sentences and gaps.
fn borderless() -> Problem {
    let message = "テキストには欄の境の線がありません。欄の境は文の形と空行から判断しました。登録の前に、各事業の欄を元の表と見比べてください。PDFのファイルがあれば、そちらを読み込むほうが確実です。";
    Problem::new(ProblemKind::Doubt, Place::File, message)
}

/// The form of the text, and what was found out about it.
struct Found {
    layout: Layout,
    year: Option<(FiscalYear, String)>,
    /// Whether heads of the file name every column.
    whole: bool,
    problems: Vec<Problem>,
}

/// The form that a person gave, or the fullest head; where every head is only a part of the
/// standard form, the standard form, with a doubt.
fn layout(
    heads: &[head::TextHead],
    lines: &[lines::TextLine],
    options: &Options,
) -> Result<Found, Unreadable> {
    let mut problems = head::repeated(heads, lines);
    let looked = format!("{}行", lines.len());
    let best = heads.iter().max_by_key(|head| head.columns());
    let whole = heads.iter().filter(|head| head.is_whole());
    let year = whole.filter_map(|head| head.understood.year.clone()).max_by_key(|(year, _)| *year);
    if let Some(given) = &options.layout {
        head::require(given, heads, &looked)?;
        return Ok(Found { layout: given.clone(), year, whole: true, problems });
    }
    let best = best.ok_or(Unreadable::NoHead { looked: looked.clone() })?;
    if let years @ [_, _, ..] = best.years_over_columns().as_slice() {
        let years = years.join("」「");
        let reason = format!("見出しの「{years}」がどの列の年度なのか、文字からは分かりません");
        return Err(Unreadable::OrderLost { reason });
    }
    if best.is_whole() {
        return Ok(Found { layout: best.understood.layout.clone(), year, whole: true, problems });
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
    let layout = Layout::standard(standard_year, scale);
    Ok(Found { layout, year: named, whole: false, problems })
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
