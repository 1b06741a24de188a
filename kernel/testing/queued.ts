// Messages as they were queued, opened for a test: what is sealed in the table stands here as it was said.
import { system } from '@city/kernel/access';
import { type KeptAddress, openAddress, openParams } from '../notify/sealed.ts';
import type { TestCity } from './testing.ts';

/** `P`: the parameters of the templates that the test looks at. */
export interface QueuedMessage<P = Readonly<Record<string, string>>> {
  readonly message_id: string;
  readonly recipient: string;
  readonly template: string;
  readonly key: string | null;
  readonly params: P;
  readonly address: {
    readonly lang: string;
    readonly email: string | null;
    readonly phone: string | null;
  } | null;
}

/** Every message in the order in which it was queued. */
export async function queuedMessages<P = Readonly<Record<string, string>>>(
  city: TestCity,
): Promise<QueuedMessage<P>[]> {
  type Row = Omit<QueuedMessage, 'address' | 'params'> & { address: KeptAddress | null; params: unknown };
  const rows = await city.sql<Row>(
    'select message_id, recipient, template, key, params, address from notify.message order by message_id',
  );
  return city.module<unknown>('kernel').db.transaction(system('test'), async ({ seals }) =>
    rows.map((row) => ({
      ...row,
      params: openParams(seals, row.message_id, row.params) as P,
      address: row.address && openAddress(seals, row.message_id, row.address),
    })),
  );
}
