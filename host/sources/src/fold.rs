//! Dealing folds: once for each group of documents, balanced within each class.

use refit_core::{Class, DocumentType, Sha256Digest};
use sqlx::{Any, Transaction};

/// The number of folds.
pub const FOLDS: u8 = 5;

/// Keeps these hashes apart from all others; another key would deal other folds.
const KEY: &[u8] = b"refit fold 1";

/// Deals a fold to each group that has a labelled document and no fold yet.
///
/// A group that holds both verdicts is dealt as fraud, the class that is short of documents.
/// The caller holds the lock on document numbers, so no two imports deal the same place.
pub(crate) async fn deal(
    transaction: &mut Transaction<'_, Any>,
    document_type: &DocumentType,
) -> Result<(), sqlx::Error> {
    let groups: Vec<(String, i64)> = sqlx::query_as(
        "select d.group_key, cast(max(case when d.label = 'REJECT' then 1 else 0 end) as bigint)
         from document d
         where d.document_type = $1 and d.label in ('APPROVE', 'REJECT')
           and not exists (select 1 from fold f
                           where f.document_type = d.document_type and f.group_key = d.group_key)
         group by d.group_key",
    )
    .bind(document_type.as_str())
    .fetch_all(&mut **transaction)
    .await?;
    for class in [Class::Legitimate, Class::Fraud] {
        let batch = groups
            .iter()
            .filter(|(_, fraud)| (*fraud == 1) == (class == Class::Fraud))
            .map(|(group, _)| group.as_str());
        deal_class(transaction, document_type, class, batch).await?;
    }
    Ok(())
}

async fn deal_class<'a>(
    transaction: &mut Transaction<'_, Any>,
    document_type: &DocumentType,
    class: Class,
    batch: impl Iterator<Item = &'a str>,
) -> Result<(), sqlx::Error> {
    // The order of a batch follows from its content alone, not from the order of lines.
    let mut batch: Vec<_> = batch
        .map(|group| (order(document_type, group), group))
        .collect();
    batch.sort_unstable();
    let first: i64 = sqlx::query_scalar(
        "select coalesce(max(place) + 1, 0) from fold where document_type = $1 and dealt_as = $2",
    )
    .bind(document_type.as_str())
    .bind(name(class))
    .fetch_one(&mut **transaction)
    .await?;
    for (place, (_, group)) in (first..).zip(batch) {
        sqlx::query(
            "insert into fold(document_type, group_key, dealt_as, place, fold)
             values ($1, $2, $3, $4, $5)",
        )
        .bind(document_type.as_str())
        .bind(group)
        .bind(name(class))
        .bind(place)
        .bind(i64::from(fold_at(
            document_type,
            class,
            place.unsigned_abs(),
        )))
        .execute(&mut **transaction)
        .await?;
    }
    Ok(())
}

const fn name(class: Class) -> &'static str {
    match class {
        Class::Legitimate => "legitimate",
        Class::Fraud => "fraud",
    }
}

/// Where a group stands in its batch.
fn order(document_type: &DocumentType, group: &str) -> Sha256Digest {
    Sha256Digest::of_parts([KEY, document_type.as_str().as_bytes(), group.as_bytes()])
}

/// The fold at a place: each block of five places holds the folds in an order of its own.
fn fold_at(document_type: &DocumentType, class: Class, place: u64) -> u8 {
    let folds = u64::from(FOLDS);
    let block = place / folds;
    let mut draw = Sha256Digest::of_parts([
        KEY,
        document_type.as_str().as_bytes(),
        name(class).as_bytes(),
        &block.to_le_bytes(),
    ])
    .to_u64();
    // A number below 5! = 120, digit by digit in falling bases, is a permutation.
    let mut left: Vec<u8> = (0..FOLDS).collect();
    let mut dealt = 0;
    for remaining in (folds - place % folds..=folds).rev() {
        let pick = usize::try_from(draw % remaining).unwrap_or(0);
        draw /= remaining;
        dealt = left.remove(pick);
    }
    dealt
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_block_holds_every_fold_once_and_blocks_differ() {
        let paystub: DocumentType = "paystub".parse().unwrap();
        let block = |class, block: u64| -> Vec<u8> {
            (block * 5..block * 5 + 5)
                .map(|place| fold_at(&paystub, class, place))
                .collect()
        };
        let mut orders = BTreeSet::new();
        for number in 0..200 {
            for class in [Class::Legitimate, Class::Fraud] {
                let folds = block(class, number);
                let unique: BTreeSet<_> = folds.iter().copied().collect();
                assert_eq!(unique.len(), 5, "{folds:?}");
                orders.insert(folds);
            }
        }
        assert!(
            orders.len() > 90,
            "only {} of 120 orders in 400 blocks",
            orders.len()
        );
    }

    #[test]
    fn folds_are_the_same_on_every_machine_for_ever() {
        let paystub: DocumentType = "paystub".parse().unwrap();
        let folds: Vec<u8> = (0..10)
            .map(|place| fold_at(&paystub, Class::Fraud, place))
            .collect();
        assert_eq!(folds, [2, 0, 1, 3, 4, 2, 0, 1, 3, 4]);
    }
}
