//! Anchors: units that can be recognised for what they are, wherever they stand.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    percent,
    scale::{Grade, Scale, is_code},
    section::{is_organisation, split_names},
    text::fold,
};

use super::{gap::Gap, units::TextUnit};

/// The names of bureaux and sections that the file itself shows beyond doubt.
#[derive(Debug, Default)]
pub(super) struct Owners {
    departments: BTreeSet<String>,
    sections: BTreeSet<String>,
}

/// Words that grade, where the form prints no scale.
const GRADE_WORDS: [&str; 12] = [
    "実施済",
    "実施中",
    "未実施",
    "検討中",
    "準備中",
    "実施",
    "完了",
    "順調",
    "概ね順調",
    "未着手",
    "継続中",
    "その他",
];
/// The most grades that a scale has.
const MOST_GRADES: usize = 9;
/// Endings that name a bureau rather than a section.
const BUREAU: [&str; 9] = ["部", "局", "委員会", "本部", "市議会", "消防", "病院", "院", "企業団"];

impl Owners {
    /// Learns names from lines that go page, bureau, section.
    pub(super) fn learn(units: &[TextUnit]) -> Self {
        let mut owners = Self::default();
        for triple in units.windows(3) {
            let [page, department, section] = triple else { continue };
            let one_line = department.gap == Gap::Space && section.gap == Gap::Space;
            if one_line
                && is_page(&page.text)
                && is_organisation(&department.text)
                && is_organisation(&section.text)
            {
                owners.departments.insert(department.text.clone());
                owners.sections.insert(section.text.clone());
            }
        }
        owners
    }

    /// How well a text names bureaux.
    pub(super) fn department(&self, text: &str) -> f32 {
        named(text, &self.departments, &|name| BUREAU.iter().any(|end| name.ends_with(end)))
    }

    /// How well a text names sections.
    pub(super) fn section(&self, text: &str) -> f32 {
        named(text, &self.sections, &|name| !BUREAU[..2].iter().any(|end| name.ends_with(end)))
    }

    /// Whether a text names a bureau that the file shows elsewhere.
    pub(super) fn knows_department(&self, text: &str) -> bool {
        self.departments.contains(text)
    }

    /// Whether a text names a section that the file shows elsewhere.
    pub(super) fn knows_section(&self, text: &str) -> bool {
        self.sections.contains(text)
    }
}

/// The score of a cell of names: known ones are sure, rightly ending ones likely.
fn named(text: &str, known: &BTreeSet<String>, ending: &dyn Fn(&str) -> bool) -> f32 {
    let names = split_names(text);
    let score = |name: &String| match () {
        () if known.contains(name) => 4.0,
        () if is_organisation(name) && ending(name) => 2.5,
        () if is_organisation(name) => 0.0,
        () => -12.0,
    };
    names.iter().map(score).fold(f32::INFINITY, f32::min).min(if names.is_empty() {
        -12.0
    } else {
        9.0
    })
}

/// Whether a unit is the page of the plan's book: a number, or the mark of a later addition.
pub(super) fn is_page(text: &str) -> bool {
    let folded = fold(text).replace(['p', '頁', '.'], "");
    let number = |s: &str| (1..=3).contains(&s.len()) && s.chars().all(|c| c.is_ascii_digit());
    folded.split(['-', '~', ',', '・', '、']).all(number) || is_addition(text)
}

/// Whether a page cell says that the action was added later (`Ｒ３追加`, 新規).
pub(super) fn is_addition(text: &str) -> bool {
    let folded = fold(text);
    let short = folded.chars().count() <= 8;
    short && (folded.ends_with("追加") || folded.ends_with("新規") || folded.ends_with("新設"))
}

/// Whether a unit is a percentage with its sign, or the number before a unit that is the sign.
pub(super) fn percent_units(units: &[TextUnit]) -> Option<usize> {
    let sign = |text: &str| matches!(text, "%" | "％");
    let first = &units.first()?.text;
    let next = units.get(1).filter(|next| next.gap == Gap::Space);
    match next {
        Some(next) if sign(&next.text) && percent::number(first).is_some() => Some(2),
        _ if first.ends_with(['%', '％']) && percent::number(first).is_some() => Some(1),
        _ => None,
    }
}

/// How well a text is a grade: sure on the scale, likely by a code and few words.
pub(super) fn grade(text: &str, scale: &Scale) -> f32 {
    if scale.find(text).is_some() {
        return 5.0;
    }
    let mut chars = text.trim().chars();
    let coded = chars.next().is_some_and(is_code);
    let apart = chars.next().is_none_or(|c| matches!(c, ' ' | '　' | '.' | '．' | ':' | '：'));
    let few = text.chars().count() <= 10 && !text.ends_with('。');
    match (coded && apart && few, scale.grades.is_empty()) {
        (true, true) => 3.5,
        (true, false) => 1.0,
        (false, true) if GRADE_WORDS.contains(&text.trim()) => 2.5,
        _ => -12.0,
    }
}

/// The scale of the form; where it prints none, the words that stand before percentages again
/// and again.
pub(super) fn learned(scale: Scale, units: &[TextUnit]) -> Scale {
    if !scale.grades.is_empty() {
        return scale;
    }
    let mut seen = BTreeMap::<&str, usize>::new();
    for (at, pair) in units.windows(2).enumerate() {
        let [word, number] = pair else { continue };
        let percent =
            percent_units(&units[at + 1..]).is_some() || percent::number(&number.text).is_some();
        let short = word.text.chars().count() <= 10 && !word.text.ends_with('。');
        let worded = percent::number(&word.text).is_none() && !is_organisation(&word.text);
        if number.gap == Gap::Space && percent && short && worded {
            *seen.entry(&word.text).or_default() += 1;
        }
    }
    let often = seen.into_iter().filter(|(_, times)| *times >= 2);
    let mut words: Vec<&str> = often.map(|(word, _)| word).collect();
    if words.len() > MOST_GRADES {
        return scale;
    }
    if words.iter().any(|word| GRADE_WORDS.contains(word)) {
        words.extend(GRADE_WORDS);
    }
    let grades: Vec<Grade> = words.into_iter().map(|word| Grade::new("", word)).collect();
    Scale { name: scale.name, grades }
}
