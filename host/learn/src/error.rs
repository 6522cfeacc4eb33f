//! What can be wrong with data, parameters, training and artifacts.

use std::fmt;

/// A fault, which names the thing it is about. No text repeats a feature's value.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Values that do not fill whole rows.
    #[error("{values} values do not fill rows of {width} features")]
    Shape {
        /// The number of values.
        values: usize,
        /// The number of features in a row.
        width: usize,
    },
    /// Lists that should have one entry a row, and have not.
    #[error("{what}: expected {expected} entries, found {found}")]
    Length {
        /// Which list.
        what: &'static str,
        /// The entries it should have.
        expected: usize,
        /// The entries it has.
        found: usize,
    },
    /// More features than a model can have, or none.
    #[error("a row has {0} features: expected 1 to 65535")]
    Width(usize),
    /// Rows of another width than the model was trained on.
    #[error("the model knows {expected} features, the row has {found}")]
    WrongWidth {
        /// The model's features.
        expected: usize,
        /// The row's features.
        found: usize,
    },
    /// No rows.
    #[error("there are no rows")]
    NoRows,
    /// A row that is not there.
    #[error("there is no row {row}: there are {rows}")]
    NoSuchRow {
        /// The row that was asked for.
        row: usize,
        /// The number of rows.
        rows: usize,
    },
    /// A feature that is infinite.
    #[error("feature {column} of row {row} is infinite")]
    InfiniteFeature {
        /// The row, from 0.
        row: usize,
        /// The column, from 0.
        column: usize,
    },
    /// A feature with values too large to scale.
    #[error("feature {column} has values so large that their variance overflows")]
    TooLarge {
        /// The column, from 0.
        column: usize,
    },
    /// A target that is no risk score.
    #[error("the target of row {row} is no score between 0 and 100")]
    Target {
        /// The row, from 0.
        row: usize,
    },
    /// A score that is NaN.
    #[error("the score of row {row} is not a number")]
    Score {
        /// The row, from 0.
        row: usize,
    },
    /// A parameter outside its bounds.
    #[error("{key}: expected {expected}, found {found}")]
    Parameter {
        /// The key, as in `random_forest.trees`.
        key: &'static str,
        /// What it may be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
    /// A trainer that failed.
    #[error("training the {model} failed: {reason}")]
    Training {
        /// Which model.
        model: Model,
        /// Why, in the trainer's words.
        reason: String,
    },
    /// Bytes that are no artifact of this kind.
    #[error("the {kind} artifact cannot be used: {fault}")]
    Artifact {
        /// What it should be.
        kind: ArtifactKind,
        /// What is wrong with it.
        fault: ArtifactFault,
    },
    /// Artifacts of different versions.
    #[error(
        "the artifacts do not belong together: the {kind} knows {found} features, the scaler {expected}"
    )]
    Mismatch {
        /// Which artifact.
        kind: ArtifactKind,
        /// The scaler's features.
        expected: usize,
        /// The artifact's features.
        found: usize,
    },
}

/// One of the two models of an ensemble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Model {
    /// The random forest.
    RandomForest,
    /// The gradient-boosted trees.
    Xgboost,
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RandomForest => "random forest",
            Self::Xgboost => "boosted trees",
        })
    }
}

/// One of the three artifacts of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArtifactKind {
    /// The scaler with the medians.
    FeatureScaler,
    /// The random forest.
    RandomForest,
    /// The gradient-boosted trees.
    Xgboost,
}

impl ArtifactKind {
    /// The word in file names.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FeatureScaler => "feature_scaler",
            Self::RandomForest => "random_forest",
            Self::Xgboost => "xgboost",
        }
    }
}

impl fmt::Display for ArtifactKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is wrong with an artifact's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArtifactFault {
    /// It begins differently: another kind of artifact, or another file altogether.
    #[error("it does not begin as such an artifact does")]
    Magic,
    /// A format that this host does not know.
    #[error("its format is version {found}, this host reads version {known}")]
    FormatVersion {
        /// The version in the bytes.
        found: u16,
        /// The version that is read.
        known: u16,
    },
    /// More bytes than an artifact may have.
    #[error("it has {found} bytes, more than the {limit} that are read")]
    TooLarge {
        /// Its length.
        found: usize,
        /// The most that is read.
        limit: usize,
    },
    /// It ends too early, or a number in it has no meaning.
    #[error("its content cannot be read")]
    Unreadable,
    /// Bytes after its end.
    #[error("{0} bytes follow its end")]
    TrailingBytes(usize),
    /// No features.
    #[error("it knows no features")]
    NoFeatures,
    /// No trees.
    #[error("it has no trees")]
    NoTrees,
    /// A tree that is none: a child before its parent, two parents, or a gap.
    #[error("tree {tree} is broken at node {node}")]
    BrokenTree {
        /// The tree, from 0.
        tree: usize,
        /// The node, from 0.
        node: usize,
    },
    /// A split on a feature that a row has not.
    #[error("tree {tree} splits on feature {feature}, which is not there")]
    NoSuchFeature {
        /// The tree, from 0.
        tree: usize,
        /// The feature, from 0.
        feature: u16,
    },
    /// A number that is infinite or NaN.
    #[error("it contains a number that is not finite")]
    NotFinite,
    /// A scale that is zero or negative.
    #[error("the scale of feature {0} is not positive")]
    Scale(usize),
}
