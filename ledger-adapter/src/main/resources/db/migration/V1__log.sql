-- The verifiable log: PostgreSQL is its sequencer and its index. Nothing here is ever updated.

-- One row per group commit. A head names the size it was built on, and no two may name the same: that is what makes a fork impossible.
create table log_head (
    size        bigint primary key,
    predecessor bigint not null unique,
    frontier    bytea  not null,
    checkpoint  text   not null,
    check (predecessor < size)
);

create table entry (
    index      bigint primary key,
    id         uuid        not null,
    kind       smallint    not null,
    at         timestamptz not null,
    turn_of    uuid,                    -- the call (or other story) that the entry belongs to …
    turn       smallint,                -- … and its place in it: at most one entry each
    due        timestamptz,             -- an opening turn: when somebody else may take the closing one
    tag        bytea,                   -- keyed tag of the data subject
    salt       bytea,                   -- null only after erasure
    body       bytea,                   -- canonical JSON; null only after erasure
    commitment bytea       not null     -- SHA-256(salt ‖ body): outlives erasure, so every proof stays valid
);
create unique index entry_turn on entry (turn_of, turn) where turn_of is not null;
create index entry_tag on entry (tag, index) where tag is not null;

-- Full tiles of 256 hashes (C2SP tlog-tiles), written in the transaction that fills them.
create table tile (
    level  smallint not null,
    n      bigint   not null,
    hashes bytea    not null,
    primary key (level, n)
);

-- Progress of the anchoring on the ledger; apart from the evidence.
create table anchor (
    first      bigint primary key,
    size       bigint not null unique,
    checkpoint text   not null,
    ledger     text   not null,
    signature  text   not null
);

-- How far the sweeper has looked for calls that nobody closed. Not evidence: losing it costs a longer look.
create table sweep_mark (
    only_one boolean primary key default true check (only_one),
    upto     bigint not null
);
insert into sweep_mark (upto) values (0);
