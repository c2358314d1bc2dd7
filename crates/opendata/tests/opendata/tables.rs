//! The one description of the tables agrees with itself and with the words of the domain.

use std::collections::BTreeSet;

use domain::{scale::GradeClass, value::Value};
use opendata::{LISTS, TABLES, WHOLE_PLAN};

use crate::published::always;

#[test]
fn keys_are_unique() {
    always(|published| {
        for (table, read) in TABLES.iter().zip(&published.tables) {
            let mut keys = BTreeSet::new();
            for line in &read.lines {
                assert!(keys.insert(read.cells(line, table.key)), "{}: {line:?}", table.name);
            }
        }
    });
}

#[test]
fn what_a_line_names_in_another_table_is_there() {
    always(|published| {
        for (table, read) in TABLES.iter().zip(&published.tables) {
            for reference in table.references {
                let other = published.table(reference.table);
                let there: BTreeSet<_> =
                    other.lines.iter().map(|line| other.cells(line, reference.others)).collect();
                for line in &read.lines {
                    let named = read.cells(line, reference.columns);
                    let is_blank = named.iter().all(|cell| cell.is_empty());
                    assert!(is_blank || there.contains(&named), "{}: {named:?}", table.name);
                }
            }
        }
    });
}

#[test]
fn a_line_is_about_an_action_or_about_the_whole_plan() {
    always(|published| {
        let actions: BTreeSet<_> =
            published.table("actions").column("action_id").into_iter().collect();
        for table in &published.tables {
            if !table.head.iter().any(|head| head == "action_id") {
                continue;
            }
            let known = |id: &&str| actions.contains(id) || *id == WHOLE_PLAN;
            assert!(table.column("action_id").iter().all(known), "{}", table.name);
        }
    });
}

#[test]
fn every_column_and_list_is_described_and_every_name_is_known() {
    let lists: BTreeSet<_> = LISTS.iter().map(|list| list.name).collect();
    assert_eq!(lists.len(), LISTS.len());
    for table in TABLES {
        let names: BTreeSet<_> = table.columns.iter().map(|column| column.name).collect();
        assert!(table.key.iter().all(|column| names.contains(column)), "{}", table.name);
        for column in table.columns {
            assert!(!column.label.is_empty() && !column.meaning.is_empty(), "{}", column.name);
            assert!(column.list.is_empty() || lists.contains(column.list), "{}", column.list);
        }
        for reference in table.references {
            let other = TABLES.iter().find(|table| table.name == reference.table).unwrap();
            let others: BTreeSet<_> = other.columns.iter().map(|column| column.name).collect();
            assert!(reference.columns.iter().all(|column| names.contains(column)));
            assert!(reference.others.iter().all(|column| others.contains(column)));
        }
    }
}

#[test]
fn columns_of_one_name_say_the_same_but_for_their_meaning() {
    let all: Vec<_> = TABLES.iter().flat_map(|table| table.columns).collect();
    for one in &all {
        let same = all.iter().filter(|other| other.name == one.name);
        for other in same.filter(|_| one.name != "kind_code") {
            assert_eq!((one.label, one.kind, one.list), (other.label, other.kind, other.list));
        }
    }
}

#[test]
fn states_and_classes_are_those_of_the_domain() {
    let codes = |name: &str| -> Vec<(&str, &str)> {
        let list = LISTS.iter().find(|list| list.name == name).unwrap();
        list.codes.iter().map(|code| (code.code, code.label)).collect()
    };
    let classes = GradeClass::ALL.map(|class| (class.code(), class.label()));
    assert_eq!(codes("common"), classes);
    let states: Vec<_> = codes("state").into_iter().map(|(code, _)| code).collect();
    for text in ["", "-", "対象外", "未到来", "実施した。"] {
        assert!(states.contains(&Value::read(text).state()), "{text}");
    }
}
