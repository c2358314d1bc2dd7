//! Words of a cell with some of what stands around them.

use prose::Span;

/// So much of a cell is shown on either side of its words, in characters.
const AROUND: usize = 40;

/// A piece of a text: whether it is marked, and the piece.
pub(crate) type ExcerptPiece = (bool, String);

/// The marked words of a text with what stands around them; without words, the beginning of the text.
pub(crate) fn excerpt(text: &str, spans: impl IntoIterator<Item = Span>) -> Vec<ExcerptPiece> {
    let part = |from, to| text.get(from..to).unwrap_or_default();
    let mut spans: Vec<Span> = spans.into_iter().filter(|span| !span.of(text).is_empty()).collect();
    spans.sort_unstable();
    let Some(first) = spans.first() else { return vec![(false, head(text, 3 * AROUND))] };
    let mut pieces = vec![(false, tail(part(0, first.start)))];
    let mut at = first.start;
    for (nth, span) in spans.iter().enumerate() {
        if span.end <= at {
            continue;
        }
        if nth > 0 {
            pieces.push((false, gap(part(at, span.start))));
        }
        pieces.push((true, part(span.start.max(at), span.end).to_owned()));
        at = span.end;
    }
    pieces.push((false, head(part(at, text.len()), AROUND)));
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

/// What stands between marked words: whole, or its two ends.
fn gap(text: &str) -> String {
    if text.chars().count() <= 2 * AROUND {
        return text.to_owned();
    }
    format!("{}{}", head(text, AROUND), tail(text).trim_start_matches('…'))
}

/// The end of a text, of so many characters.
fn tail(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let cut = chars.len().saturating_sub(AROUND);
    let kept: String = chars.iter().skip(cut).collect();
    if cut > 0 { format!("…{kept}") } else { kept }
}

/// The beginning of a text, of so many characters.
fn head(text: &str, most: usize) -> String {
    let kept: String = text.chars().take(most).collect();
    if kept.len() < text.len() { format!("{kept}…") } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, spans: &[(usize, usize)]) -> String {
        let spans = spans.iter().map(|(start, end)| Span { start: *start, end: *end });
        let draw =
            |(marked, piece): ExcerptPiece| if marked { format!("[{piece}]") } else { piece };
        excerpt(text, spans).into_iter().map(draw).collect()
    }

    #[test]
    fn words_of_one_cell_are_marked_in_one_excerpt() {
        assert_eq!(
            drawn("22 and 26 make 58", &[(15, 17), (0, 2), (7, 9)]),
            "[22] and [26] make [58]"
        );
        assert_eq!(drawn("abcdef", &[(1, 4), (2, 3), (3, 5)]), "a[bcd][e]f");
        assert_eq!(drawn("", &[]), "");
        assert_eq!(drawn("abc", &[(1, 9)]), "abc", "a span that is not of this text marks nothing");
    }

    #[test]
    fn what_is_far_from_marked_words_is_left_out() {
        let far = format!("{}x{}y{}", "あ".repeat(50), "い".repeat(90), "う".repeat(50));
        let told = drawn(&far, &[(150, 151), (421, 422)]);
        let (around, gap) = ("あ".repeat(40), "い".repeat(40));
        assert_eq!(told, format!("…{around}[x]{gap}…{gap}[y]{}…", "う".repeat(40)));
    }
}
