//! Texts, tables and JSON.

use super::file::HostileFile;

const HEAD: &str = "計画における項目,担当課,令和５年度実施計画,令和５年度実施状況,達成度（％）\n";

fn table(below: &str) -> Vec<u8> {
    format!("{HEAD}{below}").into_bytes()
}

fn tidy() -> Vec<u8> {
    let head = "sheet_fiscal_year,answer_fiscal_year,row_no,field,text\n".to_owned();
    let lines: Vec<String> = (0..2_000_000).map(|no| format!("2023,2023,{no},plan,a\n")).collect();
    (head + &lines.concat()).into_bytes()
}

fn rows(row: &str, count: usize) -> Vec<u8> {
    let rows = vec![row; count].join(",");
    format!("{{\"format\":\"sasae-sheet-1\",\"fiscal_year\":2023,\"rows\":[{rows}]}}").into_bytes()
}

pub(super) const FILES: &[HostileFile] = &[
    HostileFile { name: "line-endless.csv", make: || table(&"あ".repeat(15_000_000)) },
    HostileFile { name: "quotes.csv", make: || table(&"\"".repeat(40_000_001)) },
    HostileFile { name: "columns-million.csv", make: || table(&",".repeat(40_000_000)) },
    HostileFile { name: "rows-million.csv", make: || table(&"a,b,c,d,1\n".repeat(4_000_000)) },
    HostileFile {
        name: "digits.csv",
        make: || table(&format!("{},b,c,d,e\n", "2".repeat(32_767)).repeat(600)),
    },
    HostileFile {
        name: "surrogates.csv",
        make: || [b"\xff\xfe".as_slice(), &b"\x00\xd8\x2c\x00".repeat(5_000_000)].concat(),
    },
    HostileFile { name: "tidy-rows.csv", make: tidy },
    HostileFile { name: "nested.json", make: || [b'['].repeat(40_000_000) },
    HostileFile { name: "rows-empty.json", make: || rows("{}", 3_000_000) },
    HostileFile {
        name: "values.json",
        make: || rows(&format!("{{\"a\":[{}1]}}", "1,".repeat(20_000_000)), 1),
    },
    HostileFile {
        name: "measures.json",
        make: || {
            let rows: Vec<String> = (0..190_000)
                .map(|at| format!("{{\"action\":\"a\",\"measure\":\"{at}\"}}"))
                .collect();
            self::rows(&rows.join(","), 1)
        },
    },
    HostileFile {
        name: "line-endless.txt", make: || "実施状況".repeat(4_000_000).into_bytes()
    },
    HostileFile {
        name: "lines-empty.txt",
        make: || [b"a".as_slice(), &b"\n".repeat(40_000_000)].concat(),
    },
    HostileFile {
        name: "words.txt",
        make: || "実施状況 担当課 計画\n".repeat(900_000).into_bytes(),
    },
];
