// What the search on the home page finds here: a petition by its code, and the newest public ones by their words.
import type { RequestContext } from '@city/kernel/http';
import type { Found } from '@city/kernel/module';
import { formatNumber } from '@city/kernel/time';
import { stateName } from '../pages/state-words.ts';
import { codePattern } from './code.ts';
import { listPublic } from './list.store.ts';
import { findPetition, type PetitionTx } from './petition.store.ts';
import { isPublic } from './states.ts';
import type { PetitionRow } from './tables.ts';
import type { PetitionCity } from '../module-city.ts';

const mostFound = 3;
/** Below a report named by its code, above the way into a whole list. */
const scores = { code: 100, words: 12, list: 1 } as const;
const isCode = new RegExp(codePattern);

export function findPetitions(
  city: PetitionCity,
): (c: RequestContext, words: string) => Promise<readonly Found[]> {
  return async (c, words) => {
    const asked = words.trim();
    if (asked.length < 2) return [];
    const code = asked.toLowerCase();
    const rows = await city.m.db.transaction(
      c.actor,
      async (tx: PetitionTx) => {
        if (!isCode.test(code)) return listPublic(tx, { q: asked }, { limit: mostFound + 1, after: null });
        const row = await findPetition(tx, code);
        return row && isPublic(row.state) ? [row] : [];
      },
      { readOnly: true },
    );
    const found = rows
      .slice(0, mostFound)
      .map((row, at) => foundOf(c, row, isCode.test(code) ? scores.code : scores.words - at));
    if (rows.length <= mostFound) return found;
    const all: Found = {
      href: `/petitions?q=${encodeURIComponent(asked)}`,
      title: c.t('Kiến nghị có “{words}”', { words: asked }),
      describe: c.t('Tìm trong các kiến nghị của người dân'),
      icon: 'pencil',
      score: scores.list,
    };
    return [...found, all];
  };
}

function foundOf({ t, lang }: RequestContext, row: PetitionRow, score: number): Found {
  return {
    href: `/petitions/${row.code}`,
    title: row.title,
    describe: t('Kiến nghị · {state} · {n} chữ ký', {
      state: stateName(t, row.state),
      n: formatNumber(row.signature_n, lang),
    }),
    icon: 'pencil',
    score,
  };
}
