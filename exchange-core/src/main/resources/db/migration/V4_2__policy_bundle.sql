-- The signed bundles that policies came in, so that a node that trusts keys can verify them whichever node published. ${application} is the application's role.
create table policy_bundle (
    digest text  primary key,   -- sha256:…, of body
    body   bytea not null       -- a DSSE envelope
);

grant select, insert on policy_bundle to ${application};
