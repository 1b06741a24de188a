// The ceiling for filing reports: the same rows (report, code, step, trail, event, kept answer) in one prepared statement a report.
import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { v7 } from 'uuid';

const [connection = '{}', seconds = '5', connections = '16'] = process.argv.slice(2);
const pool = new Pool({ ...(JSON.parse(connection) as object), max: Number(connections) });
const latencies: number[] = [];
const until = performance.now() + Number(seconds) * 1000;

const statement = `
  with report as (
    insert into feedback.report (report_id, tracking_code, service, words, lat, lon, words_public, terms, unit_code, unit_valid_from,
      body_code, severity, priority, state, filed_at, accept_due_at, due_at, first_due_at, changed_at, channel, version)
    values ($1, $2, 'flooding', $3, $4, $5, $3, array_to_tsvector($6), '11383', '2025-07-01', 'ubnd-11383', 'normal', 3, 'new',
      $7, $7, $7, $7, $7, 'api', 1)),
  code as (insert into feedback.tracking_code (code, report_id) values ($2, $1)),
  step as (
    insert into feedback.report_event (report_id, seq, at, actor_kind, action, from_state, to_state, to_body, due_at)
    values ($1, 1, $7, 'reporter', 'file', 'none', 'new', 'ubnd-11383', $7)),
  trail as (
    insert into trail.entry (entry_id, at, actor_kind, module, action, object_type, object_id, outcome, detail)
    values ($8, $7, 'anonymous', 'feedback', 'report.file', 'report', $1::text, 'allowed', $9)),
  event as (
    insert into events.outbox (id, type, version, key, occurred_at, data) values ($10, 'bench.report.filed', 1, $1::text, $7, $9))
  insert into http.idempotency_key (scope, key, hash, answer, created_at) values ('bench', $11, 'x', $12, $7)`;

const words = 'Đường ngập trước số nhà, nước lên ngang bánh xe, mong thành phố xem lại cống.';
const terms = [
  ...new Set(
    words
      .toLowerCase()
      .split(/[\s,.]+/)
      .filter(Boolean),
  ),
].sort();
const detail = JSON.stringify({
  trackingCode: 'HP-XXXX-XXXX-XXXXX',
  channel: 'api',
  rule: 'any-commune',
  policy: 'any-normal',
  lat: 20.85,
  lon: 106.68,
  state: 'new',
});
const answer = JSON.stringify({
  status: 201,
  headers: { location: '/reports/x' },
  body: { filler: 'x'.repeat(2500) },
});

async function worker(): Promise<void> {
  const client = await pool.connect();
  while (performance.now() < until) {
    const from = performance.now();
    const now = new Date();
    const values = [
      v7(),
      randomUUID(),
      words,
      20.85 + Math.random() / 50,
      106.68 + Math.random() / 50,
      terms,
      now,
      v7(),
      detail,
      v7(),
      randomUUID(),
      answer,
    ];
    await client.query({ name: 'file', text: statement, values });
    latencies.push(performance.now() - from);
  }
  client.release();
}

await Promise.all(Array.from({ length: Number(connections) }, worker));
await pool.end();
console.log(JSON.stringify({ latencies, statuses: { ok: latencies.length } }));
