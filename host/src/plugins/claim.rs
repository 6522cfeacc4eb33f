//! Which file of the plugin folder claims a document type or a plural.

use refit_core::{DocumentType, Plural};
use refit_runtime::{PluginState, PluginStatus};

/// The first file that claims the type or the plural, used or refused: of two such files neither
/// may be used.
pub(crate) fn claimant<'s>(
    statuses: &'s [PluginStatus],
    document_type: &DocumentType,
    plural: &Plural,
) -> Option<&'s PluginStatus> {
    statuses.iter().find(|status| {
        // Superseded components lie elsewhere.
        status.state != PluginState::Superseded
            && (status.document_type.as_ref() == Some(document_type)
                || status.plural.as_ref() == Some(plural))
    })
}

/// What it claims, for an error.
pub(crate) fn claims(status: &PluginStatus) -> String {
    let shown = |name: Option<String>| name.unwrap_or_else(|| "-".to_owned());
    format!(
        "'{}' is for the document type {} with the plural {}",
        status.file,
        shown(status.document_type.as_ref().map(ToString::to_string)),
        shown(status.plural.as_ref().map(ToString::to_string)),
    )
}
