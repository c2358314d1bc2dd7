//! Grades as data: the code list of a field, with its order and, only if the plan says so, points.

use serde::{Deserialize, Serialize};

use crate::text::fold;

/// One grade of a scale: `ア　実施済`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grade {
    /// The code, when the scale has codes: `ア`, `A`, `◎`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// The words: `実施済`. Empty when the code stands alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Points, only where the plan gives them. An ordinal scale without points has no mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<f64>,
}

/// The code list of a field (評価区分), best or first grade first.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Scale {
    /// Its name, by which a column refers to it.
    pub name: String,
    /// The grades in their order.
    pub grades: Vec<Grade>,
}

impl Grade {
    /// A grade of code and label.
    pub fn new(code: &str, label: &str) -> Self {
        Self { code: code.trim().to_owned(), label: label.trim().to_owned(), points: None }
    }

    /// How the sheet writes it: `ア　実施済`.
    pub fn written(&self) -> String {
        match (self.code.is_empty(), self.label.is_empty()) {
            (false, false) => format!("{}　{}", self.code, self.label),
            (false, true) => self.code.clone(),
            _ => self.label.clone(),
        }
    }
}

impl Scale {
    /// The grade that a text names: by code and label, by code alone or by label alone.
    pub fn find(&self, text: &str) -> Option<&Grade> {
        let folded = fold(text).replace(['.', ':', '・', '、'], "");
        (!folded.is_empty()).then_some(())?;
        self.grades.iter().find(|grade| {
            let (code, label) = (fold(&grade.code), fold(&grade.label));
            folded == format!("{code}{label}") || folded == code || folded == label
        })
    }

    /// Reads the code list that forms print in the column's head:
    /// `ア　実施済,ウ　準備中,エ　未実施,オ　その他　から選択してください`.
    /// At least two grades are needed for it to be one.
    pub fn from_heading(name: &str, heading: &str) -> Option<Self> {
        let text: String = heading.chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
        let text = text.replace(['（', '）', '(', ')', '［', '］', '：', ':'], ",");
        let grades: Vec<Grade> =
            text.split([',', '、', '，', '/', '／']).filter_map(grade_in).collect();
        (grades.len() >= 2).then(|| Self { name: name.to_owned(), grades })
    }
}

/// A grade printed in a list: a code, mostly a space, words; what follows the words is instruction.
/// The space is lost where the heading is wrapped after the code.
fn grade_in(part: &str) -> Option<Grade> {
    let part = part.trim();
    let (at, code) = part.char_indices().find(|(at, c)| {
        let before = part[..*at].chars().next_back();
        let after = part[at + c.len_utf8()..].chars().next();
        let apart = after.is_some_and(|c| SEPARATORS.contains(&c));
        let alone =
            before.is_none() && after.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        is_code(*c) && (alone || apart && before.is_none_or(|b| !is_code(b) && !is_katakana(b)))
    })?;
    let label = part[at + code.len_utf8()..].trim_start_matches(SEPARATORS);
    let label = label.split([' ', '　']).next().unwrap_or_default();
    let label = ["から選", "を選", "を記入"]
        .iter()
        .find_map(|tail| label.find(tail).map(|at| &label[..at]))
        .unwrap_or(label);
    (!label.is_empty() && label.chars().count() <= 15).then(|| Grade::new(&code.to_string(), label))
}

const SEPARATORS: [char; 7] = [' ', '　', '.', '．', ':', '：', '…'];

fn is_katakana(c: char) -> bool {
    ('ァ'..='ヿ').contains(&c)
}

/// Whether a character serves as a grade's code on Japanese forms.
pub fn is_code(c: char) -> bool {
    matches!(c, 'ア'..='コ' | 'A'..='H' | 'Ａ'..='Ｈ' | 'a'..='h' | 'ａ'..='ｈ' | '1'..='9' | '１'..='９')
        || matches!(c, '①'..='⑨' | '◎' | '○' | '〇' | '●' | '△' | '▲' | '×' | '✕' | 'Ⅰ'..='Ⅸ' | 'イ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_list_is_read_from_a_heading_wrapped_over_lines() {
        let heading =
            "取組状況\nア　実施済,ウ\n準備中,エ　未実\n施,\nオ　その他　から\n選択してくださ";
        let scale = Scale::from_heading("取組状況", heading).unwrap();
        let written: Vec<_> = scale.grades.iter().map(Grade::written).collect();
        assert_eq!(written, ["ア　実施済", "ウ　準備中", "エ　未実施", "オ　その他"]);
    }

    #[test]
    fn a_list_in_brackets_is_read_as_well() {
        let scale = Scale::from_heading("評価", "評価（Ａ 順調、Ｂ 概ね順調、Ｃ 遅れ）").unwrap();
        assert_eq!(scale.grades.len(), 3);
        assert_eq!(scale.find("B").unwrap().label, "概ね順調");
        assert_eq!(scale.find("ａ　順調").unwrap().code, "Ａ");
    }

    #[test]
    fn an_ordinary_heading_is_no_scale() {
        assert_eq!(Scale::from_heading("x", "令和３年度実施状況に関する担当課の評価"), None);
        assert_eq!(Scale::from_heading("x", "達成度（％）整数で入力してください。"), None);
    }
}
