//! Numbers, days and what they lack, as a plan writes them.

use domain::{Day, text::thousands};

use crate::{
    style::{DateForm, PercentForm, Thousands, WordingStyle},
    tally::{Amount, RegisterTally, TallyFlag},
};

/// What a figure lacks, in brackets; nothing where it is whole.
pub fn lacking(tally: &RegisterTally, style: &WordingStyle) -> String {
    let wide = |n: u64| figures(&n.to_string(), style);
    let notes = tally.flags.iter().map(|flag| match (flag, tally.of) {
        (TallyFlag::Unresolved(n), _) => format!("（ほか結果未入力{}{}）", wide(*n), tally.unit),
        (TallyFlag::Months(n), _) => format!("（{}か月分）", wide(*n)),
        (TallyFlag::Unrecorded(n), _) if tally.counting.ends_with("_present") => {
            format!("（ほか{}{}未記録）", wide(*n), tally.unit)
        }
        (TallyFlag::Unrecorded(_), Some((n, all))) => {
            format!("（{}回のうち{}回分）", wide(all), wide(n))
        }
        _ => String::new(),
    });
    notes.collect()
}

/// What is about right only is written with three figures that count.
pub fn about(amount: Amount) -> Amount {
    let Amount::Whole(n) = amount else { return amount };
    let step = std::iter::successors(Some(1_u64), |step| step.checked_mul(10));
    let step = step.take_while(|step| n / step >= 1_000).last().map_or(1, |step| step * 10);
    Amount::Whole(n.saturating_add(step / 2) / step * step)
}

/// A number as the plan writes it; a percentage with its sign.
pub(crate) fn written(amount: Amount, unit: &str, style: &WordingStyle) -> String {
    let percent = unit == "％";
    let text = match amount {
        Amount::Whole(n) => grouped(n, style),
        Amount::Tenths(n) if percent && style.whole_percent => grouped((n + 5) / 10, style),
        Amount::Tenths(n) if n % 10 == 0 && percent => grouped(n / 10, style),
        Amount::Tenths(n) => format!("{}.{}", grouped(n / 10, style), n % 10),
    };
    let sign = match style.percent {
        _ if !percent => "",
        PercentForm::Full => "％",
        PercentForm::Half => "%",
        PercentForm::Kana => "パーセント",
    };
    format!("{}{sign}", figures(&text, style))
}

fn grouped(n: u64, style: &WordingStyle) -> String {
    match style.thousands {
        Thousands::None => n.to_string(),
        Thousands::Comma => thousands(&n.to_string()),
    }
}

/// The figures and their marks in the width of the plan.
fn figures(text: &str, style: &WordingStyle) -> String {
    if !style.full_width {
        return text.to_owned();
    }
    let wide = |c: char| match c {
        '0'..='9' | '.' | ',' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(wide).collect()
}

/// A day as the plan writes it.
pub(crate) fn dated(day: Day, form: &str, style: &WordingStyle) -> String {
    let (year, month, date) = day.calendar();
    let text = match form {
        "ymd" => format!("{year}年{month}月{date}日"),
        "m" => format!("{month}月"),
        "era" if style.date == DateForm::Dotted && year > 2018 => {
            format!("R{}.{month}.{date}", year - 2018)
        }
        "era" => day.spoken(),
        _ => format!("{month}月{date}日"),
    };
    figures(&text, style)
}
