//! Rows that show one action twice, taken together: what is told of an action is told once.

use std::collections::HashMap;

use edition::{ActionRecord, EditionContent};

/// The rows of each action, in the order in which the sheet first shows it.
pub(super) fn by_action(content: &EditionContent) -> Vec<Vec<&ActionRecord>> {
    let mut places = HashMap::new();
    let mut groups: Vec<Vec<&ActionRecord>> = Vec::new();
    for action in &content.actions {
        let place = *places.entry(action.id.as_str()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(action),
            None => groups.push(vec![action]),
        }
    }
    groups
}
