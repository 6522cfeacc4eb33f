//! What the laws are looked at with.

use super::Plugin;
use crate::{Day, Descriptor, Specimen, Submission};

/// Documents of one call. A document type must be able to answer for so many.
pub(super) const BATCH: u32 = 250;
/// Calls for synthetic documents for each seed.
const BATCHES: u64 = 4;
pub(super) const SEEDS: [u64; 2] = [1, 20_250_122];
/// The day for which the laws' documents are made: 2025-06-15.
pub const AS_OF: Day = Day::from_days_since_epoch(20_254);

/// The plugin, its descriptor and two sequences of its documents.
pub(super) struct Samples<'p> {
    pub(super) plugin: &'p dyn Plugin,
    descriptor: Result<Descriptor, String>,
    sequences: Result<[Vec<Specimen>; 2], String>,
}

impl<'p> Samples<'p> {
    pub(super) fn take(plugin: &'p dyn Plugin) -> Self {
        let sequence = |seed| -> Result<Vec<Specimen>, String> {
            let mut specimens = Vec::new();
            for batch in 0..BATCHES {
                let start = batch * u64::from(BATCH);
                specimens.extend(generate(plugin, seed, start, BATCH, AS_OF)?);
            }
            Ok(specimens)
        };
        let [first, second] = SEEDS;
        let sequences = sequence(first).and_then(|first| Ok([first, sequence(second)?]));
        Self {
            plugin,
            descriptor: described(plugin),
            sequences,
        }
    }

    pub(super) fn descriptor(&self) -> Result<&Descriptor, String> {
        self.descriptor.as_ref().map_err(Clone::clone)
    }

    /// The same stretch of two sequences.
    pub(super) fn sequences(&self) -> Result<&[Vec<Specimen>; 2], String> {
        self.sequences.as_ref().map_err(Clone::clone)
    }

    /// Both sequences with the seed and the number of each document.
    pub(super) fn specimens(&self) -> Result<impl Iterator<Item = (String, &Specimen)>, String> {
        let sequences = self.sequences()?;
        Ok(SEEDS.iter().zip(sequences).flat_map(|(seed, sequence)| {
            let named =
                move |(number, specimen)| (format!("seed {seed}, document {number}"), specimen);
            sequence.iter().enumerate().map(named)
        }))
    }

    /// Golden and synthetic documents to make others of.
    pub(super) fn originals(&self) -> Result<Vec<Submission>, String> {
        let goldens = &self.descriptor()?.goldens;
        let golden = goldens.iter().map(|golden| &golden.submission).take(1);
        let [synthetic, _] = self.sequences()?;
        let synthetic = synthetic.iter().map(|specimen| &specimen.submission);
        Ok(golden.chain(synthetic.take(1)).cloned().collect())
    }
}

/// The call, with its fault put into a sentence.
pub(super) fn described(plugin: &dyn Plugin) -> Result<Descriptor, String> {
    plugin
        .describe()
        .map_err(|fault| format!("describe fails: {fault}"))
}

/// The call, with its fault put into a sentence. An answer of another length is a fault.
pub(super) fn generate(
    plugin: &dyn Plugin,
    seed: u64,
    start: u64,
    count: u32,
    as_of: Day,
) -> Result<Vec<Specimen>, String> {
    let call = || format!("generate({seed}, {start}, {count}, {as_of})");
    let specimens = plugin
        .generate(seed, start, count, as_of)
        .map_err(|fault| format!("{} fails: {fault}", call()))?;
    if u32::try_from(specimens.len()) != Ok(count) {
        return Err(format!("{} gives {} documents", call(), specimens.len()));
    }
    Ok(specimens)
}
