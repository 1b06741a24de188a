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
const weekMs = 7 * 86_400_000;
const windowMs = 2 * weekMs;

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
  await client.query('create index on original (filed_at)');
  await client.query('analyze original');
  const {
    rows: [counted],
  } = await client.query<{ n: string; first: Date; last: Date }>(
    'select count(*) as n, min(filed_at) as first, max(filed_at) as last from original',
  );
  const perCopy = Number(counted!.n);
  /** The last copy may be of a part of the year only. */
  const copies = Math.ceil(wanted / perCopy) - 1;
  const ofLast = wanted - copies * perCopy;
  /** Whole weeks from the file's last day to now: what is newest was filed this week. */
  const weeksToNow = Math.floor((Date.now() - counted!.last.getTime()) / weekMs);
  const oldest = counted!.first.getTime() + (weeksToNow - weeksPerHalf * (halfYears - 1)) * weekMs;
  const newest = counted!.last.getTime() + weeksToNow * weekMs;
  // In the order of time, as a city's table grows: what was filed together lies together.
  let grown = perCopy;
  for (let from = oldest; from <= newest; from += windowMs) {
    const span = [new Date(from), new Date(from + windowMs)];
    grown += (await client.query(copySql, [...span, copies, weeksToNow, ofLast])).rowCount ?? 0;
    console.log(`  ${grown.toLocaleString('en')} cases`);
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

/**
 * $1, $2: span of filing; $3: copies; $4: weeks forward; $5: rows of the last copy. Ages are whole weeks, so that weekdays and hours
 * stay as they were; each copy is moved by its own seconds within half an hour.
 */
const copySql = `
  insert into feedback.report (report_id, tracking_code, words, words_public, terms, lat, lon, address, ${moved.join(', ')}, ${kept.join(', ')}, source, source_ref)
  select uuidv7(o.filed_at - by.shift - late - now()), 'HP-' || upper(substr(md5(c.copy || '/' || o.n), 1, 13)), s.words, s.words, s.terms,
         o.lat + (random() - 0.5) / 250, o.lon + (random() - 0.5) / 250, s.address,
         ${moved.map((column) => `o.${column} - by.shift - late`).join(', ')}, ${kept.map((column) => `o.${column}`).join(', ')}, 'bench', c.copy || '/' || o.n
    from generate_series(1, $3::int) as c(copy)
   cross join lateral (select make_interval(weeks => ${weeksPerHalf} * (c.copy % ${halfYears}) - $4::int) as shift) by
    join original o on o.filed_at >= $1::timestamptz + by.shift and o.filed_at < $2::timestamptz + by.shift
                   and (c.copy < $3::int or o.n <= $5::int)
   cross join lateral (select make_interval(secs => (o.n * 31 + c.copy * 977) % 1800) as late) own
    join sentence s on s.service = o.service and s.n = 1 + ((o.n * 7919 + c.copy * 104729) % ${sentencesPerService})::int
   order by o.filed_at - by.shift - late`;
