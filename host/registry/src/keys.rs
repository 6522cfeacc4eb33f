//! Keys of clients: random, kept as digests, revocable.

use jiff::Timestamp;
use refit_core::Sha256Digest;
use serde::Serialize;
use uuid::Uuid;

use crate::{Error, Registry};

/// A key as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ApiKey {
    /// Its public part.
    pub id: String,
    /// Whose it is; the audit trail names it.
    pub name: String,
    /// What it is for.
    pub role: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Who made it.
    pub created_by: String,
    /// Since when it is not taken any more.
    pub revoked_at: Option<Timestamp>,
    /// SHA-256 of the secret.
    #[serde(skip)]
    pub digest: Sha256Digest,
}

/// A new key with its secret, which is shown once.
#[derive(Debug)]
pub struct NewApiKey {
    /// The key.
    pub key: ApiKey,
    /// What a client sends.
    pub token: String,
}

/// What every token begins with, so that it is known for one where it leaks.
const PREFIX: &str = "refit";

impl ApiKey {
    /// What a name must be, for errors.
    pub const NAME: &str =
        "1 to 100 characters, none of them a control character and the first no space";

    /// Whether a key may have this name: it is shown in lists and in the audit trail.
    #[must_use]
    pub fn is_name(name: &str) -> bool {
        (1..=100).contains(&name.chars().count())
            && !name.starts_with([' ', '\u{a0}'])
            && !name.chars().any(char::is_control)
    }

    /// The public part and the secret of a token, if it is one.
    #[must_use]
    pub fn parts(token: &str) -> Option<(&str, &str)> {
        let (prefix, rest) = token.split_once('_')?;
        let (id, secret) = rest.split_once('_')?;
        (prefix == PREFIX && !id.is_empty() && !secret.is_empty()).then_some((id, secret))
    }
}

impl Registry {
    /// Makes a key.
    ///
    /// # Errors
    /// The database's error.
    pub async fn create_key(
        &self,
        name: &str,
        role: &str,
        actor: &str,
    ) -> Result<NewApiKey, Error> {
        // 244 random bits of the system.
        let secret = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        let id: String = Uuid::new_v4()
            .simple()
            .to_string()
            .chars()
            .take(12)
            .collect();
        let key = ApiKey {
            id,
            name: name.to_owned(),
            role: role.to_owned(),
            created_at: self.clock.now(),
            created_by: actor.to_owned(),
            revoked_at: None,
            digest: Sha256Digest::of(secret.as_bytes()),
        };
        sqlx::query(
            "insert into api_key(id, name, role, digest, created_at, created_by)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&key.id)
        .bind(&key.name)
        .bind(&key.role)
        .bind(key.digest.to_string())
        .bind(key.created_at.to_string())
        .bind(&key.created_by)
        .execute(self.database.writer())
        .await
        .map_err(Error::database("make a key"))?;
        tracing::info!(key.id, key.name, key.role, actor, "a key was made");
        let token = format!("{PREFIX}_{}_{secret}", key.id);
        Ok(NewApiKey { key, token })
    }

    /// All keys, the newest first.
    ///
    /// # Errors
    /// The database's error.
    pub async fn keys(&self) -> Result<Vec<ApiKey>, Error> {
        let rows: Vec<Row> = sqlx::query_as(
            "select id, name, role, digest, created_at, created_by, revoked_at from api_key
             order by created_at desc, id",
        )
        .fetch_all(self.database.reader())
        .await
        .map_err(Error::database("list keys"))?;
        rows.into_iter().map(Row::check).collect()
    }

    /// Takes a key back; whether it was one that counted.
    ///
    /// # Errors
    /// The database's error.
    pub async fn revoke_key(&self, id: &str, actor: &str) -> Result<bool, Error> {
        let done =
            sqlx::query("update api_key set revoked_at = $2 where id = $1 and revoked_at is null")
                .bind(id)
                .bind(self.clock.now().to_string())
                .execute(self.database.writer())
                .await
                .map_err(Error::database("revoke a key"))?;
        let was_one = done.rows_affected() == 1;
        if was_one {
            tracing::info!(key.id = id, actor, "a key was revoked");
        }
        Ok(was_one)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    name: String,
    role: String,
    digest: String,
    created_at: String,
    created_by: String,
    revoked_at: Option<String>,
}

impl Row {
    fn check(self) -> Result<ApiKey, Error> {
        let fault = |column| Error::Row {
            table: "api_key",
            column,
        };
        let revoked_at = self.revoked_at.as_deref().map(str::parse).transpose();
        Ok(ApiKey {
            digest: self.digest.parse().map_err(|_| fault("digest"))?,
            created_at: self.created_at.parse().map_err(|_| fault("created_at"))?,
            revoked_at: revoked_at.map_err(|_| fault("revoked_at"))?,
            id: self.id,
            name: self.name,
            role: self.role,
            created_by: self.created_by,
        })
    }
}
