//! The names of the laws, in this one place: reports of the test kit and of the host's check
//! command use the same ones.

/// Two calls of `describe` answer the same.
pub const DESCRIBE_IS_STABLE: &str = "describe-is-stable";
/// Names, version, bounds, schema and golden rows have the form that the host wants.
pub const DESCRIPTOR_IS_VALID: &str = "descriptor-is-valid";
/// Every golden document gives its features.
pub const GOLDEN_ROWS_MATCH: &str = "golden-rows-match";
/// A slice of a sequence is its parts one after another, wherever it is cut.
pub const SLICES_CONCATENATE: &str = "slices-concatenate";
/// Two seeds begin two sequences.
pub const SEEDS_DIFFER: &str = "seeds-differ";
/// A sequence has honest and forged documents, each class at least one in a hundred.
pub const BOTH_CLASSES_PRESENT: &str = "both-classes-present";
/// Risk scores are 0 to 100; some honest documents have 30 or less, some forged 70 or more.
pub const SCORES_FIT_CLASSES: &str = "scores-fit-classes";
/// No document was received after the day for which it was made.
pub const RECEIVED_BY_AS_OF: &str = "received-by-as-of";
/// No synthetic document is rejected.
pub const SYNTHETIC_ARE_READ: &str = "synthetic-are-read";
/// Every row has one number for each feature: inside its bounds, or NaN where that is allowed. What
/// the SDK had to move to its bounds is rare; only the test kit can tell, not the host.
pub const VALUES_FIT_SCHEMA: &str = "values-fit-schema";
/// Every feature has at least two values over synthetic documents.
pub const EVERY_FEATURE_VARIES: &str = "every-feature-varies";
/// No feature alone tells honest from forged documents: its ROC-AUC, by its value and by whether it
/// has one, is 0.05 to 0.95.
pub const NO_SINGLE_FEATURE_DECIDES: &str = "no-single-feature-decides";
/// A batch gives what its documents give one by one.
pub const BATCH_EQUALS_ROWS: &str = "batch-equals-rows";
/// What is no document of the type is rejected, what is one with a twist is answered, neither
/// fails the call, and no rejection repeats what the document says.
pub const HOSTILE_ARE_REJECTED: &str = "hostile-are-rejected";

/// A document that was damaged at random is rejected or has a row that fits the schema.
pub const DAMAGED_ARE_ANSWERED: &str = "damaged-are-answered";

/// The file is a component of this interface, and starts within the host's limits. Only the host
/// can tell.
pub const LOADS: &str = "loads";
/// A component imports nothing. Only the host can tell.
pub const NO_IMPORTS: &str = "no-imports";
/// A document costs no more fuel than the budget. Only the host can tell.
pub const FUEL_WITHIN_BUDGET: &str = "fuel-within-budget";

/// All laws, in the order in which the host's check command reports them.
pub const ALL: [&str; 18] = [
    LOADS,
    NO_IMPORTS,
    DESCRIBE_IS_STABLE,
    DESCRIPTOR_IS_VALID,
    GOLDEN_ROWS_MATCH,
    SLICES_CONCATENATE,
    SEEDS_DIFFER,
    BOTH_CLASSES_PRESENT,
    SCORES_FIT_CLASSES,
    RECEIVED_BY_AS_OF,
    SYNTHETIC_ARE_READ,
    VALUES_FIT_SCHEMA,
    EVERY_FEATURE_VARIES,
    NO_SINGLE_FEATURE_DECIDES,
    BATCH_EQUALS_ROWS,
    HOSTILE_ARE_REJECTED,
    DAMAGED_ARE_ANSWERED,
    FUEL_WITHIN_BUDGET,
];
