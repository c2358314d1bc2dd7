//! Rectangles around words: where people frame one of several printed choices, or a form prints a
//! box to tick. Unlike a cell, such a frame shares no side with another and no line runs through it.

use super::marks::{Area, PdfPage, RuledLine};

/// Sides nearer than this lie on one another, in points.
const NEAR: f32 = 0.3;
/// A frame around words is at most so high, in ems.
const HIGH: f32 = 2.2;
/// A box to tick is at most so large, in points.
const TICK: f32 = 16.0;
/// The most comparisons with lines and characters; beyond is a drawing.
const MOST_LOOKS: usize = 30_000_000;

/// Takes the frames of a page from the lines of its tables; those around words become rings.
pub(super) fn settle(page: &mut PdfPage) {
    let frames = std::mem::take(&mut page.frames);
    if frames.len().saturating_mul(page.rules.len()) > MOST_LOOKS {
        return;
    }
    let alone: Vec<Area> =
        frames.into_iter().filter(|frame| is_alone(*frame, &page.rules)).collect();
    for frame in alone {
        let inside = |(x, y): (f32, f32)| {
            (frame.left..=frame.right).contains(&x) && (frame.top..=frame.bottom).contains(&y)
        };
        let sizes = page.marks.iter().filter(|mark| !mark.is_space() && inside(mark.area.middle()));
        let largest = sizes.map(|mark| mark.size).reduce(f32::max);
        let words = largest.is_some_and(|size| frame.height() <= size * HIGH);
        let tick = largest.is_none() && frame.width().max(frame.height()) <= TICK;
        if words || tick {
            page.rules.retain(|rule| !is_side(frame, rule));
        }
        if words {
            page.rings.push(frame);
        }
    }
}

/// Whether a frame shares no side with another figure and no line runs through it.
fn is_alone(frame: Area, rules: &[RuledLine]) -> bool {
    let mut sides = [0; 4];
    for rule in rules {
        let (along, across, edges) = if rule.upright {
            ((frame.top, frame.bottom), (frame.left, frame.right), [0, 1])
        } else {
            ((frame.left, frame.right), (frame.top, frame.bottom), [2, 3])
        };
        let both = rule.to.min(along.1) - rule.from.max(along.0);
        if both <= (along.1 - along.0) * 0.5 {
            continue;
        }
        if across.0 + NEAR < rule.at && rule.at < across.1 - NEAR {
            return false;
        }
        for (edge, at) in edges.into_iter().zip([across.0, across.1]) {
            sides[edge] += usize::from((rule.at - at).abs() <= NEAR);
        }
    }
    // Its own side is one
    sides.iter().all(|count| *count <= 1)
}

/// Whether a line is one of the frame's sides.
fn is_side(frame: Area, rule: &RuledLine) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() <= 0.1;
    if rule.upright {
        (near(rule.at, frame.left) || near(rule.at, frame.right))
            && near(rule.from, frame.top)
            && near(rule.to, frame.bottom)
    } else {
        (near(rule.at, frame.top) || near(rule.at, frame.bottom))
            && near(rule.from, frame.left)
            && near(rule.to, frame.right)
    }
}
