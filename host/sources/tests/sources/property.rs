//! Random imports: the store does what the model does, and all counts add up.

use std::collections::BTreeMap;

use proptest::{
    collection::vec,
    option,
    prelude::{Just, Strategy},
    prop_oneof,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use refit_core::{DocumentType, LabelSource, Recommendation};
use refit_sources::{DocumentStore, FetchCounts, Filter, Import, ImportOptions};

use crate::{
    example::{ALL, text},
    model::{Model, RandomLine},
    place::places,
};

fn lines() -> impl Strategy<Value = Vec<RandomLine>> {
    let label = option::weighted(
        0.8,
        prop_oneof![
            3 => Just(Recommendation::Approve),
            3 => Just(Recommendation::Reject),
            1 => Just(Recommendation::Escalate),
        ],
    );
    let source = prop_oneof![
        Just(LabelSource::Model),
        Just(LabelSource::Policy),
        Just(LabelSource::Outcome),
        Just(LabelSource::Reviewer),
    ];
    let confidence = option::of(prop_oneof![
        Just(0.0),
        Just(0.5),
        Just(0.75),
        Just(1.0),
        0.0..1.0
    ]);
    let line = (0..20_usize, label, source, confidence, option::of(0..5_u8)).prop_map(
        |(number, label, source, confidence, group)| RandomLine {
            number,
            label,
            source,
            confidence,
            group,
        },
    );
    vec(line, 0..25)
}

fn total(counts: &FetchCounts) -> usize {
    counts.unlabelled
        + counts.escalated
        + counts.below_confidence.total()
        + counts.without_confidence.total()
        + counts.beyond_limit
        + counts.used.total()
}

async fn check_fetches(store: &DocumentStore, document_type: &DocumentType, model: &Model) {
    for min_confidence in [None, Some(0.0), Some(0.5), Some(0.8), Some(1.0)] {
        for limit in [0, 1, 7, 1_000] {
            let filter = Filter {
                min_confidence,
                limit,
            };
            let fetched = store.fetch(document_type, &filter).await.unwrap();
            let (documents, counts) = model.fetch(&filter);
            assert_eq!(fetched.counts, counts, "{filter:?}");
            assert_eq!(total(&fetched.counts), fetched.counts.stored, "{filter:?}");
            assert_eq!(fetched.documents.len(), documents.len(), "{filter:?}");
            for (got, expected) in fetched.documents.iter().zip(documents) {
                let id = expected.number.to_string();
                assert_eq!(got.external_id, Some(id), "{filter:?}");
                assert_eq!(Some(got.label), expected.label);
                assert_eq!(got.label_source, expected.source);
                assert_eq!(got.confidence, expected.confidence);
            }
        }
    }
}

async fn check_stats(store: &DocumentStore, document_type: &DocumentType, model: &Model) {
    let stats = store.stats(document_type).await.unwrap();
    let (used, counts) = model.fetch(&ALL);
    assert_eq!(stats.documents, model.documents.len());
    assert_eq!(stats.by_label.values().sum::<usize>(), stats.documents);
    let labelled: usize = stats.by_label_source.values().sum();
    assert_eq!(labelled, stats.documents - counts.unlabelled);
    let approved = |label: &str| stats.by_label.get(label).copied().unwrap_or(0);
    assert_eq!(approved("APPROVE"), counts.used.approve);
    assert_eq!(approved("REJECT"), counts.used.reject);
    let by_confidence: usize = stats
        .by_confidence
        .iter()
        .map(|band| band.documents.total())
        .sum();
    assert_eq!(by_confidence + stats.without_confidence.total(), used.len());
    let by_fold: usize = stats.by_fold.iter().map(|fold| fold.total()).sum();
    assert_eq!(by_fold, used.len());
}

async fn run(store: DocumentStore, document_type: DocumentType, imports: Vec<Vec<RandomLine>>) {
    let options = ImportOptions {
        label_source: LabelSource::Policy,
        received: None,
    };
    let mut model = Model::default();
    let mut folds: BTreeMap<String, u8> = BTreeMap::new();
    for lines in imports {
        let json: Vec<_> = lines.iter().map(RandomLine::json).collect();
        let import = Import::read(&document_type, text(&json).as_bytes(), options).unwrap();
        let summary = store.import(&import).await.unwrap();
        assert_eq!(summary, model.import(&lines));
        for document in store.fetch(&document_type, &ALL).await.unwrap().documents {
            let group = document.group_key;
            let fold = *folds.entry(group.clone()).or_insert(document.fold);
            assert_eq!(fold, document.fold, "the fold of {group} changed");
        }
    }
    check_fetches(&store, &document_type, &model).await;
    check_stats(&store, &document_type, &model).await;
}

#[test]
fn the_counts_of_random_imports_add_up_to_what_is_stored() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for place in runtime.block_on(places()) {
        let store = runtime.block_on(place.store());
        // The same cases everywhere; each has a document type of its own.
        let config = Config {
            cases: 48,
            failure_persistence: None,
            ..Config::default()
        };
        let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let case = std::cell::Cell::new(0);
        TestRunner::new_with_rng(config, random)
            .run(&vec(lines(), 1..4), |imports| {
                case.set(case.get() + 1);
                let document_type = format!("type{}", case.get()).parse().unwrap();
                runtime.block_on(run(store.clone(), document_type, imports));
                Ok(())
            })
            .unwrap();
        runtime.block_on(place.close());
    }
}
