-- Instants of jobs are milliseconds since 1970 in UTC: they are compared and added to, to the
-- millisecond.

-- Work that survives a restart.
create table job (
    -- A UUID of version 7: in the order of their making.
    id               text not null primary key,
    -- What is to be done, and with what.
    kind             text not null,
    subject          text not null,
    -- queued, running, done, failed, cancelled, dead or superseded.
    state            text not null,
    -- Who asked for it first.
    cause            text not null,
    -- What was asked for, as JSON.
    arguments        text not null,
    -- How many asked for it.
    triggers         bigint not null,
    priority         bigint not null,
    run_at_ms        bigint not null,
    attempt          bigint not null,
    max_attempts     bigint not null,
    -- Grows whenever somebody takes the job: who shows an older number has lost it.
    fence            bigint not null,
    owner            text,
    lease_until_ms   bigint,
    cancel_requested bigint not null,
    -- 1: what it was to change is changed, so it is not done again.
    settled          bigint not null,
    step             text,
    done             bigint not null,
    total            bigint not null,
    created_ms       bigint not null,
    started_ms       bigint,
    ended_ms         bigint,
    -- What it came to, as JSON.
    result           text,
    error            text
);
-- At most one waits and one runs.
create unique index job_one_queued on job(kind, subject) where state = 'queued';
create unique index job_one_running on job(kind, subject) where state = 'running';
create index job_by_state on job(state, run_at_ms);

-- What happened in a job, for those who follow it.
create table job_event (
    job    text not null,
    number bigint not null,
    at_ms  bigint not null,
    body   text not null,
    primary key (job, number)
);

-- How often in a row the work on a subject ended with its process.
create table job_subject (
    kind      text not null,
    subject   text not null,
    crashes   bigint not null,
    -- Not null: nothing of it is taken up until somebody asks for it by hand.
    paused_ms bigint,
    reason    text,
    primary key (kind, subject)
);

-- Jobs that were asked for together, and what was left out.
create table job_batch (
    id       text not null primary key,
    title    text not null,
    at_ms    bigint not null,
    skipped  text not null,
    ended_ms bigint
);
create table job_batch_member (
    batch text not null,
    job   text not null,
    primary key (batch, job)
);

-- When the next slot of a schedule is due.
create table schedule (
    name       text not null primary key,
    title      text not null,
    expression text not null,
    time_zone  text not null,
    next_ms    bigint not null
);

-- Slots that were used or passed over: each at most once.
create table schedule_slot (
    name    text not null,
    slot_ms bigint not null,
    at_ms   bigint not null,
    -- triggered or missed.
    outcome text not null,
    batch   text,
    primary key (name, slot_ms)
);
