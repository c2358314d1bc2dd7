//! The styles of an ods file: what is hidden, struck out, or white on white.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use crate::workbook::xml::attribute;

/// What a style says; nothing where it leaves that to its parent.
#[derive(Debug, Clone, Default)]
struct Style {
    parent: Option<String>,
    hides_table: bool,
    struck: Option<bool>,
    white: Option<bool>,
    ground: Option<bool>,
}

/// The styles by their names.
#[derive(Debug, Default)]
pub(super) struct OdsStyles {
    known: BTreeMap<String, Style>,
    open: String,
}

/// The most parents that a style inherits from.
const DEEPEST: usize = 20;

impl OdsStyles {
    /// Takes what an element says of the style that is open.
    pub(super) fn start(&mut self, name: &str, start: &BytesStart) {
        let says = |name: &str| attribute(start, name);
        if name == "style:style" {
            self.open = says("name").unwrap_or_default();
            let parent = says("parent-style-name");
            self.known.insert(self.open.clone(), Style { parent, ..Style::default() });
            return;
        }
        let Some(style) = self.known.get_mut(&self.open) else { return };
        match name {
            "style:table-properties" => {
                style.hides_table = says("display").as_deref() == Some("false");
            }
            "style:table-cell-properties" => {
                let ground = says("background-color");
                style.ground = ground.map(|colour| is_white(&colour) || colour == "transparent");
            }
            "style:text-properties" => {
                let line = says("text-line-through-style").or(says("text-line-through-type"));
                style.struck = line.map(|line| line != "none");
                let window = says("use-window-font-color").as_deref() == Some("true");
                style.white = says("color").map(|colour| is_white(&colour) && !window);
            }
            _ => {}
        }
    }

    /// Whether a table of the style is hidden.
    pub(super) fn hides_table(&self, name: &str) -> bool {
        self.known.get(name).is_some_and(|style| style.hides_table)
    }

    /// Whether words of the style are struck out.
    pub(super) fn struck(&self, name: &str) -> Option<bool> {
        self.inherited(name, |style| style.struck)
    }

    /// Whether words of the style are white.
    pub(super) fn white(&self, name: &str) -> Option<bool> {
        self.inherited(name, |style| style.white)
    }

    /// Whether the ground of the style is white.
    pub(super) fn on_white(&self, name: &str) -> bool {
        self.inherited(name, |style| style.ground).unwrap_or(true)
    }

    fn inherited(&self, name: &str, of: impl Fn(&Style) -> Option<bool>) -> Option<bool> {
        let mut style = self.known.get(name)?;
        for _ in 0..DEEPEST {
            if let Some(said) = of(style) {
                return Some(said);
            }
            style = self.known.get(style.parent.as_deref()?)?;
        }
        None
    }
}

fn is_white(colour: &str) -> bool {
    colour.eq_ignore_ascii_case("#ffffff")
}
