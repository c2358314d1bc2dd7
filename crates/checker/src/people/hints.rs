//! What a sentence tells of one person: age, place, month, trade.

use prose::{
    Span,
    classes::{is_digit, is_han, is_of_noun},
    lexicon,
};

use crate::likeness::{head, tail};

/// One person of whom a sentence tells.
pub(super) struct TracedPerson {
    /// The words that tell of one.
    pub(super) span: Span,
    /// The age or school year that is told, by its name.
    pub(super) age: Option<&'static str>,
    /// Whether there is one, or hardly more.
    pub(super) single: bool,
    /// Whether man or woman is told.
    pub(super) sexed: bool,
    /// Whether it cannot be a group, whatever else the sentence says.
    pub(super) sure: bool,
}

/// Words of man and woman.
const SEXES: [&str; 10] =
    ["女性", "男性", "男子", "女子", "女児", "男児", "母親", "父親", "妻", "夫"];

/// The one person of some words.
pub(super) fn person(words: &str) -> Option<TracedPerson> {
    let one = single(words);
    let sexed = lexicon::holds(words, &SEXES);
    if let Some((span, name, exact)) = aged(words, one.is_some()) {
        let single = one.is_some() || exact;
        return Some(TracedPerson { span, age: Some(name), single, sexed, sure: exact && single });
    }
    if let Some(span) = one {
        return Some(TracedPerson { span, age: None, single: true, sexed, sure: true });
    }
    let unique = lexicon::UNIQUE_PEOPLE.iter().find_map(|word| Some((words.find(word)?, *word)));
    let alone = || {
        // 単身の入居者が亡くなっている: what happened happened to one
        let at = lexicon::ALONE.iter().find_map(|word| Some((words.find(word)?, *word)))?;
        let early = words.contains("早期発見") || words.contains("未然");
        (lexicon::holds(words, lexicon::HAPPENED) && !early).then_some(at)
    };
    let (at, word) = unique.or_else(alone)?;
    let span = Span { start: at, end: at + word.len() };
    Some(TracedPerson { span, age: None, single: true, sexed, sure: false })
}

/// A number of one person or two: うち1人, 女子が1人おり, 留学生1人が; helpers and averages are none.
fn single(words: &str) -> Option<Span> {
    let counted = prose::figures(words).find_map(|figure| {
        let few = matches!(figure.plain().as_str(), "1" | "2");
        few.then_some(())?;
        let unit = ["人", "名", "件", "組", "世帯"]
            .iter()
            .find(|unit| figure.after.starts_with(**unit))?;
        let rest = figure.after.strip_prefix(unit)?;
        // A case, a couple or a household is one only as a part of others
        let cases = matches!(*unit, "件" | "組" | "世帯");
        let part = tail(figure.before, 5).contains("うち") || figure.before.is_empty();
        let before = tail(figure.before, 8);
        let helpers = lexicon::holds(before, lexicon::AUDIENCE) || before.contains("定員");
        let more =
            ["暮", "当た", "あた", "平均", "ひとり", "増", "減", "ずつ", "体制", "世帯", "以上"]
                .iter()
                .any(|word| rest.starts_with(word))
                || ["各", "1回", "毎", "約", "第"].iter().any(|word| before.ends_with(word));
        let told = ["が", "は", "の", "に", "を", "お", "、", "について", "（", "で", "から"];
        let told = rest.is_empty() || told.iter().any(|word| rest.starts_with(word));
        let who = part || lexicon::holds(before, lexicon::ONE_PERSON) || names_people(before);
        let ok = told && !helpers && !more && who && (!cases || part);
        ok.then_some(figure.span)
    });
    counted.or_else(|| {
        let at = words.find("一人の")?;
        let rest = words.get(at + "一人の".len()..)?;
        let person = lexicon::ONE_PERSON.iter().any(|who| head(rest, 8).contains(who));
        person.then_some(Span { start: at, end: at + "一人".len() })
    })
}

/// Whether words end in those for whom the work is: 留学生, 生徒, 利用者が.
fn names_people(before: &str) -> bool {
    let bare = before.trim_end_matches(['が', 'は', 'の', '、', '、', '（', ' ', '　', 'も']);
    let ends = ["生", "者", "方", "児", "徒", "子", "人", "員", "夫", "妻", "母", "父", "性"];
    ends.iter().any(|end| bare.ends_with(end))
}

/// A single age or school year: 82歳の, 60代の男性, 北小学校6年の女子; whether it is one person's own.
fn aged(words: &str, one: bool) -> Option<(Span, &'static str, bool)> {
    prose::figures(words).find_map(|figure| {
        let after = figure.after;
        let unit = ["歳代", "代", "歳", "才", "年生", "年の"]
            .iter()
            .find(|unit| after.starts_with(**unit))?;
        let rest = after.strip_prefix(unit)?;
        let many = [
            "以上",
            "以下",
            "未満",
            "から",
            "～",
            "~",
            "〜",
            "を対象",
            "、",
            "・",
            "児",
            "前後を",
            "まで",
            "到達",
            "に記念",
            "ごろ",
            "頃",
            "健",
            "時",
            "が多",
            "で多",
            "が最",
            "で高",
        ];
        let before = figure.before;
        // 40、50代 and 40～50代, but not （元市職員、58歳）
        let joined = before.strip_suffix(['～', '~', '〜', '・', '、', '/', '／']);
        let number = |c: char| is_digit(c) || "代歳才年".contains(c);
        let ranged =
            joined.is_some_and(|lead| lead.ends_with(number)) || tail(before, 2).contains("から");
        let counted = rest.starts_with(is_digit);
        // （40代、市立病院勤務）: what stands in brackets tells of one
        let noted = before.ends_with(['（', '(']) && rest.starts_with('、');
        if many.iter().any(|word| rest.starts_with(word)) && !noted || ranged || counted {
            return None;
        }
        let year = unit.starts_with('年');
        let school =
            ["小学校", "中学校", "高等学校", "小学", "中学", "高校", "大学", "小", "中", "高"]
                .iter()
                .any(|word| before.ends_with(word));
        // 消防署勤務の30代職員: who works where
        let works = ["勤務の", "勤務する", "に勤める", "で働く"];
        let works = works.iter().any(|word| before.ends_with(word));
        let twins = ["双子", "双生児", "姉妹", "兄弟", "きょうだい", "兄妹", "姉弟"];
        let near = head(rest, 10);
        let near = lexicon::ONE_PERSON.iter().chain(&twins).any(|word| near.contains(word))
            || initial(near)
            || works
            || noted && !lexicon::holds(words, lexicon::MANY_PEOPLE);
        let exact = matches!(*unit, "歳" | "才");
        let named = SCHOOLS.iter().any(|word| words.contains(word));
        let told = if year {
            (near || one) && (school || *unit == "年生" && named)
        } else {
            exact || near || one
        };
        let start = figure.span.start - if year { tail(before, 2).len() } else { 0 };
        let end = words.len() - rest.len() + head(rest, 3).len();
        let name = if year { "学年" } else { "年齢・年代" };
        told.then_some((Span { start, end }, name, exact || near))
    })
}

/// Whether words call somebody by a letter: Kさん, Ａ氏, B君.
pub(super) fn initial(words: &str) -> bool {
    ["さん", "氏", "君", "くん", "ちゃん"].iter().any(|title| {
        words.match_indices(title).any(|(at, _)| {
            let mut before = words.get(..at).unwrap_or_default().chars().rev();
            let letter = |c: char| c.is_ascii_uppercase() || ('Ａ'..='Ｚ').contains(&c);
            before.next().is_some_and(letter) && !before.next().is_some_and(letter)
        })
    })
}

/// A place of work by its kind: 市立病院勤務, 消防署に勤める.
pub(super) fn workplace(words: &str) -> bool {
    const ENDS: [&str; 16] = [
        "病院",
        "署",
        "庁",
        "役所",
        "役場",
        "園",
        "校",
        "局",
        "社",
        "センター",
        "店",
        "工場",
        "支所",
        "本部",
        "銀行",
        "駅",
    ];
    ["勤務", "に勤め", "で働く", "で働いて"].iter().any(|verb| {
        words.match_indices(verb).any(|(at, _)| {
            let before = words.get(..at).unwrap_or_default();
            let before = before.strip_suffix(['に', 'で', 'の']).unwrap_or(before);
            lexicon::ends(before, &ENDS)
        })
    })
}

/// A school by its short name: 北原小６年, 緑台中2年, （栗林小）.
pub(super) fn short_school(words: &str) -> bool {
    // Letters in which names of places end; 縮小, 期間中 and 最中 end in none
    const NAMED: &str = "林原台丘沢川山田野島浜町崎江池谷津本木森橋宮東西南北央一二三岡松郷里坂根井        戸川港星ヶ";
    const NONE: [&str; 8] = ["各", "全", "同", "小", "中", "当", "両", "他"];
    words.char_indices().any(|(at, c)| {
        let (Some(before), Some(after)) = (words.get(..at), words.get(at + c.len_utf8()..)) else {
            return false;
        };
        let school = matches!(c, '小' | '中' | '高');
        let named = before.chars().next_back().is_some_and(|c| NAMED.contains(c));
        let none = lexicon::ends(before, &NONE);
        let year =
            after.starts_with(is_digit) && after.trim_start_matches(is_digit).starts_with('年');
        let closed = after.is_empty() || after.starts_with(['）', ')']);
        school && named && !none && (year || closed)
    })
}

/// Words of schools.
const SCHOOLS: [&str; 5] = ["小学校", "中学校", "高校", "分校", "学園"];

/// A place smaller than the city: 港町地区の, 三丁目, 若葉団地3号棟, 東町の.
pub(super) fn place(words: &str) -> bool {
    lexicon::holds(words, lexicon::NEAR_PLACES)
        || short_school(words)
        || lexicon::PLACE_ENDS.iter().any(|end| {
            words.match_indices(end).any(|(at, _)| {
                let before = words.get(..at).unwrap_or_default();
                let numbered = matches!(*end, "丁目" | "番地" | "号棟" | "番町");
                let named = before.chars().next_back().is_some_and(|c| {
                    is_of_noun(c) || matches!(c, 'ヶ' | 'ケ') || numbered && is_digit(c)
                });
                named && !lexicon::NO_PLACES.iter().any(|word| before.ends_with(word))
            })
        })
}

/// A month, or a time that is as near: 12月, 昨年12月, 先月.
pub(super) fn month(words: &str) -> bool {
    let dated = |at: usize| words.get(..at).is_some_and(|before| before.ends_with(is_digit));
    lexicon::holds(words, &["先月", "昨年", "先週", "年末に", "年明け"])
        || words.match_indices('月').any(|(at, _)| {
            let issue = words.get(at..).is_some_and(|rest| rest.starts_with("月号"));
            dated(at) && !issue
        })
}

/// What somebody does or did: 元郵便局員, 理髪店を営んでいた, 製パン工場に勤める, 留学生.
pub(super) fn trade(words: &str) -> bool {
    let former = words.match_indices('元').any(|(at, word)| {
        let rest: String = words
            .get(at + word.len()..)
            .unwrap_or_default()
            .chars()
            .take_while(|c| is_of_noun(*c))
            .take(8)
            .collect();
        let joined = words.get(..at).and_then(|before| before.chars().next_back());
        let own = !joined.is_some_and(|c| is_han(c) && c != '歳' && c != '代');
        own && lexicon::FORMER_ENDS.iter().any(|end| rest.contains(end))
    });
    former || lexicon::holds(words, lexicon::ROLES)
}
