//! A letter as the bytes of a mail. What could break out of a head line is refused, not repaired.

use std::time::SystemTime;

use lettre::{
    Address, Message,
    message::{
        Attachment, Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};

use crate::{Error, Result};

/// What a workbook is.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What a mail says, wherever it comes from.
pub(crate) struct MailParts<'a> {
    /// The name of whoever gets it.
    pub(crate) name: &'a str,
    /// The address.
    pub(crate) recipient: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) body: &'a str,
    /// Names and bytes of what goes with it.
    pub(crate) files: Vec<(&'a str, Vec<u8>)>,
}

/// Why a mail to this name and address under this subject cannot be made, if it cannot.
pub(crate) fn objection(parts: &MailParts<'_>) -> Option<String> {
    let names = parts.files.iter().map(|(name, _)| ("添付ファイルの名前", *name));
    let heads = [("宛先の氏名", parts.name), ("宛先", parts.recipient), ("件名", parts.subject)];
    for (what, text) in heads.into_iter().chain(names) {
        if text.contains(char::is_control) {
            return Some(format!(
                "{what}「{}」に改行などの使えない文字があります。",
                text.escape_debug()
            ));
        }
    }
    if parts.recipient.trim().is_empty() {
        return Some("メールアドレスが登録されていません。".to_owned());
    }
    let plain = parts.recipient.is_ascii() && parts.recipient.parse::<Address>().is_ok();
    (!plain).then(|| format!("メールアドレス「{}」は使えません。", parts.recipient))
}

/// The mail under its identifier: the same parts give the same bytes.
pub(crate) fn build(
    parts: MailParts<'_>,
    from: &Mailbox,
    id: &str,
    date: SystemTime,
) -> Result<Message> {
    if let Some(objection) = objection(&parts) {
        return Err(Error::Refused(objection));
    }
    let name = Some(parts.name.to_owned()).filter(|name| !name.is_empty());
    let to = Mailbox::new(name, parts.recipient.parse().map_err(Error::internal)?);
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    let builder = Message::builder()
        .from(from.clone())
        .to(to)
        .subject(parts.subject)
        .date(date)
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        // Asks for no notes of absence in return
        .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()));
    let text = SinglePart::plain(parts.body.to_owned());
    if parts.files.is_empty() {
        return builder.singlepart(text).map_err(Error::internal);
    }
    let mut whole = MultiPart::mixed().boundary(format!("=_{id}")).singlepart(text);
    for (name, bytes) in parts.files {
        let workbook = name.to_lowercase().ends_with(".xlsx");
        let kind = if workbook { XLSX } else { "application/octet-stream" };
        let kind = ContentType::parse(kind).map_err(Error::internal)?;
        whole = whole.singlepart(Attachment::new(name.to_owned()).body(bytes, kind));
    }
    builder.multipart(whole).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts<'a>(name: &'a str, recipient: &'a str, subject: &'a str) -> MailParts<'a> {
        MailParts {
            name, recipient, subject, body: "本文です。\n.\n..続き", files: Vec::new()
        }
    }

    fn bytes(parts: MailParts<'_>) -> Vec<u8> {
        let from = "あおぞら市 健康課 <plan@aozora.example>".parse().unwrap();
        build(parts, &from, "m1", SystemTime::UNIX_EPOCH).unwrap().formatted()
    }

    #[test]
    fn what_could_break_out_of_a_head_line_is_refused() {
        let good = "a@aozora.example";
        for parts in [
            parts("青空\r\nBcc: x@evil.example", good, "件名"),
            parts("青空", "a@aozora.example\r\nBcc: x@evil.example", "件名"),
            parts("青空", good, "件名\nBcc: x@evil.example"),
            parts("青空", good, "件名\u{0}"),
            parts("青空", "", "件名"),
            parts("青空", "あ@aozora.example", "件名"),
            parts("青空", "a@aozora.example, b@evil.example", "件名"),
            parts("青空", "<a@aozora.example>", "件名"),
            MailParts {
                files: vec![("a\r\nX: y.xlsx", Vec::new())],
                ..parts("青空", good, "件名")
            },
        ] {
            let from = "plan@aozora.example".parse().unwrap();
            let refused = build(parts, &from, "m1", SystemTime::UNIX_EPOCH);
            assert!(matches!(refused, Err(Error::Refused(_))));
        }
        assert_eq!(objection(&parts("", good, "件名")), None);
    }

    #[test]
    fn the_same_parts_give_the_same_bytes() {
        let with_file = || MailParts {
            files: vec![("健康課_令和８年度.xlsx", b"PK\x03\x04".to_vec())],
            ..parts("青空", "a@aozora.example", "【自殺対策計画】回答のお願い")
        };
        assert_eq!(bytes(with_file()), bytes(with_file()));
    }

    #[test]
    fn a_mail_is_plain_ascii_with_an_identifier_of_its_own() {
        let text = bytes(parts("青空", "a@aozora.example", "回答のお願い"));
        let text = String::from_utf8(text).unwrap();
        assert!(text.is_ascii());
        assert!(text.contains("Message-ID: <m1@aozora.example>\r\n"), "{text}");
        assert!(text.contains("Auto-Submitted: auto-generated\r\n"), "{text}");
    }
}
