//! Many sections' workbooks in one zip, under names that every system takes.

use std::{
    collections::BTreeSet,
    io::{Cursor, Write},
};

use domain::{text::fold, workbook::SectionBook};
use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::{Error, section_book};

/// The workbooks of many sections in one zip. Each is named by its year and section; a name that is
/// taken gets a number. The same workbooks give the same bytes.
pub fn bundle(books: &[SectionBook]) -> Result<Vec<u8>, Error> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // A workbook is packed already
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut taken = BTreeSet::new();
    for book in books {
        zip.start_file(free(&book.file_name(), &mut taken), options)?;
        zip.write_all(&section_book(book)?).map_err(ZipError::from)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The name, with a number when it is taken. Systems that tell width and case apart are rarer than
/// those that do not.
fn free(name: &str, taken: &mut BTreeSet<String>) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let numbered = (2_u32..).map(|number| format!("{stem}_{number}.{extension}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| taken.insert(fold(name))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let mut taken = BTreeSet::new();
        let names =
            ["R8_ＤＶ課_回答.xlsx", "R8_DV課_回答.xlsx", "R8_DV課_回答.xlsx", "R8_乙課_回答.xlsx"];
        let names = names.map(|name| free(name, &mut taken));
        let wanted = [
            "R8_ＤＶ課_回答.xlsx",
            "R8_DV課_回答_2.xlsx",
            "R8_DV課_回答_3.xlsx",
            "R8_乙課_回答.xlsx",
        ];
        assert_eq!(names, wanted);
    }
}
