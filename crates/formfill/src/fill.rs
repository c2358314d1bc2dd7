//! Fills a form: looks at each cell that the map names, and rewrites the parts of the worksheets in
//! which something is written.

use std::collections::{BTreeMap, BTreeSet};

use domain::text::fold;

use crate::{
    archive::{self, FormParts},
    book::{FormBook, part},
    error::Error,
    fact::{CellFact, FormFacts, LookedUp},
    map::{FormMap, MappedCell},
    name::CellName,
    outcome::{CellOutcome, CellReport},
    scan::Scan,
    shared::strings,
    write::{Edit, cell, edited},
};

/// The most characters that a cell of a workbook holds.
const LONGEST: usize = 32_767;

/// A form after it was filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledForm {
    /// The workbook.
    pub bytes: Vec<u8>,
    /// What became of each cell, in the order of the map.
    pub cells: Vec<CellReport>,
}

/// The cells to be filled of a worksheet, by row and column.
type Wanted = BTreeMap<CellName, CellFact>;

/// Fills a form from facts. The same form, map and facts give the same bytes.
pub fn fill(form: &[u8], map: &FormMap, facts: &FormFacts) -> Result<FilledForm, Error> {
    let mut parts = archive::read(form)?;
    let book = FormBook::of(&parts)?;
    let texts = match &book.strings {
        Some(path) => strings(part(&parts, path)?)?,
        None => Vec::new(),
    };
    let named = sheets(&book, map)?;
    let scans = scanned(&parts, &book, &named)?;
    let (mut cells, mut writes) = (Vec::new(), BTreeMap::<usize, Wanted>::new());
    let entries = map.cells.iter().zip(&named).zip(1..);
    for ((entry, (sheet, name)), no) in entries {
        let Some(scan) = scans.get(sheet) else { continue };
        let again = writes.get(sheet).is_some_and(|wanted| wanted.contains_key(name));
        let place = || entry.place(no);
        if again {
            return Err(Error::map(
                place(),
                "このセルは、前にも書かれています。1つにしてください。",
            ));
        }
        if let Some(first) = scan.hidden_by(*name) {
            let first = first.written();
            let sentence = format!("結合したセルの中です。左上の {first} を書いてください。");
            return Err(Error::map(place(), sentence));
        }
        let (report, write) = looked(entry, (scan, &texts, *name), facts)
            .map_err(|sentence| Error::map(place(), sentence))?;
        let of = book.sheets.get(*sheet).map_or("", |(of, _)| of);
        cells.push(CellReport { cell: format!("{of}!{}", name.written()), ..report });
        if let Some(fact) = write {
            writes.entry(*sheet).or_default().insert(*name, fact);
        }
    }
    written(&mut parts, &book, (&scans, &writes))?;
    Ok(FilledForm { bytes: archive::written(&parts)?, cells })
}

/// The worksheet and cell of each entry.
fn sheets(book: &FormBook, map: &FormMap) -> Result<Vec<(usize, CellName)>, Error> {
    let place = |(entry, no): (&MappedCell, usize)| {
        let wrong = |sentence: String| Error::map(entry.place(no), sentence);
        let (sheet, name) = entry
            .name()
            .ok_or_else(|| wrong("cell を「C5」や「様式1!C5」の形で書いてください。".to_owned()))?;
        let Some(sheet) = sheet else { return Ok((0, name)) };
        let at = book.sheets.iter().position(|(known, _)| *known == sheet);
        let at = at.ok_or_else(|| {
            let known: Vec<&str> = book.sheets.iter().map(|(name, _)| name.as_str()).collect();
            wrong(format!(
                "「{sheet}」というシートは様式にありません。シート：{}",
                known.join("、")
            ))
        })?;
        Ok((at, name))
    };
    map.cells.iter().zip(1..).map(place).collect()
}

/// The worksheets that the map names, gone through.
fn scanned(
    parts: &FormParts,
    book: &FormBook,
    named: &[(usize, CellName)],
) -> Result<BTreeMap<usize, Scan>, Error> {
    let mut rows: BTreeMap<usize, BTreeSet<u32>> = BTreeMap::new();
    for (sheet, name) in named {
        rows.entry(*sheet).or_default().insert(name.row);
    }
    let mut scans = BTreeMap::new();
    for (sheet, rows) in rows {
        let Some((_, path)) = book.sheets.get(sheet) else { continue };
        scans.insert(sheet, Scan::of(part(parts, path)?, |row| rows.contains(&row))?);
    }
    Ok(scans)
}

/// What becomes of a cell, and what is written into it; a sentence where the map asks for what cannot
/// be.
fn looked(
    entry: &MappedCell,
    (scan, texts, name): (&Scan, &[String], CellName),
    facts: &FormFacts,
) -> Result<(CellReport, Option<CellFact>), String> {
    let place = scan.rows.get(&name.row).and_then(|row| row.cells.get(&name.column));
    let found = place.map_or_else(String::new, |cell| cell.text(texts));
    let has_formula = place.is_some_and(|cell| cell.has_formula);
    let (fact, looked) = facts.of(entry);
    let mut report = CellReport {
        cell: String::new(),
        label: entry.label.clone(),
        fact,
        outcome: CellOutcome::ByHand,
        value: String::new(),
        found: if found.trim().is_empty() { String::new() } else { found },
        note: String::new(),
    };
    let (fact, note) = match looked {
        LookedUp::Fact(fact, note) => (fact, note),
        LookedUp::None(why) => {
            report.note = why;
            return Ok((report, None));
        }
        LookedUp::Wrong(sentence) => return Err(sentence),
    };
    fact.shown().clone_into(&mut report.value);
    note.clone_into(&mut report.note);
    if report.value.encode_utf16().count() > LONGEST {
        report.note = format!("長すぎて、1つのセル（{LONGEST}字まで）に入りません。");
        return Ok((report, None));
    }
    if report.found.is_empty() && !has_formula {
        report.outcome = CellOutcome::Filled;
        return Ok((report, Some(fact)));
    }
    let is_same = says_same(&report.found, &fact);
    report.outcome = if is_same { CellOutcome::Filled } else { CellOutcome::Differs };
    if !is_same && has_formula {
        "数式が入っています。".clone_into(&mut report.note);
    }
    Ok((report, None))
}

/// Whether a cell says already what a fact says.
fn says_same(found: &str, fact: &CellFact) -> bool {
    let lines = |text: &str| text.replace("\r\n", "\n").replace("_x000D_", "").trim().to_owned();
    let number = |text: &str| fold(text).replace(',', "").parse::<f64>().ok();
    match fact {
        CellFact::Text(text) => lines(found) == lines(text),
        CellFact::Number(figures) => {
            number(found).zip(number(figures)).is_some_and(|(a, b)| a.total_cmp(&b).is_eq())
        }
    }
}

/// Rewrites the parts in which something is written.
fn written(
    parts: &mut FormParts,
    book: &FormBook,
    (scans, writes): (&BTreeMap<usize, Scan>, &BTreeMap<usize, Wanted>),
) -> Result<(), Error> {
    for (sheet, wanted) in writes {
        let (Some(scan), Some((_, path))) = (scans.get(sheet), book.sheets.get(*sheet)) else {
            continue;
        };
        let part = part(parts, path)?;
        let filled = edited(part, edits(scan, wanted));
        parts.insert(path.clone(), filled.into_bytes());
    }
    if !writes.is_empty() && has_formulas(parts, book, scans)? {
        let book_part = book.recalculated(parts)?;
        parts.insert(book.path.clone(), book_part.into_bytes());
    }
    Ok(())
}

/// Whether any worksheet has a formula, which may be about a cell that was filled.
fn has_formulas(
    parts: &FormParts,
    book: &FormBook,
    scans: &BTreeMap<usize, Scan>,
) -> Result<bool, Error> {
    for (at, (_, path)) in book.sheets.iter().enumerate() {
        let has = match scans.get(&at) {
            Some(scan) => scan.has_formulas,
            None => Scan::of(part(parts, path)?, |_| false)?.has_formulas,
        };
        if has {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What takes the place of what in a worksheet's part.
fn edits(scan: &Scan, wanted: &Wanted) -> Vec<Edit> {
    let mut rows: BTreeMap<u32, Vec<(CellName, &CellFact)>> = BTreeMap::new();
    for (name, fact) in wanted {
        rows.entry(name.row).or_default().push((*name, fact));
    }
    let (prefix, mut edits) = (scan.prefix.as_str(), Vec::new());
    let mut added = String::new();
    for (number, cells) in rows {
        let Some(row) = scan.rows.get(&number) else {
            let new: String = cells
                .iter()
                .map(|(at, fact)| cell(prefix, *at, scan.style_of(*at), fact))
                .collect();
            let new = format!("<{prefix}row r=\"{number}\">{new}</{prefix}row>");
            match scan.rows.range(number..).next() {
                Some((_, next)) => {
                    let at = next.tag.start..next.tag.start;
                    edits.push(Edit { at, with: new });
                }
                None => added += &new,
            }
            continue;
        };
        let (mut inside, mut adds) = (String::new(), false);
        for (at, fact) in cells {
            let known = row.cells.get(&at.column);
            let style = known.map_or_else(|| scan.style_of(at), |known| known.style);
            let new = cell(prefix, at, style, fact);
            adds |= known.is_none();
            match (known, row.cells.range(at.column..).next()) {
                (Some(known), _) => edits.push(Edit { at: known.at.clone(), with: new }),
                (None, Some((_, next))) => {
                    edits.push(Edit { at: next.at.start..next.at.start, with: new });
                }
                (None, None) => inside += &new,
            }
        }
        let tag = |inside: &str, close: &str| Edit {
            at: row.tag.clone(),
            with: format!("{}{inside}{close}", row.opened),
        };
        if row.is_empty {
            edits.push(tag(&inside, &format!("</{prefix}row>")));
        } else if adds {
            // What it says of the columns that it spans may be untrue
            edits.push(tag("", ""));
            edits.push(Edit { at: row.close..row.close, with: inside });
        }
    }
    match &scan.empty {
        Some(at) => edits.push(Edit {
            at: at.clone(),
            with: format!("<{prefix}sheetData>{added}</{prefix}sheetData>"),
        }),
        None => edits.push(Edit { at: scan.end..scan.end, with: added }),
    }
    edits
}
