// What a wallet answers to a request (OpenID4VP 1.0 §8): opened, checked, and kept for minutes under seal.
import { createPrivateKey, randomBytes } from 'node:crypto';
import { compactDecrypt, type JWK } from 'jose';
import { DcqlPresentationResult, DcqlQuery } from 'dcql';
import { system } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import { holderAt } from '../credentials/credential.store.ts';
import { vctOf } from '../credentials/type-metadata.ts';
import { LIMITS } from '../limits.ts';
import { ProtocolError } from '../protocol/protocol-error.ts';
import { statusOf } from '../status/read-status.ts';
import type { PresentationRow, Tables } from '../tables.ts';
import type { Wallet } from '../wallet.ts';
import { hashOf, purposeOf } from './ask.action.ts';
import { checkCredential, type CheckedCredential, NotAcceptable } from './check-credential.ts';
import { type Answered, keepAnswer, lockForAnswer, readWaiting } from './presentation.store.ts';
import type { Purpose } from './purposes.ts';
import { QUERY_ID, queryOf } from './request-object.ts';

/** The form that a wallet posts. */
export interface WalletAnswer {
  readonly response?: unknown;
  readonly vp_token?: unknown;
  readonly state?: unknown;
  readonly error?: unknown;
}

interface Opened {
  readonly state?: unknown;
  readonly error?: unknown;
  readonly vp_token?: unknown;
}

const actor = system('wallet.verifying');
const gone = () => new ProtocolError('invalid_request', 'no such request waits for an answer');

/** Answers where the wallet's browser goes on, when it is the browser that asked. @throws ProtocolError */
export async function takeAnswer(
  wallet: Wallet,
  id: string,
  given: WalletAnswer,
): Promise<{ readonly redirect_uri?: string }> {
  const { db } = wallet.m;
  const row = await db.transaction(actor, (tx) => readWaiting(tx, id), { readOnly: true });
  if (!row) throw gone();
  const opened = await openAnswer(wallet, row, given);
  if (opened.state !== row.state) throw new ProtocolError('invalid_request', 'state is of another request');
  const responseCode = row.same_device ? randomBytes(32).toString('base64url') : null;
  const judged = opened.error === undefined ? await judge(wallet, row, opened.vp_token) : declined();
  await db.transaction(actor, async (tx) => {
    // Of two answers to one request the first counts.
    if (!(await lockForAnswer(tx, id))) throw gone();
    const { checked, ...answered } = judged;
    const subject = checked ? await holderOf(tx, wallet, checked) : null;
    await keepAnswer(tx, id, {
      ...answered,
      responseHash: responseCode === null ? null : hashOf(responseCode),
    });
    tx.trail({
      action: 'presentation.checked',
      object: { type: 'wallet.presentation', id },
      subject,
      purpose: row.purpose,
      outcome: judged.outcome === 'verified' ? 'allowed' : 'refused',
      reason: judged.reason ?? 'shown by the holder',
      detail: { asked_by: row.asked_by, body: row.body },
    });
  });
  return responseCode === null
    ? {}
    : { redirect_uri: `${wallet.origin}/verify/${id}/return?response_code=${responseCode}` };
}

type Judged = Omit<Answered, 'responseHash'> & { readonly checked?: CheckedCredential };
const declined = (): Judged => ({ outcome: 'declined', reason: 'the holder declined', answer: null });

/** Only what the request allowed: an encrypted answer is opened with its own key and in its own algorithms. */
async function openAnswer(wallet: Wallet, row: PresentationRow, given: WalletAnswer): Promise<Opened> {
  if (given.error !== undefined && given.response === undefined)
    return { state: given.state, error: given.error };
  if (row.mode === 'direct_post') return { state: given.state, vp_token: parsed(given.vp_token) };
  const { response } = given;
  if (typeof response !== 'string' || response.length > LIMITS.presentationCharacters || row.enc_key === null)
    throw new ProtocolError('invalid_request', 'an encrypted response is needed');
  try {
    const jwk = JSON.parse(wallet.secrets.answers.open(row.id, row.enc_key).toString()) as JWK;
    const { plaintext } = await compactDecrypt(
      response,
      createPrivateKey({ key: jwk as never, format: 'jwk' }),
      {
        keyManagementAlgorithms: ['ECDH-ES'],
        contentEncryptionAlgorithms: ['A128GCM', 'A256GCM'],
      },
    );
    return JSON.parse(Buffer.from(plaintext).toString()) as Opened;
  } catch {
    throw new ProtocolError('invalid_request', 'the response cannot be decrypted');
  }
}

async function judge(wallet: Wallet, row: PresentationRow, vpToken: unknown): Promise<Judged> {
  const purpose = purposeOf(wallet, row.purpose);
  try {
    const checked = await check(wallet, row, purpose, vpToken);
    const shown = purpose.claims.map((path) => ({ path, value: valueAt(checked.claims, path) }));
    const answer = wallet.secrets.answers.seal(row.id, Buffer.from(JSON.stringify(shown)));
    return { outcome: 'verified', reason: null, answer, checked };
  } catch (error) {
    if (!(error instanceof NotAcceptable)) throw error;
    return { outcome: 'refused', reason: error.message, answer: null };
  }
}

async function check(
  wallet: Wallet,
  row: PresentationRow,
  purpose: Purpose,
  vpToken: unknown,
): Promise<CheckedCredential> {
  const presented = onePresentation(vpToken);
  const anchors = [...(await wallet.authority.anchors()), ...wallet.verifierRules.anchorsOn(wallet.today())];
  const vct = vctOf(wallet.origin, purpose.type);
  const checked = await checkCredential(presented, {
    anchors,
    vct,
    now: wallet.m.now(),
    clientId: row.client_id,
    nonce: row.nonce,
    keyBindingSeconds: wallet.rulesNow().request.keyBindingSeconds,
    clockSkewSeconds: wallet.rulesNow().request.clockSkewSeconds,
    statusOf: (place) => statusOf(wallet, place, anchors),
  });
  if (!answersQuery(purpose, vct, checked.claims))
    throw new NotAcceptable('claims that were asked for are missing');
  return checked;
}

function onePresentation(vpToken: unknown): string {
  const given = vpToken as Record<string, unknown> | null | undefined;
  if (typeof given !== 'object' || given === null || Object.keys(given).join() !== QUERY_ID)
    throw new NotAcceptable('not the credential that was asked for');
  const [presented, ...more] = Array.isArray(given[QUERY_ID]) ? (given[QUERY_ID] as unknown[]) : [];
  if (typeof presented !== 'string' || more.length > 0)
    throw new NotAcceptable('exactly one credential was asked for');
  return presented;
}

function answersQuery(purpose: Purpose, vct: string, claims: Readonly<Record<string, unknown>>): boolean {
  const query = DcqlQuery.parse(queryOf(purpose, vct));
  const credential = {
    credential_format: 'dc+sd-jwt' as const,
    vct,
    claims: claims as never,
    cryptographic_holder_binding: true,
  };
  return DcqlPresentationResult.fromDcqlPresentation({ [QUERY_ID]: [credential] }, { dcqlQuery: query })
    .can_be_satisfied;
}

/** Whose credential of ours was shown, so that this person later finds who looked. */
async function holderOf(
  tx: Tx<Tables>,
  wallet: Wallet,
  { status }: CheckedCredential,
): Promise<string | null> {
  const prefix = wallet.statusLists.uriOf('');
  return status?.uri.startsWith(prefix)
    ? holderAt(tx, { listId: status.uri.slice(prefix.length), idx: status.idx })
    : null;
}

function valueAt(claims: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (value as Record<string, unknown> | undefined)?.[name],
    claims,
  );
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    throw new ProtocolError('invalid_request', 'vp_token is no JSON');
  }
}
