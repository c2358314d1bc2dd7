//! Texts by their paragraphs. A text that only says by a dash that there is none is no text.

use edition::{ActionRecord, EditionAnswer, EditionContent};

use super::{
    cells::{definition_code, field_code, line, whose_year},
    grouped::by_action,
};
use crate::{clean::paragraphs, lists::WHOLE_PLAN};

pub(crate) fn texts(content: &EditionContent) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    for rows in by_action(content) {
        for (year, field, text) in of_action(content, &rows) {
            let id = rows.first().map_or(WHOLE_PLAN, |row| &row.id);
            add(&mut lines, content, [&year.to_string(), id, &field], &text);
        }
    }
    for indicator in &content.indicators {
        let id = indicator.action.as_deref().unwrap_or(WHOLE_PLAN);
        let (year, field) = (content.fiscal_year.to_string(), definition_code(&indicator.id));
        add(&mut lines, content, [&year, id, &field], &paragraphs(&indicator.definition));
    }
    lines
}

/// The paragraphs of an action's texts. Where a second row of it says something else, that follows.
fn of_action(content: &EditionContent, rows: &[&ActionRecord]) -> Vec<(i32, String, Vec<String>)> {
    let mut texts: Vec<(i32, String, Vec<Vec<String>>)> = Vec::new();
    for row in rows {
        let plan_says = (content.fiscal_year, "content".to_owned(), paragraphs(&row.content));
        let answers = row.answers.iter().filter(|answer| is_told(answer)).map(|answer| {
            let field = field_code(content, &answer.field, Some(answer.fiscal_year));
            (answer.fiscal_year, field, paragraphs(&answer.text))
        });
        for (year, field, text) in std::iter::once(plan_says).chain(answers) {
            match texts.iter_mut().find(|(y, f, _)| (*y, f.as_str()) == (year, &field)) {
                Some((_, _, said)) if said.contains(&text) => {}
                Some((_, _, said)) => said.push(text),
                None => texts.push((year, field, vec![text])),
            }
        }
    }
    texts.into_iter().map(|(year, field, said)| (year, field, said.concat())).collect()
}

fn is_told(answer: &EditionAnswer) -> bool {
    matches!(answer.state.as_str(), "given" | "not_applicable" | "too_early")
}

fn add(
    lines: &mut Vec<Vec<String>>,
    content: &EditionContent,
    about: [&str; 3],
    paragraphs: &[String],
) {
    let whose = line(&whose_year(content), about.map(str::to_owned));
    let numbered = paragraphs.iter().zip(1..);
    lines.extend(numbered.map(|(text, no)| line(&whose, [no.to_string(), text.clone()])));
}
