//! The pages of tokens: one's own, and a person's for an administrator.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    Form,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Id,
    api_token::{ApiToken, LONGEST_DAYS, TokenScope},
    person::Person,
};
use store::StoredToken;

use super::{
    Proof,
    tokens::{TokenRequest, make as make_token, revoke},
};
use crate::{
    App, Error,
    kit::{
        addresses, clock,
        error_page::PageError,
        flash::Flash,
        page::{Frame, page},
        path::Path,
        viewer::Viewer,
    },
    slices::signin::client::SigninClient,
};

/// For so many days a token is offered where nothing else is typed: a quarter.
const USUAL_DAYS: &str = "90";

#[derive(Template)]
#[template(path = "account/tokens.html")]
struct TokensPage {
    frame: Frame,
    /// Where it is gone back to, and its name.
    back: (String, String),
    said: String,
    error: Option<String>,
    /// The secret of a token that was just made.
    secret: Option<String>,
    tokens: Vec<TokenLine>,
    /// The form by which one is made; none on the page of an administrator.
    form: Option<TokenForm>,
}

/// A token in the list.
struct TokenLine {
    name: String,
    scopes: String,
    networks: String,
    until: String,
    used: String,
    state: &'static str,
    /// Where it is taken back, while it works.
    ending: Option<String>,
}

/// The form for a new one, with what was typed.
struct TokenForm {
    name: String,
    /// Each scope: its code, its words, and whether it is ticked.
    scopes: Vec<(&'static str, &'static str, bool)>,
    days: String,
    longest: u32,
    networks: String,
    has_password: bool,
    has_code: bool,
}

impl TokenLine {
    fn of(
        StoredToken { token, used_at, used_from }: &StoredToken,
        ending: impl Fn(&Id<ApiToken>) -> String,
    ) -> Self {
        let works = token.works_at(&clock::now());
        let state = match (&token.revoked_at, works) {
            (Some(_), _) => "取り消し済み",
            (None, true) => "使えます",
            (None, false) => "期限切れ",
        };
        let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.label()).collect();
        let used = used_at.as_deref().map(clock::spoken).unwrap_or_default();
        Self {
            name: token.name.clone(),
            scopes: scopes.join("、"),
            networks: token.networks.join(" "),
            until: clock::spoken(&token.expires_at),
            used: if used_from.is_empty() { used } else { format!("{used}（{used_from}）") },
            state,
            ending: works.then(|| ending(&token.id)),
        }
    }
}

/// What a form sends, by the names of its fields.
pub(crate) type TokenFields = BTreeMap<String, String>;

fn text(typed: &TokenFields, name: &str) -> String {
    typed.get(name).cloned().unwrap_or_default()
}

/// What came of the form that was sent last.
#[derive(Default)]
struct FormOutcome {
    said: String,
    error: Option<String>,
    secret: Option<String>,
    typed: TokenFields,
}

/// One's own tokens.
pub(crate) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Query(said): Query<Flash>,
) -> Result<Response, PageError> {
    own(&app, &viewer, FormOutcome { said: said.sentence(), ..FormOutcome::default() }).await
}

async fn own(app: &App, viewer: &Viewer, outcome: FormOutcome) -> Result<Response, PageError> {
    let FormOutcome { said, error, secret, typed } = outcome;
    let person = viewer.signed_in()?;
    let mut tx = app.store.read().await?;
    let known = tx.person(&person.id).await?;
    let tokens = tx.api_tokens_of(&person.id).await?;
    drop(tx);
    let ending = |id: &Id<ApiToken>| addresses::account_token_ending(id.as_str());
    let ticked = |scope: TokenScope| typed.contains_key(scope.code());
    let days = text(&typed, "days");
    let form = TokenForm {
        name: text(&typed, "name"),
        scopes: TokenScope::ALL.map(|it| (it.code(), it.label(), ticked(it))).to_vec(),
        days: if days.is_empty() { USUAL_DAYS.to_owned() } else { days },
        longest: LONGEST_DAYS,
        networks: text(&typed, "networks"),
        has_password: known.has_password,
        has_code: known.has_totp,
    };
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let html = page(&TokensPage {
        frame: Frame::bare("アクセストークン").seen_by(viewer),
        back: (addresses::account(), "自分の設定".to_owned()),
        said,
        error,
        secret,
        tokens: tokens.iter().map(|one| TokenLine::of(one, ending)).collect(),
        form: Some(form),
    })?;
    Ok((status, html).into_response())
}

/// Makes a token, and shows its secret once.
pub(crate) async fn make(
    State(app): State<App>,
    viewer: Viewer,
    client: SigninClient,
    Form(typed): Form<TokenFields>,
) -> Result<Response, PageError> {
    let person = viewer.signed_in()?;
    let scopes = TokenScope::ALL.into_iter().filter(|scope| typed.contains_key(scope.code()));
    let request = TokenRequest {
        name: text(&typed, "name"),
        scopes: scopes.collect(),
        days: text(&typed, "days"),
        networks: text(&typed, "networks"),
    };
    let proof = Proof { typed: text(&typed, "current"), client };
    let outcome = match make_token(&app, person, proof, &request).await {
        Ok(secret) => FormOutcome { secret: Some(secret), ..FormOutcome::default() },
        Err(Error::Refused(why)) => {
            FormOutcome { error: Some(why), typed, ..FormOutcome::default() }
        }
        Err(error) => return Err(error.into()),
    };
    own(&app, &viewer, outcome).await
}

/// Takes one of one's own tokens back.
pub(crate) async fn end(
    State(app): State<App>,
    viewer: Viewer,
    Path(token): Path<Id<ApiToken>>,
) -> Result<Redirect, PageError> {
    revoke(&app, &viewer.by(), &viewer.signed_in()?.id, &token).await?;
    Ok(Redirect::to(&addresses::said(&addresses::account_tokens(), "revoked")))
}

/// A person's tokens, for an administrator.
pub(crate) async fn of_person(
    State(app): State<App>,
    viewer: Viewer,
    Path(person): Path<Id<Person>>,
    Query(said): Query<Flash>,
) -> Result<Response, PageError> {
    let mut tx = app.store.read().await?;
    let known = tx.person(&person).await?;
    let tokens = tx.api_tokens_of(&person).await?;
    drop(tx);
    let ending = |id: &Id<ApiToken>| addresses::person_token_ending(&person, id.as_str());
    let html = page(&TokensPage {
        frame: Frame::bare("アクセストークン").seen_by(&viewer),
        back: (addresses::person(&person), known.person.name),
        said: said.sentence(),
        error: None,
        secret: None,
        tokens: tokens.iter().map(|one| TokenLine::of(one, ending)).collect(),
        form: None,
    })?;
    Ok(html.into_response())
}

/// Takes a person's token back.
pub(crate) async fn end_of(
    State(app): State<App>,
    viewer: Viewer,
    Path((person, token)): Path<(Id<Person>, Id<ApiToken>)>,
) -> Result<Redirect, PageError> {
    revoke(&app, &viewer.by(), &person, &token).await?;
    Ok(Redirect::to(&addresses::said(&addresses::person_tokens(&person), "revoked")))
}
