//! The tags of a page of ours: well-formed, attributes in double quotes.

/// A tag, opening or closing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    /// Where it begins on the page, and where what follows it begins.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) name: String,
    pub(super) closes: bool,
    /// Its attributes, their values read.
    attributes: Vec<(String, Option<String>)>,
}

impl Tag {
    /// The value of an attribute; empty where it has none.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_deref().unwrap_or_default())
    }

    /// Gives an attribute a value.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.drop(name);
        self.attributes.push((name.to_owned(), Some(value.to_owned())));
    }

    /// Gives or takes an attribute that has no value.
    pub(super) fn flag(&mut self, name: &str, on: bool) {
        self.drop(name);
        if on {
            self.attributes.push((name.to_owned(), None));
        }
    }

    fn drop(&mut self, name: &str) {
        self.attributes.retain(|(known, _)| known != name);
    }

    /// As it is written on the page.
    pub(super) fn written(&self) -> String {
        let attribute = |(name, value): &(String, Option<String>)| match value {
            Some(value) => format!(" {name}=\"{}\"", escaped(value)),
            None => format!(" {name}"),
        };
        let attributes: String = self.attributes.iter().map(attribute).collect();
        if self.closes {
            format!("</{}>", self.name)
        } else {
            format!("<{}{attributes}>", self.name)
        }
    }
}

/// A text as it is written on a page.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&#38;")
        .replace('<', "&#60;")
        .replace('>', "&#62;")
        .replace('"', "&#34;")
        .replace('\'', "&#39;")
}

fn unescaped(text: &str) -> String {
    const MARKS: [(&str, &str); 9] = [
        ("&#38;", "&"),
        ("&amp;", "&"),
        ("&#60;", "<"),
        ("&lt;", "<"),
        ("&#62;", ">"),
        ("&gt;", ">"),
        ("&#34;", "\""),
        ("&quot;", "\""),
        ("&#39;", "'"),
    ];
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        read.push_str(&rest[..at]);
        let (mark, sign) =
            MARKS.into_iter().find(|(mark, _)| rest[at..].starts_with(mark)).unwrap_or(("&", "&"));
        read.push_str(sign);
        rest = &rest[at + mark.len()..];
    }
    read + rest
}

/// The tags of a page, in their order.
pub(super) fn tags(page: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = page[at..].find('<').map(|n| at + n) {
        at = start + 1;
        let Some(tag) = tag(page, start) else { continue };
        at = tag.end;
        found.push(tag);
    }
    found
}

/// The tag that begins here, if one does.
fn tag(page: &str, start: usize) -> Option<Tag> {
    let rest = &page[start + 1..];
    let closes = rest.starts_with('/');
    let mut text = rest.strip_prefix('/').unwrap_or(rest);
    let length = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let name = text[..length].to_owned();
    if name.is_empty() {
        return None;
    }
    text = &text[length..];
    let mut attributes = Vec::new();
    loop {
        text = text.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = text.strip_prefix('>') {
            let end = page.len() - after.len();
            return Some(Tag { start, end, name, closes, attributes });
        }
        let length =
            text.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'))?;
        let attribute = text[..length].to_owned();
        text = &text[length..];
        let Some(value) = text.strip_prefix("=\"") else {
            // A value without quotes is none of ours
            if attribute.is_empty() || text.starts_with('=') {
                return None;
            }
            attributes.push((attribute, None));
            continue;
        };
        let end = value.find('"')?;
        attributes.push((attribute, Some(unescaped(&value[..end]))));
        text = &value[end + 1..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_with_their_values_and_written_again() {
        let page = "<p>1 < 2</p><input name=\"a\" value=\"&#60;b&#62; &#38;amp;\" required><!-- x --><br/>";
        let found = tags(page);
        let names: Vec<&str> = found.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(names, ["p", "p", "input", "br"]);
        let input = &found[2];
        assert_eq!(input.get("value"), Some("<b> &amp;"));
        assert_eq!(input.get("required"), Some(""));
        assert_eq!(&page[input.start..input.end], input.written());
    }

    #[test]
    fn what_is_cut_off_or_no_tag_ends_nothing() {
        assert!(tags("<").is_empty() && tags("<a href=\"x").is_empty() && tags("< a>").is_empty());
        assert_eq!(tags("a<b>c").len(), 1);
    }
}
