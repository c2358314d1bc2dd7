//! The municipality's code: its last figure is a check of the others.

use domain::municipality::area_code;

use crate::error::Error;

/// Refuses a code that is none. A municipality without one has none in its data.
pub(crate) fn check(code: &str) -> Result<(), Error> {
    let is_six = code.len() == 6 && code.chars().all(|c| c.is_ascii_digit());
    let right = code.get(..5).filter(|_| is_six).and_then(area_code);
    match right {
        _ if code.is_empty() => Ok(()),
        None => Err(Error::NoRegionCode(code.to_owned())),
        Some(right) if right != code => {
            Err(Error::WrongRegionCode { code: code.to_owned(), right })
        }
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_whose_last_figure_is_wrong_is_refused_with_the_right_one() {
        for code in ["112020", "011002", "131016", "110001", "102016", "141305", ""] {
            assert!(check(code).is_ok(), "{code}");
        }
        let told = check("112021").unwrap_err().to_string();
        assert!(told.contains("112021") && told.contains("112020"), "{told}");
        for code in ["11202", "1120200", "あおぞら", "11202０"] {
            assert!(matches!(check(code), Err(Error::NoRegionCode(_))), "{code}");
        }
    }
}
