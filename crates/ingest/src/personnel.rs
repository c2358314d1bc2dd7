//! The list of persons (職員の一覧): comma- or tab-separated values with a head row, in UTF-8 or
//! CP932, to lines.

use domain::{personnel::PersonnelLine, text::fold};

use crate::{
    list::{self, Fault, Record},
    unreadable::Unreadable,
};

/// The most lines that a list may have; the largest cities have tens of thousands of officers.
const MOST: usize = 50_000;

/// A list that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnreadablePersonnel {
    /// It is no table of values.
    #[error(
        "職員の一覧として読めません。職員番号,氏名,メール,役割,担当課,開始日,終了日 の見出しがあるCSVファイルを選んでください。"
    )]
    NoList,
    /// The file itself is unreadable.
    #[error(transparent)]
    File(Unreadable),
    /// A column that must be there is not.
    #[error("見出しに「{0}」の列がありません。1行目の見出しを確認してください。")]
    NoColumn(&'static str),
    /// A heading that stands twice.
    #[error("見出し「{0}」が2つあります。どちらを使うか分からないため、読み込みませんでした。")]
    Twice(&'static str),
    /// More lines than any city has officers.
    #[error("行が多すぎます（{MOST}行まで）。")]
    TooMany,
}

/// The columns by the words that their headings may be, in the order of [`PersonnelLine`].
const COLUMNS: [(&str, &[&str]); 7] = [
    ("職員番号", &["職員番号", "職員no", "職員コード", "職員id", "ログイン", "login", "id"]),
    ("氏名", &["氏名", "名前", "職員名", "職員氏名", "name"]),
    ("メール", &["メール", "メールアドレス", "eメール", "mail", "e-mail", "email"]),
    ("役割", &["役割", "権限", "role"]),
    ("担当課", &["担当課", "所属", "所属課", "課", "課名", "section"]),
    ("開始日", &["開始日", "開始", "発令日", "異動日", "from"]),
    ("終了日", &["終了日", "終了", "until"]),
];

/// The columns that a list cannot be without.
const NEEDED: [&str; 2] = ["職員番号", "役割"];

/// Reads a list. What a line says is for the domain to understand.
pub fn read(bytes: &[u8]) -> Result<Vec<PersonnelLine>, UnreadablePersonnel> {
    let text = list::text(bytes).ok_or(UnreadablePersonnel::NoList)?;
    let records = list::records(&text, MOST + 1).map_err(|fault| match fault {
        Fault::Broken => UnreadablePersonnel::NoList,
        Fault::TooMany => UnreadablePersonnel::TooMany,
        Fault::Unreadable(why) => UnreadablePersonnel::File(why),
    })?;
    let (head, records) = records.split_first().ok_or(UnreadablePersonnel::NoList)?;
    let places = places(head)?;
    let read = |record: &Record| {
        line(record.line, |column| {
            let place = places.get(column).copied().flatten();
            place.map_or("", |place| record.cell(place)).to_owned()
        })
    };
    Ok(records.iter().map(read).collect())
}

fn line(at: u32, cell: impl Fn(usize) -> String) -> PersonnelLine {
    PersonnelLine {
        line: at,
        login: cell(0),
        name: cell(1),
        mail: cell(2),
        role: cell(3),
        section: cell(4),
        from: cell(5),
        until: cell(6),
    }
}

/// Where each column stands.
fn places(head: &Record) -> Result<Vec<Option<usize>>, UnreadablePersonnel> {
    let headings: Vec<String> =
        head.cells.iter().map(|cell| fold(cell).replace(['(', ')', '※', '*'], "")).collect();
    let known = COLUMNS.iter().flat_map(|(_, words)| words.iter());
    if !known.into_iter().any(|word| headings.iter().any(|heading| heading == word)) {
        return Err(UnreadablePersonnel::NoList);
    }
    COLUMNS
        .iter()
        .map(|(name, words)| {
            let mut found = headings
                .iter()
                .enumerate()
                .filter(|(_, heading)| words.contains(&heading.as_str()))
                .map(|(at, _)| at);
            match (found.next(), found.next()) {
                (_, Some(_)) => Err(UnreadablePersonnel::Twice(name)),
                (None, _) if NEEDED.contains(name) => Err(UnreadablePersonnel::NoColumn(name)),
                (place, None) => Ok(place),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "職員番号,氏名,メール,役割,担当課,開始日,終了日\r\n\
        00123,青空 一郎,a@example.jp,担当者,健康課,2027-04-01,\r\n\
        \r\n\
        '=1+1,\"青空,二郎\",,事務局,,,\r\n";

    fn told(bytes: &[u8]) -> Vec<(u32, String, String, String)> {
        let lines = read(bytes).unwrap();
        lines.into_iter().map(|l| (l.line, l.login, l.name, l.section)).collect()
    }

    #[test]
    fn a_list_is_read_with_and_without_a_mark_and_in_cp932() {
        let expected = [
            (2, "00123".to_owned(), "青空 一郎".to_owned(), "健康課".to_owned()),
            (4, "=1+1".to_owned(), "青空,二郎".to_owned(), String::new()),
        ];
        assert_eq!(told(LIST.as_bytes()), expected);
        assert_eq!(told(format!("\u{feff}{LIST}").as_bytes()), expected);
        let (cp932, _, lost) = encoding_rs::SHIFT_JIS.encode(LIST);
        assert!(!lost);
        assert_eq!(told(&cp932), expected);
        assert_eq!(told(LIST.replace(',', "\t").as_bytes()).len(), 2);
    }

    #[test]
    fn headings_may_stand_in_any_order_and_be_written_otherwise() {
        let list = "所属課,権限,職員ＩＤ,備考\n健康課,担当者,7,メモ\n";
        assert_eq!(told(list.as_bytes()), [(2, "7".into(), String::new(), "健康課".into())]);
    }

    #[test]
    fn what_is_no_list_is_refused_with_a_sentence() {
        for (bytes, refused) in [
            (&b""[..], UnreadablePersonnel::NoList),
            (b"PK\x03\x04rest", UnreadablePersonnel::NoList),
            ("事業,担当部\nあ,い\n".as_bytes(), UnreadablePersonnel::NoList),
            ("職員番号,氏名\n1,あ\n".as_bytes(), UnreadablePersonnel::NoColumn("役割")),
            ("職員番号,役割,職員No\n1,監査,2\n".as_bytes(), UnreadablePersonnel::Twice("職員番号")),
        ] {
            assert_eq!(read(bytes), Err(refused));
        }
    }
}
