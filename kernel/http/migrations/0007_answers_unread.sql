-- Kept answers hold what was said to somebody: modules may ask whether a key was used, the kernel alone reads what was answered.
revoke select on http.idempotency_key from city_module;
grant select (scope, key) on http.idempotency_key to city_module;
