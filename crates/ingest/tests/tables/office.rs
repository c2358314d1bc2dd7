//! The same workbooks, saved by `LibreOffice` in other formats.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    bent::{self, Bend},
    made::{self, told},
    sample::{assert_same, by_hand},
};

/// A folder of its own for each test, so that two never share its profile.
pub(crate) struct Office(PathBuf);

impl Office {
    pub(crate) fn found(test: &str) -> Option<Self> {
        let found = Command::new("soffice").arg("--version").output();
        if !found.is_ok_and(|output| output.status.success()) {
            println!("SKIPPED: {test}: soffice is not installed");
            return None;
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("office-{test}"));
        drop(std::fs::remove_dir_all(&folder));
        std::fs::create_dir_all(&folder).unwrap();
        Some(Self(folder))
    }

    /// The workbook in another format.
    pub(crate) fn save(&self, name: &str, workbook: &[u8], format: &str) -> Vec<u8> {
        self.save_all(&[(name, workbook.to_vec())], format).remove(0)
    }

    /// Workbooks in another format, by one start of the program, which takes longer than they do.
    pub(crate) fn save_all(&self, workbooks: &[(&str, Vec<u8>)], format: &str) -> Vec<Vec<u8>> {
        let path = |name: &str, extension: &str| self.0.join(format!("{name}.{extension}"));
        for (name, workbook) in workbooks {
            std::fs::write(path(name, "xlsx"), workbook).unwrap();
        }
        let profile = format!("-env:UserInstallation=file://{}", self.0.join("profile").display());
        let output = Command::new("soffice")
            .args([&profile, "--headless", "--convert-to", format, "--outdir"])
            .arg(&self.0)
            .args(workbooks.iter().map(|(name, _)| path(name, "xlsx")))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let extension = format.split(':').next().unwrap();
        let read = |(name, _): &(&str, Vec<u8>)| std::fs::read(path(name, extension)).unwrap();
        workbooks.iter().map(read).collect()
    }
}

/// Its csv in CP932: comma, quotation mark, code page, first line.
const CSV: &str = "csv:Text - txt - csv (StarCalc):44,34,64,1";

fn saved(test: &str, format: &str) -> Vec<Vec<String>> {
    let (Some(samples), Some(office)) = (made::samples(test), Office::found(test)) else {
        return Vec::new();
    };
    let rows = by_hand(&samples);
    let plain = std::fs::read(samples.join("kumagaya-r3.rows-1-32.xlsx")).unwrap();
    let mut all = Vec::new();
    let copies: [(&str, Option<Bend>); 3] =
        [("plain", None), ("percent", Some(bent::PERCENT)), ("merged", Some(bent::MERGED))];
    let workbook =
        |bend: Option<Bend>| bend.map_or_else(|| plain.clone(), |bend| bent::copy(&rows, bend));
    let workbooks = copies.map(|(name, bend)| (name, workbook(bend)));
    let saved = office.save_all(&workbooks, format);
    for ((name, _), bytes) in copies.into_iter().zip(saved) {
        let reading = made::read(&bytes);
        let mut wanted = rows.clone();
        if format == CSV && name == "merged" {
            // A table without merged cells says a merged value once
            blank_repeated_departments(&mut wanted);
        }
        assert_same(&reading, &wanted);
        assert_eq!(reading.account.characters_unplaced, 0, "{name} {:#?}", told(&reading));
        all.push(told(&reading));
    }
    all
}

fn blank_repeated_departments(rows: &mut [Vec<String>]) {
    for at in (1..rows.len()).rev() {
        if rows[at][0] == rows[at - 1][0] && rows[at][4] == rows[at - 1][4] {
            rows[at][4].clear();
        }
    }
}

#[test]
fn saved_as_xls_it_gives_the_same_cells() {
    for told in saved("xls", "xls") {
        assert_eq!(told, [""; 0]);
    }
}

#[test]
fn saved_as_ods_it_gives_the_same_cells() {
    for told in saved("ods", "ods") {
        assert_eq!(told, [""; 0]);
    }
}

#[test]
fn saved_as_csv_in_cp932_it_gives_the_same_cells() {
    for told in saved("csv", CSV) {
        assert_eq!(told, [""; 0]);
    }
}

#[test]
fn dates_errors_and_hidden_columns_survive_xls_and_ods() {
    let Some(office) = Office::found("odd") else { return };
    let workbook = crate::unusual::odd_cells();
    let wanted = made::rows(&made::read(&workbook));
    for format in ["xls", "ods"] {
        let reading = made::read(&office.save("odd", &workbook, format));
        assert_eq!(made::rows(&reading), wanted, "{format}");
        let hidden = told(&reading).iter().filter(|told| told.contains("非表示")).count();
        assert_eq!(hidden, 2, "{format} {:#?}", told(&reading));
    }
}

/// Formats whose numbers `LibreOffice` shows as Excel does.
const FORMATS: [&str; 44] = [
    "0",
    "0.0",
    "0.00",
    "#,##0",
    "#,##0.0",
    "0%",
    "0.0%",
    "0;-0;;@",
    "#,##0;\"△\"#,##0",
    "#,##0;[Red]-#,##0",
    "0.0;(0.0);\"-\"",
    "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ",
    "\"延べ\"#,##0\"人\"",
    "0\"回\"",
    "\"P.\"0",
    "000",
    "0000\\-00",
    "#,##0,\"千円\"",
    "0.0,",
    "0.00E+00",
    "# ?/?",
    "# ??/??",
    "[>=100]\"多い\";[<0]\"負\";0\"件\"",
    "[=0]\"なし\";0",
    "\"¥\"#,##0",
    "[$¥-411]#,##0",
    "[$-411]ggge\"年\"m\"月\"d\"日\"",
    "[$-411]ge.m.d",
    "[$-411]ggge\"年度\"",
    "[$-411]gge\"年\"",
    "[$-411]ee\"年\"",
    "yyyy/mm/dd",
    "yyyy\"年\"m\"月\"d\"日\"",
    "yy/m/d",
    "m\"月\"d\"日\"",
    "[$-411]aaa",
    "[$-411]m\"月\"d\"日\"\\(aaa\\)",
    "d\\-mmm\\-yyyy",
    "h:mm",
    "h:mm:ss",
    "[h]:mm",
    "yyyy/m/d\\ h:mm",
    "h:mm\\ AM/PM",
    "h\"時\"mm\"分\"",
];

const NUMBERS: [f64; 6] = [0.0, 0.125, 66.666_666_67, 1_234.5, -12.0, 45_017.75];

/// A sheet of every number in every format; numbers that are no days only where no day is asked.
fn formatted() -> Vec<u8> {
    made::workbook(|sheet| {
        made::put(sheet, 0, &[made::HEAD]);
        let mut row = 0;
        for code in FORMATS {
            let format = rust_xlsxwriter::Format::new().set_num_format(code);
            let day = code.contains(['d', 'm', 'h', 'e', 'a', 'y']) && !code.contains('E');
            for number in NUMBERS.into_iter().filter(|number| !day || *number > 60.0) {
                row += 1;
                made::put(sheet, row, &[&made::action("相談窓口")]);
                sheet.write_number_with_format(row, 6, number, &format).unwrap();
            }
        }
    })
}

#[test]
fn numbers_read_as_libreoffice_shows_them() {
    let Some(office) = Office::found("formats") else { return };
    let workbook = formatted();
    let texts = |bytes: &[u8]| -> Vec<String> {
        let reading = made::read(bytes);
        let status = made::this(domain::Field::Status);
        // The places of a fraction's figures may be gaps
        reading.sheet.rows.iter().map(|row| made::bare(row.text(&status))).collect()
    };
    let ours = texts(&workbook);
    for format in ["csv:Text - txt - csv (StarCalc):44,34,76,1", "ods", "xls"] {
        let theirs = texts(&office.save("formats", &workbook, format));
        let other: Vec<_> =
            ours.iter().zip(&theirs).filter(|(ours, theirs)| ours != theirs).collect();
        assert_eq!(ours.len(), theirs.len(), "{format}");
        assert!(other.is_empty(), "{format}: {} of {}: {other:#?}", other.len(), ours.len());
    }
}

#[test]
fn what_is_struck_hidden_or_laid_over_is_told_in_every_format() {
    let Some(office) = Office::found("marked") else { return };
    let workbook = crate::shown::marked();
    let statuses = |reading: &domain::reading::Reading| -> Vec<String> {
        let status = made::this(domain::Field::Status);
        reading.sheet.rows.iter().map(|row| row.text(&status).to_owned()).collect()
    };
    let wanted = statuses(&made::read(&workbook));
    for format in ["xlsx", "ods", "xls"] {
        let reading = match format {
            "xlsx" => made::read(&workbook),
            format => made::read(&office.save("marked", &workbook, format)),
        };
        assert_eq!(statuses(&reading), wanted, "{format}");
        for words in ["取り消し線", "表示されていません", "コメント", "図形の文字", "の上に図形"]
        {
            let said = told(&reading).iter().any(|told| told.contains(words));
            assert!(said, "{format} {words}: {:#?}", told(&reading));
        }
    }
}
