-- DPoP proofs and client assertions count once on all nodes together. ${application} is the application's role.

-- Unlogged: noting a use must not wait for the disk, or it would cost as much as an entry. A crash of PostgreSQL empties both tables together; then
-- the mark is missing, the next user of the table sets it anew, and what was issued before it is refused (identity.Replays).
create unlogged table used_once (
    id             bytea primary key check (octet_length(id) = 32),   -- SHA-256 of kind, owner and id
    forgotten_from timestamptz not null
);
create index used_once_forgotten_from on used_once (forgotten_from);

-- Since when used_once remembers. The first row is the epoch: before this table there was nothing to remember.
create unlogged table used_once_since (
    only_one boolean primary key default true check (only_one),
    since    timestamptz not null default clock_timestamp()
);
insert into used_once_since (since) values (to_timestamp(0));

grant select, insert on used_once to ${application};
grant select, insert (only_one) on used_once_since to ${application};

-- The only way to remove rows, and only those that are over. Returns how many it removed.
create function forget_used_once(most integer) returns bigint
    language sql security definer set search_path = public, pg_temp as $$
    with gone as (
        delete from used_once
        where id in (select id from used_once where forgotten_from < now() limit most)
        returning 1)
    select count(*) from gone
$$;
revoke all on function forget_used_once(integer) from public;
grant execute on function forget_used_once(integer) to ${application};
