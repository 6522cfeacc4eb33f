//! The rows of schedules.

use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

use super::{Schedule, Scheduler};
use crate::{Error, JobStore};

/// A schedule as people see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScheduleStatus {
    /// Its name.
    pub name: String,
    /// What it is.
    pub title: String,
    /// Its cron expression.
    pub expression: String,
    /// Its time zone.
    pub time_zone: String,
    /// Its next slot.
    pub next_run_at: Timestamp,
}

impl Scheduler {
    /// The schedules of a host over its queue: rows of others are removed, and one whose times
    /// changed gets a new next slot. What is as it was keeps its slot, also one that is past.
    ///
    /// # Errors
    /// [`Error::NoSlot`] for a schedule that never comes round; the database's error.
    pub async fn open(
        store: JobStore,
        schedules: Vec<Schedule>,
        catch_up: Duration,
    ) -> Result<Self, Error> {
        let failed = Error::database("set up schedules");
        let now = store.now();
        let mut transaction = store.database.begin().await.map_err(failed)?;
        let known: Vec<(String,)> = sqlx::query_as("select name from schedule")
            .fetch_all(&mut *transaction)
            .await
            .map_err(failed)?;
        for (name,) in known {
            if !schedules.iter().any(|schedule| schedule.name == name) {
                sqlx::query("delete from schedule where name = $1")
                    .bind(name)
                    .execute(&mut *transaction)
                    .await
                    .map_err(failed)?;
            }
        }
        for schedule in &schedules {
            let next = schedule.next_after(now).ok_or_else(|| Error::NoSlot {
                name: schedule.name.clone(),
                expression: schedule.expression.clone(),
            })?;
            sqlx::query(
                "insert into schedule(name, title, expression, time_zone, next_ms)
                 values ($1, $2, $3, $4, $5)
                 on conflict(name) do update set title = excluded.title,
                    next_ms = case when schedule.expression = excluded.expression
                        and schedule.time_zone = excluded.time_zone
                        then schedule.next_ms else excluded.next_ms end,
                    expression = excluded.expression, time_zone = excluded.time_zone",
            )
            .bind(&schedule.name)
            .bind(&schedule.title)
            .bind(&schedule.expression)
            .bind(&schedule.zone_name)
            .bind(next.as_millisecond())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        }
        transaction.commit().await.map_err(failed)?;
        Ok(Self {
            store,
            schedules,
            catch_up,
        })
    }
}

impl JobStore {
    /// The schedules and their next slots.
    ///
    /// # Errors
    /// The database's error.
    pub async fn schedules(&self) -> Result<Vec<ScheduleStatus>, Error> {
        let rows: Vec<(String, String, String, String, i64)> = sqlx::query_as(
            "select name, title, expression, time_zone, next_ms from schedule order by next_ms, name",
        )
        .fetch_all(self.database.reader())
        .await
        .map_err(Error::database("list schedules"))?;
        rows.into_iter()
            .map(|(name, title, expression, time_zone, next)| {
                let next_run_at = Timestamp::from_millisecond(next).map_err(|_| Error::Row {
                    table: "schedule",
                    column: "next_ms",
                })?;
                Ok(ScheduleStatus {
                    name,
                    title,
                    expression,
                    time_zone,
                    next_run_at,
                })
            })
            .collect()
    }
}
