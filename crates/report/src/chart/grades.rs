//! How many actions of each group have which grade.

use domain::{
    progress::Tally,
    scale::{Grade, Scale},
};

use super::{
    svg::{Drawing, LETTER, LINE, SMALL, Side, WIDTH, advance, id, lines},
    tint::TintKind,
    unaccepted::{OPEN, legend as open_legend, of_them},
};

const BAR: f64 = 24.0;

/// Stacked bars, one a group, all on the same measure: the length of a bar is its number of
/// actions. At the right stands how many have a grade, of how many.
pub fn grades(title: &str, desc: &str, groups: &[Tally], scale: &Scale) -> String {
    let counted: Vec<Vec<(TintKind, usize)>> = groups.iter().map(|g| counts(g, scale)).collect();
    let mut kinds = TintKind::of(scale);
    let found = |kind: &TintKind| counted.iter().flatten().any(|(found, _)| found == kind);
    kinds.extend([TintKind::Outside, TintKind::Missing].into_iter().filter(found));
    let summary: Vec<String> =
        groups.iter().zip(&counted).map(|(g, c)| group_sentence(g, c, scale)).collect();
    let id = id(&[title, desc, &summary.join("\n")]);
    let mut drawing = Drawing::default();
    let textures: String = kinds.iter().map(|kind| kind.texture(&id)).collect();
    drawing.push(&format!("<defs>{textures}</defs>"));
    legend(&mut drawing, &kinds, scale, &id);
    let most = groups.iter().map(|group| group.rows).max().unwrap_or(0).max(1);
    for ((group, counts), told) in groups.iter().zip(&counted).zip(&summary) {
        drawing.group(told, |drawing| {
            let graded = group.rows.saturating_sub(group.ungraded);
            drawing.label(&group.name, &format!("{graded}／{}件", group.rows));
            let unit = (WIDTH - 2.0) / most as f64;
            let unnamed = bar(drawing, counts, unit, scale, &id);
            open_bar(drawing, group.unaccepted.graded, unit);
            for line in lines(&unnamed.join("、"), WIDTH, 3).iter().filter(|l| !l.is_empty()) {
                drawing.y += LINE - 2.0;
                drawing.text((0.0, drawing.y - 3.0), Side::Start, SMALL, line);
            }
        });
        drawing.y += 8.0;
    }
    open_legend(&mut drawing, groups.iter().any(|group| group.unaccepted.graded > 0));
    drawing.finish("chart-grades", &id, title, desc)
}

/// The counts of a group that are not zero: grades in the scale's order, others, none.
fn counts(group: &Tally, scale: &Scale) -> Vec<(TintKind, usize)> {
    let known = TintKind::of(scale);
    let mut counts: Vec<(TintKind, usize)> = Vec::new();
    for (name, n) in group.grades.iter().filter(|(_, n)| *n > 0) {
        let at = scale.grades.iter().position(|grade| grade.written() == *name);
        let kind = at.and_then(|at| known.get(at).copied()).unwrap_or(TintKind::Outside);
        match counts.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, sum)) => *sum += n,
            None => counts.push((kind, *n)),
        }
    }
    counts.extend((group.ungraded > 0).then_some((TintKind::Missing, group.ungraded)));
    counts.sort_by_key(|(kind, _)| *kind);
    counts
}

/// A group in words: its name and its counts.
fn group_sentence(group: &Tally, counts: &[(TintKind, usize)], scale: &Scale) -> String {
    let parts: Vec<String> =
        counts.iter().map(|(kind, n)| format!("{} {n}件", name(*kind, scale))).collect();
    let open = of_them(group.unaccepted.graded);
    format!("{}：{}（全{}件{open}）", group.name, parts.join("、"), group.rows)
}

fn name(kind: TintKind, scale: &Scale) -> String {
    match kind {
        TintKind::Grade { at, .. } => scale.grades.get(at).map(Grade::written).unwrap_or_default(),
        TintKind::Outside => "区分以外の記入".to_owned(),
        TintKind::Missing => "区分の記入なし".to_owned(),
    }
}

/// The short name that stands in a bar.
fn short(kind: TintKind, scale: &Scale) -> &str {
    match kind {
        TintKind::Grade { at, .. } => scale
            .grades
            .get(at)
            .map_or("", |grade| if grade.code.is_empty() { &grade.label } else { &grade.code }),
        TintKind::Outside => "他",
        TintKind::Missing => "なし",
    }
}

fn legend(drawing: &mut Drawing, kinds: &[TintKind], scale: &Scale, id: &str) {
    let mut x = 0.0;
    drawing.y += LINE;
    for kind in kinds {
        let name = name(*kind, scale);
        let wide = 20.0 + advance(&name, LETTER);
        if x > 0.0 && x + wide > WIDTH {
            x = 0.0;
            drawing.y += LINE + 2.0;
        }
        drawing.rect((x + 1.0, drawing.y - 14.0), (13.0, 13.0), &kind.paint(id));
        drawing.text((x + 19.0, drawing.y - 3.0), Side::Start, LETTER, &name);
        x += wide + LETTER;
    }
    drawing.y += LINE;
    let note = "右の数は、区分が記入された件数／全件数です。";
    drawing.text((0.0, drawing.y - 3.0), Side::Start, SMALL, note);
    drawing.y += 8.0;
}

/// The bar; the counts that found no room in it come back in words.
fn bar(
    drawing: &mut Drawing,
    counts: &[(TintKind, usize)],
    unit: f64,
    scale: &Scale,
    id: &str,
) -> Vec<String> {
    let mut unnamed = Vec::new();
    let mut x = 1.0;
    for (kind, n) in counts {
        let wide = *n as f64 * unit;
        drawing.rect((x, drawing.y), (wide, BAR), &kind.paint(id));
        let short = short(*kind, scale);
        let full = format!("{short} {n}");
        let fits = |text: &&str| advance(text, SMALL) + 4.0 <= wide;
        let alone = n.to_string();
        match [full.as_str(), &alone].iter().find(|text| fits(text)) {
            Some(text) => {
                let at = (x + wide / 2.0, drawing.y + BAR / 2.0 + 4.5);
                drawing.ink(at, Side::Middle, SMALL, kind.tint().ink, text);
            }
            None => unnamed.push(format!("{short} {n}")),
        }
        x += wide;
    }
    drawing.y += BAR;
    unnamed
}

/// Under the bar, as long as so many of its grades: those that were not accepted.
fn open_bar(drawing: &mut Drawing, count: usize, unit: f64) {
    if count > 0 {
        drawing.y += 4.0;
        let wide = count as f64 * unit;
        drawing.rect((1.0, drawing.y), (wide, 8.0), OPEN);
        drawing.y += 10.0;
        let said = format!("うち受理前 {count}件");
        let side = if wide + 8.0 + advance(&said, SMALL) > WIDTH { Side::End } else { Side::Start };
        let x = if matches!(side, Side::End) { WIDTH } else { wide + 8.0 };
        if matches!(side, Side::End) {
            drawing.y += LINE - 4.0;
        }
        drawing.text((x, drawing.y - 1.0), side, SMALL, &said);
    }
}
