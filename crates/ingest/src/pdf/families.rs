//! Parts of tables with the same columns, and columns that go on on another sheet of paper.

use super::{
    part::{PageItem, SAME, TablePart},
    stitch::StitchedPages,
};

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

/// Columns that go on on other sheets of paper are put beside the first ones; answers the page on
/// which they go on.
pub(super) fn join_beside(stitched: &mut StitchedPages) -> Option<u32> {
    let families = families(&mut stitched.items);
    let (first, others) = families.split_first()?;
    let mut wider = None;
    for other in others {
        let part = |at: &usize| match &stitched.items[*at] {
            PageItem::Part(part) => Some(part.clone()),
            PageItem::Text(_) => None,
        };
        let left: Vec<TablePart> = first.parts.iter().filter_map(part).collect();
        let right: Vec<TablePart> = other.parts.iter().filter_map(part).collect();
        let same = left.len() == right.len()
            && left.iter().zip(&right).all(|(left, right)| left.same_rows(right));
        if !same {
            continue;
        }
        for ((at, other_at), right) in first.parts.iter().zip(&other.parts).zip(&right) {
            if let PageItem::Part(part) = &mut stitched.items[*at] {
                stitched.running += part.widen(right);
                wider = wider.or(Some(right.page));
            }
            let gone =
                TablePart { page: right.page, xs: Vec::new(), ys: Vec::new(), cells: Vec::new() };
            stitched.items[*other_at] = PageItem::Part(gone);
        }
    }
    wider
}
