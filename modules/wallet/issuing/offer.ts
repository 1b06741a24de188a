// Offers: what the QR of an offer says (OpenID4VCI 1.0 §4), and the secrets in it.
import { randomBytes, randomInt } from 'node:crypto';

export const PRE_AUTHORIZED = 'urn:ietf:params:oauth:grant-type:pre-authorized_code';

export interface OfferSecrets {
  readonly code: string;
  /** Leads back to the offer when the wallet has its person sign in instead (`issuer_state`). */
  readonly state: string;
  /** Told by another way than the QR, so that whoever only saw the QR cannot use it. */
  readonly txCode: string | null;
}

export function makeOfferSecrets(digits: number | null): OfferSecrets {
  const txCode = digits === null ? null : String(randomInt(10 ** digits)).padStart(digits, '0');
  const random = () => randomBytes(32).toString('base64url');
  return { code: random(), state: random(), txCode };
}

export function credentialOffer(
  { issuer, origin }: { readonly issuer: string; readonly origin: string },
  type: string,
  secrets: OfferSecrets,
): Record<string, unknown> {
  return {
    credential_issuer: issuer,
    credential_configuration_ids: [type],
    grants: {
      authorization_code: { issuer_state: secrets.state, authorization_server: origin },
      [PRE_AUTHORIZED]: {
        'pre-authorized_code': secrets.code,
        authorization_server: issuer,
        ...(secrets.txCode === null
          ? {}
          : {
              tx_code: {
                input_mode: 'numeric',
                length: secrets.txCode.length,
                description: 'Mã hiện trên trang ví của bạn. The code shown on your wallet page.',
              },
            }),
      },
    },
  };
}

export function offerLink(offer: Record<string, unknown>): string {
  return `openid-credential-offer://?credential_offer=${encodeURIComponent(JSON.stringify(offer))}`;
}
