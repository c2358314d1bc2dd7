//! Sources without what is no code of the product.

/// The code without comments, texts and what is compiled for tests only.
pub(crate) fn bare(text: &str) -> String {
    let mut code = String::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let rest = &text[at..];
        if rest.starts_with("//") {
            while chars.peek().is_some_and(|(_, c)| *c != '\n') {
                chars.next();
            }
        } else if c == '"' || rest.starts_with("r\"") || rest.starts_with("r#\"") {
            let raw = c == 'r';
            let end = if rest.starts_with("r#") { "\"#" } else { "\"" };
            let opened = rest.find('"').unwrap() + 1;
            let mut length = opened;
            loop {
                let here = &rest[length..];
                if here.is_empty() || here.starts_with(end) {
                    length += end.len().min(here.len());
                    break;
                }
                let escaped = !raw && here.starts_with('\\');
                let step = here.chars().next().map_or(1, char::len_utf8);
                length += step;
                if escaped {
                    length += rest[length..].chars().next().map_or(0, char::len_utf8);
                }
            }
            code.push_str("\"\"");
            while chars.peek().is_some_and(|(next, _)| *next < at + length) {
                chars.next();
            }
        } else if c == '\'' && (rest[1..].starts_with('\\') || rest.chars().nth(2) == Some('\'')) {
            let skip = if rest[1..].starts_with('\\') {
                rest[3..].find('\'').map_or(2, |end| rest[..end + 3].chars().count())
            } else {
                2
            };
            for _ in 0..skip {
                chars.next();
            }
        } else {
            code.push(c);
        }
    }
    without_tests(&code)
}

/// The code without the items under `#[cfg(test)]`.
fn without_tests(code: &str) -> String {
    let mark = "#[cfg(test)]";
    let mut left = String::new();
    let mut rest = code;
    while let Some(at) = rest.find(mark) {
        left.push_str(&rest[..at]);
        let item = &rest[at + mark.len()..];
        let (mut depth, mut end) = (0_usize, item.len());
        for (place, c) in item.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && matches!(c, ';' | '}') {
                end = place + 1;
                break;
            }
        }
        rest = &item[end..];
    }
    left + rest
}
