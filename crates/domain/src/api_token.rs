//! Tokens by which a person's programs come in: what one opens, from where, and until when. A token is
//! never more than its person: the roles of today stand over what it says.

use serde::{Deserialize, Serialize};

use crate::{Id, coded, permission::Right, person::Person};

/// A token lasts no longer, in days: as long as browsers keep a cookie.
pub const LONGEST_DAYS: u32 = 400;

/// No person has more tokens that work at once.
pub const MOST_TOKENS: usize = 20;

coded! {
    /// What a token opens, as far as its person's roles do.
    #[derive(Serialize, Deserialize)]
    pub enum TokenScope {
        /// To read editions.
        #[serde(rename = "edition:read")]
        EditionRead => "edition:read", "版を読む";
        /// To read the entries of replies.
        #[serde(rename = "reply:read")]
        ReplyRead => "reply:read", "回答を読む";
        /// To write them.
        #[serde(rename = "reply:write")]
        ReplyWrite => "reply:write", "回答に記入する";
    }
}

impl TokenScope {
    /// What a route needs that asks for a right; none where no token opens it.
    pub fn of(right: Right) -> Option<Self> {
        match right {
            Right::ReadEditions => Some(Self::EditionRead),
            Right::ReadReplies => Some(Self::ReplyRead),
            Right::Answer => Some(Self::ReplyWrite),
            _ => None,
        }
    }
}

/// A token as it is kept: of its secret there is only a digest, which is not among these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Its identifier.
    pub id: Id<ApiToken>,
    /// Whose it is.
    pub person: Id<Person>,
    /// What the person calls it.
    pub name: String,
    /// What it opens.
    pub scopes: Vec<TokenScope>,
    /// The networks from which it is taken, in CIDR notation (RFC 4632, RFC 4291); empty: from anywhere.
    pub networks: Vec<String>,
    /// When it was made.
    pub created_at: String,
    /// When it ends.
    pub expires_at: String,
    /// When it was taken back, if it was.
    pub revoked_at: Option<String>,
}

impl ApiToken {
    /// Whether it is neither over nor taken back at a time, in the form in which times are stored.
    pub fn works_at(&self, now: &str) -> bool {
        self.revoked_at.is_none() && self.expires_at.as_str() > now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_opens_no_page_that_is_for_people_and_none_of_an_administrator() {
        let opened = Right::ALL.into_iter().filter_map(|right| {
            let scope = TokenScope::of(right)?;
            Some((right, scope.code()))
        });
        let expected = [
            (Right::ReadEditions, "edition:read"),
            (Right::ReadReplies, "reply:read"),
            (Right::Answer, "reply:write"),
        ];
        assert_eq!(opened.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_token_ends_at_its_time_and_when_it_is_taken_back() {
        let token = ApiToken {
            id: Id::new("t"),
            person: Id::new("p"),
            name: "集計".into(),
            scopes: vec![TokenScope::ReplyRead],
            networks: Vec::new(),
            created_at: "2026-04-01T00:00:00.000000Z".into(),
            expires_at: "2026-07-01T00:00:00.000000Z".into(),
            revoked_at: None,
        };
        assert!(token.works_at("2026-06-30T23:59:59.999999Z"));
        assert!(!token.works_at("2026-07-01T00:00:00.000000Z"));
        let back = ApiToken { revoked_at: Some("2026-05-01T00:00:00.000000Z".into()), ..token };
        assert!(!back.works_at("2026-05-02T00:00:00.000000Z"));
    }
}
