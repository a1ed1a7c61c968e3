-- What the application may do with the use of quotas: count, and forget what lies before yesterday. ${application} is its role.
grant select, insert on quota_use to ${application};
grant update (used, most) on quota_use to ${application};

create function forget_old_quota_use() returns bigint
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
    with gone as (
        delete from public.quota_use where day < (now() at time zone 'Asia/Shanghai')::date - 1 returning 1)
    select count(*) from gone
$$;
revoke all on function forget_old_quota_use() from public;
grant execute on function forget_old_quota_use() to ${application};
