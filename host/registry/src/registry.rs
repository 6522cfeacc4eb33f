//! The registry itself.

use std::sync::Arc;

use refit_core::Clock;
use refit_database::{Counter, Database};
use sqlx::{Any, Transaction};

use crate::{Error, ModelStore};

/// Model versions: files in a store, and rows in a database that say which of them count.
/// Cheap to clone.
#[derive(Debug, Clone)]
pub struct Registry {
    pub(crate) database: Database,
    pub(crate) store: ModelStore,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Registry {
    /// Opens the registry. What killed processes left in the store is removed, versions that
    /// the database does not know are adopted, and the views are brought up to date.
    ///
    /// # Errors
    /// The store cannot be listed, or the database refuses. A version that cannot be adopted
    /// and a view that cannot be written are warnings.
    pub async fn open(
        database: Database,
        store: ModelStore,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, Error> {
        let registry = Self {
            database,
            store,
            clock,
        };
        registry.sweep().await?;
        registry.adopt().await?;
        for document_type in registry.known_types().await? {
            registry.refresh_views(&document_type).await;
        }
        Ok(registry)
    }
}

/// Waits until no other transaction changes versions or the pointer, and keeps others waiting
/// until this one ends.
pub(crate) async fn take_turns(transaction: &mut Transaction<'_, Any>) -> Result<(), sqlx::Error> {
    Counter::Audit.advance(transaction, 0).await.map(|_| ())
}
