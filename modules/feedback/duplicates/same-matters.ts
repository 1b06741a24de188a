// What the form shows before sending: reports around the place that are probably about the same.
import type { RequestContext } from '@city/kernel/http';
import type { ReportInput } from '../cases/report-fields.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import type { FeedbackTables } from '../cases/tables.ts';
import { limits } from '../limits.ts';
import type { FeedbackCity } from '../module-city.ts';
import { thresholdsOf } from './duplicate-data.ts';
import { type AlikeItem, alikeItems } from './duplicates.routes.ts';
import { findAlike } from './find-duplicates.ts';

type Context = Pick<RequestContext<unknown, unknown, unknown, FeedbackTables>, 'transaction'>;

/** Open ones only: who reports again what was answered wants it looked at again. */
export function sameMatters(
  city: FeedbackCity,
  c: Context,
  input: ReportInput,
  photoIds: readonly string[],
): Promise<AlikeItem[]> {
  return c.transaction(
    async (given) => {
      const tx = given as FeedbackTx;
      const { lat, lon, service, words, address = null } = input;
      const question = { key: 'new', lat, lon, service, words, address, filedAt: tx.now, photoIds };
      const found = await findAlike(tx, city, question, thresholdsOf(city.rules.duplicates, tx.now).suggest);
      const open = found.filter(({ report }) => report.resolved_at === null && report.closed_at === null);
      return alikeItems(tx, city, open.slice(0, limits.sameShown));
    },
    { readOnly: true },
  );
}
