-- Which model of authenticator holds a passkey, and how its maker attested it.

alter table identity.authenticator
  add column aaguid             uuid,
  add column attestation_format text check (length(attestation_format) between 1 and 40),
  add column attestation        bytea check (octet_length(attestation) <= 20000),
  add constraint authenticator_model check (kind = 'passkey' or (aaguid is null and attestation is null));
comment on column identity.authenticator.aaguid is 'WebAuthn AAGUID: the model, never the single device; zero where the maker does not say';
comment on column identity.authenticator.attestation is 'The attestation object as it came, where one was asked for and given: evidence of the model; null for everybody else';
