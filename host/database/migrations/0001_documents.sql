-- Numbers that only grow. A transaction that takes one holds its row until it ends, so those
-- who take the same kind of number run one after the other, and no number is given out twice.
create table counter (
    name  text not null primary key,
    value bigint not null
);
insert into counter(name, value) values ('audit', 0), ('document', 0), ('run', 0);

-- Labelled documents. One row for a document's content: the same content twice is one document.
create table document (
    document_type  text not null,
    -- SHA-256 of the normalised content (keys in order, no white space).
    content_digest text not null,
    -- The sender's own id, where there is one.
    external_id    text,
    received       text not null,
    -- APPROVE, REJECT or ESCALATE; null: not labelled.
    label          text,
    label_source   text,
    -- A score on the scale 0 to 100 and who gave it is the label's source.
    fraud_risk_score double precision,
    -- How sure the source was, 0 to 1.
    confidence     double precision,
    -- Documents of one group share a fold.
    group_key      text not null,
    imported_at    text not null,
    -- Counts imports: newest first without ties.
    sequence       bigint not null,
    -- The document as JSON. Last, so that statistics need not read over it.
    body           text not null,
    primary key (document_type, content_digest)
);
create unique index document_sequence on document(document_type, sequence);

-- The fold of a group of documents: dealt once, when first labelled, and kept.
create table fold (
    document_type text not null,
    group_key     text not null,
    -- The class for which it was dealt: legitimate or fraud.
    dealt_as      text not null,
    -- Its place in the sequence of its class, from 0; five in a row hold one of each fold.
    place         bigint not null,
    fold          bigint not null,
    primary key (document_type, group_key)
);
create unique index fold_place on fold(document_type, dealt_as, place);
