//! What the store should hold, kept in memory by the rules of the documentation.

use std::collections::BTreeSet;

use refit_core::{LabelSource, Recommendation};
use refit_sources::{FetchCounts, Filter, ImportSummary, PerClass};
use serde_json::{Value, json};

/// A line of a random import.
#[derive(Debug, Clone)]
pub(crate) struct RandomLine {
    pub(crate) number: usize,
    pub(crate) label: Option<Recommendation>,
    pub(crate) source: LabelSource,
    pub(crate) confidence: Option<f64>,
    pub(crate) group: Option<u8>,
}

impl RandomLine {
    pub(crate) fn json(&self) -> Value {
        json!({
            "id": self.number,
            "document": {"net": self.number},
            "label": self.label,
            "label_source": self.source,
            "confidence": self.confidence,
            "group": self.group.map(|group| format!("group {group}")),
        })
    }
}

/// The stored documents, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub(crate) documents: Vec<RandomLine>,
    /// Groups that have a fold. A document without a group is one of its own.
    dealt: BTreeSet<(Option<u8>, usize)>,
}

/// The group that a line's document is in.
fn group(line: &RandomLine) -> (Option<u8>, usize) {
    match line.group {
        Some(group) => (Some(group), 0),
        None => (None, line.number),
    }
}

impl Model {
    pub(crate) fn import(&mut self, lines: &[RandomLine]) -> ImportSummary {
        let mut summary = ImportSummary {
            lines: lines.len(),
            ..ImportSummary::default()
        };
        for line in lines {
            match line.label {
                None => summary.unlabelled += 1,
                Some(Recommendation::Escalate) => summary.escalated += 1,
                Some(_) => summary.labelled += 1,
            }
            let known = self
                .documents
                .iter_mut()
                .find(|document| document.number == line.number);
            let Some(known) = known else {
                self.documents.push(line.clone());
                summary.added += 1;
                continue;
            };
            if line.group.is_some() && line.group != known.group {
                if self.dealt.contains(&group(known)) {
                    summary.kept_group += 1;
                } else {
                    known.group = line.group;
                }
            }
            let is_same = known.label == line.label
                && known.source == line.source
                && known.confidence == line.confidence;
            if line.label.is_none() || is_same {
                summary.unchanged += 1;
            } else if known.label.is_some() && known.source > line.source {
                summary.outranked += 1;
            } else {
                match known.label == line.label {
                    true => summary.updated += 1,
                    false => summary.relabelled += 1,
                }
                known.label = line.label;
                known.source = line.source;
                known.confidence = line.confidence;
            }
        }
        let is_judged = |document: &&RandomLine| {
            matches!(
                document.label,
                Some(Recommendation::Approve | Recommendation::Reject)
            )
        };
        self.dealt
            .extend(self.documents.iter().filter(is_judged).map(group));
        summary
    }

    /// The documents that a filter admits, newest first, and the counts.
    pub(crate) fn fetch(&self, filter: &Filter) -> (Vec<&RandomLine>, FetchCounts) {
        let mut counts = FetchCounts {
            stored: self.documents.len(),
            ..FetchCounts::default()
        };
        let mut used = Vec::new();
        for document in self.documents.iter().rev() {
            let class = match document.label {
                None => {
                    counts.unlabelled += 1;
                    continue;
                }
                Some(Recommendation::Escalate) => {
                    counts.escalated += 1;
                    continue;
                }
                Some(label) => label,
            };
            let is_reviewed = document.source == LabelSource::Reviewer;
            let left_out = match (filter.min_confidence, document.confidence) {
                (Some(lowest), Some(confidence)) if confidence < lowest => {
                    Some(&mut counts.below_confidence)
                }
                (Some(_), None) if !is_reviewed => Some(&mut counts.without_confidence),
                _ => None,
            };
            if let Some(left_out) = left_out {
                add(left_out, class);
            } else if used.len() < filter.limit {
                add(&mut counts.used, class);
                used.push(document);
            } else {
                counts.beyond_limit += 1;
            }
        }
        (used, counts)
    }
}

fn add(counts: &mut PerClass, class: Recommendation) {
    match class {
        Recommendation::Reject => counts.reject += 1,
        _ => counts.approve += 1,
    }
}
