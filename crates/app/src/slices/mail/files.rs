//! Letters as files, for a city hall without a mail server to give them to.

use domain::letter::Letter;
use lettre::message::Mailbox;

use crate::kit::mail::{message, parts};
use crate::{Error, Result, kit::clock};

/// Letters as drafts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct MailFiles {
    /// Names such as `001_青空.eml`, and what a mail program opens.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// The names of those whose letter has no address that mail can go to.
    pub(crate) left: Vec<String>,
}

/// Each letter as a draft that a mail program opens, from this sender.
pub(crate) fn drafts(letters: &[Letter], from: &str) -> Result<MailFiles> {
    let from: Mailbox = from
        .parse()
        .map_err(|_| Error::Refused(format!("差出人「{}」は使えません。", from.escape_debug())))?;
    let date = clock::system(&clock::now());
    let mut drafts = MailFiles::default();
    for (letter, number) in letters.iter().zip(1..) {
        let parts = parts(letter);
        if message::objection(&parts).is_some() {
            drafts.left.push(letter.to.name.clone());
            continue;
        }
        let bytes = message::build(parts, &from, &format!("draft-{number}"), date)?.formatted();
        // Outlook opens a draft, ready to be sent, only when it is called one
        let draft = [b"X-Unsent: 1\r\n", &bytes[..]].concat();
        drafts.files.push((format!("{number:03}_{}.eml", file_name(&letter.to.name)), draft));
    }
    Ok(drafts)
}

/// A name without what no file's name may hold.
fn file_name(name: &str) -> String {
    let barred = |c: char| c.is_control() || "\\/:*?\"<>|.".contains(c);
    name.chars().map(|c| if barred(c) { '_' } else { c }).take(40).collect()
}

#[cfg(test)]
mod tests {
    use domain::letter::Recipient;

    use super::*;

    fn letter(name: &str, address: &str) -> Letter {
        let to = Recipient { person: None, name: name.into(), address: address.into() };
        Letter {
            to,
            round: None,
            subject: "回答のお願い".into(),
            body: "本文".into(),
            enclosures: Vec::new(),
            secret: false,
            key: "k".into(),
        }
    }

    #[test]
    fn a_letter_is_a_draft_and_one_without_an_address_is_named() {
        let letters = [letter("青空/一", "a@aozora.example"), letter("白雲", "")];
        let MailFiles { files, left } = drafts(&letters, "健康課 <plan@aozora.example>").unwrap();
        let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!((names, left), (vec!["001_青空_一.eml"], vec!["白雲".to_owned()]));
        assert!(files[0].1.starts_with(b"X-Unsent: 1\r\n"));
        assert!(matches!(drafts(&letters, "だれか"), Err(Error::Refused(_))));
    }
}
