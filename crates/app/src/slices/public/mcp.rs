//! `sasae mcp`: published editions for a program that asks by the Model Context Protocol, on standard
//! input and output. It reads and nothing else, opens no socket, and tells what sections wrote as data
//! only: never in a name, never in a description.

use std::io::{BufRead, Read, Write};

use clap::Args;
use serde_json::{Value, json};

use super::mcp_tools::{self, Library};
use crate::{
    Error, Result,
    kit::database::{Database, open_existing},
};

/// Options of `mcp`.
#[derive(Debug, Args)]
pub(crate) struct McpArgs {
    #[command(flatten)]
    database: Database,
}

/// The version of the protocol that is spoken.
const PROTOCOL: &str = "2025-06-18";

/// A longer question is refused, in bytes.
const LONGEST: u64 = 64 * 1024;

/// Answers questions until the input ends.
pub(crate) async fn run(args: &McpArgs) -> Result<()> {
    let app = open_existing(&args.database).await?;
    let library = Library::read(&app).await;
    app.store.close().await;
    let library = library?;
    let (mut input, mut output) = (std::io::stdin().lock(), std::io::stdout().lock());
    loop {
        let mut line = Vec::new();
        let read = input.by_ref().take(LONGEST).read_until(b'\n', &mut line);
        if read.map_err(Error::internal)? == 0 {
            return Ok(());
        }
        let answer = if line.ends_with(b"\n") || (line.len() as u64) < LONGEST {
            answer(&library, &line)
        } else {
            skip_line(&mut input)?;
            Some(fault(&Value::Null, -32600, "The question is too long"))
        };
        if let Some(answer) = answer {
            writeln!(output, "{answer}").and_then(|()| output.flush()).map_err(Error::internal)?;
        }
    }
}

fn skip_line(input: &mut impl BufRead) -> Result<()> {
    loop {
        let known = input.fill_buf().map_err(Error::internal)?;
        let end = known.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(known.len(), |end| end + 1);
        input.consume(length);
        if end.is_some() || length == 0 {
            return Ok(());
        }
    }
}

fn fault(id: &Value, code: i32, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": message } })
}

/// The answer to a line; none to a notification.
pub(super) fn answer(library: &Library, line: &[u8]) -> Option<Value> {
    let Ok(asked) = serde_json::from_slice::<Value>(line) else {
        return Some(fault(&Value::Null, -32700, "This is no JSON"));
    };
    let id = asked.get("id")?;
    let method = asked["method"].as_str().unwrap_or_default();
    let result = match method {
        "initialize" => json!({
            "protocolVersion": PROTOCOL,
            "capabilities": { "tools": {} },
            "serverInfo": { "name": "sasae", "version": env!("CARGO_PKG_VERSION") },
        }),
        "ping" => json!({}),
        "tools/list" => json!({ "tools": mcp_tools::tools() }),
        "tools/call" => {
            let name = asked["params"]["name"].as_str().unwrap_or_default();
            match library.call(name, &asked["params"]["arguments"]) {
                None => return Some(fault(id, -32602, "There is no such tool")),
                Some(told) => told,
            }
        }
        _ => return Some(fault(id, -32601, "There is no such method")),
    };
    Some(json!({ "jsonrpc": "2.0", "id": id, "result": result }))
}
