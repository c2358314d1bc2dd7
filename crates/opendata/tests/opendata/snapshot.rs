//! The files of a small edition, as they are.

use std::fmt::Write;

use crate::{made_up::kawabe, published::Published};

#[test]
fn a_small_edition_is_written_as_it_was() {
    let mut content = kawabe();
    content.actions.truncate(2);
    let published = Published::of(content);
    let mut text = String::new();
    for file in published.files.iter().filter(|file| file.media_type == "text/csv") {
        if file.name != "csv/codes.csv" {
            let table = String::from_utf8(file.bytes.clone()).unwrap();
            writeln!(text, "== {}\n{}", file.name, table.replace("\r\n", "\n")).unwrap();
        }
    }
    insta::assert_snapshot!(text);
}
