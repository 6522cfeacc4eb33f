//! Whether a slot is due, and what becomes of it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use super::{Plan, Planned, Schedule, Scheduler};
use crate::{Error, Triggered};

/// A slot that was due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fired {
    /// Of which schedule.
    pub schedule: String,
    /// The slot.
    pub slot: Timestamp,
    /// Its jobs; none where it was missed for too long.
    pub jobs: Vec<Triggered>,
    /// The slot after it.
    pub next: Timestamp,
}

/// Clocks that are set, and machines that sleep, are noticed within this time.
const TICK: Duration = Duration::from_secs(15);

impl Scheduler {
    /// Looks now and then, until it shall stop.
    pub async fn run(self, plan: &dyn Plan, stop: CancellationToken) {
        let mut ticks = interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut failing = false;
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                _ = ticks.tick() => {}
            }
            match self.tick(plan).await {
                Ok(_) => failing = false,
                Err(error) => {
                    if !failing {
                        tracing::error!(
                            error = &error as &dyn std::error::Error,
                            "the schedule cannot be looked at; a slot that is due is made up for"
                        );
                    }
                    failing = true;
                }
            }
        }
    }

    /// Looks once: what is due asks for its jobs, once for each slot whoever looks. Of slots that
    /// were missed the last is made up, if it is not older than the window.
    ///
    /// # Errors
    /// The database's error: what was due is due still.
    pub async fn tick(&self, plan: &dyn Plan) -> Result<Vec<Fired>, Error> {
        let now = self.store.now();
        let statuses = self.store.schedules().await?;
        let mut fired = Vec::new();
        for status in statuses {
            if status.next_run_at > now {
                continue;
            }
            let Some(schedule) = self.schedules.iter().find(|it| it.name == status.name) else {
                continue;
            };
            fired.extend(self.fire(schedule, status.next_run_at, now, plan).await?);
        }
        Ok(fired)
    }

    async fn fire(
        &self,
        schedule: &Schedule,
        due: Timestamp,
        now: Timestamp,
        plan: &dyn Plan,
    ) -> Result<Option<Fired>, Error> {
        // Several may have been missed: the last stands for all.
        let slot = schedule
            .last_until(now)
            .filter(|last| *last > due)
            .unwrap_or(due);
        let next = schedule.next_after(now).ok_or_else(|| Error::NoSlot {
            name: schedule.name.clone(),
            expression: schedule.expression.clone(),
        })?;
        let window = SignedDuration::try_from(self.catch_up).unwrap_or(SignedDuration::MAX);
        let is_missed = now.duration_since(slot) > window;
        let planned = match is_missed {
            true => Planned::default(),
            false => plan.planned(&schedule.name).await,
        };
        let Some(jobs) = self
            .write(schedule, due, slot, next, is_missed, &planned)
            .await?
        else {
            return Ok(None);
        };
        match is_missed {
            true => tracing::warn!(
                schedule.name = schedule.name,
                slot = %slot,
                next = %next,
                "a slot was missed for too long and is passed over"
            ),
            false => tracing::info!(
                schedule.name = schedule.name,
                slot = %slot,
                late_s = now.duration_since(slot).as_secs(),
                jobs = jobs.len(),
                next = %next,
                "{} triggered",
                schedule.title
            ),
        }
        for (subject, why) in &planned.skipped {
            tracing::info!(
                schedule.name = schedule.name,
                job.subject = subject,
                reason = why,
                "left out"
            );
        }
        self.store.work.notify_waiters();
        self.store.work.notify_one();
        Ok(Some(Fired {
            schedule: schedule.name.clone(),
            slot,
            jobs,
            next,
        }))
    }

    /// The next slot, this one and its jobs, in one transaction; nothing where another host was
    /// first.
    async fn write(
        &self,
        schedule: &Schedule,
        due: Timestamp,
        slot: Timestamp,
        next: Timestamp,
        is_missed: bool,
        planned: &Planned,
    ) -> Result<Option<Vec<Triggered>>, Error> {
        let failed = Error::database("use a slot of a schedule");
        let mut transaction = self.store.database.begin().await.map_err(failed)?;
        let moved =
            sqlx::query("update schedule set next_ms = $3 where name = $1 and next_ms = $2")
                .bind(&schedule.name)
                .bind(due.as_millisecond())
                .bind(next.as_millisecond())
                .execute(&mut *transaction)
                .await
                .map_err(failed)?;
        if moved.rows_affected() != 1 {
            return Ok(None);
        }
        let (batch, jobs) = match planned.triggers.is_empty() && planned.skipped.is_empty() {
            true => (None, Vec::new()),
            false => {
                let (batch, jobs) = self
                    .store
                    .trigger_all_in(
                        &mut transaction,
                        &schedule.title,
                        &planned.triggers,
                        &planned.skipped,
                    )
                    .await?;
                (Some(batch), jobs)
            }
        };
        // A clock that was set back comes to the same slot again: it is used once.
        let used = sqlx::query(
            "insert into schedule_slot(name, slot_ms, at_ms, outcome, batch)
             values ($1, $2, $3, $4, $5) on conflict(name, slot_ms) do nothing",
        )
        .bind(&schedule.name)
        .bind(slot.as_millisecond())
        .bind(self.store.now().as_millisecond())
        .bind(if is_missed { "missed" } else { "triggered" })
        .bind(batch)
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        if used.rows_affected() != 1 {
            // Only the next slot is written down.
            transaction.rollback().await.map_err(failed)?;
            sqlx::query("update schedule set next_ms = $3 where name = $1 and next_ms = $2")
                .bind(&schedule.name)
                .bind(due.as_millisecond())
                .bind(next.as_millisecond())
                .execute(self.store.database.writer())
                .await
                .map_err(failed)?;
            return Ok(None);
        }
        transaction.commit().await.map_err(failed)?;
        Ok(Some(jobs))
    }
}
