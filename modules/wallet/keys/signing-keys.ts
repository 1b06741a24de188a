// The keys of the wallet's authority as the watch over keys sees them: the anchor, and those it certifies.
import { createHash } from 'node:crypto';
import type { SigningKeyFacts, SigningKeyRing } from '@city/kernel/module';
import { system } from '@city/kernel/access';
import { LIMITS } from '../limits.ts';
import type { KeyUse, Tables } from '../tables.ts';
import { walletOf } from '../wallet.ts';
import { readKeys } from './key.store.ts';

const day = 24 * 3600 * 1000;
const uses: Readonly<Record<KeyUse, SigningKeyFacts['use']>> = {
  anchor: { vi: 'gốc: chứng nhận các khóa khác', en: 'anchor: certifies the others' },
  issuing: { vi: 'ký giấy tờ và danh sách trạng thái', en: 'signs credentials and status lists' },
  verifying: { vi: 'ký câu hỏi khi kiểm tra giấy tờ', en: 'signs requests when credentials are checked' },
};

export const walletKeys: SigningKeyRing<Tables> = {
  name: 'wallet',
  title: { vi: 'Ví giấy tờ', en: 'Wallet' },
  keys: async (m) => {
    // The first look makes the first keys, as the first credential would.
    await walletOf(m).authority.anchors();
    const stored = await m.db.transaction(system('wallet.authority'), (tx) => readKeys(tx, m.now()), {
      readOnly: true,
    });
    return stored.map((key): SigningKeyFacts => {
      const isNewest = stored.find(({ use }) => use === key.use) === key;
      const renewDays = key.use === 'anchor' ? LIMITS.anchorRenewDays : LIMITS.leafRenewDays;
      return {
        // What its holders name it by: the fingerprint of its certificate.
        id: createHash('sha256').update(key.certificate).digest('base64url'),
        use: uses[key.use],
        state: isNewest ? 'signing' : 'checking',
        madeAt: key.validFrom,
        signsFrom: key.validFrom,
        until: key.validTo,
        nextAt: isNewest ? new Date(key.validTo.getTime() - renewDays * day) : null,
      };
    });
  },
  rotate: async (m) => (await walletOf(m).authority.rotate()).join(' '),
};
