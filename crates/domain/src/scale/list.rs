//! Lists of grades as forms print them: in a column's head, above the table, in a note. A list is a
//! chain of codes that follow one another, each with words; brackets, separators and the width of
//! characters are as each form likes them.

use super::{Grade, GradeClass, Scale, is_code, is_katakana, points::pointed};
use crate::text::is_japanese;

impl Scale {
    /// Reads the code list that forms print in the column's head or above the table:
    /// `ア　実施済,ウ　準備中,エ　未実施,オ　その他　から選択してください`, `【Ａ…順調／Ｂ…遅れ】`,
    /// `①実施済②未実施`, `A（4点）、B（3点）`. At least two grades are needed for it to be one.
    pub fn from_heading(name: &str, heading: &str) -> Option<Self> {
        let flat: String = heading.chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
        let enough = |grades: Vec<Grade>| Some(grades).filter(|grades| grades.len() >= 2);
        let grades = enough(pointed(&flat)).or_else(|| enough(listed(heading, &flat)))?;
        Some(Self { name: name.to_owned(), grades })
    }
}

/// The codes of lists, each family in its order.
const FAMILIES: [&str; 6] =
    ["アイウエオカキクケコ", "ABCDEFGH", "123456789", "①②③④⑤⑥⑦⑧⑨", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨ", "◎○●△▲×✕"];

/// The family of marks. A list of them may begin with the second: ○ and × alone are one.
pub(super) const MARKS: usize = 5;

/// Families that number headings as well.
const NUMBERS: [usize; 3] = [2, 3, 4];

/// The family of a code and its place in it.
pub(super) fn place(code: char) -> Option<(usize, usize)> {
    let code = match code {
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '１'..='９' => {
            char::from_u32(code as u32 - 0xfee0).unwrap_or(code)
        }
        '〇' | '◯' => '○',
        other => other,
    };
    let code = code.to_ascii_uppercase();
    let at = |(family, codes): (usize, &&str)| {
        Some((family, codes.chars().position(|known| known == code)?))
    };
    FAMILIES.iter().enumerate().find_map(at)
}

/// The list that a cell prints in place of an answer. Brackets in a cell name who answered what.
pub(super) fn of_cell(text: &str) -> Vec<Grade> {
    let bracketed = text.contains(['（', '(']);
    if bracketed { Vec::new() } else { chain(text) }
}

/// One grade a line where every line of the list begins with a code; else a heading wrapped anywhere.
fn listed(heading: &str, flat: &str) -> Vec<Grade> {
    let lines: Vec<&str> = heading.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let begins = |line: &&str| {
        let line = line.trim_start_matches(OPENING);
        line.chars().next().is_some_and(is_code)
    };
    let from = lines.iter().position(begins).unwrap_or(lines.len());
    let till = lines.iter().rposition(begins).map_or(from, |at| at + 1);
    let list = &lines[from..till];
    if list.len() >= 2 && list.iter().all(begins) {
        return chain(&lines[from..].join("\n"));
    }
    chain(flat)
}

/// What may stand around a list, or around a code.
const OPENING: [char; 11] = ['（', '(', '［', '[', '【', '〔', '「', '『', '<', '＜', '※'];
const CLOSING: [char; 9] = ['）', ')', '］', ']', '】', '〕', '」', '』', '。'];
/// What parts grades. A middle dot parts them too, but may stand within their words.
const BREAKS: [char; 13] =
    [',', '、', '，', '/', '／', '|', '｜', ';', '；', '\n', '＞', '>', '・'];
/// What parts a code from its words and cannot be anything else.
const SEPARATORS: [char; 9] = [':', '：', '=', '＝', '…', '‥', '→', '.', '．'];
/// The same, which may also be a dash.
const DASHES: [char; 5] = ['-', '－', '―', '–', '─'];

/// The longest words of a grade.
const LONGEST: usize = 20;

/// The most codes that are looked at: a page of text is no list.
const MOST: usize = 60;

/// A code that may begin a grade.
#[derive(Clone, Copy)]
struct GradeStart {
    /// Where the code stands, and where its words begin.
    at: usize,
    words: usize,
    family: usize,
    place: usize,
    /// Whether a sign parts the code from its words.
    signed: bool,
    /// Whether nothing parts the code from what stands before it.
    joined: bool,
}

/// The longest chain of grades in a text.
fn chain(text: &str) -> Vec<Grade> {
    let chars: Vec<char> = text.chars().collect();
    let starts: Vec<GradeStart> =
        (0..chars.len()).filter_map(|at| start(&chars, at)).take(MOST).collect();
    let mut best = Vec::new();
    for (at, first) in starts.iter().enumerate() {
        let mut linked = vec![*first];
        for next in &starts[at + 1..] {
            let last = linked[linked.len() - 1];
            if next.family == last.family && next.place > last.place {
                linked.push(*next);
            }
        }
        let grades = grades(&chars, &linked);
        if grades.len() > best.len() {
            best = grades;
        }
    }
    best
}

/// Whether a grade may begin here.
fn start(chars: &[char], at: usize) -> Option<GradeStart> {
    let code = *chars.get(at).filter(|c| is_code(**c))?;
    let (family, place) = place(code)?;
    let before = at.checked_sub(1).map(|before| chars[before]);
    let apart = |c: char| {
        c.is_whitespace()
            || [&OPENING[..], &CLOSING, &BREAKS, &SEPARATORS].iter().any(|all| all.contains(&c))
    };
    let joined = before.is_some_and(|c| !apart(c));
    if joined && !before.is_some_and(is_japanese) {
        return None;
    }
    let rest = &chars[at + 1..];
    let bracket = rest.first().is_some_and(|c| CLOSING[..8].contains(c));
    let bracket = bracket && before.is_some_and(|c| OPENING.contains(&c));
    let after = &rest[usize::from(bracket)..];
    let spaces = after.iter().take_while(|c| matches!(c, ' ' | '　')).count();
    let signs = after[spaces..].iter().take_while(|c| SEPARATORS.contains(c)).count();
    let dash = usize::from(signs == 0 && after.get(spaces).is_some_and(|c| DASHES.contains(c)));
    let gap = after[spaces + signs + dash..].iter().take_while(|c| matches!(c, ' ' | '　')).count();
    let length = spaces + signs + dash + gap;
    let first = *after.get(length)?;
    let worded = is_japanese(first) || (signs > 0 || spaces > 0) && first.is_alphanumeric();
    let kana = is_katakana(code)
        && (length == 0 && is_katakana(first) || joined && before.is_some_and(is_katakana));
    // ①実施済②準備中: these codes are never letters of a word; 取組状況ア　実施済 is a wrapped heading
    let letter = joined && length == 0 && family < NUMBERS[1];
    (worded && !kana && !letter).then_some(GradeStart {
        at,
        words: at + 1 + usize::from(bracket) + length,
        family,
        place,
        signed: signs + dash > 0 || bracket,
        joined: joined && length == 0,
    })
}

/// The grades of a chain of codes; none where it is a row of numbered headings or a sentence.
fn grades(chars: &[char], linked: &[GradeStart]) -> Vec<Grade> {
    let ends = linked.iter().skip(1).map(|next| next.at).chain([chars.len()]);
    let grade = |(start, end): (&GradeStart, usize)| {
        let label = label(&chars[start.words..end], start)?;
        Some((*start, Grade::new(&chars[start.at].to_string(), &label)))
    };
    let found: Vec<(GradeStart, Grade)> = linked.iter().zip(ends).filter_map(grade).collect();
    let (starts, grades): (Vec<GradeStart>, Vec<Grade>) = found.into_iter().unzip();
    if is_list(&starts, &grades) { grades } else { Vec::new() }
}

/// Particles with which no grade's words begin.
const PARTICLES: [char; 8] = ['が', 'の', 'は', 'を', 'に', 'と', 'で', 'も'];

/// The words of a grade: up to what parts grades, or to the instruction that follows the list.
fn label(words: &[char], start: &GradeStart) -> Option<String> {
    let ends = |c: &char| {
        *c != '・' && BREAKS.contains(c)
            || OPENING.contains(c)
            || CLOSING.contains(c)
            || matches!(c, ' ' | '　')
    };
    let words: String = words.iter().take_while(|c| !ends(c)).collect();
    let told = ["から選", "より選", "を選", "の中から", "を記入", "を入力"];
    let cut = told.iter().filter_map(|tail| words.find(tail)).min().unwrap_or(words.len());
    let label = words[..cut].trim_end_matches(['・', ':', '：', '※']);
    let fits = (1..=LONGEST).contains(&label.chars().count())
        && label.chars().any(is_japanese)
        && (start.signed || !label.starts_with(PARTICLES));
    fits.then(|| label.to_owned())
}

/// Words that head columns: a list of them is none of grades.
const HEADS: [&str; 16] = [
    "目標",
    "目標値",
    "実績",
    "実績値",
    "計画",
    "計画値",
    "名称",
    "単位",
    "目的",
    "方法",
    "内容",
    "事業名",
    "担当課",
    "理由",
    "月",
    "日",
];

/// Whether codes with words are a list of grades: no two say the same, none heads a column, and where
/// the codes number headings as well, the words must say how it went.
fn is_list(starts: &[GradeStart], grades: &[Grade]) -> bool {
    let Some(first) = starts.first() else { return false };
    let same = |at: usize| grades[..at].iter().any(|grade| grade.label == grades[at].label);
    let telling = grades.iter().filter(|grade| tells(&grade.label)).count() * 2 > grades.len();
    let begun = first.place == 0 || first.family == MARKS && first.place == 1;
    let signed = starts.iter().all(|start| start.signed);
    let numbers = NUMBERS.contains(&first.family);
    let sure = if numbers { telling && begun } else { signed || telling || begun };
    sure && (telling || !starts.iter().any(|start| start.joined))
        && (0..grades.len()).all(|at| !same(at))
        && !grades.iter().any(|grade| HEADS.contains(&grade.label.as_str()))
}

/// Whether words say how it went, or what is to come of it.
fn tells(label: &str) -> bool {
    const ENDS: [&str; 26] = [
        "順調",
        "遅れ",
        "遅れている",
        "遅延",
        "達成",
        "良い",
        "よい",
        "良好",
        "不良",
        "悪い",
        "不十分",
        "十分",
        "向上",
        "改善",
        "低下",
        "悪化",
        "維持",
        "拡充",
        "継続",
        "縮小",
        "廃止",
        "休止",
        "充実",
        "進んだ",
        "進んでいない",
        "変わらない",
    ];
    let label = label.trim();
    !GradeClass::of_words(label).is_unknown() || ENDS.iter().any(|end| label.ends_with(end))
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
            "【Ａ…順調／Ｂ…概ね順調／Ｃ…遅れ】",
            "〔Ａ＝順調｜Ｂ＝概ね順調｜Ｃ＝遅れ〕",
            "評価\nＡ 順調\nＢ 概ね順調\nＣ 遅れ",
            "評価\n※Ａ順調\n※Ｂ概ね順調\n※Ｃ遅れ",
            "「Ａ」順調、「Ｂ」概ね順調、「Ｃ」遅れ",
            "Ａ－順調；Ｂ－概ね順調；Ｃ－遅れ",
            "Ａ：順調・Ｂ：概ね順調・Ｃ：遅れ",
            "（Ａ）順調（Ｂ）概ね順調（Ｃ）遅れ",
            "評価 Ａ.順調 Ｂ.概ね順調 Ｃ.遅れ のいずれか",
        ] {
            assert_eq!(written(heading), ["Ａ　順調", "Ｂ　概ね順調", "Ｃ　遅れ"], "{heading}");
        }
    }

    #[test]
    fn codes_of_every_family_make_lists() {
        for (heading, read) in [
            ("◎：継続・充実、○：着手・実施、△：検討", "◎　継続・充実\n○　着手・実施\n△　検討"),
            ("◎:達成 ○:概ね達成", "◎　達成\n○　概ね達成"),
            ("①実施済②準備中③未実施", "①　実施済\n②　準備中\n③　未実施"),
            ("1=実施済;2=準備中;3=未実施", "1　実施済\n2　準備中\n3　未実施"),
            ("１：達成　２：概ね達成　３：未達成", "１　達成\n２　概ね達成\n３　未達成"),
            ("【ア…実施済／イ…準備中】", "ア　実施済\nイ　準備中"),
            ("取組状況\nア実施済\nイ一部実施\nウ準備中", "ア　実施済\nイ　一部実施\nウ　準備中"),
            ("○実施済　×未実施", "○　実施済\n×　未実施"),
            ("◎順調○概ね順調△遅れ", "◎　順調\n○　概ね順調\n△　遅れ"),
            ("ア 実施済（計画どおり）、ウ 準備中", "ア　実施済\nウ　準備中"),
            ("A：90％以上、B：70％以上90％未満", "A　90％以上\nB　70％以上90％未満"),
        ] {
            assert_eq!(written(heading).join("\n"), read, "{heading}");
        }
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
    fn titles_with_numbers_and_sentences_are_no_lists() {
        for heading in [
            "1 目的　2 方法",
            "1.目的 2.方法 3.結果",
            "①事業名②担当課③実施状況",
            "①計画②実施③評価④改善",
            "⑤ 活動指標（事業の量を表す指標）ア：名称 イ：単位",
            "達成率（Ａ：目標、Ｂ：実績）",
            "満点は100点",
            "◎が付いた事業　△が付いた事業",
            "令和３年度実施状況に関する担当課の評価",
            "●月△日現在",
            "○○市自殺対策計画　進捗状況",
            "Ｂ型肝炎、Ｃ型肝炎の検査",
            "令和5年度 1-1 相談体制 1-2 見守り",
            "第1章 現状 第2章 課題",
            "アンケート、イベント、ウェブでの周知",
        ] {
            assert_eq!(written(heading), [""; 0], "{heading}");
        }
    }
}
