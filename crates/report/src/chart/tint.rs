//! Colours that are told apart without seeing colour: each has a texture of its own, and letters
//! on it keep the contrast of WCAG 2.2 AA.

/// A colour with the marks of its texture and the colour of letters on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tint {
    fill: &'static str,
    mark: &'static str,
    pub(super) ink: &'static str,
    texture: &'static str,
}

const DIAGONAL: &str = r#"d="M-2 2 2 -2M0 8 8 0M6 10 10 6" stroke-width="2.5""#;
const DOTS: &str = r#"d="M2 2h.1M6 6h.1" stroke-width="2.5" stroke-linecap="round""#;
const BARS: &str = r#"d="M2 0V8M6 0V8" stroke-width="1.5""#;
const ROWS: &str = r#"d="M0 2H8M0 6H8" stroke-width="1.5""#;
const CROSS: &str = r#"d="M0 0 8 8M0 8 8 0" stroke-width="1""#;

/// The colours of a scale's grades, in its order; a longer scale begins again.
const GRADES: [Tint; 5] = [
    Tint { fill: "#00338d", mark: "#00338d", ink: "#ffffff", texture: "" },
    Tint { fill: "#b8dcff", mark: "#8cc2f5", ink: "#1a1a1c", texture: DIAGONAL },
    Tint { fill: "#ffe08a", mark: "#e6bc45", ink: "#1a1a1c", texture: DOTS },
    Tint { fill: "#8f1414", mark: "#a83232", ink: "#ffffff", texture: BARS },
    Tint { fill: "#cfe8cf", mark: "#a3cfa3", ink: "#1a1a1c", texture: ROWS },
];

/// What was written but is no grade of the scale, and what was not written.
const OUTSIDE: Tint = Tint { fill: "#e6e6e6", mark: "#bdbdbd", ink: "#1a1a1c", texture: CROSS };
const MISSING: Tint = Tint { fill: "#ffffff", mark: "#ffffff", ink: "#1a1a1c", texture: "" };

/// What a segment stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TintKind {
    Grade(usize),
    Outside,
    Missing,
}

impl TintKind {
    pub(super) fn tint(self) -> Tint {
        match self {
            Self::Grade(at) => GRADES[at % GRADES.len()],
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
            Self::Grade(at) => format!("grade{at}"),
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
        for tint in GRADES.into_iter().chain([OUTSIDE, MISSING]) {
            assert!(contrast(tint.fill, tint.ink) >= 4.5, "{tint:?}");
            assert!(contrast(tint.mark, tint.ink) >= 4.5, "{tint:?}");
        }
    }

    #[test]
    fn no_two_kinds_share_a_texture_unless_the_one_is_dark_and_the_other_white() {
        let kinds = (0..GRADES.len()).map(TintKind::Grade).chain([TintKind::Outside]);
        let textures: std::collections::BTreeSet<_> = kinds.map(|k| k.tint().texture).collect();
        assert_eq!(textures.len(), GRADES.len() + 1);
    }
}
