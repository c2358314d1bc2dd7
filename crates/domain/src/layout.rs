//! A layout (様式): which column of a city's form is which field of which year on which scale.

mod role;

pub use role::{ColumnRole, UnknownRole};

use serde::{Deserialize, Serialize};

use crate::{
    Field, Offset, Slot,
    decision::{Answer, DecisionKind, joined},
    scale::{Grade, GradeClass, Scale},
};

/// The form of a sheet, as data that can be saved, edited and given to a reader.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// What people call the form.
    #[serde(default)]
    pub name: String,
    /// The worksheet to read; the first that has the columns when empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// The columns, in the order of the form.
    pub columns: Vec<Column>,
    /// The scales that the columns refer to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scales: Vec<Scale>,
    /// What people said about files of this form where their words left it open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
}

/// A column of the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The heading as printed, line breaks removed.
    pub heading: String,
    /// What stands in the column.
    pub role: ColumnRole,
    /// The scale of its grades, by name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scale: String,
}

impl Column {
    /// A column without a scale.
    pub fn new(heading: impl Into<String>, role: ColumnRole) -> Self {
        Self { heading: heading.into(), role, scale: String::new() }
    }
}

/// A layout that cannot be read by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidLayout {
    /// No column holds the actions.
    #[error("様式に role = \"action\"（計画における項目）の列がありません。")]
    NoAction,
    /// Two columns claim to be the same.
    #[error("様式の「{}」（role = \"{}\"）が2つの列にあります。どちらかを直してください。", .0.label(), .0.name())]
    Twice(ColumnRole),
    /// A field of the plan's own has no name, or the name of a role.
    #[error("様式の列「{heading}」の項目の名前「{name}」は使えません。別の名前を付けてください。")]
    NoName {
        /// The column.
        heading: String,
        /// The name that it gives.
        name: String,
    },
    /// A column refers to a scale that is not there.
    #[error("様式の列「{heading}」の scale「{scale}」が scales にありません。")]
    NoScale {
        /// The column.
        heading: String,
        /// The name that it gives.
        scale: String,
    },
}

impl Layout {
    /// Checks a layout that a person wrote.
    pub fn check(&self) -> Result<(), InvalidLayout> {
        if self.position(&ColumnRole::Action).is_none() {
            return Err(InvalidLayout::NoAction);
        }
        for (at, column) in self.columns.iter().enumerate() {
            let before = &self.columns[..at];
            if column.role != ColumnRole::Ignored && before.iter().any(|c| c.role == column.role) {
                return Err(InvalidLayout::Twice(column.role.clone()));
            }
            if let ColumnRole::Answer(Slot { field: Field::Other(name), .. }) = &column.role
                && (name.trim().is_empty() || Field::STANDARD.iter().any(|f| f.code() == name))
            {
                let (heading, name) = (column.heading.clone(), name.clone());
                return Err(InvalidLayout::NoName { heading, name });
            }
            let known = self.scales.iter().any(|scale| scale.name == column.scale);
            if !column.scale.is_empty() && !known {
                let (heading, scale) = (column.heading.clone(), column.scale.clone());
                return Err(InvalidLayout::NoScale { heading, scale });
            }
        }
        Ok(())
    }

    /// What people said about files of this form, the meanings of its grades among it.
    pub fn known_answers(&self) -> Vec<Answer> {
        let grades = self.scale().grades;
        let known = grades.iter().filter(|grade| !grade.class.is_unknown()).map(|grade| Answer {
            kind: DecisionKind::Grade,
            subject: grade.written(),
            value: grade.class.code().to_owned(),
        });
        joined(&self.answers, &known.collect::<Vec<_>>())
    }

    /// The position of the column with the role.
    pub fn position(&self, role: &ColumnRole) -> Option<usize> {
        self.columns.iter().position(|column| column.role == *role)
    }

    /// The answer columns, in the form's order.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.columns.iter().filter_map(|column| match &column.role {
            ColumnRole::Answer(slot) => Some(slot),
            _ => None,
        })
    }

    /// The scale that a column of answers names.
    pub fn scale_of(&self, slot: &Slot) -> Option<&Scale> {
        let asks = |c: &&Column| matches!(&c.role, ColumnRole::Answer(asked) if asked == slot);
        let column = self.columns.iter().find(asks).filter(|c| !c.scale.is_empty())?;
        self.scales.iter().find(|scale| scale.name == column.scale)
    }

    /// The scale of the grades in the progress column: its own, else one that no column of the
    /// plan's own fields names. Empty when the form states none.
    pub fn scale(&self) -> Scale {
        let progress = [Offset::This, Offset::Previous, Offset::Next]
            .into_iter()
            .find_map(|year| self.scale_of(&Slot::new(Field::Progress, year)));
        let own = |scale: &&Scale| {
            let names = |c: &Column| c.scale == scale.name;
            !self.columns.iter().any(|c| c.role.is_own() && names(c))
        };
        progress.or_else(|| self.scales.iter().find(own)).cloned().unwrap_or_default()
    }

    /// Says what a grade of the progress column means, named as it is written there; answers what it
    /// meant before, where that was something else. A grade that the scale does not have is none.
    pub fn explain(&mut self, grade: &str, class: GradeClass) -> Option<GradeClass> {
        let name = self.scale().name;
        let scale = self.scales.iter_mut().find(|scale| scale.name == name)?;
        let written = Grade::read(grade).written();
        let is_it = |known: &&mut Grade| known.written() == grade || known.written() == written;
        let known = scale.grades.iter_mut().find(is_it)?;
        let class = if class.is_unknown() { GradeClass::of_words(&known.label) } else { class };
        let before = std::mem::replace(&mut known.class, class);
        let answer = Answer {
            kind: DecisionKind::Grade,
            subject: known.written(),
            value: class.code().to_owned(),
        };
        self.answers = joined(&self.answers, &[answer]);
        (before != class).then_some(before)
    }

    /// Takes words that stand in the progress column into its scale, which is made where there is none.
    pub fn take_in(&mut self, words: &str) {
        let scale = self.scale();
        if scale.find(words).is_some() {
            return;
        }
        let name =
            if scale.name.is_empty() { Field::Progress.label().to_owned() } else { scale.name };
        let progress = |c: &&mut Column| matches!(&c.role, ColumnRole::Answer(slot) if slot.field == Field::Progress);
        for column in self.columns.iter_mut().filter(progress).filter(|c| c.scale.is_empty()) {
            column.scale.clone_from(&name);
        }
        let grade = Grade::read(words);
        match self.scales.iter_mut().find(|scale| scale.name == name) {
            Some(scale) => scale.grades.push(grade),
            None => self.scales.push(Scale { name, grades: vec![grade] }),
        }
    }

    /// The standard form of the yearly sheet, for a year whose headings it prints.
    pub fn standard(year: crate::FiscalYear, scale: Scale) -> Self {
        let named = [
            ("計画における項目", ColumnRole::Action),
            ("実施内容", ColumnRole::Content),
            ("計画書ページ", ColumnRole::Page),
            ("担当部署", ColumnRole::Department),
            ("担当課", ColumnRole::Section),
            ("再掲", ColumnRole::Relisted),
        ];
        let answers = Slot::STANDARD.into_iter().map(|(slot, _)| {
            let mut column = Column::new(slot.heading(year), ColumnRole::Answer(slot.clone()));
            if slot.field == Field::Achievement {
                Field::Achievement.label().clone_into(&mut column.heading);
            }
            if slot.field == Field::Progress {
                Field::Progress.label().clone_into(&mut column.heading);
                column.scale.clone_from(&scale.name);
            }
            column
        });
        let columns = named.into_iter().map(|(h, r)| Column::new(h, r)).chain(answers).collect();
        let scales = if scale.grades.is_empty() { Vec::new() } else { vec![scale] };
        Self {
            name: "標準様式".to_owned(),
            sheet: String::new(),
            columns,
            scales,
            answers: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_that_cannot_be_read_by_says_why() {
        let column = |role| Column::new("見出し", role);
        let layout = |columns| Layout { columns, ..Layout::default() };
        assert_eq!(layout(vec![column(ColumnRole::Page)]).check(), Err(InvalidLayout::NoAction));
        let twice = layout(vec![column(ColumnRole::Action), column(ColumnRole::Action)]).check();
        assert_eq!(twice, Err(InvalidLayout::Twice(ColumnRole::Action)));
        let mut unknown = layout(vec![column(ColumnRole::Action)]);
        unknown.columns[0].scale = "無い".to_owned();
        assert!(matches!(unknown.check(), Err(InvalidLayout::NoScale { .. })));
        let year = crate::FiscalYear::starting(2021).unwrap();
        let named = |name: &str| ColumnRole::named(&format!("field:{name}")).unwrap();
        let unnamed = layout(vec![column(ColumnRole::Action), column(named("status"))]);
        assert!(matches!(unnamed.check(), Err(InvalidLayout::NoName { .. })));
        assert_eq!(Layout::standard(year, Scale::default()).check(), Ok(()));
    }

    #[test]
    fn what_a_person_says_of_a_grade_stays_with_the_form() {
        let year = crate::FiscalYear::starting(2021).unwrap();
        let scale = Scale::typed("取組状況", "Ａ 順調\nＢ").unwrap();
        let mut layout = Layout::standard(year, scale);
        assert_eq!(layout.explain("Ａ　順調", GradeClass::Done), Some(GradeClass::Unknown));
        assert_eq!(layout.explain("Ａ　順調", GradeClass::Done), None, "it is said already");
        assert_eq!(layout.explain("Ｚ", GradeClass::Done), None);
        assert_eq!(layout.scale().grades[0].class, GradeClass::Done);
        let said: Vec<_> = layout.answers.iter().map(|a| (&*a.subject, &*a.value)).collect();
        assert_eq!(said, [("Ａ　順調", "done")]);
        layout.take_in("Ｃ 遅れ");
        assert_eq!(layout.explain("Ｃ　遅れ", GradeClass::NotDone), Some(GradeClass::Unknown));
        assert_eq!(layout.explain("Ｃ　遅れ", GradeClass::Unknown), Some(GradeClass::NotDone));
        let mut bare = Layout::standard(year, Scale::default());
        bare.take_in("済");
        assert_eq!((bare.scale().grades.len(), bare.check()), (1, Ok(())));
    }

    #[test]
    fn the_scale_of_the_grades_is_not_that_of_another_column() {
        let (own, progress) =
            (ColumnRole::named("field:方向性").unwrap(), Slot::new(Field::Progress, Offset::This));
        let scale = |name: &str| Scale::typed(name, name).unwrap();
        let column = |role: &ColumnRole, scale: &str| Column {
            scale: scale.into(),
            ..Column::new("見出し", role.clone())
        };
        let mut layout = Layout {
            columns: vec![
                column(&own, "方向"),
                column(&ColumnRole::Answer(progress.clone()), "評価"),
            ],
            scales: vec![scale("方向"), scale("評価")],
            ..Layout::default()
        };
        assert_eq!(layout.scale().name, "評価");
        assert_eq!(layout.scale_of(&progress).unwrap().name, "評価");
        layout.columns[1].scale.clear();
        layout.scales.truncate(1);
        assert_eq!(layout.scale(), Scale::default());
    }
}
