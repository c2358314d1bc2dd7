//! Limits: the numbers in rules that the habits of a city decide, and what a plan sets them to.
//!
//! What only keeps the checker quick or its reading sound is no limit and stands at its rule.

use std::collections::BTreeMap;

use super::Rule;

/// A number that a plan may set for a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Limit {
    /// The rules that read it, by name; a plan sets it for each on its own.
    pub rules: &'static [&'static str],
    /// Its name within a rule: `grown`.
    pub key: &'static str,
    /// What it decides, as a question to the secretariat.
    pub label: &'static str,
    /// What it is counted in: ％, 文字, 人・件.
    pub unit: &'static str,
    /// What holds for a plan that sets nothing.
    pub usual: u32,
    /// The least that makes sense.
    pub least: u32,
    /// The most that makes sense.
    pub most: u32,
}

/// The rules of large changes.
const BIG: &[&str] = &["BIG_CHANGE", "BIG_CHANGE_UNEXPLAINED"];

/// A quantity that grew to more than this share of last year's has changed much.
pub(super) const GROWN: Limit = Limit {
    rules: BIG,
    key: "grown",
    label: "前年度の何％を超えたら大きな増加とみるか",
    unit: "％",
    usual: 200,
    least: 105,
    most: 1000,
};

/// A quantity that fell to this share or less has changed much.
pub(super) const FALLEN: Limit = Limit {
    rules: BIG,
    key: "fallen",
    label: "前年度の何％以下に減ったら大きな減少とみるか",
    unit: "％",
    usual: 60,
    least: 5,
    most: 95,
};

/// A quantity that was and is below this may change as it likes.
pub(super) const SMALL: Limit = Limit {
    rules: BIG,
    key: "small",
    label: "前年度・今年度ともにいくつ未満なら増減をみないか",
    unit: "人・件・回など",
    usual: 10,
    least: 1,
    most: 1000,
};

/// Shorter texts (年１回実施) say the same each year because there is nothing else to say.
pub(super) const SAME_SHORTEST: Limit = Limit {
    rules: &["COPY_PREV_YEAR"],
    key: "shortest",
    label: "何文字以上の実施状況を前年度と比べるか",
    unit: "文字",
    usual: 12,
    least: 1,
    most: 200,
};

/// A text that has said the same for fewer years is let pass; more than one is only known by the
/// sheets of earlier years.
pub(super) const SAME_YEARS: Limit = Limit {
    rules: &["COPY_PREV_YEAR"],
    key: "years",
    label: "何年度前から同じ文章なら指摘するか（2以上は過年度のシートがある場合のみ）",
    unit: "年度前",
    usual: 1,
    least: 1,
    most: 5,
};

/// Shorter texts are nearly equal by chance.
pub(super) const NEAR_SHORTEST: Limit = Limit {
    rules: &["COPY_PREV_YEAR_NEAR"],
    key: "shortest",
    label: "何文字以上の実施状況を前年度と比べるか",
    unit: "文字",
    usual: 18,
    least: 6,
    most: 200,
};

/// Of a text that is nearly last year's, one character in so many changed.
pub(super) const NEAR_SHARE: Limit = Limit {
    rules: &["COPY_PREV_YEAR_NEAR"],
    key: "share",
    label: "何文字につき1文字までの違いを「ほぼ同じ」とみるか",
    unit: "文字",
    usual: 12,
    least: 5,
    most: 100,
};

/// A figure dragged or mistyped is off by no more than this.
pub(super) const SLIP: Limit = Limit {
    rules: &["FIGURE_DRIFT"],
    key: "slip",
    label: "数字の違いがいくつまでなら写し誤りとみるか（65歳と66歳の違いは1）",
    unit: "まで",
    usual: 2,
    least: 1,
    most: 20,
};

/// The same words in more rows are a stock phrase, not a copy.
pub(super) const COPIES: Limit = Limit {
    rules: &["COPY_OTHER_ITEM", "OFF_TOPIC_STATUS"],
    key: "rows",
    label: "同じ文がいくつの取組までなら写しとみるか（それより多ければ定型文とみる）",
    unit: "取組",
    usual: 4,
    least: 2,
    most: 30,
};

/// Fewer rows of one section with the same words may be chance.
pub(super) const EVALUATIONS: Limit = Limit {
    rules: &["BOILERPLATE_EVAL"],
    key: "rows",
    label: "一つの課でいくつの取組の評価が同じなら指摘するか",
    unit: "取組",
    usual: 3,
    least: 2,
    most: 30,
};

/// Two rows are no chance when the words are at least so many.
pub(super) const LONG_EVALUATION: Limit = Limit {
    rules: &["BOILERPLATE_EVAL"],
    key: "long",
    label: "何文字以上の評価なら二つの取組で同じでも指摘するか",
    unit: "文字",
    usual: 20,
    least: 5,
    most: 200,
};

/// Done below this percentage is a contradiction.
pub(super) const DONE_LOW: Limit = Limit {
    rules: &["STATUS_PCT_CONFLICT"],
    key: "low",
    label: "取組状況が実施済のとき、達成度が何％未満なら食い違いとみるか",
    unit: "％",
    usual: 50,
    least: 1,
    most: 100,
};

/// From this share on, a figure is as planned: figures are rounded, plans are round.
pub(super) const REACHED: Limit = Limit {
    rules: &["PLAN_ACTUAL_GAP_100"],
    key: "reached",
    label: "実績が計画の数の何％以上なら計画どおりとみるか",
    unit: "％",
    usual: 95,
    least: 30,
    most: 100,
};

/// Counts below this may tell who it is.
pub(super) const FEW: Limit = Limit {
    rules: &["SMALL_CELL"],
    key: "few",
    label: "何人（何件）未満を少数とみるか",
    unit: "人・件",
    usual: 10,
    least: 2,
    most: 100,
};

/// Fewer than this share of the times that a frequency gives is too few; a date may fall out.
pub(super) const TIMES: Limit = Limit {
    rules: &["FREQ_VS_COUNT"],
    key: "times",
    label: "「毎月」「毎週」などの頻度から出る回数の何％未満なら少ないとみるか",
    unit: "％",
    usual: 85,
    least: 30,
    most: 100,
};

/// All limits, family by family.
pub const LIMITS: &[Limit] = &[
    GROWN,
    FALLEN,
    SMALL,
    SAME_SHORTEST,
    SAME_YEARS,
    NEAR_SHORTEST,
    NEAR_SHARE,
    SLIP,
    COPIES,
    EVALUATIONS,
    LONG_EVALUATION,
    DONE_LOW,
    REACHED,
    FEW,
    TIMES,
];

/// What a plan sets limits to; the usual values where it sets nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limits(BTreeMap<(&'static str, &'static str), u32>);

/// A limit could not be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No rule of the name has such a limit.
    #[error("この規則に、設定できるこの値はありません。")]
    Unknown,
    /// The value makes no sense.
    #[error("「{}」は{}から{}までの数にしてください。", .0.label, .0.least, .0.most)]
    OutOfBounds(&'static Limit),
}

impl Limits {
    /// Sets the limit of a rule; what is refused changes nothing.
    pub fn set(&mut self, rule: &str, key: &str, value: u32) -> Result<(), Refused> {
        let (rule, limit) = find(rule, key).ok_or(Refused::Unknown)?;
        if !(limit.least..=limit.most).contains(&value) {
            return Err(Refused::OutOfBounds(limit));
        }
        if value == limit.usual {
            self.0.remove(&(rule, limit.key));
        } else {
            self.0.insert((rule, limit.key), value);
        }
        Ok(())
    }

    /// What holds for a rule: what was set, or the usual value; `None` where there is no such limit.
    pub fn get(&self, rule: &str, key: &str) -> Option<u32> {
        let (_, limit) = find(rule, key)?;
        Some(self.of(rule, limit))
    }

    /// The limits that differ from the usual ones: rule, key, value.
    pub fn changed(&self) -> impl Iterator<Item = (&'static str, &'static str, u32)> {
        self.0.iter().map(|((rule, key), value)| (*rule, *key, *value))
    }

    /// What holds for a rule that reads the limit.
    pub(super) fn of(&self, rule: &str, limit: &Limit) -> u32 {
        self.0.get(&(rule, limit.key)).copied().unwrap_or(limit.usual)
    }
}

impl Rule {
    /// The limits that a plan may set for this rule; most rules have none.
    pub fn limits(&self) -> impl Iterator<Item = &'static Limit> {
        LIMITS.iter().filter(|limit| limit.rules.contains(&self.name))
    }
}

/// A limit by the names of a rule and its own.
fn find(rule: &str, key: &str) -> Option<(&'static str, &'static Limit)> {
    let own = |limit: &'static Limit| limit.rules.iter().find(|name| **name == rule);
    LIMITS.iter().filter(|limit| limit.key == key).find_map(|limit| Some((*own(limit)?, limit)))
}

#[cfg(test)]
mod tests;
