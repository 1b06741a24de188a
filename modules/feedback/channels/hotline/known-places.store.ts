// Places that people have named before: addresses of public reports with their points, found by words.
import { sql } from 'kysely';
import { searchQuery } from '@city/kernel/text';
import type { FeedbackTx } from '../../cases/report.store.ts';

export interface KnownPlace {
  readonly address: string;
  readonly lat: number;
  readonly lon: number;
  readonly unit_code: string;
  /** How many reports named it so. */
  readonly reports: number;
}

/** The newest few hundred matches are looked at; the same address counts once, at the middle of its points. */
export async function knownPlaces(tx: FeedbackTx, words: string, limit: number): Promise<KnownPlace[]> {
  const search = searchQuery(words);
  if (!search) return [];
  const found = await sql<KnownPlace>`
    select min(address) as address, avg(lat) as lat, avg(lon) as lon, unit_code, count(*)::int as reports
      from (select address, lat, lon, unit_code from feedback.report r
             where r.visibility = 'public' and r.address is not null and r.terms @@ ${search.match}::tsquery
             order by r.filed_at desc limit 400) as near
     group by lower(address), unit_code
     order by count(*) desc, min(address) limit ${limit}`.execute(tx.db);
  return found.rows;
}
