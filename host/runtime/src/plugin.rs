//! A loaded plugin.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use async_trait::async_trait;
use futures::FutureExt;
use refit_core::{
    Day, Extraction, Sha256Digest, Specimen, Submission,
    plugin::{Descriptor, DocumentPlugin, Error},
};

use crate::{Usage, batch, batches, descriptor, meter::Function, sandbox::Sandbox};

/// What is told where the host itself panicked; its own log has the text.
const HOST_FAULT: &str = "the host failed while it called the plugin";

/// A plugin that has passed all checks.
pub struct Plugin {
    file: PathBuf,
    digest: Sha256Digest,
    // Shared with the tasks that run its batches.
    descriptor: Arc<Descriptor>,
    sandbox: Arc<Sandbox>,
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
    ) -> Self {
        Self {
            file,
            digest,
            descriptor: Arc::new(descriptor),
            sandbox: Arc::new(sandbox),
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
        let call = self.sandbox.call(Function::Generate, 0);
        if start.checked_add(count.into()).is_none() {
            let reason = "the sequence ends at document 2^64 - 1".to_owned();
            return Err(call.refused(reason));
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

    async fn extract(&self, submissions: Arc<[Submission]>) -> Result<Extraction, Error> {
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
