//! Numbers that only grow, over all hosts that share the database.

use sqlx::{Any, Transaction};

/// What is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counter {
    /// Records of the audit trail.
    Audit,
    /// Imported documents.
    Document,
    /// Runs.
    Run,
}

impl Counter {
    const fn name(self) -> &'static str {
        match self {
            Self::Audit => "audit",
            Self::Document => "document",
            Self::Run => "run",
        }
    }

    /// The next number, from 1. Others who count the same wait until the transaction ends;
    /// one that is rolled back leaves no gap.
    ///
    /// # Errors
    /// The driver's error.
    pub async fn next(self, transaction: &mut Transaction<'_, Any>) -> Result<i64, sqlx::Error> {
        self.advance(transaction, 1).await
    }

    /// Takes `count` numbers (0: only waits for others who count) and returns the last.
    ///
    /// # Errors
    /// The driver's error.
    pub async fn advance(
        self,
        transaction: &mut Transaction<'_, Any>,
        count: u32,
    ) -> Result<i64, sqlx::Error> {
        sqlx::query_scalar("update counter set value = value + $1 where name = $2 returning value")
            .bind(i64::from(count))
            .bind(self.name())
            .fetch_one(&mut **transaction)
            .await
    }
}
