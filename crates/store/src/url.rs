//! The address of a database, as people write it.

use std::{net::IpAddr, path::Path};

use sqlx::postgres::{PgConnectOptions, PgSslMode};

use crate::{Error, Result};

/// Where a database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DatabaseAddress<'a> {
    /// A database that ends with the program.
    Memory,
    /// A `SQLite` file.
    File(&'a Path),
    /// A `PostgreSQL` server.
    Postgres,
}

/// Reads an address. Anything but the two databases is refused: a mistyped address must not make a
/// new, empty file.
pub(crate) fn parse(url: &str) -> Result<DatabaseAddress<'_>> {
    if ["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
        return Ok(DatabaseAddress::Postgres);
    }
    let path = url.strip_prefix("sqlite:").map(|rest| rest.strip_prefix("//").unwrap_or(rest));
    match path {
        Some(":memory:") => Ok(DatabaseAddress::Memory),
        Some(path) if !path.is_empty() && !path.contains('?') && !path.starts_with("file:") => {
            let folder = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty());
            match folder.filter(|folder| !folder.is_dir()) {
                Some(missing) => Err(Error::NoFolder(missing.display().to_string())),
                None => Ok(DatabaseAddress::File(Path::new(path))),
            }
        }
        _ => Err(Error::UnknownUrl(redacted(url))),
    }
}

/// How the server of an address is reached. On the way to another machine texts and passwords are
/// encrypted, unless the address says in so many words that they are not.
pub(crate) fn server(url: &str) -> Result<PgConnectOptions> {
    let options: PgConnectOptions =
        url.parse().map_err(|_: sqlx::Error| Error::UnknownUrl(redacted(url)))?;
    match options.get_ssl_mode() {
        PgSslMode::Allow | PgSslMode::Prefer if !is_here(&options) => {
            Err(Error::Unencrypted(redacted(url)))
        }
        _ => Ok(options),
    }
}

/// Whether the server is on this machine.
fn is_here(options: &PgConnectOptions) -> bool {
    let host = options.get_host().trim_start_matches('[').trim_end_matches(']');
    options.get_socket().is_some()
        || host.starts_with('/')
        || host == "localhost"
        || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Whether the way to the server is open although it leads to another machine: the address says so.
pub fn is_open_way(url: &str) -> bool {
    matches!(parse(url), Ok(DatabaseAddress::Postgres))
        && server(url).is_ok_and(|options| {
            matches!(options.get_ssl_mode(), PgSslMode::Disable) && !is_here(&options)
        })
}

/// The file that an address names, whether it is there or not.
pub fn database_file(url: &str) -> Option<&Path> {
    match parse(url) {
        Ok(DatabaseAddress::File(path)) => Some(path),
        _ => None,
    }
}

/// Whether a file is there at which nobody is at work: all of it is in the one file.
pub(crate) fn lies_still(path: &Path) -> bool {
    let size = |path: &Path| path.metadata().map_or(0, |of| of.len());
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    size(path) > 0 && size(Path::new(&log)) == 0
}

/// The file that an address names and that is not there: opening it would make a new, empty one.
pub fn missing_file(url: &str) -> Option<&Path> {
    database_file(url).filter(|path| !path.exists())
}

/// The address without the user and password that it may hold, to be shown and logged.
pub fn redacted(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").map_or(("", url), |(scheme, rest)| (scheme, rest));
    let rest = match rest.split_once('?') {
        Some((place, options)) if options.to_lowercase().contains("password") => place,
        _ => rest,
    };
    match (rest.rsplit_once('@'), scheme) {
        (Some((_, place)), "") => format!("***@{place}"),
        (Some((_, place)), scheme) => format!("{scheme}://***@{place}"),
        (None, "") => rest.to_owned(),
        (None, scheme) => format!("{scheme}://{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_have_an_address() {
        assert_eq!(parse("sqlite::memory:").unwrap(), DatabaseAddress::Memory);
        assert_eq!(parse("sqlite:sasae.db").unwrap(), DatabaseAddress::File(Path::new("sasae.db")));
        assert_eq!(
            parse("sqlite:///tmp/a.db").unwrap(),
            DatabaseAddress::File(Path::new("/tmp/a.db"))
        );
        assert_eq!(parse("postgresql://localhost/sasae").unwrap(), DatabaseAddress::Postgres);
    }

    #[test]
    fn a_mistyped_address_is_refused_with_the_way_out() {
        for url in ["sasae.db", "mysql://localhost/x", "sqlite:", "", "postgres:/x", "sqlite:a?b"] {
            let error = parse(url).unwrap_err();
            assert!(matches!(error, Error::UnknownUrl(_)), "{url}");
            assert!(error.to_string().contains("sqlite:ファイル名"));
        }
    }

    #[test]
    fn a_file_in_a_folder_that_is_missing_is_refused() {
        assert!(matches!(parse("sqlite:/no/such/folder/a.db"), Err(Error::NoFolder(_))));
    }

    #[test]
    fn another_machine_is_reached_encrypted_or_with_a_word() {
        let there = ["h.example/db", "me:pw@192.168.0.9:5432/db", "me@[fd00::9]/db"];
        for place in there {
            for weak in ["", "?sslmode=prefer", "?sslmode=allow"] {
                let refused = server(&format!("postgres://{place}{weak}"));
                let told = refused.unwrap_err().to_string();
                assert!(told.contains("sslmode=verify-full") && !told.contains("pw"), "{told}");
            }
            for mode in ["require", "verify-ca", "verify-full", "disable"] {
                let url = format!("postgres://{place}?sslmode={mode}");
                assert!(server(&url).is_ok(), "{url}");
                assert_eq!(is_open_way(&url), mode == "disable", "{url}");
            }
        }
        let here = ["localhost/db", "127.0.0.1:5432/db", "[::1]/db", "%2Frun%2Fpostgresql/db"];
        for place in here {
            let url = format!("postgres://{place}");
            assert!(server(&url).is_ok() && !is_open_way(&url), "{url}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        let shown = ["postgress://me:secret@h/db", "me:secret@h", "x://h/d?password=secret"];
        assert!(shown.iter().all(|url| !redacted(url).contains("secret")));
        assert_eq!(redacted("postgres://me:pw@host:5432/db"), "postgres://***@host:5432/db");
        assert_eq!(redacted("sqlite:a.db"), "sqlite:a.db");
    }
}
