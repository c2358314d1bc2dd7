//! The styles of an xlsx workbook: the look of its cells.

use std::{collections::BTreeMap, rc::Rc};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{
    look::CellStyle,
    number_format::{NumberFormat, builtin},
    refusal::damaged,
    xml::{attribute, is_false},
};
use crate::unreadable::Unreadable;

/// The most looks of cells; Excel takes 65,490.
const MOST_LOOKS: usize = 200_000;

/// The most that all codes of number formats say together, in bytes.
const MOST_OF_CODES: usize = 1_000_000;

/// The formats of a workbook by their numbers, each taken apart once.
#[derive(Debug, Default)]
pub(super) struct Formats {
    codes: BTreeMap<u32, String>,
    bytes: usize,
    known: BTreeMap<u32, Rc<NumberFormat>>,
}

impl Formats {
    /// Takes the code that the file gives to a number.
    pub(super) fn define(&mut self, id: u32, code: String) -> Result<(), Unreadable> {
        self.bytes += code.len();
        if self.bytes > MOST_OF_CODES {
            let detail = "表示形式の記述が長すぎます".to_owned();
            return Err(Unreadable::Unpacks { detail });
        }
        self.codes.insert(id, code);
        Ok(())
    }

    /// The format of a number. What is not defined shows plain numbers.
    pub(super) fn get(&mut self, id: u32) -> Rc<NumberFormat> {
        let code = self.codes.get(&id).map(String::as_str).or(builtin(id)).unwrap_or("General");
        Rc::clone(self.known.entry(id).or_insert_with(|| Rc::new(NumberFormat::of(code))))
    }
}

/// What a pass over the styles gathers.
#[derive(Debug, Default)]
struct Pass {
    formats: Formats,
    /// Strike and white of each font.
    fonts: Vec<(bool, bool)>,
    /// Whether each fill leaves the ground white.
    fills: Vec<bool>,
    looks: Vec<CellStyle>,
    /// The list that is open.
    list: String,
}

/// The looks of cells in the order of their numbers.
pub(super) fn looks(text: &str) -> Result<Vec<CellStyle>, Unreadable> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut pass = Pass::default();
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(start) | Event::Empty(start) => pass.start(&start)?,
            Event::Eof => return Ok(pass.looks),
            _ => {}
        }
    }
}

impl Pass {
    fn start(&mut self, start: &BytesStart) -> Result<(), Unreadable> {
        let name = start.local_name();
        let name = name.as_ref();
        let number = |name| attribute(start, name).and_then(|n| n.parse::<u32>().ok()).unwrap_or(0);
        match (self.list.as_str(), name) {
            // Lists of looks that are no cell's own: of conditions, of named styles
            (
                _,
                "numFmts" | "fonts" | "fills" | "cellXfs" | "dxfs" | "cellStyleXfs" | "borders",
            ) => {
                name.clone_into(&mut self.list);
            }
            ("numFmts", "numFmt") => {
                let code = attribute(start, "formatCode").unwrap_or_default();
                self.formats.define(number("numFmtId"), code)?;
            }
            ("fonts", "font") => self.fonts.push((false, false)),
            ("fonts", "strike") => {
                if let Some(font) = self.fonts.last_mut() {
                    font.0 = !is_false(start, "val");
                }
            }
            ("fonts", "color") => {
                if let Some(font) = self.fonts.last_mut() {
                    font.1 = is_white(start);
                }
            }
            ("fills", "fill") => self.fills.push(true),
            ("fills", "patternFill") => {
                let pattern = attribute(start, "patternType").unwrap_or_default();
                self.fill(matches!(pattern.as_str(), "" | "none"));
            }
            ("fills", "gradientFill") => self.fill(false),
            ("fills", "fgColor") => self.fill(is_white(start)),
            ("cellXfs", "xf") => {
                if self.looks.len() >= MOST_LOOKS {
                    let detail = format!("セルの書式が {MOST_LOOKS} 個を超えています");
                    return Err(Unreadable::Unpacks { detail });
                }
                let at = |name| usize::try_from(number(name)).unwrap_or(usize::MAX);
                let font = self.fonts.get(at("fontId")).copied();
                let (struck, white) = font.unwrap_or_default();
                let on_white = self.fills.get(at("fillId")).copied().unwrap_or(true);
                let format = self.formats.get(number("numFmtId"));
                self.looks.push(CellStyle { format, struck, white, on_white });
            }
            _ => {}
        }
        Ok(())
    }

    fn fill(&mut self, white: bool) {
        if let Some(fill) = self.fills.last_mut() {
            *fill = white;
        }
    }
}

/// Whether a colour is white, however it is said.
pub(super) fn is_white(start: &BytesStart) -> bool {
    let says = |name: &str| attribute(start, name);
    let tint = says("tint").and_then(|tint| tint.parse::<f64>().ok()).unwrap_or(0.0);
    let rgb = says("rgb")
        .is_some_and(|rgb| rgb.len() >= 6 && rgb.to_ascii_uppercase().ends_with("FFFFFF"));
    let theme = says("theme").is_some_and(|theme| theme == "0");
    let indexed = says("indexed").is_some_and(|index| index == "1" || index == "9");
    (rgb || theme || indexed) && tint == 0.0
}
