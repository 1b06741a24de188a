// Search among many reports: what is common, what is rarer and what is rare come newest first, whole words before unfinished ones.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { searchTerms } from '@city/kernel/text';
import type { TestCity } from '@city/kernel/testing';
import { file, reportsCity } from '../testing.ts';

let city: TestCity;
/** Every how many reports a word stands, newest first from the number given. */
const words = [
  { text: 'đèn đường tắt', every: 3, from: 0 },
  { text: 'cành khô gãy', every: 100, from: 50 },
  { text: 'hố ga mất nắp', every: 2_500, from: 2_400 },
  { text: 'vỉa hè vỡ', every: 2, from: 5_990 },
] as const;
const count = 6_000;

beforeAll(async () => {
  city = await reportsCity({ now: '2026-09-07T03:00:00Z' });
  await file(city, { words: 'Một phản ánh để nhân lên' });
  const terms = words.map(({ text }) => searchTerms(text));
  const columns = (
    await city.sql<{ name: string }>(
      `select column_name as name from information_schema.columns where table_schema = 'feedback' and table_name = 'report'
          and is_generated = 'NEVER' and column_name <> all (array['report_id', 'tracking_code', 'filed_at', 'terms', 'words_public'])`,
    )
  ).map(({ name }) => name);
  await city.sql(
    `insert into feedback.report (report_id, tracking_code, filed_at, terms, words_public, ${columns.join(', ')})
     select uuidv7(), 'HP-COPY-' || n, timestamptz '2026-09-07T02:00:00Z' - make_interval(hours => n),
            array_to_tsvector(coalesce((select array_agg(distinct term) from jsonb_array_elements($1::jsonb) w, jsonb_array_elements_text(w->'terms') term
                                         where n >= (w->>'from')::int and (n - (w->>'from')::int) % (w->>'every')::int = 0), '{}')), 'bản ' || n, ${columns.join(', ')}
       from feedback.report, generate_series(0, ${count - 1}) n`,
    [JSON.stringify(words.map((word, at) => ({ ...word, terms: terms[at] })))],
  );
});
afterAll(() => city.stop());

const numbersOf = (word: (typeof words)[number]): number[] =>
  Array.from({ length: Math.ceil((count - word.from) / word.every) }, (_, at) => word.from + at * word.every);

async function search(q: string, limit: number): Promise<number[]> {
  const found: number[] = [];
  let next: string | null = null;
  do {
    const cursor: string = next === null ? '' : `&cursor=${encodeURIComponent(next)}`;
    const answer = await city
      .as(anonymous)
      .get(`/api/reports?limit=${limit}&q=${encodeURIComponent(q)}${cursor}`);
    const page = answer.json() as { items: { trackingCode: string }[]; next: string | null };
    found.push(...page.items.map(({ trackingCode }) => Number(trackingCode.slice('HP-COPY-'.length))));
    next = page.next;
  } while (next !== null);
  return found;
}

describe('search among six thousand reports of eight months', () => {
  test.each(words)('finds all with “$text”, newest first, page by page', async (word) => {
    expect(await search(word.text, 50)).toEqual(numbersOf(word));
  });

  test('takes the last word as unfinished only when no report has it whole', async () => {
    expect(await search('cành kh', 100)).toEqual(numbersOf(words[1]));
    expect(await search('đường tắ', 1000)).toEqual(numbersOf(words[0]));
    expect(await search('cành tắ', 50)).toEqual([]);
    expect(await search('không có gì', 50)).toEqual([]);
  });
});
