//! Persons (職員), their roles and for how long they have them.

use serde::{Deserialize, Serialize};

use unicode_normalization::UnicodeNormalization;

use crate::{
    Day, Id, coded,
    plan::Plan,
    section::Section,
    text::{fold, is_japanese, unseen},
};

coded! {
    /// What a person does in the yearly round (役割).
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Role {
        /// Makes persons and keeps the installation running; sees no answer by that alone.
        Administrator => "administrator", "システム管理者";
        /// Runs the round: 事務局.
        Secretariat => "secretariat", "事務局";
        /// Writes a section's answers: 担当者.
        Clerk => "clerk", "担当者";
        /// Approves a section's answers: 所属長.
        Chief => "chief", "所属長";
        /// Enters records of a section's registers, and nothing else: 記録者.
        Recorder => "recorder", "記録者";
        /// Reads what was accepted: 協議会委員.
        Council => "council", "協議会委員";
        /// Reads everything and the history, changes nothing: 監査.
        Auditor => "auditor", "監査";
    }
}

impl Role {
    /// The role of a code or label.
    pub fn named(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.into_iter().find(|role| role.code() == text || role.label() == text)
    }

    /// Whether it is held in a section, and for its actions only.
    pub fn is_of_section(self) -> bool {
        matches!(self, Self::Clerk | Self::Chief | Self::Recorder)
    }
}

/// Why a login or a name cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnfitName {
    /// It holds what nobody sees.
    #[error("目に見えない文字（U+{0:04X}）が入っています。入力し直してください。")]
    Unseen(u32),
    /// A login holds a letter that is easily taken for another.
    #[error(
        "職員番号に使えない文字「{0}」が入っています。英数字、記号（. - _ @）、かな、漢字にしてください。"
    )]
    Foreign(char),
    /// Somebody's login looks the same.
    #[error("職員番号「{0}」と見分けにくいため、登録できません。別の職員番号にしてください。")]
    Alike(String),
}

/// Whether a name can be told from others by reading it.
pub fn check_name(name: &str) -> Result<(), UnfitName> {
    unseen(name).map_or(Ok(()), |c| Err(UnfitName::Unseen(c.into())))
}

/// Whether a new login can be told from the others by reading it. One that is the same but for width
/// and case is the same login, and not asked about here.
pub fn check_login<'a>(
    login: &str,
    others: impl Iterator<Item = &'a str>,
) -> Result<(), UnfitName> {
    check_name(login)?;
    let fits = |c: &char| c.is_ascii_graphic() || is_japanese(*c) || c.is_whitespace();
    if let Some(foreign) = login.nfkc().find(|c| !fits(c)) {
        return Err(UnfitName::Foreign(foreign));
    }
    differs(login, others)
}

/// Whether a login does not look like another one.
pub fn differs<'a>(
    login: &str,
    mut others: impl Iterator<Item = &'a str>,
) -> Result<(), UnfitName> {
    let (same, alike) = (fold(login), look(login));
    let twin = others.find(|other| look(other) == alike && fold(other) != same);
    twin.map_or(Ok(()), |twin| Err(UnfitName::Alike(twin.to_owned())))
}

/// How a login looks: letters, figures and kana that are hard to tell apart are one.
fn look(login: &str) -> String {
    let one = |c: char| match c {
        'o' => '0',
        'l' | 'i' | '|' => '1',
        'ー' | '一' | '_' => '-',
        'ニ' => '二',
        'ロ' | '口' => '□',
        'カ' => '力',
        'へ' => 'ヘ',
        'べ' => 'ベ',
        'ぺ' => 'ペ',
        'り' => 'リ',
        other => other,
    };
    fold(login).chars().map(one).collect()
}

/// A role that a person has, where, and from when to when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The plan that it is for; `None` for every plan.
    pub plan: Option<Id<Plan>>,
    /// The section that a clerk or a chief belongs to.
    pub section: Option<Id<Section>>,
    /// Its first day.
    pub from: Day,
    /// Its last day, if that is known.
    pub until: Option<Day>,
}

impl Grant {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Someone who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The identifier; it stays through every change of section.
    pub id: Id<Person>,
    /// What the person signs in with, such as a staff number.
    pub login: String,
    /// The name that others see.
    pub name: String,
    /// Where mail goes; empty when there is none.
    pub mail: String,
    /// The roles, those of the past too: nobody loses history.
    pub grants: Vec<Grant>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(login: &str) -> Result<(), UnfitName> {
        check_login(login, ["A1001", "tanaka", "二番"].into_iter())
    }

    #[test]
    fn a_login_that_looks_like_anothers_is_refused() {
        for twin in ["A100l", "AIOO1", "ａ１ｏｏ１", "tanaka".to_uppercase().as_str(), "ニ番"]
        {
            let same = fold(twin) == "tanaka";
            assert_eq!(checked(twin).is_ok(), same, "{twin}");
        }
        assert_eq!(checked("A100I"), Err(UnfitName::Alike("A1001".into())));
        for own in ["A1002", "a-1001", "田中", "t.naka@city.example", "Ｂ００１"] {
            assert_eq!(checked(own), Ok(()), "{own}");
        }
        assert_eq!(
            checked("t\u{430}naka"),
            Err(UnfitName::Foreign('\u{430}')),
            "a Cyrillic letter"
        );
        assert_eq!(checked("tana\u{200b}ka"), Err(UnfitName::Unseen(0x200b)));
        assert_eq!(check_name("山田\u{202e}太郎"), Err(UnfitName::Unseen(0x202e)));
        assert_eq!(check_name("Ана Пејић"), Ok(()), "people have such names");
    }
}
