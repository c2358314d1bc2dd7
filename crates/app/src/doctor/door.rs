//! The doors: how other machines come in, the certificate, the mail server.

use std::{path::Path, time::Duration};

use x509_parser::{certificate::X509Certificate, extensions::GeneralName, pem::Pem};

use super::{args::DoctorArgs, checkup::Checkup};
use crate::kit::{
    clock,
    mail::{MailServer, Tls},
    tls,
};

/// A certificate is renewed so many days before it ends.
const SOON: i64 = 30;

const DAY: i64 = 24 * 60 * 60;

/// How long the mail server is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) async fn look(seen: &mut Checkup, args: &DoctorArgs) {
    if let Err(error) = args.access.check(args.listen.listen) {
        seen.failed("listen", &error);
    }
    if let Some((cert, key)) = args.access.tls() {
        look_at_certificate(seen, &cert, args.access.hosts());
        if let Err(error) = tls::acceptor(&cert, &key) {
            seen.failed("certificate", &error);
        }
    }
    match MailServer::read(&args.mail) {
        Err(error) => seen.failed("mail", &error),
        Ok(Some(server)) => look_at_mail(seen, &server, args.connect).await,
        Ok(None) => {}
    }
}

fn look_at_certificate(seen: &mut Checkup, path: &Path, hosts: &[String]) {
    let shown = path.display();
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            return seen
                .wrong("certificate", format!("証明書「{shown}」を読めません（{error}）。"));
        }
    };
    // The first is the server's own; those after it vouch for it
    let own = Pem::iter_from_buffer(&bytes).next().and_then(Result::ok);
    let Some(own) = own.as_ref().and_then(|pem| pem.parse_x509().ok()) else {
        return seen.wrong("certificate", format!("「{shown}」はPEM形式の証明書ではありません。"));
    };
    for host in hosts.iter().filter(|host| !is_named(&own, host)) {
        seen.wrong(
            "certificate",
            format!("証明書「{shown}」に、画面のサーバー名「{host}」がありません。その名前を入れて発行し直してください。"),
        );
    }
    look_at_days(seen, path, &own);
}

/// The days between which a certificate is taken.
fn look_at_days(seen: &mut Checkup, path: &Path, own: &X509Certificate<'_>) {
    let (shown, now) = (path.display(), i64::try_from(clock::seconds()).unwrap_or(i64::MAX));
    let (begin, end) =
        (own.validity().not_before.timestamp(), own.validity().not_after.timestamp());
    let left = (end - now).div_euclid(DAY);
    if now < begin {
        seen.wrong(
            "certificate",
            format!(
                "証明書「{shown}」は、まだ有効ではありません。時計と証明書を確かめてください。"
            ),
        );
    } else if left < 0 {
        seen.wrong(
            "certificate",
            format!(
                "証明書「{shown}」の期限が{}日前に切れました。新しい証明書に替え、sasae serve を起動し直してください。",
                -left
            ),
        );
    } else if left < SOON {
        seen.unwise(
            "certificate",
            format!(
                "証明書「{shown}」の期限まで、あと{left}日です。新しい証明書を用意してください。"
            ),
        );
    } else {
        seen.good("certificate", format!("証明書「{shown}」: あと{left}日"));
    }
}

/// Whether a certificate is for a host.
fn is_named(certificate: &X509Certificate<'_>, host: &str) -> bool {
    let names = certificate.subject_alternative_name().ok().flatten();
    names.into_iter().flat_map(|of| &of.value.general_names).any(|name| match name {
        GeneralName::DNSName(name) => {
            let any = name.strip_prefix("*.").zip(host.split_once('.').map(|(_, rest)| rest));
            name.eq_ignore_ascii_case(host)
                || any.is_some_and(|(of, rest)| of.eq_ignore_ascii_case(rest))
        }
        GeneralName::IPAddress(bytes) => host.parse().is_ok_and(|ip| match ip {
            std::net::IpAddr::V4(ip) => ip.octets() == **bytes,
            std::net::IpAddr::V6(ip) => ip.octets() == **bytes,
        }),
        _ => false,
    })
}

async fn look_at_mail(seen: &mut Checkup, server: &MailServer, connect: bool) {
    let (host, port) = (server.host.as_str(), server.port);
    if server.tls == Tls::None {
        seen.unwise(
            "mail",
            format!("メールを、暗号化せずに {host}:{port} へ送ります。--smtp-tls starttls を使えるか、確かめてください。"),
        );
    }
    if !connect {
        return seen.good(
            "mail",
            format!("メールサーバー: {host}:{port}（--connect で、つながるかも確かめます）"),
        );
    }
    let reached = tokio::time::timeout(PATIENCE, tokio::net::TcpStream::connect((host, port)));
    match reached.await {
        Ok(Ok(_)) => seen.good("mail", format!("メールサーバー: {host}:{port} につながります")),
        Ok(Err(error)) => seen.wrong(
            "mail",
            format!("メールサーバー {host}:{port} につながりません（{error}）。名前、ポート、ファイアウォールを確かめてください。"),
        ),
        Err(_) => seen.wrong(
            "mail",
            format!("メールサーバー {host}:{port} から返事がありません。名前、ポート、ファイアウォールを確かめてください。"),
        ),
    }
}
