//! Lists of made-up persons.

use super::*;
use crate::section::Section;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn line(at: u32, text: &str) -> PersonnelLine {
    let mut cells = text.split(',').map(str::to_owned);
    let mut next = || cells.next().unwrap_or_default();
    PersonnelLine {
        line: at,
        login: next(),
        name: next(),
        mail: next(),
        role: next(),
        section: next(),
        from: next(),
        until: next(),
    }
}

fn sections() -> Vec<Section> {
    let section = |id: &str, parent: Option<&str>, name: &str| Section {
        id: Id::new(id),
        parent: parent.map(Id::new),
        name: name.into(),
    };
    vec![
        section("b", None, "福祉部"),
        section("h", Some("b"), "健康課"),
        section("c", Some("b"), "こども課"),
        section("k", None, "教育部"),
        section("x", Some("k"), "総務係"),
        section("y", Some("b"), "総務係"),
    ]
}

fn grant(role: Role, section: Option<&str>, from: &str) -> Grant {
    let (plan, section) = (Some(Id::new("p")), section.map(Id::new));
    Grant { role, plan, section, from: day(from), until: None }
}

fn person(login: &str, grants: Vec<Grant>) -> Person {
    let (name, mail) = (format!("職員{login}"), String::new());
    Person { id: Id::new(format!("id-{login}")), login: login.into(), name, mail, grants }
}

fn compared(lines: &[&str], people: &[Person], end_absent: bool) -> PersonnelComparison {
    let list: Vec<PersonnelLine> = (2..).zip(lines).map(|(at, text)| line(at, text)).collect();
    let (sections, plan, on) = (sections(), Id::new("p"), day("2027-04-01"));
    let present = Present { people, sections: &sections, plan: &plan, on, end_absent };
    compare(&list, present)
}

fn told(comparison: &PersonnelComparison) -> Vec<(u32, &str)> {
    comparison.problems.iter().map(|p| (p.line, p.message.as_str())).collect()
}

#[test]
fn a_new_person_gets_a_role_from_the_day_on() {
    let made = compared(&["1,青空 一郎,a@example.jp,担当者,健康課,,2028-03-31"], &[], false);
    assert_eq!(told(&made), []);
    let [entry] = made.entries.as_slice() else { panic!("{made:?}") };
    assert_eq!((entry.kind(), entry.name.as_str()), (PersonChange::New, "青空 一郎"));
    let begins =
        Grant { until: Some(day("2028-03-31")), ..grant(Role::Clerk, Some("h"), "2027-04-01") };
    assert_eq!(entry.begins, [begins]);
}

#[test]
fn a_person_who_moves_ends_here_and_begins_there_and_keeps_the_past() {
    let past =
        Grant { until: Some(day("2026-03-31")), ..grant(Role::Chief, Some("c"), "2025-04-01") };
    let held = grant(Role::Clerk, Some("h"), "2026-04-01");
    let people = [person("Ａ1", vec![past, held.clone()])];
    let made = compared(&["a1,,,担当者,福祉部 こども課,,"], &people, false);
    let [entry] = made.entries.as_slice() else { panic!("{made:?}") };
    assert_eq!(entry.kind(), PersonChange::Changed);
    assert_eq!(entry.begins, [grant(Role::Clerk, Some("c"), "2027-04-01")]);
    assert_eq!(entry.ends, [(held, Some(day("2027-03-31")))]);
    assert_eq!((entry.login.as_str(), entry.name.as_str()), ("Ａ1", "職員Ａ1"));
}

#[test]
fn what_the_list_says_again_stays_as_it_is() {
    let held = grant(Role::Clerk, Some("h"), "2026-04-01");
    let every = Grant { plan: None, ..grant(Role::Secretariat, None, "2026-04-01") };
    let admin = Grant { plan: None, ..grant(Role::Administrator, None, "2026-04-01") };
    let people = [person("1", vec![held, every, admin])];
    let list = ["1,,,担当者,健康課,2026-04-01,", "1,,,secretariat,,,"];
    let made = compared(&list, &people, true);
    assert_eq!(made.entries[0].kind(), PersonChange::Same, "{made:?}");
    assert_eq!(made.entries[0].stays.len(), 2);
    assert!(made.is_needless());
}

#[test]
fn a_role_gets_another_last_day() {
    let held = grant(Role::Clerk, Some("h"), "2026-04-01");
    let people = [person("1", vec![held.clone()])];
    let made = compared(&["1,,,担当者,健康課,,2027-09-30"], &people, false);
    assert_eq!(made.entries[0].ends, [(held, Some(day("2027-09-30")))]);
    assert!(made.entries[0].begins.is_empty());
}

#[test]
fn who_is_not_named_stays_unless_it_is_said() {
    let clerk = grant(Role::Clerk, Some("h"), "2026-04-01");
    let office = grant(Role::Secretariat, None, "2026-04-01");
    let people = [person("1", vec![clerk.clone(), office]), person("2", vec![])];
    assert_eq!(compared(&[], &people, false), PersonnelComparison::default());
    let made = compared(&[], &people, true);
    let [entry] = made.entries.as_slice() else { panic!("{made:?}") };
    assert_eq!(entry.ends, [(clerk, Some(day("2027-03-31")))]);
}

#[test]
fn a_line_that_cannot_be_understood_is_told_with_its_line() {
    let list = [
        "1,青空 一郎,,部長,健康課,,",
        "2,青空 二郎,,担当者,無い課,,",
        "3,青空 三郎,,担当者,,,",
        "4,青空 四郎,,担当者,健康課,4月1日,",
        "5,青空 五郎,,担当者,健康課,2027-04-01,2027-03-31",
        ",青空 六郎,,担当者,健康課,,",
        "7,,,担当者,健康課,,",
        "8,青空 八郎,,担当者,総務係,,",
        "9,青空 九郎,,担当者,健康課,,",
        "９,青空 九郎,,担当者,健康課,,",
        "9,青空 九子,,所属長,健康課,,",
        "10,青空 十郎,,監査,健康課,,",
        "11,青空 士郎,not-mail,監査,,,",
    ];
    let made = compared(&list, &[], false);
    let told = told(&made);
    let words = [
        (2, "「部長」という役割"),
        (3, "「無い課」という担当課"),
        (4, "担当課が空"),
        (5, "「4月1日」は日付"),
        (6, "終了日が開始日より前"),
        (7, "職員番号が空"),
        (8, "氏名が空"),
        (9, "教育部 総務係、福祉部 総務係"),
        (11, "10行目と同じ"),
        (12, "氏名が10行目"),
        (13, "担当課を持ちません"),
        (14, "メールアドレス"),
    ];
    assert_eq!(told.len(), words.len(), "{told:#?}");
    for ((line, message), (at, word)) in told.iter().zip(words) {
        assert!(*line == at && message.contains(word), "{line} {message} / {at} {word}");
    }
}
