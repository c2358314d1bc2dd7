//! Letters as a table for a mail merge (差し込み), for a city hall that sends them by its own means.

use domain::letter::Letter;

use crate::{csv::CsvTable, error::Error};

/// The letters as a table: address, name, subject, text, the names of what goes with it.
pub fn mail_merge(letters: &[Letter]) -> Result<Vec<u8>, Error> {
    let mut table = CsvTable::new();
    table.line(["宛先", "氏名", "件名", "本文", "添付"].into_iter())?;
    for letter in letters {
        let names: Vec<&str> = letter.enclosures.iter().map(|file| file.name.as_str()).collect();
        let (to, names) = (&letter.to, names.join("、"));
        let cells = [&to.address, &to.name, &letter.subject, &letter.body, &names];
        table.line(cells.into_iter())?;
    }
    table.finish()
}
