// Petitions that ask nearly the same, so that voices are not divided: shown before one starts, and to the moderator.
import { sql } from 'kysely';
import { searchTerms } from '@city/kernel/text';
import { type PetitionTx, petitionSelection } from '../cases/petition.store.ts';
import type { PetitionRow } from '../cases/tables.ts';
import { limits } from '../limits.ts';
import { type Compared, likeness } from './likeness.ts';

/** Public petitions that were not merely closed, at least `from` alike, likest first. */
export async function findAlike(
  tx: PetitionTx,
  asked: Compared,
  { from, except }: { readonly from: number; readonly except: string | null },
): Promise<readonly PetitionRow[]> {
  const candidates = await candidatesFor(tx, asked, except);
  return candidates
    .map((row) => ({
      row,
      alike: likeness(asked, { title: row.title, ask: row.ask, topic: row.topic, unit: row.unit_code }),
    }))
    .filter(({ alike }) => alike >= from)
    .sort((a, b) => b.alike - a.alike)
    .slice(0, limits.alikeShown)
    .map(({ row }) => row);
}

/** Those that share the most words; an index finds them, however many petitions there are. */
async function candidatesFor(
  tx: PetitionTx,
  { title, ask }: Compared,
  except: string | null,
): Promise<PetitionRow[]> {
  const terms = searchTerms(`${title} ${ask}`).slice(0, 64);
  if (terms.length === 0) return [];
  const query = terms.map((term) => `'${term.replace(/\\/g, '\\\\').replace(/'/g, "''")}'`).join(' | ');
  const found = await sql<PetitionRow>`
    select ${petitionSelection} from petitions.petition p
     where p.terms @@ ${query}::tsquery and p.state in ('open', 'owed', 'review', 'answered')
       and (${except}::uuid is null or p.petition_id <> ${except}::uuid)
     order by ts_rank(p.terms, ${query}::tsquery) desc, p.petition_id desc limit ${limits.alikeCandidates}`.execute(
    tx.db,
  );
  return found.rows;
}
