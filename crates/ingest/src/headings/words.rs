//! The words of which headings consist, and what is left of a heading without its year.

use domain::{FiscalYear, fiscal_year::NamedYear, text::fold};

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

/// Further words of tables, where a heading stands in a cell of its own. In a running text they
/// would be taken for parts of sentences.
const OF_TABLES: [&str; 32] = [
    "予算",
    "決算",
    "財源",
    "額",
    "費",
    "千円",
    "円",
    "基準",
    "現状",
    "値",
    "前期",
    "後期",
    "上半期",
    "下半期",
    "対象",
    "者",
    "点数",
    "審議会",
    "委員会",
    "協議会",
    "意見",
    "大綱",
    "省庁",
    "活動",
    "推移",
    "動向",
    "量的",
    "質的",
    "コード",
    "単位",
    "各",
    "事項",
];

/// The heading without the number that a form prints before it: `⑤ 活動指標`, `(3) 実績`, `2．事業名`.
pub(super) fn without_number(heading: &str) -> &str {
    let text = heading.trim_start();
    let circled = |c: char| ('①'..='⑳').contains(&c) || ('❶'..='❿').contains(&c);
    if let Some(rest) = text.strip_prefix(circled) {
        return rest.trim_start();
    }
    let open = text.strip_prefix(['(', '（']).unwrap_or(text);
    let rest = open.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let figures = open.len() - rest.len();
    let parted = rest.strip_prefix([')', '）', '.', '．', '、', ' ', '　']);
    match parted.filter(|_| figures > 0 && open[..figures].chars().count() <= 2) {
        Some(rest) if !rest.trim().is_empty() => rest.trim_start(),
        _ => heading,
    }
}

/// The heading without years, brackets and marks.
pub(super) fn bare(folded: &str) -> String {
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
pub(super) fn without_years(folded: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for named in NamedYear::of_heading(folded) {
        out.push_str(folded.get(at..named.bytes.start).unwrap_or_default());
        let tail = folded.get(named.bytes.end..).unwrap_or_default();
        let suffix = ["年度", "年"].iter().find(|suffix| tail.starts_with(**suffix));
        at = named.bytes.end + suffix.map_or(0, |suffix| suffix.len());
    }
    out.push_str(folded.get(at..).unwrap_or_default());
    out
}

/// The year that a heading names, and whether it names another one besides. What stands in brackets
/// counts where nothing outside them names one.
pub(super) fn year_of(heading: &str) -> Option<(FiscalYear, bool)> {
    let outside = FiscalYear::in_heading(&bare(&domain::text::fold(heading)));
    let years = if outside.is_empty() { FiscalYear::in_heading(heading) } else { outside };
    years.first().map(|year| (*year, years.len() > 1))
}

/// Whether a heading speaks of a year in a way that is not understood: `5年度実績`, `○年度`.
pub(super) fn has_odd_year(heading: &str) -> bool {
    const UNDERSTOOD: [&str; 13] =
        ["前", "昨", "今", "本", "当", "該", "次", "翌", "来", "各", "同", "毎", "前々"];
    let words = without_years(&fold(heading));
    let mut at = 0;
    while let Some(found) = words.get(at..).and_then(|rest| rest.find("年度")) {
        let before = &words[..at + found];
        if !before.is_empty() && !UNDERSTOOD.iter().any(|known| before.ends_with(known)) {
            return true;
        }
        at += found + "年度".len();
    }
    false
}

/// Whether a piece of text consists of nothing but the words of headings.
pub fn is_heading(text: &str) -> bool {
    consists_of(text, &[&VOCABULARY])
}

/// Whether a cell of a table consists of nothing but the words of headings, of tables among them.
pub fn is_heading_of_table(text: &str) -> bool {
    consists_of(without_number(text), &[&VOCABULARY, &OF_TABLES])
}

fn consists_of(text: &str, vocabularies: &[&[&str]]) -> bool {
    let folded = fold(text);
    if folded.is_empty() || folded.chars().count() > 60 || folded.ends_with('。') {
        return false;
    }
    let words = bare(&without_years(&folded));
    let mut rest = words.as_str();
    let mut hits = 0;
    while !rest.is_empty() {
        let known = vocabularies.iter().copied().flatten();
        let longest = known.filter(|word| rest.starts_with(**word)).max_by_key(|w| w.len());
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
    let first: String = without_number(text).trim_start().chars().take(8).collect();
    let folded = fold(&first);
    VOCABULARY.iter().any(|word| folded.starts_with(word))
        || folded.starts_with(|c: char| "令平rh2([【〔<「np#・".contains(c))
}

/// Whether the text names a year, and so can head a group of columns.
pub fn has_year(text: &str) -> bool {
    !FiscalYear::in_heading(text).is_empty()
}

/// Whether the text names a year and nothing else.
pub fn is_only_year(text: &str) -> bool {
    has_year(text) && without_years(&fold(text)).chars().all(|c| "年度()・".contains(c))
}
