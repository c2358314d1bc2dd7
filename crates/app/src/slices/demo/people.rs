//! The sample persons of the demo: one for each role, named by it.

use domain::{
    Day, Id,
    event::{Event, PersonAdded},
    person::{Grant, Person, Role},
    plan::Plan,
    section::Section,
};
use store::{AuditRecord, Tx};

use crate::{
    Result,
    kit::{actor::By, clock, ids, samples::SampleLogin},
};

/// A sample person: login, role, section.
type Sample = (&'static str, Role, &'static str);

/// Of the two sections the first has the most rows, and an action together with the second.
const SAMPLES: [Sample; 8] = [
    ("tanto", Role::Clerk, "健康推進課"),
    ("shocho", Role::Chief, "健康推進課"),
    ("tanto2", Role::Clerk, "学校教育課"),
    ("kiroku", Role::Recorder, "健康推進課"),
    ("jimukyoku", Role::Secretariat, ""),
    ("iin", Role::Council, ""),
    ("kansa", Role::Auditor, ""),
    ("kanri", Role::Administrator, ""),
];

/// What each role is for, beside its button.
fn purpose(role: Role) -> &'static str {
    match role {
        Role::Clerk => "自分の課の事業に記入します",
        Role::Chief => "自分の課の記入を承認します",
        Role::Secretariat => "調査を進め、回答を受理し、取りまとめます",
        Role::Recorder => "自分の課の台帳に記録します",
        Role::Council => "協議会の資料を読みます",
        Role::Auditor => "内容と履歴を読みます",
        Role::Administrator => "職員を登録します",
    }
}

/// Adds the sample persons to the demo city's plan.
pub(super) async fn add(tx: &mut Tx, plan: &Plan) -> Result<()> {
    let sections = tx.sections(&plan.id).await?;
    for sample in SAMPLES {
        let person = person(sample, &plan.id, &sections);
        tx.create_person(&person, &clock::now(), &mut ids::text).await?;
        for grant in person.grants {
            let (login, name, mail) =
                (person.login.clone(), person.name.clone(), person.mail.clone());
            let added = Event::PersonAdded(PersonAdded { login, name, mail, grant });
            let subject = person.id.to_string();
            let record = By::local().did(added, &clock::now());
            tx.record(&AuditRecord { subject, ..record }).await?;
        }
    }
    Ok(())
}

fn person((login, role, section): Sample, plan: &Id<Plan>, sections: &[Section]) -> Person {
    let own = sections.iter().find(|own| own.name == section).map(|own| own.id.clone());
    let grant = Grant {
        role,
        plan: (role != Role::Administrator).then(|| plan.clone()),
        section: own,
        from: Day::new(2023, 4, 1).unwrap_or(Day::FIRST),
        until: None,
    };
    let (id, login, mail) = (ids::new(), login.to_owned(), String::new());
    Person { id, login, name: name(role, section), mail, grants: vec![grant] }
}

/// The name of a sample person.
pub(super) fn name(role: Role, section: &str) -> String {
    format!("{section} {}", role.label()).trim().to_owned()
}

/// The buttons of the demo's sign-in page.
pub(crate) fn buttons() -> Vec<SampleLogin> {
    let button = |(login, role, section): Sample| SampleLogin {
        login,
        name: name(role, section),
        purpose: purpose(role),
    };
    SAMPLES.into_iter().map(button).collect()
}
