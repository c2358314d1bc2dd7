//! The settings of an ods file: the views that show no zeros.

use std::collections::BTreeSet;

use quick_xml::{Reader, events::Event};

use crate::{
    unreadable::Unreadable,
    workbook::{refusal::damaged, xml::attribute},
};

/// The worksheets whose view shows no zeros; one without a name for all of them.
pub(super) fn hides_zeros(text: &str) -> Result<BTreeSet<String>, Unreadable> {
    let mut reader = Reader::from_str(text);
    let (mut hiding, mut map, mut tables, mut asked) =
        (BTreeSet::new(), String::new(), false, false);
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(start) => {
                let name = attribute(&start, "name").unwrap_or_default();
                match start.local_name().as_ref() {
                    "config-item-map-named" => tables = name == "Tables",
                    "config-item-map-entry" if tables => map = name,
                    "config-item" => asked = name == "ShowZeroValues",
                    _ => {}
                }
            }
            Event::Text(text) if asked && text.xml10_content() == "false" => {
                hiding.insert(map.clone());
            }
            Event::End(end) => {
                asked = false;
                if end.local_name().as_ref() == "config-item-map-named" {
                    (tables, map) = (false, String::new());
                }
            }
            Event::Eof => return Ok(hiding),
            _ => {}
        }
    }
}
