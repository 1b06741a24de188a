-- Helping somebody without a smartphone to an account of their own: one officer writes down what the card says, a second one of the same office
-- sees the person and the card and confirms. Until then nothing signs anybody in.
create table identity.onboarding (
  onboarding_id uuid        not null,
  body_code     text        not null,
  number_index  bytea       not null check (octet_length(number_index) = 32),
  -- name, date of birth, personal number and telephone, sealed under a key of this row; forgotten when it is over
  told          bytea,
  wants_codes   boolean     not null,
  wants_phone   boolean     not null,
  phone_proved  boolean     not null default false,
  opened_by     uuid        not null,
  opened_post   text        not null,
  opened_at     timestamptz not null,
  until         timestamptz not null check (until > opened_at),
  state         text        not null check (state in ('open', 'confirmed', 'refused', 'withdrawn', 'lapsed')),
  ended_by      uuid        check (state <> 'confirmed' or ended_by is distinct from opened_by),
  ended_post    text,
  ended_at      timestamptz,
  reason        text        check (length(reason) between 1 and 500),
  person_id     uuid,
  primary key (onboarding_id),
  check ((state = 'open') = (ended_at is null)),
  check ((state = 'open') = (told is not null)),
  check (wants_codes or wants_phone)
);
comment on table identity.onboarding is 'Assisted onboarding: who helped whom to an account, and who confirmed it. What was written down is sealed and forgotten at the end.';
-- the queue of an office
create index onboarding_body on identity.onboarding (body_code, opened_at desc);
-- one at a time for a person
create unique index onboarding_open on identity.onboarding (number_index) where state = 'open';
-- the sweep of what nobody confirmed
create index onboarding_until on identity.onboarding (until) where state = 'open';

alter table identity.onboarding enable row level security;
alter table identity.onboarding force row level security;
create policy system_all on identity.onboarding using ((select identity.acting_system()));
-- officers see and work on those of the body they act for
create policy own_body on identity.onboarding
  using (current_setting('city.actor_kind', true) = 'officer' and body_code = (select current_setting('city.actor_body', true)))
  with check (current_setting('city.actor_kind', true) = 'officer' and body_code = (select current_setting('city.actor_body', true)));
