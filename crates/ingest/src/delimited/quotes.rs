//! Quotes that other systems leave unmarked within quoted fields: `"a "b" c"`, `"a \"b\" c"`.

use std::borrow::Cow;

/// A quote that was read as a character of its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LooseQuote {
    /// The line of the file, counted from 1.
    pub(crate) line: usize,
    /// The record and the field, counted from 0.
    pub(crate) row: u32,
    pub(crate) column: u32,
}

/// The text with those quotes marked as every reader knows them, and each field that had one.
pub(crate) fn mended(text: &str, delimiter: u8) -> (Cow<'_, str>, Vec<LooseQuote>) {
    if !text.contains('"') {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut pass = Pass { bytes: text.as_bytes(), delimiter, line: 1, row: 0, column: 0 };
    let (mut out, mut copied) = (String::new(), 0);
    let mut loose: Vec<LooseQuote> = Vec::new();
    let (mut quoted, mut starts) = (false, true);
    let mut at = 0;
    while let Some(byte) = pass.bytes.get(at).copied() {
        match byte {
            b'=' if starts && pass.is_formula(at) => {
                // ="92%": a whole field, in which the delimiter may stand
                let end = pass.end_of_formula(at);
                let inner = text.get(at..end).unwrap_or_default();
                out += text.get(copied..at).unwrap_or_default();
                let doubled = inner.replace('"', "\"\"");
                out.extend(["\"", &doubled, "\""]);
                (copied, at, starts) = (end, end, false);
                continue;
            }
            b'"' if !quoted => quoted = starts,
            b'"' => match pass.quote(at) {
                Quote::Pair => at += 1,
                Quote::End => quoted = false,
                Quote::Loose { escaped } => {
                    let here = LooseQuote { line: pass.line, row: pass.row, column: pass.column };
                    let same = |l: &&LooseQuote| (l.row, l.column) == (here.row, here.column);
                    if !loose.last().is_some_and(|last| same(&last)) {
                        loose.push(here);
                    }
                    out += text.get(copied..at - usize::from(escaped)).unwrap_or_default();
                    out += "\"\"";
                    copied = at + 1;
                }
            },
            _ => {}
        }
        pass.count(byte, quoted);
        starts = !quoted && (byte == delimiter || byte == b'\n' || byte == b'\r');
        at += 1;
    }
    if copied == 0 {
        return (Cow::Borrowed(text), loose);
    }
    out += text.get(copied..).unwrap_or_default();
    (Cow::Owned(out), loose)
}

/// What a quote within a quoted field is.
enum Quote {
    /// The first of two, which stand for one.
    Pair,
    /// The end of the field.
    End,
    /// A character of the field that nothing marks but, perhaps, a backslash.
    Loose { escaped: bool },
}

struct Pass<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    line: usize,
    row: u32,
    column: u32,
}

impl Pass<'_> {
    fn count(&mut self, byte: u8, quoted: bool) {
        self.line += usize::from(byte == b'\n');
        match byte {
            _ if quoted => {}
            b'\n' => (self.row, self.column) = (self.row.saturating_add(1), 0),
            byte if byte == self.delimiter => self.column += 1,
            _ => {}
        }
    }

    /// Whether a field may end before a place.
    fn ends(&self, at: usize) -> bool {
        let next = self.bytes.get(at).copied();
        next.is_none_or(|next| next == self.delimiter || next == b'\n' || next == b'\r')
    }

    fn quote(&self, at: usize) -> Quote {
        let next = self.bytes.get(at + 1).copied();
        let escaped = at.checked_sub(1).and_then(|at| self.bytes.get(at)) == Some(&b'\\');
        match next {
            _ if self.ends(at + 1) => Quote::End,
            // \"" ends a field of a system that marks with backslashes
            Some(b'"') if escaped && self.ends(at + 2) => Quote::Loose { escaped },
            Some(b'"') => Quote::Pair,
            _ => Quote::Loose { escaped },
        }
    }

    /// Whether a field is written as a formula that is a text.
    fn is_formula(&self, at: usize) -> bool {
        self.bytes.get(at + 1) == Some(&b'"') && {
            let end = self.end_of_formula(at);
            end > at + 2 && self.ends(end)
        }
    }

    /// Behind the quote that ends the text of a formula, on its own line.
    fn end_of_formula(&self, at: usize) -> usize {
        let mut end = at + 2;
        while let Some(byte) = self.bytes.get(end).copied() {
            match byte {
                b'\n' => return at,
                b'"' if self.bytes.get(end + 1) == Some(&b'"') => end += 2,
                b'"' => return end + 1,
                _ => end += 1,
            }
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Vec<(usize, u32, u32)>) {
        let (mended, loose) = mended(text, b',');
        (mended.into_owned(), loose.iter().map(|l| (l.line, l.row, l.column)).collect())
    }

    #[test]
    fn a_quote_within_a_field_is_marked_and_told() {
        let (text, loose) = read("x,\"a \"b\" c\",y\r\n1,\"2\n3\",\"4\"5\"\n");
        assert_eq!(text, "x,\"a \"\"b\"\" c\",y\r\n1,\"2\n3\",\"4\"\"5\"\n");
        assert_eq!(loose, [(1, 0, 1), (3, 1, 2)]);
    }

    #[test]
    fn a_backslash_before_a_quote_goes() {
        let (text, loose) = read("\"a \\\"b\\\"\",\"c:\\\",\"d\"");
        assert_eq!(text, "\"a \"\"b\"\"\",\"c:\\\",\"d\"");
        assert_eq!(loose, [(1, 0, 0)]);
    }

    #[test]
    fn a_formula_that_is_a_text_is_one_field() {
        let (text, loose) = read("a,=\"1,300\",b\n=\"92%\"\n=1+1,=\"");
        assert_eq!(text, "a,\"=\"\"1,300\"\"\",b\n\"=\"\"92%\"\"\"\n=1+1,=\"");
        assert!(loose.is_empty());
    }

    #[test]
    fn quotes_that_are_right_stay() {
        for text in ["\"a \"\"b\"\"\",\"\"\n\"\"\"\"", "a\"b\",c", "", "\"a,b\"\r\n\"\n\""] {
            assert_eq!(read(text), (text.to_owned(), Vec::new()), "{text}");
        }
    }
}
