//! The workbook of a section as it is now: what is sent out, and what a returned one is compared
//! with.

use std::collections::BTreeMap;

use domain::{
    Day, Field, Id, Slot,
    person::Role,
    reply::Reply,
    reply_workbook::{
        Identity, ReplyWorkbook, WorkbookCell, WorkbookColumn, WorkbookOwner, WorkbookQuestion,
        WorkbookRow,
    },
    scale::{Grade, Scale},
    section::Section,
    stage::{Step, after},
};
use store::Tx;

use super::notes::Notes;
use crate::{
    Result,
    slices::{
        registers::offer::RegisterOffer,
        replies::section::{Context, SectionInbox, inbox},
    },
};

/// The workbook of a section with what the checker asks; without notes where it is only compared.
pub(crate) fn book(context: &Context, inbox: &SectionInbox, notes: &Notes) -> ReplyWorkbook {
    let (plan, round) = (&context.plan, &context.round);
    let asked = round.questions.iter().map(|question| WorkbookQuestion {
        question: question.clone(),
        heading: question.slot.heading(round.year),
        scale: scale(context, &question.slot),
    });
    ReplyWorkbook {
        owner: WorkbookOwner::Section(Identity {
            city: plan.municipality.clone(),
            plan_title: plan.title.clone(),
            plan: plan.id.clone(),
            round: round.id.clone(),
            year: round.year,
            section: inbox.section.id.clone(),
            section_name: inbox.section.name.clone(),
        }),
        due_on: round.due_on,
        questions: asked.collect(),
        rows: inbox.replies.iter().map(|reply| row(context, inbox, reply, notes)).collect(),
    }
}

/// The workbooks of every section that is asked, in the order of the sections.
pub(crate) async fn all(tx: &mut Tx, context: &Context, today: Day) -> Result<Vec<ReplyWorkbook>> {
    let notes = Notes::read(tx, &context.plan.id, context.round.year).await?;
    let mut books = Vec::new();
    for section in &context.sections {
        let inbox = inbox(tx, context, &section.id, today).await?;
        if !inbox.replies.is_empty() {
            let mut book = book(context, &inbox, &notes);
            note_offers(context, section, &mut book);
            books.push(book);
        }
    }
    Ok(books)
}

/// The workbook of one section.
pub(crate) async fn of(
    tx: &mut Tx,
    context: &Context,
    section: &Id<Section>,
    today: Day,
) -> Result<ReplyWorkbook> {
    let inbox = inbox(tx, context, section, today).await?;
    let notes = Notes::read(tx, &context.plan.id, context.round.year).await?;
    let mut book = book(context, &inbox, &notes);
    note_offers(context, &inbox.section, &mut book);
    Ok(book)
}

/// Notes beside the cells what the section's records write for them; the cells stay as they are.
fn note_offers(context: &Context, section: &Section, book: &mut ReplyWorkbook) {
    for row in &mut book.rows {
        let asked = |offer: &RegisterOffer| context.round.question(&offer.slot).is_some();
        for offer in context.offers(&row.key, &section.name).into_iter().filter(asked) {
            let note = row.notes.entry(WorkbookColumn::Input(offer.slot)).or_default();
            if !note.is_empty() {
                note.push('\n');
            }
            note.extend(["【台帳から】", &offer.register, "\n", &offer.draft.text]);
        }
    }
}

/// The grades that a question is answered with, as in the form.
fn scale(context: &Context, slot: &Slot) -> Option<Scale> {
    let graded = slot.field == Field::Progress;
    Some(context.scale()).filter(|scale| graded && !scale.grades.is_empty())
}

fn row(context: &Context, inbox: &SectionInbox, reply: &Reply, notes: &Notes) -> WorkbookRow {
    let (round, section) = (&context.round, &inbox.section.name);
    let rows = context.rows(&reply.action);
    let first = rows.first();
    let text = |cell: fn(&domain::sheet::Row) -> &str| {
        first.map_or_else(String::new, |row| cell(row).to_owned())
    };
    let slots = || round.questions.iter().map(|question| &question.slot);
    let last =
        slots().map(|slot| (slot.clone(), context.said_in_words(&reply.action, slot, section)));
    let cells = slots().filter_map(|slot| {
        let entry = reply.entries.get(slot)?;
        let text = shown(scale(context, slot).as_ref(), &entry.text);
        Some((slot.clone(), WorkbookCell { text, version: entry.version }))
    });
    let writes = after(Step::Write, reply.stage, &[Role::Clerk], round.approval).is_some();
    WorkbookRow {
        key: reply.action.clone(),
        no: first.map_or(0, |row| row.no),
        measure: first.map_or_else(String::new, |row| context.measure(row).to_owned()),
        title: text(|row| &row.action.text),
        content: text(|row| &row.content.text),
        plan: context.planned(&reply.action, section),
        last: last.filter(|(_, text)| !text.is_empty()).collect::<BTreeMap<_, _>>(),
        cells: cells.collect(),
        stage: reply.stage,
        editable: inbox.open && writes,
        remarks: remarks(inbox, reply),
        notes: notes.of(&reply.action, round),
    }
}

/// Why it was sent back, and what the secretariat asks.
fn remarks(inbox: &SectionInbox, reply: &Reply) -> String {
    let back = (reply.stage == domain::stage::Stage::Returned).then(|| reply.reason.clone());
    let open = inbox.comments.iter().filter(|c| c.asked.action == reply.action);
    let open = open.filter(|c| c.answer.is_none()).map(|c| format!("質問：{}", c.asked.text));
    let lines = back.into_iter().filter(|reason| !reason.is_empty()).chain(open);
    lines.collect::<Vec<_>>().join("\n")
}

/// A grade as the workbook's list writes it; the form stores its code.
fn shown(scale: Option<&Scale>, text: &str) -> String {
    let grades = scale.into_iter().flat_map(|scale| &scale.grades);
    let mut known = grades.filter(|grade| !grade.code.is_empty() && grade.code == text);
    known.next().map_or_else(|| text.to_owned(), Grade::written)
}

/// A text of the workbook as the form stores it.
pub(super) fn stored(book: &ReplyWorkbook, slot: &Slot, text: &str) -> String {
    let scale = book.question(slot).and_then(|asked| asked.scale.as_ref());
    let grades = scale.into_iter().flat_map(|scale| &scale.grades);
    let mut known = grades.filter(|grade| !grade.code.is_empty() && grade.written() == text);
    known.next().map_or_else(|| text.to_owned(), |grade| grade.code.clone())
}
