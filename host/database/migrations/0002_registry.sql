-- Every version id ever given out: an id is never used twice, even if its run failed.
create table version (
    document_type   text not null,
    version         text not null,
    -- Counts the ids of the type: newest first, even where the clock was set back.
    sequence        bigint not null,
    reserved_at     text not null,
    -- reserved, saved or deleted.
    state           text not null,
    run             bigint,
    -- SHA-256 of the manifest file; null until it is saved.
    manifest_digest text,
    -- activate, keep, reject or hold: the verdict of its run; null until it is saved.
    verdict         text,
    primary key (document_type, version)
);
create unique index version_sequence on version(document_type, sequence);

-- What is live. Changed only together with an audit record, and only from the generation
-- that the change was decided on.
create table active (
    document_type text not null primary key,
    version       text not null,
    previous      text,
    generation    bigint not null,
    activated_at  text not null
);

-- Every run, from its start to its end.
create table run (
    id            bigint not null primary key,
    document_type text not null,
    started_at    text not null,
    ended_at      text,
    -- activated, kept, rejected, held, failed, cancelled or dry_run; null while it runs.
    outcome       text,
    version       text,
    -- The whole record as JSON: steps, counts, report, metrics, comparison.
    record        text
);
create index run_by_type on run(document_type, id);

-- Who changed what is live, when and why; nothing is ever removed.
create table audit (
    id            bigint not null primary key,
    at            text not null,
    actor         text not null,
    action        text not null,
    document_type text not null,
    version       text,
    previous      text,
    generation    bigint,
    run           bigint,
    reason        text not null
);
create index audit_by_type on audit(document_type, id);
