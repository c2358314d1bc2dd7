//! Small words for reading the parts of packed workbooks.

use std::borrow::Cow;

use quick_xml::{
    XmlVersion,
    events::{BytesRef, BytesStart},
};

use super::refusal::damaged;
use crate::unreadable::Unreadable;

/// An attribute's value by its name, the prefix aside.
pub(super) fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let attribute = attributes.find(|a| a.key.local_name().as_ref() == name)?;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// Whether an attribute says yes.
pub(super) fn is_true(start: &BytesStart, name: &str) -> bool {
    attribute(start, name).is_some_and(|value| value == "1" || value == "true")
}

/// Whether an attribute says no.
pub(super) fn is_false(start: &BytesStart, name: &str) -> bool {
    attribute(start, name).is_some_and(|value| value == "0" || value == "false")
}

/// The text for which a reference stands; one that nobody defines is nothing.
pub(super) fn referred(reference: &BytesRef) -> Result<String, Unreadable> {
    let character = reference.resolve_char_ref().map_err(damaged)?;
    let name = quick_xml::escape::resolve_predefined_entity(reference);
    Ok(character.map(String::from).or(name.map(str::to_owned)).unwrap_or_default())
}

/// A text without the codes by which workbooks write characters: `_x000D_`, `_x005F_`.
pub(super) fn uncoded(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest[at + 6..].starts_with('_'));
        let c = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        out.push_str(&rest[..at]);
        match c {
            Some(c) => out.push(c),
            None => out.push_str("_x"),
        }
        rest = &rest[at + if c.is_some() { 7 } else { 2 }..];
    }
    Cow::Owned(out + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_characters_are_undone_once() {
        assert_eq!(uncoded("一_x000D_\n二_x005F_x000D_"), "一\r\n二_x000D_");
        assert_eq!(uncoded("a_x_x00zz_あ_x00e9"), "a_x_x00zz_あ_x00e9");
    }
}
