use std::io::{Cursor, Read};

use domain::letter::{Enclosure, Letter, Recipient};
use report::{archive, mail_merge};

fn letter(name: &str, subject: &str, body: &str) -> Letter {
    let address = "=cmd@aozora.example".to_owned();
    Letter {
        to: Recipient { person: None, name: name.into(), address },
        round: None,
        subject: subject.into(),
        body: body.into(),
        enclosures: vec![Enclosure { name: "健康課.xlsx".into(), bytes: b"PK".to_vec() }],
        secret: false,
        key: "k".into(),
    }
}

#[test]
fn letters_are_a_table_whose_cells_start_no_formula() {
    let letters = [
        letter("青空", "【計画】回答のお願い", "青空 様\n\n「回答」を、\nお願いします。\n"),
        letter("@白雲", "+1", "-- \n署名"),
    ];
    let table = String::from_utf8(mail_merge(&letters).unwrap()).unwrap();
    assert!(table.starts_with('\u{feff}'));
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    assert_eq!(reader.headers().unwrap(), &["宛先", "氏名", "件名", "本文", "添付"][..]);
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(&rows[0][3], "青空 様\n\n「回答」を、\nお願いします。\n");
    assert_eq!(
        rows[1].iter().collect::<Vec<_>>(),
        ["'=cmd@aozora.example", "'@白雲", "+1", "'-- \n署名", "健康課.xlsx"]
    );
}

#[test]
fn files_are_packed_under_their_names_and_always_alike() {
    let files = [("001_青空.eml", &b"one"[..]), ("002_白雲.eml", &b"two"[..])];
    let packed = archive(files).unwrap();
    assert_eq!(packed, archive(files).unwrap());
    let mut zip = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
    for (name, bytes) in files {
        let mut found = Vec::new();
        zip.by_name(name).unwrap().read_to_end(&mut found).unwrap();
        assert_eq!(found, bytes);
    }
}
