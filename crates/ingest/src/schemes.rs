//! Schemes (体系) and crosswalks (対応表) as files: a scheme as TOML or JSON, its items and the rows of a
//! crosswalk as tables with a head row, in UTF-8 or CP932.

use domain::{
    scheme::{CrosswalkLine, MOST_ITEMS, MOST_ROWS, Scheme, SchemeFault, SchemeItem},
    text::fold,
};

use crate::{
    list::{self, Fault, Record},
    unreadable::Unreadable,
};

/// A file of a scheme or a crosswalk that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableScheme {
    /// It is neither TOML nor JSON of the keys that a scheme has.
    #[error(
        "{line}行目：体系の定義として読めません（{message}）。項目の名前と値を確かめてください。"
    )]
    NoScheme {
        /// The line, from 1.
        line: usize,
        /// What the library says of it.
        message: String,
    },
    /// Its parts do not fit together.
    #[error(transparent)]
    Scheme(#[from] SchemeFault),
    /// It is no table with the columns that are wanted.
    #[error("表として読めません。1行目に {0} の見出しがあるCSVファイルを指定してください。")]
    NoTable(&'static str),
    /// The file itself is unreadable.
    #[error(transparent)]
    File(Unreadable),
    /// A column that must be there is not.
    #[error("見出しに「{0}」の列がありません。1行目の見出しを確認してください。")]
    NoColumn(&'static str),
    /// A heading that stands twice.
    #[error("見出し「{0}」が2つあります。どちらを使うか分からないため、読み込みませんでした。")]
    Twice(&'static str),
    /// More lines than there can be.
    #[error("行が多すぎます（{0}行まで）。")]
    TooMany(usize),
}

/// A column with the words that its heading may be, and whether a table cannot be without it.
type NamedColumn = (&'static str, &'static [&'static str], bool);

const ITEM_COLUMNS: [NamedColumn; 3] = [
    ("符号", &["符号", "コード", "番号", "項目コード", "code"], true),
    ("名称", &["名称", "項目", "項目名", "label"], true),
    ("上位", &["上位", "上位の符号", "上位コード", "親", "parent"], false),
];

const ROW_COLUMNS: [NamedColumn; 9] = [
    ("項目の符号", &["項目の符号", "符号", "項目コード", "コード", "source"], true),
    ("項目の名称", &["項目の名称", "名称", "項目名", "source_label"], false),
    ("対応先", &["対応先", "事業番号", "no", "番号", "target"], true),
    ("対応先の名称", &["対応先の名称", "事業名", "事業", "target_label"], false),
    ("関係", &["関係", "relation"], true),
    ("主", &["主", "主な対応", "primary"], false),
    ("備考", &["備考", "note"], false),
    ("決めた役割", &["決めた役割", "決定者", "decided_by"], false),
    ("決めた日", &["決めた日", "決定日", "decided_on"], false),
];

/// Reads a scheme: JSON where the text begins with a brace, else TOML.
pub fn scheme(bytes: &[u8]) -> Result<Scheme, UnreadableScheme> {
    let text = list::text(bytes).ok_or_else(|| UnreadableScheme::NoScheme {
        line: 1,
        message: "文字のファイルではありません".to_owned(),
    })?;
    let scheme: Scheme = if text.trim_start().starts_with('{') {
        serde_json::from_str(&text).map_err(|error| UnreadableScheme::NoScheme {
            line: error.line(),
            message: error.to_string(),
        })?
    } else {
        toml::from_str(&text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
            UnreadableScheme::NoScheme { line, message: error.message().to_owned() }
        })?
    };
    scheme.check()?;
    Ok(scheme)
}

/// Reads the items of a scheme from a table. Whether they fit together is for the scheme to say.
pub fn items(bytes: &[u8]) -> Result<Vec<SchemeItem>, UnreadableScheme> {
    let read = table(bytes, &ITEM_COLUMNS, MOST_ITEMS, "符号,名称,上位")?;
    let item = |(_, cells): (u32, Vec<String>)| {
        let mut cells = cells.into_iter();
        let mut next = || cells.next().unwrap_or_default();
        SchemeItem { code: next(), label: next(), parent: next() }
    };
    Ok(read.into_iter().map(item).collect())
}

/// Reads the rows of a crosswalk. What a line means is for the domain to understand.
pub fn crosswalk(bytes: &[u8]) -> Result<Vec<CrosswalkLine>, UnreadableScheme> {
    let head = "項目の符号,対応先,関係,主";
    let read = table(bytes, &ROW_COLUMNS, MOST_ROWS, head)?;
    let line = |(line, cells): (u32, Vec<String>)| {
        let mut cells = cells.into_iter();
        let mut next = || cells.next().unwrap_or_default();
        CrosswalkLine {
            line,
            source: next(),
            source_label: next(),
            target: next(),
            target_label: next(),
            relation: next(),
            primary: next(),
            note: next(),
            decided_by: next(),
            decided_on: next(),
        }
    };
    Ok(read.into_iter().map(line).collect())
}

/// The lines of a table with their numbers, each with its cells in the order of the columns.
fn table(
    bytes: &[u8],
    columns: &[NamedColumn],
    most: usize,
    head: &'static str,
) -> Result<Vec<(u32, Vec<String>)>, UnreadableScheme> {
    let text = list::text(bytes).ok_or(UnreadableScheme::NoTable(head))?;
    let records = list::records(&text, most + 1).map_err(|fault| match fault {
        Fault::Broken => UnreadableScheme::NoTable(head),
        Fault::TooMany => UnreadableScheme::TooMany(most),
        Fault::Unreadable(why) => UnreadableScheme::File(why),
    })?;
    let (first, records) = records.split_first().ok_or(UnreadableScheme::NoTable(head))?;
    let places = places(first, columns)?;
    let cells = |record: &Record| {
        let cell = |place: &Option<usize>| place.map_or("", |at| record.cell(at)).to_owned();
        (record.line, places.iter().map(cell).collect())
    };
    Ok(records.iter().map(cells).collect())
}

/// Where each column stands.
fn places(head: &Record, columns: &[NamedColumn]) -> Result<Vec<Option<usize>>, UnreadableScheme> {
    let headings: Vec<String> = head.cells.iter().map(|cell| fold(cell)).collect();
    let place = |(name, words, is_needed): &NamedColumn| {
        let mut found = headings
            .iter()
            .enumerate()
            .filter(|(_, heading)| words.iter().any(|word| fold(word) == **heading))
            .map(|(at, _)| at);
        match (found.next(), found.next()) {
            (_, Some(_)) => Err(UnreadableScheme::Twice(name)),
            (None, _) if *is_needed => Err(UnreadableScheme::NoColumn(name)),
            (place, None) => Ok(place),
        }
    };
    columns.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOML: &str = "id = \"made-up\"\ntitle = \"架空の体系\"\nvalid_from = \"2022-04-01\"\n\
        [[items]]\ncode = \"1\"\nlabel = \"一つ目\"\n\
        [[items]]\ncode = \"1-1\"\nlabel = \"その中\"\nparent = \"1\"\n";

    #[test]
    fn a_scheme_is_read_from_toml_and_from_json() {
        let read = scheme(TOML.as_bytes()).unwrap();
        assert_eq!((read.id.as_str(), read.version, read.items.len()), ("made-up", 1, 2));
        let json = serde_json::to_string(&read).unwrap();
        assert_eq!(scheme(json.as_bytes()), Ok(read));
    }

    #[test]
    fn the_schema_has_the_keys_of_a_scheme_and_no_other() {
        let schema = include_str!("../../../docs/scheme.schema.json");
        let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
        let whole = TOML.replace(
            "[[items]]\ncode = \"1\"",
            "valid_to = \"2027-03-31\"\n\
            source = \"架空\"\n[[items]]\ncode = \"1\"",
        );
        let written = serde_json::to_value(scheme(whole.as_bytes()).unwrap()).unwrap();
        let keys = |of: &serde_json::Value| -> std::collections::BTreeSet<String> {
            of.as_object().unwrap().keys().cloned().collect()
        };
        assert_eq!(keys(&schema["properties"]), keys(&written));
        assert_eq!(keys(&schema["$defs"]["item"]["properties"]), keys(&written["items"][1]));
    }

    #[test]
    fn what_is_no_scheme_is_refused_at_its_place() {
        let spoilt = TOML.replace("[[items]]\ncode = \"1\"", "[[items]]\nkode = \"1\"");
        let UnreadableScheme::NoScheme { line, .. } = scheme(spoilt.as_bytes()).unwrap_err() else {
            panic!("another fault");
        };
        assert!((4..=5).contains(&line), "{line}");
        let lost = TOML.replace("parent = \"1\"", "parent = \"9\"");
        let told = scheme(lost.as_bytes()).unwrap_err().to_string();
        assert!(told.contains("items の2番目（1-1）"), "{told}");
        assert!(scheme(b"PK\x03\x04").is_err());
    }

    #[test]
    fn tables_are_read_in_either_encoding_whatever_the_order_of_columns() {
        let list = "名称,コード,親\r\n一つ目,1,\r\nその中,1-1,1\r\n";
        let (cp932, _, lost) = encoding_rs::SHIFT_JIS.encode(list);
        assert!(!lost);
        let told = items(&cp932).unwrap();
        assert_eq!(told, scheme(TOML.as_bytes()).unwrap().items);
        let rows = "事業番号,項目コード,関係,主,備考\n3,1-1,一致,○,'=1+1\n";
        let told = crosswalk(rows.as_bytes()).unwrap();
        let [line] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!((line.line, &*line.source, &*line.target), (2, "1-1", "3"));
        assert_eq!((&*line.relation, &*line.primary, &*line.note), ("一致", "○", "=1+1"));
        assert_eq!(line.target_label, "");
    }

    #[test]
    fn a_table_without_its_columns_is_refused_with_a_sentence() {
        for (bytes, fault) in [
            (&b"PK\x03\x04rest"[..], UnreadableScheme::NoTable("項目の符号,対応先,関係,主")),
            ("符号,関係\n1,一致\n".as_bytes(), UnreadableScheme::NoColumn("対応先")),
            ("符号,コード,対応先,関係\n".as_bytes(), UnreadableScheme::Twice("項目の符号")),
        ] {
            assert_eq!(crosswalk(bytes), Err(fault));
        }
    }
}
