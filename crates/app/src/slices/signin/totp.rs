//! The second factor: codes of an authenticator application (TOTP, RFC 6238).

use fast_qr::{ECL, QRBuilder, convert::svg::SvgBuilder};
use totp_rs::{Builder, Secret, Totp};

use crate::{
    Error, Result,
    kit::{clock, ids},
};

/// A fresh secret, in base32 as people type it.
pub(crate) fn secret() -> Result<String> {
    Ok(Secret::from(ids::random::<20>()?.to_vec()).to_base32())
}

/// The step of time whose code was typed, if it is right: the step, one before and one after, since
/// clocks differ.
pub(crate) fn step(secret: &str, code: &str) -> Option<i64> {
    let code = domain::text::ascii_digits(code);
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    let totp = totp(secret, "").ok()?;
    let step = totp.check(&code, clock::seconds())?;
    i64::try_from(step).ok()
}

/// The address that an authenticator application reads, for a login.
pub(crate) fn address(secret: &str, login: &str) -> Result<String> {
    totp(secret, &login.replace(':', ""))?.to_url().map_err(Error::internal)
}

/// The address as a picture.
pub(crate) fn picture(address: &str) -> Result<String> {
    let code = QRBuilder::new(address)
        .ecl(ECL::M)
        .build()
        .map_err(|error| Error::Internal(Box::new(std::io::Error::other(format!("{error:?}")))))?;
    Ok(SvgBuilder::default().to_str(&code))
}

fn totp(secret: &str, login: &str) -> Result<Totp> {
    let secret = Secret::try_from_base32(secret).map_err(Error::internal)?;
    let builder = Builder::new().with_secret(secret).with_issuer(Some("Sasae"));
    builder.with_account_name(login).build().map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_code_of_the_moment_fits() {
        let own = secret().unwrap();
        let now = totp(&own, "").unwrap().generate(clock::seconds()).to_string();
        assert!(step(&own, &now).is_some());
        let spaced = format!("{} {}", &now[..3], &now[3..]);
        assert!(step(&own, &spaced).is_some());
        let old = totp(&own, "").unwrap().generate(clock::seconds() - 120).to_string();
        assert!(old == now || step(&own, &old).is_none());
        assert_eq!(step(&own, ""), None);
        assert_eq!(step("no base32!", &now), None);
        assert_ne!(own, secret().unwrap());
    }

    #[test]
    fn an_authenticator_reads_the_address() {
        let address = address("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "A001").unwrap();
        assert!(address.starts_with("otpauth://totp/Sasae:A001?secret=JBSWY3DP"), "{address}");
        assert!(address.contains("issuer=Sasae"), "{address}");
        let svg = picture(&address).unwrap();
        assert!(svg.starts_with("<svg") && !svg.contains("style="), "{}", &svg[..200]);
    }
}
