//! PDF files to a table: characters and lines with their places, cells, rows. The table is read
//! as a workbook's is; its places are boxes on pages.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "points and pixels of a page are small, and casts of floats saturate"
)]

mod font;
mod grid;
mod lines;
mod marks;
mod measure;
mod paper;
mod picture;
mod plain;
mod rows;
mod sight;

use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::{
    Place,
    reading::{Problem, ProblemKind, Reader, Reading},
};
use hayro::{
    hayro_interpret::{
        Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page,
    },
    hayro_syntax::{DecryptionError, LoadPdfError, Pdf},
    kurbo::Rect,
};

use crate::{
    options::Options,
    problems::in_order,
    table::{self, Builder, Kind, Merge, Table},
    unreadable::Unreadable,
};
use marks::{Area, Page};
use paper::{Item, Paper, Part};
use rows::Rows;
use sight::{Sight, TooMuch};

pub use picture::{is_open, picture};

/// The most pages; a sheet of a thousand rows has about a hundred.
const MOST_PAGES: usize = 1_000;
/// Characters of which the file does not say what they are, above which nothing can be read, in
/// hundredths.
const MOST_UNKNOWN: usize = 20;

/// Reads a PDF file.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Reading, Unreadable> {
    let document = open(bytes, options)?;
    let Document { pages, tables, ink, running, .. } = &document;
    let mut reading = table::read(tables, Reader::Pdf, options)?;
    let account = &mut reading.account;
    account.characters_heading += running;
    // What other tables hold is named by a note, and placed nowhere
    account.characters_unplaced += ink.saturating_sub(account.characters_read + running);
    account.characters_read = *ink;
    reading.problems.extend(document.continued.iter().map(|page| goes_on(pages, *page)));
    reading.problems.extend(document.wider.map(|page| wider(pages, page)));
    reading.problems.extend(pages.iter().flat_map(remarks));
    reading.problems = in_order(reading.problems);
    Ok(reading)
}

/// The tables of a file, for a person who chooses their columns.
pub(crate) fn plain_tables(bytes: &[u8]) -> Result<Vec<Table>, Unreadable> {
    Ok(open(bytes, &Options::default())?.tables)
}

/// A file with its tables found.
struct Document {
    pages: Vec<Page>,
    tables: Vec<Table>,
    /// Its characters, white space aside.
    ink: usize,
    /// Those of running heads and page numbers.
    running: usize,
    /// The pages whose first row goes on from the page before.
    continued: Vec<u32>,
    /// The page on which the columns of the first ones go on.
    wider: Option<u32>,
}

fn open(bytes: &[u8], options: &Options) -> Result<Document, Unreadable> {
    if let Some(limit) = measure::unpacks_beyond(bytes) {
        return Err(too_much(&format!("圧縮を解くと{limit}MBを超えます")));
    }
    let pages = pages(bytes, options)?;
    let ink = pages.iter().flat_map(|page| &page.marks).filter(|mark| counts(mark.c)).count();
    refuse_pictures(&pages, ink)?;
    refuse_unknown(&pages, ink)?;
    let mut paper = paper::read(&pages);
    let wider = join_papers(&mut paper);
    let (tables, continued) = tables(&paper, &pages)?;
    Ok(Document { tables, ink, running: paper.running, continued, wider, pages })
}

/// Whether a character counts in the account; what [`crate::repair`] takes out does not.
fn counts(c: char) -> bool {
    !c.is_whitespace()
        && !c.is_control()
        && !matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// What every page shows. Objects nest; the thread has room for the deepest that the library takes.
fn pages(bytes: &[u8], options: &Options) -> Result<Vec<Page>, Unreadable> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let work = thread.spawn_scoped(scope, || look(bytes, options));
        let looked = work.ok().and_then(|work| work.join().ok());
        looked.unwrap_or(Err(Unreadable::PdfDamaged))
    })
}

/// The stack of the thread that interprets pages, in bytes; it is taken only as far as it is used.
const STACK: usize = 256 * 1024 * 1024;

fn look(bytes: &[u8], options: &Options) -> Result<Vec<Page>, Unreadable> {
    let look = || {
        let password = options.password.as_ref().map_or("", |password| password.reveal());
        let pdf =
            Pdf::new_with_password(bytes.to_vec(), password).map_err(|error| match error {
                LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
                    Unreadable::PdfLocked { tried: !password.is_empty() }
                }
                LoadPdfError::Decryption(_) => Unreadable::PdfCipher,
                LoadPdfError::Invalid => Unreadable::PdfDamaged,
            })?;
        let count = pdf.pages().len();
        match count {
            0 => return Err(Unreadable::PdfDamaged),
            count if count > MOST_PAGES => return Err(too_much(&format!("{count}ページあります"))),
            _ => {}
        }
        let cache = InterpreterCache::new();
        let (mut steps, mut marks) = (0, 0);
        let mut pages = Vec::with_capacity(count);
        for (number, page) in (1_u32..).zip(pdf.pages().iter()) {
            let size = page.render_dimensions();
            let mut sight = Sight::new(number, size, steps, marks);
            let area = Rect::new(0.0, 0.0, size.0.into(), size.1.into());
            let transform = page.initial_transform(true).to_kurbo();
            let settings = InterpreterSettings::default();
            let mut context = Context::new(transform, area, &cache, page.xref(), settings);
            interpret_page(page, &mut context, &mut sight);
            (steps, marks) = sight.spent();
            let mut page = sight.page;
            page.set_apart();
            page.set_upright();
            pages.push(page);
        }
        Ok(pages)
    };
    catch_unwind(AssertUnwindSafe(look)).unwrap_or_else(|cause| {
        Err(cause.downcast::<TooMuch>().map_or(Unreadable::PdfDamaged, |much| too_much(much.0)))
    })
}

fn too_much(detail: &str) -> Unreadable {
    Unreadable::PdfTooMuch { detail: detail.to_owned() }
}

/// Refuses a file that holds no text but pictures.
fn refuse_pictures(pages: &[Page], ink: usize) -> Result<(), Unreadable> {
    match ink {
        0 if pages.iter().any(|page| page.pictured) => Err(Unreadable::PdfPicture {
            pages: named(pages.iter().filter(|page| page.pictured).map(|page| page.number)),
        }),
        0 => Err(Unreadable::Empty),
        _ => Ok(()),
    }
}

/// Refuses a file whose fonts do not say what their glyphs mean.
fn refuse_unknown(pages: &[Page], ink: usize) -> Result<(), Unreadable> {
    let unknown: usize = pages.iter().map(|page| page.unknown).sum();
    if unknown * 100 <= ink * MOST_UNKNOWN {
        return Ok(());
    }
    Err(Unreadable::PdfNoCharacters { unknown, all: ink })
}

/// Page numbers in words, the first ten by name.
fn named(pages: impl Iterator<Item = u32>) -> String {
    let pages: Vec<u32> = pages.collect();
    let first: Vec<String> = pages.iter().take(10).map(u32::to_string).collect();
    let more = if pages.len() > 10 { "ほか" } else { "" };
    format!("{}ページ{more}", first.join("・"))
}

/// Columns that go on on other sheets of paper are put beside the first ones; answers the page on
/// which they go on.
fn join_papers(paper: &mut Paper) -> Option<u32> {
    let families = paper::families(&mut paper.items);
    let (first, others) = families.split_first()?;
    let mut wider = None;
    for other in others {
        let part = |at: &usize| match &paper.items[*at] {
            Item::Part(part) => Some(part.clone()),
            Item::Text(_) => None,
        };
        let left: Vec<Part> = first.parts.iter().filter_map(part).collect();
        let right: Vec<Part> = other.parts.iter().filter_map(part).collect();
        let same = left.len() == right.len()
            && left.iter().zip(&right).all(|(left, right)| left.same_rows(right));
        if !same {
            continue;
        }
        for ((at, other_at), right) in first.parts.iter().zip(&other.parts).zip(&right) {
            if let Item::Part(part) = &mut paper.items[*at] {
                paper.running += part.widen(right);
                wider = wider.or(Some(right.page));
            }
            let gone = Part { page: right.page, xs: Vec::new(), ys: Vec::new(), cells: Vec::new() };
            paper.items[*other_at] = Item::Part(gone);
        }
    }
    wider
}

/// The tables of the file, each with its rows; and the pages whose first row goes on.
fn tables(paper: &Paper, pages: &[Page]) -> Result<(Vec<Table>, Vec<u32>), Unreadable> {
    let columns = |part: &Part| part.xs.len();
    let parts = paper.items.iter().filter_map(|item| match item {
        Item::Part(part) if !part.xs.is_empty() => Some(part),
        _ => None,
    });
    let parts: Vec<&Part> = parts.collect();
    let mut forms: Vec<usize> = parts.iter().map(|part| columns(part)).collect();
    forms.sort_unstable();
    forms.dedup();
    let main = forms.iter().copied().max_by_key(|form| {
        parts
            .iter()
            .filter(|part| columns(part) == *form)
            .map(|part| part.rows() * form)
            .sum::<usize>()
    });
    let mut tables = Vec::new();
    let mut continued = Vec::new();
    for form in forms {
        let own: Vec<&Part> = parts.iter().copied().filter(|part| columns(part) == form).collect();
        let mut rows = Rows::of(&own);
        for item in &paper.items {
            match item {
                Item::Text(cell) if Some(form) == main => rows.text(cell),
                Item::Part(part) if columns(part) == form => rows.part(part),
                _ => {}
            }
        }
        let name = if Some(form) == main {
            continued.append(&mut rows.continued);
            String::new()
        } else {
            format!("{}の表", named(own.iter().map(|part| part.page)))
        };
        tables.push(table(&name, &rows, pages)?);
    }
    if main.is_none() {
        let mut rows = Rows::default();
        for item in &paper.items {
            if let Item::Text(cell) = item {
                rows.text(cell);
            }
        }
        tables.push(table("", &rows, pages)?);
    }
    Ok((tables, continued))
}

fn table(name: &str, rows: &Rows, pages: &[Page]) -> Result<Table, Unreadable> {
    let mut builder = Builder::new(name, false);
    let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    for cell in &rows.cells {
        let page = pages.get(cell.page as usize - 1);
        let area = page.map_or(cell.area, |page| page.as_printed(cell.area));
        builder.locate(at(cell.top), at(cell.left), boxed(cell.page, area));
        if cell.right > cell.left || cell.bottom > cell.top {
            let (top, left) = (at(cell.top), at(cell.left));
            builder.merge(Merge { top, left, bottom: at(cell.bottom), right: at(cell.right) });
        }
    }
    for (cell, text) in rows.texts() {
        builder.push(at(cell.top), at(cell.left), &text, Kind::Plain)?;
    }
    builder.finish()
}

fn boxed(page: u32, area: Area) -> Place {
    let edges = [area.left.floor(), area.top.floor(), area.right.ceil(), area.bottom.ceil()];
    Place::Box { page, edges: edges.map(|edge| edge as i32) }
}

fn place_of(pages: &[Page], number: u32) -> Place {
    pages.iter().find(|page| page.number == number).map_or(Place::File, whole)
}

/// The place of a page as a whole.
fn whole(page: &Page) -> Place {
    let area = Area { left: 0.0, top: 0.0, right: page.width, bottom: page.height };
    boxed(page.number, page.as_printed(area))
}

fn goes_on(pages: &[Page], page: u32) -> Problem {
    let place = place_of(pages, page);
    let message = format!("{page}ページの先頭の行は、前のページの最後の行の続きとして読みました。");
    Problem::new(ProblemKind::Note, place, message)
}

fn wider(pages: &[Page], page: u32) -> Problem {
    let place = place_of(pages, page);
    let message = format!(
        "{page}ページからの表は、前のページの表の右側の列として読みました。行がずれていないか確認してください。"
    );
    Problem::new(ProblemKind::Note, place, message)
}

/// What is odd about a page.
fn remarks(page: &Page) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut tell = |kind: ProblemKind, message: String| {
        problems.push(Problem::new(kind, whole(page), message));
    };
    let number = page.number;
    if page.doubled > 0 {
        tell(
            ProblemKind::Repair,
            format!(
                "{number}ページで同じ位置に二重に描かれた{}文字を、1つとして読みました。",
                page.doubled
            ),
        );
    }
    if page.unpainted > 0 {
        tell(
            ProblemKind::Note,
            format!("{number}ページの、紙に見えない{}文字は読み込んでいません。", page.unpainted),
        );
    }
    if page.marks.iter().any(|mark| mark.hidden) {
        tell(
            ProblemKind::Doubt,
            format!(
                "{number}ページは画像に重ねた文字（文字認識の結果）です。画像と照らし合わせて、誤りがないか確認してください。"
            ),
        );
    }
    if page.unknown > 0 {
        tell(
            ProblemKind::Doubt,
            format!(
                "{number}ページに、ファイルが何の文字か示していない字が{}字あり、「\u{fffd}」としました。元の表計算ファイルで確認してください。",
                page.unknown
            ),
        );
    }
    if page.marks.is_empty() && page.pictured {
        tell(
            ProblemKind::Doubt,
            format!(
                "{number}ページは画像だけなので読み込んでいません。そのページの元の表計算ファイルかテキストを指定してください。"
            ),
        );
    }
    problems
}
