-- How often each quota was used on a day (Asia/Shanghai, by the database's clock), charged by the statement that writes the entry.
-- Not evidence: what was opened stands in the log. A key names a grant or a system, and a subject only by its keyed tag.
create table quota_use (
    day  date                     not null,
    key  text collate "C"         not null,
    used bigint                   not null,
    most bigint                   not null,   -- the quota at the newest charge
    primary key (day, key),
    constraint quota_fits check (used <= most) -- what does not fit fails, and with it the whole group commit
) with (fillfactor = 70);                      -- room beside each row, so that counting touches no index
