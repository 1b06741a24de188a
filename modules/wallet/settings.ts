// The settings of the wallet module: the key that seals what it keeps secret.
import { hkdfSync } from 'node:crypto';
import { type Config, setting } from '@city/kernel/config';
import { readKey, type Sealer, sealerOf } from '@city/kernel/files';

const sealingKey = setting({
  name: 'CITY_WALLET_KEY',
  describe:
    'Key that seals the private keys of the credential authority and answers shown to verifiers: 32 random bytes in base64url or hex',
  parse: readKey,
  secret: true,
});

export interface WalletSecrets {
  readonly keys: Sealer;
  readonly answers: Sealer;
  /** Proves that a nonce is ours, without keeping it. */
  readonly nonceKey: Buffer;
  /** From which the keys for encrypted requests are derived. */
  readonly requestSecret: Buffer;
  /** Tells that claims changed, without keeping them. */
  readonly claimsKey: Buffer;
}

/** @throws Error that names the setting when it is missing or wrong */
export function readSecrets(config: Config): WalletSecrets {
  const key = config.get(sealingKey);
  return {
    keys: sealerOf(key, { use: 'wallet key' }),
    answers: sealerOf(key, { use: 'wallet answer' }),
    claimsKey: Buffer.from(hkdfSync('sha256', key, '', 'hoa-phuong wallet claims', 32)),
    requestSecret: Buffer.from(hkdfSync('sha256', key, '', 'hoa-phuong wallet requests', 32)),
    nonceKey: Buffer.from(hkdfSync('sha256', key, '', 'hoa-phuong wallet nonce', 32)),
  };
}
