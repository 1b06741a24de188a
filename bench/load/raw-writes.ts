// The ceiling for filing reports: rows as the city wrote them (report, code, step, trail, event, kept answer) in one prepared statement a report.
import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { v7 } from 'uuid';
import { drive, driveFrom } from './drive.ts';

const [connection = '{}', ...rest] = process.argv.slice(2);
const how = driveFrom(rest);
const pool = new Pool({ ...(JSON.parse(connection) as object), max: how.connections });

interface Sample {
  readonly service: string;
  readonly words: string;
  readonly terms: string[];
  readonly unit: string;
  readonly body: string;
  readonly rule: string;
  readonly policy: string;
  readonly due: Date;
  readonly detail: string;
  readonly event: string;
  readonly hash: string;
  readonly answer: string;
}

/** What the city itself has written for some reports, so that every row here is as large as one of its own. */
const samples = (
  await pool.query<Sample>(`
  select r.service, r.words, tsvector_to_array(r.terms) as terms, r.unit_code as unit, r.body_code as body, r.routing_rule as rule,
         r.deadline_policy as policy, r.due_at as due, t.detail::text as detail, o.data::text as event, k.hash, k.answer::text as answer
    from feedback.report r
    join trail.entry t on t.module = 'feedback' and t.object_type = 'report' and t.object_id = r.report_id::text
    join events.outbox o on o.key = r.report_id::text
    join http.idempotency_key k on k.answer -> 'body' ->> 'trackingCode' = r.tracking_code
   where r.routing_rule is not null
   limit 200`)
).rows;
if (samples.length === 0) throw new Error('File some reports first: the rows are made like theirs');

const statement = `
  with report as (
    insert into feedback.report (report_id, tracking_code, service, words, lat, lon, words_public, terms, unit_code, unit_valid_from,
      body_code, severity, priority, routing_rule, deadline_policy, state, filed_at, accept_due_at, due_at, first_due_at, changed_at, channel, version)
    values ($1, $2, $13, $3, $4, $5, $3, array_to_tsvector($6), $14, '2025-07-01', $15, 'normal', 3, $16, $17, 'new',
      $7, $18, $18, $18, $7, 'api', 1)),
  code as (insert into feedback.tracking_code (code, report_id) values ($2, $1)),
  step as (
    insert into feedback.report_event (report_id, seq, at, actor_kind, action, from_state, to_state, to_body, due_at)
    values ($1, 1, $7, 'reporter', 'file', 'none', 'new', $15, $18)),
  trail as (
    insert into trail.entry (entry_id, at, actor_kind, module, action, object_type, object_id, outcome, detail)
    values ($8, $7, 'anonymous', 'feedback', 'report.file', 'report', $1::text, 'allowed', $9)),
  event as (
    insert into events.outbox (id, type, version, key, occurred_at, data) values ($10, 'bench.report.filed', 1, $1::text, $7, $19))
  insert into http.idempotency_key (scope, key, hash, answer, created_at) values ('POST /api/reports anonymous', $11, $20, $12, $7)`;

let next = 0;

const result = await drive(how, async () => {
  const now = new Date();
  const row = samples[next++ % samples.length] as Sample;
  const values = [
    v7(),
    randomUUID(),
    row.words,
    20.85 + Math.random() / 50,
    106.68 + Math.random() / 50,
    row.terms,
    now,
    v7(),
    row.detail,
    v7(),
    randomUUID(),
    row.answer,
    row.service,
    row.unit,
    row.body,
    row.rule,
    row.policy,
    row.due,
    row.event,
    row.hash,
  ];
  await pool.query({ name: 'file', text: statement, values });
  return 'ok';
});
await pool.end();
console.log(JSON.stringify(result));
