//! Grades as people type them and as they stand in a cell.

use super::{Grade, GradeClass, Scale, is_code};
use crate::text::ascii_digits;

/// What stands before the word of a class that a person gives a grade.
const MEANS: [&str; 2] = ["→", "->"];

impl Scale {
    /// Reads the grades that a person typed: one a line, or between commas, each `A 順調` or, with
    /// its points, `A 順調=4`, or, with what it means, `A 順調→実施済`. `None` when there are none.
    pub fn typed(name: &str, text: &str) -> Option<Self> {
        let lines = text.trim().contains('\n');
        let parts = text.split(|c| c == '\n' || !lines && [',', '，', '、'].contains(&c));
        let grades: Vec<Grade> =
            parts.map(str::trim).filter(|part| !part.is_empty()).map(typed_grade).collect();
        (!grades.is_empty()).then(|| Self { name: name.to_owned(), grades })
    }

    /// The grades as [`Scale::typed`] reads them, one a line. What the words say is not said again.
    pub fn as_typed(&self) -> String {
        let grades = self.grades.iter().map(|grade| {
            let points = grade.points.map_or_else(String::new, |points| format!("={points}"));
            let said = grade.class == GradeClass::of_words(&grade.label);
            let class = if said { String::new() } else { format!("→{}", grade.class.label()) };
            format!("{}{points}{class}", grade.written())
        });
        grades.collect::<Vec<_>>().join("\n")
    }
}

fn typed_grade(part: &str) -> Grade {
    let meant = MEANS.iter().find_map(|mark| {
        let (words, class) = part.rsplit_once(mark)?;
        let class = GradeClass::labelled(class)?;
        (!words.trim().is_empty()).then_some((words.trim(), class))
    });
    let (part, class) = meant.map_or((part, None), |(words, class)| (words, Some(class)));
    let pointed = part.rsplit_once(['=', '＝']).and_then(|(words, points)| {
        let points: f64 = ascii_digits(points).trim().parse().ok()?;
        (points.is_finite() && !words.trim().is_empty()).then_some((words, points))
    });
    let (words, points) = pointed.map_or((part, None), |(words, points)| (words, Some(points)));
    let grade = Grade::read(words);
    Grade { points, class: class.unwrap_or(grade.class), ..grade }
}

/// What parts a code from its words.
const SEPARATORS: [char; 9] = [' ', '　', '.', '．', ':', '：', '…', '=', '＝'];

impl Grade {
    /// A grade as it is written in a cell or a list: a code and words, or one of them.
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        let mut chars = text.chars();
        let code = chars.next().filter(|c| is_code(*c));
        let rest = chars.as_str();
        let latin = code.is_some_and(|c| !super::is_katakana(c) && !c.is_numeric());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_types_comes_back_as_typed() {
        let scale = Scale::typed("評価", "A 順調=4, B やや、遅れ").unwrap();
        assert_eq!(scale.grades.len(), 3);
        for text in [
            "A　順調=4\nB　やや、遅れ=2.5",
            "拡充\n継続\n廃止",
            "◎\n○\n△",
            "Ａ　順調=4→実施済\nＢ　遅れ→実施中",
            "◎→実施済\n×→未実施",
            "ア　実施済→一部実施\nイ　R4→R5",
        ] {
            assert_eq!(Scale::typed("x", text).unwrap().as_typed(), text);
        }
        assert_eq!(Scale::typed("x", " \n、"), None);
    }

    #[test]
    fn a_person_says_what_a_grade_means() {
        let scale = Scale::typed("評価", "Ａ 順調 → 実施済\nＢ=未実施\nＣ 遅れ->何か").unwrap();
        let read: Vec<_> = scale.grades.iter().map(|g| (g.written(), g.class)).collect();
        assert_eq!(
            read,
            [
                ("Ａ　順調".to_owned(), GradeClass::Done),
                ("Ｂ　未実施".to_owned(), GradeClass::NotDone),
                ("Ｃ　遅れ->何か".to_owned(), GradeClass::Unknown),
            ]
        );
    }
}
