//! Lists of grades as forms print them and as people type them.

use super::{Grade, Scale, is_code};
use crate::text::ascii_digits;

impl Scale {
    /// Reads the code list that forms print in the column's head or above the table:
    /// `ア　実施済,ウ　準備中,エ　未実施,オ　その他　から選択してください`, `Ａ：順調 Ｂ：遅れ`,
    /// `A（4点）、B（3点）`. At least two grades are needed for it to be one.
    pub fn from_heading(name: &str, heading: &str) -> Option<Self> {
        let text: String = heading.chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
        let enough = |grades: Vec<Grade>| Some(grades).filter(|grades| grades.len() >= 2);
        let grades = enough(pointed(&text))
            .or_else(|| enough(listed(&text)))
            .or_else(|| enough(spaced(&text)))?;
        Some(Self { name: name.to_owned(), grades })
    }

    /// Reads the grades that a person typed: one a line, or between commas, each `A 順調` or, with
    /// its points, `A 順調=4`. `None` when there are none.
    pub fn typed(name: &str, text: &str) -> Option<Self> {
        let lines = text.trim().contains('\n');
        let parts = text.split(|c| c == '\n' || !lines && [',', '，', '、'].contains(&c));
        let grades: Vec<Grade> =
            parts.map(str::trim).filter(|part| !part.is_empty()).map(typed_grade).collect();
        (!grades.is_empty()).then(|| Self { name: name.to_owned(), grades })
    }

    /// The grades as [`Scale::typed`] reads them, one a line.
    pub fn as_typed(&self) -> String {
        let grades = self.grades.iter().map(|grade| {
            let points = grade.points.map_or_else(String::new, |points| format!("={points}"));
            format!("{}{points}", grade.written())
        });
        grades.collect::<Vec<_>>().join("\n")
    }
}

fn typed_grade(part: &str) -> Grade {
    let pointed = part.rsplit_once(['=', '＝']).and_then(|(words, points)| {
        let points: f64 = ascii_digits(points).trim().parse().ok()?;
        (points.is_finite() && !words.trim().is_empty()).then_some((words, points))
    });
    let (words, points) = pointed.map_or((part, None), |(words, points)| (words, Some(points)));
    Grade { points, ..Grade::read(words) }
}

impl Grade {
    /// A grade as it is written in a cell or a list: a code and words, or one of them.
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        let mut chars = text.chars();
        let code = chars.next().filter(|c| is_code(*c));
        let rest = chars.as_str();
        let latin = code.is_some_and(|c| !is_katakana(c) && !c.is_numeric());
        match code {
            Some(code) if rest.is_empty() => Self::new(&code.to_string(), ""),
            Some(code) if rest.starts_with(SEPARATORS) => {
                Self::new(&code.to_string(), rest.trim_start_matches(SEPARATORS))
            }
            // ａ進んだ: a letter or a mark before a Japanese word is a code
            Some(code) if latin && rest.starts_with(crate::text::is_japanese) => {
                Self::new(&code.to_string(), rest)
            }
            _ => Self::new("", text),
        }
    }
}

/// Grades between commas or brackets.
fn listed(text: &str) -> Vec<Grade> {
    let mut plain = String::new();
    for c in text.chars() {
        let mut before = plain.chars().rev();
        let coded = before.next().is_some_and(is_code)
            && before.next().is_none_or(|c| SEPARATORS.contains(&c) || BREAKS.contains(&c));
        // After a code the colon belongs to the grade; elsewhere it ends what comes before the list
        plain.push(match c {
            '：' | ':' | '＝' | '=' if coded => ' ',
            '（' | '）' | '(' | ')' | '［' | '］' | '：' | ':' => ',',
            other => other,
        });
    }
    plain.split([',', '、', '，', '/', '／']).filter_map(grade_in).collect()
}

const BREAKS: [char; 13] =
    [',', '、', '，', '/', '／', '（', '）', '(', ')', '［', '］', '\n', '。'];

/// Grades between spaces, where their codes follow one another: `Ａ順調　Ｂ概ね順調　Ｃ遅れ`.
fn spaced(text: &str) -> Vec<Grade> {
    let text = text.replace(['（', '）', '(', ')', '［', '］'], " ");
    let mut grades: Vec<Grade> = Vec::new();
    for word in text.split([' ', '　']) {
        let word = word.rsplit_once("区分：").map_or(word, |(_, word)| word);
        let mut chars = word.chars();
        let Some(code) = chars.next().filter(|c| is_code(*c) && !c.is_numeric()) else { continue };
        let label = chars.as_str().trim_start_matches(['：', ':', '＝', '=', '…', '.', '．']);
        let follows = grades.last().is_none_or(|last| is_next(&last.code, code));
        let fits = (1..=15).contains(&label.chars().count())
            && label.starts_with(crate::text::is_japanese)
            && !label.starts_with(['が', 'の', 'は', 'を', 'に', 'と']);
        if fits && follows {
            grades.push(Grade::new(&code.to_string(), label));
        }
    }
    let from_first = grades
        .first()
        .is_some_and(|grade| ["A", "Ａ", "a", "ａ", "ア", "◎"].contains(&&*grade.code));
    if from_first { grades } else { Vec::new() }
}

/// Whether a code comes right after another: in the alphabet, or in the order of marks.
fn is_next(before: &str, code: char) -> bool {
    const MARKS: &str = "◎○〇◯△▲×✕";
    let Some(before) = before.chars().next() else { return false };
    match (MARKS.find(before), MARKS.find(code)) {
        (Some(before), Some(code)) => before < code,
        (None, None) => {
            let step = if is_katakana(code) { 2 } else { 1 };
            u32::from(code) == u32::from(before) + step
        }
        _ => false,
    }
}

/// Grades with their points: `A（4点）、B（3点）`, `A＝4点 B＝3点`, `A 達成（4点）`.
fn pointed(text: &str) -> Vec<Grade> {
    let text = ascii_digits(text);
    let mut chunks: Vec<&str> = text.split('点').collect();
    chunks.pop();
    let grade = |chunk: &str| {
        let words = chunk.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let points: f64 = chunk.get(words.len()..)?.parse().ok()?;
        let words = words.trim_end_matches([' ', '　', '（', '(', '：', ':', '＝', '=', '…', '→']);
        let words = words.rsplit(BREAKS).next()?.trim();
        let starts = words.starts_with(is_code)
            || words.rsplit([' ', '　', '：']).next()?.starts_with(is_code);
        let words = if words.starts_with(is_code) {
            words
        } else {
            words.rsplit([' ', '　', '：']).next()?
        };
        let grade = Grade::read(words);
        (starts && !grade.code.is_empty()).then_some(Grade { points: Some(points), ..grade })
    };
    chunks.into_iter().filter_map(grade).collect()
}

/// A grade printed in a list: a code, mostly a space, words; what follows the words is instruction.
/// The space is lost where the heading is wrapped after the code.
fn grade_in(part: &str) -> Option<Grade> {
    let part = part.trim();
    let (at, code) = part.char_indices().find(|(at, c)| {
        let before = part[..*at].chars().next_back();
        let after = part[at + c.len_utf8()..].chars().next();
        let apart = after.is_some_and(|c| SEPARATORS.contains(&c));
        let alone =
            before.is_none() && after.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        is_code(*c) && (alone || apart && before.is_none_or(|b| !is_code(b) && !is_katakana(b)))
    })?;
    let label = part[at + code.len_utf8()..].trim_start_matches(SEPARATORS);
    let label = label.split([' ', '　']).next().unwrap_or_default();
    let label = ["から選", "を選", "を記入"]
        .iter()
        .find_map(|tail| label.find(tail).map(|at| &label[..at]))
        .unwrap_or(label);
    (!label.is_empty() && label.chars().count() <= 15).then(|| Grade::new(&code.to_string(), label))
}

const SEPARATORS: [char; 7] = [' ', '　', '.', '．', ':', '：', '…'];

fn is_katakana(c: char) -> bool {
    ('ァ'..='ヿ').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(heading: &str) -> Vec<String> {
        let scale = Scale::from_heading("評価", heading);
        scale.map_or_else(Vec::new, |scale| scale.as_typed().lines().map(str::to_owned).collect())
    }

    #[test]
    fn lists_are_read_however_they_are_printed() {
        for heading in [
            "評価（Ａ：順調、Ｂ：概ね順調、Ｃ：遅れ）",
            "評価区分：Ａ順調　Ｂ概ね順調　Ｃ遅れ",
            "Ａ…順調 Ｂ…概ね順調 Ｃ…遅れ",
            "評価（Ａ＝順調、Ｂ＝概ね順調、Ｃ＝遅れ）",
        ] {
            assert_eq!(written(heading), ["Ａ　順調", "Ｂ　概ね順調", "Ｃ　遅れ"], "{heading}");
        }
        assert_eq!(
            written("◎：継続・充実、○：着手・実施、△：検討"),
            ["◎　継続・充実", "○　着手・実施", "△　検討"]
        );
    }

    #[test]
    fn points_are_read_where_the_list_gives_them() {
        for heading in [
            "R3点数評価（A：4点、B：3点、C：2点）",
            "評価 A（4点）、B（3点）、C（2点）",
            "A＝４点 B＝３点 C＝２点",
        ] {
            assert_eq!(written(heading), ["A=4", "B=3", "C=2"], "{heading}");
        }
        assert_eq!(written("Ａ 達成（4点）　Ｂ 概ね達成（3点）"), ["Ａ　達成=4", "Ｂ　概ね達成=3"]);
    }

    #[test]
    fn titles_with_numbers_are_no_lists() {
        for heading in ["1 目的　2 方法", "満点は100点", "◎が付いた事業　△が付いた事業"]
        {
            assert_eq!(written(heading), [""; 0], "{heading}");
        }
    }

    #[test]
    fn what_a_person_types_comes_back_as_typed() {
        let scale = Scale::typed("評価", "A 順調=4, B やや、遅れ").unwrap();
        assert_eq!(scale.grades.len(), 3);
        for text in ["A　順調=4\nB　やや、遅れ=2.5", "拡充\n継続\n廃止", "◎\n○\n△"]
        {
            assert_eq!(Scale::typed("x", text).unwrap().as_typed(), text);
        }
        assert_eq!(Scale::typed("x", " \n、"), None);
    }
}
