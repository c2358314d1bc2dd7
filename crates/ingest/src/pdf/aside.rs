//! Texts that a page shows and no cell holds: notes laid over it, watermarks and stamps, and the
//! small kana that say how kanji are read. They are told, and placed nowhere.

use super::marks::{Area, Aside, AsideText, PageMark, PdfPage, RuledLine};

/// Kana that say how kanji are read are at most so large beside them.
const RUBY: f32 = 0.65;
/// How far they stand above the kanji's box, in ems of these.
const ABOVE: (f32, f32) = (-0.5, 0.25);
/// Text so much larger than the page's own, and across the lines of its table, lies over it.
const LARGE: f32 = 2.0;
/// The most comparisons of texts with what is beside them; beyond is a drawing.
const MOST_LOOKS: usize = 30_000_000;

/// Takes such characters out of the page's own.
pub(super) fn set_aside(page: &mut PdfPage) {
    mark_large(page);
    mark_ruby(page);
    let mut open: Option<(AsideText, PageMark)> = None;
    let mut texts = Vec::new();
    for mark in page.marks.iter().filter(|mark| mark.aside.is_some()) {
        let Some(why) = mark.aside else { continue };
        let follows = |(text, last): &&mut (AsideText, PageMark)| {
            let far = mark.size.max(last.size) * 1.8;
            let (dx, dy) = (mark.area.left - last.area.right, mark.area.top - last.area.top);
            text.why == why && dx.abs() <= far && dy.abs() <= far
        };
        if let Some((text, last)) = open.as_mut().filter(follows) {
            text.text.push(mark.c);
            text.area = text.area.join(mark.area);
            *last = mark.clone();
        } else {
            let (page, text) = (page.number, mark.c.to_string());
            let new = AsideText { why, page, area: mark.area, text };
            texts.extend(open.replace((new, mark.clone())).map(|(text, _)| text));
        }
    }
    texts.extend(open.map(|(text, _)| text));
    texts.retain(|text| !text.text.trim().is_empty());
    for text in &mut texts {
        text.area = page.as_printed(text.area);
    }
    page.aside.extend(texts);
    page.marks.retain(|mark| mark.aside.is_none());
}

/// Text much larger than most, through which the upright lines of a table run.
fn mark_large(page: &mut PdfPage) {
    let own = |mark: &&PageMark| !mark.is_space() && mark.aside.is_none();
    let mut sizes: Vec<f32> = page.marks.iter().filter(own).map(|mark| mark.size).collect();
    sizes.sort_by(f32::total_cmp);
    let Some(middle) = sizes.get(sizes.len() / 2).copied() else { return };
    let large = |mark: &PageMark| mark.size >= middle * LARGE && mark.aside.is_none();
    let lines: Vec<_> = page.rules.iter().filter(|rule| !rule.over).copied().collect();
    let count = page.marks.iter().filter(|mark| large(mark)).count();
    if count * lines.len() > MOST_LOOKS {
        return;
    }
    // The text as a whole lies over the table where one of its characters does
    for run in runs(&page.marks, large) {
        let own = &page.marks[run.clone()];
        let cut = own.iter().any(|mark| lines.iter().any(|line| cuts(line, mark)));
        for mark in page.marks[run].iter_mut().filter(|_| cut) {
            mark.aside = Some(Aside::Large);
        }
    }
}

/// Whether a line runs through the middle of a character.
fn cuts(line: &RuledLine, mark: &PageMark) -> bool {
    let Area { left, top, right, bottom } = mark.area;
    let inner = mark.size * 0.2;
    let (across, along) =
        if line.upright { ([left, right], [top, bottom]) } else { ([top, bottom], [left, right]) };
    (across[0] + inner..across[1] - inner).contains(&line.at)
        && line.from < along[1] - inner
        && line.to > along[0] + inner
}

/// Small kana, and nothing else, right above kanji.
fn mark_ruby(page: &mut PdfPage) {
    let is_kana =
        |c: char| matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | 'ー' | '・');
    let level = |mark: &PageMark| mark.turn == 0 && mark.aside.is_none() && !mark.is_space();
    let kanji = |mark: &&PageMark| level(mark) && matches!(mark.c, '\u{3400}'..='\u{9fff}' | '々');
    let mut bases: Vec<PageMark> = page.marks.iter().filter(kanji).cloned().collect();
    bases.sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
    let Some(largest) = bases.iter().map(|base| base.size).reduce(f32::max) else { return };
    let small = |mark: &PageMark| level(mark) && mark.size <= largest * RUBY;
    let runs = runs(&page.marks, small);
    if runs.len() * bases.len() > MOST_LOOKS {
        return;
    }
    for run in runs {
        let kana = page.marks[run.clone()].iter().all(|mark| is_kana(mark.c));
        let Some(area) = page.marks[run.clone()].iter().map(|mark| mark.area).reduce(Area::join)
        else {
            continue;
        };
        let size = page.marks[run.start].size;
        let first = bases.partition_point(|base| base.area.top < area.bottom - largest);
        let under = bases[first..]
            .iter()
            .take_while(|base| base.area.top <= area.bottom + largest)
            .any(|base| {
                let above = (base.area.top - area.bottom) / base.size;
                size <= base.size * RUBY
                    && (ABOVE.0..=ABOVE.1).contains(&above)
                    && base.area.right > area.left
                    && base.area.left < area.right
            });
        for mark in page.marks[run].iter_mut().filter(|_| kana && under) {
            mark.aside = Some(Aside::Ruby);
        }
    }
}

/// The stretches of such characters that were drawn one after another on one line.
fn runs(marks: &[PageMark], wanted: impl Fn(&PageMark) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, mark) in marks.iter().enumerate().filter(|(_, mark)| wanted(mark)) {
        let follows = |run: &&mut std::ops::Range<usize>| {
            let last = &marks[run.end - 1];
            let level = (last.area.middle().1 - mark.area.middle().1).abs() <= mark.size * 0.2;
            let gap = mark.area.left - last.area.right;
            run.end == at && level && last.turn == mark.turn && gap.abs() <= mark.size * 1.5
        };
        match runs.last_mut().filter(follows) {
            Some(run) => run.end = at + 1,
            None => runs.push(at..at + 1),
        }
    }
    runs
}
