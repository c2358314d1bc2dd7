//! The list of persons as a table that is read back: UTF-8 with a byte order mark, CRLF, guarded.

use domain::personnel::PersonnelLine;

use crate::{csv::CsvTable, error::Error};

/// The list with its head row.
pub fn personnel(lines: &[PersonnelLine]) -> Result<Vec<u8>, Error> {
    let mut table = CsvTable::new();
    table.line(["職員番号", "氏名", "メール", "役割", "担当課", "開始日", "終了日"].iter())?;
    for line in lines {
        let PersonnelLine { login, name, mail, role, section, from, until, .. } = line;
        table.line([login, name, mail, role, section, from, until].into_iter())?;
    }
    table.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_of_the_list_starts_a_formula() {
        let line = PersonnelLine {
            login: "00123".into(),
            name: "=cmd()".into(),
            ..PersonnelLine::default()
        };
        let table = String::from_utf8(personnel(&[line]).unwrap()).unwrap();
        let expected =
            "\u{feff}職員番号,氏名,メール,役割,担当課,開始日,終了日\r\n00123,'=cmd(),,,,,\r\n";
        assert_eq!(table, expected);
    }
}
