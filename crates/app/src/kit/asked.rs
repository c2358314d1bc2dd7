//! The address that was asked for. By `?accepted=only` whoever may read drafts asks any page, table or
//! download for what was accepted only; the links of such a page keep it.

use axum::http::Uri;

/// The name in the query, and what asks for accepted texts only.
const ACCEPTED: (&str, &str) = ("accepted", "only");

/// The address that was asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct AskedAddress {
    path: String,
    /// Its query without the wish for accepted texts.
    query: Vec<(String, String)>,
    only: bool,
}

impl AskedAddress {
    /// Reads an address.
    pub(super) fn of(address: &Uri) -> Self {
        let query = address.query().unwrap_or_default().as_bytes();
        let pairs = form_urlencoded::parse(query).into_owned();
        let (wish, query): (Vec<_>, Vec<_>) = pairs.partition(|(name, _)| name == ACCEPTED.0);
        let only = wish.iter().any(|(_, value)| value == ACCEPTED.1);
        Self { path: address.path().to_owned(), query, only }
    }

    /// Whether only what was accepted is wanted.
    pub(crate) fn accepted_only(&self) -> bool {
        self.only
    }

    /// An address with the same wish.
    pub(crate) fn kept(&self, address: String) -> String {
        if self.only { with_wish(&address) } else { address }
    }

    /// The same page with the other wish.
    pub(super) fn other(&self) -> String {
        let pairs: Vec<(&str, &str)> =
            self.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let address = super::addresses::query(&self.path, &pairs);
        if self.only { address } else { with_wish(&address) }
    }
}

/// An address that asks for accepted texts only.
fn with_wish(address: &str) -> String {
    let (page, place) = address.split_once('#').map_or((address, ""), |(page, at)| (page, at));
    let join = if page.contains('?') { '&' } else { '?' };
    let place = if place.is_empty() { String::new() } else { format!("#{place}") };
    format!("{page}{join}{}={}{place}", ACCEPTED.0, ACCEPTED.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(address: &str) -> AskedAddress {
        AskedAddress::of(&address.parse().unwrap())
    }

    #[test]
    fn the_wish_is_kept_in_links_and_taken_back_by_the_switch() {
        let all = asked("/plans/p/search?q=%E4%BC%9A&page=2");
        assert_eq!(all.kept("/x".to_owned()), "/x");
        assert_eq!(all.other(), "/plans/p/search?q=%E4%BC%9A&page=2&accepted=only");
        let only = asked("/plans/p/search?accepted=only&q=1");
        assert_eq!(only.kept("/x#R7".to_owned()), "/x?accepted=only#R7");
        assert_eq!(only.other(), "/plans/p/search?q=1");
        assert!(!asked("/x?accepted=all").accepted_only());
    }
}
