//! What a heading means: which field of which year. Words, not positions, decide; a heading
//! without a year takes it from its neighbours (達成度 occurs twice).

use domain::{
    Field, FiscalYear, Offset, Slot,
    layout::{Column, Layout, Role},
    scale::Scale,
    text::fold,
};

/// What a heading asks for, before its year is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Meaning {
    /// Not an answer: its role is settled.
    Fixed(Role),
    /// An answer to the field.
    Answer(Field),
    /// 取組状況 or 進捗状況 without a code list: grades where another column tells the status.
    StatusOrGrade,
}

/// A heading understood.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Guess {
    meaning: Meaning,
    year: Year,
}

/// What a heading says about its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Year {
    Named(FiscalYear),
    Relative(Offset),
    Unsaid,
}

/// The words of which headings consist. A cell made of nothing else is a heading.
const VOCABULARY: [&str; 92] = [
    "計画における",
    "計画書",
    "計画上",
    "項目",
    "実施",
    "内容",
    "ページ",
    "頁",
    "担当",
    "部署",
    "部局",
    "部課",
    "再掲",
    "状況",
    "達成度",
    "達成率",
    "達成",
    "に関する",
    "に対する",
    "についての",
    "による",
    "における",
    "評価",
    "取組",
    "取り組み",
    "取組み",
    "今後",
    "以降",
    "事業",
    "実績",
    "予定",
    "概要",
    "所管",
    "番号",
    "進捗",
    "年度",
    "前年度",
    "今年度",
    "本年度",
    "当年度",
    "次年度",
    "翌年度",
    "来年度",
    "前年",
    "昨年度",
    "関係",
    "施策",
    "基本",
    "重点",
    "目標",
    "指標",
    "結果",
    "成果",
    "課題",
    "及び",
    "および",
    "自己",
    "具体的",
    "主な",
    "主管",
    "主",
    "区分",
    "備考",
    "方向性",
    "方針",
    "計画",
    "体系",
    "名称",
    "担当者",
    "時点",
    "見込",
    "数値",
    "率",
    "課",
    "部",
    "室",
    "局",
    "名",
    "年",
    "の",
    "と",
    "等",
    "や",
    "へ",
    "欄",
    "考え方",
    "記入",
    "所属",
    "係",
    "分析",
    "効果",
    "理由",
];

/// The heading without years, brackets and marks.
fn bare(folded: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_u32;
    for c in folded.chars() {
        match c {
            '(' | '[' | '【' | '〔' | '<' | '「' => depth += 1,
            ')' | ']' | '】' | '〕' | '>' | '」' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// A folded text with every named year cut out.
fn without_years(folded: &str) -> String {
    let mut out = String::new();
    let mut rest = folded;
    while let Some(c) = rest.chars().next() {
        let cut = ["令和", "平成", "r", "h", "20"].iter().find_map(|era| {
            let tail = rest.strip_prefix(era)?;
            let tail = tail
                .strip_prefix('元')
                .unwrap_or_else(|| tail.trim_start_matches(|d: char| d.is_ascii_digit()));
            let numbered = tail.len() + era.len() < rest.len();
            let year = tail.strip_prefix("年度").or_else(|| tail.strip_prefix('年'));
            (numbered && (year.is_some() || era.len() != 2)).then(|| year.unwrap_or(tail))
        });
        if let Some(tail) = cut {
            rest = tail;
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Whether a piece of text consists of nothing but the words of headings.
pub fn is_heading(text: &str) -> bool {
    let folded = fold(text);
    if folded.is_empty() || folded.chars().count() > 60 || folded.ends_with('。') {
        return false;
    }
    let words = bare(&without_years(&folded));
    let mut rest = words.as_str();
    let mut hits = 0;
    while !rest.is_empty() {
        let longest =
            VOCABULARY.iter().filter(|word| rest.starts_with(**word)).max_by_key(|w| w.len());
        match longest {
            Some(word) => {
                rest = &rest[word.len()..];
                hits += 1;
            }
            None if rest.starts_with([
                '・', '/', '%', ':', '、', ',', '·', '．', '.', '*', '※', '~', '-',
            ]) =>
            {
                rest = &rest[rest.chars().next().map_or(1, char::len_utf8)..];
            }
            None => return matches!(folded.as_str(), "no" | "no." | "番号" | "p" | "#"),
        }
    }
    hits > 0 || has_year(text)
}

/// Whether a text may begin with a heading's words: a quick look before a long one.
pub fn may_begin(text: &str) -> bool {
    let first: String = text.trim_start().chars().take(8).collect();
    let folded = fold(&first);
    VOCABULARY.iter().any(|word| folded.starts_with(word))
        || folded.starts_with(|c: char| "令平rh2([【〔<「np#・".contains(c))
}

/// Whether the text names a year, and so can head a group of columns.
pub fn has_year(text: &str) -> bool {
    FiscalYear::find(text).is_some()
}

/// Whether the text names a year and nothing else.
pub fn is_only_year(text: &str) -> bool {
    has_year(text) && without_years(&fold(text)).chars().all(|c| "年度()・".contains(c))
}

/// Whether a heading's words are understood.
pub fn is_known(heading: &str) -> bool {
    guess(heading).is_some()
}

/// Whether two headings mean the same question, their years aside.
pub fn same_question(a: &str, b: &str) -> bool {
    guess(a).zip(guess(b)).is_some_and(|(a, b)| a.meaning == b.meaning)
}

fn guess(heading: &str) -> Option<Guess> {
    let folded = fold(heading);
    let words = without_years(&folded);
    let meaning = meaning(&words, heading)?;
    Some(Guess { meaning, year: year(&folded, heading) })
}

fn year(folded: &str, heading: &str) -> Year {
    if let Some(year) = FiscalYear::find(heading) {
        return Year::Named(year);
    }
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if has(&["前年", "昨年", "前回"]) {
        Year::Relative(Offset::Previous)
    } else if has(&["次年度", "翌年度", "来年度", "今後", "以降"]) {
        Year::Relative(Offset::Next)
    } else if has(&["今年度", "本年度", "当年度", "当該年度"]) {
        Year::Relative(Offset::This)
    } else {
        Year::Unsaid
    }
}

/// The meaning of a heading's words; `folded` has lost its years.
fn meaning(folded: &str, heading: &str) -> Option<Meaning> {
    let main = bare(folded);
    let main = if main.is_empty() { folded } else { &main };
    let has = |words: &[&str]| words.iter().any(|word| main.contains(word));
    let is = |words: &[&str]| words.contains(&main.trim_end_matches(['.', ':', '*']));
    let listed = Scale::from_heading("", heading).is_some();
    let fixed = |role| Some(Meaning::Fixed(role));
    let answer = |field| Some(Meaning::Answer(field));
    let named_year = FiscalYear::find(heading).is_some();
    match () {
        () if main.chars().count() > 120 => None,
        () if is(&["no", "番号", "通番", "整理番号", "項番", "連番", "#"]) => {
            fixed(Role::No)
        }
        () if main.contains("再掲") => fixed(Role::Relisted),
        () if has(&["ページ", "頁"]) || is(&["p", "計画書"]) => fixed(Role::Page),
        () if listed && has(&["状況", "評価", "進捗", "区分", "達成", "取組"]) => {
            answer(Field::Progress)
        }
        () if has(&["達成度", "達成率", "進捗率", "進捗度", "実施率"]) => {
            answer(Field::Achievement)
        }
        () if has(&["評価区分", "取組区分", "進捗区分", "実施区分", "達成区分", "進捗評価"]) => {
            answer(Field::Progress)
        }
        () if has(&["評価", "課題", "所見", "分析", "点検", "コメント", "振り返り"]) => {
            answer(Field::Evaluation)
        }
        () if has(&["計画における項目", "計画上の項目"]) => fixed(Role::Action),
        () if has(&["計画", "予定", "方向性"]) => answer(Field::Plan),
        () if has(&["今後"]) && has(&["取組", "取り組み", "方針", "対応"]) => {
            answer(Field::Plan)
        }
        () if has(&["実施状況", "実績", "実施結果", "取組結果", "活動状況"]) => {
            answer(Field::Status)
        }
        () if has(&["取組状況", "進捗状況", "取組の状況", "進捗"]) => {
            Some(Meaning::StatusOrGrade)
        }
        () if has(&[
            "実施内容",
            "取組内容",
            "事業内容",
            "事業概要",
            "取組概要",
            "内容",
            "概要",
        ]) =>
        {
            if named_year {
                answer(Field::Status)
            } else {
                fixed(Role::Content)
            }
        }
        () if has(&["担当部署", "部局", "担当部", "所管部", "部名"])
            || is(&["部", "部署", "局"]) =>
        {
            fixed(Role::Department)
        }
        () if has(&["担当", "所管", "主管", "所属", "実施主体", "関係課", "課名"])
            || is(&["課"]) =>
        {
            fixed(Role::Section)
        }
        () if has(&["事業名", "項目", "取組名", "事業・取組", "取組事業", "施策名"])
            || is(&["事業", "取組", "主な取組", "具体的な取組", "具体的取組", "取り組み"]) =>
        {
            fixed(Role::Action)
        }
        () if has(&["施策", "基本目標", "基本方針", "体系", "柱"]) => {
            fixed(Role::Measure)
        }
        () => None,
    }
}

/// The columns that headings name, and the sheet's year.
#[derive(Debug, Clone, PartialEq)]
pub struct Understood {
    /// The layout; headings that are not understood are [`Role::Ignored`].
    pub layout: Layout,
    /// The year that the headings name, with the heading that names it.
    pub year: Option<(FiscalYear, String)>,
}

/// Understands a row of headings, left to right.
pub fn understand(headings: &[String]) -> Understood {
    let mut guesses: Vec<Option<Guess>> = headings.iter().map(|h| guess(h)).collect();
    settle_grades(&mut guesses);
    settle_owners(&mut guesses);
    let year = sheet_year(&guesses, headings);
    let offsets = offsets(&guesses, headings, year.as_ref().map(|(year, _)| *year));
    let mut scales = Vec::new();
    let mut taken = Vec::new();
    let columns = guesses.iter().zip(headings).zip(offsets).map(|((guess, heading), offset)| {
        let role = match guess.as_ref().map(|g| &g.meaning) {
            Some(Meaning::Fixed(role)) => role.clone(),
            Some(Meaning::Answer(field)) => Role::Answer(Slot::new(field.clone(), offset)),
            Some(Meaning::StatusOrGrade) => Role::Answer(Slot::new(Field::Status, offset)),
            None => Role::Ignored,
        };
        let role = if taken.contains(&role) { Role::Ignored } else { role };
        taken.push(role.clone());
        let mut column = Column::new(heading.replace('\n', ""), role);
        let graded = matches!(&column.role, Role::Answer(slot) if slot.field == Field::Progress);
        let scale = Scale::from_heading(Field::Progress.label(), heading).filter(|_| graded);
        if let Some(scale) = scale {
            column.scale.clone_from(&scale.name);
            scales.push(scale);
        }
        column
    });
    let columns = columns.collect();
    scales.dedup();
    Understood {
        layout: Layout { name: String::new(), sheet: String::new(), columns, scales },
        year,
    }
}

/// 取組状況 is the grade where another column tells the status of the same year.
fn settle_grades(guesses: &mut [Option<Guess>]) {
    let status = guesses.iter().flatten().any(|g| g.meaning == Meaning::Answer(Field::Status));
    let graded = guesses.iter().flatten().any(|g| g.meaning == Meaning::Answer(Field::Progress));
    for guess in guesses.iter_mut().flatten() {
        if guess.meaning == Meaning::StatusOrGrade {
            let field = if status && !graded { Field::Progress } else { Field::Status };
            guess.meaning = Meaning::Answer(field);
        }
    }
}

/// 担当部署 alone names the section.
fn settle_owners(guesses: &mut [Option<Guess>]) {
    let is = |role: Role| move |g: &Guess| g.meaning == Meaning::Fixed(role.clone());
    if guesses.iter().flatten().any(is(Role::Section)) {
        return;
    }
    if let Some(guess) = guesses.iter_mut().flatten().find(|g| is(Role::Department)(g)) {
        guess.meaning = Meaning::Fixed(Role::Section);
    }
}

/// The year that the sheet reports: the latest that a result column names, else the earliest of a
/// plan column.
fn sheet_year(guesses: &[Option<Guess>], headings: &[String]) -> Option<(FiscalYear, String)> {
    let named = |results: bool| {
        guesses.iter().zip(headings).filter_map(move |(guess, heading)| {
            let guess = guess.as_ref()?;
            let Meaning::Answer(field) = &guess.meaning else { return None };
            match guess.year {
                Year::Named(year) if results == (*field != Field::Plan) => {
                    Some((year, heading.replace('\n', "")))
                }
                _ => None,
            }
        })
    };
    named(true).max_by_key(|(year, _)| *year).or_else(|| named(false).min_by_key(|(year, _)| *year))
}

/// Each heading's year as seen from the sheet's. A heading that names none takes its left
/// neighbour's; if that slot is taken already, its right neighbour's.
fn offsets(
    guesses: &[Option<Guess>],
    headings: &[String],
    sheet: Option<FiscalYear>,
) -> Vec<Offset> {
    let said: Vec<Option<Offset>> = guesses
        .iter()
        .map(|guess| match guess.as_ref()?.year {
            Year::Named(year) => {
                sheet.and_then(|sheet| Offset::between(sheet, year)).or(Some(Offset::Next))
            }
            Year::Relative(offset) => Some(offset),
            Year::Unsaid => None,
        })
        .collect();
    let answers = |i: usize| matches!(guesses[i], Some(Guess { meaning: Meaning::Answer(_), .. }));
    let mut settled: Vec<Offset> = Vec::with_capacity(guesses.len());
    let mut taken: Vec<(&Meaning, Offset)> = Vec::new();
    for (i, guess) in guesses.iter().enumerate() {
        let left = (0..i).rev().find(|j| answers(*j)).map(|j| settled[j]);
        let right = (i + 1..guesses.len()).find_map(|j| answers(j).then(|| said[j]).flatten());
        let asks = fold(&headings[i]).contains("ください").then_some(Offset::This);
        let mut choices = [said[i], asks, left, right, Some(Offset::This)].into_iter().flatten();
        let offset = match guess.as_ref().map(|g| &g.meaning) {
            Some(meaning @ Meaning::Answer(_)) => {
                let first = choices.next().unwrap_or(Offset::This);
                let free = |o: &Offset| !taken.contains(&(meaning, *o));
                let chosen = if said[i].is_some() || free(&first) {
                    first
                } else {
                    choices.find(free).unwrap_or(first)
                };
                taken.push((meaning, chosen));
                chosen
            }
            _ => Offset::This,
        };
        settled.push(offset);
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(headings: &[&str]) -> Vec<String> {
        let headings: Vec<String> = headings.iter().map(|h| (*h).to_owned()).collect();
        understand(&headings).layout.columns.iter().map(|c| c.role.name()).collect()
    }

    #[test]
    fn the_official_form_is_understood() {
        let headings = [
            "計画における項目",
            "実施内容",
            "計画書\nページ",
            "担当部署",
            "担当課",
            "再掲",
            "令和２年度実施状況",
            "達成度（％）",
            "令和３年度の実施計画",
            "令和３年度実施状況",
            "令和３年度実施状況に関する担当課の評価",
            "取組状況\nア　実施済,ウ　準備中,エ　未実施,オ　その他　から選択してください",
            "達成度（％）整数で入力してください。数値での判定が難しい場合空欄でかまいません。",
            "今後（令和４年度以降）の実施計画",
        ];
        assert_eq!(
            roles(&headings),
            [
                "action",
                "content",
                "page",
                "department",
                "section",
                "relisted",
                "previous_status",
                "previous_achievement",
                "plan",
                "status",
                "evaluation",
                "progress",
                "achievement",
                "next_plan"
            ]
        );
        let found = understand(&headings.map(str::to_owned));
        assert_eq!(found.year.unwrap().0.start(), 2021);
        assert_eq!(found.layout.scale().grades.len(), 4);
    }

    #[test]
    fn a_percentage_takes_its_year_from_its_neighbours() {
        assert_eq!(
            roles(&["事業名", "担当課", "R4実績", "達成度", "R5計画", "R5実績", "達成度"])[3..],
            ["previous_achievement", "plan", "status", "achievement"]
        );
        assert_eq!(
            roles(&[
                "事業名",
                "担当課",
                "達成度（％）",
                "令和２年度実施状況",
                "令和３年度実施状況",
                "達成度（％）"
            ])[2..],
            [
                "previous_achievement".to_owned(),
                "previous_status".into(),
                "status".into(),
                "achievement".into()
            ]
            .map(|s| s.to_string())
        );
    }

    #[test]
    fn relative_years_are_understood() {
        assert_eq!(
            roles(&[
                "No.",
                "施策",
                "取組",
                "所管課",
                "前年度実績",
                "今年度計画",
                "今年度実績",
                "自己評価",
                "次年度計画"
            ]),
            [
                "no",
                "measure",
                "action",
                "section",
                "previous_status",
                "plan",
                "status",
                "evaluation",
                "next_plan"
            ]
        );
    }

    #[test]
    fn sentences_and_titles_are_no_headings() {
        for text in [
            "健康増進計画",
            "年2回の実施",
            "実施を継続",
            "概ね順調に推移している。",
            "障がい者計画",
            "人権相談",
            "地域ケア会議",
            "100 %",
        ] {
            assert!(!is_heading(text), "{text}");
        }
        for text in [
            "計画における項目",
            "担当課",
            "達成度（％）",
            "今後（令和４年度以降）の実施計画",
            "令和３年度実施状況に関する担当課の評価",
        ] {
            assert!(is_heading(text), "{text}");
        }
    }
}
