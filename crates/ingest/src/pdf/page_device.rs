//! The device that the interpreter of a page draws on: it notes characters and lines, and counts
//! what is drawn.

use std::panic::resume_unwind;

use hayro::{
    hayro_interpret::{
        BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
        font::{Glyph, GlyphRun},
        hayro_cmap::{BfString, WritingMode},
    },
    hayro_syntax::object::{Dict, Name, String as PdfString},
    kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape},
};

use super::{
    figure,
    font::EmbeddedFonts,
    marks::{Area, Aside, PageMark, PdfPage, RuledLine},
    notes::{PageNotes, spelt},
    paint::Ground,
};

/// Unwinds out of a page that draws more than any sheet does; caught in [`super::open`].
pub(super) struct TooMuch(pub(super) &'static str);

/// The most drawing steps of one file. A thousand rows on paper take about half a million.
const MOST_STEPS: usize = 20_000_000;
/// The most characters of one file, as the readers of texts allow.
const MOST_MARKS: usize = 3_000_000;
/// The most lines of one page; a page of a sheet has a few thousand pieces.
const MOST_RULES: usize = 100_000;
/// What a clip counts as. Every form begins with one, and a form is opened and taken apart anew each
/// time it is drawn.
const CLIP: usize = 20;
/// The most clips and marked contents that are open at once.
const DEEPEST: usize = 100_000;
/// The most closed curves of one page; more are a drawing.
const MOST_RINGS: usize = 5_000;
/// Text that rises by more than this share of its run is no line of a table.
const SLANT: f64 = 0.1;
/// Lines are at most as thick as this, in points; a thicker box is a coloured background.
const THICKEST: f64 = 3.0;
/// Shorter strokes are parts of figures, not of tables.
const SHORTEST: f64 = 1.5;

/// Notes what a page draws.
pub(super) struct PageDevice {
    pub(super) page: PdfPage,
    clips: Vec<Rect>,
    /// The marked contents that are open.
    open: Vec<MarkedContent>,
    /// How many of them are no content, and how many a watermark.
    furniture: usize,
    watermarks: usize,
    /// The fields of forms, once notes are drawn over the page.
    fields: Option<Vec<Rect>>,
    ground: Ground,
    steps: usize,
    marks_before: usize,
    fonts: EmbeddedFonts,
}

/// A marked content.
struct MarkedContent {
    /// Whether it is no content.
    furniture: bool,
    watermark: bool,
    /// Its replacement text with the mark at which it began.
    text: Option<(String, usize)>,
}

impl PageDevice {
    /// A device for a page; `steps` and `marks` were spent on the pages before.
    pub(super) fn new(
        number: u32,
        (width, height): (f32, f32),
        steps: usize,
        marks: usize,
    ) -> Self {
        let page = PdfPage { number, width, height, ..PdfPage::default() };
        let clips = vec![Rect::new(0.0, 0.0, width.into(), height.into())];
        Self {
            page,
            clips,
            open: Vec::new(),
            furniture: 0,
            watermarks: 0,
            fields: None,
            ground: Ground::default(),
            steps,
            marks_before: marks,
            fonts: EmbeddedFonts::default(),
        }
    }

    /// From here on notes are drawn.
    pub(super) fn lay_over(&mut self, notes: PageNotes) {
        self.page.aside.extend(notes.texts);
        self.fields = Some(notes.fields);
    }

    /// The steps and marks spent so far.
    pub(super) fn spent(&self) -> (usize, usize) {
        (self.steps, self.marks_before + self.page.marks.len())
    }

    fn step(&mut self, weight: usize) {
        self.steps += 1 + weight;
        if self.steps > MOST_STEPS {
            resume_unwind(Box::new(TooMuch("描画の命令が多すぎます")));
        }
        if self.marks_before + self.page.marks.len() > MOST_MARKS {
            resume_unwind(Box::new(TooMuch("文字が多すぎます")));
        }
        if self.clips.len() > DEEPEST || self.open.len() > DEEPEST {
            resume_unwind(Box::new(TooMuch("描画の命令が深く入れ子になっています")));
        }
        if self.page.rules.len() > MOST_RULES {
            resume_unwind(Box::new(TooMuch("1ページの線が多すぎます")));
        }
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or(Rect::ZERO)
    }

    fn push_clip(&mut self, area: Rect) {
        let inside = self.clip().intersect(area);
        self.clips.push(inside);
    }

    /// The edges of a thin box are one line.
    fn filled(&mut self, boxes: &[Rect]) {
        for area in boxes {
            let area = area.intersect(self.clip().inflate(1.0, 1.0));
            let (width, height) = (area.width(), area.height());
            let (thin, long) = (width.min(height), width.max(height));
            if thin <= THICKEST && long >= SHORTEST && long >= thin * 2.0 {
                self.rule(area);
            }
        }
    }

    /// Notes a thin box as a line along its longer side.
    fn rule(&mut self, area: Rect) {
        let (middle, upright) = (area.center(), area.width() < area.height());
        let (at, from, to) =
            if upright { (middle.x, area.y0, area.y1) } else { (middle.y, area.x0, area.x1) };
        let over = self.fields.is_some();
        let rule = RuledLine { upright, at: at as f32, from: from as f32, to: to as f32, over };
        self.page.rules.push(rule);
    }

    /// The straight pieces of a stroke that run along the page's edges.
    fn stroked(&mut self, path: &BezPath) {
        let (mut first, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            let to = match element {
                PathEl::MoveTo(to) => {
                    (first, last) = (*to, *to);
                    continue;
                }
                PathEl::LineTo(to) => *to,
                PathEl::ClosePath => first,
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => {
                    last = *to;
                    continue;
                }
            };
            self.stroke(last, to);
            last = to;
        }
    }

    fn stroke(&mut self, from: Point, to: Point) {
        let area = Rect::from_points(from, to);
        let (width, height) = (area.width(), area.height());
        let straight = width.min(height) <= 0.5 && width.max(height) >= SHORTEST;
        if straight && self.clip().inflate(2.0, 2.0).overlaps(area.inflate(0.1, 0.1)) {
            self.rule(area);
        }
    }

    fn glyph(&mut self, glyph: &Glyph<'_>, transform: Affine, upright: bool, hidden: bool) {
        let mut text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => self.fonts.character(glyph).map_or_else(String::new, String::from),
        };
        // Tables of a font's characters name the form of a character as well
        text.retain(|c| !matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}'));
        // A font may call a glyph that it has not by a character that nobody sees
        let strange = |c: char| c == '\u{fffd}' || c.is_control() && !c.is_whitespace();
        let known = !text.is_empty() && !text.contains(strange);
        let text = if known { text } else { "\u{fffd}".to_owned() };
        self.page.unknown += usize::from(!known);
        let count = text.chars().count();
        // A font's table may say whole texts for one glyph
        self.step(count);
        let count = count.max(1) as f64;
        let advance = f64::from(advance(glyph)) / count;
        for (at, c) in text.chars().enumerate() {
            // A vertical glyph is moved so that it hangs below its origin
            let from = if upright { 0.0 } else { advance * at as f64 };
            let width = if upright { 1000.0 } else { advance };
            let area = Rect::new(from, -120.0, from + width, 880.0);
            self.mark(c, transform, area, upright, hidden);
        }
    }

    fn mark(&mut self, c: char, transform: Affine, em: Rect, upright: bool, hidden: bool) {
        let area = transform.transform_rect_bbox(em);
        let [a, b, ..] = transform.as_coeffs();
        let turn = match (a.abs() >= b.abs(), a >= 0.0, b >= 0.0) {
            (true, true, _) => 0,
            (true, false, _) => 2,
            (false, _, true) => 1,
            (false, _, false) => 3,
        };
        let turn = if upright { (turn + 1) % 4 } else { turn };
        let size = (transform.determinant().abs().sqrt() * 1000.0) as f32;
        let (clip, middle) = (self.clip(), area.center());
        if !size.is_finite() || size < 0.5 || !area.is_finite() {
            return;
        }
        let page = Rect::new(0.0, 0.0, self.page.width.into(), self.page.height.into());
        if !page.overlaps(area) {
            // Beyond the paper's edge: a text merged over two sheets is drawn on both
            self.page.unpainted += usize::from(!c.is_whitespace());
            return;
        }
        let clip = if clip.is_zero_area() { page } else { clip };
        let at = (
            middle.x.clamp(clip.x0, clip.x1.max(clip.x0)) as f32,
            middle.y.clamp(clip.y0, clip.y1.max(clip.y0)) as f32,
        );
        let furniture = self.furniture > 0;
        let slanted = a.abs().min(b.abs()) > a.abs().max(b.abs()) * SLANT;
        let field = |fields: &Vec<Rect>| fields.iter().any(|field| field.contains(middle));
        let noted = self.fields.as_ref().is_some_and(|fields| !field(fields));
        let aside = match (noted, slanted || self.watermarks > 0) {
            (true, _) => Some(Aside::Note),
            (_, true) => Some(Aside::Slanted),
            _ => None,
        };
        let area = boxed(area);
        let mark = PageMark { c, area, at, size, turn, hidden, furniture, struck: false, aside };
        self.page.marks.push(mark);
    }
}

fn boxed(area: Rect) -> Area {
    let (left, top) = (area.x0 as f32, area.y0 as f32);
    Area { left, top, right: area.x1 as f32, bottom: area.y1 as f32 }
}

/// How far a glyph moves the pen, in thousandths of its em.
fn advance(glyph: &Glyph<'_>) -> f32 {
    let advance = match glyph {
        Glyph::Outline(outline) => outline.advance_width(),
        Glyph::Type3(drawn) => drawn.advance_width(),
    };
    advance.filter(|width| width.is_finite() && *width > 0.0).unwrap_or(1000.0)
}

impl<'a> Device<'a> for PageDevice {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.step(path.elements().len());
        let path = props.transform * path;
        if matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            let boxes = figure::boxes(&path);
            self.ground.fill(&boxes, &props);
            self.filled(&boxes);
        }
        if matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..)) {
            self.stroked(&path);
            self.page.frames.extend(figure::frames(&path).map(boxed));
        }
        if self.page.rings.len() <= MOST_RINGS {
            self.page.rings.extend(figure::rings(&path).map(boxed));
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.step(run.glyphs().len());
        let upright = run.writing_mode() == WritingMode::Vertical;
        let hidden = matches!(mode, DrawMode::Invisible);
        for glyph in run.glyphs() {
            let from = self.page.marks.len();
            self.glyph(glyph, props.transform * glyph.transform(), upright, hidden);
            let drawn = self.page.marks.get_mut(from..).unwrap_or_default();
            for mark in drawn.iter_mut().filter(|_| !hidden) {
                mark.hidden = self.ground.hides(mark.area.middle(), &props);
            }
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.step(0);
        self.ground.cover();
        self.page.pictured = true;
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.step(CLIP + clip.path.elements().len());
        self.push_clip(clip.path.bounding_box());
    }

    fn push_clip_rect(&mut self, area: &Rect) {
        self.step(CLIP);
        self.push_clip(*area);
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.step(0);
    }

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties.and_then(|dict| dict.get::<PdfString<'_>>("ActualText"));
        self.step(text.as_ref().map_or(0, |text| text.as_bytes().len()));
        let text = text.map(|text| (spelt(text.as_bytes()), self.page.marks.len()));
        let furniture = tag == b"Artifact";
        let kind = properties.and_then(|dict| dict.get::<Name<'_>>("Subtype"));
        let watermark = furniture && kind.is_some_and(|kind| kind.as_str() == "Watermark");
        self.furniture += usize::from(furniture);
        self.watermarks += usize::from(watermark);
        self.open.push(MarkedContent { furniture, watermark, text });
    }

    fn end_marked_content(&mut self) {
        let Some(MarkedContent { furniture, watermark, text }) = self.open.pop() else { return };
        self.furniture -= usize::from(furniture);
        self.watermarks -= usize::from(watermark);
        let Some((text, from)) = text else { return };
        let Some(replaced) = self.page.marks.get(from..).filter(|marks| !marks.is_empty()) else {
            return;
        };
        let unknown = replaced.iter().filter(|mark| mark.c == '\u{fffd}').count();
        let area = replaced.iter().map(|mark| mark.area).reduce(Area::join);
        let (Some(area), Some(first)) = (area, replaced.first().cloned()) else { return };
        self.page.unknown = self.page.unknown.saturating_sub(unknown);
        self.page.marks.truncate(from);
        let width = area.width() / text.chars().count().max(1) as f32;
        for (at, c) in text.chars().enumerate() {
            let left = area.left + width * at as f32;
            let area = Area { left, right: left + width, ..area };
            self.page.marks.push(PageMark { c, area, at: area.middle(), ..first.clone() });
        }
    }
}
