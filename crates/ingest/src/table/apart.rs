//! Tables that stand side by side in one worksheet are read one after the other.

use std::borrow::Cow;

use domain::layout::ColumnRole;

use super::{
    grid::Table,
    head::{self, Headed, TableHead},
};
use crate::{headings, options::Options};

/// Headings that both tables must have.
const FEWEST_ALIKE: usize = 3;
/// Tables side by side are few.
const MOST: usize = 20;

/// The tables that hold something, those that stand side by side taken apart.
pub(super) fn apart<'a>(tables: &'a [Table], options: &Options) -> Vec<Cow<'a, Table>> {
    let filled = tables.iter().filter(|table| !table.lines.is_empty());
    filled.flat_map(|table| split(table, options)).collect()
}

fn split<'a>(table: &'a Table, options: &Options) -> Vec<Cow<'a, Table>> {
    let mut pieces = Vec::new();
    let mut rest = Cow::Borrowed(table);
    while pieces.len() < MOST {
        let cut = head::find(&rest, options).ok().and_then(|head| boundary(&head));
        let Some(cut) = cut else { break };
        let right = rest.columns_within(cut, u32::MAX);
        pieces.push(Cow::Owned(rest.columns_within(0, cut - 1)));
        rest = Cow::Owned(right);
    }
    pieces.push(rest);
    pieces
}

/// The first column of a second table in the same head: there the first table's headings begin anew,
/// that of the action among them.
fn boundary(head: &TableHead) -> Option<u32> {
    let keys: Vec<(u32, String)> = head
        .columns
        .iter()
        .filter(|column| !column.heading.is_empty())
        .map(|column: &Headed| (column.column, headings::without_year(&column.heading)))
        .collect();
    let action = head.column(&ColumnRole::Action)?;
    let action = keys.iter().find(|(column, _)| *column == action).map(|(_, key)| key.clone())?;
    let again = keys.iter().filter(|(_, key)| *key == action).nth(1)?.0;
    let left: Vec<&String> =
        keys.iter().filter(|(column, _)| *column < again).map(|(_, key)| key).collect();
    // A number may stand before the action in both
    let before = keys.iter().take_while(|(_, key)| *key != action).count();
    let at = keys.iter().position(|(column, _)| *column == again)?;
    let begins = (1..=before.min(at)).rev().find(|back| {
        keys.get(at - back).map(|(_, key)| key) == keys.get(before - back).map(|(_, key)| key)
    });
    let begins = at - begins.unwrap_or(0);
    let right = keys.get(begins..)?;
    let alike = right.iter().filter(|(_, key)| left.contains(&key)).count();
    (alike >= FEWEST_ALIKE && alike * 5 >= right.len() * 3)
        .then(|| right.first().map(|(c, _)| *c))?
}
