-- Modules enqueue through one function that runs as the owner of the queue; they cannot touch its tables.
create function jobs.enqueue(task text, payload jsonb, run_at timestamptz, key text)
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  select graphile_worker.add_job(task, payload::json, run_at => run_at, job_key => key);
$$;
revoke all on function jobs.enqueue(text, jsonb, timestamptz, text) from public;
alter function jobs.enqueue(text, jsonb, timestamptz, text) owner to city_jobs;
grant usage on schema jobs to city_module;
grant execute on function jobs.enqueue(text, jsonb, timestamptz, text) to city_module;
