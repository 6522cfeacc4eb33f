//! Grows forests with smartcore.

use rayon::prelude::*;
use serde::Deserialize;
use smartcore::{
    ensemble::random_forest_regressor::{RandomForestRegressor, RandomForestRegressorParameters},
    linalg::basic::matrix::DenseMatrix,
};

use super::RandomForest;
use crate::{
    Error, ForestParameters, Model,
    trainer::guarded,
    tree::{SourceNode, SourceSplit, Tree, TreeSet},
};

/// Sub-forests are grown in parallel, and each sorts all columns once. Their number depends on
/// nothing but the number of trees, so that the same seed gives the same forest anywhere.
const SUB_FORESTS: usize = 16;

/// Features of 32 bits take half the cache that limits smartcore.
type Regressor = RandomForestRegressor<f32, f64, DenseMatrix<f32>, Vec<f64>>;

/// Grows a forest on scaled, filled rows. `columns` is column-major, as many values as targets
/// times `width`.
pub(crate) fn train(
    columns: Vec<f32>,
    width: u16,
    targets: &Vec<f64>,
    parameters: &ForestParameters,
    seed: u64,
) -> Result<RandomForest, Error> {
    let rows = targets.len();
    let matrix =
        DenseMatrix::new(rows, usize::from(width), columns, true).map_err(|e| fault(&e))?;
    let count = SUB_FORESTS.min(parameters.trees);
    let sub_forests: Vec<Vec<Tree>> = (0..count)
        .into_par_iter()
        .map(|index| {
            // The trees that this sub-forest begins and ends before.
            let first = index * parameters.trees / count;
            let end = (index + 1) * parameters.trees / count;
            guarded(Model::RandomForest, || {
                grow(
                    &matrix,
                    targets,
                    &smartcore_parameters(parameters, end - first, width),
                    // Trees are seeded with seed + tree: far apart, no two share a stream.
                    seed.wrapping_add((index as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)),
                )
            })
        })
        .collect::<Result<_, _>>()?;
    let set = TreeSet {
        width,
        trees: sub_forests.into_iter().flatten().collect(),
    };
    match set.fault() {
        Some(reason) => Err(fault(&reason)),
        None => Ok(RandomForest(set)),
    }
}

fn fault(reason: &impl ToString) -> Error {
    Error::Training {
        model: Model::RandomForest,
        reason: reason.to_string(),
    }
}

fn smartcore_parameters(
    parameters: &ForestParameters,
    trees: usize,
    width: u16,
) -> RandomForestRegressorParameters {
    let width = usize::from(width);
    RandomForestRegressorParameters {
        // smartcore counts the levels of nodes, we and scikit-learn those of splits.
        max_depth: Some(parameters.max_depth + 1),
        min_samples_leaf: parameters.min_samples_leaf,
        min_samples_split: parameters.min_samples_split,
        n_trees: trees,
        m: Some(parameters.max_features.unwrap_or(width).min(width)),
        keep_samples: false,
        seed: 0,
    }
}

fn grow(
    matrix: &DenseMatrix<f32>,
    targets: &Vec<f64>,
    parameters: &RandomForestRegressorParameters,
    seed: u64,
) -> Result<Vec<Tree>, Error> {
    let parameters = parameters.clone().with_seed(seed);
    let forest = Regressor::fit(matrix, targets, parameters).map_err(|e| fault(&e))?;
    extract(&forest)
}

/// Takes the trees out of a smartcore forest, whose fields are private, through serde.
fn extract(forest: &Regressor) -> Result<Vec<Tree>, Error> {
    let unreadable = || fault(&"smartcore's forest has an unknown layout");
    let bytes = postcard::to_stdvec(forest).map_err(|_| unreadable())?;
    let (layout, rest): (ForestLayout, _) =
        postcard::take_from_bytes(&bytes).map_err(|_| unreadable())?;
    if !rest.is_empty() {
        return Err(unreadable());
    }
    let trees = layout.forest.and_then(|base| base.trees);
    trees
        .ok_or_else(unreadable)?
        .iter()
        .map(|tree| {
            let nodes: Option<Vec<SourceNode>> = tree.nodes.iter().map(source_node).collect();
            nodes
                .and_then(|nodes| Tree::from_source(&nodes))
                .ok_or_else(unreadable)
        })
        .collect()
}

fn source_node(node: &NodeLayout) -> Option<SourceNode> {
    let split = match (node.split_value, node.true_child, node.false_child) {
        (_, None, None) => None,
        (Some(threshold), Some(left), Some(right)) => Some(SourceSplit {
            feature: node.split_feature,
            // smartcore asks `value <= threshold`; ours is `value < the next number`.
            threshold: threshold.next_up(),
            // There NaN is no less than anything, so it goes right; ours has none.
            missing_left: false,
            left,
            right,
        }),
        _ => return None,
    };
    Some(SourceNode {
        value: node.output,
        split,
    })
}

// The fields of smartcore 0.7's types, in their order: postcard writes no names. Fields that are
// read over are there for their length.

#[derive(Deserialize)]
struct ForestLayout {
    forest: Option<BaseLayout>,
}

#[derive(Deserialize)]
struct BaseLayout {
    trees: Option<Vec<TreeLayout>>,
    _num_features: Option<usize>,
    _samples: Option<Vec<Vec<bool>>>,
}

#[derive(Deserialize)]
struct TreeLayout {
    nodes: Vec<NodeLayout>,
    _parameters: Option<ParametersLayout>,
    _depth: u16,
    _root_mass: f64,
}

#[derive(Deserialize)]
struct NodeLayout {
    output: f64,
    split_feature: usize,
    split_value: Option<f64>,
    _split_score: Option<f64>,
    true_child: Option<usize>,
    false_child: Option<usize>,
}

#[derive(Deserialize)]
struct ParametersLayout {
    _max_depth: Option<u16>,
    _min_samples_leaf: usize,
    _min_samples_split: usize,
    _seed: Option<u64>,
    _splitter: SplitterLayout,
}

#[derive(Deserialize)]
enum SplitterLayout {
    Random,
    Best,
}

#[cfg(test)]
mod tests;
