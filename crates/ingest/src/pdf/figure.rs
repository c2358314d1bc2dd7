//! Paths as figures: the boxes of their parts, and closed curves around something.

use hayro::hayro_interpret::kurbo::{BezPath, CubicBez, PathEl, Point, QuadBez, Rect, Shape};

/// A closed curve has at least as many pieces: four arcs, or the many short strokes of a pen.
const FEWEST_ARCS: usize = 2;
const FEWEST_STROKES: usize = 8;
/// How far the ends of a curve drawn by hand may be apart, in shares of its longer side.
const OPEN: f64 = 0.35;
/// Figures lower or narrower than this go around no character, in points.
const LEAST: f64 = 4.0;

/// A part of a path that is drawn without lifting the pen.
struct Figure {
    area: Rect,
    first: Point,
    last: Point,
    arcs: usize,
    strokes: usize,
    /// Whether every stroke is level or upright.
    straight: bool,
}

impl Figure {
    fn at(point: Point) -> Self {
        let area = Rect::from_points(point, point);
        Self { area, first: point, last: point, arcs: 0, strokes: 0, straight: true }
    }

    fn to(&mut self, point: Point) {
        let (dx, dy) = ((point.x - self.last.x).abs(), (point.y - self.last.y).abs());
        self.straight &= dx.min(dy) <= 0.1;
        self.area = self.area.union_pt(point);
        self.last = point;
        self.strokes += 1;
    }

    fn around(&mut self, arc: Rect, point: Point) {
        self.area = self.area.union(arc);
        self.last = point;
        self.arcs += 1;
    }

    /// Whether it is a rectangle that lies along the page's edges.
    fn is_frame(&self) -> bool {
        let closed = self.first.distance(self.last) <= 0.1;
        let sides = self.arcs == 0 && self.straight && (3..=4).contains(&self.strokes);
        closed && sides && self.area.width() >= LEAST && self.area.height() >= LEAST
    }

    /// Whether it goes around something: round, or drawn by hand, and closed.
    fn is_ring(&self) -> bool {
        let long = self.area.width().max(self.area.height());
        let closed = self.first.distance(self.last) <= long * OPEN;
        let round = self.arcs >= FEWEST_ARCS || self.strokes >= FEWEST_STROKES;
        closed && round && self.area.width() >= LEAST && self.area.height() >= LEAST
    }
}

fn figures(path: &BezPath) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    for element in path.elements() {
        let begun = figures.last_mut();
        match (*element, begun) {
            (PathEl::MoveTo(to), _) => figures.push(Figure::at(to)),
            (PathEl::ClosePath, Some(figure)) => figure.last = figure.first,
            (PathEl::LineTo(to), Some(figure)) => figure.to(to),
            (PathEl::QuadTo(a, to), Some(figure)) => {
                let arc = QuadBez::new(figure.last, a, to).bounding_box();
                figure.around(arc, to);
            }
            (PathEl::CurveTo(a, b, to), Some(figure)) => {
                let arc = CubicBez::new(figure.last, a, b, to).bounding_box();
                figure.around(arc, to);
            }
            (_, None) => {}
        }
    }
    figures
}

/// The boxes of a path's parts.
pub(super) fn boxes(path: &BezPath) -> Vec<Rect> {
    figures(path).into_iter().map(|figure| figure.area).collect()
}

/// The boxes of those of its parts that go around something.
pub(super) fn rings(path: &BezPath) -> impl Iterator<Item = Rect> {
    figures(path).into_iter().filter(Figure::is_ring).map(|figure| figure.area)
}

/// The rectangles among its parts.
pub(super) fn frames(path: &BezPath) -> impl Iterator<Item = Rect> {
    figures(path).into_iter().filter(Figure::is_frame).map(|figure| figure.area)
}
