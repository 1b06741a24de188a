// The provider's signing keys as the watch over keys sees them.
import type { SigningKeyFacts, SigningKeyRing } from '@city/kernel/module';
import { identityOf } from './identity.ts';
import { LIMITS } from './limits.ts';
import { readKeys, rotateKeys, type SigningAlg } from './provider/keys.ts';
import { actor } from './provider/unit.ts';
import type { Tables } from './tables.ts';

const ageMilliseconds = LIMITS.keyAgeDays * 24 * 3600 * 1000;

const ringOf = (
  alg: SigningAlg,
  { name, title }: Pick<SigningKeyRing<Tables>, 'name' | 'title'>,
): SigningKeyRing<Tables> => ({
  name,
  title,
  keys: async (m) => {
    // The first look makes the first key, as the first token would.
    await readKeys(m.db, identityOf(m).settings.dataKeys);
    const rows = await m.db.transaction(
      actor,
      (tx) =>
        tx.db
          .selectFrom('identity.oidc_key')
          .select(['kid', 'made_at', 'signs_from', 'retired_at', 'gone_at'])
          .where('alg', '=', alg)
          .where((where) => where.or([where('gone_at', 'is', null), where('gone_at', '>', tx.now)]))
          .orderBy('signs_from', 'desc')
          .execute(),
      { readOnly: true },
    );
    const now = m.now();
    const signs = rows.find((row) => row.signs_from <= now && row.retired_at === null);
    const next = rows.find((row) => row.signs_from > now);
    return rows.map((row): SigningKeyFacts => {
      const isSigning = row === signs;
      return {
        id: row.kid,
        use: { vi: 'ký token và id_token', en: 'signs tokens and id_tokens' },
        state: row.signs_from > now ? 'announced' : isSigning ? 'signing' : 'checking',
        madeAt: row.made_at,
        signsFrom: row.signs_from,
        until: row.gone_at,
        nextAt: isSigning ? (next?.signs_from ?? new Date(row.signs_from.getTime() + ageMilliseconds)) : null,
      };
    });
  },
  rotate: async (m) => (await rotateKeys(m.db, identityOf(m).settings.dataKeys, true, [alg])).made[0] ?? null,
});

/** ES256 for everybody, RS256 for software that knows nothing else. */
export const providerKeys = ringOf('ES256', {
  name: 'provider',
  title: { vi: 'Đăng nhập của thành phố (OpenID Connect)', en: 'The city’s sign-in (OpenID Connect)' },
});
export const olderProviderKeys = ringOf('RS256', {
  name: 'provider-rs256',
  title: {
    vi: 'Đăng nhập của thành phố, phần mềm cũ (RS256)',
    en: 'The city’s sign-in, older software (RS256)',
  },
});
