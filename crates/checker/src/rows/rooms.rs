//! How many a room or a house holds, as rows tell it: 文化会館小ホール（定員250席）.

use domain::{Offset, text::fold};
use prose::{classes::is_of_noun, matching::kind};

use super::counts::ToldCount;
use crate::{
    context::{Read, ReadRow},
    likeness::{last_run, shown},
};

/// Ends of names of what holds people whatever is done there.
const ROOMS: [&str; 12] = [
    "ホール",
    "会館",
    "室",
    "スペース",
    "公民館",
    "センター",
    "拠点",
    "ルーム",
    "図書館",
    "施設",
    "館",
    "堂",
];
/// Shorter names are those of many rooms.
const NAME: usize = 6;
/// The longest part of a name that is read.
const LONG: usize = 16;

/// The numbers of seats that a cell tells, by the name of the room.
pub(super) fn rooms<'b, 'a>(
    line: &'b ReadRow<'a>,
    cell: &'b Read<'a>,
) -> Vec<(String, ToldCount<'b, 'a>)> {
    if cell.slot.year != Offset::This || !cell.text.contains("定員") {
        return Vec::new();
    }
    let told = cell.quantities.iter().filter_map(|one| {
        let seats = kind(&one.unit) == "人" || one.unit == "席" || one.unit == "名";
        let said = one.span.of(cell.text).trim_start_matches("定員");
        let at = one.span.end - said.len();
        let before = cell.text.get(..at)?.trim_end_matches([' ', '　', '：', ':', 'は', '各']);
        let lead = before.strip_suffix("定員").filter(|_| seats && !one.approximate)?;
        let lead = lead.trim_end_matches(['（', '(', 'の', '、', ' ', '　']);
        let noun = last_run(lead, LONG, is_of_noun);
        let rest = lead.get(..lead.len() - noun.len())?;
        let own = rest.strip_suffix('」').and_then(|rest| rest.rsplit_once('「'));
        let quoted = own.map(|(_, name)| name.to_owned());
        let room = ROOMS.iter().any(|end| noun.ends_with(end))
            || noun.is_empty()
                && quoted.as_deref().is_some_and(|n| ROOMS.iter().any(|e| n.ends_with(e)));
        room.then_some(())?;
        let name = match quoted {
            Some(quoted) => quoted + noun,
            None if noun.chars().count() >= NAME && !is_general(noun) => noun.to_owned(),
            None => titled(line)? + noun,
        };
        let value = format!("{}人", shown(one.value));
        Some((
            format!("room {}の定員", fold(&name)),
            ToldCount { line, cell, span: one.span, value },
        ))
    });
    told.collect()
}

/// Whether a name is that of a kind of room, of which there are many.
fn is_general(noun: &str) -> bool {
    ["フリースペース", "コミュニティスペース", "多目的ホール", "コワーキングスペース", "研修室"]
        .contains(&noun)
}

/// The name in 「」 by which a row calls its own house.
fn titled(line: &ReadRow<'_>) -> Option<String> {
    let title = line.row.action.text.as_str();
    let short = line.prose().filter(|cell| cell.folded.chars().nth(30).is_none());
    let named = std::iter::once(title).chain(short.map(|cell| cell.text));
    named.into_iter().find_map(|text| {
        let (_, rest) = text.split_once('「')?;
        let (name, _) = rest.split_once('」')?;
        (name.chars().count() >= 2).then(|| name.to_owned())
    })
}
