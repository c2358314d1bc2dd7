//! Quantities in prose: value, unit, what is counted, and whether it was done or is meant.

use domain::FiscalYear;

use super::{
    Asked, Date, Named, Span,
    counted::{Bound, counted},
    date,
    label::Scene,
    letters::Letters,
    role::{Times, role},
};

/// What a quantity is to the action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
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
    pub role: Role,
    /// Written with 約, 程度, およそ.
    pub approximate: bool,
    /// Whether it is a sum or a part of another.
    pub share: Share,
    /// A lower bound: 以上.
    pub least: bool,
    /// Over what it counts.
    pub per: Option<Per>,
}

/// The quantities of a text, in its order. Dates, times, page and grade numbers are none.
pub fn quantities(text: &str, asked: Asked<'_>) -> Vec<Quantity> {
    if !text.chars().any(is_figure) {
        return Vec::new();
    }
    let letters = Letters::of(text);
    let years = date::named(&letters, asked);
    let counted = counted(&letters, &taken(&letters, &date::read(&letters, asked), &years));
    let scene = Scene::of(text, &letters, &counted);
    let times = Times::of(text, &letters, &scene, &years);
    let told = counted.iter().zip(0..).map(|(one, n)| {
        let label = scene.label(n);
        let year = times.year(n, asked.year);
        let role = role(&scene, n, &label, asked, year);
        Quantity {
            span: letters.span(one.from, one.to),
            value: one.value,
            high: one.high,
            unit: one.unit.clone(),
            label,
            year,
            role,
            approximate: one.approximate,
            share: scene.share(n),
            least: one.bound == Bound::Least,
            per: one.per,
        }
    });
    told.collect()
}

fn is_figure(c: char) -> bool {
    c.is_numeric() || "一二三四五六七八九十".contains(c)
}

/// The stretches of letters that dates and years take, in order.
fn taken(letters: &Letters, dates: &[Date], years: &[Named]) -> Vec<(usize, usize)> {
    let spans = dates.iter().map(|date| date.span).chain(years.iter().map(|year| year.span));
    let mut taken: Vec<_> =
        spans.map(|span| (letters.position(span.start), letters.position(span.end))).collect();
    taken.sort_unstable();
    taken
}

#[cfg(test)]
mod tests;
