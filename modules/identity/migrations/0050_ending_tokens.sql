-- Everything a person's sign-ins brought about can be ended in the transaction that gives the reason for it.

-- everything of a person, when a password changes or they sign out everywhere
create index oidc_brief_person on identity.oidc_brief (person_id) where person_id is not null;
-- what came from a session that was ended from another device
create index oidc_lasting_session on identity.oidc_lasting ((payload ->> 'sessionUid')) where payload ? 'sessionUid';

-- People end what is theirs; values are hashes, so seeing a row tells nothing that could be presented.
create policy own_read on identity.oidc_brief   for select using (person_id = (select identity.acting_person()));
create policy own_end  on identity.oidc_brief   for delete using (person_id = (select identity.acting_person()));
create policy own_read on identity.oidc_lasting for select using (person_id = (select identity.acting_person()));
create policy own_end  on identity.oidc_lasting for delete using (person_id = (select identity.acting_person()));
