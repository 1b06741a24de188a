// The provider's signing keys as the watch over keys sees them.
import type { SigningKeyFacts, SigningKeyRing } from '@city/kernel/module';
import { identityOf } from './identity.ts';
import { LIMITS } from './limits.ts';
import { readKeys, rotateKeys } from './provider/keys.ts';
import { actor } from './provider/unit.ts';
import type { Tables } from './tables.ts';

const ageMilliseconds = LIMITS.keyAgeDays * 24 * 3600 * 1000;

const usesOf = {
  ES256: { vi: 'ký token và id_token', en: 'signs tokens and id_tokens' },
  RS256: {
    vi: 'ký id_token (RS256) cho phần mềm chưa dùng được ES256',
    en: 'signs id_tokens (RS256) for software that cannot do ES256 yet',
  },
} as const;

export const providerKeys: SigningKeyRing<Tables> = {
  name: 'provider',
  title: { vi: 'Đăng nhập của thành phố (OpenID Connect)', en: 'The city’s sign-in (OpenID Connect)' },
  keys: async (m) => {
    // The first look makes the first key, as the first token would.
    await readKeys(m.db, identityOf(m).settings.dataKeys);
    const rows = await m.db.transaction(
      actor,
      (tx) =>
        tx.db
          .selectFrom('identity.oidc_key')
          .select(['kid', 'alg', 'made_at', 'signs_from', 'retired_at', 'gone_at'])
          .where((where) => where.or([where('gone_at', 'is', null), where('gone_at', '>', tx.now)]))
          .orderBy('signs_from', 'desc')
          .execute(),
      { readOnly: true },
    );
    const now = m.now();
    return rows.map((row): SigningKeyFacts => {
      const alike = rows.filter(({ alg }) => alg === row.alg);
      const next = alike.find((one) => one.signs_from > now);
      const isSigning = row === alike.find((one) => one.signs_from <= now && one.retired_at === null);
      return {
        id: row.kid,
        use: usesOf[row.alg],
        state: row.signs_from > now ? 'announced' : isSigning ? 'signing' : 'checking',
        madeAt: row.made_at,
        signsFrom: row.signs_from,
        until: row.gone_at,
        nextAt: isSigning ? (next?.signs_from ?? new Date(row.signs_from.getTime() + ageMilliseconds)) : null,
      };
    });
  },
  // One key for each algorithm; they go together under the name of the first.
  rotate: async (m) => (await rotateKeys(m.db, identityOf(m).settings.dataKeys, true)).made[0] ?? null,
};
