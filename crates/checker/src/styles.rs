//! What is said does not turn on how a sheet is written: width, politeness, marks of lists.

use crate::{
    cases,
    catalogue::{check, rules},
    context::CheckContext,
    rule::{Case, Family, Rule},
};

/// A text in another way to write it.
type Rewrite = fn(&str) -> String;

fn wide(text: &str) -> String {
    let letter = |c: char| match c {
        '0'..='9' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        '%' => '％',
        '(' => '（',
        ')' => '）',
        ':' => '：',
        other => other,
    };
    text.chars().map(letter).collect()
}

fn narrow(text: &str) -> String {
    let letter = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '％' => '%',
        '（' => '(',
        '）' => ')',
        '：' => ':',
        other => other,
    };
    text.chars().map(letter).collect()
}

fn polite(text: &str) -> String {
    // でした is polite already
    let kept = text.replace("でした。", "\u{1}");
    let plain = [("した。", "しました。"), ("する。", "します。"), ("である。", "です。")];
    let polite = plain.iter().fold(kept, |text, (plain, polite)| text.replace(plain, polite));
    polite.replace('\u{1}', "でした。")
}

fn bulleted(text: &str) -> String {
    text.replace('・', "●")
}

/// The families whose findings are of the form itself, of words and of the records of the work.
fn turns_on_form(rule: &Rule) -> bool {
    matches!(rule.family, Family::Form | Family::Names | Family::Registers)
}

fn rewritten(case: Case, rewrite: Rewrite) -> Case {
    let cell = |(key, text): &(&'static str, &'static str)| -> (&'static str, &'static str) {
        let dress = key.contains("head:") || *key == "scale" || key.starts_with("ask:");
        if dress { (*key, *text) } else { (*key, rewrite(text).leak()) }
    };
    let row =
        |row: &&'static [(&'static str, &'static str)]| -> &'static [(&'static str, &'static str)] {
            row.iter().map(cell).collect::<Vec<_>>().leak()
        };
    case.iter().map(row).collect::<Vec<_>>().leak()
}

fn speaks(rule: &Rule, case: Case) -> bool {
    let (sheet, earlier) = (cases::sheet(case), cases::earlier(case));
    let earlier: Vec<_> = earlier.iter().collect();
    let found = check(&CheckContext::open(&sheet, &earlier));
    found.iter().any(|one| one.rule == rule.name)
}

#[test]
fn width_politeness_and_marks_of_lists_change_no_finding_but_those_of_form() {
    let ways: [(&str, Rewrite); 4] =
        [("wide", wide), ("narrow", narrow), ("polite", polite), ("bulleted", bulleted)];
    let mut wrong = Vec::new();
    for rule in rules().filter(|rule| !turns_on_form(rule)) {
        for (name, rewrite) in ways {
            if speaks(rule, rule.example) && !speaks(rule, rewritten(rule.example, rewrite)) {
                wrong.push(format!("{} is silent on its example, {name}", rule.name));
            }
            for (control, n) in rule.controls.iter().zip(1..) {
                if !speaks(rule, control) && speaks(rule, rewritten(control, rewrite)) {
                    wrong.push(format!("{} speaks on control {n}, {name}", rule.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
