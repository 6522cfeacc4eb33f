use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::{ArtifactFault, ForestParameters, Parameters, Weights, r2, testing};

static TRAINED: LazyLock<(Dataset, Ensemble)> = LazyLock::new(|| {
    let data = testing::dataset(600, 1);
    let ensemble = Ensemble::train(&data, &Parameters::default().check().unwrap(), 42).unwrap();
    (data, ensemble)
});

fn artifacts(ensemble: &Ensemble) -> [Vec<u8>; 3] {
    [
        ensemble.scaler().to_bytes().unwrap(),
        ensemble.random_forest().to_bytes().unwrap(),
        ensemble.xgboost().to_bytes().unwrap(),
    ]
}

fn restored(bytes: &[Vec<u8>; 3]) -> Result<Ensemble, Error> {
    let [scaler, forest, boosted] = bytes;
    Ensemble::from_parts(
        Scaler::from_bytes(scaler)?,
        RandomForest::from_bytes(forest)?,
        BoostedTrees::from_bytes(boosted)?,
        Weights::default().check()?,
    )
}

fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
    pool.build().unwrap().install(work)
}

#[test]
fn learns_what_the_data_says() {
    let (_, ensemble) = &*TRAINED;
    let unseen = testing::dataset(400, 2);
    let scores = ensemble.score(unseen.features()).unwrap();
    let found = r2(&scores.ensemble, unseen.targets()).unwrap();
    assert!(found > 0.85, "R² is {found}");
    for model in [&scores.random_forest, &scores.xgboost] {
        assert!(r2(model, unseen.targets()).unwrap() > 0.8);
    }
}

#[test]
fn the_same_data_and_seed_give_the_same_bytes_on_one_thread_and_on_more() {
    let (data, ensemble) = &*TRAINED;
    let parameters = Parameters::default().check().unwrap();
    for threads in [1, 2, 5] {
        let again = on_threads(threads, || Ensemble::train(data, &parameters, 42).unwrap());
        assert_eq!(artifacts(&again), artifacts(ensemble), "{threads} threads");
        let scores = on_threads(threads, || again.score(data.features()).unwrap());
        assert_eq!(scores, ensemble.score(data.features()).unwrap());
    }
    let other = Ensemble::train(data, &parameters, 43).unwrap();
    assert_ne!(artifacts(&other)[1], artifacts(ensemble)[1]);
}

#[test]
fn artifacts_come_back_as_they_were() {
    let (data, ensemble) = &*TRAINED;
    let bytes = artifacts(ensemble);
    let back = restored(&bytes).unwrap();
    assert_eq!(&back, ensemble);
    assert_eq!(artifacts(&back), bytes);
    assert_eq!(
        back.score(data.features()).unwrap(),
        ensemble.score(data.features()).unwrap()
    );
}

#[test]
fn a_row_scores_the_same_alone_and_among_others() {
    let (data, ensemble) = &*TRAINED;
    let together = ensemble.score(data.features()).unwrap();
    for place in [0, 63, 64, 599] {
        let alone = ensemble
            .score(&data.features().select(&[place]).unwrap())
            .unwrap();
        assert_eq!(alone.ensemble, [together.ensemble[place]]);
        assert_eq!(alone.random_forest, [together.random_forest[place]]);
        assert_eq!(alone.xgboost, [together.xgboost[place]]);
    }
    assert_eq!(
        ensemble.predict(&Matrix::try_new(vec![], 6).unwrap()),
        Ok(vec![])
    );
}

#[test]
fn bias_and_contributions_add_up_to_the_score() {
    let (data, ensemble) = &*TRAINED;
    let scores = ensemble.score(data.features()).unwrap();
    let mut unclamped = 0;
    for (place, row) in data.features().rows().enumerate() {
        let Explanation {
            ensemble: explained,
            random_forest,
            xgboost,
            bias,
            contributions,
        } = ensemble.explain(row).unwrap();
        // Bit for bit: scoring one document and a batch must not differ.
        assert_eq!(
            [explained, random_forest, xgboost],
            [
                scores.ensemble[place],
                scores.random_forest[place],
                scores.xgboost[place]
            ]
        );
        let sum = bias + contributions.iter().sum::<f64>();
        let score = 0.4 * scores.random_forest[place] + 0.6 * scores.xgboost[place];
        assert!((sum - score).abs() < 1e-9, "{sum} is not {score}");
        assert_eq!(
            sum.clamp(0.0, 100.0).round(),
            scores.ensemble[place].round()
        );
        assert_eq!(contributions[0], 0.0, "a constant contributes nothing");
        unclamped += usize::from((0.0..=100.0).contains(&score));
    }
    assert!(unclamped > 100);
}

#[test]
fn scores_stay_between_0_and_100() {
    let (data, ensemble) = &*TRAINED;
    let mut values = data.features().values().to_vec();
    for (place, value) in values.iter_mut().enumerate() {
        *value *= if place % 2 == 0 { -1e300 } else { 1e300 };
    }
    let wild = Matrix::try_new(values, testing::WIDTH).unwrap();
    let scores = ensemble.predict(&wild).unwrap();
    assert!(scores.iter().all(|score| (0.0..=100.0).contains(score)));
}

#[test]
fn trains_on_hardly_anything() {
    let parameters = Parameters::default().check().unwrap();
    for rows in [1, 2, 3, 10] {
        let data = testing::dataset(rows, 8);
        let ensemble = Ensemble::train(&data, &parameters, 1).unwrap();
        let scores = ensemble.predict(data.features()).unwrap();
        assert!(scores.iter().all(|score| score.is_finite()), "{rows} rows");
    }
    let nothing = Dataset::try_new(Matrix::try_new(vec![], 3).unwrap(), vec![]).unwrap();
    assert_eq!(
        Ensemble::train(&nothing, &parameters, 1),
        Err(Error::NoRows)
    );
}

#[test]
fn trains_on_one_class_and_on_rows_without_any_value() {
    let parameters = Parameters::default().check().unwrap();
    let empty = Matrix::try_new(vec![f64::NAN; 60], 3).unwrap();
    let data = Dataset::try_new(empty, vec![85.0; 20]).unwrap();
    let ensemble = Ensemble::train(&data, &parameters, 1).unwrap();
    let scores = ensemble.predict(data.features()).unwrap();
    assert!(scores.iter().all(|score| (score - 85.0).abs() < 1e-3));
}

#[test]
fn fewer_features_a_split_make_another_forest() {
    let (data, ensemble) = &*TRAINED;
    let parameters = Parameters {
        random_forest: ForestParameters {
            max_features: Some(2),
            ..ForestParameters::default()
        },
        ..Parameters::default()
    };
    let other = Ensemble::train(data, &parameters.check().unwrap(), 42).unwrap();
    assert_ne!(other.random_forest(), ensemble.random_forest());
    assert_eq!(other.xgboost(), ensemble.xgboost());
}

#[test]
fn rows_of_another_width_are_refused() {
    let (_, ensemble) = &*TRAINED;
    let rows = Matrix::try_new(vec![1.0; 5], 5).unwrap();
    let wrong = Error::WrongWidth {
        expected: 6,
        found: 5,
    };
    assert_eq!(ensemble.predict(&rows), Err(wrong.clone()));
    assert_eq!(ensemble.explain(&[1.0; 5]), Err(wrong));
}

#[test]
fn artifacts_of_different_versions_are_refused() {
    let (_, ensemble) = &*TRAINED;
    let narrow = Scaler::fit(&Matrix::try_new(vec![1.0, 2.0], 2).unwrap()).unwrap();
    let mixed = Ensemble::from_parts(
        narrow,
        ensemble.random_forest().clone(),
        ensemble.xgboost().clone(),
        ensemble.weights(),
    );
    assert!(matches!(mixed, Err(Error::Mismatch { .. })));
}

#[test]
fn an_artifact_that_is_none_says_why() {
    let (_, ensemble) = &*TRAINED;
    let [scaler, forest, _] = artifacts(ensemble);
    let fault = |bytes: &[u8]| match RandomForest::from_bytes(bytes) {
        Err(Error::Artifact { fault, .. }) => fault,
        other => panic!("{other:?}"),
    };
    assert_eq!(fault(b""), ArtifactFault::Magic);
    assert_eq!(fault(&scaler), ArtifactFault::Magic);
    assert_eq!(
        fault(&forest[..forest.len() - 1]),
        ArtifactFault::Unreadable
    );
    let longer = [forest.as_slice(), b"x"].concat();
    assert_eq!(fault(&longer), ArtifactFault::TrailingBytes(1));
    let mut newer = forest.clone();
    newer[8] = 2;
    let versions = ArtifactFault::FormatVersion { found: 2, known: 1 };
    assert_eq!(fault(&newer), versions);
    let text = RandomForest::from_bytes(&newer).unwrap_err().to_string();
    assert_eq!(
        text,
        "the random_forest artifact cannot be used: its format is version 2, this host reads version 1"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_bytes_end_the_host(
        which in 0_usize..3,
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        static BYTES: LazyLock<[Vec<u8>; 3]> = LazyLock::new(|| {
            let parameters = Parameters {
                random_forest: ForestParameters { trees: 2, max_depth: 4, ..Default::default() },
                xgboost: crate::BoostingParameters { rounds: 2, ..Default::default() },
                ..Parameters::default()
            };
            let small = Ensemble::train(&testing::dataset(60, 1), &parameters.check().unwrap(), 42);
            artifacts(&small.unwrap())
        });
        let mut bytes = BYTES.clone();
        for (place, value) in flips {
            let place = place.index(bytes[which].len());
            bytes[which][place] = value;
        }
        if let Some(cut) = cut {
            let length = cut.index(bytes[which].len());
            bytes[which].truncate(length);
        }
        // Whatever is accepted can be scored with, comes to an end and gives numbers.
        if let Ok(ensemble) = restored(&bytes) {
            let rows = testing::dataset(5, 3);
            let scores = ensemble.score(rows.features()).unwrap();
            prop_assert!(scores.ensemble.iter().all(|score| (0.0..=100.0).contains(score)));
            ensemble.explain(rows.features().row(0).unwrap()).unwrap();
        }
    }

    #[test]
    fn noise_after_the_header_is_refused_or_sound(noise in prop::collection::vec(any::<u8>(), 0..200)) {
        for magic in [b"REFITfsc", b"REFITrfo", b"REFITxgb"] {
            let bytes = [magic.as_slice(), &[1, 0], &noise].concat();
            let _ = Scaler::from_bytes(&bytes);
            let _ = RandomForest::from_bytes(&bytes);
            let _ = BoostedTrees::from_bytes(&bytes);
        }
    }
}
