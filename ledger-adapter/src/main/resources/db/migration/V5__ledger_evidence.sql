-- What a ledger says of a batch, as JSON: kinds of ledger say different things.
alter table anchor add column evidence text;
update anchor set evidence = json_build_object('kind', 'embedded', 'ledgerKey', ledger, 'signature', signature)::text;
alter table anchor alter column evidence set not null, drop column ledger, drop column signature;
