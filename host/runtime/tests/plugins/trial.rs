//! What a plugin says of itself, and its trial run.

use refit_runtime::{Error, Options};

use crate::{
    guest::Guest,
    loading::{refusal, refusal_with},
};

fn source(error: &Error) -> String {
    std::error::Error::source(error).map_or_else(String::new, ToString::to_string)
}

#[tokio::test]
async fn a_description_that_changes_is_refused() {
    // The version is one byte further on when asked again.
    let guest = Guest {
        describe: Some(
            "(i32.store8 (i32.const 256) (i32.add (i32.const 65) (global.get $told)))
             (global.set $told (i32.add (global.get $told) (i32.const 1)))
             (i32.store (i32.const 40) (i32.const 256))
             (i32.store (i32.const 44) (i32.const 1))
             (i32.const 40)"
                .to_owned(),
        ),
        ..Guest::default()
    };
    assert_eq!(
        refusal(guest.component()).await.code(),
        "plugin-descriptor-unstable"
    );
}

#[tokio::test]
async fn describe_runs_under_limits() {
    let guest = |describe: &str| Guest {
        describe: Some(describe.to_owned()),
        ..Guest::default()
    };
    let options = || Options {
        fuel_per_document: 10_000,
        max_memory_bytes: 4 << 20,
        ..Options::default()
    };
    for (describe, code) in [
        ("(loop $l (br $l)) (i32.const 0)", "plugin-out-of-fuel"),
        (
            "(drop (memory.grow (i32.const 1000))) (i32.const 0)",
            "plugin-out-of-memory",
        ),
        ("(unreachable)", "plugin-trapped"),
        ("(i32.const -4)", "plugin-broken-contract"),
    ] {
        let error = refusal_with(guest(describe).component(), options()).await;
        assert!(matches!(error, Error::Trial { .. }), "{error}");
        assert_eq!(error.code(), code, "{}", source(&error));
    }
}

#[tokio::test]
async fn a_module_that_needs_too_much_memory_from_the_start_is_refused() {
    let options = Options {
        max_memory_bytes: 100_000,
        ..Options::default()
    };
    let error = refusal_with(Guest::default().component(), options).await;
    assert_eq!(error.code(), "plugin-out-of-memory");
}

#[tokio::test]
async fn names_versions_and_schemas_must_be_valid() {
    let good = Guest::default;
    for (guest, fault) in [
        (
            Guest {
                name: "../check".to_owned(),
                ..good()
            },
            "is no document type",
        ),
        (
            Guest {
                plural: "a b".to_owned(),
                ..good()
            },
            "is no plural",
        ),
        (
            Guest {
                version: "one".to_owned(),
                ..good()
            },
            "no semantic version",
        ),
        (
            Guest {
                schema: "{".to_owned(),
                ..good()
            },
            "not JSON",
        ),
        (
            Guest {
                schema: "[]".to_owned(),
                ..good()
            },
            "no object",
        ),
        (
            Guest {
                features: vec![],
                golden: vec![],
                ..good()
            },
            "no features",
        ),
        (
            Guest {
                features: vec!["day", "day"],
                ..good()
            },
            "occurs twice",
        ),
        (
            Guest {
                features: vec!["Day", "x"],
                ..good()
            },
            "not snake_case",
        ),
        (
            Guest {
                golden: vec![1.0],
                ..good()
            },
            "has 1 features, and the schema has 2",
        ),
        (
            Guest {
                golden: vec![f64::NAN, 1.0],
                ..good()
            },
            "'length' that is NaN",
        ),
        (
            Guest {
                golden: vec![1.0, 2e6],
                ..good()
            },
            "'day' that is above its bounds",
        ),
    ] {
        let error = refusal(guest.component()).await;
        assert_eq!(error.code(), "plugin-descriptor-invalid");
        assert!(error.to_string().contains(fault), "{error}");
    }
}

#[tokio::test]
async fn a_golden_document_with_other_features_is_told() {
    let guest = Guest {
        golden: vec![8.0, 20_000.0],
        ..Guest::default()
    };
    let error = refusal(guest.component()).await;
    assert_eq!(error.code(), "plugin-golden-mismatch");
    assert!(
        error
            .to_string()
            .ends_with("golden document 0: feature 'length' is 7 instead of 8"),
        "{error}"
    );
}

#[tokio::test]
async fn a_feature_count_that_lies_fails_the_trial() {
    let guest = Guest {
        features: vec!["length", "day", "third"],
        golden: vec![7.0, 20_000.0, 0.0],
        ..Guest::default()
    };
    let error = refusal(guest.component()).await;
    assert_eq!(error.code(), "plugin-broken-contract");
    assert!(
        source(&error).contains("1 rows of 3 features are 3 values"),
        "{}",
        source(&error)
    );
}

#[tokio::test]
async fn what_runs_on_instantiation_runs_under_limits() {
    let guest = Guest {
        items: "(func $spin (loop $l (br $l))) (start $spin)".to_owned(),
        ..Guest::default()
    };
    let options = Options {
        fuel_per_document: 10_000,
        ..Options::default()
    };
    let error = refusal_with(guest.component(), options).await;
    assert_eq!(error.code(), "plugin-out-of-fuel");
}
