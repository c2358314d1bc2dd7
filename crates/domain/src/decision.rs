//! What a reader decided: beside the account of characters, each step that gave text its meaning, with
//! its evidence and how sure it is. Nothing that is merely inferred is booked unseen.

use serde::{Deserialize, Serialize};

use crate::{Place, coded, layout::ColumnRole, scale::GradeClass};

coded! {
    /// What was decided about.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum DecisionKind {
        /// Where a table begins and ends, and whether it is read.
        Table => "table", "表";
        /// The year of the sheet.
        Year => "year", "年度";
        /// Which field of which year a column holds; the value is the role's name.
        Column => "column", "列";
        /// Which grades there are; the value lists them.
        Scale => "scale", "評価区分の一覧";
        /// What a grade means; the value is the code of its class.
        Grade => "grade", "評価区分の意味";
        /// What kind of row it is.
        Row => "row", "行";
        /// How a column's or a cell's value is read, where shown and stored differ.
        Value => "value", "値";
    }
}

coded! {
    /// What a row below the head is.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum RowKind {
        /// An action.
        Action => "action", "事業";
        /// More lines of the action above.
        Continuation => "continuation", "上の事業の続き";
        /// The heading of a measure.
        Measure => "measure", "施策の見出し";
        /// The head, printed again.
        Head => "head", "見出しの繰り返し";
        /// Numbers of the columns.
        Numbers => "numbers", "列の番号";
        /// How the sheet is filled in.
        Sample => "sample", "記入例";
        /// A sum or a mean of other rows.
        Total => "total", "合計・平均";
        /// A note, a source, a legend.
        Note => "note", "注記";
        /// A row of a table that is no sheet.
        Elsewhere => "elsewhere", "別の表の行";
        /// Cells without an action's title.
        Untitled => "untitled", "事業名のない行";
    }
}

coded! {
    /// What becomes of a table, or of what a rule would do.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Treatment {
        /// It is read.
        Read => "read", "読み込む";
        /// It is left out.
        Skip => "skip", "読み込まない";
        /// An empty cell says what the one above says.
        Above => "above", "上の行と同じ";
        /// An empty cell is empty.
        Blank => "blank", "空欄のまま";
        /// A number is a share of one: 0.85 is 85 %.
        Ratio => "ratio", "割合（1が100％）";
        /// A number counts per cent: 1 is 1 %.
        Percent => "percent", "パーセントの数値";
        /// A number is a step of a scale.
        Level => "level", "段階（1〜5など）";
    }
}

coded! {
    /// How sure a decision is.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Certainty {
        /// The words of the file say so, the order of its heads leaves no second reading, or a person
        /// said so.
        Certain => "certain", "確実";
        /// Neighbours, order or values suggest it: a person is asked.
        Inferred => "inferred", "推定";
    }
}

/// A step that gave text its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What it is about.
    pub kind: DecisionKind,
    /// Of what: a heading, a row's words, a grade, a table's name; the same in the next year's file of
    /// the same form, its years aside.
    pub subject: String,
    /// What was decided, as a code of its kind.
    pub value: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// Why, in a short sentence for people.
    pub evidence: String,
    /// Where it is in the source.
    pub place: Place,
}

/// What a person said about a decision. It is kept with the plan's form, so that the next file of the
/// same form asks nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// What it is about.
    pub kind: DecisionKind,
    /// Of what, as the decision's subject.
    pub subject: String,
    /// What holds, as the decision's value.
    pub value: String,
}

impl Decision {
    /// Whether a person must be asked before anything is booked.
    pub fn is_asked(&self) -> bool {
        self.certainty == Certainty::Inferred
    }

    /// What was decided, in words for people.
    pub fn told(&self) -> String {
        let value = self.value.as_str();
        let role = || ColumnRole::named(value).ok().map(|role| role.label());
        let word = match self.kind {
            DecisionKind::Column => role(),
            DecisionKind::Grade => GradeClass::coded(value).map(|class| class.label().to_owned()),
            DecisionKind::Row => RowKind::coded(value).map(|kind| kind.label().to_owned()),
            DecisionKind::Table | DecisionKind::Value => {
                Treatment::coded(value).map(|choice| choice.label().to_owned())
            }
            DecisionKind::Year | DecisionKind::Scale => None,
        };
        word.unwrap_or_else(|| value.to_owned())
    }

    /// What a person may choose instead, as codes with their words; none where the answer is the name
    /// of a column's role or a year.
    pub fn choices(&self) -> Vec<(&'static str, &'static str)> {
        let treatments = |all: &[Treatment]| all.iter().map(|t| (t.code(), t.label())).collect();
        match self.kind {
            DecisionKind::Column | DecisionKind::Scale | DecisionKind::Year => Vec::new(),
            DecisionKind::Grade => {
                GradeClass::ALL.iter().map(|class| (class.code(), class.label())).collect()
            }
            DecisionKind::Row => {
                [RowKind::Action, RowKind::Continuation, RowKind::Measure, RowKind::Note]
                    .iter()
                    .map(|kind| (kind.code(), kind.label()))
                    .collect()
            }
            DecisionKind::Table => treatments(&[Treatment::Read, Treatment::Skip]),
            DecisionKind::Value => match Treatment::coded(&self.value) {
                Some(Treatment::Above | Treatment::Blank) => {
                    treatments(&[Treatment::Above, Treatment::Blank])
                }
                _ => treatments(&[Treatment::Percent, Treatment::Ratio, Treatment::Level]),
            },
        }
    }

    /// Whether a person may answer so.
    pub fn may_be(&self, value: &str) -> bool {
        value == self.value
            || self.kind == DecisionKind::Column && ColumnRole::named(value).is_ok()
            || self.choices().iter().any(|(code, _)| *code == value)
    }

    /// The answer that agrees with it.
    pub fn confirmed(&self) -> Answer {
        Answer { kind: self.kind, subject: self.subject.clone(), value: self.value.clone() }
    }
}

/// Answers given before and after: where both speak of the same, the later one holds.
pub fn joined(before: &[Answer], after: &[Answer]) -> Vec<Answer> {
    let same = |a: &Answer, b: &Answer| a.kind == b.kind && a.subject == b.subject;
    let kept = before.iter().filter(|old| !after.iter().any(|new| same(old, new)));
    kept.chain(after).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(kind: DecisionKind, value: &str) -> Decision {
        Decision {
            kind,
            subject: "達成度".to_owned(),
            value: value.to_owned(),
            certainty: Certainty::Inferred,
            evidence: String::new(),
            place: Place::File,
        }
    }

    #[test]
    fn a_decision_takes_only_answers_of_its_kind() {
        let column = decision(DecisionKind::Column, "achievement");
        assert!(column.may_be("previous_achievement") && column.may_be("ignored"));
        assert!(!column.may_be("percent"));
        let blank = decision(DecisionKind::Value, "blank");
        assert!(blank.may_be("above") && !blank.may_be("ratio") && !blank.may_be(""));
        let number = decision(DecisionKind::Value, "percent");
        assert!(number.may_be("level") && !number.may_be("above"));
        let row = decision(DecisionKind::Row, "sample");
        assert!(row.may_be("sample") && row.may_be("action") && !row.may_be("done"));
    }

    #[test]
    fn a_later_answer_about_the_same_takes_the_place_of_the_earlier() {
        let answer = |subject: &str, value: &str| Answer {
            kind: DecisionKind::Column,
            subject: subject.to_owned(),
            value: value.to_owned(),
        };
        let before = [answer("達成度", "achievement"), answer("実績", "status")];
        let after = [answer("達成度", "previous_achievement")];
        assert_eq!(joined(&before, &after), [before[1].clone(), after[0].clone()]);
    }
}
