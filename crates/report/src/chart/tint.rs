//! Colours that are told apart without seeing colour: each has a texture of its own, and letters
//! on it keep the contrast of WCAG 2.2 AA. A grade's colour is that of its class.

use domain::scale::{GradeClass, Scale};

/// A colour with the marks of its texture and the colour of letters on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tint {
    fill: &'static str,
    mark: &'static str,
    pub(super) ink: &'static str,
    texture: &'static str,
}

const DIAGONAL: &str = r#"d="M-2 2 2 -2M0 8 8 0M6 10 10 6" stroke-width="2.5""#;
const FALLING: &str = r#"d="M-2 6 2 10M0 0 8 8M6 -2 10 2" stroke-width="1.5""#;
const DOTS: &str = r#"d="M2 2h.1M6 6h.1" stroke-width="2.5" stroke-linecap="round""#;
const BARS: &str = r#"d="M2 0V8M6 0V8" stroke-width="1.5""#;
const BAR: &str = r#"d="M4 0V8" stroke-width="3""#;
const ROWS: &str = r#"d="M0 2H8M0 6H8" stroke-width="1.5""#;
const ROW: &str = r#"d="M0 4H8" stroke-width="3""#;
const CROSS: &str = r#"d="M0 0 8 8M0 8 8 0" stroke-width="1""#;
const GRID: &str = r#"d="M0 4H8M4 0V8" stroke-width="1.5""#;
const ZIGZAG: &str = r#"d="M0 6 4 2 8 6" stroke-width="1.5""#;
const DASHES: &str = r#"d="M1 2H4M5 6H8" stroke-width="1.5""#;

/// The colour of a class, whatever else the scale has: blue is done, light blue and green are on their
/// way, yellow is to come, red is not done, grey says nothing of it.
const fn of_class(class: GradeClass) -> Tint {
    const DARK: &str = "#1a1a1c";
    const WHITE: &str = "#ffffff";
    let (fill, mark, ink, texture) = match class {
        GradeClass::Done => ("#00338d", "#1f52ad", WHITE, ""),
        GradeClass::Partly => ("#b8dcff", "#8cc2f5", DARK, DIAGONAL),
        GradeClass::UnderWay => ("#cfe8cf", "#a3cfa3", DARK, ROWS),
        GradeClass::Preparing => ("#ffe08a", "#e6bc45", DARK, DOTS),
        GradeClass::NotDone => ("#8f1414", "#a83232", WHITE, BARS),
        GradeClass::Cancelled => ("#5c4033", "#785a4b", WHITE, ROW),
        GradeClass::Substituted => ("#bfe9ec", "#8ccdd2", DARK, ZIGZAG),
        GradeClass::NotApplicable => ("#f2f2f2", "#d0d0d0", DARK, DASHES),
        GradeClass::TooEarly => ("#e6e0f5", "#c3b8e3", DARK, FALLING),
        GradeClass::Other => ("#f5d9ec", "#e0b0d0", DARK, GRID),
        GradeClass::Unknown => ("#d9dde3", "#b7bec9", DARK, BAR),
    };
    Tint { fill, mark, ink, texture }
}

/// The textures by which the second, third … grade of a class is told from the first.
const AGAIN: [&str; 7] = [FALLING, DASHES, GRID, ZIGZAG, DOTS, ROWS, CROSS];

/// What was written but is no grade of the scale, and what was not written.
const OUTSIDE: Tint = Tint { fill: "#e6e6e6", mark: "#bdbdbd", ink: "#1a1a1c", texture: CROSS };
const MISSING: Tint = Tint { fill: "#ffffff", mark: "#ffffff", ink: "#1a1a1c", texture: "" };

/// What a segment stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TintKind {
    /// A grade: its place in the scale, its class, and how many before it have the same.
    Grade {
        at: usize,
        class: GradeClass,
        before: usize,
    },
    Outside,
    Missing,
}

impl TintKind {
    /// What the grades of a scale are drawn as, in their order.
    pub(super) fn of(scale: &Scale) -> Vec<Self> {
        let classes: Vec<GradeClass> = scale.grades.iter().map(|grade| grade.class).collect();
        let kind = |(at, class): (usize, &GradeClass)| {
            let before = classes[..at].iter().filter(|known| *known == class).count();
            Self::Grade { at, class: *class, before }
        };
        classes.iter().enumerate().map(kind).collect()
    }

    pub(super) fn tint(self) -> Tint {
        match self {
            Self::Grade { class, before: 0, .. } => of_class(class),
            Self::Grade { class, before, .. } => {
                Tint { texture: AGAIN[(before - 1) % AGAIN.len()], ..of_class(class) }
            }
            Self::Outside => OUTSIDE,
            Self::Missing => MISSING,
        }
    }

    /// The attributes of a rectangle that stands for it, in the chart of the id.
    pub(super) fn paint(self, id: &str) -> String {
        let outline = match self {
            Self::Missing => r##"stroke="#595959" stroke-dasharray="3 2""##,
            _ => r##"stroke="#333333""##,
        };
        match self.tint() {
            Tint { texture: "", fill, .. } => format!(r#"fill="{fill}" {outline}"#),
            _ => format!(r#"fill="url(#{id}-{})" {outline}"#, self.name()),
        }
    }

    /// The definition of its texture; empty for a plain colour.
    pub(super) fn texture(self, id: &str) -> String {
        let Tint { fill, mark, texture, .. } = self.tint();
        if texture.is_empty() {
            return String::new();
        }
        format!(
            r#"<pattern id="{id}-{}" patternUnits="userSpaceOnUse" width="8" height="8"><rect width="8" height="8" fill="{fill}"/><path {texture} stroke="{mark}" fill="none"/></pattern>"#,
            self.name()
        )
    }

    fn name(self) -> String {
        match self {
            Self::Grade { at, .. } => format!("grade{at}"),
            Self::Outside => "outside".to_owned(),
            Self::Missing => "missing".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of WCAG 2.2.
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn letters_keep_the_contrast_of_aa_on_every_colour_and_its_texture() {
        for tint in GradeClass::ALL.map(of_class).into_iter().chain([OUTSIDE, MISSING]) {
            assert!(contrast(tint.fill, tint.ink) >= 4.5, "{tint:?}");
            assert!(contrast(tint.mark, tint.ink) >= 4.5, "{tint:?}");
        }
    }

    #[test]
    fn no_two_classes_share_a_colour_or_a_texture() {
        let tints: Vec<Tint> = GradeClass::ALL.map(of_class).into_iter().chain([OUTSIDE]).collect();
        let distinct = |of: fn(&Tint) -> &'static str| {
            tints.iter().map(of).collect::<std::collections::BTreeSet<_>>().len()
        };
        assert_eq!(distinct(|tint| tint.fill), tints.len());
        assert_eq!(distinct(|tint| tint.texture), tints.len());
    }

    #[test]
    fn the_colour_is_bound_to_the_class_and_not_to_the_order() {
        let tints = |typed: &str| -> Vec<(&str, &str)> {
            let kinds = TintKind::of(&Scale::typed("区分", typed).unwrap());
            kinds.iter().map(|kind| (kind.tint().fill, kind.tint().texture)).collect()
        };
        let (one, other) = (tints("未実施\n準備中\n実施済"), tints("実施済\n準備中\n未実施"));
        assert_eq!(one, other.into_iter().rev().collect::<Vec<_>>());
        let unknown = tints("A\nB\nC\nD");
        assert!(unknown.iter().all(|(fill, _)| *fill == of_class(GradeClass::Unknown).fill));
        assert!((0..4).all(|at| !unknown[..at].contains(&unknown[at])), "told apart: {unknown:?}");
    }
}
