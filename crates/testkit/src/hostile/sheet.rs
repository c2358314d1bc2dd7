//! The parts of a workbook, written by hand.

use crate::parts::zipped;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The headings of a sheet that is read.
pub(super) const HEAD: [&str; 5] =
    ["計画における項目", "担当課", "令和５年度実施計画", "令和５年度実施状況", "達成度（％）"];

/// A workbook in the making.
pub(super) struct Book {
    /// The rows of its worksheet.
    pub(super) rows: String,
    /// What follows the rows.
    pub(super) after: String,
    /// The shared texts.
    pub(super) shared: String,
    /// The parts of its styles.
    pub(super) styles: String,
    /// How many worksheets name the one part.
    pub(super) sheets: usize,
    /// Parts besides.
    pub(super) others: Vec<(String, Vec<u8>)>,
}

impl Book {
    /// With a head of a sheet and these rows below it.
    pub(super) fn of(rows: impl Into<String>) -> Self {
        Self {
            rows: format!("{}{}", row(&HEAD), rows.into()),
            after: String::new(),
            shared: String::new(),
            styles: String::new(),
            sheets: 1,
            others: Vec::new(),
        }
    }

    /// The file.
    pub(super) fn made(self) -> Vec<u8> {
        let target = "worksheets/sheet1.xml";
        let sheets: Vec<String> = (1..=self.sheets)
            .map(|at| format!("<sheet name=\"s{at}\" sheetId=\"{at}\" r:id=\"r1\"/>"))
            .collect();
        let kind = |kind: &str| format!("{RELATIONS}/{kind}");
        let mut parts: Vec<(String, String)> = vec![
            ("[Content_Types].xml".into(), "<Types/>".into()),
            (
                "_rels/.rels".into(),
                format!(
                    "<Relationships><Relationship Id=\"r1\" Type=\"{}\" Target=\"xl/workbook.xml\"/></Relationships>",
                    kind("officeDocument")
                ),
            ),
            (
                "xl/workbook.xml".into(),
                format!(
                    "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{}</sheets></workbook>",
                    sheets.concat()
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels".into(),
                format!(
                    "<Relationships><Relationship Id=\"r1\" Type=\"{}\" Target=\"{target}\"/></Relationships>",
                    kind("worksheet")
                ),
            ),
            (
                format!("xl/{target}"),
                format!(
                    "<worksheet xmlns=\"{MAIN}\"><sheetData>{}</sheetData>{}</worksheet>",
                    self.rows, self.after
                ),
            ),
        ];
        if !self.shared.is_empty() {
            let text = format!("<sst xmlns=\"{MAIN}\">{}</sst>", self.shared);
            parts.push(("xl/sharedStrings.xml".into(), text));
        }
        if !self.styles.is_empty() {
            let text = format!("<styleSheet xmlns=\"{MAIN}\">{}</styleSheet>", self.styles);
            parts.push(("xl/styles.xml".into(), text));
        }
        let parts = parts.into_iter().map(|(name, text)| (name, text.into_bytes()));
        zipped(&parts.chain(self.others).collect::<Vec<_>>())
    }
}

/// A row of texts.
pub(super) fn row(texts: &[&str]) -> String {
    let cells: Vec<String> =
        texts.iter().map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")).collect();
    format!("<row>{}</row>", cells.concat())
}

/// A shared text.
pub(super) fn shared(text: &str) -> String {
    format!("<si><t>{text}</t></si>")
}

/// So many rows of so many cells that name the first shared text.
pub(super) fn naming(rows: usize, cells: usize) -> String {
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(cells);
    format!("<row>{cells}</row>").repeat(rows)
}
