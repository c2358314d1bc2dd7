//! Workbooks whose few bytes become many.

use super::{
    file::HostileFile,
    sheet::{Book, HEAD, naming, row, shared},
};

/// A text of some length, named by five cells in each of some rows below a head.
pub fn shared_texts(length: usize, rows: usize) -> Vec<u8> {
    let text = shared(&"あ".repeat(length));
    Book { shared: text, ..Book::of(naming(rows, HEAD.len())) }.made()
}

fn wide(text: &str) -> Vec<u8> {
    Book::of(row(&[text; 60])).made()
}

fn merged_tall() -> Vec<u8> {
    let rows: String = (0..20_000).map(|at| row(&[&format!("事業{at}"), "", "計画"])).collect();
    let first = row(&["はじめ", &"課".repeat(32_000), "計画"]);
    let after = "<mergeCells><mergeCell ref=\"B2:B20002\"/></mergeCells>".to_owned();
    Book { after, ..Book::of(first + &rows) }.made()
}

fn many_merges() -> Vec<u8> {
    let merges: Vec<String> =
        (1..300_000).map(|at| format!("<mergeCell ref=\"A{at}:XFD{at}\"/>")).collect();
    let after = format!("<mergeCells>{}</mergeCells>", merges.concat());
    Book { after, ..Book::of(row(&["会議", "健康課", "計画", "状況", "80"])) }.made()
}

fn styles(fonts: &str, formats: &str, count: usize) -> Vec<u8> {
    let xfs = "<xf numFmtId=\"200\" fontId=\"0\"/>".repeat(count);
    let styles = format!(
        "<numFmts><numFmt numFmtId=\"200\" formatCode=\"{formats}\"/></numFmts><fonts><font><name val=\"{fonts}\"/></font></fonts><cellXfs>{xfs}</cellXfs>"
    );
    Book { styles, ..Book::of(row(&["会議", "健康課", "計画", "状況", "80"])) }.made()
}

fn parts() -> Vec<u8> {
    let others = (0..5_500).map(|at| (format!("xl/media/{at}.png"), vec![0; 10])).collect();
    Book { others, ..Book::of("") }.made()
}

fn strangers() -> Vec<u8> {
    let grades: Vec<String> = (0..2_000).map(|at| format!("{at} 評価{at} ")).collect();
    let head = row(&[HEAD[0], HEAD[1], HEAD[2], &format!("取組状況（{}）", grades.concat())]);
    let rows = row(&["会議", "健康課", "計画", "不明"]).repeat(30_000);
    Book { rows: head + &rows, ..Book::of("") }.made()
}

pub(super) const FILES: &[HostileFile] = &[
    HostileFile { name: "shared-text-small.xlsx", make: || shared_texts(10_000, 2_800) },
    HostileFile { name: "shared-text-large.xlsx", make: || shared_texts(10_000, 28_000) },
    HostileFile { name: "shared-text-longest.xlsx", make: || shared_texts(32_767, 120) },
    HostileFile { name: "shared-text-too-long.xlsx", make: || shared_texts(40_000, 2) },
    HostileFile {
        name: "shared-texts-odd.xlsx",
        make: || {
            let odd: String = ('\u{2f00}'..'\u{2fd0}').collect();
            Book { shared: shared(&odd), ..Book::of(naming(40_000, HEAD.len())) }.made()
        },
    },
    HostileFile { name: "inline-text-huge.xlsx", make: || wide(&"あ".repeat(100_000)) },
    HostileFile {
        name: "inline-texts-many.xlsx",
        make: || {
            let words = ["会議を開き、相談につなぐ取組を進める"; 5];
            Book::of(row(&words).repeat(200_000)).made()
        },
    },
    HostileFile { name: "digits.xlsx", make: || wide(&"2".repeat(32_767)) },
    HostileFile { name: "brackets.xlsx", make: || wide(&"（".repeat(32_767)) },
    HostileFile { name: "eras.xlsx", make: || wide(&"令和".repeat(16_000)) },
    HostileFile {
        name: "headings.xlsx",
        make: || {
            let heads: Vec<String> =
                (0..1_000).map(|at| format!("令和５年度実施状況{at}")).collect();
            let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
            Book { rows: row(&heads).repeat(60), ..Book::of("") }.made()
        },
    },
    HostileFile { name: "rows-all.xlsx", make: || Book::of(row(&["1"]).repeat(1_048_000)).made() },
    HostileFile {
        name: "columns-all.xlsx",
        make: || Book::of(row(&["1"; 16_384]).repeat(60)).made(),
    },
    HostileFile { name: "merged-tall.xlsx", make: merged_tall },
    HostileFile { name: "merges-many.xlsx", make: many_merges },
    HostileFile { name: "styles-many.xlsx", make: || styles("Ｐゴシック", "0%", 400_000) },
    HostileFile { name: "styles-long.xlsx", make: || styles(&"あ".repeat(9_000), "0%", 60_000) },
    HostileFile { name: "formats-long.xlsx", make: || styles("Ｐ", &"0".repeat(60_000), 60_000) },
    HostileFile { name: "parts-many.xlsx", make: parts },
    HostileFile {
        name: "sheets-of-one-part.xlsx",
        make: || Book { sheets: 900, ..Book::of("<row/>".repeat(3_000_000)) }.made(),
    },
    HostileFile {
        name: "markup-deep.xlsx",
        make: || Book::of("<row><c><is>".to_owned() + &"<a>".repeat(6_000_000)).made(),
    },
    HostileFile {
        name: "bomb.xlsx",
        make: || {
            let zeros = vec![0; 310 << 20];
            Book { others: vec![("xl/media/a.bin".into(), zeros)], ..Book::of("") }.made()
        },
    },
    HostileFile { name: "grades-strange.xlsx", make: strangers },
];
