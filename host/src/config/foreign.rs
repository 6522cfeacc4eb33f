//! Schemas of settings whose types belong to crates that know no JSON Schema. They describe and
//! are never read into: tests hold their keys and bounds to the types, and their defaults come
//! from there.

use schemars::JsonSchema;

/// The keys of [`refit_learn::ForestParameters`].
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) struct ForestKeys {
    /// The number of trees.
    #[schemars(range(min = 1, max = 5_000))]
    trees: u32,
    /// The most splits between root and leaf.
    #[schemars(range(min = 1, max = 64))]
    max_depth: u32,
    /// The fewest rows of the bootstrap sample in a node that is split.
    #[schemars(range(min = 2))]
    min_samples_split: u32,
    /// The fewest rows of the bootstrap sample in a leaf.
    #[schemars(range(min = 1))]
    min_samples_leaf: u32,
    /// Features tried at a split, drawn anew at each; nothing for all of them.
    #[schemars(range(min = 1))]
    max_features: Option<u32>,
}

/// The keys of [`refit_learn::BoostingParameters`].
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) struct BoostingKeys {
    /// The number of trees.
    #[schemars(range(min = 1, max = 10_000))]
    rounds: u32,
    /// The most splits between root and leaf.
    #[schemars(range(min = 1, max = 32))]
    max_depth: u32,
    /// The share of each tree's answer that is added.
    #[schemars(range(min = 0.000_001, max = 1))]
    learning_rate: f64,
    /// L2 regularization of the leaves.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    lambda: f64,
    /// The least gain of a split.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    gamma: f64,
    /// The least sum of second derivatives in a child; for squared error, rows.
    #[schemars(range(min = 0, max = 1_000_000_000))]
    min_child_weight: f64,
    /// The most bins that a feature's values are sorted into.
    #[schemars(range(min = 2, max = 4_096))]
    max_bin: u32,
}

/// The keys of [`refit_learn::Weights`].
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) struct WeightKeys {
    /// The random forest's share.
    #[schemars(range(min = 0, max = 1))]
    random_forest: f64,
    /// The gradient-boosted trees' share.
    #[schemars(range(min = 0, max = 1))]
    xgboost: f64,
}

/// The keys of [`refit_runtime::Options`].
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) struct PluginKeys {
    /// The folder whose `*.wasm` files are loaded. A relative path starts at the root.
    #[schemars(length(min = 1))]
    folder: String,
    /// Where compiled code is kept between starts; only the host's user may write there. A
    /// relative path starts at the root.
    #[schemars(length(min = 1))]
    cache_folder: String,
    /// Where the components are kept that are or were in use, for the models that were trained
    /// with them, and which file has which document type. It is no cache. A relative path starts
    /// at the root.
    #[schemars(length(min = 1))]
    kept_folder: String,
    /// The largest plugin file.
    #[schemars(range(min = 1))]
    max_file_bytes: u64,
    /// The time that a file may take to be compiled.
    #[schemars(range(min = 1, max = 86_400))]
    compile_timeout_seconds: u64,
    /// The most fuel for one call, whatever the number of documents.
    #[schemars(range(min = 1))]
    fuel_per_call: u64,
    /// Fuel for each document of a call, and for 20 more that pay for the start of the
    /// instance.
    #[schemars(range(min = 1))]
    fuel_per_document: u64,
    /// The wall time of one call.
    #[schemars(range(min = 1, max = 86_400_000))]
    call_timeout_ms: u64,
    /// The most memory that one call may have.
    #[schemars(range(min = 1))]
    max_memory_bytes: u64,
    /// The most elements of all tables of one call.
    #[schemars(range(min = 0))]
    max_table_elements: u64,
    /// The most that one call may answer with, as the host counts it.
    #[schemars(range(min = 1))]
    max_answer_bytes: u64,
    /// Documents of one call; a longer list is split into batches that run at the same time.
    #[schemars(range(min = 1, max = 1_000_000))]
    batch_size: u32,
    /// After so many failed calls in a row (a trap, a limit, an answer against the contract) a
    /// plugin is not called any more until it is replaced or released; 0 for never.
    #[schemars(range(min = 0, max = 1_000_000))]
    quarantine_after_traps: u32,
}
