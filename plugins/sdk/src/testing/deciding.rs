//! No single feature tells the classes apart.

use super::{Finding, extracting, report::CounterExamples, samples::Samples};
use crate::{Class, Specimen};

/// The most that one feature may tell, as a ROC-AUC, and one minus it.
const MOST: f64 = 0.95;

pub(super) fn no_single_feature(samples: &Samples<'_>) -> Finding {
    let features = &samples.descriptor()?.features;
    let specimens: Vec<&Specimen> = samples.specimens()?.map(|(_, specimen)| specimen).collect();
    let rows = extracting::synthetic(samples)?;
    let mut telling = CounterExamples::default();
    let mut most = 0.5_f64;
    for (place, feature) in features.iter().enumerate() {
        for (among, is_meant) in AMONG {
            let values: Vec<(f64, bool)> = specimens
                .iter()
                .zip(&rows)
                .filter(|(specimen, _)| is_meant(specimen))
                .filter_map(|(specimen, (_, row))| {
                    let value = *row.as_ref().ok()?.get(place)?;
                    Some((value, specimen.class == Class::Fraud))
                })
                .collect();
            let missing = values.iter().map(|(value, fraud)| {
                let is_missing = f64::from(u8::from(value.is_nan()));
                (is_missing, *fraud)
            });
            let present = values.iter().filter(|(value, _)| !value.is_nan()).copied();
            for (what, auc) in [
                ("", auc(present.collect())),
                ("whether it has ", auc(missing.collect())),
            ] {
                // Of one class alone there is nothing to tell.
                let Some(auc) = auc else { continue };
                most = most.max(auc).max(1.0 - auc);
                if !(1.0 - MOST..=MOST).contains(&auc) {
                    telling.add(format!(
                        "{what}{} alone has a ROC-AUC of {auc:.3} among {among}",
                        feature.name
                    ));
                }
            }
        }
    }
    telling.or(format!("at most a ROC-AUC of {most:.3}"))
}

type Meant = fn(&Specimen) -> bool;

/// All documents, and those that a reviewer would have no doubt about, as a run's data check looks
/// at them.
const AMONG: [(&str, Meant); 2] = [
    ("all documents", |_| true),
    ("clear cases (scores up to 30 and from 70)", |specimen| {
        specimen.risk_score <= 30.0 || specimen.risk_score >= 70.0
    }),
];

/// The share of pairs in which the forged document has the higher value; ties count half.
fn auc(mut values: Vec<(f64, bool)>) -> Option<f64> {
    values.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let forged = values.iter().filter(|(_, fraud)| *fraud).count();
    let honest = values.len() - forged;
    if forged == 0 || honest == 0 {
        return None;
    }
    let mut below = 0;
    let mut wins = 0.0;
    for ties in values.chunk_by(|(one, _), (other, _)| one == other) {
        let frauds = ties.iter().filter(|(_, fraud)| *fraud).count();
        let honest = ties.len() - frauds;
        wins += frauds as f64 * (f64::from(below) + honest as f64 / 2.0);
        below += u32::try_from(honest).unwrap_or(u32::MAX);
    }
    Some(wins / (forged as f64 * honest as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_auc_counts_pairs() {
        assert_eq!(auc(vec![(1.0, false), (2.0, true)]), Some(1.0));
        assert_eq!(auc(vec![(1.0, true), (2.0, false)]), Some(0.0));
        assert_eq!(auc(vec![(1.0, true), (1.0, false)]), Some(0.5));
        assert_eq!(
            auc(vec![(1.0, false), (2.0, true), (3.0, false), (4.0, true)]),
            Some(0.75)
        );
        assert_eq!(auc(vec![(1.0, true)]), None);
    }
}
