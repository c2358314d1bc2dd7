//! Vectors 16 to 18: meetings.

use registers::Amount;

use crate::made::{counted, records, register, whole, written};

fn meeting(unsaid: bool) -> String {
    let one = |kind: &str, nth: usize, presence: &str| {
        format!(r#"{{"kind":"{kind}","name":"{kind}{nth}","presence":"{presence}"}}"#)
    };
    let mut present: Vec<_> = (0..11).map(|n| one("section", n, "present")).collect();
    present.extend((0..5).map(|n| one("body", n, "present")));
    present.push(one("body", 5, "absent"));
    present.extend(unsaid.then(|| one("body", 6, "unrecorded")));
    format!(
        r#""date":"2021-10-29","form":"in_person","venue":"緑の会館","present":[{}]"#,
        present.join(",")
    )
}

#[test]
fn vector_16_a_meeting_writes_sections_bodies_day_and_place() {
    let register = register("協議会・連絡会議");
    let records = records(&register, &[&meeting(false)]);
    let counted = counted(&register, &records);
    let text =
        written("関係課（{sections_present}課）・関係団体（{bodies_present}か所）", &counted);
    assert_eq!(text.unwrap(), "関係課（11課）・関係団体（5か所）");
    let text = written("日時：{date.era}　場所：{venue}（{form}）", &counted).unwrap();
    assert_eq!(text, "日時：令和3年10月29日　場所：緑の会館（対面）");
}

#[test]
fn vector_17_a_body_of_which_nobody_said_is_told_and_not_counted() {
    let register = register("協議会・連絡会議");
    let records = records(&register, &[&meeting(true)]);
    let text = written("{bodies_present}か所{bodies_present.of}", &counted(&register, &records));
    assert_eq!(text.unwrap(), "5か所（ほか1か所未記録）");
}

#[test]
fn vector_18_two_kinds_of_meetings_make_two_lines_and_no_percent() {
    let register = register("ケア会議・ケース会議");
    let central = r#""date":"2021-05-10","channel":"central""#;
    let mut facts = vec![central; 4];
    let area: Vec<_> = (0..45)
        .map(|n| {
            format!(
                r#""date":"2021-07-{:02}","channel":"area","venue":"センター{}""#,
                n % 28 + 1,
                n % 8
            )
        })
        .collect();
    facts.extend(area.iter().map(String::as_str));
    let records = records(&register, &facts);
    let counted = counted(&register, &records);
    let text = written(&register.wordings[0], &counted).unwrap();
    assert_eq!(text, "中央型の会議：4回、地域型の会議：45回");
    assert_eq!(whole(&counted.part("area"), "venues"), Some(8));
    assert_eq!(Amount::percent(45, 85), Some(Amount::Tenths(529)));
}
