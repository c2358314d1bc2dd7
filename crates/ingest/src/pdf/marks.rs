//! What a page shows, in points from its top left corner: characters with their boxes, and lines.

/// A box on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
}

impl Area {
    /// The smallest box that holds both.
    pub(super) fn join(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    pub(super) fn width(self) -> f32 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f32 {
        self.bottom - self.top
    }

    pub(super) fn middle(self) -> (f32, f32) {
        (f32::midpoint(self.left, self.right), f32::midpoint(self.top, self.bottom))
    }

    /// The box as it stands after the page is turned by `turns` quarters against the clock.
    /// `width` and `height` are the page's before.
    pub(super) fn turned(self, turns: u8, width: f32, height: f32) -> Self {
        match turns % 4 {
            1 => Self {
                left: self.top,
                top: width - self.right,
                right: self.bottom,
                bottom: width - self.left,
            },
            2 => Self {
                left: width - self.right,
                top: height - self.bottom,
                right: width - self.left,
                bottom: height - self.top,
            },
            3 => Self {
                left: height - self.bottom,
                top: self.left,
                right: height - self.top,
                bottom: self.right,
            },
            _ => self,
        }
    }
}

/// A character on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PageMark {
    pub(super) c: char,
    /// Its box: the width that it takes, the height of its em.
    pub(super) area: Area,
    /// Where it counts as standing: its middle, or the nearest point that its clip lets be seen.
    pub(super) at: (f32, f32),
    /// The height of its em.
    pub(super) size: f32,
    /// The direction of its line in quarters with the clock: 0 reads to the right, 1 downwards.
    pub(super) turn: u8,
    /// Whether it is not painted, like the text behind a scanned page.
    pub(super) hidden: bool,
    /// Whether the file calls it no content: running heads and page numbers.
    pub(super) furniture: bool,
    /// Whether a line strikes it out.
    pub(super) struck: bool,
    /// Why it is no text of the page's own, where it is none.
    pub(super) aside: Option<Aside>,
}

/// Why a text on a page is none of the cells' text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    /// A line strikes it out.
    Struck,
    /// It belongs to a note that was laid over the page.
    Note,
    /// It runs slantwise over the page, as watermarks and stamps do.
    Slanted,
    /// It is so large that it lies over several cells, as stamps do.
    Large,
    /// It is small kana over kanji and says how they are read.
    Ruby,
}

/// A text that stands on a page and in none of its cells.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct AsideText {
    pub(super) why: Aside,
    pub(super) page: u32,
    /// Its box on the page as it is printed.
    pub(super) area: Area,
    pub(super) text: String,
}

impl PageMark {
    pub(super) fn is_space(&self) -> bool {
        self.c.is_whitespace()
    }
}

/// A line of a table: horizontal or vertical.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RuledLine {
    pub(super) upright: bool,
    /// Its y when horizontal, its x when upright.
    pub(super) at: f32,
    /// Where it begins and ends along its direction.
    pub(super) from: f32,
    pub(super) to: f32,
    /// Whether a note draws it over the page.
    pub(super) over: bool,
}

impl RuledLine {
    fn area(self) -> Area {
        if self.upright {
            Area { left: self.at, top: self.from, right: self.at, bottom: self.to }
        } else {
            Area { left: self.from, top: self.at, right: self.to, bottom: self.at }
        }
    }

    fn turned(self, turns: u8, width: f32, height: f32) -> Self {
        let area = self.area().turned(turns, width, height);
        if self.upright == turns.is_multiple_of(2) {
            Self { upright: true, at: area.left, from: area.top, to: area.bottom, ..self }
        } else {
            Self { upright: false, at: area.top, from: area.left, to: area.right, ..self }
        }
    }
}

/// A page as it was drawn.
#[derive(Debug, Clone, Default)]
pub(super) struct PdfPage {
    /// Counted from 1.
    pub(super) number: u32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) marks: Vec<PageMark>,
    pub(super) rules: Vec<RuledLine>,
    /// The boxes of closed curves, as people draw them around what they choose.
    pub(super) rings: Vec<Area>,
    /// The rectangles that were drawn in one go: mostly cells.
    pub(super) frames: Vec<Area>,
    /// Texts that stand in none of its cells.
    pub(super) aside: Vec<AsideText>,
    /// Whether it shows a picture.
    pub(super) pictured: bool,
    /// Characters that were drawn twice in one place.
    pub(super) doubled: usize,
    /// Characters that are not painted, beside others that are.
    pub(super) unpainted: usize,
    /// Characters of which the file does not say what they are.
    pub(super) unknown: usize,
    /// By how many quarters the page was turned to read to the right.
    pub(super) turns: u8,
}

impl PdfPage {
    /// Turns the page so that most of its text reads to the right.
    pub(super) fn set_upright(&mut self) {
        let mut counts = [0_usize; 4];
        for mark in self.marks.iter().filter(|mark| !mark.is_space()) {
            counts[usize::from(mark.turn % 4)] += 1;
        }
        let most = (0..4_u8).max_by_key(|turn| (counts[usize::from(*turn)], 4 - turn)).unwrap_or(0);
        if most == 0 || counts[usize::from(most)] * 2 <= counts.iter().sum::<usize>() {
            return;
        }
        let (width, height) = (self.width, self.height);
        for mark in &mut self.marks {
            mark.area = mark.area.turned(most, width, height);
            let (x, y) = mark.at;
            let point = Area { left: x, top: y, right: x, bottom: y }.turned(most, width, height);
            mark.at = (point.left, point.top);
            mark.turn = (mark.turn + 4 - most) % 4;
        }
        for rule in &mut self.rules {
            *rule = rule.turned(most, width, height);
        }
        for area in self.rings.iter_mut().chain(&mut self.frames) {
            *area = area.turned(most, width, height);
        }
        if most % 2 == 1 {
            (self.width, self.height) = (height, width);
        }
        self.turns = most;
    }

    /// A box of the upright page as it stands on the page of the file.
    pub(super) fn as_printed(&self, area: Area) -> Area {
        area.turned((4 - self.turns) % 4, self.width, self.height)
    }

    /// Takes doubled and unpainted characters out, and counts them. Text that is nowhere painted
    /// is all there is of a scanned page and stays.
    pub(super) fn set_apart(&mut self) {
        if self.marks.iter().any(|mark| !mark.hidden && !mark.is_space()) {
            self.unpainted += self.marks.iter().filter(|m| m.hidden && !m.is_space()).count();
            self.marks.retain(|mark| !mark.hidden);
        }
        self.doubled = self.without_twins(false);
        if self.doubled > 0 {
            // The spaces between them were drawn twice as well
            self.without_twins(true);
        }
    }

    /// Takes characters out that stand where the same one stands already, spaces or all others;
    /// answers how many. Fake bold moves a character by less than an eighth of its size.
    fn without_twins(&mut self, spaces: bool) -> usize {
        let place = |mark: &PageMark| {
            let grid = |v: f32, size: f32| (v / (size / 6.0).max(0.5)).round() as i32;
            (mark.c, grid(mark.area.left, mark.size), grid(mark.area.top, mark.size), mark.turn)
        };
        let mut seen = std::collections::HashMap::<_, Area>::new();
        let before = self.marks.len();
        self.marks.retain(|mark| {
            if mark.is_space() != spaces {
                return true;
            }
            let (c, x, y, turn) = place(mark);
            let around = |v: i32| v.saturating_sub(1)..=v.saturating_add(1);
            let near = around(x).flat_map(|x| around(y).map(move |y| (c, x, y, turn)));
            let twice = near.filter_map(|key| seen.get(&key)).any(|known| {
                let far = (known.left - mark.area.left).abs() + (known.top - mark.area.top).abs();
                far < (mark.size / 8.0).max(0.4)
            });
            if !twice {
                seen.insert((c, x, y, turn), mark.area);
            }
            !twice
        });
        before - self.marks.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_box_comes_back() {
        let area = Area { left: 10.0, top: 20.0, right: 30.0, bottom: 25.0 };
        for turns in 0..4 {
            let there = area.turned(turns, 100.0, 200.0);
            let (width, height) = if turns % 2 == 1 { (200.0, 100.0) } else { (100.0, 200.0) };
            assert_eq!(there.turned((4 - turns) % 4, width, height), area, "{turns}");
        }
        // A line that reads downwards along the right edge comes to lie along the top
        let down = Area { left: 90.0, top: 0.0, right: 100.0, bottom: 200.0 };
        let wanted = Area { left: 0.0, top: 0.0, right: 200.0, bottom: 10.0 };
        assert_eq!(down.turned(1, 100.0, 200.0), wanted);
    }
}
