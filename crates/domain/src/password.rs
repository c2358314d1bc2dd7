//! What a password must be: long, without the person's own words, and not among those that are
//! guessed first.
//!
//! How soon it is guessed is the judgement of `zxcvbn`, which knows common passwords, words, names,
//! rows of keys, repetitions and dates. It asks what year it is, to know recent ones; nothing that is
//! stored depends on it.

use unicode_normalization::UnicodeNormalization;
use zxcvbn::{Score, feedback::Warning, zxcvbn};

use crate::{person::Person, plan::Plan, text::fold};

/// The fewest characters: NIST SP 800-63B asks for eight or more, and for length rather than kinds of
/// characters.
pub const SHORTEST: usize = 10;

/// The most; a longer one is work without gain.
pub const LONGEST: usize = 200;

/// The fewest different characters.
const FEWEST_KINDS: usize = 5;

/// What people choose first, alone or with figures and marks behind it; among it the program's name,
/// what it is for, and Japanese words that lists made elsewhere do not have.
const FAMILIAR: [&str; 20] = [
    "password",
    "passw0rd",
    "pasuwado",
    "ぱすわーど",
    "パスワード",
    "qwertyuiop",
    "1234567890",
    "0123456789",
    "abcdefghij",
    "1q2w3e4r5t",
    "あいうえお",
    "いろはにほへと",
    "iloveyou",
    "administrator",
    "welcome",
    "sasae",
    "ささえ",
    "進捗管理",
    "自殺対策",
    "市役所",
];

/// Why a password is not good enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// It is too short.
    #[error("パスワードは{SHORTEST}文字以上にしてください。")]
    TooShort,
    /// It is too long.
    #[error("パスワードは{LONGEST}文字までにしてください。")]
    TooLong,
    /// It holds what others know of the person.
    #[error("職員番号や氏名を含まないパスワードにしてください。")]
    OwnWords,
    /// It is guessed soon, for this reason.
    #[error(
        "推測されやすいパスワードです（{0}）。いくつかの言葉をつなげるなど、別のものにしてください。"
    )]
    Guessable(&'static str),
}

/// Whether a password is good enough for a person; the names of plans and their cities are what
/// someone who knows the office would try.
pub fn check(password: &str, person: &Person, plans: &[Plan]) -> Result<(), Weakness> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Weakness::TooShort);
    }
    if length > LONGEST {
        return Err(Weakness::TooLong);
    }
    let folded = fold(password);
    let known = [fold(&person.login), fold(&person.name)];
    if known.iter().any(|word| word.chars().count() >= 4 && folded.contains(word)) {
        return Err(Weakness::OwnWords);
    }
    let mut kinds: Vec<char> = folded.chars().collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.len() < FEWEST_KINDS {
        return Err(Weakness::Guessable(REPEATED));
    }
    let bare = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    if FAMILIAR.iter().any(|word| *word == folded || *word == bare) {
        return Err(Weakness::Guessable(COMMON));
    }
    let plain: String = password.nfkc().collect();
    let judged = zxcvbn(&plain, &words_nearby(person, plans));
    if judged.score() < Score::Three {
        let warning = judged.feedback().and_then(zxcvbn::feedback::Feedback::warning);
        return Err(Weakness::Guessable(reason(warning)));
    }
    Ok(())
}

/// The words that someone who knows the person and the office would try first.
fn words_nearby<'a>(person: &'a Person, plans: &'a [Plan]) -> Vec<&'a str> {
    let own = person.name.split_whitespace().chain([person.login.as_str()]);
    let cities = plans.iter().flat_map(|plan| {
        let city = plan.municipality.as_str();
        [city, city.trim_end_matches(['市', '町', '村', '区']), plan.title.as_str()]
    });
    own.chain(cities).chain(FAMILIAR).filter(|word| !word.is_empty()).collect()
}

const COMMON: &str = "多くの人が使っています";

const REPEATED: &str = "同じ文字や言葉の繰り返しです";

/// What makes it easy to guess, in the reader's language.
fn reason(warning: Option<Warning>) -> &'static str {
    use Warning::{
        AWordByItselfIsEasyToGuess, CommonNamesAndSurnamesAreEasyToGuess, DatesAreOftenEasyToGuess,
        NamesAndSurnamesByThemselvesAreEasyToGuess, RecentYearsAreEasyToGuess,
        RepeatsLikeAaaAreEasyToGuess, RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess,
        SequencesLikeAbcAreEasyToGuess, ShortKeyboardPatternsAreEasyToGuess,
        StraightRowsOfKeysAreEasyToGuess, ThisIsACommonPassword, ThisIsATop10Password,
        ThisIsATop100Password, ThisIsSimilarToACommonlyUsedPassword,
    };
    match warning {
        Some(StraightRowsOfKeysAreEasyToGuess | ShortKeyboardPatternsAreEasyToGuess) => {
            "キーボードの並びどおりです"
        }
        Some(RepeatsLikeAaaAreEasyToGuess | RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess) => {
            REPEATED
        }
        Some(SequencesLikeAbcAreEasyToGuess) => "abcや6543のような順番です",
        Some(RecentYearsAreEasyToGuess | DatesAreOftenEasyToGuess) => "年や日付でできています",
        Some(NamesAndSurnamesByThemselvesAreEasyToGuess | CommonNamesAndSurnamesAreEasyToGuess) => {
            "人の名前でできています"
        }
        Some(
            ThisIsATop10Password
            | ThisIsATop100Password
            | ThisIsACommonPassword
            | ThisIsSimilarToACommonlyUsedPassword,
        ) => COMMON,
        Some(AWordByItselfIsEasyToGuess) | None => "よく知られた言葉や短い形でできています",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;

    fn checked(password: &str) -> Result<(), Weakness> {
        let person = Person {
            id: Id::new("1"),
            login: "A00123".into(),
            name: "健康課 担当者".into(),
            mail: String::new(),
            grants: Vec::new(),
        };
        let plan = Plan {
            id: Id::new("p"),
            municipality: "ひので野市".into(),
            area_code: String::new(),
            title: "いのち支える計画".into(),
        };
        check(password, &person, &[plan])
    }

    #[test]
    fn what_is_short_known_or_guessed_first_is_refused() {
        for bad in [
            "",
            "short",
            "a00123-secret",
            "1234567890",
            "Password1!",
            "Ｐａｓｓｗｏｒｄ１！",
            "aaaaaaaaaaaa",
            "健康課担当者です、はい",
            "qwertyuiop",
            "0123456789",
            "abcdefghij",
            "1q2w3e4r5t",
            "iloveyou2026",
            "administrator1!",
            "sasae-2026!",
            "pasuwado123",
            "welcome2026!",
            "ひので野市いのち支える計画",
        ] {
            assert!(checked(bad).is_err(), "{bad}");
        }
        for good in ["あおい空を三羽で渡る", "correct horse battery", "k9x2-vv81-ppq0"] {
            assert_eq!(checked(good), Ok(()), "{good}");
        }
        assert_eq!(checked(&"長い".repeat(101)), Err(Weakness::TooLong));
    }

    #[test]
    fn the_reason_is_told() {
        assert_eq!(checked("a00123-secret"), Err(Weakness::OwnWords));
        for (password, word) in [
            ("abcdefghijklm", "順番"),
            ("abcdeabcdeabcde", "繰り返し"),
            ("password123", "多くの人"),
        ] {
            let why = checked(password).unwrap_err().to_string();
            assert!(why.contains(word), "{password}: {why}");
        }
    }
}
