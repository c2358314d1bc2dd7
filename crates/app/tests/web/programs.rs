//! Programs for the tests, which come with a token of a person.

use std::{
    net::IpAddr,
    sync::atomic::{AtomicU32, Ordering},
};

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, header},
};
use domain::{
    Id,
    api_token::{ApiToken, TokenScope},
    person::Person,
};

use crate::{
    persons::digest,
    rounds::{City, last},
    test_app::{Page, TestApp},
};

/// A program that sends its token.
#[derive(Clone)]
pub(crate) struct Program<'a> {
    app: &'a TestApp,
    secret: String,
    from: Option<IpAddr>,
}

/// A token of a person as it is usually made.
pub(crate) fn token_of(person: &Id<Person>, scopes: &[TokenScope]) -> ApiToken {
    static TOKENS: AtomicU32 = AtomicU32::new(0);
    ApiToken {
        id: Id::new(format!("token-{}", TOKENS.fetch_add(1, Ordering::Relaxed))),
        person: person.clone(),
        name: "集計の表".to_owned(),
        scopes: scopes.to_vec(),
        networks: Vec::new(),
        created_at: "2020-04-01T00:00:00.000000Z".to_owned(),
        expires_at: "9999-12-31T00:00:00.000000Z".to_owned(),
        revoked_at: None,
    }
}

impl TestApp {
    /// A program with a token that is put into the store.
    pub(crate) async fn holding(&self, token: &ApiToken) -> Program<'_> {
        let secret = format!("sasae_of-{}", token.id);
        let mut tx = self.store.begin().await.unwrap();
        tx.create_api_token(token, &digest(&secret)).await.unwrap();
        self.commit(tx).await;
        self.program(&secret)
    }

    /// A program of a person that may do whatever the person may.
    pub(crate) async fn program_of(&self, person: &Id<Person>) -> Program<'_> {
        self.holding(&token_of(person, &TokenScope::ALL)).await
    }

    /// A program with a token's secret.
    pub(crate) fn program(&self, secret: &str) -> Program<'_> {
        Program { app: self, secret: secret.to_owned(), from: None }
    }
}

impl Program<'_> {
    /// The same at another address.
    pub(crate) fn at(&self, from: &str) -> Self {
        Self { from: Some(from.parse().unwrap()), ..self.clone() }
    }

    /// Asks for something, with headers and a body.
    pub(crate) async fn ask(
        &self,
        method: &Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Page {
        let mut request = Request::builder()
            .method(method.clone())
            .uri(path)
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.secret));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::from(body.to_owned())).unwrap();
        if let Some(from) = self.from {
            request.extensions_mut().insert(ConnectInfo(from));
        }
        self.app.send(request).await
    }

    /// Asks for something that is there to be read.
    pub(crate) async fn get(&self, path: &str) -> Page {
        self.ask(&Method::GET, path, &[], "").await
    }

    /// Writes an entry, with these headers.
    pub(crate) async fn write(&self, path: &str, headers: &[(&str, &str)], text: &str) -> Page {
        let body = serde_json::json!({ "text": text }).to_string();
        let kind = [("content-type", "application/json")];
        self.ask(&Method::PATCH, path, &[&kind[..], headers].concat(), &body).await
    }
}

impl City<'_> {
    /// Where programs read the reply of the city's section.
    pub(crate) fn reply_for_programs(&self) -> String {
        let (plan, section, action) = (last(&self.plan), last(&self.own), last(&self.reply));
        format!("/api/v1/work/replies/{plan}/R8/{section}/{action}")
    }
}
