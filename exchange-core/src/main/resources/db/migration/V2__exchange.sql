-- Policies by digest, grants by version, and what the application may do. ${application} is the application's role.

-- Entries other than calls are few; this finds the newest of a kind without touching those of calls.
create index entry_kind on entry (kind, index) where kind >= 10;

-- Entries are one to three KB of JSON: compressing each, or keeping it in a table of its own, would cost more than it saves.
alter table entry alter column body set storage external;
alter table entry set (toast_tuple_target = 8160);

create table policy_document (
    policy text  not null,      -- sha256:…
    name   text  not null,
    body   bytea not null,      -- canonical JSON
    primary key (policy, name)
);

create table data_grant (
    id      text    not null,
    version integer not null,
    body    bytea   not null,   -- canonical JSON
    primary key (id, version)
);

grant usage on schema public to ${application};
grant select, insert on log_head, entry, tile, anchor, policy_document, data_grant to ${application};
grant select, update on sweep_mark to ${application};
