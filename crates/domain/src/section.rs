//! Sections: the city's tree of bureaux and sections, and how a sheet writes owners.

use serde::{Deserialize, Serialize};

use crate::{Id, text::fold};

/// A node of the city's tree (部 → 課), or an outside body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its identifier.
    pub id: Id<Section>,
    /// The bureau above it.
    pub parent: Option<Id<Section>>,
    /// Its name as the sheet writes it.
    pub name: String,
}

impl Section {
    /// Its name with the bureau above it: `福祉部 健康課`.
    pub fn full_name(&self, all: &[Self]) -> String {
        let parent = all.iter().find(|section| Some(&section.id) == self.parent.as_ref());
        let parent = parent.map_or_else(String::new, |parent| format!("{} ", parent.name));
        format!("{parent}{}", self.name)
    }
}

/// The section that a person names, alone or with its bureau, in either width. The error is a
/// sentence.
pub fn named<'a>(all: &'a [Section], text: &str) -> Result<&'a Section, String> {
    let text = text.trim();
    let bare = |text: &str| fold(text).replace(['/', '・', '>'], "");
    let wanted = bare(text);
    let full: Vec<&Section> =
        all.iter().filter(|section| bare(&section.full_name(all)) == wanted).collect();
    let short: Vec<&Section> = all.iter().filter(|section| bare(&section.name) == wanted).collect();
    match (full.as_slice(), short.as_slice()) {
        ([one], _) | ([], [one]) => Ok(one),
        ([], []) => Err(format!(
            "「{text}」という担当課は、取り込んだシートにありません。シートの書き方に合わせてください。"
        )),
        ([], several) | (several, _) => {
            let mut names: Vec<String> = several.iter().map(|one| one.full_name(all)).collect();
            names.sort();
            Err(format!(
                "「{text}」という担当課が複数あります（{}）。部の名前も付けてください。",
                names.join("、")
            ))
        }
    }
}

/// One owner of an action: a section with its bureau.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The bureau; empty when the sheet names none.
    pub department: String,
    /// The section; empty when only a bureau is named.
    pub section: String,
}

impl Owner {
    /// The name under which it answers: the section's, or the bureau's where only that is named.
    pub fn name(&self) -> &str {
        if self.section.is_empty() { &self.department } else { &self.section }
    }
}

/// Endings of the names of organisations in and around a city hall.
const ENDINGS: [&str; 39] = [
    "課",
    "室",
    "係",
    "部",
    "局",
    "センター",
    "所",
    "館",
    "園",
    "院",
    "会",
    "組合",
    "団",
    "署",
    "機構",
    "公社",
    "庁",
    "校",
    "班",
    "グループ",
    "チーム",
    "担当",
    "本部",
    "支所",
    "出張所",
    "事務所",
    "協議会",
    "財団",
    "法人",
    "各課",
    "全課",
    "関係課",
    "病院",
    "消防",
    "企業団",
    "保健所",
    "図書館",
    "保育園",
    "ステーション",
];

/// Whether a name ends as names of organisations do.
pub fn is_organisation(name: &str) -> bool {
    let name = name.trim();
    let bare = name.trim_end_matches(['等', 'ほ', 'か', '他']);
    let bare = bare.split(['（', '(']).next().unwrap_or(bare);
    (2..=25).contains(&bare.chars().count())
        && !bare.contains(['。', '、', '「', '：', '＝', ','])
        && ENDINGS.iter().any(|ending| bare.ends_with(ending))
}

/// What stands between two names in one cell.
const BETWEEN: [char; 10] = ['・', '、', '，', ',', '／', '/', '\n', '･', '；', ';'];

/// Splits the owners that one cell names (`母子健康センター・こども課`). A part that is no name by
/// itself belongs to the next (`人権・男女共同参画課` is one section).
pub fn split_names(cell: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut open = String::new();
    for piece in cell.split_inclusive(BETWEEN) {
        let name = piece.trim_end_matches(BETWEEN).trim();
        open.push_str(name);
        if is_organisation(name) {
            names.push(std::mem::take(&mut open));
        } else if !open.is_empty() {
            open.extend(piece.chars().last().filter(|c| *c != '\n' && BETWEEN.contains(c)));
        }
    }
    names.push(open.trim_end_matches(BETWEEN).to_owned());
    names.retain(|name| !name.is_empty());
    names
}

/// Pairs bureaux with sections: one by one when there are as many, all under the only bureau
/// otherwise; a section too many stands without a bureau.
pub fn owners(departments: &[String], sections: &[String]) -> Vec<Owner> {
    let of = |i: usize| match departments.len() {
        1 => departments.first(),
        n if n == sections.len() => departments.get(i),
        _ => None,
    };
    if sections.is_empty() {
        let alone = |d: &String| Owner { department: d.clone(), section: String::new() };
        return departments.iter().map(alone).collect();
    }
    sections
        .iter()
        .enumerate()
        .map(|(i, s)| Owner { department: of(i).cloned().unwrap_or_default(), section: s.clone() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_owners_in_one_cell_are_split() {
        assert_eq!(split_names("母子健康センター・こども課"), ["母子健康センター", "こども課"]);
        assert_eq!(split_names("市民部・\n福祉部"), ["市民部", "福祉部"]);
        assert_eq!(split_names("納税課、市民課"), ["納税課", "市民課"]);
        assert_eq!(split_names(""), Vec::<String>::new());
    }

    #[test]
    fn a_middle_dot_within_a_name_does_not_split_it() {
        assert_eq!(split_names("人権・男女共同参画課"), ["人権・男女共同参画課"]);
        assert_eq!(split_names("子ども・若者課・保育課"), ["子ども・若者課", "保育課"]);
    }

    #[test]
    fn bureaux_and_sections_are_paired() {
        let names = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        let two = owners(&names(&["市民部", "福祉部"]), &names(&["健康課", "こども課"]));
        assert_eq!((two[1].department.as_str(), two[1].section.as_str()), ("福祉部", "こども課"));
        let outside = owners(&names(&["福祉部"]), &names(&["長寿課", "広域組合"]));
        assert_eq!(outside[1].department, "福祉部");
    }
}
