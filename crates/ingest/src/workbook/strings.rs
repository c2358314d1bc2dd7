//! Texts of xlsx workbooks: those that its cells share, and those that stand in one.

use quick_xml::{Reader, events::Event};

use super::{
    look::{RichText, TextRun},
    refusal::damaged,
    styles::is_white,
    xml::{is_false, referred, uncoded},
};
use crate::unreadable::Unreadable;

/// The shared texts in their order. How many the part claims to have does not matter.
pub(super) fn shared(text: &str) -> Result<Vec<RichText>, Unreadable> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut texts = Vec::new();
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(start) if start.local_name().as_ref() == "si" => {
                texts.push(rich(&mut reader, "si")?);
            }
            Event::Eof => return Ok(texts),
            _ => {}
        }
    }
}

/// A text in runs, up to the end of the element that holds it.
pub(super) fn rich(reader: &mut Reader<&[u8]>, holder: &str) -> Result<RichText, Unreadable> {
    let mut text = RichText::default();
    let mut run = TextRun::default();
    let (mut within, mut phonetic) = (false, false);
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(start) => match start.local_name().as_ref() {
                "r" => run = TextRun::default(),
                "rPh" => phonetic = true,
                "strike" => run.struck = Some(!is_false(&start, "val")),
                "color" => run.white = Some(is_white(&start)),
                // A run that says how it looks is struck or white only where it says so
                "rPr" => (run.struck, run.white) = (Some(false), Some(false)),
                "t" => within = true,
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "rPh" => phonetic = false,
                "t" => {
                    within = false;
                    let said = std::mem::take(&mut run.text);
                    if phonetic {
                        text.furigana += domain::text::ink(&said);
                    } else {
                        let said = uncoded(&said).into_owned();
                        text.runs.push(TextRun { text: said, ..run.clone() });
                    }
                }
                name if name == holder => return Ok(text),
                _ => {}
            },
            Event::Text(said) if within => run.text += &said.xml10_content(),
            Event::CData(said) if within => run.text += &said.xml10_content(),
            Event::GeneralRef(reference) if within => run.text += &referred(&reference)?,
            Event::Eof => return Err(damaged(holder)),
            _ => {}
        }
    }
}
