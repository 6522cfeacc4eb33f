use super::*;

fn leaf(value: f64) -> Node {
    Node::Leaf { value }
}

fn split(feature: u16, threshold: f64, missing_left: bool, right: u32) -> Node {
    Node::Split {
        feature,
        missing_left,
        right,
        threshold,
        value: 5.0,
    }
}

/// Feature 0 below 1 → 10 (missing too); else feature 1 below 2 → 20, else 30 (missing too).
fn tree() -> Tree {
    Tree {
        nodes: vec![
            split(0, 1.0, true, 2),
            leaf(10.0),
            split(1, 2.0, false, 4),
            leaf(20.0),
            leaf(30.0),
        ],
    }
}

fn fault(nodes: Vec<Node>) -> Option<ArtifactFault> {
    Tree { nodes }.fault(0, 2)
}

#[test]
fn a_row_goes_left_below_the_threshold_and_missing_where_it_should() {
    let tree = tree();
    assert_eq!(tree.fault(0, 2), None);
    assert_eq!(tree.predict(&[0.9, 0.0]), 10.0);
    assert_eq!(tree.predict(&[1.0, 1.9]), 20.0);
    assert_eq!(tree.predict(&[1.0, 2.0]), 30.0);
    assert_eq!(tree.predict(&[f64::NAN, 2.0]), 10.0);
    assert_eq!(tree.predict(&[1.0, f64::NAN]), 30.0);
    assert_eq!(tree.predict(&[f64::NEG_INFINITY, 0.0]), 10.0);
}

#[test]
fn each_split_gives_its_feature_what_it_changed() {
    // More trees than are walked side by side, and not a multiple of them.
    for count in [1, 7, 8, 19] {
        let set = TreeSet {
            width: 2,
            trees: vec![tree(); count],
        };
        let (mut contributions, mut sum) = ([0.0; 2], 0.0);
        let bias = set.explain(&[3.0, 3.0], 2.0, &mut contributions, &mut sum);
        let count = count as f64;
        assert_eq!(sum, count * tree().predict(&[3.0, 3.0]));
        // 5 at the root, 5 at the second split, 30 at the leaf; all twice.
        assert_eq!((bias, contributions), (count * 10.0, [0.0, count * 50.0]));
    }
}

#[test]
fn trainers_nodes_come_into_preorder() {
    let node = |value, split: Option<(usize, usize)>| SourceNode {
        value,
        split: split.map(|(left, right)| SourceSplit {
            feature: 1,
            threshold: value,
            missing_left: false,
            left,
            right,
        }),
    };
    let source = [
        node(1.0, Some((2, 1))),
        node(2.0, None),
        node(3.0, Some((4, 3))),
        node(4.0, None),
        node(5.0, None),
    ];
    let tree = Tree::from_source(&source).unwrap();
    let values: Vec<f64> = tree.nodes.iter().map(|node| node.value()).collect();
    assert_eq!(values, [1.0, 3.0, 5.0, 4.0, 2.0]);
    assert_eq!(tree.fault(0, 2), None);
    for cycle in [(0, 1), (1, 1), (1, 9)] {
        let source = [node(1.0, Some(cycle)), node(2.0, None)];
        let tree = Tree::from_source(&source);
        assert!(
            tree.is_none_or(|tree| tree.fault(0, 2).is_some()),
            "{cycle:?}"
        );
    }
}

#[test]
fn what_is_no_tree_is_refused() {
    let broken = |node| Some(ArtifactFault::BrokenTree { tree: 0, node });
    assert_eq!(fault(vec![leaf(1.0)]), None);
    assert_eq!(fault(vec![]), broken(0));
    assert_eq!(fault(vec![leaf(1.0), leaf(2.0)]), broken(1));
    // A right child that is the split itself, before it, the left child, or past the end.
    for right in [0, 1, 3, u32::MAX] {
        let nodes = vec![split(0, 1.0, true, right), leaf(1.0), leaf(2.0)];
        assert!(fault(nodes).is_some(), "right child at {right}");
    }
    assert_eq!(fault(vec![split(0, 1.0, true, 2), leaf(1.0)]), broken(2));
    let feature = ArtifactFault::NoSuchFeature {
        tree: 0,
        feature: 2,
    };
    let nodes = vec![split(2, 1.0, true, 2), leaf(1.0), leaf(2.0)];
    assert_eq!(fault(nodes), Some(feature));
    for number in [f64::NAN, f64::INFINITY] {
        let nodes = vec![split(0, number, true, 2), leaf(1.0), leaf(2.0)];
        assert_eq!(fault(nodes), Some(ArtifactFault::NotFinite));
        assert_eq!(fault(vec![leaf(number)]), Some(ArtifactFault::NotFinite));
    }
    assert_eq!(fault(vec![leaf(1e300)]), Some(ArtifactFault::NotFinite));
}
