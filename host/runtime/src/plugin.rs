//! A loaded plugin.

use std::{
    fmt,
    future::Future,
    path::{Path, PathBuf},
    sync::Arc,
};

use async_trait::async_trait;
use futures::FutureExt;
use refit_core::{
    Day, Extraction, Sha256Digest, Specimen, Submission,
    plugin::{Descriptor, DocumentPlugin, Error},
};

use crate::{
    Usage, batch, batches, descriptor, meter::Function, quarantine::Quarantine, sandbox::Sandbox,
};

/// What is told where the host itself panicked; its own log has the text.
const HOST_FAULT: &str = "the host failed while it called the plugin";

/// A plugin that has passed all checks.
pub struct Plugin {
    file: PathBuf,
    digest: Sha256Digest,
    // Shared with the tasks that run its batches.
    descriptor: Arc<Descriptor>,
    sandbox: Arc<Sandbox>,
    quarantine: Arc<Quarantine>,
}

impl fmt::Debug for Plugin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plugin")
            .field("document_type", &self.descriptor.document_type)
            .field("version", &self.descriptor.version)
            .field("digest", &self.digest)
            .field("file", &self.file)
            .finish_non_exhaustive()
    }
}

impl Plugin {
    pub(crate) fn new(
        file: PathBuf,
        digest: Sha256Digest,
        descriptor: Descriptor,
        sandbox: Sandbox,
        quarantine: Arc<Quarantine>,
    ) -> Self {
        Self {
            file,
            digest,
            descriptor: Arc::new(descriptor),
            sandbox: Arc::new(sandbox),
            quarantine,
        }
    }

    /// The file it was loaded from.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// What an instance of its own says that it is: the same as [`DocumentPlugin::descriptor`],
    /// if the plugin keeps its word.
    ///
    /// # Errors
    /// Why the plugin could not answer.
    pub async fn describe(&self) -> Result<Descriptor, Error> {
        let [raw, _] = self.sandbox.describe().await?;
        let call = self.sandbox.call(Function::Describe, 0);
        descriptor::check(raw).map_err(|fault| call.broke_contract(fault))
    }

    /// What it has used since it was loaded.
    #[must_use]
    pub fn usage(&self) -> Usage {
        self.sandbox.meter().usage()
    }

    /// What calls are answered with because it failed too often, if it did.
    #[must_use]
    pub fn quarantine(&self) -> Option<Error> {
        self.quarantine.error(self.name())
    }

    /// Lets it be called again; whether it was quarantined.
    pub(crate) fn release(&self) -> bool {
        self.quarantine.release()
    }

    fn name(&self) -> &str {
        self.descriptor.document_type.as_str()
    }

    /// Calls it, unless it is quarantined, and counts how that ended. One failed call is one
    /// failure, into however many batches it was cut.
    async fn guard<T>(&self, call: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        if let Some(error) = self.quarantine() {
            return Err(error);
        }
        let outcome = call.await;
        self.quarantine.note(self.name(), &outcome);
        outcome
    }

    async fn generate_all(
        &self,
        seed: u64,
        start: u64,
        count: u32,
        as_of: Day,
    ) -> Result<Vec<Specimen>, Error> {
        let call = self.sandbox.call(Function::Generate, 0);
        if start.checked_add(count.into()).is_none() {
            let reason = "the sequence ends at document 2^64 - 1".to_owned();
            return Err(call.refused(&reason));
        }
        let size = self.sandbox.options().batch_size();
        let slices = batches::ranges(count as usize, size).map(|range| {
            let sandbox = Arc::clone(&self.sandbox);
            // Both fit: the sum was checked, and a range is not longer than `count`.
            let (start, count) = (start + range.start as u64, range.len() as u32);
            async move { batch::generate(&sandbox, seed, start, count, as_of).await }.boxed()
        });
        let slices = slices.collect();
        let answers = batches::in_order(slices, || call.trapped(HOST_FAULT)).await?;
        Ok(answers.into_iter().flatten().collect())
    }

    /// The features of documents, quarantined or not.
    pub(crate) async fn extract_all(
        &self,
        submissions: Arc<[Submission]>,
    ) -> Result<Extraction, Error> {
        let call = self.sandbox.call(Function::Extract, 0);
        let size = self.sandbox.options().batch_size();
        let work = batches::ranges(submissions.len(), size).map(|range| {
            let (sandbox, descriptor, submissions) = (
                Arc::clone(&self.sandbox),
                Arc::clone(&self.descriptor),
                Arc::clone(&submissions),
            );
            async move {
                let batch = submissions.get(range.clone()).unwrap_or_default();
                let (values, mut rejected) =
                    batch::extract(&sandbox, &descriptor.features, batch).await?;
                for rejection in &mut rejected {
                    rejection.index += range.start;
                }
                Ok((values, rejected))
            }
            .boxed()
        });
        let work = work.collect();
        let answers = batches::in_order(work, || call.trapped(HOST_FAULT)).await?;
        let mut extraction = Extraction {
            values: Vec::with_capacity(answers.iter().map(|(values, _)| values.len()).sum()),
            width: self.descriptor.features.len(),
            rejected: Vec::new(),
        };
        for (values, rejected) in answers {
            extraction.values.extend(values);
            extraction.rejected.extend(rejected);
        }
        Ok(extraction)
    }
}

#[async_trait]
impl DocumentPlugin for Plugin {
    fn descriptor(&self) -> &Descriptor {
        &self.descriptor
    }

    fn digest(&self) -> Sha256Digest {
        self.digest
    }

    async fn generate(
        &self,
        seed: u64,
        start: u64,
        count: u32,
        as_of: Day,
    ) -> Result<Vec<Specimen>, Error> {
        self.guard(self.generate_all(seed, start, count, as_of))
            .await
    }

    async fn extract(&self, submissions: Arc<[Submission]>) -> Result<Extraction, Error> {
        self.guard(self.extract_all(submissions)).await
    }
}
