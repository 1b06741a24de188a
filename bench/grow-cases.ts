// Many cases out of the imported real year: its types, hours, durations and verdicts repeated over five years, with places
// moved a little within their units and words of this city instead of the file's type names.
import { searchTerms } from '@city/kernel/text';
import type { Client } from 'pg';
import { random } from '../modules/feedback/seed/random.ts';
import { linesByService, placeWords } from '../modules/feedback/seed/words.ts';
import { streets } from '../modules/feedback/duplicates/storm-truth.ts';

const sentencesPerService = 4_000;
const halfYears = 10;
const weeksPerHalf = 26;
const rowsPerRound = 400_000;

/** Columns of `feedback.report` that every copy takes over as they are. */
const kept = [
  'service',
  'unit_code',
  'unit_valid_from',
  'district_code',
  'body_code',
  'severity',
  'priority',
  'urgent_because',
  'routing_rule',
  'deadline_policy',
  'state',
  'visibility',
  'returned_n',
  'reopened_n',
  'rating',
  'photo_n',
  'has_reporter',
  'channel',
  'version',
  'kind',
] as const;
const moved = [
  'filed_at',
  'accept_due_at',
  'due_at',
  'first_due_at',
  'accepted_at',
  'resolved_at',
  'closed_at',
  'reopen_until',
  'changed_at',
] as const;

/** Fills `feedback.report` up to `wanted` rows from the imported ones; indexes are taken off meanwhile and built again. */
export async function growCases(client: Client, wanted: number): Promise<void> {
  await fillSentences(client);
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
       from pg_index where indrelid = 'feedback.report'::regclass and not indisprimary`,
  );
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  await client.query(
    `create temp table original as select row_number() over (order by filed_at, report_id) as n, * from feedback.report`,
  );
  const {
    rows: [counted],
  } = await client.query<{ n: string; last: Date }>(
    'select count(*) as n, max(filed_at) as last from original',
  );
  const perCopy = Number(counted!.n);
  const copies = Math.ceil(wanted / perCopy) - 1;
  /** Whole weeks from the file's last day to now: what is newest was filed this week. */
  const weeksToNow = Math.floor((Date.now() - counted!.last.getTime()) / (7 * 86_400_000));
  const perRound = Math.max(1, Math.floor(rowsPerRound / perCopy));
  for (let from = 1; from <= copies; from += perRound) {
    const to = Math.min(copies, from + perRound - 1);
    await client.query(copySql, [from, to, wanted - perCopy - (from - 1) * perCopy, weeksToNow]);
    console.log(`  ${Math.min(wanted, (to + 1) * perCopy).toLocaleString('en')} cases`);
  }
  await client.query("set maintenance_work_mem = '1GB'");
  for (const { definition } of indexes) await client.query(definition);
  await client.query('vacuum (analyze) feedback.report');
}

async function fillSentences(client: Client): Promise<void> {
  await client.query(
    'create temp table sentence (service text, n int, words text, address text, terms tsvector, primary key (service, n))',
  );
  const draw = random(2026);
  for (const [service, { words }] of Object.entries(linesByService)) {
    const rows = Array.from({ length: sentencesPerService }, () => {
      const street = streets[Math.floor(draw.next() * streets.length)]!;
      const place = placeWords[Math.floor(draw.next() * placeWords.length)]!;
      const address = `${place.replace('{n}', String(1 + Math.floor(draw.next() * 400)))} ${street}`;
      const line = words[Math.floor(draw.next() * words.length)]!;
      return { line, address, terms: searchTerms(`${line} ${address}`) };
    });
    await client.query(
      `insert into sentence select $1, n, words, address, array_to_tsvector(array(select jsonb_array_elements_text(terms)))
         from unnest($2::text[], $3::text[], $4::jsonb[]) with ordinality as given(words, address, terms, n)`,
      [
        service,
        rows.map(({ line }) => line),
        rows.map(({ address }) => address),
        rows.map(({ terms }) => JSON.stringify(terms)),
      ],
    );
  }
}

/** $1, $2: first and last copy; $3: most rows; $4: weeks forward. Ages are whole weeks, so that weekdays and hours stay as they were. */
const copySql = `
  insert into feedback.report (report_id, tracking_code, words, words_public, terms, lat, lon, address, ${moved.join(', ')}, ${kept.join(', ')}, source, source_ref)
  select uuidv7(o.filed_at - by.shift - now()), 'HP-' || upper(substr(md5(c.copy || '/' || o.n), 1, 13)), s.words, s.words, s.terms,
         o.lat + (random() - 0.5) / 250, o.lon + (random() - 0.5) / 250, s.address,
         ${moved.map((column) => `o.${column} - by.shift`).join(', ')}, ${kept.map((column) => `o.${column}`).join(', ')}, 'bench', c.copy || '/' || o.n
    from generate_series($1::int, $2::int) as c(copy)
   cross join original o
   cross join lateral (select make_interval(weeks => ${weeksPerHalf} * (c.copy % ${halfYears}) - $4::int) + make_interval(secs => floor(random() * 1800)) as shift) by
    join sentence s on s.service = o.service and s.n = 1 + ((o.n * 7919 + c.copy * 104729) % ${sentencesPerService})::int
   limit $3`;
