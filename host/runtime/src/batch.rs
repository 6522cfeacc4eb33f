//! One batch: called, checked, and cut into smaller ones where the plugin asks for that.

use refit_core::{Day, FeatureSchema, Rejection, Specimen, Submission, plugin::Error};

use crate::{
    batches::ranges,
    bindings, contract,
    fault::Call,
    meter::Function,
    sandbox::{Answer, Sandbox},
};

/// Checked specimens `start` to `start + count - 1`.
pub(crate) async fn generate(
    sandbox: &Sandbox,
    seed: u64,
    start: u64,
    count: u32,
    as_of: Day,
) -> Result<Vec<Specimen>, Error> {
    let call = sandbox.call(Function::Generate, count as usize);
    let check = |answer, count| {
        contract::specimens(answer, count, as_of).map_err(|fault| call.broke_contract(fault))
    };
    let answer = sandbox.generate(seed, start, count, as_of).await?;
    let Some(most) = smaller(&answer, count as usize) else {
        return check(accept(&call, answer)?, count);
    };
    let mut specimens = Vec::with_capacity(count as usize);
    for range in ranges(count as usize, most) {
        // Both fit: `start + count` does, and a range is not longer than `count`.
        let (start, count) = (start + range.start as u64, range.len() as u32);
        let answer = sandbox.generate(seed, start, count, as_of).await?;
        specimens.extend(check(accept(&call, answer)?, count)?);
    }
    Ok(specimens)
}

/// Checked rows and rejections, numbered from the start of the batch.
pub(crate) async fn extract(
    sandbox: &Sandbox,
    schema: &FeatureSchema,
    batch: &[Submission],
) -> Result<(Vec<f64>, Vec<Rejection>), Error> {
    let call = sandbox.about(batch);
    let check = |answer, submitted| {
        contract::extraction(answer, submitted, schema).map_err(|fault| call.broke_contract(fault))
    };
    let answer = sandbox.extract(batch).await?;
    let Some(most) = smaller(&answer, batch.len()) else {
        return check(accept(&call, answer)?, batch.len());
    };
    let (mut values, mut rejected) = (Vec::new(), Vec::new());
    for range in ranges(batch.len(), most) {
        let part = batch.get(range.clone()).unwrap_or_default();
        let answer = sandbox.extract(part).await?;
        let (some, mut few) = check(accept(&call, answer)?, part.len())?;
        for rejection in &mut few {
            rejection.index += range.start;
        }
        values.extend(some);
        rejected.extend(few);
    }
    Ok((values, rejected))
}

/// How many documents the plugin can answer for at a time, if that is fewer than it was given.
fn smaller<T>(answer: &Answer<T>, given: usize) -> Option<usize> {
    match answer {
        Err(bindings::Error::TooMuch(most)) => {
            Some(*most as usize).filter(|most| (1..given).contains(most))
        }
        _ => None,
    }
}

/// The answer, or the plugin's reason for giving none.
fn accept<T>(call: &Call<'_>, answer: Answer<T>) -> Result<T, Error> {
    answer.map_err(|error| call.refused(&bindings::refusal(error)))
}
