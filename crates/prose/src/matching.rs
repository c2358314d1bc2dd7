//! The same quantity in two texts: matched by what is counted and in what.

use std::collections::BTreeMap;

use domain::{Field, text::fold};

use crate::{
    asked_field::AskedField,
    date::{dates, relative_years},
    quantity::{Quantity, QuantityRole, Share},
    span::Span,
};

/// Units that count the same thing, by the first of them.
const KINDS: [&[&str]; 6] = [
    &["人", "名", "者", "人数", "実人数", "延べ人", "実人員", "延人員"],
    &["回", "日", "日間", "開催"],
    &["か所", "箇所", "カ所", "ヶ所", "ヵ所", "施設", "団体", "機関"],
    &["件", "ケース"],
    &["部", "枚", "冊"],
    &["％", "%", "パーセント", "割"],
];

/// The kind of a unit: 名 is counted as 人.
pub fn kind(unit: &str) -> &str {
    KINDS
        .iter()
        .find(|units| units.contains(&unit))
        .and_then(|units| units.first())
        .unwrap_or(&unit)
}

/// Whether a unit counts people.
pub fn is_people(unit: &str) -> bool {
    kind(unit) == "人"
}

/// Whether a unit is a percentage.
pub fn is_percent(unit: &str) -> bool {
    kind(unit) == "％"
}

/// A quantity of one text with the same of another.
pub type Pair<'a> = (&'a Quantity, &'a Quantity);

/// The quantities of two texts that count the same: by label and kind of unit, the n-th with the
/// n-th; then by labels of which one holds the other; then the only one of a kind on either side.
pub fn matched<'a>(
    old: impl Iterator<Item = &'a Quantity>,
    new: impl Iterator<Item = &'a Quantity>,
) -> Vec<Pair<'a>> {
    let (mut old, mut new) = (labelled(old), labelled(new));
    let mut pairs = equal(&mut old, &mut new);
    for holds in [holding as fn(&str, &str) -> bool, |_, _| true] {
        pairs.extend(only(&mut old, &mut new, holds));
    }
    pairs.sort_by_key(|(_, new)| new.span);
    pairs
}

/// No more quantities of a text are matched: a longer list is a table, not a sentence.
const MOST: usize = 60;

/// A quantity by its folded label; `None` once it is matched.
type Labelled<'a> = Vec<(String, Option<&'a Quantity>)>;

fn labelled<'a>(quantities: impl Iterator<Item = &'a Quantity>) -> Labelled<'a> {
    quantities.take(MOST).map(|one| (label(one), Some(one))).collect()
}

/// What is counted, as it is compared.
pub fn label(quantity: &Quantity) -> String {
    plain(&words(quantity))
}

/// What is counted, as it is shown: a sum says so, lest it be taken for one of its parts.
pub fn words(quantity: &Quantity) -> String {
    let label = Some(undated(quantity)).filter(|label| *label != quantity.unit);
    let label = label.unwrap_or_default();
    if quantity.share == Share::Total && !label.contains('計') {
        return format!("{label} 合計").trim().to_owned();
    }
    label
}

/// The label without its days and years, which are others each year: 第1回 令和7年7月17日 出席.
pub fn undated(quantity: &Quantity) -> String {
    let label = &quantity.label;
    if !label.chars().any(char::is_numeric) {
        return label.clone();
    }
    let asked = AskedField { field: &Field::Status, year: quantity.year };
    let mut spans: Vec<_> = dates(label, asked).into_iter().map(|date| date.span).collect();
    spans.extend(relative_years(label, asked).into_iter().map(|named| named.span));
    spans.sort_unstable();
    let (mut words, mut at) = (String::new(), 0);
    for span in spans.into_iter().chain([Span { start: label.len(), end: label.len() }]) {
        words.push_str(label.get(at..span.start).unwrap_or_default());
        at = at.max(span.end);
    }
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ").trim_matches(|c| matches!(c, '(' | ')' | '、' | ':' | '・')).to_owned()
}

/// Words that say what is counted, as they are compared.
pub fn plain(words: &str) -> String {
    let mut label = fold(words);
    label.retain(|c| !matches!(c, '・' | '、' | ':' | '(' | ')' | '「' | '」' | '延' | 'べ'));
    label
}

fn equal<'a>(old: &mut Labelled<'a>, new: &mut Labelled<'a>) -> Vec<Pair<'a>> {
    let mut known = BTreeMap::<(String, String), Vec<usize>>::new();
    for (at, (label, one)) in old.iter().enumerate().rev() {
        if let Some(one) = one {
            known.entry((label.clone(), kind(&one.unit).to_owned())).or_default().push(at);
        }
    }
    let mut pairs = Vec::new();
    for (label, one) in new.iter_mut() {
        let Some(found) = *one else { continue };
        let key = (label.clone(), kind(&found.unit).to_owned());
        let at = known.get_mut(&key).and_then(Vec::pop);
        if let Some(before) = at.and_then(|at| old.get_mut(at)).and_then(|(_, one)| one.take()) {
            pairs.push((before, found));
            *one = None;
        }
    }
    pairs
}

/// Whether the words of two figures say that they count the same.
pub fn akin(one: &Quantity, other: &Quantity) -> bool {
    let (one, other) = (label(one), label(other));
    one == other || holding(&one, &other)
}

/// Whether one of two labels holds the other.
pub fn holding(a: &str, b: &str) -> bool {
    let long = |text: &str| text.chars().count() >= 2;
    long(a) && long(b) && (a.contains(b) || b.contains(a))
}

/// Pairs that are the only ones for each other.
fn only<'a>(
    old: &mut Labelled<'a>,
    new: &mut Labelled<'a>,
    fits: fn(&str, &str) -> bool,
) -> Vec<Pair<'a>> {
    let mut pairs = Vec::new();
    for at in 0..new.len() {
        let candidates = |from: &Labelled<'a>, label: &str, unit: &str| -> Vec<usize> {
            let same = |(_, (other, one)): &(usize, &(String, Option<&Quantity>))| {
                one.is_some_and(|one| kind(&one.unit) == kind(unit)) && fits(other, label)
            };
            from.iter().enumerate().filter(same).map(|(at, _)| at).collect()
        };
        let Some((label, Some(found))) = new.get(at).cloned() else { continue };
        let [back] = candidates(old, &label, &found.unit)[..] else { continue };
        let Some((their, Some(before))) = old.get(back).cloned() else { continue };
        if candidates(new, &their, &before.unit).len() != 1 {
            continue;
        }
        pairs.push((before, found));
        if let (Some(a), Some(b)) = (old.get_mut(back), new.get_mut(at)) {
            (a.1, b.1) = (None, None);
        }
    }
    pairs
}

/// Quantities that tell what was done, descriptions and what only leads to another aside.
pub fn actual(quantities: &[Quantity]) -> impl Iterator<Item = &Quantity> {
    let told = |one: &&Quantity| one.role == QuantityRole::Actual && one.share != Share::Change;
    quantities.iter().filter(told)
}
