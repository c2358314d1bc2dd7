//! What a person is told about pages, each in a sentence with its place.

use domain::reading::{Problem, ProblemKind};

use super::{
    cells::{PlacedCell, PlacedCells},
    families::Wider,
    marks::{Aside, AsideText, PdfPage},
    place::{boxed, named, place_of, whole},
};

/// The most texts that one sentence quotes.
const MOST_QUOTED: usize = 10;

/// A page whose first row goes on from the page before.
pub(super) fn goes_on(pages: &[PdfPage], page: u32) -> Problem {
    let place = place_of(pages, page);
    let message = format!("{page}ページの先頭の行は、前のページの最後の行の続きとして読みました。");
    Problem::new(ProblemKind::Note, place, message)
}

/// A page on which the columns of the first ones go on.
pub(super) fn wider(pages: &[PdfPage], Wider { page, sure }: Wider) -> Problem {
    let place = place_of(pages, page);
    let (kind, why) = if sure {
        (ProblemKind::Note, "")
    } else {
        (ProblemKind::Doubt, "行の高さが違うので、上から順に対応させています。")
    };
    let message = format!(
        "{page}ページからの表は、前のページの表の右側の列として読みました。{why}行がずれていないか確認してください。"
    );
    Problem::new(kind, place, message)
}

/// A page whose table prints no head and has other columns than the tables before.
pub(super) fn headless(pages: &[PdfPage], page: u32) -> Problem {
    let place = place_of(pages, page);
    let message = format!(
        "{page}ページの表は、見出しがなく、列の数も前の表と違います。前の表の続きかどうか分からないため、読み込んでいません。続きであれば、元の表計算ファイルを指定してください。"
    );
    Problem::new(ProblemKind::Doubt, place, message)
}

/// What is odd about a page.
pub(super) fn of_page(page: &PdfPage) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut tell = |kind: ProblemKind, message: String| {
        problems.push(Problem::new(kind, whole(page), message));
    };
    let number = page.number;
    if page.doubled > 0 {
        tell(
            ProblemKind::Repair,
            format!(
                "{number}ページで同じ位置に二重に描かれた{}文字を、1つとして読みました。",
                page.doubled
            ),
        );
    }
    if page.unpainted > 0 {
        tell(
            ProblemKind::Note,
            format!("{number}ページの、紙に見えない{}文字は読み込んでいません。", page.unpainted),
        );
    }
    if page.marks.iter().any(|mark| mark.hidden) {
        tell(
            ProblemKind::Doubt,
            format!(
                "{number}ページは画像に重ねた文字（文字認識の結果）です。画像と照らし合わせて、誤りがないか確認してください。"
            ),
        );
    }
    if page.unknown > 0 {
        tell(
            ProblemKind::Doubt,
            format!(
                "{number}ページに、ファイルが何の文字か示していない字が{}字あり、「\u{fffd}」としました。元の表計算ファイルで確認してください。",
                page.unknown
            ),
        );
    }
    if page.marks.is_empty() && page.pictured {
        tell(
            ProblemKind::Doubt,
            format!(
                "{number}ページは画像だけなので読み込んでいません。そのページの元の表計算ファイルかテキストを指定してください。"
            ),
        );
    }
    problems
}

/// Texts that no cell holds, each with the pages that show it.
pub(super) fn asides(texts: &[AsideText], cells: &PlacedCells<'_>) -> Vec<Problem> {
    let mut known: Vec<(&AsideText, Vec<u32>)> = Vec::new();
    let mut problems = Vec::new();
    for text in texts.iter().filter(|text| text.why != Aside::Ruby) {
        let same = |(other, _): &&mut (&AsideText, Vec<u32>)| {
            text.why != Aside::Struck && other.why == text.why && other.text == text.text
        };
        match known.iter_mut().find(same) {
            Some((_, pages)) => pages.push(text.page),
            None => known.push((text, vec![text.page])),
        }
    }
    for (text, pages) in known {
        problems.push(aside(text, &pages, cells));
    }
    problems.extend(rubies(texts));
    problems
}

/// A text that no cell holds, tied to the cell over which it lies.
fn aside(text: &AsideText, pages: &[u32], cells: &PlacedCells<'_>) -> Problem {
    let placed = cells.at(text.page, text.area.middle());
    let at = placed.map_or_else(|| named(pages.iter().copied()), |placed| cell_name(&placed));
    let quoted = text.text.trim().replace('\n', " ");
    let (kind, message) = match text.why {
        Aside::Struck => (
            ProblemKind::Doubt,
            format!(
                "{at}の「{quoted}」は線で消されているため、取り込んでいません。消されていない文だけを読みました。元の資料で確認してください。"
            ),
        ),
        Aside::Note | Aside::Ruby => (
            ProblemKind::Unplaced,
            format!(
                "{at}に付けられた注釈「{quoted}」は表の外の文として、どの欄にも入れていません。"
            ),
        ),
        Aside::Slanted | Aside::Large => (
            ProblemKind::Unplaced,
            format!(
                "{at}に重ねて書かれた「{quoted}」（透かしやスタンプと思われます）は表の外の文として、どの欄にも入れていません。"
            ),
        ),
    };
    let problem = Problem::new(kind, boxed(text.page, text.area), message);
    match placed {
        Some(placed) => problem.at(placed.row.no, placed.role.clone()),
        None => problem,
    }
}

/// How kanji are read, one sentence a page.
fn rubies(texts: &[AsideText]) -> Vec<Problem> {
    let rubies: Vec<&AsideText> = texts.iter().filter(|text| text.why == Aside::Ruby).collect();
    let of_page = |own: &[&AsideText]| {
        let first = own.first()?;
        let quoted: Vec<&str> = own.iter().take(MOST_QUOTED).map(|text| text.text.trim()).collect();
        let more = if own.len() > MOST_QUOTED { "など" } else { "" };
        let message = format!(
            "{}ページのふりがな「{}」{more}は、文に含めていません。",
            first.page,
            quoted.join("」「")
        );
        Some(Problem::new(ProblemKind::Note, boxed(first.page, first.area), message))
    };
    rubies.chunk_by(|a, b| a.page == b.page).filter_map(of_page).collect()
}

/// What is circled in a cell that holds more than that.
pub(super) fn circled(placed: &PlacedCell<'_>, texts: &[String]) -> Problem {
    let message = format!(
        "{}の「{}」のうち「{}」が囲まれています。囲みは値として読んでいません。囲まれた語が答えかどうか、元の資料で確認してください。",
        cell_name(placed),
        placed.cell.text.replace('\n', " "),
        texts.join("」「")
    );
    let place = placed.cell.place.clone().unwrap_or(domain::Place::File);
    Problem::new(ProblemKind::Doubt, place, message).at(placed.row.no, placed.role.clone())
}

/// What people call a cell: its page, its action and its column.
fn cell_name(placed: &PlacedCell<'_>) -> String {
    let page = placed.cell.place.as_ref().map_or(String::new(), |place| format!("{place}の"));
    format!("{page}「{}」の{}", placed.row.action.text.replace('\n', ""), placed.role.label())
}
