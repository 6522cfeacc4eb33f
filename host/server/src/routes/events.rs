//! Following a job.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    http::HeaderMap,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::{Stream, stream};
use refit_jobs::JobId;
use utoipa::ToSchema;
use utoipa_axum::routes;

use super::Routes;
use crate::{
    access::Viewer,
    job::JobEntry,
    parameters,
    problem::{Problem, ProblemBody},
    shared::AppState,
};

pub(super) fn routes(routes: Routes) -> Routes {
    routes.mount::<Viewer>(routes!(events))
}

/// An event of the stream.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes the stream")]
struct JobEvent {
    /// `step`, or `end`, after which nothing comes.
    event: String,
    /// Its number in the job; the end has none.
    id: Option<String>,
    /// JSON: what happened, and at the end the job.
    data: String,
}

/// How soon an event of another process is seen.
const LOOK: Duration = Duration::from_millis(500);

/// Follows a job: `step` events as steps begin and end, and `end` with the job.
///
/// A client that was cut off goes on after its `Last-Event-ID`.
#[utoipa::path(
    get,
    path = "/api/retraining/jobs/{id}/events",
    tag = "jobs",
    params(
        ("id" = String, Path, format = Uuid, description = "The job's id"),
        ("last-event-id" = Option<String>, Header, description = "The last event that the client has"),
    ),
    responses(
        (status = 200, description = "Server-sent events", body = JobEvent, content_type = "text/event-stream"),
        (status = "4XX", description = "Why not", body = ProblemBody, content_type = "application/problem+json"),
        (status = "5XX", description = "What failed", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
async fn events(
    State(state): State<AppState>,
    headers: HeaderMap,
    id: parameters::Job,
) -> Result<Response, Problem> {
    // Told before the stream begins.
    state.jobs.job(id.0).await?;
    let last = headers
        .get("last-event-id")
        .and_then(|last| last.to_str().ok()?.parse().ok())
        .unwrap_or(0);
    let stream = Sse::new(follow(state, id.0, last)).keep_alive(KeepAlive::default());
    Ok(stream.into_response())
}

/// Where a follower is.
struct Following {
    state: AppState,
    id: JobId,
    last: u32,
    /// Told and not yet sent.
    waiting: std::vec::IntoIter<Event>,
    ended: bool,
}

fn follow(state: AppState, id: JobId, last: u32) -> impl Stream<Item = Result<Event, Infallible>> {
    let following = Following {
        state,
        id,
        last,
        waiting: Vec::new().into_iter(),
        ended: false,
    };
    stream::unfold(following, |mut following| async move {
        loop {
            if let Some(event) = following.waiting.next() {
                return Some((Ok(event), following));
            }
            if following.ended || !following.look().await {
                return None;
            }
        }
    })
}

impl Following {
    /// Looks for news, and waits for some; whether the stream goes on.
    async fn look(&mut self) -> bool {
        let state = AppState::clone(&self.state);
        let changed = state.jobs.changed();
        // The job first: whatever happened before its end is among the events then.
        let Ok(job) = state.jobs.job(self.id).await else {
            return false;
        };
        let Ok(events) = state.jobs.events_after(self.id, self.last).await else {
            return false;
        };
        let mut waiting = Vec::with_capacity(events.len() + 1);
        for event in events {
            self.last = event.number;
            let sent = Event::default()
                .event("step")
                .id(event.number.to_string())
                .data(event.body.to_string());
            waiting.push(sent);
        }
        if job.state.has_ended() {
            self.ended = true;
            let job = serde_json::to_string(&JobEntry::of(job, false)).unwrap_or_default();
            waiting.push(Event::default().event("end").data(job));
        }
        if waiting.is_empty() {
            tokio::select! {
                () = state.stop.cancelled() => return false,
                () = changed => {}
                () = tokio::time::sleep(LOOK) => {}
            }
        }
        self.waiting = waiting.into_iter();
        true
    }
}
