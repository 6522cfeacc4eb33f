//! Scoring documents with the version that is live.

use std::sync::Arc;

use refit_core::{
    Generation, Recommendation, Rejection, RiskLevel, RiskScore, Submission, VersionId,
    plugin::{Components, DocumentPlugin},
};
use refit_learn::Matrix;
use refit_registry::Registry;
use serde::Serialize;

use crate::{Error, Model};

/// A version that is live, ready to score.
#[derive(Debug, Clone)]
pub struct Scorer {
    model: Arc<Model>,
    generation: Generation,
    /// The component that the version was trained with, where the plugin is another one by now.
    own: Option<Arc<dyn DocumentPlugin>>,
}

/// A document's score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// 0 (no doubt about the paper) to 100 (certainly forged).
    pub risk_score: f64,
    /// The score in words.
    pub risk_level: RiskLevel,
    /// What to do with the document.
    pub recommendation: Recommendation,
    /// What each model says.
    pub model_scores: ModelScores,
    /// The version that scored.
    pub version_id: VersionId,
    /// The generation that it is live as.
    pub generation: Generation,
    /// The features that moved the score most, the strongest first.
    pub top_features: Vec<TopFeature>,
}

/// What each model says, before weighting and clamping.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ModelScores {
    /// The random forest.
    pub random_forest: f64,
    /// The boosted trees.
    pub xgboost: f64,
}

/// A feature that moved a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopFeature {
    /// Its name.
    pub name: String,
    /// Its plain-language title.
    pub title: String,
    /// Its value in this document; none where the paper does not have it.
    pub value: Option<f64>,
    /// How many points it added to the score, or took from it.
    pub contribution: f64,
}

/// So many rows are scored in less time than another thread takes to begin: some ten microseconds
/// a row.
const FEW: usize = 8;
/// More features than these explain nothing.
const TOP_FEATURES: usize = 5;

impl Scorer {
    /// Loads and proves the version that is live.
    ///
    /// # Errors
    /// [`Error::NoActiveVersion`]; a version that is damaged, or that reads other features than
    /// the plugin gives.
    pub async fn load_active(
        registry: &Registry,
        plugin: &dyn DocumentPlugin,
    ) -> Result<Self, Error> {
        Self::load(registry, plugin, None).await
    }

    /// The same with the components that are kept: where the plugin was replaced since the version
    /// was trained, [`Self::score`] goes through the component that it was trained with.
    ///
    /// # Errors
    /// Those of [`Self::load_active`]; other features are one only where the component is not
    /// kept.
    pub async fn load_active_with(
        registry: &Registry,
        plugin: &dyn DocumentPlugin,
        components: &dyn Components,
    ) -> Result<Self, Error> {
        Self::load(registry, plugin, Some(components)).await
    }

    async fn load(
        registry: &Registry,
        plugin: &dyn DocumentPlugin,
        components: Option<&dyn Components>,
    ) -> Result<Self, Error> {
        let descriptor = plugin.descriptor();
        let document_type = &descriptor.document_type;
        let active =
            registry
                .active(document_type)
                .await?
                .ok_or_else(|| Error::NoActiveVersion {
                    document_type: document_type.clone(),
                })?;
        let stored = registry.load(document_type, &active.version).await?;
        let assembling = tokio::task::spawn_blocking(move || Model::assemble(stored));
        let model = assembling.await.map_err(|_| Error::Lost {
            document_type: document_type.clone(),
            task: "the loading",
        })??;
        let own = model.component(plugin, components).await?;
        Ok(Self {
            model: Arc::new(model),
            generation: active.generation,
            own,
        })
    }

    /// The generation that the version is live as.
    #[must_use]
    pub const fn generation(&self) -> Generation {
        self.generation
    }

    /// The model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The scores of documents, one entry a document, in their order; a document that the plugin
    /// rejects has its reason in its place.
    ///
    /// # Errors
    /// Where the plugin or the model fails as a whole.
    pub async fn score(
        &self,
        plugin: &dyn DocumentPlugin,
        submissions: Vec<Submission>,
    ) -> Result<Vec<Result<Score, Rejection>>, Error> {
        let count = submissions.len();
        let plugin = self.own.as_deref().unwrap_or(plugin);
        let extraction = plugin.extract(submissions.into()).await?;
        let mut results: Vec<Option<Result<Score, Rejection>>> = vec![None; count];
        for rejection in &extraction.rejected {
            if let Some(result) = results.get_mut(rejection.index) {
                *result = Some(Err(rejection.clone()));
            }
        }
        let places: Vec<usize> = extraction.accepted(count).collect();
        let rows = Matrix::try_new(extraction.values, extraction.width)?;
        let scores = if rows.len() <= FEW {
            self.score_rows(&rows)?
        } else {
            let scorer = self.clone();
            let scoring = tokio::task::spawn_blocking(move || scorer.score_rows(&rows));
            scoring.await.map_err(|_| self.lost())??
        };
        for (place, score) in places.into_iter().zip(scores) {
            if let Some(result) = results.get_mut(place) {
                *result = Some(Ok(score));
            }
        }
        // Every document was either accepted or rejected.
        results
            .into_iter()
            .map(|result| result.ok_or_else(|| self.lost()))
            .collect()
    }

    fn lost(&self) -> Error {
        Error::Lost {
            document_type: self.model.manifest().document_type.clone(),
            task: "the scoring",
        }
    }

    fn score_rows(&self, rows: &Matrix) -> Result<Vec<Score>, Error> {
        rows.rows().map(|row| self.score_row(row)).collect()
    }

    fn score_row(&self, row: &[f64]) -> Result<Score, Error> {
        let explanation = self.model.ensemble().explain(row)?;
        let score = explanation.ensemble;
        let risk_score = RiskScore::try_new(score).map_err(|error| Error::Version {
            document_type: self.model.manifest().document_type.clone(),
            version: self.model.version().clone(),
            fault: error.to_string(),
        })?;
        Ok(Score {
            risk_score: score,
            risk_level: risk_score.level(),
            recommendation: risk_score.recommendation(),
            model_scores: ModelScores {
                random_forest: explanation.random_forest,
                xgboost: explanation.xgboost,
            },
            version_id: self.model.version().clone(),
            generation: self.generation,
            top_features: self.top_features(row, &explanation.contributions),
        })
    }

    fn top_features(&self, row: &[f64], contributions: &[f64]) -> Vec<TopFeature> {
        let features = self.model.manifest().features.features();
        let mut moved: Vec<_> = features.iter().zip(row).zip(contributions).collect();
        moved.sort_by(|(_, one), (_, other)| other.abs().total_cmp(&one.abs()));
        let strongest = moved
            .into_iter()
            .take(TOP_FEATURES)
            .filter(|(_, points)| **points != 0.0);
        strongest
            .map(|((feature, value), contribution)| TopFeature {
                name: feature.name.clone(),
                title: feature.title.clone(),
                value: (!value.is_nan()).then_some(*value),
                contribution: *contribution,
            })
            .collect()
    }
}
