//! Comments: what the secretariat asks about one cell, until the section has answered.

use domain::{Id, Slot, action::Action, round::Round, section::Section};

use crate::{Error, Result, Tx, answers};

/// A comment that is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewComment {
    /// Its identifier.
    pub id: Id<Comment>,
    /// The action.
    pub action: Id<Action>,
    /// The section that is asked.
    pub section: Id<Section>,
    /// The cell.
    pub slot: Slot,
    /// What is asked.
    pub text: String,
    /// Who asks.
    pub by: String,
    /// When.
    pub at: String,
}

/// A comment and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// What was asked.
    pub asked: NewComment,
    /// Answer, who answered, when; `None` while it is open.
    pub answer: Option<(String, String, String)>,
}

record! {
    struct CommentRow {
        id: String,
        action_id: String,
        section_id: String,
        field: String,
        year_offset: String,
        text: String,
        written_by: String,
        written_at: String,
        answer: Option<String>,
        answered_by: Option<String>,
        answered_at: Option<String>,
    }
}

impl TryFrom<CommentRow> for Comment {
    type Error = Error;

    fn try_from(row: CommentRow) -> Result<Self> {
        let asked = NewComment {
            id: Id::new(row.id),
            action: Id::new(row.action_id),
            section: Id::new(row.section_id),
            slot: answers::slot(row.field, &row.year_offset)?,
            text: row.text,
            by: row.written_by,
            at: row.written_at,
        };
        let answer = row.answer.zip(row.answered_by).zip(row.answered_at);
        Ok(Self { asked, answer: answer.map(|((text, by), at)| (text, by, at)) })
    }
}

impl Tx {
    /// Adds a comment.
    pub async fn add_comment(&mut self, round: &Id<Round>, comment: &NewComment) -> Result<()> {
        let sql = "insert into comments (id, round_id, action_id, section_id, field, year_offset,
                text, written_by, written_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        exec!(
            self,
            sql,
            comment.id.as_str(),
            round.as_str(),
            comment.action.as_str(),
            comment.section.as_str(),
            comment.slot.field.code(),
            answers::code(comment.slot.year),
            &comment.text,
            &comment.by,
            &comment.at
        )
    }

    /// Answers a comment of the section, which closes it.
    pub async fn answer_comment(
        &mut self,
        round: &Id<Round>,
        section: &Id<Section>,
        comment: &Id<Comment>,
        (answer, by, at): (&str, &str, &str),
    ) -> Result<()> {
        let sql = "update comments set answer = $1, answered_by = $2, answered_at = $3
            where id = $4 and round_id = $5 and section_id = $6 and answered_at is null";
        let answered = changed!(
            self,
            sql,
            answer,
            by,
            at,
            comment.as_str(),
            round.as_str(),
            section.as_str()
        )?;
        if answered == 1 { Ok(()) } else { Err(Error::Conflict("この質問")) }
    }

    /// The round's comments, oldest first; of one section, if it is named.
    pub async fn comments(
        &mut self,
        round: &Id<Round>,
        section: Option<&Id<Section>>,
    ) -> Result<Vec<Comment>> {
        let sql = "select id, action_id, section_id, field, year_offset, text, written_by,
                written_at, answer, answered_by, answered_at
            from comments where round_id = $1 and ($2 is null or section_id = $2)
            order by written_at, id";
        let rows: Vec<CommentRow> = fetch_all!(self, sql, round.as_str(), section.map(Id::as_str))?;
        rows.into_iter().map(Comment::try_from).collect()
    }
}
