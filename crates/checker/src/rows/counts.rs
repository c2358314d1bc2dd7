//! How many there are of a body or a kind of place, as rows tell it, and counts of one name.

use std::collections::BTreeMap;

use domain::{Offset, text::fold};
use prose::{
    Quantity, QuantityRole, Share, Span, lexicon,
    matching::{self, kind},
};

use crate::{
    context::{Read, ReadRow},
    likeness::{last_run, shown, tail},
};

/// A fact as a cell tells it: of what, and what it says.
pub(super) struct ToldCount<'b, 'a> {
    pub(super) line: &'b ReadRow<'a>,
    pub(super) cell: &'b Read<'a>,
    pub(super) span: Span,
    pub(super) value: String,
}

/// Words before the number of all that there are.
const ALL: [&str; 8] =
    ["市内全", "町内全", "村内全", "区内全", "県内全", "管内全", "全", "市内の全"];
/// The same, where the noun follows: 市内38か所のサロン.
const WITHIN: [&str; 4] = ["市内", "町内", "村内", "区内"];

/// 市内全12小学校, 民生委員・児童委員156人, 地域包括支援センター5か所: how many there are of a kind of
/// place, or members of a standing body.
pub(super) fn counts<'b, 'a>(
    line: &'b ReadRow<'a>,
    cell: &'b Read<'a>,
) -> Vec<(String, ToldCount<'b, 'a>)> {
    let told = cell.quantities.iter().filter_map(|one| {
        let before = cell.text.get(..one.span.start).unwrap_or_default();
        let words = one.span.of(cell.text);
        let all = words.starts_with('全') || ALL.iter().any(|word| tail(before, 3).ends_with(word));
        let after = cell.text.get(one.span.end..).unwrap_or_default();
        // 町内18か所でサロンを開催: all that there are, where nothing says of how many
        let held = after.strip_prefix('で').map(noun_at).is_some_and(|noun| {
            let rest = after.get('で'.len_utf8() + noun.len()..).unwrap_or_default();
            let deed = ["を開催", "を運営", "を開設", "を展開", "が活動", "が開かれ"];
            noun.chars().count() >= 3 && deed.iter().any(|deed| rest.starts_with(deed))
        });
        let within =
            (after.starts_with('の') || held) && WITHIN.iter().any(|word| before.ends_with(word));
        let place = || place(cell, one).filter(|_| all || within);
        let whole = ["中", "のうち", "のすべて", "全員"].iter().any(|word| after.starts_with(word));
        let title = &line.row.action.text;
        let name = standing(before, one)
            .or_else(|| short(before, one, title).filter(|_| all || whole || alone(before, after)))
            .or_else(place)
            .or_else(|| subject(before, after, one, title))?;
        let parts = ["ずつ", "が参加", "に参加", "が出席", "が受講", "で実施"];
        let part =
            parts.iter().any(|word| after.starts_with(word)) || one.share == prose::Share::Part;
        let sure = one.high.is_none() && !one.approximate && one.year == line.sheet && !part;
        sure.then(|| {
            let value = format!("{}{}", shown(one.value), unit_of(one));
            (format!("count {name}の数"), ToldCount { line, cell, span: one.span, value })
        })
    });
    told.collect()
}

/// The unit by which numbers of one kind of place are compared: 12小学校 are 12校.
fn unit_of(one: &Quantity) -> &str {
    match one.unit.as_str() {
        "名" => "人",
        unit if unit.ends_with('校') => "校",
        unit => unit,
    }
}

/// The standing body or kind of place whose number stands straight behind its name.
fn standing(before: &str, one: &Quantity) -> Option<String> {
    let bare = before.trim_end_matches(['（', '(', '：', ':', '全', '計', ' ', '　']);
    let abbreviated = lexicon::ABBREVIATED.iter().find(|(short, _)| {
        let lead = bare.strip_suffix(short).map(|lead| lead.chars().next_back());
        lead.is_some_and(|c| !c.is_some_and(prose::classes::is_word))
    });
    let full = lexicon::STANDING.iter().find(|name| bare.ends_with(**name));
    let name = full.or(abbreviated.map(|(_, name)| name))?;
    let people = ["員", "司", "カウンセラー", "ワーカー"].iter().any(|end| name.ends_with(end));
    let places = matches!(kind(&one.unit), "か所" | "校" | "園" | "館" | "地区")
        || matches!(one.unit.as_str(), "小学校" | "中学校");
    let counted = if people { kind(&one.unit) == "人" } else { places };
    // The law makes one person both
    let both = matches!(*name, "民生委員・児童委員" | "民生委員児童委員" | "民生委員" | "児童委員");
    counted.then(|| if both { "民生委員・児童委員".to_owned() } else { (*name).to_owned() })
}

/// What is counted: the unit where it names a kind of place, else the noun before or behind it.
fn place(cell: &Read<'_>, one: &Quantity) -> Option<String> {
    const NAMED: [&str; 10] = [
        "小学校",
        "中学校",
        "小中学校",
        "公民館",
        "保育園",
        "保育所",
        "幼稚園",
        "図書館",
        "高校",
        "地区",
    ];
    if NAMED.contains(&one.unit.as_str()) {
        return Some(one.unit.clone());
    }
    let after = cell.text.get(one.span.end..).unwrap_or_default();
    let noun = noun_at(after.strip_prefix(['の', 'で']).unwrap_or_default());
    let before = cell.text.get(..one.span.start).unwrap_or_default();
    let lead = before.trim_end_matches(['（', '(', '全', ' ', '　', '：', ':']);
    let lead = last_run(lead, 12, prose::classes::is_of_noun).to_owned();
    let is_place = matches!(
        kind(&one.unit),
        "か所" | "校" | "園" | "地区" | "課" | "社" | "店舗" | "館" | "団体" | "圏域"
    );
    let name = if noun.chars().count() >= 3 { noun } else { lead };
    (is_place && name.chars().count() >= 3).then_some(name)
}

/// The noun with which words begin, kana before its Han or katakana included: ふれあいサロン.
fn noun_at(words: &str) -> String {
    // 子ども食堂, こども園: the kana belong to the word
    for child in ["子ども", "こども", "子育て"] {
        if let Some(rest) = words.strip_prefix(child) {
            let rest: String =
                rest.chars().take_while(|c| prose::classes::is_of_noun(*c)).take(10).collect();
            return if rest.is_empty() { rest } else { child.to_owned() + &rest };
        }
    }
    let noun = |c: &char| prose::classes::is_of_noun(*c);
    let kana = words.chars().take_while(|c| prose::classes::is_hiragana(*c)).count();
    let led = (2..=6).contains(&kana);
    let rest: String = words.chars().skip(if led { kana } else { 0 }).take_while(noun).collect();
    let lead: String = words.chars().take(if led { kana } else { 0 }).collect();
    if rest.is_empty() { rest } else { (lead + &rest).chars().take(14).collect() }
}

/// 委員142人中 in a row about 民生委員: the short name of the body that the title names.
fn short(before: &str, one: &Quantity, title: &str) -> Option<String> {
    let bare = before.trim_end_matches(['（', '(', '：', ':', '全', '計', ' ', '　']);
    let noun = ["委員", "推進員", "相談員", "支援員", "会員", "団員", "協力員"]
        .iter()
        .find(|noun| bare.ends_with(**noun))?;
    let lead = bare.strip_suffix(noun)?.chars().next_back();
    let own = !lead.is_some_and(|c| prose::classes::is_word(c) && c != '全');
    (own && kind(&one.unit) == "人").then_some(())?;
    let mut named = lexicon::STANDING.iter().filter(|n| title.contains(**n) && n.ends_with(noun));
    let name = named.next()?;
    let both = ["民生委員", "児童委員"].iter().any(|one| name.contains(one));
    Some(if both { "民生委員・児童委員".to_owned() } else { (*name).to_owned() })
}

/// ・委員38人: a number that is a line of its own.
fn alone(before: &str, after: &str) -> bool {
    let line = before.rsplit(['\n', '。']).next().unwrap_or(before);
    let bare = line.trim_start().trim_start_matches(|c: char| !c.is_alphanumeric());
    let short = bare.chars().count() <= 4;
    let ends = after.is_empty() || after.starts_with(['\n', '。', '、', '（', '(']);
    let listed = line.trim_start().starts_with(|c: char| !c.is_alphanumeric());
    short && ends && listed
}

/// サロンは42か所となった in a row about ふれあいサロン: how many there came to be of what the title
/// names.
fn subject(before: &str, after: &str, one: &Quantity, title: &str) -> Option<String> {
    let came = ["となっ", "となり", "とな", "になっ", "である", "です", "を数え"];
    came.iter().any(|word| after.starts_with(word)).then_some(())?;
    let lead = before.strip_suffix(['は', 'が'])?;
    let name = last_run(lead, usize::MAX, prose::classes::is_of_noun);
    let place = matches!(kind(&one.unit), "か所" | "校" | "園" | "地区" | "店舗");
    let at = title.find(name).filter(|_| place && name.chars().count() >= 3)?;
    // The whole of its name in the title: 高齢者ふれあいサロン
    let kana = last_run(title.get(..at)?, 6, |c| prose::classes::is_hiragana(c) && c != 'の');
    let led = kana.chars().count() >= 2;
    Some(if led { format!("{kana}{name}") } else { name.to_owned() })
}

/// Names of which one is the end of another are one thing's: サロン, ふれあいサロン.
pub(super) fn merge(facts: &mut BTreeMap<String, Vec<ToldCount<'_, '_>>>) {
    let keys: Vec<String> = facts.keys().filter(|key| key.starts_with("count ")).cloned().collect();
    for key in &keys {
        let name = key.trim_start_matches("count ");
        let mut longer = keys.iter().filter(|other| *other != key && other.ends_with(name));
        let short = name.trim_end_matches("の数").chars().count() < 3;
        let known = short || lexicon::STANDING.iter().any(|body| name.starts_with(body));
        if let (Some(one), None, false) = (longer.next(), longer.next(), known)
            && let Some(told) = facts.remove(key)
        {
            facts.entry(one.clone()).or_default().extend(told);
        }
    }
}

/// Shorter labels are those of many counts, smaller values are the same digits by chance.
const LABEL: usize = 4;
const LARGE: f64 = 100.0;

/// Counts by their label: two rows of one section that count the same.
pub(super) fn permuted<'b, 'a>(
    line: &'b ReadRow<'a>,
    cell: &'b Read<'a>,
) -> Vec<(String, ToldCount<'b, 'a>)> {
    let report = cell.sense.is_told() && cell.slot.year == Offset::This;
    let told = cell.quantities.iter().filter(|one| report && one.value >= LARGE);
    let own = told.filter(|one| {
        one.role == QuantityRole::Actual && one.year == line.sheet && one.share != Share::Change
    });
    let own = own.filter_map(|one| {
        let label = matching::label(one);
        let long = label.chars().filter(|c| prose::classes::is_word(*c)).count() >= LABEL;
        let value = format!("{}{}", shown(one.value), one.unit);
        let key = format!("label {} {label}{}", fold(&line.row.section.text), one.unit);
        long.then_some((key, ToldCount { line, cell, span: one.span, value }))
    });
    own.collect()
}

/// 推進員96名 where no title says of which body: the number of a short name, held against the bodies
/// of the sheet whose names end in it.
pub(super) fn unnamed<'b, 'a>(
    line: &'b ReadRow<'a>,
    cell: &'b Read<'a>,
) -> Vec<(String, ToldCount<'b, 'a>)> {
    let told = cell.quantities.iter().filter_map(|one| {
        let before = cell.text.get(..one.span.start).unwrap_or_default();
        let after = cell.text.get(one.span.end..).unwrap_or_default();
        let noun =
            ["推進員", "相談員", "支援員", "協力員"].iter().find(|n| before.ends_with(**n))?;
        let lead = before.strip_suffix(noun)?.chars().next_back();
        let own = !lead.is_some_and(prose::classes::is_word) && kind(&one.unit) == "人";
        let part = ["が参加", "に参加", "が受講", "が出席", "を配置", "増", "減", "ずつ", "が修了"];
        let whole = !part.iter().any(|word| after.starts_with(word));
        let sure = own && whole && !one.approximate && one.year == line.sheet;
        let value = format!("{}{}", shown(one.value), unit_of(one));
        let one = ToldCount { line, cell, span: one.span, value };
        sure.then(|| ((*noun).to_owned(), one))
    });
    told.collect()
}

/// The number of a standing body that is itself what a row of indicators counts: 健康推進員の数 132.
pub(super) fn indicated<'b, 'a>(line: &'b ReadRow<'a>) -> Option<(String, ToldCount<'b, 'a>)> {
    let cell = line.given(domain::Field::Status, Offset::This)?;
    let value = cell.figure.as_ref()?.value;
    let title = line.row.action.text.split(['（', '(']).next()?.trim();
    let name = lexicon::STANDING.iter().find(|name| {
        let rest = title.strip_prefix(**name);
        rest.is_some_and(|rest| matches!(rest, "数" | "の数" | "の人数" | "人数"))
    })?;
    let span = Span { start: 0, end: cell.text.len() };
    let told = ToldCount { line, cell, span, value: format!("{}人", shown(value)) };
    name.ends_with('員').then(|| (format!("count {name}の数"), told))
}
