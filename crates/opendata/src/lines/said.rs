//! What was corrected, and what was said in the council.

use edition::EditionContent;

use super::cells::field_code;
use crate::{
    clean::{one_line, with_breaks},
    lists::WHOLE_PLAN,
};

pub(crate) fn errata(content: &EditionContent) -> Vec<Vec<String>> {
    let lines = content.errata.iter().map(|erratum| {
        vec![
            erratum.edition_no.to_string(),
            erratum.no.to_string(),
            erratum.decided_on.clone(),
            about(erratum.action.as_ref()),
            field_code(content, &erratum.field, erratum.fiscal_year),
            erratum.fiscal_year.map_or_else(String::new, |year| year.to_string()),
            erratum.kind.clone(),
            with_breaks(&erratum.before),
            with_breaks(&erratum.after),
            with_breaks(&erratum.reason),
        ]
    });
    lines.collect()
}

pub(crate) fn opinions(content: &EditionContent) -> Vec<Vec<String>> {
    let lines = content.opinions.iter().map(|opinion| {
        vec![
            opinion.meeting_date.clone(),
            opinion.no.to_string(),
            about(opinion.action.as_ref()),
            opinion.kind.clone(),
            with_breaks(&opinion.opinion),
            with_breaks(&opinion.reply),
            opinion.outcome.clone(),
            one_line(&opinion.outcome_reference),
        ]
    });
    lines.collect()
}

fn about(action: Option<&String>) -> String {
    action.cloned().unwrap_or_else(|| WHOLE_PLAN.to_owned())
}
