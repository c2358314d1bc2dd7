//! Names that stand beside the abbreviation of a standard questionnaire.

use prose::{Span, lexicon};

use crate::{
    context::CheckContext,
    finding::{Finding, Mark},
    rule::Rule,
    scan,
};

/// One finding for each way in which the name beside an abbreviation is none of the instrument's.
pub(super) fn misnamed(context: &CheckContext<'_>, rule: &Rule) -> Vec<Finding> {
    let pieces = scan::of_sheet(context);
    let mut found = Vec::new();
    for (short, names) in lexicon::INSTRUMENTS {
        let mut wrong: Vec<(&str, Vec<Mark>)> = Vec::new();
        for piece in &pieces {
            let beside = |at: Span| [after(piece.text, at), before(piece.text, at)];
            let given = both_widths(short).into_iter().flat_map(|w| scan::places(piece.text, &w));
            for span in given.flat_map(beside).flatten() {
                let name = span.of(piece.text);
                if names.iter().any(|official| name.ends_with(official)) {
                    continue;
                }
                match wrong.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, marks)) => marks.push(piece.words(span)),
                    None => wrong.push((name, vec![piece.words(span)])),
                }
            }
        }
        let official = names.first().unwrap_or(&"");
        found.extend(wrong.into_iter().map(|(name, marks)| {
            let message = format!("{short}は正式には「{official}」ですが、「{name}」とあります。");
            scan::placed(rule, marks, message)
        }));
    }
    found
}

/// As typed, and in full width.
fn both_widths(short: &str) -> [String; 2] {
    let wide = |c: char| match c {
        '-' => '－',
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        _ => c,
    };
    [short.to_owned(), short.chars().map(wide).collect()]
}

/// The name in ＥＰＤＳ：NAME and EPDS（NAME）.
fn after(text: &str, short: Span) -> Option<Span> {
    let rest = text.get(short.end..)?;
    let link = rest.chars().next().filter(|c| ":：(（".contains(*c))?;
    let start = short.end + link.len_utf8();
    let name = text.get(start..)?.split(|c: char| !is_of_name(c)).next()?;
    named(Span { start, end: start + name.len() }, text)
}

/// The name in NAME（EPDS）.
fn before(text: &str, short: Span) -> Option<Span> {
    let front = text.get(..short.start)?;
    let front = front.strip_suffix(['(', '（'])?;
    let name = front.rsplit(|c: char| !is_of_name(c)).next()?;
    named(Span { start: front.len() - name.len(), end: front.len() }, text)
}

fn is_of_name(c: char) -> bool {
    prose::classes::is_han(c) || prose::classes::is_katakana(c) || prose::classes::is_hiragana(c)
}

/// A run of letters that names an instrument.
fn named(span: Span, text: &str) -> Option<Span> {
    lexicon::ends(span.of(text), lexicon::INSTRUMENT_ENDS).then_some(span)
}
