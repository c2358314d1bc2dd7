//! xlsx and xlsm: the parts that the workbook names, each read in one pass.

use quick_xml::{Reader, events::Event};

use super::{
    drawing,
    parts::WorkbookParts,
    refusal::damaged,
    relations::{self, Relation},
    strings, styles,
    worksheet::{self, SharedParts},
    xml::{attribute, is_true},
};
use crate::{
    allowance::Allowance,
    table::{Table, TableBuilder},
    unreadable::Unreadable,
};

/// The most that the parts of all worksheets unpack to. Several may name one part, which is
/// unpacked for each of them.
const MOST_BYTES: u64 = 600 * 1024 * 1024;

/// Where the workbook stands unless the package says otherwise.
const BOOK: &str = "xl/workbook.xml";

/// A worksheet as the workbook lists it.
struct Listed {
    name: String,
    hidden: bool,
    relation: String,
}

/// What the workbook's own part says.
#[derive(Default)]
struct Book {
    sheets: Vec<Listed>,
    from_1904: bool,
    uncalculated: bool,
}

/// Every worksheet as a table.
pub(super) fn tables(
    parts: &mut WorkbookParts,
    allowance: &Allowance,
) -> Result<Vec<Table>, Unreadable> {
    let document = |relation: &Relation| relation.kind == "officeDocument";
    let path = relations::of(parts, "")?.into_iter().find(document);
    let path = path.map(|relation| relation.path).filter(|path| parts.has(path));
    let path = path.unwrap_or_else(|| BOOK.to_owned());
    let book = book(&parts.text(&path)?)?;
    let related = relations::of(parts, &path)?;
    let shared = shared(parts, &related, &book)?;
    let sheets: Vec<(&Listed, &str)> = book
        .sheets
        .iter()
        .filter_map(|listed| Some((listed, part_of(listed, &related)?)))
        .collect();
    if sheets.iter().map(|(_, path)| parts.size(path)).sum::<u64>() > MOST_BYTES {
        let detail = format!("全シートの展開後 {} MB 以上", MOST_BYTES >> 20);
        return Err(Unreadable::Unpacks { detail });
    }
    let mut tables = Vec::new();
    for (listed, path) in sheets {
        let mut builder = TableBuilder::new(&listed.name, listed.hidden, allowance);
        worksheet::read(&parts.text(path)?, &shared, &mut builder)?;
        drawing::read(parts, path, &mut builder)?;
        tables.push(builder.finish()?);
    }
    Ok(tables)
}

/// The part of a worksheet; none for charts, dialogs and macro sheets.
fn part_of<'a>(listed: &Listed, related: &'a [Relation]) -> Option<&'a str> {
    let relation = related.iter().find(|relation| relation.id == listed.relation)?;
    (relation.kind == "worksheet").then_some(relation.path.as_str())
}

/// What the worksheets share: the parts that the workbook names, or else those of the usual names.
fn shared(
    parts: &mut WorkbookParts,
    related: &[Relation],
    book: &Book,
) -> Result<SharedParts, Unreadable> {
    let mut text = |kind: &str| {
        let named = related.iter().find(|relation| relation.kind == kind);
        let path = named.map_or_else(|| format!("xl/{kind}.xml"), |named| named.path.clone());
        if parts.has(&path) { parts.text(&path) } else { Ok(String::new()) }
    };
    Ok(SharedParts {
        strings: strings::shared(&text("sharedStrings")?)?,
        looks: styles::looks(&text("styles")?)?,
        from_1904: book.from_1904,
        uncalculated: book.uncalculated,
    })
}

/// Reads the workbook's own part.
fn book(text: &str) -> Result<Book, Unreadable> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut book = Book::default();
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                "sheet" => {
                    let said = |name| attribute(&start, name).unwrap_or_default();
                    let hidden = !matches!(said("state").as_str(), "" | "visible");
                    book.sheets.push(Listed { name: said("name"), hidden, relation: said("id") });
                }
                "workbookPr" => book.from_1904 = is_true(&start, "date1904"),
                "calcPr" => book.uncalculated = is_true(&start, "fullCalcOnLoad"),
                _ => {}
            },
            Event::Eof => return Ok(book),
            _ => {}
        }
    }
}
