//! The rows of the sheet: which action, under which measure, where in the plan's book.

use std::collections::HashSet;

use domain::{
    Place,
    measure::{Measure, MeasureKind},
    text::ascii_digits,
};
use edition::{ActionRecord, EditionContent, ItemRecord, SchemeRecord};

use super::cells::{flag, line, whose_year};
use crate::clean::one_line;

pub(crate) fn actions(content: &EditionContent) -> Vec<Vec<String>> {
    let whose = whose_year(content);
    let measures = measures(content);
    let has_earlier = content.columns.iter().any(|c| is_before(content, c.fiscal_year));
    let rows = content.actions.iter().map(|action| {
        let measure = action.measure_no.and_then(|no| measures.get(no.checked_sub(1)?));
        let continuing = continues(content, action);
        let cells = [
            action.id.clone(),
            action.row_no.to_string(),
            action.measure_no.unwrap_or(0).to_string(),
            measure.map_or_else(String::new, |measure| measure.code.clone()),
            content.main_item(&action.id).map_or_else(String::new, package_code),
            flag(!one_line(&action.relisted).is_empty()),
            if continuing || has_earlier { flag(continuing) } else { String::new() },
            first_number(&action.page),
            one_line(&action.title),
            String::new(),
        ];
        line(&whose, cells)
    });
    rows.collect()
}

/// The code of a scheme's item, the same in the tables of all cities: `made-up:1-1`.
pub(super) fn package_code((scheme, item): (&SchemeRecord, &ItemRecord)) -> String {
    format!("{}:{}", scheme.id, one_line(&item.code))
}

/// A measure with its code, its number and name apart.
pub(super) struct CodedMeasure {
    pub(super) code: String,
    pub(super) name: String,
}

/// The measures with their codes: `basic-1` by the words and number of the heading, else `measure-3` by
/// its place.
pub(super) fn measures(content: &EditionContent) -> Vec<CodedMeasure> {
    let mut taken = HashSet::new();
    let measures = content.measures.iter().zip(1..).map(|(title, no)| {
        let title = one_line(title);
        let measure = Measure { title, parent: None, place: Place::File };
        let number = first_number(measure.label());
        let by_words = format!("{}-{number}", measure.kind().code());
        let says = measure.kind() != MeasureKind::Other && !number.is_empty();
        let code =
            if says && taken.insert(by_words.clone()) { by_words } else { format!("measure-{no}") };
        CodedMeasure { code, name: measure.words().to_owned() }
    });
    measures.collect()
}

/// Whether an earlier year's answer, or an action that it took over, shows that it goes on.
fn continues(content: &EditionContent, action: &ActionRecord) -> bool {
    let answered = action
        .answers
        .iter()
        .any(|answer| is_before(content, Some(answer.fiscal_year)) && answer.state != "missing");
    answered || !action.follows.is_empty()
}

fn is_before(content: &EditionContent, year: Option<i32>) -> bool {
    year.is_some_and(|year| year < content.fiscal_year)
}

/// The first whole number of a text, in figures of either width.
fn first_number(text: &str) -> String {
    let text = ascii_digits(text);
    let from = text.chars().skip_while(|c| !c.is_ascii_digit());
    let figures: String = from.take_while(char::is_ascii_digit).collect();
    let short = figures.trim_start_matches('0');
    if short.is_empty() && !figures.is_empty() { "0".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_of_a_page_is_its_number() {
        for (written, number) in
            [("Ｐ．３４～35", "34"), ("p007", "7"), ("", ""), ("別冊", ""), ("0", "0")]
        {
            assert_eq!(first_number(written), number, "{written}");
        }
    }
}
