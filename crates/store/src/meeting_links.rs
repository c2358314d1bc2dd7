//! Links that open a meeting's papers without signing in, known by the digest of their token.

use domain::{Id, plan::Plan};

use crate::{Error, Result, Tx};

record! {
    /// A link that opens a meeting's papers.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct MeetingLink {
        /// Its identifier, which tells nobody its token.
        pub id: String,
        /// The plan, by its identifier.
        pub plan_id: String,
        /// The meeting, by its identifier in the plan.
        pub meeting: String,
        /// The digest of its token.
        pub digest: String,
        /// For whom the papers are that it shows, as a code.
        pub papers: String,
        /// The last day on which it opens: `2026-07-20`.
        pub expires_on: String,
        /// Who made it.
        pub made_by: String,
        /// When.
        pub made_at: String,
        /// Who ended it before its day.
        pub ended_by: Option<String>,
        /// When.
        pub ended_at: Option<String>,
    }
}

/// Every column, in the order of the record.
macro_rules! links {
    ($rest:literal) => {
        concat!(
            "select id, plan_id, meeting, digest, papers, expires_on, made_by, made_at, ended_by,
                ended_at
            from meeting_links ",
            $rest
        )
    };
}

impl Tx {
    /// Adds a link.
    pub async fn add_meeting_link(&mut self, link: &MeetingLink) -> Result<()> {
        let sql = "insert into meeting_links
                (id, plan_id, meeting, digest, papers, expires_on, made_by, made_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)";
        exec!(
            self,
            sql,
            &link.id,
            &link.plan_id,
            &link.meeting,
            &link.digest,
            &link.papers,
            &link.expires_on,
            &link.made_by,
            &link.made_at
        )?;
        Ok(())
    }

    /// The link of a token's digest, whether it still opens or not.
    pub async fn meeting_link(&mut self, digest: &str) -> Result<Option<MeetingLink>> {
        let sql = links!("where digest = $1");
        fetch_optional!(self, sql, digest)
    }

    /// The links of a meeting, the newest first.
    pub async fn meeting_links(
        &mut self,
        plan: &Id<Plan>,
        meeting: &str,
    ) -> Result<Vec<MeetingLink>> {
        let sql = links!("where plan_id = $1 and meeting = $2 order by made_at desc, id desc");
        fetch_all!(self, sql, plan.as_str(), meeting)
    }

    /// Ends a link of a meeting: it opens nothing any more. A conflict where it was ended before or is
    /// none of the meeting's.
    pub async fn end_meeting_link(
        &mut self,
        plan: &Id<Plan>,
        (meeting, id): (&str, &str),
        (by, at): (&str, &str),
    ) -> Result<()> {
        let sql = "update meeting_links set ended_by = $4, ended_at = $5
            where plan_id = $1 and meeting = $2 and id = $3 and ended_at is null";
        match changed!(self, sql, plan.as_str(), meeting, id, by, at)? {
            0 => Err(Error::Conflict("会議のリンク")),
            _ => Ok(()),
        }
    }
}
