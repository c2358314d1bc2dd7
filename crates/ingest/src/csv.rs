//! Comma- and tab-separated values to a table.

use std::io::Read;

use domain::{
    Place,
    formula::unguard,
    reading::{Problem, ProblemKind, Reader, Reading},
};

use crate::{
    allowance::Allowance,
    delimited::{self, LooseQuote, Outline},
    options::Options,
    problems::in_order,
    table::{self, CellKind, CellRemark, Table, TableBuilder},
    tidy,
    unreadable::Unreadable,
};

/// Reads a text as a table. `None` when it is none, so that the reader of texts may try.
pub(crate) fn read(text: &str, options: &Options) -> Option<Result<Reading, Unreadable>> {
    let (text, delimiter) = delimited_text(text)?;
    let (text, loose) = delimited::mended(text, delimiter);
    let outline = Outline::of(&text, delimiter);
    if let Err(why) = outline.check() {
        return Some(Err(why));
    }
    if let Some(line) = outline.open_quote {
        return Some(Err(Unreadable::NotText(format!(
            "{line}行目で始まる引用符「\"」が閉じられていません。その行から後の列が分からなくなっています"
        ))));
    }
    let allowance = Allowance::default();
    if tidy::is_tidy(&text) {
        return Some(tidy::read(&text, options, &allowance));
    }
    let table = table(&text, delimiter, &loose, &allowance);
    let read = table.and_then(|table| table::read(&[table], Reader::Csv, options, &allowance));
    let read = read.map(|mut reading| {
        reading.problems.extend(uneven(&text, delimiter));
        reading.problems = in_order(reading.problems);
        reading
    });
    match read {
        // A text has commas as well: without a head it is a table only if it is as regular as one
        Err(Unreadable::NoHead { .. } | Unreadable::LayoutMissed { .. })
            if !is_regular(&text, delimiter) =>
        {
            None
        }
        read => Some(read),
    }
}

/// A text as a table that a person may choose columns of; `None` when it is none.
pub(crate) fn plain_table(text: &str) -> Option<Table> {
    let (text, delimiter) = delimited_text(text)?;
    let (text, loose) = delimited::mended(text, delimiter);
    let outline = Outline::of(&text, delimiter);
    if tidy::is_tidy(&text) || outline.open_quote.is_some() || outline.check().is_err() {
        return None;
    }
    let table = table(&text, delimiter, &loose, &Allowance::default()).ok()?;
    let several = table.lines.iter().filter(|line| line.cells.len() >= 2).count();
    (several * 2 >= table.lines.len()).then_some(table)
}

/// The text without the line that only names its delimiter (`sep=,`), and the delimiter.
fn delimited_text(text: &str) -> Option<(&str, u8)> {
    let bare = text.trim_start_matches('\u{feff}');
    let first = bare.lines().next().unwrap_or_default().trim_matches('"');
    match first.strip_prefix("sep=").map(str::as_bytes) {
        Some([delimiter @ (b',' | b';' | b'\t' | b'|')]) => {
            Some((bare.split_once('\n').map_or("", |(_, rest)| rest), *delimiter))
        }
        _ => Some((text, delimiter(text)?)),
    }
}

/// The character that stands most often outside quotes near the start.
fn delimiter(text: &str) -> Option<u8> {
    let mut quoted = false;
    let mut counts = [(b'\t', 0_usize), (b',', 0), (b';', 0)];
    for byte in text.bytes().take(200_000) {
        match byte {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            _ => {
                let known = counts.iter_mut().find(|(delimiter, _)| *delimiter == byte);
                if let Some((_, count)) = known {
                    *count += 1;
                }
            }
        }
    }
    let (delimiter, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= 3).then_some(delimiter)
}

/// Whether most records have the same number of fields, four at least.
fn is_regular(text: &str, delimiter: u8) -> bool {
    let records = delimited::records(delimiter).from_reader(text.as_bytes()).into_records();
    let lengths: Vec<usize> = records.take(200).flatten().map(|record| record.len()).collect();
    let mut sorted = lengths.clone();
    sorted.sort_unstable();
    let Some(middle) = sorted.get(sorted.len() / 2).copied() else { return false };
    let same = lengths.iter().filter(|length| **length == middle).count();
    middle >= 4 && same * 10 >= lengths.len() * 8
}

/// Records with more or fewer fields than most: a cell of theirs may stand in another's column.
fn uneven(text: &str, delimiter: u8) -> Vec<Problem> {
    let records = delimited::records(delimiter).from_reader(text.as_bytes()).into_records();
    let lengths: Vec<(u32, usize)> = (0_u32..)
        .zip(records.flatten())
        .filter(|(_, record)| record.iter().filter(|field| !field.trim().is_empty()).count() > 2)
        .map(|(row, record)| (row, record.len()))
        .collect();
    let mut sorted: Vec<usize> = lengths.iter().map(|(_, length)| *length).collect();
    sorted.sort_unstable();
    let Some(most) = sorted.get(sorted.len() / 2).copied() else { return Vec::new() };
    let odd = lengths.into_iter().filter(|(_, length)| *length != most);
    odd.map(|(row, length)| {
        let message = format!(
            "{}番目の行は項目が{length}個で、ほかの行の{most}個と違います。区切りの「,」や引用符がずれていないか、この行の各欄を確認してください。",
            row + 1
        );
        Problem::new(ProblemKind::Doubt, Place::cell(&"".into(), row, 0), message)
    })
    .collect()
}

/// The records as rows. An empty line counts as a row, as spreadsheets count it.
fn table(
    text: &str,
    delimiter: u8,
    loose: &[LooseQuote],
    allowance: &Allowance,
) -> Result<Table, Unreadable> {
    let end = if text.ends_with('\n') { "" } else { "\n" };
    let mut reader =
        delimited::records(delimiter).from_reader(text.as_bytes().chain(end.as_bytes()));
    let mut builder = TableBuilder::new("", false, allowance);
    let mut record = ::csv::StringRecord::new();
    let mut row = 0_u32;
    loop {
        let before = reader.position().line();
        let more = reader.read_record(&mut record);
        if !more.map_err(|_| Unreadable::NotText(format!("{before}行目")))? {
            for LooseQuote { line, row, column } in loose.iter().copied() {
                builder.remark(row, column, CellRemark::LooseQuote { line })?;
            }
            return builder.finish();
        }
        let lines = reader.position().line() - before;
        let within = record.iter().map(|field| field.matches('\n').count()).sum::<usize>() + 1;
        row += u32::try_from(lines.saturating_sub(within as u64)).unwrap_or(0);
        for (column, field) in (0_u32..).zip(&record) {
            let formula = formula_text(field);
            if formula.is_some() {
                builder.repaired(row, column, "数式の形（=\"…\"）から中の文字を取り出しました");
            }
            let field = formula.as_deref().unwrap_or(field);
            let text = unguard(field);
            if text.len() < field.len() {
                builder.repaired(
                    row,
                    column,
                    "数式にならないように付いていた先頭の「'」を除きました",
                );
            }
            builder.push(row, column, text, CellKind::Plain)?;
        }
        row += 1;
    }
}

/// The text of a field that is written as a formula, so that spreadsheets leave it as it is:
/// `="92%"`.
fn formula_text(field: &str) -> Option<String> {
    let inner = field.trim().strip_prefix("=\"")?.strip_suffix('"')?;
    let bare = inner.replace("\"\"", "");
    (!bare.contains('"')).then(|| inner.replace("\"\"", "\""))
}
