//! The figures of a text as they are written, in either width, with what stands around them.
//!
//! What a figure counts, the numbers in kanji and those that a line's end cuts in two are read by
//! `number.rs` over the letters of a text; here a figure is what stands between its words.

use domain::text::ascii_digits;

use crate::{classes::is_digit, span::Span};

/// A figure of a text: １，２００, 9.5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FigureInText<'a> {
    /// Its place: digits, and the marks between them.
    pub span: Span,
    /// As it is written.
    pub written: &'a str,
    /// The text before it.
    pub before: &'a str,
    /// The text after it.
    pub after: &'a str,
}

impl FigureInText<'_> {
    /// In half width and without marks of thousands: 1200, 9.5.
    pub fn plain(&self) -> String {
        ascii_digits(self.written).replace([',', '，'], "")
    }

    /// The number, where it is a whole one; one that is too long is the largest.
    pub fn whole(&self) -> Option<u64> {
        let plain = self.plain();
        (!plain.contains('.')).then(|| plain.parse().unwrap_or(u64::MAX))
    }
}

/// The figures of a text, in its order.
pub fn figures(text: &str) -> impl Iterator<Item = FigureInText<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text.get(from..)?.find(is_digit)?;
        let end = start + length(text.get(start..)?);
        from = end;
        let (before, after) = (text.get(..start)?, text.get(end..)?);
        Some(FigureInText {
            span: Span { start, end },
            written: text.get(start..end)?,
            before,
            after,
        })
    })
}

/// The bytes of the figure with which a text begins; a mark belongs to it where a digit follows.
fn length(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mark = matches!(c, ',' | '，' | '.' | '．');
        let inside = mark && chars.peek().is_some_and(|(_, next)| is_digit(*next));
        if !is_digit(c) && !inside {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_between_their_words() {
        let found: Vec<_> = figures("対象は６５歳以上、1,204人、９．5点、3,").collect();
        let values: Vec<_> = found.iter().map(FigureInText::whole).collect();
        assert_eq!(values, [Some(65), Some(1204), None, Some(3)]);
        assert!(found[0].after.starts_with("歳以上") && found[0].before.ends_with("対象は"));
        assert_eq!((found[2].plain().as_str(), found[3].after), ("9.5", ","));
    }

    #[test]
    fn a_number_of_any_length_is_read() {
        let long = "9".repeat(50_000);
        assert_eq!(
            figures(&long).map(|figure| figure.whole()).collect::<Vec<_>>(),
            [Some(u64::MAX)]
        );
    }

    proptest::proptest! {
        #[test]
        fn figures_lie_in_order_within_any_text(text in "[0-9０-９,，.．人年\n👪]{0,60}|.{0,80}") {
            let mut last = 0;
            for figure in figures(&text) {
                proptest::prop_assert!(figure.span.start >= last && figure.span.start < figure.span.end);
                proptest::prop_assert_eq!(figure.span.of(&text), figure.written);
                last = figure.span.end;
            }
        }
    }
}
