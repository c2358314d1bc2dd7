//! The parts that all charts share: the frame, texts, lines of text.

use domain::text::{char_width, width};

/// The width of a chart and the sizes of its letters, in units of the drawing.
pub(super) const WIDTH: f64 = 360.0;
pub(super) const LETTER: f64 = 13.0;
pub(super) const SMALL: f64 = 12.0;
pub(super) const LINE: f64 = 18.0;

/// A drawing in the making, from the top down.
#[derive(Default)]
pub(super) struct Drawing {
    body: String,
    /// Where the next part begins.
    pub(super) y: f64,
}

/// Which side of its place a text stands on.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Start,
    Middle,
    End,
}

impl Drawing {
    /// Markup as it is.
    pub(super) fn push(&mut self, markup: &str) {
        self.body.push_str(markup);
    }

    /// A line of text whose baseline is at `y`.
    pub(super) fn text(&mut self, (x, y): (f64, f64), side: Side, letter: f64, content: &str) {
        self.ink((x, y), side, letter, "currentColor", content);
    }

    /// A text in a colour of its own.
    pub(super) fn ink(
        &mut self,
        (x, y): (f64, f64),
        side: Side,
        letter: f64,
        ink: &str,
        content: &str,
    ) {
        let anchor = match side {
            Side::Start => "",
            Side::Middle => r#" text-anchor="middle""#,
            Side::End => r#" text-anchor="end""#,
        };
        self.push(&format!(
            r#"<text x="{}" y="{}"{anchor} font-size="{letter}" fill="{ink}">{}</text>"#,
            number(x),
            number(y),
            escape(content)
        ));
    }

    /// A rectangle with further attributes.
    pub(super) fn rect(&mut self, (x, y): (f64, f64), (w, h): (f64, f64), more: &str) {
        let [x, y, w, h] = [x, y, w, h].map(number);
        self.push(&format!(r#"<rect x="{x}" y="{y}" width="{w}" height="{h}" {more}/>"#));
    }

    /// A group with its full name, which a pointer shows.
    pub(super) fn group(&mut self, name: &str, draw: impl FnOnce(&mut Self)) {
        self.push(&format!("<g><title>{}</title>", escape(name)));
        draw(self);
        self.push("</g>");
    }

    /// The name of a group over at most two lines, with a figure at the right of the first.
    pub(super) fn label(&mut self, name: &str, figure: &str) {
        let room = WIDTH - advance(figure, LETTER) - LETTER;
        for (i, line) in lines(name, room, 2).iter().enumerate() {
            self.y += LINE;
            self.text((0.0, self.y - 4.0), Side::Start, LETTER, line);
            if i == 0 {
                self.text((WIDTH, self.y - 4.0), Side::End, LETTER, figure);
            }
        }
    }

    /// The whole chart. `id` sets its names apart from those of other charts on the page.
    pub(super) fn finish(self, class: &str, id: &str, title: &str, desc: &str) -> String {
        let (w, h) = (number(WIDTH), number(self.y));
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" class="chart {class}" role="img" viewBox="0 0 {w} {h}" aria-labelledby="{id}-title {id}-desc"><title id="{id}-title">{}</title><desc id="{id}-desc">{}</desc>{}</svg>"#,
            escape(title),
            escape(desc),
            self.body
        )
    }
}

/// A name for a chart that the same content has again and another content has not (FNV-1a).
pub(super) fn id(parts: &[&str]) -> String {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("c{hash:016x}")
}

/// The text with the characters of the markup spelled out and control characters left out.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(' '),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A length with at most one decimal.
pub(super) fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    format!("{rounded}")
}

/// How far a text reaches, on the safe side.
pub(super) fn advance(text: &str, size: f64) -> f64 {
    width(text) as f64 * size * 0.52
}

/// The text broken into at most `most` lines; what does not fit ends in an ellipsis.
pub(super) fn lines(text: &str, room: f64, most: usize) -> Vec<String> {
    let letter = |c: char| char_width(c) as f64 * LETTER * 0.52;
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for c in text.chars().filter(|c| !c.is_control()) {
        if used + letter(c) > room {
            if lines.len() == most {
                let last = lines.len() - 1;
                lines[last].pop();
                lines[last].push('…');
                return lines;
            }
            lines.push(String::new());
            used = 0.0;
        }
        let last = lines.len() - 1;
        lines[last].push(c);
        used += letter(c);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_broken_and_ends_in_an_ellipsis() {
        let name = "重点施策２　生活困窮者・無職者・失業者に対する支援の充実と連携の強化について";
        let broken = lines(name, 200.0, 2);
        assert_eq!(broken.len(), 2);
        assert!(broken[1].ends_with('…') && broken.iter().all(|l| advance(l, LETTER) <= 200.0));
        assert_eq!(lines("全体", 200.0, 2), ["全体"]);
    }

    #[test]
    fn markup_in_a_name_stays_text() {
        assert_eq!(escape("<b>\"A&B'\u{1}"), "&lt;b&gt;&quot;A&amp;B&#39;");
    }
}
