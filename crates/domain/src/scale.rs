//! Grades as data: the code list of a field, with its order and, only if the plan says so, points.

mod choices;
mod class;
mod list;
mod points;
mod typed;
mod words;

pub use choices::{is_unchosen, is_unticked, options};
pub use class::GradeClass;

use serde::{Deserialize, Serialize};

use crate::{Value, text::fold};

/// One grade of a scale: `ア　実施済`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "StoredGrade")]
pub struct Grade {
    /// The code, when the scale has codes: `ア`, `A`, `◎`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// The words: `実施済`. Empty when the code stands alone.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// What it means for the action, whatever its place in the list.
    #[serde(skip_serializing_if = "GradeClass::is_unknown")]
    pub class: GradeClass,
    /// Points, only where the plan gives them. An ordinal scale without points has no mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<f64>,
}

/// A grade as it is stored, and as people write it into a layout. One without a class has that of its
/// words.
#[derive(Deserialize)]
struct StoredGrade {
    #[serde(default)]
    code: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    class: GradeClass,
    #[serde(default)]
    points: Option<f64>,
}

impl From<StoredGrade> for Grade {
    fn from(stored: StoredGrade) -> Self {
        let StoredGrade { code, label, class, points } = stored;
        let class = if class.is_unknown() { GradeClass::of_words(&label) } else { class };
        Self { code, label, class, points }
    }
}

/// What a cell of a column of grades says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GradeCell<'a> {
    /// Nothing: it is empty, or says why there is no grade.
    None,
    /// What may be chosen, none of it marked: nothing either.
    Unchosen,
    /// A grade of the scale.
    Graded(&'a Grade),
    /// Words that are no grade of the scale.
    Outside(&'a str),
}

impl GradeCell<'_> {
    /// What the grade means; words outside the scale speak for themselves. `None` without a grade.
    pub fn class(self) -> Option<GradeClass> {
        match self {
            Self::None | Self::Unchosen => None,
            Self::Graded(grade) => Some(grade.class),
            Self::Outside(text) => Some(GradeClass::of_words(text)),
        }
    }

    /// The grade as people read it, code and words: ア　実施済 where the cell says ア. Empty without
    /// a grade.
    pub fn written(self) -> String {
        match self {
            Self::None | Self::Unchosen => String::new(),
            Self::Graded(grade) => grade.written(),
            Self::Outside(text) => text.to_owned(),
        }
    }
}

/// The code list of a field (評価区分), in the order in which the form prints it.
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
        let (code, label) = (code.trim().to_owned(), label.trim().to_owned());
        let class = GradeClass::of_words(&label);
        Self { code, label, class, points: None }
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
    /// What a cell of the column says.
    pub fn cell<'a>(&'a self, text: &'a str) -> GradeCell<'a> {
        if is_unchosen(text) || self.prints_all(text) {
            return GradeCell::Unchosen;
        }
        match self.find(text) {
            Some(grade) => GradeCell::Graded(grade),
            None if Value::read(text).is_given() => GradeCell::Outside(text),
            None => GradeCell::None,
        }
    }

    /// The text of a cell as people read it: a grade by its code and words, all else as it is written.
    pub fn shown(&self, text: &str) -> String {
        match self.cell(text) {
            GradeCell::Graded(grade) => grade.written(),
            _ => text.to_owned(),
        }
    }

    /// Whether somebody, or its words, said what any of its grades means.
    pub fn is_explained(&self) -> bool {
        self.grades.iter().any(|grade| !grade.class.is_unknown())
    }

    /// The grade that a text names: by code and label, by code alone, by label alone, by its points,
    /// or by the one box that is ticked before it.
    pub fn find(&self, text: &str) -> Option<&Grade> {
        match choices::ticked(text) {
            None => self.named(text),
            Some(ticked) => match ticked.as_slice() {
                [one] => self.named(one).or_else(|| self.named(one.lines().next()?)),
                _ => None,
            },
        }
    }

    fn named(&self, text: &str) -> Option<&Grade> {
        let plain = |text: &str| fold(text).replace(['〇', '◯'], "○");
        let folded = plain(text).replace(['.', ':', '・', '、', '='], "");
        (!folded.is_empty()).then_some(())?;
        let worded = self.grades.iter().find(|grade| {
            let (code, label) = (plain(&grade.code), plain(&grade.label));
            let label = label.replace(['.', ':', '・', '、', '='], "");
            folded == format!("{code}{label}") || folded == code || folded == label
        });
        worded.or_else(|| {
            let points: f64 = folded.trim_end_matches('点').parse().ok()?;
            self.grades.iter().find(|grade| grade.points == Some(points))
        })
    }
}

/// Whether a character serves as a grade's code on Japanese forms.
pub fn is_code(c: char) -> bool {
    matches!(c, 'ア'..='コ' | 'A'..='H' | 'Ａ'..='Ｈ' | 'a'..='h' | 'ａ'..='ｈ' | '1'..='9' | '１'..='９')
        || matches!(c, '①'..='⑨' | '◎' | '○' | '〇' | '◯' | '●' | '△' | '▲' | '×' | '✕' | 'Ⅰ'..='Ⅸ' | 'イ')
}

fn is_katakana(c: char) -> bool {
    ('ァ'..='ヿ').contains(&c)
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

    #[test]
    fn the_ticked_box_is_the_grade() {
        let scale = Scale::typed("評価", "a 進んだ\nb やや進んだ\nc 進んでいない").unwrap();
        let code = |text: &str| scale.find(text).map(|grade| grade.code.as_str());
        assert_eq!(code("□ａ進んだ　■ｂ　やや進んだ　□ｃ進んでいない"), Some("b"));
        assert_eq!(code("☐ a\n☐ b\n☑ c"), Some("c"));
        assert_eq!(code("□a □b □c"), None);
        assert_eq!(code("■a ■b □c"), None);
        assert!(is_unticked("□a □b □c") && !is_unticked("■a") && !is_unticked("a"));
    }

    #[test]
    fn points_name_their_grade_and_circles_are_one_mark() {
        let scale = Scale::typed("評価", "○ 実施=2\n△ 検討=1").unwrap();
        assert_eq!(scale.find("〇").unwrap().label, "実施");
        assert_eq!(scale.find("〇:実施").unwrap().label, "実施");
        assert_eq!(scale.find("１点").unwrap().label, "検討");
    }

    #[test]
    fn a_grade_has_the_class_that_a_person_gave_else_that_of_its_words() {
        let read = |json: &str| serde_json::from_str::<Grade>(json).unwrap();
        let stored = read(r#"{"code":"ア","label":"実施済"}"#);
        assert_eq!(stored, Grade::new("ア", "実施済"));
        assert_eq!(stored.class, GradeClass::Done);
        let given = read(r#"{"code":"A","label":"順調","class":"done"}"#);
        assert_eq!(given.class, GradeClass::Done);
        let other = read(r#"{"code":"ア","label":"実施済","class":"partly","points":2.5}"#);
        assert_eq!(other.class, GradeClass::Partly);
        for grade in [stored, given, other, Grade::new("◎", ""), Grade::new("", "順調")] {
            assert_eq!(read(&serde_json::to_string(&grade).unwrap()), grade);
        }
    }

    #[test]
    fn codes_alone_have_no_class_whatever_their_order() {
        for list in ["◎\n○\n△\n×", "A\nB\nC\nD", "1\n2\n3", "ア\nウ\nエ"] {
            let scale = Scale::typed("評価", list).unwrap();
            assert!(!scale.is_explained(), "{list}");
        }
    }

    #[test]
    fn a_cell_says_a_grade_or_nothing_or_something_else() {
        let scale = Scale::typed("評価", "ア 実施済\nウ 準備中\nエ 未実施\nカ 該当なし").unwrap();
        let read = |text: &'static str| (scale.cell(text).written(), scale.cell(text).class());
        let grade = |text: &str, class| (text.to_owned(), Some(class));
        assert_eq!(read("ア"), grade("ア　実施済", GradeClass::Done));
        assert_eq!(read("未実施"), grade("エ　未実施", GradeClass::NotDone));
        assert_eq!(read("該当なし"), grade("カ　該当なし", GradeClass::NotApplicable));
        assert_eq!(read("済"), grade("済", GradeClass::Done));
        assert_eq!(read("イ"), grade("イ", GradeClass::Unknown));
        for none in ["", "-", "対象外", "未確定"] {
            assert_eq!(scale.cell(none), GradeCell::None, "{none}");
        }
        for unchosen in ["□ア □ウ □エ", "ア・ウ・エ・カ", "実施済・準備中・未実施・該当なし"]
        {
            assert_eq!(scale.cell(unchosen), GradeCell::Unchosen, "{unchosen}");
        }
        assert_eq!(scale.shown("ｱ"), "ア　実施済");
        assert_eq!(scale.shown("□ア □ウ □エ"), "□ア □ウ □エ");
    }
}
