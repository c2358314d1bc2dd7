//! Many sections' workbooks in one zip, under names that every system takes.

use std::collections::BTreeSet;

use domain::{reply_workbook::ReplyWorkbook, text::fold};

use super::sheet::reply_workbook;
use crate::{archive::archive, error::Error};

/// The workbooks of many sections in one zip. Each is named by its year and section; a name that is
/// taken gets a number. The same workbooks give the same bytes.
pub fn reply_workbooks(books: &[ReplyWorkbook]) -> Result<Vec<u8>, Error> {
    let mut taken = BTreeSet::new();
    let named =
        |book: &ReplyWorkbook| Ok((free(&book.file_name(), &mut taken), reply_workbook(book)?));
    let files: Vec<(String, Vec<u8>)> = books.iter().map(named).collect::<Result<_, Error>>()?;
    archive(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))
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
