-- Keys of clients. Of a key only the digest is kept: who reads the database has no key.
create table api_key (
    id         text not null primary key,
    name       text not null,
    -- viewer, scorer, operator or admin.
    role       text not null,
    -- SHA-256 of the secret.
    digest     text not null,
    created_at text not null,
    created_by text not null,
    revoked_at text
);
