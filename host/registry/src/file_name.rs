//! Names of a version's files. They are made of a document type, a kind and a version id, none
//! of which can hold a separator of folders, so no name leads out of the store.

use refit_core::{DocumentType, VersionId};

/// Who is active, for people.
pub(crate) const ACTIVE_VERSION: &str = "ACTIVE_VERSION.txt";
/// All versions, for people.
pub(crate) const HISTORY: &str = "performance_history.json";

/// `20250122_143052`.
const VERSION_LENGTH: usize = 15;

/// A file in the folder of a document type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FileName {
    document_type: DocumentType,
    name: String,
}

impl FileName {
    /// The manifest of a version.
    pub(crate) fn manifest(document_type: &DocumentType, version: &VersionId) -> Self {
        Self {
            document_type: document_type.clone(),
            name: format!("{document_type}_manifest_{version}.json"),
        }
    }

    /// An artifact of a version; none where the kind is not a few lower-case words.
    pub(crate) fn artifact(
        document_type: &DocumentType,
        kind: &str,
        version: &VersionId,
    ) -> Option<Self> {
        // The rule is that of document types: lower-case letters, digits, single underscores.
        kind.parse::<DocumentType>().ok()?;
        Some(Self {
            document_type: document_type.clone(),
            name: format!("{document_type}_{kind}_{version}.bin"),
        })
    }

    /// One of the two views.
    pub(crate) fn view(document_type: &DocumentType, name: &'static str) -> Self {
        Self {
            document_type: document_type.clone(),
            name: name.to_owned(),
        }
    }

    /// Reads the name of a file that belongs to a version, and the version.
    pub(crate) fn parse(document_type: &DocumentType, name: &str) -> Option<(Self, VersionId)> {
        let stem = name
            .strip_suffix(".bin")
            .or_else(|| name.strip_suffix(".json"))?;
        let (kind, version) = stem.split_at_checked(stem.len().checked_sub(VERSION_LENGTH)?)?;
        let version: VersionId = version.parse().ok()?;
        let kind = kind
            .strip_prefix(document_type.as_str())?
            .strip_prefix('_')?
            .strip_suffix('_')?;
        let file = match name.strip_suffix(".bin") {
            Some(_) => Self::artifact(document_type, kind, &version)?,
            None if kind == "manifest" => Self::manifest(document_type, &version),
            None => return None,
        };
        Some((file, version))
    }

    /// Whether it is a manifest.
    pub(crate) fn is_manifest(&self) -> bool {
        self.name.ends_with(".json")
    }

    /// The name without its folder.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Folder and name, as errors show it.
    pub(crate) fn path(&self) -> String {
        format!("{}/{}", self.document_type, self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document_type() -> DocumentType {
        "bank_statement".parse().unwrap()
    }

    fn version() -> VersionId {
        "20250122_143052".parse().unwrap()
    }

    #[test]
    fn names_are_read_back() {
        for file in [
            FileName::artifact(&document_type(), "random_forest", &version()).unwrap(),
            FileName::manifest(&document_type(), &version()),
        ] {
            let read = FileName::parse(&document_type(), file.name());
            assert_eq!(read, Some((file, version())));
        }
    }

    #[test]
    fn other_files_are_nobodys() {
        for name in [
            ACTIVE_VERSION,
            HISTORY,
            "",
            ".bin",
            "20250122_143052.bin",
            "paystub_random_forest_20250122_143052.bin",
            "bank_statement_random_forest.bin",
            "bank_statement_random_forest_20250122_143052.pkl",
            "bank_statement_random_forest_20250122_143052.json",
            "bank_statement__20250122_143052.bin",
            "bank_statement_RF_20250122_143052.bin",
            "bank_statement_manifest_20250230_143052.json",
            "bank_statement_é20250122_143052.bin",
        ] {
            assert_eq!(FileName::parse(&document_type(), name), None, "{name:?}");
        }
    }

    #[test]
    fn no_kind_leads_out_of_the_folder() {
        for kind in [
            "",
            "..",
            "../x",
            "a/b",
            "a\\b",
            "/etc/passwd",
            "x\0",
            "A",
            "a__b",
            "%2e%2e",
        ] {
            assert_eq!(
                FileName::artifact(&document_type(), kind, &version()),
                None,
                "{kind:?}"
            );
        }
    }
}
