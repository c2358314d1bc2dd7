//! Answers: states, codes and numbers. What was written in words stands in the texts.

use edition::{EditionAnswer, EditionContent};

use super::cells::{field_code, flag, line, whose};
use crate::clean::one_line;

pub(crate) fn answers(content: &EditionContent) -> Vec<Vec<String>> {
    let mut whose = whose(content);
    whose.extend([content.number.to_string(), content.fiscal_year.to_string()]);
    let all = content
        .actions
        .iter()
        .flat_map(|action| action.answers.iter().map(move |answer| (action, answer)));
    all.map(|(action, answer)| {
        let about = [
            answer.fiscal_year.to_string(),
            action.id.clone(),
            action.row_no.to_string(),
            field_code(content, &answer.field, Some(answer.fiscal_year)),
        ];
        line(&whose, about.into_iter().chain(fact(answer)))
    })
    .collect()
}

/// Of an answer what is a code or a number. Both are told only where the answer is given.
fn fact(answer: &EditionAnswer) -> [String; 8] {
    let is_given = answer.state == "given";
    let grade = if is_given { one_line(&answer.grade) } else { String::new() };
    let class = answer.class.filter(|_| !grade.is_empty());
    let number = if is_given { answer.number.clone() } else { String::new() };
    let of_number = |text: String| if number.is_empty() { String::new() } else { text };
    let hidden = if answer.state == "withheld" { "primary_or_complementary" } else { "none" };
    [
        answer.state.clone(),
        grade,
        class.map_or_else(String::new, |class| class.code().to_owned()),
        number.clone(),
        of_number("%".to_owned()),
        of_number(flag(answer.approximate)),
        String::new(),
        hidden.to_owned(),
    ]
}
