// A verb on one thing of the centre as a route: permission, the version that was seen, one transaction, the thing as it is now.
import { type Static, type TSchema, Type } from 'typebox';
import { type RequestContext, type Route, route } from '@city/kernel/http';
import type { OperationsTx } from './alarms/alarm.store.ts';
import { limits } from './limits.ts';
import type { OperationsTables } from './tables.ts';

export const IdParams = Type.Object({ id: Type.String({ format: 'uuid' }) });
export const Nothing = Type.Object({}, { additionalProperties: false });
export const Reason = Type.Object(
  { words: Type.String({ maxLength: limits.wordsMax }) },
  { additionalProperties: false },
);

export interface Verb<B extends TSchema, P = undefined> {
  readonly url: string;
  readonly permission: string;
  readonly summary: readonly [vi: string, en: string];
  readonly body: B;
  readonly answer: TSchema;
  /** What it needs from elsewhere, made before the transaction begins. */
  readonly prepare?: (id: string) => Promise<P>;
  readonly take: (tx: OperationsTx, id: string, body: Static<B>, beside: Beside<P>) => Promise<unknown>;
}

export interface Beside<P> {
  /** From `If-Match`. */
  readonly version: number | undefined;
  readonly prepared: P;
}

export function verbRoute<B extends TSchema, P = undefined>(verb: Verb<B, P>): Route {
  return route<OperationsTables, B, TSchema, typeof IdParams>(
    {
      method: 'POST',
      url: verb.url,
      permission: verb.permission,
      tags: ['operations'],
      summary: { vi: verb.summary[0], en: verb.summary[1] },
      params: IdParams,
      body: verb.body,
      response: { 200: verb.answer },
      idempotent: true,
    },
    async (c) => {
      const at = c as unknown as RequestContext<
        Static<B>,
        unknown,
        Static<typeof IdParams>,
        OperationsTables
      >;
      const prepared = (await verb.prepare?.(at.params.id)) as P;
      const beside = { version: versionOf(at), prepared };
      return at.transaction((tx) => verb.take(tx, at.params.id, at.body, beside));
    },
  );
}

/** The version that was seen, from `If-Match`. */
function versionOf({ request }: Pick<RequestContext, 'request'>): number | undefined {
  const seen = /^"(\d+)"$/.exec(String(request.headers['if-match'] ?? ''));
  return seen ? Number(seen[1]) : undefined;
}
