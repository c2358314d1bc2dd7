//! Secrets of the settings: of a file or an environment variable, never of an argument, which every
//! user of the machine can read.

use std::{fmt, path::Path};

use crate::{Error, Result};

/// A text that is never printed.
#[derive(Clone)]
pub(crate) struct Secret(String);

/// The longest secret.
const LONGEST: usize = 4096;

impl Secret {
    /// The text itself, for whoever asks for it at the other end.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }

    /// The secret of a file, or else of a variable; none where there is neither. The end of a file's
    /// last line is the editor's.
    #[expect(clippy::disallowed_methods, reason = "what clap reads may stand among the arguments")]
    pub(crate) fn given(file: Option<&Path>, variable: &str) -> Result<Option<Self>> {
        let Some(file) = file else {
            let text = std::env::var(variable).unwrap_or_default();
            return Ok((!text.is_empty()).then_some(Self(text)));
        };
        let read = if file.as_os_str() == "-" {
            std::io::read_to_string(std::io::stdin().lock())
        } else {
            std::fs::read_to_string(file)
        };
        let text = read.map_err(|error| usage(file, &format!("読めません（{error}）")))?;
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        if text.is_empty() || text.len() > LONGEST || text.contains(char::is_control) {
            return Err(usage(file, "1行の秘密として使えません"));
        }
        Ok(Some(Self(text.to_owned())))
    }
}

fn usage(file: &Path, why: &str) -> Error {
    Error::Usage(format!(
        "秘密のファイル「{}」は{why}。秘密だけを1行に書いたファイルを指定してください。",
        file.display()
    ))
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_the_one_line_of_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        let given = |text: &str| {
            std::fs::write(&path, text).unwrap();
            Secret::given(Some(&path), "SASAE_NO_SUCH_SECRET").ok().flatten()
        };
        for text in ["ひみ つ", "ひみ つ\n", "ひみ つ\r\n"] {
            let secret = given(text).unwrap();
            assert_eq!(secret.reveal(), "ひみ つ");
            assert_eq!(format!("{secret:?}"), "Secret(…)");
        }
        for text in ["", "\n", "a\nb", "a\u{0}"] {
            assert!(given(text).is_none(), "{text:?}");
        }
        std::fs::remove_file(&path).unwrap();
        let missing = Secret::given(Some(&path), "SASAE_NO_SUCH_SECRET").unwrap_err();
        assert!(missing.to_string().contains("secret"), "{missing}");
        assert!(Secret::given(None, "SASAE_NO_SUCH_SECRET").unwrap().is_none());
    }
}
