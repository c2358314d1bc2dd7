//! What is painted under a text: a text in the colour of its ground is not seen.

use hayro::{
    hayro_interpret::{BlendMode, DrawProps, Paint},
    kurbo::{Point, Rect},
};

/// Channels that differ by less look the same, of 255.
const SAME: u8 = 12;
/// The most grounds that are looked through; cells of a page have a few hundred.
const MOST: usize = 3_000;
/// Smaller fills are lines and dots.
const LEAST: f64 = 4.0;

/// A colour; `None` where it is not one colour, as in pictures and patterns.
type Colour = Option<[u8; 3]>;

/// What was filled so far, in order.
#[derive(Default)]
pub(super) struct Ground {
    fills: Vec<(Rect, Colour)>,
    /// Whether something hides the paper of which the colour is not known.
    covered: bool,
}

impl Ground {
    /// Notes what a fill of these boxes paints. Several boxes may be a frame: what lies within is not
    /// known.
    pub(super) fn fill(&mut self, boxes: &[Rect], props: &DrawProps<'_>) {
        let colour = solid(props).filter(|_| boxes.len() == 1);
        for area in boxes.iter().filter(|area| area.width() >= LEAST && area.height() >= LEAST) {
            if self.fills.len() >= MOST {
                return self.cover();
            }
            self.fills.push((*area, colour));
        }
    }

    /// A picture lies somewhere: nothing is said of what stands on it.
    pub(super) fn cover(&mut self) {
        self.covered = true;
    }

    /// Whether a text at a point has the colour of what lies under it.
    pub(super) fn hides(&self, (x, y): (f32, f32), props: &DrawProps<'_>) -> bool {
        let Some(own) = solid(props).filter(|_| !self.covered) else { return false };
        // Nearly all text is dark on light paper
        if self.fills.is_empty() && own.iter().any(|channel| *channel < 255 - SAME) {
            return false;
        }
        let at = Point::new(x.into(), y.into());
        let under = self.fills.iter().rev().find(|(area, _)| area.contains(at));
        let under = under.map_or(Some([255; 3]), |(_, colour)| *colour);
        under.is_some_and(|under| own.iter().zip(under).all(|(a, b)| a.abs_diff(b) < SAME))
    }
}

/// The colour of what is painted, where it is one and covers what lies under it.
fn solid(props: &DrawProps<'_>) -> Colour {
    let Paint::Color(colour) = &props.paint else { return None };
    let [red, green, blue, alpha] = colour.to_rgba().to_rgba8();
    let plain = props.blend_mode == BlendMode::default() && props.soft_mask.is_none();
    (plain && alpha == 255).then_some([red, green, blue])
}
