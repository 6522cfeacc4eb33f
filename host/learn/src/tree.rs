//! Decision trees as they are scored with and stored: flat, in preorder, checked.

use serde::{Deserialize, Serialize};

use crate::ArtifactFault;

/// No answer of a tree over scores from 0 to 100 comes near this; below it no sum overflows.
const LARGEST_VALUE: f64 = 1e12;

/// A node of a tree in preorder: the left child of the node at place `i` is at `i + 1`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) enum Node {
    Leaf {
        value: f64,
    },
    /// A row goes left if its feature is below the threshold, right if not. NaN is below nothing
    /// and goes where `missing_left` says.
    Split {
        feature: u16,
        missing_left: bool,
        right: u32,
        threshold: f64,
        /// The mean of the leaves below, by training rows: what the tree would answer here.
        value: f64,
    },
}

impl Node {
    const fn value(self) -> f64 {
        match self {
            Self::Leaf { value } | Self::Split { value, .. } => value,
        }
    }
}

/// A node of a trainer's tree, children anywhere in its list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SourceNode {
    pub(crate) value: f64,
    pub(crate) split: Option<SourceSplit>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct SourceSplit {
    pub(crate) feature: usize,
    pub(crate) threshold: f64,
    pub(crate) missing_left: bool,
    pub(crate) left: usize,
    pub(crate) right: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Node>", into = "Vec<Node>")]
pub(crate) struct Tree {
    nodes: Vec<Node>,
}

/// Refused while reading, not after: an empty tree is one byte in a file and 24 in memory.
impl TryFrom<Vec<Node>> for Tree {
    type Error = &'static str;

    fn try_from(nodes: Vec<Node>) -> Result<Self, &'static str> {
        if nodes.is_empty() {
            return Err("a tree without nodes");
        }
        Ok(Self { nodes })
    }
}

impl From<Tree> for Vec<Node> {
    fn from(tree: Tree) -> Self {
        tree.nodes
    }
}

impl Tree {
    /// Puts a trainer's nodes, the root first, into preorder; none if they are no tree.
    pub(crate) fn from_source(source: &[SourceNode]) -> Option<Self> {
        let mut nodes = Vec::with_capacity(source.len());
        // The next node to write, and the split whose right child it is.
        let mut open = vec![(0, None::<usize>)];
        while let Some((index, parent)) = open.pop() {
            let place = nodes.len();
            // Only a cycle or a shared child leads to more nodes than there are.
            if place == source.len() {
                return None;
            }
            if let Some(Node::Split { right, .. }) = parent.and_then(|p| nodes.get_mut(p)) {
                *right = u32::try_from(place).ok()?;
            }
            let &SourceNode { value, split } = source.get(index)?;
            nodes.push(match split {
                None => Node::Leaf { value },
                Some(split) => {
                    open.push((split.right, Some(place)));
                    open.push((split.left, None));
                    Node::Split {
                        feature: u16::try_from(split.feature).ok()?,
                        missing_left: split.missing_left,
                        right: 0,
                        threshold: split.threshold,
                        value,
                    }
                }
            });
        }
        Some(Self { nodes })
    }

    /// Whether this is one whole tree in preorder over rows of `width` features, all finite.
    /// `tree` is its number, for the fault.
    pub(crate) fn fault(&self, tree: usize, width: u16) -> Option<ArtifactFault> {
        let broken = |node| Some(ArtifactFault::BrokenTree { tree, node });
        // The right children that are still to come, the next one last.
        let mut awaited: Vec<usize> = Vec::new();
        let mut complete = false;
        for (place, node) in self.nodes.iter().enumerate() {
            if complete {
                return broken(place);
            }
            // NaN is not among them either.
            if !(-LARGEST_VALUE..=LARGEST_VALUE).contains(&node.value()) {
                return Some(ArtifactFault::NotFinite);
            }
            match *node {
                Node::Leaf { .. } => match awaited.pop() {
                    Some(right) if right == place + 1 => {}
                    Some(_) => return broken(place),
                    None => complete = true,
                },
                Node::Split {
                    feature,
                    right,
                    threshold,
                    ..
                } => {
                    if feature >= width {
                        return Some(ArtifactFault::NoSuchFeature { tree, feature });
                    }
                    if !threshold.is_finite() {
                        return Some(ArtifactFault::NotFinite);
                    }
                    awaited.push(right as usize);
                }
            }
        }
        if complete {
            None
        } else {
            broken(self.nodes.len())
        }
    }

    /// The value of the row's leaf.
    pub(crate) fn predict(&self, row: &[f64]) -> f64 {
        let mut place = 0;
        while let Some(&node) = self.nodes.get(place) {
            match node {
                Node::Leaf { value } => return value,
                Node::Split {
                    feature,
                    missing_left,
                    right,
                    threshold,
                    ..
                } => {
                    let value = row.get(usize::from(feature)).copied().unwrap_or(f64::NAN);
                    let goes_left = value < threshold || (missing_left && value.is_nan());
                    place = if goes_left { place + 1 } else { right as usize };
                }
            }
        }
        f64::NAN
    }

    fn lane(&self) -> Lane<'_> {
        let node = self.nodes.first().copied();
        let node = node.unwrap_or(Node::Leaf { value: f64::NAN });
        Lane {
            nodes: &self.nodes,
            place: 0,
            node,
        }
    }
}

/// So many trees are walked side by side: while one waits for its next node to come from memory,
/// others go on.
const LANES: usize = 8;

/// A row on its way through a tree.
struct Lane<'t> {
    nodes: &'t [Node],
    place: usize,
    node: Node,
}

impl Lane<'_> {
    /// Goes on to the next node, and adds what that changed, times `factor`, to the feature that led
    /// there; whether there was a next one.
    fn step(&mut self, row: &[f64], factor: f64, contributions: &mut [f64]) -> bool {
        let Node::Split {
            feature,
            missing_left,
            right,
            threshold,
            value: before,
        } = self.node
        else {
            return false;
        };
        let feature = usize::from(feature);
        let value = row.get(feature).copied().unwrap_or(f64::NAN);
        let goes_left = (value < threshold) | (missing_left & value.is_nan());
        self.place = if goes_left {
            self.place + 1
        } else {
            right as usize
        };
        let Some(&next) = self.nodes.get(self.place) else {
            return false;
        };
        self.node = next;
        if let Some(contribution) = contributions.get_mut(feature) {
            *contribution += factor * (next.value() - before);
        }
        true
    }
}

/// Trees over rows of one width.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct TreeSet {
    pub(crate) width: u16,
    pub(crate) trees: Vec<Tree>,
}

impl TreeSet {
    pub(crate) fn fault(&self) -> Option<ArtifactFault> {
        if self.width == 0 {
            return Some(ArtifactFault::NoFeatures);
        }
        if self.trees.is_empty() {
            return Some(ArtifactFault::NoTrees);
        }
        let mut trees = self.trees.iter().enumerate();
        trees.find_map(|(index, tree)| tree.fault(index, self.width))
    }

    /// Adds every tree's answer, tree by tree, to each row's sum. `rows` is row-major.
    pub(crate) fn add_predictions(&self, rows: &[f64], sums: &mut [f64]) {
        for tree in &self.trees {
            for (row, sum) in rows.chunks_exact(usize::from(self.width)).zip(&mut *sums) {
                *sum += tree.predict(row);
            }
        }
    }

    /// Adds to each feature what its splits changed on the row's way through every tree, times
    /// `factor`. Adds every tree's answer to `sum`, in the order of [`Self::add_predictions`], and
    /// returns the sum of the roots' values, times `factor`.
    pub(crate) fn explain(
        &self,
        row: &[f64],
        factor: f64,
        contributions: &mut [f64],
        sum: &mut f64,
    ) -> f64 {
        let mut bias = 0.0;
        for trees in self.trees.chunks(LANES) {
            let mut lanes: [Option<Lane<'_>>; LANES] = Default::default();
            for (lane, tree) in lanes.iter_mut().zip(trees) {
                let started = tree.lane();
                bias += factor * started.node.value();
                *lane = Some(started);
            }
            let mut goes_on = true;
            while goes_on {
                goes_on = false;
                for lane in lanes.iter_mut().flatten() {
                    goes_on |= lane.step(row, factor, contributions);
                }
            }
            for lane in lanes.iter().flatten() {
                *sum += lane.node.value();
            }
        }
        bias
    }
}

#[cfg(test)]
mod tests;
