//! What a person is told about pages, each in a sentence with its place.

use domain::reading::{Problem, ProblemKind};

use super::{
    marks::PdfPage,
    place::{place_of, whole},
};

/// A page whose first row goes on from the page before.
pub(super) fn goes_on(pages: &[PdfPage], page: u32) -> Problem {
    let place = place_of(pages, page);
    let message = format!("{page}ページの先頭の行は、前のページの最後の行の続きとして読みました。");
    Problem::new(ProblemKind::Note, place, message)
}

/// A page on which the columns of the first ones go on.
pub(super) fn wider(pages: &[PdfPage], page: u32) -> Problem {
    let place = place_of(pages, page);
    let message = format!(
        "{page}ページからの表は、前のページの表の右側の列として読みました。行がずれていないか確認してください。"
    );
    Problem::new(ProblemKind::Note, place, message)
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
