//! Scoring.

use axum::{extract::State, http::StatusCode, response::Response};
use refit_core::{Day, DocumentType, Rejection, Submission};
use refit_pipeline::Score;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::{Routes, json};
use crate::{
    access::Scorer,
    body::{JsonText, not_json},
    parameters::{Parameters, Type},
    problem::{Problem, ProblemBody},
    shared::AppState,
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.mount::<Scorer>(routes!(score))
}

/// A document's score. For documentation; the pipeline's own is what is sent.
#[derive(Serialize, ToSchema)]
#[schema(as = Score)]
struct ScoreEntry {
    /// 0 (no doubt about the paper) to 100 (certainly forged).
    #[schema(minimum = 0, maximum = 100)]
    risk_score: f64,
    /// LOW, MEDIUM (over 30), HIGH (over 60) or CRITICAL (over 85).
    risk_level: String,
    /// APPROVE (up to 30), ESCALATE, or REJECT (from 70).
    recommendation: String,
    model_scores: ModelScoresEntry,
    /// The version that scored.
    version_id: String,
    /// The generation that it is live as.
    generation: u64,
    /// The features that moved the score most, the strongest first.
    top_features: Vec<TopFeatureEntry>,
}

/// What each model says, before weighting and clamping.
#[derive(Serialize, ToSchema)]
#[schema(as = ModelScores)]
struct ModelScoresEntry {
    random_forest: f64,
    /// The boosted trees.
    xgboost: f64,
}

/// A feature that moved a score.
#[derive(Serialize, ToSchema)]
#[schema(as = TopFeature)]
struct TopFeatureEntry {
    name: String,
    /// Its name for people.
    title: String,
    /// Its value in this document; null where the paper does not have it.
    value: Option<f64>,
    /// How many points it added to the score, or took from it, in the boosted trees.
    contribution: f64,
}

/// The answer to a batch: one entry a document, in order.
#[derive(Serialize, ToSchema)]
struct Batch {
    #[schema(value_type = Vec<BatchEntry>)]
    results: Vec<Entry>,
}

/// A document's score, or why it has none.
#[derive(Serialize)]
#[serde(untagged)]
enum Entry {
    Score(Box<Score>),
    Problem(Problem),
}

/// A document's score, or why it has none.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "it describes the answer")]
enum BatchEntry {
    Score(ScoreEntry),
    Problem(ProblemBody),
}

/// One answer or a batch's.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "it describes the answer")]
enum Answer {
    One(ScoreEntry),
    Batch(Batch),
}

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ScoreParameters {
    /// The day on which the documents were received, `2025-01-22`; today by default.
    #[param(value_type = Option<String>, format = Date)]
    received: Option<Day>,
}

/// What a body holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wrapped<'a> {
    #[serde(borrow)]
    documents: Option<Vec<&'a RawValue>>,
}

/// Scores a document, or `{"documents": […]}`.
#[utoipa::path(
    post,
    path = "/api/{plural}/score",
    tag = "scoring",
    params(
        ("plural" = String, Path, description = "The document type's plural, such as paystubs"),
        ScoreParameters,
    ),
    request_body(content = Object, description = "A document, or an object with a list of `documents`"),
    responses(
        (status = 200, description = "The score, or for a batch the results, one a document, in order", body = Answer),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn score(
    State(state): State<AppState>,
    of: Type,
    Parameters(parameters): Parameters<ScoreParameters>,
    body: JsonText,
) -> Result<Response, Problem> {
    let received = parameters.received.unwrap_or_else(|| state.clock.today());
    let (documents, is_batch) = documents(&body.0, state.settings.max_batch)?;
    let mut model = state.live.get(&of.document_type);
    if model.is_none() {
        // Its first version may have gone live this moment.
        state.live.refresh(&state).await;
        model = state.live.get(&of.document_type);
    }
    let model = model.ok_or_else(|| {
        let fault = state.live.fault(&of.document_type);
        match fault {
            Some(fault) => Problem::new(StatusCode::SERVICE_UNAVAILABLE, "version-unusable", fault),
            None => Problem::new(
                StatusCode::CONFLICT,
                "no-active-version",
                "no version of this document type is active yet; retrain it first",
            ),
        }
    })?;
    let submissions = documents
        .into_iter()
        .map(|document| Submission { document, received })
        .collect();
    let results = model
        .scorer
        .score(model.plugin.as_ref(), submissions)
        .await?;
    for result in &results {
        state.metrics.scored(of.document_type.as_str(), result);
    }
    if is_batch {
        let results = results.into_iter().map(|result| match result {
            Ok(score) => Entry::Score(Box::new(score)),
            Err(rejection) => Entry::Problem(rejected(&rejection, &of.document_type)),
        });
        let batch = Batch {
            results: results.collect(),
        };
        return Ok(json(StatusCode::OK, &batch));
    }
    match results.into_iter().next() {
        Some(Ok(score)) => Ok(json(StatusCode::OK, &score)),
        Some(Err(rejection)) => Err(rejected(&rejection, &of.document_type)),
        None => Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "body-unfit",
            "there is no document",
        )),
    }
}

/// The documents of a body, each as its own text: digits of a number are not touched.
fn documents(text: &[u8], max_batch: usize) -> Result<(Vec<String>, bool), Problem> {
    let whole: &RawValue = serde_json::from_slice(text).map_err(|error| not_json(&error))?;
    let not_an_object = || {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "body-unfit",
            "the body must be a document, which is a JSON object, or an object with a list of 'documents'",
        )
    };
    if !whole.get().starts_with('{') {
        return Err(not_an_object());
    }
    // An object with more members, or whose `documents` is no list, is a document.
    let Ok(Wrapped {
        documents: Some(documents),
    }) = serde_json::from_str(whole.get())
    else {
        return Ok((vec![whole.get().to_owned()], false));
    };
    if documents.len() > max_batch {
        return Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "batch-too-large",
            format!("a batch has at most {max_batch} documents"),
        ));
    }
    let documents = documents
        .into_iter()
        .map(|document| document.get().to_owned());
    Ok((documents.collect(), true))
}

fn rejected(rejection: &Rejection, document_type: &DocumentType) -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "document-rejected",
        format!(
            "the document is no {document_type} that can be scored: {}",
            rejection.reason
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_document_and_a_batch_are_told_apart() {
        let of = |text: &str| documents(text.as_bytes(), 2);
        let (one, is_batch) = of(r#" {"net": 1.50} "#).unwrap();
        assert_eq!(
            (one, is_batch),
            (vec![r#"{"net": 1.50}"#.to_owned()], false)
        );
        let (batch, is_batch) = of(r#"{"documents":[{"a":1}, 7]}"#).unwrap();
        assert_eq!((batch.len(), is_batch), (2, true));
        let (own, is_batch) = of(r#"{"documents":[1,2,3],"net":1}"#).unwrap();
        assert_eq!((own.len(), is_batch), (1, false));
        let (odd, is_batch) = of(r#"{"documents":"none"}"#).unwrap();
        assert_eq!((odd.len(), is_batch), (1, false));
        for (text, code) in [
            ("", "body-not-json"),
            ("[]", "body-unfit"),
            ("7", "body-unfit"),
            ("{", "body-not-json"),
            (r#"{"documents":[1,2,3]}"#, "batch-too-large"),
        ] {
            let problem = serde_json::to_value(of(text).unwrap_err()).unwrap();
            assert_eq!(problem["code"], code, "{text}");
        }
    }
}
