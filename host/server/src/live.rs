//! What scores: versions in memory, swapped as a whole.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use arc_swap::ArcSwap;
use futures::future::join_all;
use refit_core::{DocumentType, Generation, Sha256Digest, Submission, plugin::DocumentPlugin};
use refit_pipeline::{Error, Scorer};
use refit_runtime::Plugin;

use crate::shared::Shared;

/// The versions that score, by document type. Who scores takes one and keeps it to the end of
/// the request, whatever goes live meanwhile.
#[derive(Default)]
pub(crate) struct Live {
    models: ArcSwap<BTreeMap<DocumentType, Arc<LiveModel>>>,
    loaded: AtomicBool,
    /// One at a time.
    refreshing: tokio::sync::Mutex<()>,
    /// Why a type's active version does not score, told once.
    faults: Mutex<BTreeMap<DocumentType, Fault>>,
}

/// Why a version does not score, and when that was found.
struct Fault {
    text: String,
    at: Instant,
}

/// What failed is not tried again before.
const AGAIN: Duration = Duration::from_secs(10);

/// A version that scores, with the plugin that it scores through.
pub(crate) struct LiveModel {
    pub(crate) scorer: Scorer,
    pub(crate) plugin: Arc<Plugin>,
    key: Key,
}

/// A model is loaded anew when one of these is another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Key {
    generation: Generation,
    plugin: Sha256Digest,
}

impl Live {
    /// The version of a document type that scores now.
    pub(crate) fn get(&self, document_type: &DocumentType) -> Option<Arc<LiveModel>> {
        self.models.load().get(document_type).map(Arc::clone)
    }

    /// Whether it was looked once.
    pub(crate) fn is_loaded(&self) -> bool {
        self.loaded.load(Relaxed)
    }

    /// Why the active version of a type does not score, if so.
    pub(crate) fn fault(&self, document_type: &DocumentType) -> Option<String> {
        let faults = self.faults();
        faults.get(document_type).map(|fault| fault.text.clone())
    }

    fn faults(&self) -> std::sync::MutexGuard<'_, BTreeMap<DocumentType, Fault>> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in what somebody just made live, also where the version before failed.
    pub(crate) async fn renew(&self, state: &Shared) {
        self.faults().clear();
        self.refresh(state).await;
    }

    /// Takes in what went live. A version that cannot be loaded leaves the one before at work.
    pub(crate) async fn refresh(&self, state: &Shared) {
        let _alone = self.refreshing.lock().await;
        let plugins = state.plugins.plugins();
        let before = self.models.load_full();
        let mut models: BTreeMap<DocumentType, Arc<LiveModel>> = BTreeMap::new();
        let mut changed = false;
        // At a start all of them are new: no one waits for another.
        let looks = plugins.iter().map(|plugin| async {
            let document_type = &plugin.descriptor().document_type;
            let old = before.get(document_type);
            let loaded = match self.failed_just_now(document_type) {
                true => None,
                false => Some(self.load(state, plugin, old).await),
            };
            (document_type, old, loaded)
        });
        for (document_type, old, loaded) in join_all(looks).await {
            let kept = old.map(|old| (document_type.clone(), Arc::clone(old)));
            match loaded {
                Some(Ok(Some(model))) => {
                    self.faults().remove(document_type);
                    tracing::info!(
                        document.r#type = %document_type,
                        version = %model.scorer.model().version(),
                        generation = %model.key.generation,
                        "a version scores now"
                    );
                    changed = true;
                    models.insert(document_type.clone(), Arc::new(model));
                }
                Some(Ok(None)) => {
                    self.faults().remove(document_type);
                    models.extend(kept);
                }
                Some(Err(error)) => {
                    self.tell(document_type, &error, old.is_some());
                    models.extend(kept);
                }
                None => models.extend(kept),
            }
        }
        changed |= models.len() != before.len();
        if changed {
            self.models.store(Arc::new(models));
        }
        self.loaded.store(true, Relaxed);
    }

    /// The version that went live since, if one did. It is proven and has scored once before
    /// anybody waits for it.
    async fn load(
        &self,
        state: &Shared,
        plugin: &Arc<Plugin>,
        old: Option<&Arc<LiveModel>>,
    ) -> Result<Option<LiveModel>, Error> {
        let document_type = &plugin.descriptor().document_type;
        let Some(active) = state.registry.active(document_type).await? else {
            return Ok(None);
        };
        let key = Key {
            generation: active.generation,
            plugin: plugin.digest(),
        };
        if old.is_some_and(|old| old.key == key || old.key.generation > key.generation) {
            return Ok(None);
        }
        let scorer =
            Scorer::load_active_with(&state.registry, plugin.as_ref(), &state.plugins).await?;
        let goldens: Vec<Submission> = plugin
            .descriptor()
            .goldens
            .iter()
            .map(|golden| golden.submission.clone())
            .collect();
        scorer.score(plugin.as_ref(), goldens).await?;
        Ok(Some(LiveModel {
            // Between the two looks another may have gone live.
            key: Key {
                generation: scorer.generation(),
                ..key
            },
            scorer,
            plugin: Arc::clone(plugin),
        }))
    }

    fn failed_just_now(&self, document_type: &DocumentType) -> bool {
        let faults = self.faults();
        faults
            .get(document_type)
            .is_some_and(|fault| fault.at.elapsed() < AGAIN)
    }

    fn tell(&self, document_type: &DocumentType, error: &Error, has_old: bool) {
        let text = error.to_string();
        let fault = Fault {
            text: text.clone(),
            at: Instant::now(),
        };
        let known = self.faults().insert(document_type.clone(), fault);
        if known.is_none_or(|known| known.text != text) {
            tracing::error!(
                document.r#type = %document_type,
                code = error.code(),
                error = error as &dyn std::error::Error,
                scores_on = has_old,
                "the active version cannot be loaded"
            );
        }
    }
}
