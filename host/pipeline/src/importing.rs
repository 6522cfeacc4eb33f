//! Documents that come in: the plugin reads them before any is stored, so that what no run could
//! learn from is told when it is sent.

use refit_core::{Day, plugin::DocumentPlugin};
use refit_sources::{DocumentStore, Import, ImportSummary};
use serde::Serialize;

use crate::Error;

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// What became of the documents that were stored.
    #[serde(flatten)]
    pub summary: ImportSummary,
    /// Documents that the plugin rejects, which were left out.
    pub rejected: usize,
}

/// Stores the documents of an import, all of them or none; where `skips_rejected`, all but those
/// that the plugin rejects. `today` is the day of those that do not say when they were received.
///
/// # Errors
/// The plugin or the database failed, or the plugin rejects documents: [`Error::Sources`] has
/// their lines.
pub async fn import(
    store: &DocumentStore,
    plugin: &dyn DocumentPlugin,
    import: Import,
    today: Day,
    skips_rejected: bool,
) -> Result<Imported, Error> {
    let submissions = import.submissions(today);
    let extraction = plugin.extract(submissions.into()).await?;
    let rejected: Vec<(usize, String)> = extraction
        .rejected
        .into_iter()
        .map(|rejection| {
            let reason = format!("the plugin rejects the document, {}", rejection.reason);
            (rejection.index, reason)
        })
        .collect();
    if !rejected.is_empty() && !skips_rejected {
        return Err(import.refused(&rejected).into());
    }
    let places: Vec<usize> = rejected.iter().map(|(place, _)| *place).collect();
    Ok(Imported {
        summary: store.import(&import.without(&places)).await?,
        rejected: rejected.len(),
    })
}
