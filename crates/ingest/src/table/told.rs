//! What cells show beside their text, and what stands outside them: each told to a person.

use std::collections::BTreeMap;

use domain::{
    Place,
    place::letters,
    reading::{Problem, ProblemKind},
    text::ink,
};

use super::{
    beside::{CellRemark, OutsideKind},
    grid::Table,
    remarks,
};

/// The most texts of one kind that are told one by one.
const MOST_TOLD: usize = 50;
/// The most characters that are quoted of one text.
const LONGEST_QUOTE: usize = 200;
/// The most runs of cells that one sentence names.
const MOST_RUNS: usize = 40;

/// The most remarks that are told one by one.
const MOST_REMARKS: usize = 200;

/// The kinds of remarks that one sentence tells of all cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum GatheredRemark {
    NoResult,
    HiddenNumber,
    HiddenSign,
    Rounded,
    Overlaid,
}

impl CellRemark {
    /// How it is told together with those of its column, and what it says of its own.
    fn gathered(&self) -> Option<(GatheredRemark, &str)> {
        match self {
            Self::NoResult => Some((GatheredRemark::NoResult, "")),
            Self::HiddenNumber(number) => Some((GatheredRemark::HiddenNumber, number)),
            Self::HiddenSign(number) => Some((GatheredRemark::HiddenSign, number)),
            Self::Rounded(number) => Some((GatheredRemark::Rounded, number)),
            Self::Overlaid => Some((GatheredRemark::Overlaid, "")),
            Self::HiddenText(_) | Self::Struck(_) | Self::LooseQuote { .. } => None,
        }
    }
}

impl Table {
    /// What a person is told of the table's cells and of what stands outside them.
    pub(crate) fn told(&self) -> Vec<Problem> {
        let mut gathered = BTreeMap::<(GatheredRemark, u32), Vec<(u32, &str)>>::new();
        let mut alone = Vec::new();
        for (row, column, remark) in &self.remarks {
            match remark.gathered() {
                Some((kind, detail)) => {
                    gathered.entry((kind, *column)).or_default().push((*row, detail));
                }
                None => alone.push((*row, *column, remark)),
            }
        }
        let mut problems: Vec<Problem> = alone
            .iter()
            .take(MOST_REMARKS)
            .map(|(row, column, remark)| self.told_alone(*row, *column, remark))
            .collect();
        if let Some(more) = alone.len().checked_sub(MOST_REMARKS).filter(|more| *more > 0) {
            let sentence = format!(
                "取り消し線や見えない文字のあるセルなどが、ほかに{more}か所あります。その文字は取り込んでいません。元のファイルで確かめてください。"
            );
            problems.push(Problem::new(ProblemKind::Doubt, self.whole(), sentence));
        }
        problems.extend(gathered.into_iter().map(|((kind, column), cells)| {
            let place = cells.first().map_or(Place::File, |(row, _)| self.place(*row, column));
            let rounded = kind == GatheredRemark::Rounded;
            let told = if rounded { ProblemKind::Note } else { ProblemKind::Doubt };
            Problem::new(told, place, sentence(self, kind, column, &cells))
        }));
        problems.extend(self.told_outside());
        problems
    }

    /// What is told of one cell.
    fn told_alone(&self, row: u32, column: u32, remark: &CellRemark) -> Problem {
        let place = self.place(row, column);
        let sentence = match remark {
            CellRemark::Struck(words) => struck(self, row, column, &place, words),
            CellRemark::LooseQuote { line } => format!(
                "{line}行目（{place}）の引用符「\"」は、欄の中の文字として読みました。この行の各欄がずれていないか確認してください。"
            ),
            CellRemark::HiddenText(text) => format!(
                "{place} の「{}」は表示されない文字（白い文字など）です。取り込んでいません。必要な文字であれば、見えるように直してから読み込み直してください。",
                quote(text)
            ),
            _ => place.to_string(),
        };
        Problem::new(ProblemKind::Doubt, place, sentence)
    }

    /// The characters that stand outside the cells' texts: struck, not shown, laid over. They are
    /// read, and unplaced.
    pub(crate) fn aside_ink(&self) -> usize {
        let of_cell = |(_, _, remark): &(u32, u32, CellRemark)| match remark {
            CellRemark::Struck(text) | CellRemark::HiddenText(text) => ink(text),
            _ => 0,
        };
        let outside = self.outside.iter().map(|outside| ink(&outside.text)).sum::<usize>();
        self.remarks.iter().map(of_cell).sum::<usize>() + outside
    }

    /// The texts in no cell, of each kind as many as a person may read.
    fn told_outside(&self) -> Vec<Problem> {
        let mut counts = BTreeMap::<OutsideKind, usize>::new();
        let mut problems = Vec::new();
        for outside in &self.outside {
            let count = counts.entry(outside.kind).or_default();
            *count += 1;
            if *count > MOST_TOLD {
                continue;
            }
            let place = outside.at.map_or_else(|| self.whole(), |(row, at)| self.place(row, at));
            let (kind, words) = (outside.kind, quote(&outside.text));
            let sentence = format!(
                "{}{}「{words}」は表の外の文字として、どの欄にも取り込んでいません。",
                outside.at.map_or(String::new(), |_| format!("{place} の")),
                kind.words(),
            );
            problems.push(Problem::new(kind.told(), place, sentence));
        }
        let more = counts.into_iter().filter(|(_, count)| *count > MOST_TOLD);
        let more = more.map(|(kind, count)| (kind.told(), kind.words(), count - MOST_TOLD));
        problems.extend(more.map(|(told, words, more)| {
            let sentence = format!("{words}が、ほかに{more}か所あります。取り込んでいません。");
            Problem::new(told, self.whole(), sentence)
        }));
        if self.furigana > 0 {
            let count = self.furigana;
            let sentence =
                format!("ふりがな（{count}字）は表の外の文字として、取り込んでいません。");
            problems.push(Problem::new(ProblemKind::Note, self.whole(), sentence));
        }
        problems
    }
}

impl OutsideKind {
    /// What holds the text.
    fn words(self) -> &'static str {
        match self {
            Self::Shape => "図形の文字",
            Self::Comment => "コメント",
            Self::Margin => "印刷するページの上下の文字",
        }
    }

    /// Words over the cells may be meant for them; the others belong to the paper or the talk.
    fn told(self) -> ProblemKind {
        match self {
            Self::Shape => ProblemKind::Unplaced,
            Self::Comment | Self::Margin => ProblemKind::Note,
        }
    }
}

/// What is told of struck words.
fn struck(table: &Table, row: u32, column: u32, place: &Place, words: &str) -> String {
    let words = quote(words);
    let kept = table.cell(row, column).is_some();
    if kept {
        return format!(
            "{place} の「{words}」は取り消し線で消されているため、残りの文字だけを取り込みました。元のファイルで確認してください。"
        );
    }
    let whole = if table.line(row).is_none() { "この行の" } else { "" };
    format!(
        "{place} の「{words}」は取り消し線で消されているため、{whole}空欄として読みました。元のファイルで確認してください。"
    )
}

/// What is told of all cells of a column that are alike.
fn sentence(table: &Table, kind: GatheredRemark, column: u32, cells: &[(u32, &str)]) -> String {
    let places = runs(table, column, cells);
    let first = cells.first().map_or("", |(_, detail)| *detail);
    match kind {
        GatheredRemark::NoResult => format!(
            "{places} の計算結果がファイルに入っていません。空欄として読みました。元のファイルを表計算ソフトで開いて保存し直してから、読み込み直してください。"
        ),
        GatheredRemark::HiddenNumber => format!(
            "{places} の値（{first} など）は、元のファイルでは表示されていません。空欄として読みました。値を取り込むには、表示されるように直してから読み込み直してください。"
        ),
        GatheredRemark::HiddenSign => format!(
            "{places} の値（{first} など）は、負の数であることが色だけで示されています。表示のとおり、符号なしで読みました。元のファイルで確認してください。"
        ),
        GatheredRemark::Rounded => format!(
            "{places} の値（{first} など）は、丸めて表示されています。表示のとおりに読みました。"
        ),
        GatheredRemark::Overlaid => format!(
            "{places} の上に図形（丸囲みや線など）が置かれています。図形で選んだ区分や消した文字は読み取れません。元のファイルで確認し、セルの文字で記入してください。"
        ),
    }
}

/// The cells of a column, neighbours together: `様式!G5〜G9、G12`.
fn runs(table: &Table, column: u32, cells: &[(u32, &str)]) -> String {
    let mut rows: Vec<u32> = cells.iter().map(|(row, _)| *row).collect();
    rows.sort_unstable();
    rows.dedup();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match runs.last_mut().filter(|(_, last)| *last + 1 == row) {
            Some((_, last)) => *last = row,
            None => runs.push((row, row)),
        }
    }
    let name = |row: u32| format!("{}{}", letters(column), row + 1);
    let names = runs.into_iter().enumerate().map(|(at, (first, last))| {
        let begin = if at == 0 { table.place(first, column).to_string() } else { name(first) };
        if first == last { begin } else { format!("{begin}〜{}", name(last)) }
    });
    remarks::listed(names, MOST_RUNS)
}

/// As much of a text as a sentence can carry, in one line.
fn quote(text: &str) -> String {
    let text = text.trim().replace('\n', " ");
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
