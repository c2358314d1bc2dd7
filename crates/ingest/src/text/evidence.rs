//! Evidence: what each unit shows by itself, counted so that any stretch is judged in no time.

use domain::{
    measure::{self, Likeness},
    scale::Scale,
    text::fold,
};
use prose::Tense;

use super::{
    anchors::{self, Owners},
    gap::Gap,
    sense,
    units::TextUnit,
};

/// Running counts up to a unit, that unit included.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    pub(super) anchors: u32,
    pub(super) counts: u32,
    pub(super) judges: u32,
    pub(super) chars: u32,
    pub(super) lines: u32,
    pub(super) stops: u32,
    pub(super) opened: u32,
    pub(super) closed: u32,
}

/// What the units from `from` up to `to` count together.
pub(super) fn between(sums: &[Sums], from: usize, to: usize) -> Sums {
    let up_to = |at: usize| at.checked_sub(1).and_then(|at| sums.get(at)).copied();
    let (before, all) = (up_to(from).unwrap_or_default(), up_to(to).unwrap_or_default());
    Sums {
        anchors: all.anchors - before.anchors,
        counts: all.counts - before.counts,
        judges: all.judges - before.judges,
        chars: all.chars - before.chars,
        lines: all.lines - before.lines,
        stops: all.stops - before.stops,
        opened: all.opened - before.opened,
        closed: all.closed - before.closed,
    }
}

/// The running counts over all units.
pub(super) fn sums(units: &[TextUnit], owners: &Owners, scale: &Scale) -> Vec<Sums> {
    let mut sum = Sums::default();
    let mut sums = Vec::with_capacity(units.len());
    for (at, unit) in units.iter().enumerate() {
        sum.anchors += u32::from(is_anchor(units, at, owners, scale));
        sum.counts += u32::from(sense::counts(&unit.text));
        sum.judges += u32::from(sense::judges(&unit.text));
        sum.chars =
            sum.chars.saturating_add(u32::try_from(unit.text.chars().count()).unwrap_or(u32::MAX));
        sum.lines += u32::from(unit.gap != Gap::Space);
        sum.stops += u32::from(unit.text.contains('。'));
        let count = |marks: [char; 2]| u32::try_from(unit.text.matches(marks).count()).unwrap_or(0);
        sum.opened += count(['（', '「']);
        sum.closed += count(['）', '」']);
        sums.push(sum);
    }
    sums
}

/// How each unit looks as the beginning of a measure's heading.
pub(super) fn branches(units: &[TextUnit]) -> Vec<Likeness> {
    let joined = |at: usize| {
        let more = units[at + 1..].iter().take(2).take_while(|unit| unit.gap == Gap::Space);
        let all: String =
            std::iter::once(&units[at]).chain(more).map(|u| u.text.as_str()).collect();
        measure::likeness(&units[at].text).max(measure::likeness(&all))
    };
    (0..units.len()).map(joined).collect()
}

/// Whether an anchor begins at the unit that no cell of text contains.
fn is_anchor(units: &[TextUnit], at: usize, owners: &Owners, scale: &Scale) -> bool {
    let unit = &units[at];
    let next = units.get(at + 1).filter(|next| next.gap == Gap::Space);
    let starts_line = unit.gap != Gap::Space;
    let percent = anchors::percent_units(&units[at..]).is_some()
        && (starts_line || at > 0 && anchors::grade(&units[at - 1].text, scale) > 0.0);
    let owner = owners.knows_department(&unit.text)
        && next.is_some_and(|next| owners.knows_section(&next.text));
    let graded = unit.text.chars().count() > 1
        && scale
            .find(&unit.text)
            .is_some_and(|g| !g.code.is_empty() && fold(&unit.text) != fold(&g.label));
    let paged = anchors::is_page(&unit.text)
        && starts_line
        && next.is_some_and(|next| {
            owners.knows_department(&next.text) || owners.knows_section(&next.text)
        });
    percent || owner || graded || paged
}

/// The tense at every unit: its own with the line before it, else that of the units before.
pub(super) fn tenses(units: &[TextUnit]) -> Vec<(Tense, usize)> {
    let mut found: Vec<(Tense, usize)> = Vec::with_capacity(units.len());
    for (at, unit) in units.iter().enumerate() {
        let wrapped = (unit.gap == Gap::Line).then(|| at.checked_sub(1)).flatten();
        let text = wrapped.map_or_else(
            || unit.text.clone(),
            |before| format!("{}{}", units[before].text, unit.text),
        );
        let own = sense::tense(&text);
        let before = found.last().copied().filter(|_| unit.gap == Gap::Line);
        found.push(match (own, before) {
            (Tense::Bare, Some(before)) => before,
            _ => (own, at),
        });
    }
    found
}
