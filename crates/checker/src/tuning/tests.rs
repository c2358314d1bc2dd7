//! What a limit does to the findings of its rules.

use std::collections::BTreeSet;

use super::*;
use crate::{cases, catalogue::check, context::CheckContext, rule::Case};

/// A rule, a limit of it, a value, and a sheet on which the rule speaks at this value and not at
/// the usual one, or the reverse.
struct Tuned {
    rule: &'static str,
    key: &'static str,
    value: u32,
    speaks: bool,
    case: Case,
}

const fn tuned(
    rule: &'static str,
    key: &'static str,
    value: u32,
    speaks: bool,
    case: Case,
) -> Tuned {
    Tuned { rule, key, value, speaks, case }
}

const GREW: Case = &[&[("previous_status", "相談件数：20件"), ("status", "相談件数：36件")]];
const GREW_SAID: Case = &[&[
    ("previous_status", "相談件数：20件"),
    ("status", "相談件数：36件"),
    ("evaluation", "窓口の新設により増加した。"),
]];
const FELL: Case = &[&[("previous_status", "相談件数：40件"), ("status", "相談件数：20件")]];
const FELL_SAID: Case = &[&[
    ("previous_status", "相談件数：40件"),
    ("status", "相談件数：20件"),
    ("evaluation", "窓口の統合により減少した。"),
]];
const FEW_GREW: Case = &[&[("previous_status", "相談件数：2件"), ("status", "相談件数：6件")]];
const FEW_GREW_SAID: Case = &[&[
    ("previous_status", "相談件数：2件"),
    ("status", "相談件数：6件"),
    ("evaluation", "窓口の新設により増加した。"),
]];
const SAME: Case = &[&[
    ("previous_status", "市役所の窓口に一覧を置いた。"),
    ("status", "市役所の窓口に一覧を置いた。"),
]];
const SAME_SHORT: Case =
    &[&[("previous_status", "年１回実施した。"), ("status", "年１回実施した。")]];
const NEARLY: Case = &[&[
    ("previous_status", "悩みを抱える児童や、保護者の相談に随時対応し、心のケアを図った。"),
    ("status", "悩みを抱える児童、保護者の相談に随時対応し、心のケアを図った。"),
]];
/// Five characters of some thirty were added.
const LESS_NEARLY: Case = &[&[
    ("previous_status", "悩みを抱える児童や保護者の相談に随時対応し、心のケアを図った。"),
    ("status", "悩みを抱える児童や保護者の相談に丁寧かつ随時対応し、心のケアを深く図った。"),
]];
const AGED: Case = &[&[
    ("previous_status", "65歳以上の方に健診を勧めました。"),
    ("plan", "65歳以上の方に健診を勧めます。"),
    ("status", "70歳以上の方に健診を勧めました。"),
    ("next_plan", "65歳以上の方に健診を勧めます。"),
]];
/// Three rows in the same words.
const COPIED: Case = &[
    &[
        ("action", "若者の居場所"),
        ("content", "港町に若者の居場所を設け、進路の悩みを聞きます。"),
        ("status", "港町の若者の居場所を週末も開設し、進路の悩みを聞き、就労先の紹介を行った。"),
    ],
    &[
        ("action", "夜間電話"),
        ("content", "電話で夜間に若者の悩みを聞き、就労先の紹介にも応じます。"),
        ("status", "港町の若者の居場所を週末も開設し、進路の悩みを聞き、就労先の紹介を行った。"),
    ],
    &[
        ("action", "朝の電話"),
        ("content", "電話で早朝に若者の悩みを聞き、就労先の紹介にも応じます。"),
        ("status", "港町の若者の居場所を週末も開設し、進路の悩みを聞き、就労先の紹介を行った。"),
    ],
];
/// Three rows in the words of the first, which name nothing of their own.
const STRAY: Case = &[
    &[
        ("action", "広報紙の活用"),
        ("content", "広報紙を活用し、あおぞら月間の周知に努めます。"),
        ("status", "あおぞら月間に広報紙を利用し、睡眠の知識と連絡先一覧を掲載した。"),
    ],
    &[
        ("action", "訪問"),
        ("status", "あおぞら月間に広報紙を利用し、睡眠の知識と連絡先一覧を掲載した。"),
    ],
    &[
        ("action", "巡回"),
        ("status", "あおぞら月間に広報紙を利用し、睡眠の知識と連絡先一覧を掲載した。"),
    ],
];
const JUDGED: Case = &[
    &[("evaluation", "概ね順調である。")],
    &[("evaluation", "概ね順調である。")],
    &[("evaluation", "理解が深まった。")],
];
const PARTLY: Case = &[&[("progress", "ア　実施済"), ("achievement", "60")]];
const SHORT: Case =
    &[&[("plan", "地域ケア会議：50回"), ("status", "地域ケア会議：45回"), ("achievement", "100")]];
const CONSULTED: Case =
    &[&[("action", "こころの相談"), ("status", "相談を受け付けた。相談件数：6件")]];
const MONTHLY: Case = &[&[("status", "毎月１回、サロンを開催した。開催回数：８回")]];

const TUNED: &[Tuned] = &[
    tuned("BIG_CHANGE", "grown", 150, true, GREW_SAID),
    tuned("BIG_CHANGE", "fallen", 40, false, FELL_SAID),
    tuned("BIG_CHANGE", "small", 5, true, FEW_GREW_SAID),
    tuned("BIG_CHANGE_UNEXPLAINED", "grown", 150, true, GREW),
    tuned("BIG_CHANGE_UNEXPLAINED", "fallen", 40, false, FELL),
    tuned("BIG_CHANGE_UNEXPLAINED", "small", 5, true, FEW_GREW),
    tuned("BIG_CHANGE_UNEXPLAINED", "small", 50, false, FELL),
    tuned("COPY_PREV_YEAR", "shortest", 5, true, SAME_SHORT),
    tuned("COPY_PREV_YEAR", "shortest", 30, false, SAME),
    tuned("COPY_PREV_YEAR", "years", 2, false, SAME),
    tuned("COPY_PREV_YEAR_NEAR", "shortest", 60, false, NEARLY),
    tuned("COPY_PREV_YEAR_NEAR", "share", 5, true, LESS_NEARLY),
    tuned("FIGURE_DRIFT", "slip", 5, true, AGED),
    tuned("COPY_OTHER_ITEM", "rows", 2, false, COPIED),
    tuned("OFF_TOPIC_STATUS", "rows", 2, false, STRAY),
    tuned("BOILERPLATE_EVAL", "rows", 2, true, JUDGED),
    tuned("BOILERPLATE_EVAL", "long", 6, true, JUDGED),
    tuned("STATUS_PCT_CONFLICT", "low", 70, true, PARTLY),
    tuned("PLAN_ACTUAL_GAP_100", "reached", 80, false, SHORT),
    tuned("SMALL_CELL", "few", 5, false, CONSULTED),
    tuned("FREQ_VS_COUNT", "times", 50, false, MONTHLY),
];

fn speaks(rule: &str, case: Case, limits: Limits) -> bool {
    let sheet = cases::sheet(case);
    let found = check(&CheckContext::open(&sheet, &[]).tuned(limits));
    found.iter().any(|found| found.rule == rule)
}

#[test]
fn a_limit_that_was_set_changes_what_its_rule_finds() {
    let mut wrong = Vec::new();
    for Tuned { rule, key, value, speaks: expected, case } in TUNED {
        let mut limits = Limits::default();
        limits.set(rule, key, *value).unwrap();
        let told = (speaks(rule, case, Limits::default()), speaks(rule, case, limits));
        if told != (!expected, *expected) {
            wrong.push(format!("{rule} {key} {value}: {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_limit_of_every_rule_is_shown_to_change_something() {
    let shown: BTreeSet<_> = TUNED.iter().map(|one| (one.rule, one.key)).collect();
    let all: BTreeSet<_> =
        rules().flat_map(|rule| rule.limits.iter().map(|limit| (rule.name, limit.key))).collect();
    assert_eq!(shown, all);
    let listed: usize = rules().map(|rule| rule.limits.len()).sum();
    assert_eq!(listed, all.len(), "a rule has two limits of one key");
}

#[test]
fn the_usual_value_of_a_limit_is_within_its_bounds_and_all_is_said() {
    for limit in rules().flat_map(|rule| rule.limits) {
        assert!((limit.least..=limit.most).contains(&limit.usual), "{}", limit.key);
        assert!(limit.label.contains('か') && !limit.unit.is_empty(), "{}", limit.key);
    }
}

#[test]
fn a_text_of_three_years_is_told_where_two_years_are_asked_for() {
    let case: Case = &[&[
        ("previous_status", "市役所の窓口に一覧を置いた。"),
        ("status", "市役所の窓口に一覧を置いた。"),
        ("before.status", "市役所の窓口に一覧を置いた。"),
        ("before.previous_status", "市役所の窓口に一覧を置いた。"),
    ]];
    let (sheet, before) = (cases::sheet(case), cases::earlier(case).unwrap());
    let told = |years: u32| {
        let mut limits = Limits::default();
        limits.set("COPY_PREV_YEAR", "years", years).unwrap();
        let found = check(&CheckContext::open(&sheet, &[&before]).tuned(limits));
        found.iter().any(|found| found.rule == "COPY_PREV_YEAR")
    };
    assert_eq!([1, 2, 3].map(told), [true, true, false]);
}

#[test]
fn the_number_in_a_message_is_the_one_that_was_set() {
    let mut limits = Limits::default();
    limits.set("SMALL_CELL", "few", 20).unwrap();
    let sheet = cases::sheet(CONSULTED);
    let found = check(&CheckContext::open(&sheet, &[]).tuned(limits));
    let found = found.iter().find(|found| found.rule == "SMALL_CELL").unwrap();
    assert!(found.message.contains("20未満"), "{}", found.message);
}

#[test]
fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let mut limits = Limits::default();
    let few = &rules().find(|rule| rule.name == "SMALL_CELL").unwrap().limits[0];
    assert_eq!(limits.set("SMALL_CELL", "many", 5), Err(Refused::Unknown));
    assert_eq!(limits.set("NO_RULE", "few", 5), Err(Refused::Unknown));
    assert_eq!(limits.set("SMALL_CELL", "grown", 150), Err(Refused::Unknown));
    for value in [0, few.least - 1, few.most + 1, u32::MAX] {
        let refused = limits.set("SMALL_CELL", "few", value).unwrap_err();
        assert_eq!(refused, Refused::OutOfBounds(few));
        assert!(refused.to_string().contains("2から100まで"), "{refused}");
    }
    assert_eq!(limits, Limits::default());
}

#[test]
fn a_limit_is_set_for_one_rule_and_taken_back_by_its_usual_value() {
    let mut limits = Limits::default();
    limits.set("BIG_CHANGE", "grown", 300).unwrap();
    assert_eq!(limits.get("BIG_CHANGE", "grown"), Some(300));
    assert_eq!(limits.get("BIG_CHANGE_UNEXPLAINED", "grown"), Some(200));
    assert_eq!(limits.get("BIG_CHANGE", "few"), None);
    assert_eq!(limits.changed().collect::<Vec<_>>(), [("BIG_CHANGE", "grown", 300)]);
    limits.set("BIG_CHANGE", "grown", 200).unwrap();
    assert_eq!(limits, Limits::default());
}
