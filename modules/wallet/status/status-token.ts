// Signed status list tokens (`statuslist+jwt`), kept until a status changes or half their time is over.
import { deflate } from 'node:zlib';
import { promisify } from 'node:util';
import { system } from '@city/kernel/access';
import type { ModuleDatabase } from '@city/kernel/database';
import { type Authority, signJws } from '../keys/authority.ts';
import { LIMITS } from '../limits.ts';
import type { WalletRules } from '../rules.ts';
import type { Tables } from '../tables.ts';
import { packStatuses } from './bitmap.ts';
import { lastChange, listIds, readList, statusesAt } from './status.store.ts';

export interface StatusLists {
  uriOf(listId: string): string;
  /** The list as it is now; null when there is none of this name. */
  token(listId: string): Promise<string | null>;
  /** The list as it was; null when there is none of this name or it did not exist yet. */
  tokenAt(listId: string, at: Date): Promise<string | null>;
  uris(): Promise<readonly string[]>;
}

export interface StatusListOptions {
  readonly db: ModuleDatabase<Tables>;
  readonly authority: Authority;
  readonly origin: string;
  readonly issuer: string;
  readonly now: () => Date;
  readonly rulesNow: () => WalletRules;
}

interface Kept {
  readonly change: string | null;
  readonly madeAt: number;
  readonly token: Promise<string>;
}

const reader = system('wallet.status');
const compress = promisify(deflate) as (bytes: Uint8Array, options: { level: number }) => Promise<Buffer>;

export function makeStatusLists(options: StatusListOptions): StatusLists {
  const { db, origin, now, rulesNow } = options;
  const uriOf = (listId: string): string => `${origin}/wallet/status/${listId}`;
  const kept = new Map<string, Kept>();
  return {
    uriOf,
    uris: async () => (await db.transaction(reader, listIds, { readOnly: true })).map(uriOf),
    tokenAt: (listId, at) => build(listId, at),
    token: async (listId) => {
      const found = await db.transaction(reader, (tx) => lastChange(tx, listId), { readOnly: true });
      if (!found) return null;
      const at = now().getTime();
      const known = kept.get(listId);
      const isYoung =
        known && at - known.madeAt < (rulesNow().statusList.lifetimeSeconds * 1000) / 2 && at >= known.madeAt;
      if (known && isYoung && known.change === found.change) return known.token;
      const token = build(listId, now()).then((made) => made as string);
      kept.set(listId, { change: found.change, madeAt: at, token });
      if (kept.size > LIMITS.keptLists) kept.delete(kept.keys().next().value as string);
      token.catch(() => kept.delete(listId));
      return token;
    },
  };

  async function build(listId: string, at: Date): Promise<string | null> {
    const read = await db.transaction(
      reader,
      async (tx) => {
        const list = await readList(tx, listId);
        return list && list.openedAt <= at ? { list, changes: await statusesAt(tx, listId, at) } : null;
      },
      { readOnly: true },
    );
    if (!read) return null;
    const { list, changes } = read;
    const lst = (await compress(packStatuses(list.bits, list.size, changes), { level: 9 })).toString(
      'base64url',
    );
    const { ttlSeconds, lifetimeSeconds } = rulesNow().statusList;
    const iat = Math.floor(at.getTime() / 1000);
    return signJws(await options.authority.current('issuing'), 'statuslist+jwt', {
      iss: options.issuer,
      sub: uriOf(listId),
      iat,
      exp: iat + lifetimeSeconds,
      ttl: ttlSeconds,
      status_list: { bits: list.bits, lst, aggregation_uri: `${origin}/wallet/status` },
    });
  }
}
