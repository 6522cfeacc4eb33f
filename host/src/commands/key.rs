//! `refit key`.

use anyhow::{Context, Result, anyhow};
use refit_registry::ApiKey;
use serde::Serialize;

use super::Status;
use crate::{
    app::{App, actor},
    cli::{self, Cli},
    output::{Hint, Output, Table},
};

pub(super) async fn run(cli: &Cli, command: &cli::Key, output: &Output) -> Result<Status> {
    let registry = App::new(cli)?.stores().await?.registry;
    match command {
        cli::Key::Create { role, name } => {
            if !ApiKey::is_name(name) {
                return Err(anyhow!("the name of a key must be {}", ApiKey::NAME));
            }
            let made = registry.create_key(name, role.as_str(), &actor()).await?;
            let answer = Created {
                success: true,
                token: made.token,
                key: made.key,
            };
            output.answer(&answer, Created::text)?;
        }
        cli::Key::List => {
            let answer = List {
                keys: registry.keys().await?,
            };
            output.answer(&answer, List::text)?;
        }
        cli::Key::Revoke { id } => {
            if !registry.revoke_key(id, &actor()).await? {
                return Err(anyhow!("there is no key '{id}' that is still taken")
                    .context(Hint("`refit key list` lists all".into())));
            }
            let answer = Revoked {
                success: true,
                id: id.clone(),
            };
            output.answer(&answer, Revoked::text)?;
        }
    }
    Ok(Status::Done)
}

/// Refuses to serve clients that need keys while nobody has one.
pub(super) async fn demand_one(registry: &refit_registry::Registry) -> Result<()> {
    let keys = registry.keys().await.context("the keys cannot be read")?;
    if keys.iter().any(|key| key.revoked_at.is_none()) {
        return Ok(());
    }
    Err(
        anyhow!("every client of this server needs a key, and there is none")
            .context(Hint(
            "`refit key create --role admin --name NAME` makes one; on 127.0.0.1 none is needed, unless server.require_keys says so"
                .into(),
        )),
    )
}

#[derive(Debug, Serialize)]
struct Created {
    success: bool,
    /// Shown this once.
    token: String,
    #[serde(flatten)]
    key: ApiKey,
}

impl Created {
    fn text(&self) -> String {
        format!(
            "{}\n\nkey {} for '{}', role {}; it is shown this once. Send it as\n\n  Authorization: Bearer {}",
            self.token, self.key.id, self.key.name, self.key.role, self.token
        )
    }
}

#[derive(Debug, Serialize)]
struct List {
    keys: Vec<ApiKey>,
}

impl List {
    fn text(&self) -> String {
        if self.keys.is_empty() {
            return "no keys; `refit key create --role ROLE --name NAME` makes one".to_owned();
        }
        let mut table = Table::new(&["key", "name", "role", "made", "by", "revoked"]);
        for key in &self.keys {
            table.row([
                key.id.clone(),
                key.name.clone(),
                key.role.clone(),
                key.created_at.to_string(),
                key.created_by.clone(),
                key.revoked_at
                    .map_or_else(|| "-".to_owned(), |at| at.to_string()),
            ]);
        }
        table.to_string()
    }
}

#[derive(Debug, Serialize)]
struct Revoked {
    success: bool,
    id: String,
}

impl Revoked {
    fn text(&self) -> String {
        format!(
            "key {} is revoked; servers take it no longer within seconds",
            self.id
        )
    }
}
