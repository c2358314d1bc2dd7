//! PDF files to a table: characters and lines with their places, cells, rows. The table is read
//! as a workbook's is; its places are boxes on pages.
//!
//! How a file becomes rows, in the order in which [`read`] goes:
//!
//! 1. **Measure** ([`measure`]). Packed streams are unpacked once into nothing, before the file is
//!    opened and, in a locked one as well, after; a file that unpacks beyond 400 MiB is refused before
//!    any of it is kept, as is one whose instructions pile up.
//! 2. **Look** ([`page_device`], [`font`]). The library interprets each page and draws on our device,
//!    which notes characters with their boxes and ruling lines (strokes, thin boxes, dashes). It
//!    counts what is drawn and unwinds out of a file that draws more than any sheet. Characters come
//!    from the file's tables, else from the embedded font's; one that nobody names is U+FFFD and told.
//! 3. **Set apart** ([`marks`], [`aside`], [`notes`], [`paint`]). Text drawn twice counts once, and
//!    text that is not painted not at all where other text is; a page whose text reads sideways is
//!    turned. Notes, stamps, watermarks, small kana over kanji and text in its ground's colour are
//!    counted, told, and part of no cell. Frames around words ([`frames`]) and lines along a text
//!    ([`decoration`]) are no borders: what is struck out is told, what is underlined is text.
//! 4. **Cells** ([`ruled`], [`fill`]). Pieces of lines become whole ones; lines that touch make a
//!    drawing, and its lines the edges of elementary cells. Cells without a line between them are
//!    one, sides left open are closed, and a text that runs over its cell's edge stays whole. Where
//!    no page has a table of lines, columns are what empty stripes part and rows are what the even
//!    spacing of lines holds together ([`plain`]).
//! 5. **Lines and breaks** ([`lines`]). A line was wrapped where the next piece had no room on it
//!    (Japanese line breaking); where it had, the writer broke it. A file that sets paragraphs
//!    apart, as our own does, says so by the distance of its lines.
//! 6. **Stitch** ([`stitch`], [`running`], [`families`], [`rows`]). Running heads and page numbers
//!    are set apart. Parts with the same columns are one table; columns that go on on another sheet
//!    of paper stand beside the first ones: surely when every row has the same height, with a doubt
//!    when only their number is the same, else the file is refused. A row that a page's end cut is
//!    joined again.
//! 7. **Table** ([`tables`]). The rest is [`crate::table::read`], as for a workbook; a place is a box
//!    on a page, and a column whose heading is not known is known by its percentages, with a doubt.
//!    A ring around one of several choices ([`circled`]) is a doubt that offers what it goes around.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "points and pixels of a page are small, and casts of floats saturate"
)]

mod aside;
mod cells;
mod circled;
mod decoration;
mod families;
mod figure;
mod fill;
mod font;
mod frames;
mod grid;
mod lines;
mod marks;
mod measure;
mod notes;
mod page_device;
mod paint;
mod part;
mod picture;
mod place;
mod plain;
mod remarks;
mod rows;
mod ruled;
mod running;
mod stitch;
mod tables;

use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::reading::{Reader, Reading};
use hayro::{
    hayro_interpret::{
        Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret_page,
    },
    hayro_syntax::{DecryptionError, LoadPdfError, Pdf},
    kurbo::Rect,
};

use crate::{
    allowance::Allowance,
    options::Options,
    problems::in_order,
    table::{self, Table},
    unreadable::Unreadable,
};
use families::Wider;
use marks::{AsideText, PdfPage};
use notes::PageNotes;
use page_device::{PageDevice, TooMuch};
use place::named;
use tables::PageTables;

pub use picture::{is_open, picture};

/// The most pages; a sheet of a thousand rows has about a hundred.
const MOST_PAGES: usize = 1_000;
/// Characters of which the file does not say what they are, above which nothing can be read, in
/// hundredths.
const MOST_UNKNOWN: usize = 20;

/// Reads a PDF file.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Reading, Unreadable> {
    let allowance = Allowance::default();
    let document = open(bytes, options, &allowance)?;
    let Document { pages, tables, ink, running, .. } = &document;
    let mut reading = table::read(tables, Reader::Pdf, options, &allowance)?;
    let account = &mut reading.account;
    account.characters_heading += running;
    // What other tables hold is named by a note, and placed nowhere
    account.characters_unplaced += ink.saturating_sub(account.characters_read + running);
    account.characters_read = *ink;
    reading.problems.extend(document.continued.iter().map(|page| remarks::goes_on(pages, *page)));
    reading.problems.extend(document.wider.iter().map(|wider| remarks::wider(pages, *wider)));
    reading.problems.extend(document.headless.iter().map(|page| remarks::headless(pages, *page)));
    reading.problems.extend(pages.iter().flat_map(remarks::of_page));
    let cells = cells::PlacedCells::of(&reading);
    let mut problems = remarks::asides(&document.aside, &cells);
    problems.extend(circled::problems(pages, &cells));
    reading.problems.extend(problems);
    reading.problems = in_order(reading.problems);
    Ok(reading)
}

/// The tables of a file, for a person who chooses their columns.
pub(crate) fn plain_tables(bytes: &[u8]) -> Result<Vec<Table>, Unreadable> {
    Ok(open(bytes, &Options::default(), &Allowance::default())?.tables)
}

/// What stands on each page of a PDF file, its head and foot included, without white space and in the
/// order in which it is drawn: to look for words, not to read a table.
pub fn page_texts(bytes: &[u8]) -> Result<Vec<String>, Unreadable> {
    measure::before_opening(bytes).map_err(beyond)?;
    let text = |page: &PdfPage| {
        let aside = page.aside.iter().flat_map(|text| text.text.chars());
        let marks = page.marks.iter().map(|mark| mark.c);
        marks.chain(aside).filter(|c| !c.is_whitespace()).collect()
    };
    Ok(pages(bytes, &Options::default())?.iter().map(text).collect())
}

/// A file with its tables found.
struct Document {
    pages: Vec<PdfPage>,
    tables: Vec<Table>,
    /// Its characters, white space aside.
    ink: usize,
    /// Those of running heads and page numbers.
    running: usize,
    /// Texts that no cell holds.
    aside: Vec<AsideText>,
    /// The pages whose first row goes on from the page before.
    continued: Vec<u32>,
    /// The pages of tables that print no head.
    headless: Vec<u32>,
    /// The pages on which the columns of the first ones go on.
    wider: Vec<Wider>,
}

fn open(bytes: &[u8], options: &Options, allowance: &Allowance) -> Result<Document, Unreadable> {
    measure::before_opening(bytes).map_err(beyond)?;
    let pages = pages(bytes, options)?;
    let marks = pages.iter().flat_map(|page| &page.marks).map(|mark| mark.c);
    let aside = pages.iter().flat_map(|page| &page.aside).flat_map(|text| text.text.chars());
    let ink = marks.chain(aside).filter(|c| counts(*c)).count();
    refuse_pictures(&pages, ink)?;
    refuse_unknown(&pages, ink)?;
    let mut stitched = stitch::read(&pages);
    let wider = families::join_beside(&mut stitched)?;
    let PageTables { tables, continued, running, headless } =
        tables::of(&stitched, &pages, allowance)?;
    let running = running + stitched.running;
    let mut aside: Vec<AsideText> = pages.iter().flat_map(|page| page.aside.clone()).collect();
    aside.append(&mut stitched.struck);
    Ok(Document { pages, tables, ink, running, aside, continued, headless, wider })
}

/// Whether a character counts in the account; what [`crate::repair`] takes out does not.
fn counts(c: char) -> bool {
    !c.is_whitespace()
        && !c.is_control()
        && !matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// What every page shows. Objects nest; the thread has room for the deepest that the library takes.
fn pages(bytes: &[u8], options: &Options) -> Result<Vec<PdfPage>, Unreadable> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let work = thread.spawn_scoped(scope, || look(bytes, options));
        let looked = work.ok().and_then(|work| work.join().ok());
        looked.unwrap_or(Err(Unreadable::PdfDamaged))
    })
}

/// The stack of the thread that interprets pages, in bytes; it is taken only as far as it is used.
const STACK: usize = 256 * 1024 * 1024;

fn look(bytes: &[u8], options: &Options) -> Result<Vec<PdfPage>, Unreadable> {
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
        measure::opened(&pdf).map_err(beyond)?;
        let cache = InterpreterCache::new();
        let (mut steps, mut marks) = (0, 0);
        let mut pages = Vec::with_capacity(count);
        for (number, page) in (1_u32..).zip(pdf.pages().iter()) {
            let size = page.render_dimensions();
            let mut device = PageDevice::new(number, size, steps, marks);
            let area = Rect::new(0.0, 0.0, size.0.into(), size.1.into());
            let transform = page.initial_transform(true).to_kurbo();
            let draw = |device: &mut PageDevice, render_content: RenderContent| {
                let settings = InterpreterSettings { render_content, ..Default::default() };
                let mut context = Context::new(transform, area, &cache, page.xref(), settings);
                interpret_page(page, &mut context, device);
            };
            draw(&mut device, RenderContent::PAGE);
            device.lay_over(PageNotes::of(page, number, transform));
            draw(&mut device, RenderContent::ANNOTATIONS);
            (steps, marks) = device.spent();
            let mut page = device.page;
            page.set_apart();
            page.set_upright();
            aside::set_aside(&mut page);
            frames::settle(&mut page);
            decoration::settle(&mut page);
            pages.push(page);
        }
        Ok(pages)
    };
    catch_unwind(AssertUnwindSafe(look)).unwrap_or_else(|cause| {
        Err(cause.downcast::<TooMuch>().map_or(Unreadable::PdfDamaged, |much| too_much(much.0)))
    })
}

fn beyond(beyond: measure::Beyond) -> Unreadable {
    too_much(&beyond.detail())
}

fn too_much(detail: &str) -> Unreadable {
    Unreadable::PdfTooMuch { detail: detail.to_owned() }
}

/// Refuses a file that holds no text but pictures.
fn refuse_pictures(pages: &[PdfPage], ink: usize) -> Result<(), Unreadable> {
    match ink {
        0 if pages.iter().any(|page| page.pictured) => Err(Unreadable::PdfPicture {
            pages: named(pages.iter().filter(|page| page.pictured).map(|page| page.number)),
        }),
        0 => Err(Unreadable::Empty),
        _ => Ok(()),
    }
}

/// Refuses a file whose fonts do not say what their glyphs mean.
fn refuse_unknown(pages: &[PdfPage], ink: usize) -> Result<(), Unreadable> {
    let unknown: usize = pages.iter().map(|page| page.unknown).sum();
    if unknown * 100 <= ink * MOST_UNKNOWN {
        return Ok(());
    }
    Err(Unreadable::PdfNoCharacters { unknown, all: ink })
}
