//! What a password must be: long, without the person's own words, and not among those that are
//! guessed first.
//!
//! How soon it is guessed is the judgement of `zxcvbn`, which knows the 30,000 commonest passwords,
//! words, names, rows of keys, repetitions and dates, and finds which of them a password is made of. It
//! is asked about the password as it was typed, folded, and without figures and marks at its ends. It asks what year it is, to know recent ones;
//! nothing that is stored depends on it.

use unicode_normalization::UnicodeNormalization;
use zxcvbn::{Entropy, feedback::Warning, matching::patterns::MatchPattern, zxcvbn};

use crate::{kana, person::Person, plan::Plan, text::fold};

/// The fewest characters: NIST SP 800-63B asks for eight or more, and for length rather than kinds of
/// characters.
pub const SHORTEST: usize = 10;

/// The most; a longer one is work without gain.
pub const LONGEST: usize = 200;

/// How many guesses the parts of a password must be worth, multiplied: nine characters that follow no
/// pattern, three words that are not the commonest. For each further part zxcvbn's own score adds what
/// an attacker loses who does not know how many there are, so that it takes three of the commonest for
/// good.
const FEWEST_GUESSES: u128 = 1_000_000_000;

/// The fewest different characters.
const FEWEST_KINDS: usize = 5;

/// What people choose first; among it the program's name, what it is for, and Japanese words that
/// lists made elsewhere do not have.
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
    let nearby = words_nearby(person, plans);
    let nearby: Vec<&str> = nearby.iter().map(String::as_str).collect();
    let plain: String = password.nfkc().collect();
    for form in [plain.as_str(), &folded] {
        let judged = zxcvbn(form, &nearby);
        if worth(&judged) < FEWEST_GUESSES {
            let warning = judged.feedback().and_then(zxcvbn::feedback::Feedback::warning);
            return Err(Weakness::Guessable(reason(warning)));
        }
    }
    let bare = folded.trim_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    if is_one_thing(&zxcvbn(bare, &nearby)) {
        return Err(Weakness::Guessable(COMMON));
    }
    Ok(())
}

/// Whether it is one thing that is known: a common password, a word, a name, a row of keys. Whatever
/// figures and marks stand around it, it is what people choose first.
fn is_one_thing(judged: &Entropy) -> bool {
    match judged.sequence() {
        [one] => one.pattern != MatchPattern::BruteForce,
        _ => false,
    }
}

/// How many guesses the parts are worth, multiplied.
fn worth(judged: &Entropy) -> u128 {
    let parts = judged.sequence().iter().filter_map(|part| part.guesses);
    parts.fold(1, |all, guesses| all.saturating_mul(guesses.into()))
}

/// The words that someone who knows the person and the office would try first: the reading of the
/// city's name too, which stands in the addresses of its mail where the name is no kana.
fn words_nearby(person: &Person, plans: &[Plan]) -> Vec<String> {
    let own = person.name.split_whitespace().chain([person.login.as_str()]);
    let mail = person.mail.split(['@', '.', '-', '_']).filter(|part| part.len() >= 4);
    let cities = plans.iter().flat_map(|plan| {
        let city = plan.municipality.as_str();
        [city, city.trim_end_matches(['市', '町', '村', '区']), plan.title.as_str()]
    });
    let words = own.chain(mail).chain(cities).chain(FAMILIAR);
    let read = words.flat_map(|word| [Some(fold(word)), kana::in_latin(word)]);
    read.flatten().filter(|word| !word.is_empty()).collect()
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
            mail: "a00123@city.hinodeno.lg.jp".into(),
            grants: Vec::new(),
        };
        let plan = |municipality: &str| Plan {
            id: Id::new("p"),
            municipality: municipality.into(),
            area_code: String::new(),
            title: "いのち支える計画".into(),
        };
        check(password, &person, &[plan("ひので野市"), plan("あおぞら市")])
    }

    /// Of the commonest passwords in the lists that were published: the first, some of the middle,
    /// and some about the three-thousandth.
    const COMMONEST: &str = "password qwerty dragon baseball football \
        monkey letmein shadow master michael superman trustno1 jordan jennifer hunter buster soccer \
        harley batman andrew tigger sunshine iloveyou charlie robert thomas hockey ranger daniel \
        starwars computer michelle jessica pepper freedom maggie ginger joshua cheese summer corvette \
        austin thunder merlin diamond golfer cookie samantha ferrari spider phoenix orange";

    #[test]
    fn the_commonest_are_refused_whole_folded_and_with_what_is_put_around_them() {
        for word in COMMONEST.split_whitespace() {
            let wide: String =
                word.chars().filter_map(|c| char::from_u32(c as u32 + 0xfee0)).collect();
            for form in [
                format!("{word}{word}"),
                format!("{word}2026!"),
                format!("{word}123456"),
                format!("2026-{word}-04"),
                format!("!!{}!!1", word.to_uppercase()),
                format!("{wide}２０２６！"),
                format!("{word} 1 2 3 4 5"),
            ] {
                assert!(checked(&form).is_err(), "{form}");
            }
        }
    }

    #[test]
    fn the_reading_of_the_city_in_the_persons_own_address_is_known() {
        let person = Person {
            id: Id::new("1"),
            login: "1".into(),
            name: "課".into(),
            mail: "kenko@city.tsukigase.lg.jp".into(),
            grants: Vec::new(),
        };
        assert!(check("tsukigase2026!", &person, &[]).is_err());
        let elsewhere = Person { mail: String::new(), ..person };
        assert_eq!(check("tsukigase2026!", &elsewhere, &[]), Ok(()));
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
            "qwerty12345",
            "p@ssw0rd123",
            "1qaz2wsx3edc",
            "hinodeno2026!",
            "aozora2026!",
            "Aozora-2026",
            "ＡＯＺＯＲＡ２０２６",
            "password-password",
            "あおぞら市あおぞら市",
            "passwordpassword",
            "12345678912345678",
            "123456-2026",
            "sasaesasae2026",
            "Welcome12345!",
            "abcd1234abcd",
            "asdfghjkl123",
            "qazwsxedcrfv",
            "1234qwerasdf",
            "admin123456!",
            "administrator",
            "letmein12345",
            "P@ssw0rd!2026",
            "19800101-1980",
            "sakura-2026!!",
            "pass word 123",
            "ｐａｓｓｗｏｒｄ２０２６",
            "パスワード2026",
            "しやくしょ2026",
            "自殺対策計画2026",
            "monkey123456!",
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
