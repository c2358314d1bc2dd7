//! Which server takes the mail, and under whose name: off unless a host is given.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
    path::PathBuf,
    time::Duration,
};

use clap::{Args, ValueEnum};
use lettre::{message::Mailbox, transport::smtp::client::TlsParameters};

use crate::{Error, Result, kit::secret::Secret};

/// How the way to the server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Tls {
    /// Not at all: to this machine or a private address only.
    None,
    /// Plain at first, then encrypted before anything is said; a server that cannot is not used.
    Starttls,
    /// Encrypted from the first byte.
    Tls,
}

impl Tls {
    /// The port where servers listen for it.
    fn port(self) -> u16 {
        match self {
            Self::None => 25,
            Self::Starttls => 587,
            Self::Tls => 465,
        }
    }

    /// The words on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::None => "暗号化なし",
            Self::Starttls => "STARTTLS",
            Self::Tls => "TLS",
        }
    }
}

/// What the command line says about mail.
#[derive(Debug, Clone, Args)]
pub struct MailOptions {
    /// The server; without it nothing is ever sent.
    #[arg(
        long,
        env = "SASAE_SMTP_HOST",
        value_name = "ホスト",
        help = "メールを送るサーバー。省くとメールは送りません"
    )]
    pub smtp_host: Option<String>,
    /// Its port.
    #[arg(
        long,
        env = "SASAE_SMTP_PORT",
        value_name = "ポート",
        help = "メールサーバーのポート。省くと none は25、starttls は587、tls は465"
    )]
    pub smtp_port: Option<u16>,
    /// Who signs in there.
    #[arg(
        long,
        env = "SASAE_SMTP_USER",
        value_name = "利用者名",
        help = "メールサーバーの利用者名（認証するとき）"
    )]
    pub smtp_user: Option<String>,
    /// With the password of which file; else with that of `SASAE_SMTP_PASSWORD`.
    #[arg(
        long,
        env = "SASAE_SMTP_PASSWORD_FILE",
        value_name = "ファイル",
        help = "メールサーバーのパスワードを書いたファイル（環境変数 SASAE_SMTP_PASSWORD でも渡せます）"
    )]
    pub smtp_password_file: Option<PathBuf>,
    /// How the way there is protected.
    #[arg(
        long,
        env = "SASAE_SMTP_TLS",
        value_enum,
        default_value = "starttls",
        help = "暗号化（none は、この端末か組織内のアドレスだけ）"
    )]
    pub smtp_tls: Tls,
    /// Who writes.
    #[arg(
        long,
        env = "SASAE_MAIL_FROM",
        value_name = "差出人",
        help = "差出人（「あおぞら市 健康課 <plan@city.example>」の形）"
    )]
    pub mail_from: Option<String>,
    /// How long an answer of the server is waited for.
    #[arg(
        long,
        env = "SASAE_SMTP_TIMEOUT",
        default_value_t = 120,
        value_name = "秒",
        value_parser = clap::value_parser!(u16).range(1..=600),
        help = "メールサーバーの返事を待つ秒数"
    )]
    pub smtp_timeout: u16,
    /// How often the queue is looked at.
    #[arg(
        long,
        env = "SASAE_MAIL_EVERY",
        default_value_t = 30,
        value_name = "秒",
        value_parser = clap::value_parser!(u16).range(1..=3600),
        help = "送信待ちのメールを調べる間隔の秒数"
    )]
    pub mail_every: u16,
}

/// A server that mail is given to.
#[derive(Clone)]
pub struct MailServer {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way there is protected.
    pub tls: Tls,
    /// Who writes.
    pub from: Mailbox,
    pub(crate) login: Option<(String, Secret)>,
    pub(crate) encryption: Option<TlsParameters>,
    pub(crate) patience: Duration,
    pub(crate) every: Duration,
}

impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Settings({}:{}, {:?})", self.host, self.port, self.tls)
    }
}

impl MailServer {
    /// What the options say; nothing when they name no server.
    pub fn read(options: &MailOptions) -> Result<Option<Self>> {
        let Some(host) = given(options.smtp_host.as_deref()) else { return Ok(None) };
        let tls = options.smtp_tls;
        let login = login(options)?;
        refuse_open_way(&host, tls, login.is_some())?;
        let encryption = match tls {
            Tls::None => None,
            Tls::Starttls | Tls::Tls => {
                Some(TlsParameters::new(host.clone()).map_err(Error::internal)?)
            }
        };
        Ok(Some(Self {
            port: options.smtp_port.unwrap_or(tls.port()),
            from: from(options)?,
            patience: Duration::from_secs(options.smtp_timeout.into()),
            every: Duration::from_secs(options.mail_every.into()),
            host,
            tls,
            login,
            encryption,
        }))
    }

    /// What whoever starts the program should know.
    pub(crate) fn notice(&self) -> Option<String> {
        (self.tls == Tls::None).then(|| {
            format!(
                "メールは、暗号化せずに {}:{} へ送ります。組織内のサーバーであることを確かめてください。",
                self.host, self.port
            )
        })
    }
}

/// A text that says something: an empty variable is as good as none.
fn given(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn login(options: &MailOptions) -> Result<Option<(String, Secret)>> {
    let password = Secret::given(options.smtp_password_file.as_deref(), "SASAE_SMTP_PASSWORD")?;
    match (given(options.smtp_user.as_deref()), password) {
        (Some(user), Some(password)) => Ok(Some((user, password))),
        (None, None) => Ok(None),
        _ => Err(Error::Usage(
            "メールサーバーの利用者名（--smtp-user）とパスワード（--smtp-password-file）は、両方とも指定してください。"
                .to_owned(),
        )),
    }
}

fn from(options: &MailOptions) -> Result<Mailbox> {
    let Some(text) = given(options.mail_from.as_deref()) else {
        return Err(Error::Usage(
            "メールの差出人がありません。--mail-from 'あおぞら市 健康課 <plan@city.example>' のように指定してください。"
                .to_owned(),
        ));
    };
    let mailbox = text.parse::<Mailbox>().ok();
    let plain = |mailbox: &Mailbox| {
        let email: &str = mailbox.email.as_ref();
        email.is_ascii() && !text.contains(char::is_control)
    };
    mailbox.filter(plain).ok_or_else(|| {
        Error::Usage(format!(
            "メールの差出人「{}」は使えません。'あおぞら市 健康課 <plan@city.example>' のように指定してください。",
            text.escape_debug()
        ))
    })
}

/// Refuses a way that strangers could read: an address outside without encryption, or a password
/// that leaves this machine in the open. A name is looked at when it is resolved, before each mail.
fn refuse_open_way(host: &str, tls: Tls, password: bool) -> Result<()> {
    if tls != Tls::None {
        return Ok(());
    }
    let address = bare(host).parse::<IpAddr>().ok();
    if address.is_some_and(|address| !is_near(address)) {
        return Err(Error::Usage(format!(
            "メールサーバー {host} へは暗号化なしで送れません。暗号化なしで送れるのは、この端末か組織内のアドレス（192.168.0.10 など）だけです。--smtp-tls starttls を指定してください。"
        )));
    }
    let own = host == "localhost" || address.is_some_and(|address| address.is_loopback());
    if password && !own {
        return Err(Error::Usage(
            "パスワードを暗号化なしで送ることはできません。--smtp-tls starttls を指定するか、認証の要らないサーバーを指定してください。"
                .to_owned(),
        ));
    }
    Ok(())
}

/// An address without the brackets of IPv6.
fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}

/// Whether an address is this machine's or of a network that strangers do not read.
pub(crate) fn is_near(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or_else(
            || v6 == Ipv6Addr::LOCALHOST || v6.is_unique_local() || v6.is_unicast_link_local(),
            |v4| is_near(IpAddr::V4(v4)),
        ),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        options: MailOptions,
    }

    fn read(arguments: &[&str]) -> Result<Option<MailServer>> {
        let from = ["test", "--mail-from", "あおぞら市 健康課 <plan@aozora.example>"];
        MailServer::read(&Line::parse_from([&from[..], arguments].concat()).options)
    }

    /// A file with a password, in a folder that goes with the test.
    fn password() -> (tempfile::TempDir, String) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("password");
        std::fs::write(&file, "ひみつ\n").unwrap();
        (folder, file.to_str().unwrap().to_owned())
    }

    fn refused(arguments: &[&str]) -> String {
        read(arguments).unwrap_err().to_string()
    }

    #[test]
    fn without_a_host_there_is_no_mail() {
        assert!(read(&[]).unwrap().is_none());
        assert!(read(&["--smtp-host", " "]).unwrap().is_none());
    }

    #[test]
    fn the_port_follows_the_encryption() {
        for (tls, port) in [("none", 25), ("starttls", 587), ("tls", 465)] {
            let settings = read(&["--smtp-host", "127.0.0.1", "--smtp-tls", tls]).unwrap().unwrap();
            assert_eq!(settings.port, port);
        }
        let settings = read(&["--smtp-host", "mail.example", "--smtp-port", "2525"]).unwrap();
        let settings = settings.unwrap();
        assert_eq!((settings.port, settings.tls), (2525, Tls::Starttls));
    }

    #[test]
    fn without_encryption_only_near_addresses_are_spoken_to() {
        for host in ["127.0.0.1", "localhost", "192.168.0.10", "10.1.2.3", "172.16.0.1", "[::1]"] {
            assert!(read(&["--smtp-host", host, "--smtp-tls", "none"]).is_ok(), "{host}");
        }
        for host in ["203.0.113.5", "172.32.0.1", "2001:db8::1", "::ffff:203.0.113.5"] {
            let sentence = refused(&["--smtp-host", host, "--smtp-tls", "none"]);
            assert!(sentence.contains("--smtp-tls starttls"), "{sentence}");
        }
    }

    #[test]
    fn a_password_leaves_this_machine_encrypted_only() {
        let (_folder, file) = password();
        let login = ["--smtp-user", "u", "--smtp-password-file", &file, "--smtp-tls", "none"];
        let with = |host| [&["--smtp-host", host], &login[..]].concat();
        assert!(read(&with("127.0.0.1")).is_ok());
        assert!(refused(&with("192.168.0.10")).contains("パスワード"));
        let half = ["--smtp-host", "127.0.0.1", "--smtp-user", "u"];
        assert!(refused(&half).contains("両方"));
    }

    #[test]
    fn a_sender_that_is_none_is_refused() {
        let line = |from: &str| {
            let line = Line::parse_from(["t", "--smtp-host", "127.0.0.1", "--mail-from", from]);
            MailServer::read(&line.options)
        };
        for from in ["", "健康課", "a@b@c", "x <a@b.example>\r\nBcc: c@d.example", "課@市.example"]
        {
            assert!(matches!(line(from), Err(Error::Usage(_))), "{from}");
        }
    }

    #[test]
    fn no_password_is_ever_printed() {
        let (_folder, file) = password();
        let settings =
            ["--smtp-host", "127.0.0.1", "--smtp-user", "u", "--smtp-password-file", &file];
        let settings = format!("{:?}", read(&settings).unwrap().unwrap());
        assert!(!settings.contains("ひみつ"), "{settings}");
    }
}
