// The key of a signature: follows from person, petition and the city's secret, so that no two petitions share one.
import { createHmac } from 'node:crypto';
import type { Config } from '@city/kernel/config';
import { signerSecret } from '../settings.ts';

export interface SignerKeys {
  /** 32 bytes. Without the secret nobody can tell which signatures are of one person. */
  keyOf(petitionId: string, personId: string): Buffer;
}

export function signerKeys(config: Config): SignerKeys {
  const secret = config.get(signerSecret);
  return {
    keyOf: (petitionId, personId) =>
      createHmac('sha256', secret).update(`signer ${petitionId} ${personId}`).digest(),
  };
}
