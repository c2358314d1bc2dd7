//! A crosswalk as a table that is read back: UTF-8 with a byte order mark, CRLF, guarded.

use domain::scheme::CrosswalkLine;

use crate::{csv::CsvTable, error::Error};

/// The rows with their head row.
pub fn crosswalk_csv(lines: &[CrosswalkLine]) -> Result<Vec<u8>, Error> {
    let mut table = CsvTable::new();
    let head = [
        "項目の符号",
        "項目の名称",
        "対応先",
        "対応先の名称",
        "関係",
        "主",
        "備考",
        "決めた役割",
        "決めた日",
    ];
    table.line(head.iter())?;
    for line in lines {
        let CrosswalkLine {
            line: _,
            source,
            source_label,
            target,
            target_label,
            relation,
            primary,
            note,
            decided_by,
            decided_on,
        } = line;
        let cells = [source, source_label, target, target_label, relation, primary, note];
        table.line(cells.into_iter().chain([decided_by, decided_on]))?;
    }
    table.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_of_the_table_starts_a_formula() {
        let line = CrosswalkLine {
            source: "1-1".into(),
            target: "3".into(),
            note: "=cmd()".into(),
            ..CrosswalkLine::default()
        };
        let table = String::from_utf8(crosswalk_csv(&[line]).unwrap()).unwrap();
        assert!(table.starts_with("\u{feff}項目の符号,"), "{table}");
        assert!(table.ends_with("1-1,,3,,,,'=cmd(),,\r\n"), "{table}");
    }
}
