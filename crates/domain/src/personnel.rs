//! The change of persons on a day (人事異動): a list says who holds what from a day on, and is
//! compared with who holds what.
//!
//! Of each person that the list names it is the whole truth: a role that it does not name ends the
//! day before. Persons whom it does not name keep theirs, unless it is said that clerks and chiefs
//! among them end as well. Administrators are made and ended by hand only, so that no list locks
//! everybody out.

mod lines;

use std::collections::BTreeMap;

pub use lines::{Line, Problem};

use crate::{
    Day, Id,
    person::{Grant, Person, Role},
    plan::Plan,
    section::Section,
    text::fold,
};

/// What a list is compared with, and how.
#[derive(Debug, Clone, Copy)]
pub struct Present<'a> {
    /// Everybody who is known.
    pub people: &'a [Person],
    /// The plan's sections.
    pub sections: &'a [Section],
    /// The plan that the list is for.
    pub plan: &'a Id<Plan>,
    /// The day on which roles begin where the list does not say.
    pub on: Day,
    /// Whether clerks and chiefs whom the list does not name end the day before.
    pub end_absent: bool,
}

/// What becomes of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nobody knew this login.
    New,
    /// Something is different.
    Changed,
    /// Everything is as the list says.
    Same,
}

/// A person of the list, or one who ends with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The known person; `None` for a new one.
    pub person: Option<Id<Person>>,
    /// What the person signs in with.
    pub login: String,
    /// The name from now on.
    pub name: String,
    /// The mail address from now on.
    pub mail: String,
    /// Whether name or mail are other than before.
    pub renamed: bool,
    /// The roles that begin.
    pub begins: Vec<Grant>,
    /// The roles whose last day changes, as they were, with that day.
    pub ends: Vec<(Grant, Option<Day>)>,
    /// The roles that stay as they are.
    pub stays: Vec<Grant>,
}

impl Entry {
    /// What becomes of the person.
    pub fn kind(&self) -> Kind {
        match (&self.person, self.renamed || !self.begins.is_empty() || !self.ends.is_empty()) {
            (None, _) => Kind::New,
            (Some(_), true) => Kind::Changed,
            (Some(_), false) => Kind::Same,
        }
    }
}

/// What a list changes, and what of it cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// The persons, in the order of the list, then those who end with it.
    pub entries: Vec<Entry>,
    /// Lines that cannot be understood; while there are any, nothing may be booked.
    pub problems: Vec<Problem>,
}

impl Comparison {
    /// The persons of a kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.kind() == kind)
    }

    /// Whether booking it would change anything.
    pub fn is_needless(&self) -> bool {
        self.entries.iter().all(|entry| entry.kind() == Kind::Same)
    }
}

/// Compares a list with who holds what.
pub fn compare(list: &[Line], present: Present<'_>) -> Comparison {
    let known: BTreeMap<String, &Person> =
        present.people.iter().map(|person| (fold(&person.login), person)).collect();
    let (claims, problems) = lines::understood(list, present, &known);
    let mut entries: Vec<Entry> = Vec::new();
    for claim in claims {
        let at = entries.iter().position(|entry| fold(&entry.login) == fold(&claim.login));
        let person = known.get(&fold(&claim.login)).copied();
        let at = at.unwrap_or_else(|| {
            entries.push(begun(&claim, person));
            entries.len() - 1
        });
        if let Some(entry) = entries.get_mut(at) {
            take(entry, person, claim.grant);
        }
    }
    for entry in &mut entries {
        let Some(person) = known.get(&fold(&entry.login)) else { continue };
        let first = entry.begins.iter().map(|grant| grant.from).min().unwrap_or(present.on);
        end_rest(entry, person, present, first.before());
    }
    if present.end_absent {
        entries.extend(present.people.iter().filter_map(|person| absent(person, list, present)));
    }
    Comparison { entries, problems }
}

fn begun(claim: &lines::Claim, person: Option<&Person>) -> Entry {
    let was = |of: fn(&Person) -> &String| person.map(of).cloned().unwrap_or_default();
    let said = |said: &str, was: String| if said.is_empty() { was } else { said.to_owned() };
    let name = said(&claim.name, was(|person| &person.name));
    let mail = said(&claim.mail, was(|person| &person.mail));
    Entry {
        renamed: person.is_some_and(|person| person.name != name || person.mail != mail),
        person: person.map(|person| person.id.clone()),
        login: person.map_or_else(|| claim.login.clone(), |person| person.login.clone()),
        name,
        mail,
        begins: Vec::new(),
        ends: Vec::new(),
        stays: Vec::new(),
    }
}

/// Takes a role of the list: one that is held already goes on.
fn take(entry: &mut Entry, person: Option<&Person>, grant: Grant) {
    let held = person.into_iter().flat_map(|person| &person.grants);
    let goes_on = held.filter(|held| is_same(held, &grant)).find(|held| {
        // It is held until the day before at least, so that the two are one
        held.until.is_none_or(|until| until >= grant.from.before())
    });
    match goes_on {
        Some(held) if held.until == grant.until => entry.stays.push(held.clone()),
        Some(held) => entry.ends.push((held.clone(), grant.until)),
        None => entry.begins.push(grant),
    }
}

/// Whether two roles are one, whatever their days. A role for every plan is this plan's too.
fn is_same(held: &Grant, other: &Grant) -> bool {
    let plan = held.plan.is_none() || held.plan == other.plan;
    held.role == other.role && plan && held.section == other.section
}

/// Ends what the person holds and the list does not name.
fn end_rest(entry: &mut Entry, person: &Person, present: Present<'_>, last: Day) {
    for held in &person.grants {
        let named = entry.stays.contains(held) || entry.ends.iter().any(|(was, _)| was == held);
        let own = held.plan.as_ref().is_none_or(|plan| plan == present.plan);
        let over = held.until.is_some_and(|until| until <= last);
        if !named && own && !over && held.role != Role::Administrator {
            entry.ends.push((held.clone(), Some(last)));
        }
    }
}

/// What becomes of someone whom the list does not name: clerks and chiefs end.
fn absent(person: &Person, list: &[Line], present: Present<'_>) -> Option<Entry> {
    if list.iter().any(|line| fold(&line.login) == fold(&person.login)) {
        return None;
    }
    let last = present.on.before();
    let open = |grant: &&Grant| {
        let own = grant.plan.as_ref().is_none_or(|plan| plan == present.plan);
        own && grant.role.is_of_section() && grant.until.is_none_or(|until| until > last)
    };
    let ends: Vec<_> =
        person.grants.iter().filter(open).map(|grant| (grant.clone(), Some(last))).collect();
    (!ends.is_empty()).then(|| Entry {
        person: Some(person.id.clone()),
        login: person.login.clone(),
        name: person.name.clone(),
        mail: person.mail.clone(),
        renamed: false,
        begins: Vec::new(),
        ends,
        stays: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn line(at: u32, text: &str) -> Line {
        let mut cells = text.split(',').map(str::to_owned);
        let mut next = || cells.next().unwrap_or_default();
        Line {
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

    fn compared(lines: &[&str], people: &[Person], end_absent: bool) -> Comparison {
        let list: Vec<Line> = (2..).zip(lines).map(|(at, text)| line(at, text)).collect();
        let (sections, plan, on) = (sections(), Id::new("p"), day("2027-04-01"));
        let present = Present { people, sections: &sections, plan: &plan, on, end_absent };
        compare(&list, present)
    }

    fn told(comparison: &Comparison) -> Vec<(u32, &str)> {
        comparison.problems.iter().map(|p| (p.line, p.message.as_str())).collect()
    }

    #[test]
    fn a_new_person_gets_a_role_from_the_day_on() {
        let made = compared(&["1,青空 一郎,a@example.jp,担当者,健康課,,2028-03-31"], &[], false);
        assert_eq!(told(&made), []);
        let [entry] = made.entries.as_slice() else { panic!("{made:?}") };
        assert_eq!((entry.kind(), entry.name.as_str()), (Kind::New, "青空 一郎"));
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
        assert_eq!(entry.kind(), Kind::Changed);
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
        assert_eq!(made.entries[0].kind(), Kind::Same, "{made:?}");
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
        assert_eq!(compared(&[], &people, false), Comparison::default());
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
}
