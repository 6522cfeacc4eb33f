use super::*;
use crate::{Scaler, testing};

fn filled(rows: usize) -> (Vec<f32>, Vec<f64>, Vec<f64>) {
    let data = testing::dataset(rows, 3);
    let scaler = Scaler::fit(data.features()).unwrap();
    let (_, columns) = scaler.training_columns(data.features());
    let mut row_major = Vec::new();
    for row in data.features().rows() {
        scaler.fill_row(row, &mut row_major);
    }
    (columns, row_major, data.targets().to_vec())
}

#[test]
fn answers_what_smartcore_answers_bit_for_bit() {
    let (columns, rows, targets) = filled(400);
    let matrix = DenseMatrix::new(400, testing::WIDTH, columns, true).unwrap();
    let parameters =
        smartcore_parameters(&ForestParameters::default(), 12, testing::WIDTH as u16).with_seed(9);
    let theirs = Regressor::fit(&matrix, &targets, parameters).unwrap();
    let ours = RandomForest(TreeSet {
        width: testing::WIDTH as u16,
        trees: extract(&theirs).unwrap(),
    });
    let mut answers = vec![0.0; 400];
    ours.predict(&rows, &mut answers);
    assert_eq!(answers, theirs.predict(&matrix).unwrap());
}

#[test]
fn a_tree_has_as_many_levels_of_splits_as_max_depth_says() {
    let (columns, rows, targets) = filled(400);
    let parameters = ForestParameters {
        trees: 1,
        max_depth: 1,
        ..ForestParameters::default()
    };
    let forest = train(columns, testing::WIDTH as u16, &targets, &parameters, 1).unwrap();
    let mut answers = vec![0.0; 400];
    forest.predict(&rows, &mut answers);
    answers.sort_by(f64::total_cmp);
    answers.dedup();
    assert_eq!(answers.len(), 2, "one split has two leaves");
}

#[test]
fn sub_forests_differ_and_make_up_all_trees() {
    for trees in [1, 15, 16, 37] {
        let (columns, _, targets) = filled(60);
        let parameters = ForestParameters {
            trees,
            ..ForestParameters::default()
        };
        let forest = train(columns, testing::WIDTH as u16, &targets, &parameters, 5).unwrap();
        assert_eq!(forest.trees(), trees);
        let distinct = forest
            .0
            .trees
            .iter()
            .enumerate()
            .filter(|(index, tree)| !forest.0.trees[..*index].contains(tree));
        assert_eq!(distinct.count(), trees);
    }
}
