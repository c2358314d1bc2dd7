//! What a page says and where it leads, whatever its markup looks like.

use std::collections::BTreeSet;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// Attributes that lead somewhere or that are read aloud.
const TELLING: [&str; 7] = ["href", "src", "alt", "title", "aria-label", "action", "value"];
/// Elements whose attributes are about looks or machines.
const SILENT: [&str; 4] = ["script", "style", "link", "meta"];

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Its characters in their order, without white space.
    pub(super) text: String,
    /// Where it leads and what is said of its pictures, in order.
    pub(super) links: Vec<String>,
    /// Scripts: where they come from, what they are, what calls them.
    pub(super) scripts: BTreeSet<String>,
}

impl Page {
    /// Reads a page.
    pub(super) fn read(html: &str) -> Self {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        let mut page = Self::default();
        // The element whose text is no text of the page
        let mut silent: Option<Vec<u8>> = None;
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            match token {
                Token::StartTag(tag) => {
                    page.tag(&tag);
                    let is_silent = matches!(&**tag.name, b"script" | b"style");
                    silent = is_silent.then_some(tag.name.0);
                }
                Token::EndTag(_) => silent = None,
                Token::String(text) => page.said(silent.as_deref(), &text.value),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        page
    }

    fn said(&mut self, silent: Option<&[u8]>, text: &[u8]) {
        let text = String::from_utf8_lossy(text);
        match silent {
            Some(b"script") => drop(self.scripts.insert(text.trim().to_owned())),
            Some(_) => {}
            None => self.text.extend(text.chars().filter(|c| !c.is_whitespace())),
        }
    }

    fn tag(&mut self, tag: &StartTag<()>) {
        let element = String::from_utf8_lossy(&tag.name);
        for (name, value) in &tag.attributes {
            let name = String::from_utf8_lossy(name);
            self.attribute(&element, &name, &String::from_utf8_lossy(&value.value));
        }
    }

    fn attribute(&mut self, element: &str, attribute: &str, value: &str) {
        let is_call = attribute.starts_with("on") || value.trim_start().starts_with("javascript:");
        if is_call || (element == "script" && attribute == "src") {
            self.scripts.insert(format!("{attribute}={value}"));
        } else if TELLING.contains(&attribute) && !SILENT.contains(&element) {
            self.links.push(format!("{attribute}={}", value.trim()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_styles_comments_and_entities_change_nothing_that_a_page_says() {
        let one = Page::read("<p class=a>相談は <a href='x.html'>こちら</a>&amp;電話</p>");
        let other = Page::read(
            "<style>p { color: red }</style><!-- x --><p>\n相談は\n<a href=\"x.html\">こちら</a>&#38;電話",
        );
        assert_eq!(one.text, "相談はこちら&電話");
        assert_eq!((one.text, one.links), (other.text, other.links));
    }

    #[test]
    fn scripts_are_kept_apart_from_what_a_page_says() {
        let page = Page::read("<script src=a.js></script><p onclick='b()'>文<script>c()</script>");
        assert_eq!(page.text, "文");
        assert_eq!(page.scripts, ["c()", "onclick=b()", "src=a.js"].map(String::from).into());
    }
}
