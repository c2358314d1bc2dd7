//! What other tools give and people type: lines, registers, and the sentences about what is wrong.

use std::{collections::BTreeSet, fs, path::Path};

use registers::{
    FaultLevel, RecordLine, Register, Shape, WordingStyle, faults,
    register::RegisterCode,
    renewal::may_follow,
    style::{PercentForm, Thousands},
};
use serde_json::Value;

use crate::made::{records, register};

#[test]
fn a_line_comes_back_from_its_record() {
    let register = register("リーフレットの配布");
    let fact = r#""date":"2021-06-01","movement":"give","persons":309,"kinds":4,"memo":"大会で""#;
    let record = &records(&register, &[fact])[0];
    let line = RecordLine::from(record);
    assert_eq!(RecordLine::parse(&line.json()).unwrap(), line);
    assert_eq!((line.quantity, line.persons), (None, Some(309)));
}

#[test]
fn what_is_no_line_is_refused_with_a_sentence() {
    let refused = |rest: &str| {
        let line = format!(r#"{{"register":"台帳","shape":"occasion"{rest}}}"#);
        RecordLine::parse(&line).unwrap_err().to_string()
    };
    assert!(refused(r#","dates":1"#).contains("dates"));
    assert!(refused(r#","seats":-3"#).contains("-3"));
    assert!(refused(r#","date":"2021-02-30""#).contains("2021-02-30"));
    assert!(refused(r#","form":"by_hand""#).contains("by_hand"));
}

#[test]
fn what_is_wrong_in_a_record_is_told_at_its_field() {
    let register = register("ゲートキーパー養成講座");
    for (fact, field, level) in [
        (
            r#""date":"2021-05-01","attended":[{"n":31}],"seats":30"#,
            "attended",
            FaultLevel::Warning,
        ),
        (r#""date":"2021-05-01","attended":[{"group":"x","n":1}]"#, "attended", FaultLevel::Error),
        (r#""date":"2021-05-01""#, "attended", FaultLevel::Error),
        (r#""date":"2021-05-01","state":"cancelled""#, "reason", FaultLevel::Error),
        (
            &format!(
                r#""date":"2021-05-01","attended":[{{"n":1}}],"series":"{}""#,
                "講".repeat(401)
            ),
            "series",
            FaultLevel::Error,
        ),
        (
            r#""date":"2021-05-01","attended":[{"n":1}],"venue":"会\u0000館""#,
            "venue",
            FaultLevel::Error,
        ),
        (r#""date":"2250-05-01","attended":[{"n":1}]"#, "date", FaultLevel::Error),
        (r#""date":"2021-05-01","attended":[{"n":900000000}]"#, "attended", FaultLevel::Error),
        (
            r#""date":"2021-05-01","attended":[{"n":1}],"memo":"青空さんの件""#,
            "memo",
            FaultLevel::Warning,
        ),
    ] {
        let found = faults(&records(&register, &[fact])[0], &register);
        let told: Vec<_> = found.iter().map(|fault| (fault.field, fault.level)).collect();
        assert_eq!(told, [(field, level)], "{fact}: {found:?}");
    }
}

#[test]
fn a_file_that_is_no_register_is_refused_with_its_place() {
    let refused = |text: &str| Register::from_toml(text).unwrap_err().to_string();
    let head = "name = \"出前授業\"\nshape = \"occasion\"\n";
    assert!(refused("name = \"a\"\nshape = \"meeting\"").starts_with("2行目"));
    assert!(refused(&format!("{head}colour = 1")).starts_with("3行目"));
    assert!(refused(&format!("{head}wordings = [\"{{held}}回\"]")).contains("「held」"));
    let counting = |c: &str| refused(&format!("{head}countings = [{{ {c} }}]"));
    assert!(counting(r#"key = "copies", unit = "部""#).contains("開催"));
    assert!(counting(r#"key = "useful", unit = "人""#).contains("kind"));
    assert!(counting(r#"key = "held", unit = "回", of = "none""#).contains("none"));
}

#[test]
fn a_code_is_retired_and_never_deleted() {
    let old = register("ゲートキーパー養成講座");
    let mut new = old.clone();
    new.version = 2;
    let word = "学生".to_owned();
    new.groups.push(RegisterCode { key: word.clone(), name: word, retired: false });
    new.groups[0].retired = true;
    assert_eq!(may_follow(&new, &old), Ok(()));
    new.groups.remove(0);
    assert_eq!(may_follow(&new, &old).unwrap_err().place, "groups");
    new.shape = Shape::Total;
    assert_eq!(may_follow(&new, &old).unwrap_err().place, "shape");
}

#[test]
fn a_style_is_guessed_from_what_was_written() {
    let guess =
        WordingStyle::guess("参加者：１６名、１９名　合計３５名　９１．４パーセント　１２００件");
    assert!(guess.full_width && guess.persons_in_mei);
    assert_eq!((guess.percent, guess.thousands), (PercentForm::Kana, Thousands::None));
    assert_eq!(WordingStyle::guess("参加者数：19人　1,206件　91.4％"), WordingStyle::default());
}

#[test]
fn the_schema_has_the_keys_of_the_parser_and_no_other() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/register.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let keys =
        |of: &Value| -> BTreeSet<String> { of.as_object().unwrap().keys().cloned().collect() };
    let register = register("ゲートキーパー養成講座");
    let written: Value = serde_json::from_str(&register.json()).unwrap();
    assert_eq!(keys(&schema["properties"]), keys(&written));
    for (list, of) in [("countings", "counting"), ("groups", "code"), ("questions", "question")] {
        assert_eq!(keys(&schema["$defs"][of]["properties"]), keys(&written[list][0]), "{list}");
    }
    let kinds: Vec<_> = schema["$defs"]["counting"]["properties"]["kind"]["enum"]
        .as_array()
        .unwrap()
        .iter()
        .map(|kind| kind.as_str().unwrap())
        .collect();
    assert_eq!(kinds, registers::CountingKind::ALL.map(registers::CountingKind::code));
}
