//! Texts as tables carry them: in one line, without spaces that serve the layout of a page.

/// How a table writes a line break that is told and not made.
pub(crate) const BREAK: &str = "⏎";

/// The text in one line: white space of any width and number is one space, none stands at the ends.
pub(crate) fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The paragraphs of a text, each in one line; empty ones are left out.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    text.split(is_break).map(one_line).filter(|paragraph| !paragraph.is_empty()).collect()
}

/// The text in one line that shows where it breaks.
pub(crate) fn with_breaks(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.trim().split(is_break).map(one_line).collect::<Vec<_>>().join(BREAK)
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_of_the_layout_become_one() {
        assert_eq!(one_line("　基本施策１　　ネット\tワーク \n"), "基本施策１ ネット ワーク");
        assert_eq!(one_line(" 　\u{a0}"), "");
    }

    #[test]
    fn a_paragraph_is_a_line_of_the_text() {
        assert_eq!(
            paragraphs("一つ目\r\n\r\n　二つ目\u{2028}三つ目\n"),
            ["一つ目", "二つ目", "三つ目"]
        );
        assert!(paragraphs("\n 　\r").is_empty());
    }

    #[test]
    fn breaks_are_shown_and_not_made() {
        assert_eq!(with_breaks("前\r\n\n　後 \n"), "前⏎⏎後");
    }
}
