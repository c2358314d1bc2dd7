//! Letters for a city hall that sends them by its own means: a table for a mail merge, and many
//! files as one.

use std::io::{Cursor, Write};

use domain::letter::Letter;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{Error, csv::Table};

/// The letters as a table: address, name, subject, text, the names of what goes with it.
pub fn letters_csv(letters: &[Letter]) -> Result<Vec<u8>, Error> {
    let mut table = Table::new();
    table.line(["宛先", "氏名", "件名", "本文", "添付"].into_iter())?;
    for letter in letters {
        let names: Vec<&str> = letter.enclosures.iter().map(|file| file.name.as_str()).collect();
        let (to, names) = (&letter.to, names.join("、"));
        let cells = [&to.address, &to.name, &letter.subject, &letter.body, &names];
        table.line(cells.into_iter())?;
    }
    table.finish()
}

/// Files under their names, packed into one: the same files give the same bytes.
pub fn archive<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<Vec<u8>, Error> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        zip.start_file(name, options)?;
        zip.write_all(bytes).map_err(zip::result::ZipError::Io)?;
    }
    Ok(zip.finish()?.into_inner())
}
