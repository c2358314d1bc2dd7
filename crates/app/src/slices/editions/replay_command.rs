//! `sasae edition replay`.

use clap::Args;
use serde_json::json;

use super::{
    options::{EditionChoice, EditionOptions, chosen},
    replay::replay,
};
use crate::{
    Error, Result,
    kit::out,
    slices::frozen::{check_number, name},
};

/// Options of `edition replay`.
#[derive(Debug, Args)]
pub(crate) struct ReplayArgs {
    #[command(flatten)]
    of: EditionOptions,
    #[command(flatten)]
    edition: EditionChoice,
    #[arg(long, help = "結果をJSONで出力します")]
    json: bool,
}

/// Draws an edition again from the history, and says whether it is the one that was frozen.
pub(super) async fn replay_verb(args: &ReplayArgs) -> Result<()> {
    let (app, plan) = args.of.opened().await?;
    let of = chosen(&app, &plan, &args.edition).await?;
    let replayed = replay(&app, &plan, &of).await;
    app.store.close().await;
    let replayed = replayed?;
    let difference = replayed.difference.as_ref();
    if args.json {
        let told = json!({
            "verdict": if difference.is_none() { "same" } else { "differs" },
            "as_of": replayed.as_of,
            "content_digest": of.digest,
            "replayed_digest": replayed.digest,
            "difference": difference.map(|it| {
                json!({ "place": it.place, "frozen": it.frozen, "replayed": it.drawn })
            }),
        });
        out::say(&format!("{told:#}"));
    } else if let Some(it) = difference {
        out::say(&format!("{}：相違。最初に違うところは、{}です。", name(&of), it.place));
        out::say(&format!("凍結した版：{}", it.frozen));
        out::say(&format!("履歴から：{}", it.drawn));
    } else {
        out::say(&format!(
            "{}：一致。履歴の{}件目までから作り直した文書は、凍結した文書と1バイトも違いません（照合番号 {}）。",
            name(&of),
            replayed.as_of,
            check_number(&of)
        ));
    }
    if difference.is_none() {
        return Ok(());
    }
    Err(Error::Damaged("履歴から作り直した版が、凍結した版と一致しません。".to_owned()))
}
