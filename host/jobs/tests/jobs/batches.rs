//! Jobs that were asked for together.

use refit_jobs::Outcome;
use serde_json::json;

use crate::place::{claim, places, trigger};

#[tokio::test]
async fn a_batch_ends_with_its_last_job() {
    for place in places().await {
        let store = place.open().await;
        let database = place.database().await;
        let ended = || async {
            let count: i64 =
                sqlx::query_scalar("select count(*) from job_batch where ended_ms is not null")
                    .fetch_one(database.reader())
                    .await
                    .unwrap();
            count
        };
        let skipped = [("bank_statement".to_owned(), "is disabled".to_owned())];
        let triggers = [trigger("check"), trigger("paystub")];
        let triggered = store
            .trigger_all("Weekly retraining", &triggers, &skipped)
            .await
            .unwrap();
        assert_eq!(triggered.len(), 2);
        // Another batch joins a job of the first.
        let joined = store
            .trigger_all("Retraining of all types", &triggers[..1], &[])
            .await
            .unwrap();
        assert_eq!(joined[0].id, triggered[0].id);
        let first = claim(&store).await;
        store
            .finish(&first, Outcome::Done(json!({"summary": "activated"})))
            .await
            .unwrap();
        assert_eq!(ended().await, 1, "the second batch, of one job");
        store.cancel(triggered[1].id).await.unwrap();
        assert_eq!(ended().await, 2);
        place.close().await;
    }
}
