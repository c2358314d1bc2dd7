//! The account: every character of the file is placed, heading or unplaced.

use domain::{reading::Account, text::ink};

use super::{head::TextHead, lines::TextLine, rows::WrittenRows, units::TextBody};

/// Adds up what became of each character. The sums come from different places on purpose: the
/// lines read, the heads found, the cells written; [`Account::balances`] holds them together.
pub(super) fn account(
    lines: &[TextLine],
    heads: &[TextHead],
    body: &TextBody,
    written: &WrittenRows,
) -> Account {
    let all = |list: &mut dyn Iterator<Item = &str>| list.map(ink).sum::<usize>();
    let head_lines = heads.iter().flat_map(|head| &lines[head.from..=head.to]);
    let heading = all(&mut head_lines.map(|line| line.text.as_str()))
        + all(&mut body.title.iter().map(String::as_str))
        + all(&mut body.page_numbers.iter().map(|at| lines[*at].text.as_str()))
        + written.ink.measures;
    Account {
        characters_read: all(&mut lines.iter().map(|line| line.text.as_str())),
        characters_placed: written.ink.placed,
        characters_heading: heading,
        characters_unplaced: written.ink.unplaced,
    }
}
