-- The index of words knows the week of filing too: newest reports with a common word are found without reading about all the others.

create function feedback.filed_week(at timestamptz) returns int[]
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
return array[extract(day from at - to_timestamp(0))::int / 7];
comment on function feedback.filed_week is 'Weeks since Thursday, 1 January 1970, as an array of one: GIN has operators for arrays only. cases/search.store.ts counts alike.';

drop index feedback.report_terms;
-- search: words, and words within weeks
create index report_terms on feedback.report using gin (terms, feedback.filed_week(filed_at));
