//! The council's packet: two pages, the table, the indicators, as one document with bookmarks.

use ::edition::{Packet, PacketPart};
use domain::sheet::Sheet;
use serde_json::{Value, json};

use crate::{edition::Edition, form, glyphs::Glyphs};

/// The packet of a sheet.
pub(crate) fn data(
    edition: &Edition,
    sheet: &Sheet,
    packet: &Packet,
    glyphs: &mut Glyphs,
) -> Value {
    let mut data = form::whole(edition, sheet, glyphs);
    let title = format!("{}{}", edition.heading.municipality, edition.heading.plan_title);
    let title = format!("{title}　{}　協議会資料", sheet.year);
    data["title"] = glyphs.set(&title).into();
    data["front"] = packet.parts.iter().map(|one| part(one, glyphs)).collect();
    let rows = packet.indicators.iter();
    data["back"] = rows
        .map(|row| row.iter().map(|cell| glyphs.set(cell)).collect::<Vec<_>>())
        .collect::<Vec<_>>()
        .into();
    data
}

fn part(part: &PacketPart, glyphs: &mut Glyphs) -> Value {
    let lines: Vec<Value> = part
        .lines
        .iter()
        .map(|line| json!({ "no": line.no, "text": glyphs.set(&line.text) }))
        .collect();
    json!({
        "title": glyphs.set(&part.title),
        "lead": glyphs.set(&part.lead),
        "lines": lines,
        "more": part.more,
    })
}
