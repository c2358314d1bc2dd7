//! Scales of grades, and the ways in which a form tells what they mean.

use domain::scale::GradeClass::{
    self, Cancelled, Done, NotDone, Other, Partly, Preparing, UnderWay,
};

use super::{feature::Feature, form::Form};

/// A grade of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FormGrade {
    pub(super) code: &'static str,
    pub(super) words: &'static str,
    /// What its words can mean; each of them is right.
    pub(super) classes: &'static [GradeClass],
}

const fn grade(
    code: &'static str,
    words: &'static str,
    classes: &'static [GradeClass],
) -> FormGrade {
    FormGrade { code, words, classes }
}

const KANA: &[FormGrade] = &[
    grade("ア", "実施済", &[Done]),
    grade("イ", "実施中", &[UnderWay]),
    grade("ウ", "準備中", &[Preparing]),
    grade("エ", "未実施", &[NotDone]),
    grade("オ", "その他", &[Other]),
];
const NO_SECOND: &[FormGrade] = &[KANA[0], KANA[2], KANA[3], KANA[4]];
const MARKS: &[FormGrade] = &[
    grade("◎", "計画どおり実施", &[Done]),
    grade("○", "一部実施", &[Partly]),
    grade("△", "検討中", &[Preparing]),
    grade("×", "未実施", &[NotDone]),
];
const LETTERS: &[FormGrade] = &[
    grade("A", "実施済み", &[Done]),
    grade("B", "一部実施", &[Partly]),
    grade("C", "実施に向け準備中", &[Preparing]),
    grade("D", "未着手", &[NotDone]),
];
const DIGITS: &[FormGrade] = &[
    grade("4", "実施した", &[Done]),
    grade("3", "一部を実施した", &[Partly]),
    grade("2", "準備中", &[Preparing]),
    grade("1", "実施していない", &[NotDone]),
];
const WORDS: &[FormGrade] = &[
    grade("", "実施済", &[Done]),
    grade("", "一部実施", &[Partly]),
    grade("", "検討中", &[Preparing]),
    grade("", "未実施", &[NotDone]),
    grade("", "中止", &[Cancelled]),
];

impl Form {
    /// The scale of its grades, best first.
    pub(super) fn scale(&self) -> &'static [FormGrade] {
        match self.of_group("grades") {
            Some(Feature::NoSecond) => NO_SECOND,
            Some(Feature::Marks) => MARKS,
            Some(Feature::Letters) => LETTERS,
            Some(Feature::Digits) => DIGITS,
            Some(Feature::WordGrades) => WORDS,
            _ => KANA,
        }
    }

    /// Whether cells hold the grade's words beside its code.
    pub(super) fn grades_with_words(&self) -> bool {
        self.has(Feature::Boxes)
            || self.has(Feature::LegendList)
            || self.scale()[0].code.is_empty()
            || (!self.has(Feature::LegendNowhere) && self.dice("grade words").percent(40))
    }

    /// What a cell says.
    pub(super) fn grade_text(&self, grade: FormGrade) -> String {
        let between = if self.dice("grade gap").percent(50) { "　" } else { " " };
        match (grade.code.is_empty(), self.grades_with_words()) {
            (true, _) => grade.words.to_owned(),
            (_, false) => grade.code.to_owned(),
            _ => format!("{}{between}{}", grade.code, grade.words),
        }
    }

    /// All grades after boxes, the given one ticked.
    pub(super) fn boxes(&self, ticked: Option<FormGrade>) -> String {
        let between = if self.dice("box gap").percent(50) { "\n" } else { "　" };
        let boxed = |grade: &FormGrade| {
            let mark = if ticked == Some(*grade) { "■" } else { "□" };
            format!("{mark}{}", self.grade_text(*grade))
        };
        self.scale().iter().map(boxed).collect::<Vec<_>>().join(between)
    }

    /// The legend in one text, in one of the ways in which offices write it.
    pub(super) fn legend(&self) -> String {
        let (before, between, joined, after) = *self.dice("legend").pick(&[
            ("（", "　", "、", "から選択）"),
            ("\n", "：", "\n", ""),
            ("【", "：", "／", "】"),
            ("（", "＝", "　", "）"),
            ("\n", "…", "\n", ""),
            ("（", ".", ", ", "）"),
        ]);
        let worded = |grade: &FormGrade| match grade.code {
            "" => grade.words.to_owned(),
            code => format!("{code}{between}{}", grade.words),
        };
        let grades: Vec<String> = self.scale().iter().map(worded).collect();
        format!("{before}{}{after}", grades.join(joined))
    }

    /// Whether the legend stands in the head of the column.
    pub(super) fn legend_in_head(&self) -> bool {
        self.of_group("legend").is_none() && !self.has(Feature::Boxes)
    }

    /// Whether nothing says what the grades mean.
    pub(super) fn is_unexplained(&self) -> bool {
        self.has(Feature::LegendNowhere) && !self.grades_with_words()
    }
}
