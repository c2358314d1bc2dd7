//! Parts of tables with the same columns, and columns that go on on another sheet of paper.

use domain::layout::ColumnRole;

use super::{
    part::{PageItem, SAME, TablePart},
    place::named,
    stitch::StitchedPages,
};
use crate::{headings, unreadable::Unreadable};

/// What summaries are listed by.
const OWNERS: [ColumnRole; 3] = [ColumnRole::Section, ColumnRole::Department, ColumnRole::Measure];

/// A run of parts with the same columns.
#[derive(Debug)]
struct ColumnFamily {
    xs: Vec<f32>,
    /// The items that belong to it, by position.
    parts: Vec<usize>,
}

/// Sorts the parts of all pages by their columns, and gives each the columns of its family.
fn families(items: &mut [PageItem]) -> Vec<ColumnFamily> {
    let mut order: Vec<usize> = (0..items.len()).filter(|at| columns(&items[*at]) > 0).collect();
    let mut families: Vec<ColumnFamily> = Vec::new();
    // The fullest grid of each form shows all its columns
    order.sort_by_key(|at| (usize::MAX - columns(&items[*at]), *at));
    for at in order {
        let PageItem::Part(part) = &mut items[at] else { continue };
        let fitting = families.iter().position(|family| fit(&part.xs, &family.xs).is_some());
        if let Some(known) = fitting {
            if let Some(map) = fit(&part.xs, &families[known].xs) {
                part.put_in(&map, &families[known].xs);
            }
            families[known].parts.push(at);
        } else {
            families.push(ColumnFamily { xs: part.xs.clone(), parts: vec![at] });
        }
    }
    for family in &mut families {
        family.parts.sort_unstable();
    }
    families.sort_by_key(|family| family.parts.first().copied());
    families
}

fn columns(item: &PageItem) -> usize {
    match item {
        PageItem::Part(part) => part.columns(),
        PageItem::Text(_) => 0,
    }
}

/// Which edge of the family each edge is; `None` when one is none of them.
fn fit(xs: &[f32], family: &[f32]) -> Option<Vec<usize>> {
    let near = |x: &f32| family.iter().position(|edge| (edge - x).abs() <= SAME);
    let map: Vec<usize> = xs.iter().map(near).collect::<Option<_>>()?;
    let outer = map.first() == Some(&0) && map.last() == Some(&(family.len() - 1));
    (outer && map.windows(2).all(|pair| pair[0] < pair[1])).then_some(map)
}

/// The page on which columns go on, and whether its rows surely are those of the first columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wider {
    pub(super) page: u32,
    pub(super) sure: bool,
}

/// Columns that go on on other sheets of paper are put beside the first ones. Where every row has
/// the same height they surely belong together; where only their number is the same, a person
/// looks; where it is not, the rows cannot be told.
pub(super) fn join_beside(stitched: &mut StitchedPages) -> Result<Vec<Wider>, Unreadable> {
    let families = families(&mut stitched.items);
    let Some((first, others)) = families.split_first() else { return Ok(Vec::new()) };
    let mut wider = Vec::new();
    for other in others {
        let part = |at: &usize| match &stitched.items[*at] {
            PageItem::Part(part) => Some(part.clone()),
            PageItem::Text(_) => None,
        };
        let left: Vec<TablePart> = first.parts.iter().filter_map(part).collect();
        let right: Vec<TablePart> = other.parts.iter().filter_map(part).collect();
        let Some(sure) = continued(&left, &right)? else { continue };
        let mut repeated = 0;
        for ((at, other_at), right) in first.parts.iter().zip(&other.parts).zip(&right) {
            if let PageItem::Part(part) = &mut stitched.items[*at] {
                repeated += part.widen(right);
            }
            let (xs, ys, cells) = (Vec::new(), Vec::new(), Vec::new());
            let gone = TablePart { page: right.page, xs, ys, cells, is_open: false };
            stitched.items[*other_at] = PageItem::Part(gone);
        }
        stitched.running += repeated;
        let page = right.first().map_or(0, |right| right.page);
        wider.push(Wider { page, sure });
    }
    Ok(wider)
}

/// Whether the parts on the right hold further columns of those on the left, and whether that is
/// sure.
fn continued(left: &[TablePart], right: &[TablePart]) -> Result<Option<bool>, Unreadable> {
    let (Some(first), Some(beside)) = (left.first(), right.first()) else { return Ok(None) };
    let pairs = || left.iter().zip(right);
    let alike = left.len() == right.len();
    let again = if alike { first.repeated(beside) } else { 0 };
    let again = again.min(pairs().map(|(left, right)| left.repeated(right)).min().unwrap_or(0));
    let head = beside.printed_head(0, again);
    if names_rows(&head, &[ColumnRole::Action]) {
        // It says itself what its rows are about
        return Ok(None);
    }
    if alike && pairs().all(|(left, right)| left.same_rows(right)) {
        return Ok(Some(true));
    }
    let heads = names_rows(&first.printed_head(0, 0), &[ColumnRole::Action]);
    if again == 0 && (head.is_empty() || !heads) || beside.page <= first.page {
        return Ok(None);
    }
    if alike && pairs().all(|(left, right)| left.rows() == right.rows()) {
        return Ok(Some(again > 0));
    }
    if again == 0 && names_rows(&head, &OWNERS) {
        return Ok(None);
    }
    let reason = format!(
        "{}の表は{}の表の右側の列と思われますが、行の数が合わず、どの行の続きか分かりません",
        named(right.iter().map(|part| part.page)),
        named(left.iter().map(|part| part.page))
    );
    Err(Unreadable::OrderLost { reason })
}

/// Whether a heading asks for one of these.
fn names_rows(headings: &[String], roles: &[ColumnRole]) -> bool {
    let columns = headings::understand(headings).layout.columns;
    columns.iter().any(|column| roles.contains(&column.role))
}
