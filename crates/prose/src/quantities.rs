//! The quantities of a text.

use crate::{
    asked_field::AskedField,
    change::leads_to,
    chars::Chars,
    counted::{Bound, counted},
    date::{self, Date, Named},
    label::Scene,
    quantity::{Quantity, Share},
    role::{Times, role},
};

/// The quantities of a text, in its order. Dates, times, page and grade numbers are none.
pub fn quantities(text: &str, asked: AskedField<'_>) -> Vec<Quantity> {
    if !text.chars().any(is_figure) {
        return Vec::new();
    }
    let chars = Chars::of(text);
    let years = date::named(&chars, asked);
    let mut counted = counted(&chars, &taken(&chars, &date::read(&chars, asked), &years));
    // A word between two numbers belongs to one of them: `0`, and on the next line `年間0名`
    let mut end = 0;
    counted.retain(|one| {
        let apart = one.from >= end;
        end = end.max(one.to);
        apart
    });
    let scene = Scene::of(text, &chars, &counted);
    let times = Times::of(text, &chars, &scene, &years);
    let told = counted.iter().zip(0..).map(|(one, n)| {
        let label = scene.label(n);
        let year = times.year(n, asked.year);
        let role = role(&scene, n, &label, asked, year);
        Quantity {
            span: chars.span(one.from, one.to),
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
    let mut told: Vec<Quantity> = told.collect();
    let leads = |n: usize| {
        let next = scene.previous(n + 1).is_some().then(|| counted.get(n + 1)).flatten();
        counted.get(n).zip(next).is_some_and(|(one, next)| leads_to(&chars, one, next))
    };
    for n in (1..told.len()).map(|n| n - 1).filter(|n| leads(*n)).collect::<Vec<_>>() {
        let year = told.get(n + 1).map(|next| next.year);
        if let Some(one) = told.get_mut(n).filter(|one| Some(one.year) == year) {
            one.share = Share::Change;
        }
    }
    told
}

fn is_figure(c: char) -> bool {
    c.is_numeric() || "一二三四五六七八九十".contains(c)
}

/// The stretches of letters that dates and years take, in order.
fn taken(chars: &Chars, dates: &[Date], years: &[Named]) -> Vec<(usize, usize)> {
    let spans = dates.iter().map(|date| date.span).chain(years.iter().map(|year| year.span));
    let mut taken: Vec<_> =
        spans.map(|span| (chars.position(span.start), chars.position(span.end))).collect();
    taken.sort_unstable();
    taken
}

#[cfg(test)]
mod tests;
