//! Words for reading the parts of a workbook, and the texts that its cells share.

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesRef, BytesStart, Event},
};

use crate::error::Error;

/// The text of a part: UTF-8, as every program of today writes it.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, Error> {
    let text = std::str::from_utf8(bytes).map_err(Error::damaged)?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// An attribute's value by its name, the prefix aside.
pub(crate) fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let attribute = attributes.find(|a| a.key.local_name().as_ref() == name)?;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// The text for which a reference stands; one that nobody defines is nothing.
pub(crate) fn referred(reference: &BytesRef) -> Result<String, Error> {
    let character = reference.resolve_char_ref().map_err(Error::damaged)?;
    let name = quick_xml::escape::resolve_predefined_entity(reference);
    Ok(character.map(String::from).or(name.map(str::to_owned)).unwrap_or_default())
}

/// The shared texts in their order, without what is printed above their characters.
pub(crate) fn strings(part: &str) -> Result<Vec<String>, Error> {
    let mut reader = Reader::from_str(part);
    reader.config_mut().expand_empty_elements = true;
    let (mut texts, mut within, mut above) = (Vec::new(), false, false);
    loop {
        match reader.read_event().map_err(Error::damaged)? {
            Event::Start(start) => match start.local_name().as_ref() {
                "si" => texts.push(String::new()),
                "rPh" => above = true,
                "t" => within = !above,
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "rPh" => above = false,
                "t" => within = false,
                _ => {}
            },
            Event::Text(said) if within => added(&mut texts, &said.xml10_content()),
            Event::CData(said) if within => added(&mut texts, &said.xml10_content()),
            Event::GeneralRef(reference) if within => added(&mut texts, &referred(&reference)?),
            Event::Eof => return Ok(texts),
            _ => {}
        }
    }
}

fn added(texts: &mut [String], said: &str) {
    if let Some(last) = texts.last_mut() {
        last.push_str(said);
    }
}
