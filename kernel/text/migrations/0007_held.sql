-- What the one who acts has shown in this transaction beside who they are: hashes of tokens, keyed marks, ids behind a proof.
-- The second walls of the modules ask for it, so that a row behind a token opens to its holder and to nobody else.
create function kernel.held_keys() returns text[]
language sql stable
return string_to_array(nullif(current_setting('city.held', true), ''), ' ');
comment on function kernel.held_keys() is 'Keys shown in this transaction (kernel/database/hold.ts); null when there are none';
grant execute on function kernel.held_keys() to public;
