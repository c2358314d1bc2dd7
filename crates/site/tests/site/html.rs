//! A small reader of the HTML that the templates write: tags with their attributes and the text
//! between them. It stops at what is not balanced.

/// What follows what in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Open(String, Vec<(String, String)>),
    Close(String),
    Text(String),
}

const VOID: [&str; 5] = ["meta", "link", "br", "input", "hr"];

/// The pieces of a page; a panic where a tag is not closed or closes another.
pub(crate) fn pieces(page: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = page.trim_start().trim_start_matches("<!doctype html>");
    while !rest.is_empty() {
        let Some(at) = rest.find('<') else {
            pieces.push(Piece::Text(rest.to_owned()));
            break;
        };
        if at > 0 {
            pieces.push(Piece::Text(rest[..at].to_owned()));
        }
        let (tag, after) = tag(&rest[at..]);
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closed near {rest:.80}");
            pieces.push(Piece::Close(name.to_owned()));
            continue;
        }
        let alone = tag.ends_with('/');
        let (name, attributes) = attributes(tag.trim_end_matches('/'));
        if name == "style" {
            let (style, after) = rest.split_once("</style>").expect("a style that ends");
            assert!(!style.contains('<'));
            rest = after;
            pieces.push(Piece::Open(name.clone(), attributes));
            pieces.push(Piece::Close(name));
            continue;
        }
        if !alone && !VOID.contains(&name.as_str()) {
            open.push(name.clone());
        }
        pieces.push(Piece::Open(name, attributes));
    }
    assert!(open.is_empty(), "never closed: {open:?}");
    pieces
}

/// A tag without its brackets, and what follows it. A bracket in quotes does not end it.
fn tag(text: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return (&text[1..at], &text[at + 1..]),
            _ => {}
        }
    }
    panic!("a tag never ends: {text:.80}")
}

fn attributes(tag: &str) -> (String, Vec<(String, String)>) {
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    assert!(name.chars().all(|c| c.is_ascii_alphanumeric()), "no name of a tag: {name}");
    let mut found: Vec<(String, String)> = Vec::new();
    while !rest.trim().is_empty() {
        rest = rest.trim_start();
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        assert!(
            key.chars().all(|c| c.is_ascii_alphanumeric() || "-:".contains(c)),
            "no name: {key}"
        );
        let value = match after.strip_prefix("=\"") {
            Some(value) => value.split_once('"').expect("a quoted value ends"),
            None => ("", after),
        };
        assert!(!found.iter().any(|(known, _)| known == key), "{key} stands twice");
        found.push((key.to_owned(), value.0.to_owned()));
        rest = value.1;
    }
    (name.to_owned(), found)
}

/// The values of an attribute, in their order.
pub(crate) fn values<'a>(pieces: &'a [Piece], wanted: &str) -> Vec<&'a str> {
    let opened = pieces.iter().filter_map(|piece| match piece {
        Piece::Open(_, attributes) => Some(attributes),
        _ => None,
    });
    let all = opened.flatten().filter(|(key, _)| key == wanted);
    all.map(|(_, value)| value.as_str()).collect()
}

/// How often a tag is opened.
pub(crate) fn count(pieces: &[Piece], wanted: &str) -> usize {
    pieces.iter().filter(|piece| matches!(piece, Piece::Open(name, _) if name == wanted)).count()
}

/// The place at which a tag is first opened.
pub(crate) fn first(pieces: &[Piece], wanted: &str) -> Option<usize> {
    pieces.iter().position(|piece| matches!(piece, Piece::Open(name, _) if name == wanted))
}

/// The text of a page, its entities undone.
pub(crate) fn words(pieces: &[Piece]) -> String {
    let texts = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text.as_str()),
        _ => None,
    });
    let all: String = texts.collect();
    let named = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    named.iter().fold(all, |text, (entity, c)| text.replace(entity, c))
}
