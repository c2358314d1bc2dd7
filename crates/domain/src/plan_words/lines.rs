//! The words of a plan as a person writes them: a line each.

use super::PlanWords;

/// The longest short name or word: longer ones are sentences.
const LONGEST: usize = 40;
/// The longest official name.
const LONGEST_NAME: usize = 100;
/// The most words of a kind: a checker looks for each in every cell.
const MOST: usize = 200;

/// What stands between a short name and its official one.
const BETWEEN: [char; 4] = ['＝', '=', '→', '\t'];

/// Words could not be taken: in which list, in which line, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("「{list}」の{line}行目：{why}")]
pub struct WordsRefused {
    list: &'static str,
    line: usize,
    why: String,
}

impl PlanWords {
    /// The list of short names, by its name on screen.
    pub const NAMES: &str = "略称と正式な名称";
    /// The list of what one hopes to have none of.
    pub const HOPED_ABSENT: &str = "ないことが望ましいもの";

    /// Reads the two lists: 略称＝正式な名称 on each line, and one word on each.
    pub fn read(names: &str, hoped_absent: &str) -> Result<Self, WordsRefused> {
        let mut words = Self::default();
        for (line, text) in lines(names) {
            let refused = |why| WordsRefused { list: Self::NAMES, line, why };
            let (short, full) = name(text).map_err(refused)?;
            let known = words.names.insert(short.clone(), full).is_some();
            new(&short, known, words.names.len()).map_err(refused)?;
        }
        for (line, text) in lines(hoped_absent) {
            let refused = |why| WordsRefused { list: Self::HOPED_ABSENT, line, why };
            let word = written(text, "言葉", LONGEST).map_err(refused)?;
            let known = !words.hoped_absent.insert(word.clone());
            new(&word, known, words.hoped_absent.len()).map_err(refused)?;
        }
        Ok(words)
    }

    /// The short names as they are read.
    pub fn name_lines(&self) -> String {
        let lines: Vec<_> =
            self.names.iter().map(|(short, full)| format!("{short}＝{full}")).collect();
        lines.join("\n")
    }

    /// What one hopes to have none of as it is read.
    pub fn hoped_absent_lines(&self) -> String {
        self.hoped_absent.iter().map(String::as_str).collect::<Vec<_>>().join("\n")
    }
}

/// The lines that say something, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines().map(str::trim)).filter(|(_, line)| !line.is_empty())
}

/// A short name with its official one.
fn name(line: &str) -> Result<(String, String), String> {
    let Some((short, full)) = line.split_once(BETWEEN) else {
        return Err("「略称＝正式な名称」の形で書いてください。".to_owned());
    };
    let short = written(short, "略称", LONGEST)?;
    let full = written(full, "正式な名称", LONGEST_NAME)?;
    // One character stands within other words everywhere
    if short.chars().nth(1).is_none() {
        return Err("略称は2文字以上で書いてください。".to_owned());
    }
    if short.contains(&full) {
        return Err("略称に正式な名称が含まれています。正式な名称を直してください。".to_owned());
    }
    Ok((short, full))
}

/// What was written for something, if it may stand.
fn written(text: &str, what: &str, longest: usize) -> Result<String, String> {
    let text = text.trim();
    match () {
        () if text.is_empty() => Err(format!("{what}が空です。書き足すか、行を消してください。")),
        () if text.chars().nth(longest).is_some() => {
            Err(format!("{what}は{longest}文字以内で書いてください。"))
        }
        () if text.contains(char::is_control) => {
            Err(format!("{what}に使えない文字があります。入力し直してください。"))
        }
        () => Ok(text.to_owned()),
    }
}

/// Refuses a word that stands twice, and one too many.
fn new(word: &str, known: bool, count: usize) -> Result<(), String> {
    match () {
        () if known => Err(format!("「{word}」が2回あります。どちらかの行を消してください。")),
        () if count > MOST => Err(format!("{MOST}件までにしてください。")),
        () => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_are_written() {
        let words = PlanWords::read(
            "社協＝社会福祉協議会\r\n\r\n 包括 → 地域包括支援センター",
            "孤立\nごみ屋敷\n",
        );
        let words = words.unwrap();
        assert_eq!(words.names["包括"], "地域包括支援センター");
        assert_eq!(words.count(), 4);
        let (names, absent) = (words.name_lines(), words.hoped_absent_lines());
        assert_eq!(PlanWords::read(&names, &absent), Ok(words));
        assert_eq!(PlanWords::read("", " \n"), Ok(PlanWords::default()));
    }

    #[test]
    fn a_wrong_line_is_named_with_the_way_out() {
        let long = "長".repeat(41);
        for (names, absent, told) in [
            ("\n社協", "", "「略称と正式な名称」の2行目：「略称＝正式な名称」の形で"),
            ("＝社会福祉協議会", "", "略称が空です"),
            ("社協＝", "", "正式な名称が空です"),
            ("社＝社会福祉協議会", "", "2文字以上"),
            ("社協＝社協", "", "正式な名称が含まれています"),
            ("社協＝甲会\n社協＝乙会", "", "2行目：「社協」が2回あります"),
            (&format!("{long}＝甲会"), "", "略称は40文字以内"),
            (&format!("甲会＝{}", "長".repeat(101)), "", "正式な名称は100文字以内"),
            ("社\0協＝社会福祉協議会", "", "使えない文字"),
            ("", "孤立\n孤立", "「ないことが望ましいもの」の2行目：「孤立」が2回"),
            ("", &long, "言葉は40文字以内"),
        ] {
            let refused = PlanWords::read(names, absent).unwrap_err().to_string();
            assert!(refused.contains(told), "{refused}");
        }
    }

    #[test]
    fn there_is_an_end_to_the_words() {
        let many: Vec<_> = (0..=MOST).map(|n| format!("言葉{n}")).collect();
        assert!(PlanWords::read("", &many[1..].join("\n")).is_ok());
        assert!(PlanWords::read("", &many.join("\n")).is_err());
    }
}
