//! A quantity in prose: value, unit, what is counted, and whether it was done or is meant.

use domain::FiscalYear;

use crate::span::Span;

/// What a quantity is to the action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuantityRole {
    /// What was done or counted.
    Actual,
    /// What is to be reached.
    Target,
    /// What only describes: 65歳以上, 産後1か月, the number of places that there are.
    Context,
}

/// Over what a quantity counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// 年2回.
    Year,
    /// 月1回, 毎月.
    Month,
    /// 週1回, 毎週.
    Week,
    /// 各1日ずつ, 1回30分: each of several.
    Each,
    /// 1日2回, 毎日.
    Day,
    /// 2か月に1回, 隔月, 四半期に1回: once in so many months.
    Months(u8),
    /// 2年に1回, 隔年.
    Years(u8),
}

/// What a quantity is to the others of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// It stands for itself.
    Own,
    /// A sum of others: 合計, 計, 延べ合計.
    Total,
    /// A part of a total: うち, 内訳.
    Part,
    /// What came or went, or what it was before, where the number that it came to stands behind it:
    /// 3社が加わり34社となった, 12人から40人に.
    Change,
}

/// A number in a text, with what it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The number and its unit as written, with 約, 年, 延べ, 以上 where they belong to it.
    pub span: Span,
    /// The number.
    pub value: f64,
    /// The upper end of a range (10〜20人).
    pub high: Option<f64>,
    /// The unit in its usual spelling: 人, か所, ％. 名 stays 名: `alike` holds them for one.
    pub unit: String,
    /// What is counted: the noun phrase or list label before it.
    pub label: String,
    /// The fiscal year that it tells of.
    pub year: FiscalYear,
    /// What it is to the action.
    pub role: QuantityRole,
    /// Written with 約, 程度, およそ.
    pub approximate: bool,
    /// Whether it is a sum or a part of another.
    pub share: Share,
    /// A lower bound: 以上.
    pub least: bool,
    /// Over what it counts.
    pub per: Option<Per>,
}
