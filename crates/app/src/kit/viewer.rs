//! Who is looking: read anew for each request, so that a role taken away is gone at once.

use std::sync::atomic::Ordering;

use axum::http::{HeaderMap, Uri};
use domain::{
    Day, Id,
    api_token::ApiToken,
    permission::{self, Right, Scope},
    person::{Person, Role},
    plan::Plan,
    section::Section,
};
use store::{SessionTimes, SignedIn};

use crate::{
    App, Error, Result,
    kit::{
        actor::{Actor, By},
        asked::AskedAddress,
        clock,
    },
};

/// After how many seconds it is noted again that a session is used.
const NOTED: i64 = 60;

/// How long a session lasts without being used, in seconds.
const IDLE: i64 = 60 * 60;

/// How far the clocks of two machines that serve one database may differ, in seconds.
const SKEW: i64 = 5 * 60;

/// The times by which a session is judged at this moment.
pub(crate) fn session_times() -> SessionTimes {
    SessionTimes {
        now: clock::now(),
        idle_since: clock::in_seconds(-IDLE),
        begun_by: clock::in_seconds(SKEW),
    }
}

/// Whoever sent the request.
#[derive(Debug, Clone)]
pub(crate) struct Viewer {
    person: Option<Person>,
    session: Option<String>,
    /// The token by which a program of the person came, which has no session.
    token: Option<Id<ApiToken>>,
    today: Day,
    local: bool,
    /// Whether a second factor has to be set up before anything else.
    lacks_code: bool,
    asked: AskedAddress,
    /// The plans that there are; known where a page of one is asked for.
    plans: Vec<Plan>,
    notice: Option<&'static str>,
}

impl Viewer {
    /// Finds out who sent a request. Where there is no person yet, it is whoever sits at this
    /// machine: the server then listens on the loopback only.
    pub(crate) async fn of(app: &App, headers: &HeaderMap) -> Result<Self> {
        let token = app.access.token(headers);
        let (today, asked) = (clock::day(), AskedAddress::default());
        let (local, lacks_code, notice) = (false, false, app.health.notice());
        let plans = Vec::new();
        let nobody = Self {
            person: None,
            session: None,
            token: None,
            today,
            local,
            lacks_code,
            asked,
            plans,
            notice,
        };
        if token.is_none() && app.access.peopled.load(Ordering::Relaxed) {
            return Ok(nobody);
        }
        if !is_peopled(app).await? {
            return Ok(Self { local: true, ..nobody });
        }
        let Some(token) = token else { return Ok(nobody) };
        let found = app.store.signed_in(&token, &session_times(), today).await?;
        let Some(SignedIn { session, stored, code_asked }) = found else { return Ok(nobody) };
        if !stored.is_here(nobody.today) {
            return Ok(nobody);
        }
        if session.seen_at < clock::in_seconds(-NOTED) {
            match touch(app, &token).await.map_err(Error::from) {
                // On a full disk pages can still be read, and texts stay in theirs
                Err(error) if error.is_for_now() => tracing::warn!("{error}"),
                other => other?,
            }
        }
        let lacks_code = code_asked && !stored.has_totp && !session.vouched;
        Ok(Self { person: Some(stored.person), session: Some(token), lacks_code, ..nobody })
    }

    /// The person of a token, which was found to be right.
    pub(crate) fn holding(app: &App, person: Person, token: Id<ApiToken>) -> Self {
        Self {
            person: Some(person),
            session: None,
            token: Some(token),
            today: clock::day(),
            local: false,
            lacks_code: false,
            asked: AskedAddress::default(),
            plans: Vec::new(),
            notice: app.health.notice(),
        }
    }

    /// The token by which a program came.
    pub(crate) fn token(&self) -> Option<&Id<ApiToken>> {
        self.token.as_ref()
    }

    /// The same, asking for an address.
    pub(crate) fn asking(self, address: &Uri) -> Self {
        Self { asked: AskedAddress::of(address), ..self }
    }

    /// The same, choosing among these plans.
    pub(crate) fn among(self, plans: Vec<Plan>) -> Self {
        Self { plans, ..self }
    }

    /// The plans that the viewer may open, the oldest first.
    pub(crate) fn plans(&self) -> impl Iterator<Item = &Plan> {
        self.plans.iter().filter(|plan| self.may(Right::Read, Some(&plan.id), None))
    }

    /// What is asked for.
    pub(crate) fn asked(&self) -> &AskedAddress {
        &self.asked
    }

    /// What every page should say for now.
    pub(crate) fn notice(&self) -> Option<&'static str> {
        self.notice
    }

    /// Whether texts are shown that were not accepted yet: to those who may read them, unless they
    /// ask for what was accepted only.
    pub(crate) fn reads_drafts(&self, plan: &Id<Plan>) -> bool {
        !self.asked.accepted_only() && self.may(Right::ReadDrafts, Some(plan), None)
    }

    /// The person, where someone is signed in.
    pub(crate) fn person(&self) -> Option<&Person> {
        self.person.as_ref()
    }

    /// The person's identifier, where someone is signed in.
    pub(crate) fn person_id(&self) -> Option<&Id<Person>> {
        self.person.as_ref().map(|person| &person.id)
    }

    /// The person, for what only someone who is signed in has.
    pub(crate) fn signed_in(&self) -> Result<&Person> {
        self.person.as_ref().ok_or_else(|| {
            Error::Refused("職員を登録すると、サインインして使えるようになります。".to_owned())
        })
    }

    /// The digest of the session's token.
    pub(crate) fn session(&self) -> &str {
        self.session.as_deref().unwrap_or_default()
    }

    /// The name under which events tell what was done.
    pub(crate) fn actor(&self) -> String {
        self.person
            .as_ref()
            .map_or_else(|| crate::kit::actor::LOCAL.to_owned(), |person| person.name.clone())
    }

    /// Who it is, as the history keeps it.
    pub(crate) fn by(&self) -> By {
        By { name: self.actor(), person: self.person_id().cloned() }
    }

    /// Whoever acts, with the roles that are held for a plan or in a section of it.
    pub(crate) fn acting(&self, plan: &Id<Plan>, section: Option<&Id<Section>>) -> Actor {
        Actor {
            name: self.actor(),
            person: self.person_id().cloned(),
            roles: self.roles(plan, section),
            today: self.today,
        }
    }

    /// Whether the person's role asks for a second factor, and none is set up yet.
    pub(crate) fn lacks_code(&self) -> bool {
        self.lacks_code
    }

    /// The day of the request in Japan.
    pub(crate) fn today(&self) -> Day {
        self.today
    }

    /// Whether nobody can sign in yet, and this is whoever sits at this machine.
    pub(crate) fn is_local(&self) -> bool {
        self.local
    }

    /// Whether nobody is known to have sent the request.
    pub(crate) fn is_nobody(&self) -> bool {
        self.person.is_none() && !self.local
    }

    /// The roles held today for a plan, and in a section of it where one is named.
    pub(crate) fn roles(&self, plan: &Id<Plan>, section: Option<&Id<Section>>) -> Vec<Role> {
        if self.local {
            return Role::ALL.to_vec();
        }
        let grants = self.person.iter().flat_map(|person| &person.grants);
        let held = grants.filter(|grant| {
            let of_section = !grant.role.is_of_section() || section.is_none();
            grant.holds_on(self.today)
                && grant.plan.as_ref().is_none_or(|of| of == plan)
                && (of_section || grant.section.as_ref() == section)
        });
        let mut roles: Vec<Role> = held.map(|grant| grant.role).collect();
        roles.sort_unstable();
        roles.dedup();
        roles
    }

    /// The sections in which the person is clerk or chief today.
    pub(crate) fn sections(&self) -> Vec<Id<Section>> {
        let grants = self.person.iter().flat_map(|person| &person.grants);
        let held = grants.filter(|grant| grant.role.is_of_section() && grant.holds_on(self.today));
        let mut sections: Vec<_> = held.filter_map(|grant| grant.section.clone()).collect();
        sections.sort_unstable();
        sections.dedup();
        sections
    }

    /// Whether a right is held today at a plan, or for every plan where none is named: one that is yet
    /// to be made belongs to nobody.
    pub(crate) fn may_at(&self, right: Right, plan: Option<&Id<Plan>>) -> bool {
        let Some(plan) = plan else {
            let grants = self.person.iter().flat_map(|person| &person.grants);
            let everywhere =
                grants.filter(|grant| grant.plan.is_none()).cloned().collect::<Vec<_>>();
            return self.local || permission::may(&everywhere, right, Scope::default(), self.today);
        };
        self.may(right, Some(plan), None)
    }

    /// Whether a right is held today, at a plan or section where one is named.
    pub(crate) fn may(
        &self,
        right: Right,
        plan: Option<&Id<Plan>>,
        section: Option<&Id<Section>>,
    ) -> bool {
        if self.local || right == Right::Anyone {
            return true;
        }
        let Some(person) = &self.person else { return false };
        permission::may(&person.grants, right, Scope { plan, section }, self.today)
    }
}

/// Notes that a session is used.
async fn touch(app: &App, token: &str) -> store::Result<()> {
    let mut tx = app.store.begin().await?;
    tx.touch_session(token, &clock::now()).await?;
    tx.commit().await
}

/// Whether anyone may sign in. A person whom another process adds counts from the next request.
pub(crate) async fn is_peopled(app: &App) -> Result<bool> {
    if app.access.peopled.load(Ordering::Relaxed) {
        return Ok(true);
    }
    let peopled = app.store.read().await?.has_people().await?;
    app.access.peopled.store(peopled, Ordering::Relaxed);
    Ok(peopled)
}
