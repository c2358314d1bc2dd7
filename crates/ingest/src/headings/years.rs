//! Which year each heading asks about, and whether another year would be possible as well.

use std::collections::{HashMap, HashSet};

use domain::{Field, FiscalYear, Offset, text::fold};

use super::{
    guess::{Guess, HeadingYear},
    meaning::Meaning,
    reason::HeadingReason,
    words::{has_odd_year, without_years, year_of},
};

/// The year that the sheet reports: the latest that a result column names, else the earliest of a
/// plan column.
pub(super) fn sheet_year(
    guesses: &[Option<Guess>],
    headings: &[String],
) -> Option<(FiscalYear, String)> {
    let named = |results: bool| {
        guesses.iter().zip(headings).filter_map(move |(guess, heading)| {
            let guess = guess.as_ref()?;
            let Meaning::Answer(field) = &guess.meaning else { return None };
            match guess.year {
                HeadingYear::Named(year) if results == (*field != Field::Plan) => {
                    let coming = heading.contains("今後") || heading.contains("以降");
                    let year = if coming { year.plus(-1) } else { year };
                    Some((year, heading.replace('\n', "")))
                }
                _ => None,
            }
        })
    };
    named(true).max_by_key(|(year, _)| *year).or_else(|| named(false).min_by_key(|(year, _)| *year))
}

/// A heading's year as seen from the sheet's.
#[derive(Debug, Clone)]
pub(super) struct AskedYear {
    pub(super) offset: Offset,
    pub(super) reason: HeadingReason,
}

/// Each heading's year as seen from the sheet's. A heading that names none takes its left
/// neighbour's; if that slot is taken already, its right neighbour's. It is certain where no other
/// year would fit between the years on its left and its right.
pub(super) fn asked_years(
    guesses: &[Option<Guess>],
    headings: &[String],
    sheet: Option<FiscalYear>,
) -> Vec<AskedYear> {
    let row = Row { guesses, headings, said: said(guesses, sheet) };
    let mut settled: Vec<Offset> = Vec::with_capacity(guesses.len());
    let mut taken: Vec<(&Meaning, Offset)> = Vec::new();
    for (i, guess) in guesses.iter().enumerate() {
        let Some(meaning @ Meaning::Answer(field)) = guess.as_ref().map(|g| &g.meaning) else {
            settled.push(Offset::This);
            continue;
        };
        let left = (0..i).rev().find(|j| row.answers(*j)).map(|j| settled[j]);
        let right =
            (i + 1..guesses.len()).find_map(|j| row.answers(j).then(|| row.said[j]).flatten());
        let asks = row.asks(i).then_some(Offset::This);
        let free = |o: &Offset| {
            fits(*o, field) && !taken.contains(&(meaning, *o)) && !row.is_said(field, *o)
        };
        let choices = [asks, left, right, Some(Offset::This)].into_iter().flatten();
        let chosen = row.said[i].or_else(|| choices.into_iter().find(free)).unwrap_or(Offset::This);
        taken.push((meaning, chosen));
        settled.push(chosen);
    }
    let possible = row.possible();
    let reasons = (0..guesses.len()).map(|i| row.reason(i, settled[i], &possible));
    settled
        .iter()
        .copied()
        .zip(reasons)
        .map(|(offset, reason)| AskedYear { offset, reason })
        .collect()
}

/// What each heading itself says of its year.
fn said(guesses: &[Option<Guess>], sheet: Option<FiscalYear>) -> Vec<Option<Offset>> {
    let said = |guess: &Option<Guess>| match guess.as_ref()?.year {
        HeadingYear::Named(year) => {
            sheet.and_then(|sheet| Offset::between(sheet, year)).or(Some(Offset::Next))
        }
        HeadingYear::Relative(offset) => Some(offset),
        HeadingYear::Unsaid => None,
    };
    guesses.iter().map(said).collect()
}

/// A result of the years to come is never asked for: such a year is a neighbour's plan.
fn fits(offset: Offset, field: &Field) -> bool {
    offset != Offset::Next || *field == Field::Plan
}

/// The headings with what each says of its year.
struct Row<'a> {
    guesses: &'a [Option<Guess>],
    headings: &'a [String],
    said: Vec<Option<Offset>>,
}

impl<'a> Row<'a> {
    fn field(&self, i: usize) -> Option<&'a Field> {
        match self.guesses.get(i)? {
            Some(Guess { meaning: Meaning::Answer(field), .. }) => Some(field),
            _ => None,
        }
    }

    fn answers(&self, i: usize) -> bool {
        self.field(i).is_some()
    }

    /// Whether a column says that it asks the question about the year.
    fn is_said(&self, field: &Field, year: Offset) -> bool {
        (0..self.said.len()).any(|j| self.field(j) == Some(field) && self.said[j] == Some(year))
    }

    /// What a heading asks, its numbers aside. 量的評価 and 質的評価 of one year are two questions.
    fn question(&self, i: usize) -> String {
        let numbered = |c: char| c.is_numeric() || "元一二三四五六七八九十".contains(c);
        let bare = without_years(&fold(&self.headings[i]));
        bare.chars().filter(|c| !numbered(*c)).collect()
    }

    /// Whether the heading asks whoever fills the sheet in.
    fn asks(&self, i: usize) -> bool {
        fold(&self.headings[i]).contains("ください")
    }

    /// The years that each heading without one may ask about: those of the next columns on either
    /// side that say theirs, unless another column of the same question says that year, or has no
    /// other choice.
    fn possible(&self) -> Vec<Vec<Offset>> {
        let mut possible: Vec<Vec<Offset>> =
            (0..self.guesses.len()).map(|i| self.near(i)).collect();
        let open: Vec<(usize, &Field, String)> = (0..possible.len())
            .filter(|i| self.said[*i].is_none())
            .filter_map(|i| Some((i, self.field(i)?, self.question(i))))
            .collect();
        loop {
            let before: usize = possible.iter().map(Vec::len).sum();
            let mut fields = HashSet::new();
            let mut questions = HashMap::<_, usize>::new();
            for (i, field, question) in &open {
                if let [year] = possible[*i][..] {
                    fields.insert((*field, year));
                    *questions.entry((*field, question, year)).or_default() += 1;
                }
            }
            for (i, field, question) in &open {
                let alone = possible[*i].len() == 1;
                possible[*i].retain(|year| {
                    if alone {
                        questions.get(&(*field, question, *year)) == Some(&1)
                    } else {
                        !fields.contains(&(*field, *year))
                    }
                });
            }
            if possible.iter().map(Vec::len).sum::<usize>() == before {
                return possible;
            }
        }
    }

    fn near(&self, i: usize) -> Vec<Offset> {
        let Some(field) = self.field(i) else { return Vec::new() };
        if self.said[i].is_some() {
            return Vec::new();
        }
        let says = |j: usize| self.said[j].filter(|_| self.answers(j));
        let left = (0..i).rev().find_map(says);
        let right = (i + 1..self.said.len()).find_map(says);
        let free = |year: &Offset| fits(*year, field) && !self.is_said(field, *year);
        let mut near: Vec<Offset> = [left, right].into_iter().flatten().filter(free).collect();
        if near.is_empty() {
            near.extend(Some(Offset::This).filter(free));
        }
        near.dedup();
        near
    }

    fn reason(&self, i: usize, chosen: Offset, possible: &[Vec<Offset>]) -> HeadingReason {
        let heading = &self.headings[i];
        match (&self.guesses[i], self.said[i]) {
            (None, _) => HeadingReason::certain("見出しの意味が分からないため"),
            (Some(Guess { why: Some(why), .. }), _) => HeadingReason::inferred(why),
            (Some(guess), Some(_)) if matches!(guess.year, HeadingYear::Named(_)) => {
                let several = year_of(heading).is_some_and(|(_, several)| several);
                if several && self.answers(i) {
                    HeadingReason::inferred("見出しに年度が2つあり、はじめの年度とみなしたため")
                } else {
                    HeadingReason::certain("見出しの言葉と年度から")
                }
            }
            (Some(_), Some(_)) => HeadingReason::certain("見出しの言葉から"),
            (Some(_), None) if !self.answers(i) => HeadingReason::certain("見出しの言葉から"),
            _ if has_odd_year(heading) => {
                HeadingReason::inferred("見出しにある年度の書き方が分からないため")
            }
            _ if self.asks(i) && chosen == Offset::This => {
                HeadingReason::certain("見出しが記入を求めているため")
            }
            _ if possible[i] == [chosen] => {
                HeadingReason::certain("見出しの並びから、ほかの年度ではありえないため")
            }
            _ => HeadingReason::inferred("見出しに年度がなく、となりの列の年度とみなしたため"),
        }
    }
}
