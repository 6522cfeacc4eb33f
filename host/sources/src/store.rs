//! The store of labelled documents.

use std::sync::Arc;

use refit_core::Clock;
use refit_database::Database;

/// Labelled documents in the database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct DocumentStore {
    pub(crate) database: Database,
    pub(crate) clock: Arc<dyn Clock>,
}

impl DocumentStore {
    /// The documents of a database.
    #[must_use]
    pub fn new(database: Database, clock: Arc<dyn Clock>) -> Self {
        Self { database, clock }
    }
}
