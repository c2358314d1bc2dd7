//! Tables that stand side by side in one worksheet: those of one form are read one after the other,
//! something else beside the sheet is no part of it.

use std::borrow::Cow;

use domain::layout::ColumnRole;

use super::{
    grid::{Table, TableLine},
    head::{self, Headed, TableHead},
};
use crate::{headings, options::Options, unreadable::Unreadable};

/// Headings that both tables must have.
const FEWEST_ALIKE: usize = 3;
/// Tables side by side are few.
const MOST: usize = 20;

/// A table by itself.
#[derive(Debug)]
pub(super) struct FoundTable<'a> {
    pub(super) table: Cow<'a, Table>,
    /// Its head, or why it has none.
    pub(super) head: Result<TableHead, Unreadable>,
    /// Whether it is something else, which stands beside a sheet.
    pub(super) is_beside: bool,
}

impl<'a> FoundTable<'a> {
    fn of(table: Cow<'a, Table>, options: &Options) -> Self {
        Self { head: head::find(&table, options), table, is_beside: false }
    }

    /// The columns before one, and the others.
    fn cut(&self, column: u32, options: &Options) -> (Self, Self) {
        let part = |first, last| Cow::Owned(self.table.columns_within(first, last));
        let (left, right) = (part(0, column - 1), part(column, u32::MAX));
        (Self::of(left, options), Self::of(right, options))
    }

    /// The same, with what is something else as a table of its own.
    fn without_other(self, options: &Options) -> Vec<Self> {
        let other = |head| other_beside(&self.table, head, options);
        match self.head.as_ref().ok().and_then(other) {
            Some(column) => {
                let (left, right) = self.cut(column, options);
                vec![left, Self { is_beside: true, ..right }]
            }
            None => vec![self],
        }
    }
}

/// The tables that hold something, those that stand side by side taken apart.
pub(super) fn apart<'a>(tables: &'a [Table], options: &Options) -> Vec<FoundTable<'a>> {
    let filled = tables.iter().filter(|table| !table.lines.is_empty());
    let pieces = filled.flat_map(|table| split(table, options));
    pieces.flat_map(|piece| piece.without_other(options)).collect()
}

fn split<'a>(table: &'a Table, options: &Options) -> Vec<FoundTable<'a>> {
    let mut pieces = Vec::new();
    let mut rest = FoundTable::of(Cow::Borrowed(table), options);
    while pieces.len() < MOST {
        let Some(cut) = rest.head.as_ref().ok().and_then(boundary) else { break };
        let (left, right) = rest.cut(cut, options);
        pieces.push(left);
        rest = right;
    }
    pieces.push(rest);
    pieces
}

/// The first column of a second table in the same head: there the first table's headings begin anew,
/// that of the action among them. Where the action is headed several times, most of what follows is
/// as in the first table.
fn boundary(head: &TableHead) -> Option<u32> {
    let keys: Vec<(u32, String)> = head
        .columns
        .iter()
        .filter(|column| !column.heading.is_empty())
        .map(|column: &Headed| (column.column, headings::without_year(&column.heading)))
        .collect();
    let action = head.column(&ColumnRole::Action)?;
    let before = keys.iter().position(|(column, _)| *column == action)?;
    let is_action =
        |at: &usize| keys.get(*at).map(|(_, key)| key) == keys.get(before).map(|(_, key)| key);
    let again = (before + 1..keys.len()).filter(is_action);
    let begins = again.filter_map(|at| begins(&keys, before, at));
    // Of equals the first: max_by_key would take the last
    let (_, begins) = begins.rev().max_by_key(|(alike, _)| *alike)?;
    keys.get(begins).map(|(column, _)| *column)
}

/// Where a second table begins whose action is headed at a position, and how many of its headings
/// are those of the first table, in their order.
fn begins(keys: &[(u32, String)], action: usize, again: usize) -> Option<(usize, usize)> {
    let key = |at: usize| keys.get(at).map(|(_, key)| key);
    // A number may stand before the action in both
    let back = (1..=action).rev().find(|back| key(again - back) == key(action - back));
    let back = back.unwrap_or(0);
    let (first, right) = (keys.get(action - back..again)?, keys.get(again - back..)?);
    let known = |(_, key): &&(u32, String)| first.iter().any(|(_, left)| left == key);
    let alike = right.iter().filter(known).count();
    let in_order = first.iter().zip(right).filter(|((_, a), (_, b))| a == b).count();
    (alike >= FEWEST_ALIKE && alike * 5 >= right.len() * 3).then_some((in_order, again - back))
}

/// The first column of something else at the right: behind an empty column, without a question of the
/// standard form, its rows one block that is no longer than half of the sheet.
fn other_beside(table: &Table, head: &TableHead, options: &Options) -> Option<u32> {
    if options.layout.is_some() {
        return None;
    }
    let head = head.clone().answered(&options.answers);
    let behind_empty = table.columns.windows(2).filter_map(|pair| match pair {
        [before, column] if column - before > 1 => Some(*column),
        _ => None,
    });
    let is_other = |from: &u32| !asks(&head, *from) && is_short(table, &head, *from);
    behind_empty.into_iter().find(is_other)
}

/// Whether columns from one on ask what a sheet asks, or a person said what they hold.
fn asks(head: &TableHead, from: u32) -> bool {
    let mut columns = head.columns.iter().filter(|column| column.column >= from);
    columns.any(|column| {
        let taken = column.role != ColumnRole::Ignored;
        taken && (!column.role.is_own() || column.reason == head::ANSWERED)
    })
}

/// Whether columns from one on hold a block of rows that ends in the upper half of the others'.
fn is_short(table: &Table, head: &TableHead, from: u32) -> bool {
    let below = table.lines.iter().filter(|line| line.row > head.last);
    let holds = |line: &&TableLine, own: &dyn Fn(u32) -> bool| {
        line.cells.iter().any(|cell| own(cell.column))
    };
    let rows: Vec<u32> =
        below.clone().filter(|line| holds(line, &|c| c >= from)).map(|line| line.row).collect();
    let others = below.filter(|line| holds(line, &|c| c < from)).count();
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return false };
    (last - first) as usize + 1 == rows.len() && rows.len() * 2 <= others
}
