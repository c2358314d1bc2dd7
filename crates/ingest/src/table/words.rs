//! What the words of a row say that it is, besides an action.

use domain::text::fold;

/// Whether a text is a note below or beside the table.
pub(super) fn is_note(text: &str) -> bool {
    let text = text.trim_start();
    // 注1: but 注意喚起 is an action
    let numbered = |rest: &str| {
        rest.is_empty()
            || rest.starts_with(|c: char| c.is_numeric() || "：:）)】]．. 　記釈".contains(c))
    };
    let bare = text.trim_start_matches(['（', '(', '[', '【', '［']);
    text.starts_with(['※', '＊', '*']) || bare.strip_prefix('注').is_some_and(numbered)
}

/// Whether a row's only texts say where the sheet comes from or how it is to be read.
pub(super) fn is_remark(title: &str) -> bool {
    const BEGINS: [&str; 8] =
        ["凡例", "資料:", "出典", "備考:", "参考:", "作成:", "問合せ", "問い合わせ"];
    let folded = fold(title);
    let bare = folded.trim_start_matches(|c| "【[(<〔「".contains(c));
    let dated = bare.ends_with("現在") && bare.contains(|c: char| c.is_ascii_digit());
    is_note(title)
        || BEGINS.iter().any(|begins| bare.starts_with(begins))
        || ["作成", "作成者", "作成課", "資料", "備考"].contains(&bare)
        || dated
}

/// Whether a label of a row says that it adds the others up.
pub(super) fn is_total(label: &str) -> bool {
    const WHOLE: [&str; 12] = [
        "計",
        "合計",
        "総計",
        "小計",
        "中計",
        "累計",
        "総合計",
        "平均",
        "平均値",
        "全体",
        "達成率",
        "達成度",
    ];
    const ENDS: [&str; 8] = ["小計", "合計", "総計", "平均", "平均値", "施策計", "目標計", "課計"];
    const MEANS: [&str; 4] = ["平均達成度", "平均達成率", "達成度平均", "達成率平均"];
    let folded = fold(label);
    let bare = folded.trim_matches(|c| "【】[]()<>〔〕「」:".contains(c));
    let before_bracket = bare.split(['(', '[', '【']).next().unwrap_or(bare);
    // 健康課 計: but neither 家計 nor 統計
    let apart = label.trim_end().strip_suffix('計').is_some_and(|rest| {
        rest.ends_with(|c: char| c.is_whitespace() || "）)】］」の".contains(c))
    });
    let short = folded.chars().count() <= 20;
    WHOLE.contains(&bare)
        || MEANS.contains(&before_bracket)
        || WHOLE.contains(&before_bracket)
        || short && ENDS.iter().any(|end| bare.ends_with(end))
        || short && apart
        || counts_all(bare)
}

/// 全6事業, 計60件: a count of the rows.
fn counts_all(folded: &str) -> bool {
    let rest = ["全", "計", "合計"].iter().find_map(|word| folded.strip_prefix(word));
    let unit = rest.map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    rest.zip(unit).is_some_and(|(rest, unit)| {
        unit.len() < rest.len() && ["事業", "件", "項目", "施策", "課", "取組"].contains(&unit)
    })
}

/// Whether a label says that its row shows how the sheet is filled in.
pub(super) fn is_sample(label: &str) -> bool {
    const SAMPLES: [&str; 5] = ["記入例", "記載例", "入力例", "作成例", "見本"];
    let folded = fold(label);
    let bare = folded.trim_start_matches(|c| "【[(<〔「※".contains(c));
    SAMPLES.iter().any(|sample| bare.starts_with(sample) || in_brackets(&folded, sample))
        || bare.strip_prefix('例').is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(|c: char| "】])>〕」:.1234".contains(c))
        })
}

/// Whether a label ends with a word in brackets: `見守り訪問【記載例】`.
fn in_brackets(folded: &str, word: &str) -> bool {
    let inner = folded.strip_suffix(|c| "】])>〕」".contains(c));
    let open = inner.and_then(|inner| inner.strip_suffix(word));
    open.is_some_and(|open| open.ends_with(|c| "【[(<〔「".contains(c)))
}

/// Whether a worksheet's name says that it is no city's answer.
pub(super) fn is_sample_sheet(name: &str) -> bool {
    let folded = fold(name);
    ["記入例", "記載例", "入力例", "作成例", "見本", "サンプル", "ひな形", "雛形", "記入要領"]
        .iter()
        .any(|word| folded.contains(word))
        || folded == "例"
}

/// Whether a row numbers the columns: ①②③, (1)(2)(3), A B C, 1 2 3.
pub(super) fn numbers_columns<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let mut before: Option<u32> = None;
    let mut count = 0;
    for text in texts {
        let Some(number) = enumerator(text) else { return false };
        if before.is_some_and(|before| number != before + 1) {
            return false;
        }
        before = Some(number);
        count += 1;
    }
    count >= 3
}

/// The place of a mark in its list: ③, (3), 3, C and ウ are the third.
fn enumerator(text: &str) -> Option<u32> {
    const KANA: &str = "アイウエオカキクケコサシスセソタチツテト";
    if text.chars().count() > 5 {
        return None;
    }
    let folded = fold(text);
    let bare = folded.trim_matches(|c| "()[]<>.欄".contains(c));
    if let Ok(number) = bare.parse() {
        return Some(number);
    }
    let mut chars = bare.chars();
    let (one, none) = (chars.next()?, chars.next().is_none());
    let letter = one.is_ascii_lowercase().then(|| u32::from(one) - u32::from('a') + 1);
    let kana = || KANA.chars().position(|kana| kana == one)?.checked_add(1)?.try_into().ok();
    letter.or_else(kana).filter(|_| none)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_known_by_their_words() {
        for label in [
            "合計",
            "小計",
            "【小計】",
            "合計（平均）",
            "平均値",
            "基本施策１　計",
            "全６事業",
            "達成率（全体）",
            "健康課　合計",
            "平均",
            "計",
            "重点施策の計",
            "全体平均",
            "平均達成度",
            "施策計",
        ] {
            assert!(is_total(label), "{label}");
        }
        for label in [
            "家計相談",
            "統計の公表",
            "合計特殊出生率の向上",
            "会計年度任用職員研修",
            "設計",
            "全体会議",
            "家計",
        ] {
            assert!(!is_total(label), "{label}");
        }
    }

    #[test]
    fn samples_and_remarks_are_known_by_their_words() {
        for label in [
            "例",
            "（例）こころの講座",
            "見守り訪問【記載例】",
            "記入例",
            "【記入例】",
            "例：講座",
            "［例］",
            "例１",
        ] {
            assert!(is_sample(label), "{label}");
        }
        for label in ["例会の開催", "例年の訓練", "事例検討会", "条例の制定"] {
            assert!(!is_sample(label), "{label}");
        }
        for title in
            ["【凡例】ア：実施済", "資料：健康課", "令和6年6月1日現在", "出典　各課照会", "作成"]
        {
            assert!(is_remark(title), "{title}");
        }
        for title in ["注意喚起メールの配信", "資料の作成", "作成会", "備考欄の活用", "現在の取組"]
        {
            assert!(!is_remark(title), "{title}");
        }
    }

    #[test]
    fn a_row_that_counts_the_columns_is_known() {
        for row in
            [["①", "②", "③"], ["（１）", "（２）", "（３）"], ["A", "B", "C"], ["ア", "イ", "ウ"]]
        {
            assert!(numbers_columns(row.into_iter()), "{row:?}");
        }
        for row in [["①", "②", "講座"], ["1", "3", "5"], ["18", "18", "18"]] {
            assert!(!numbers_columns(row.into_iter()), "{row:?}");
        }
    }
}
