//! Persons for the tests, put into the store, and their browsers.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::{
    Day, Id,
    link::LinkPurpose,
    person::{Grant, Person, Role},
    plan::Plan,
    section::Section,
};
use sha2::{Digest, Sha256};
use store::{PasswordLink, Session, SessionState};

use crate::test_app::{Page, TestApp, post};

/// A password that is good enough for anybody.
pub(crate) const PASSWORD: &str = "あおい空を三羽で渡る";

/// A time after all others: what lasts until then lasts.
const FOREVER: &str = "9999-12-31T00:00:00.000000Z";

/// The digest under which a token is stored.
pub(crate) fn digest(token: &str) -> String {
    let digest = Sha256::digest(token.as_bytes());
    digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// A role from a day long ago on.
pub(crate) fn grant(role: Role, plan: Option<&Id<Plan>>, section: Option<&Id<Section>>) -> Grant {
    let from = Day::parse("2020-04-01").unwrap();
    Grant { role, plan: plan.cloned(), section: section.cloned(), from, until: None }
}

/// A browser that keeps its cookie.
#[derive(Clone)]
pub(crate) struct Browser<'a> {
    app: &'a TestApp,
    cookie: String,
}

impl TestApp {
    /// Adds a person.
    pub(crate) async fn person(&self, login: &str, grants: Vec<Grant>) -> Id<Person> {
        let (id, name) = (Id::new(format!("person-{login}")), format!("職員 {login}"));
        let person = Person { id, login: login.to_owned(), name, mail: String::new(), grants };
        let mut n = 0;
        let mut ids = || {
            n += 1;
            format!("grant-{login}-{n}")
        };
        let mut tx = self.store.begin().await.unwrap();
        tx.create_person(&person, "2020-04-01", &mut ids).await.unwrap();
        self.commit(tx).await;
        person.id
    }

    /// Gives a person the password through a one-time link.
    pub(crate) async fn choose_password(&self, person: &Id<Person>, password: &str) -> Page {
        let token = format!("token of {person}").replace(' ', "-");
        let link = PasswordLink {
            digest: digest(&token),
            person: person.clone(),
            purpose: LinkPurpose::Invite,
            created_at: "2020-04-01".to_owned(),
            expires_at: FOREVER.to_owned(),
            used_at: None,
        };
        let mut tx = self.store.begin().await.unwrap();
        tx.create_link(&link).await.unwrap();
        self.commit(tx).await;
        self.press(&format!("/links/{token}"), &format!("password={password}&again={password}"))
            .await
    }

    /// A browser in which the person is signed in.
    pub(crate) async fn seat(&self, person: &Id<Person>) -> Browser<'_> {
        self.seat_since(person, FOREVER, FOREVER).await
    }

    /// The same, last used and ending at these times.
    pub(crate) async fn seat_since(
        &self,
        person: &Id<Person>,
        seen_at: &str,
        expires_at: &str,
    ) -> Browser<'_> {
        self.seat_as(person, |session| Session {
            seen_at: seen_at.to_owned(),
            expires_at: expires_at.to_owned(),
            ..session
        })
        .await
    }

    /// The same, begun at a time.
    pub(crate) async fn seat_begun(&self, person: &Id<Person>, created_at: &str) -> Browser<'_> {
        let created_at = created_at.to_owned();
        self.seat_as(person, |session| Session { created_at, ..session }).await
    }

    /// The same, where the city's own sign-in has asked for two factors.
    pub(crate) async fn seat_vouched(&self, person: &Id<Person>) -> Browser<'_> {
        self.seat_as(person, |session| Session { vouched: true, ..session }).await
    }

    async fn seat_as(
        &self,
        person: &Id<Person>,
        made: impl FnOnce(Session) -> Session,
    ) -> Browser<'_> {
        use std::sync::atomic::{AtomicU32, Ordering};
        static SEATS: AtomicU32 = AtomicU32::new(0);

        let token = format!("seat-{}", SEATS.fetch_add(1, Ordering::Relaxed));
        let session = made(Session {
            digest: digest(&token),
            person: person.clone(),
            state: SessionState::Open,
            created_at: "2020-04-01".to_owned(),
            seen_at: FOREVER.to_owned(),
            expires_at: FOREVER.to_owned(),
            agent: "Firefox/1 Windows".to_owned(),
            vouched: false,
        });
        let mut tx = self.store.begin().await.unwrap();
        tx.open_session(&session).await.unwrap();
        tx.commit().await.unwrap();
        Browser { app: self, cookie: format!("sasae={token}") }
    }

    /// A browser in which nobody is signed in.
    pub(crate) fn stranger(&self) -> Browser<'_> {
        Browser { app: self, cookie: String::new() }
    }
}

/// The cookies that an answer gives, each as it is sent back.
fn cookies(page: &Page) -> Vec<String> {
    let lines = page.headers.get_all(header::SET_COOKIE).iter().map(|line| line.to_str().unwrap());
    lines.map(|line| line.split(';').next().unwrap().to_owned()).collect()
}

impl Browser<'_> {
    /// Sends a request with the cookie.
    pub(crate) async fn send(&self, mut request: Request<Body>) -> Page {
        if !self.cookie.is_empty() {
            request.headers_mut().insert(header::COOKIE, self.cookie.parse().unwrap());
        }
        self.app.send(request).await
    }

    /// Asks for a page.
    pub(crate) async fn get(&self, path: &str) -> Page {
        self.send(crate::test_app::get(path).body(Body::empty()).unwrap()).await
    }

    /// Asks for a page that must be there.
    pub(crate) async fn open(&self, path: &str) -> String {
        let page = self.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
        page.text()
    }

    /// Sends a form.
    pub(crate) async fn press(&self, path: &str, form: &str) -> Page {
        let kind = "application/x-www-form-urlencoded";
        let request = post(path).header(header::CONTENT_TYPE, kind);
        self.send(request.body(form.to_owned().into()).unwrap()).await
    }

    /// Sends a form that stands on a page, as a browser says.
    pub(crate) async fn press_on(&self, page: &str, path: &str, form: &str) -> Page {
        let kind = "application/x-www-form-urlencoded";
        let request = post(path)
            .header(header::CONTENT_TYPE, kind)
            .header(header::REFERER, format!("http://127.0.0.1:8080{page}"));
        self.send(request.body(form.to_owned().into()).unwrap()).await
    }

    /// Any method, as from a page of ours.
    pub(crate) async fn ask(&self, method: &Method, path: &str) -> Page {
        let kind = "application/x-www-form-urlencoded";
        let request = post(path).method(method.clone()).header(header::CONTENT_TYPE, kind);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Keeps the session's cookie that an answer gave: the first of them.
    pub(crate) fn keep(&mut self, page: &Page) {
        self.cookie = cookies(page).into_iter().next().unwrap_or_default();
    }

    /// Keeps every cookie that an answer gave, as a browser does that is used again.
    pub(crate) fn keep_all(&mut self, page: &Page) {
        self.cookie = cookies(page).join("; ");
    }

    /// Goes without the session's cookie: its time is over.
    pub(crate) fn drop_session(&mut self) {
        let device = self.cookie.split("; ").find(|cookie| cookie.starts_with("sasae-device="));
        self.cookie = device.unwrap_or_default().to_owned();
    }

    /// Signs in by login and password.
    pub(crate) async fn sign_in(&mut self, login: &str, password: &str) -> Page {
        let page = self.press("/sign-in", &format!("login={login}&password={password}")).await;
        if page.status == StatusCode::SEE_OTHER {
            self.keep(&page);
        }
        page
    }
}
