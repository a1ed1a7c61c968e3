-- What was handed over to a Fabric ledger and is not settled, and which of its events were handled. ${application} is the application's role.
create table ledger_submission (
  origin text not null,
  first bigint not null,
  size bigint not null check (size > first),
  checkpoint text not null,
  transaction text not null,
  submitted timestamptz not null default now(),
  primary key (origin, first)
);
create table ledger_event_mark (
  channel text not null,
  chaincode text not null,
  block bigint not null check (block >= 0),
  transaction text not null,
  primary key (channel, chaincode)
);
grant select, insert, delete on ledger_submission to ${application};
grant select, insert on ledger_event_mark to ${application};
grant update (block, transaction) on ledger_event_mark to ${application};
