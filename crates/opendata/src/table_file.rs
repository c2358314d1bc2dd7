//! A table as comma-separated values: UTF-8 with a byte order mark, CRLF, guarded against formulas.

use domain::formula::guard;

use crate::{column::DataTable, error::Error};

/// Excel takes UTF-8 for the system's code page unless the mark comes first.
const MARK: &str = "\u{feff}";

/// The bytes of a table.
pub(crate) fn csv(table: &DataTable, lines: &[Vec<String>]) -> Result<Vec<u8>, Error> {
    written(table, lines).map_err(|error| Error::Table(table.name, error))
}

fn written(table: &DataTable, lines: &[Vec<String>]) -> Result<Vec<u8>, csv::Error> {
    let mut builder = csv::WriterBuilder::new();
    builder.terminator(csv::Terminator::CRLF);
    let mut writer = builder.from_writer(MARK.as_bytes().to_vec());
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    for line in lines {
        writer.write_record(line.iter().map(|cell| guard(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|stopped| stopped.into_error().into())
}

/// The lines of a table's bytes, its head first; a byte order mark is no part of them.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Vec<String>>, csv::Error> {
    let bytes = bytes.strip_prefix(MARK.as_bytes()).unwrap_or(bytes);
    let mut builder = csv::ReaderBuilder::new();
    let mut reader = builder.has_headers(false).flexible(true).from_reader(bytes);
    let line = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    reader.records().map(|record| record.map(line)).collect()
}
