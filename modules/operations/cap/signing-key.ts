// The city's key for public warnings: RSA with a certificate of its own, made once, sealed in the database, renewed before it runs out.
import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { X509CertificateGenerator, KeyUsageFlags, KeyUsagesExtension } from '@peculiar/x509';
import { system } from '@city/kernel/access';
import { lockFor, newId } from '@city/kernel/database';
import type { Sealer } from '@city/kernel/files';
import { sql } from 'kysely';
import type { ModuleContext } from '@city/kernel/module';
import type { OperationsTx } from '../alarms/alarm.store.ts';
import type { OperationsTables } from '../tables.ts';
import type { Signer } from './cap-signature.ts';

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 3072,
  publicExponent: new Uint8Array([1, 0, 1]),
} as const;
const dayMs = 86_400_000;
const validDays = 730;
/** A new one is made so long before the last runs out. */
const renewDays = 60;
const actor = system('operations.cap-key');

interface KeyRow {
  readonly key_id: string;
  readonly certificate: string;
  readonly sealed_key: Buffer;
  readonly valid_to: Date;
}

/** The key to sign with now; made when there is none or the last nears its end, by one process at a time. */
export async function capSigner(
  m: ModuleContext<OperationsTables>,
  sealer: Sealer,
  name: string,
): Promise<Signer> {
  const newest = await m.db.transaction(actor, (tx) => newestKey(tx), { readOnly: true });
  const row = isFresh(newest, m.now()) ? newest : await made(m, sealer, name);
  const privateKey = sealer.open(row.key_id, row.sealed_key).toString('utf8');
  return { privateKey, certificate: row.certificate };
}

const isFresh = (row: KeyRow | undefined, at: Date): row is KeyRow =>
  row !== undefined && row.valid_to.getTime() - at.getTime() > renewDays * dayMs;

async function newestKey(tx: OperationsTx): Promise<KeyRow | undefined> {
  const found = await sql<KeyRow>`select * from operations.cap_key order by valid_to desc limit 1`.execute(
    tx.db,
  );
  return found.rows[0];
}

async function made(m: ModuleContext<OperationsTables>, sealer: Sealer, name: string): Promise<KeyRow> {
  const pair = await makePair(name, m.now());
  return m.db.transaction(actor, async (tx) => {
    await lockFor(tx, 'operations.cap_key');
    const known = await newestKey(tx);
    if (isFresh(known, tx.now)) return known;
    const keyId = newId(tx.now);
    const row: KeyRow = {
      key_id: keyId,
      certificate: pair.certificate,
      sealed_key: sealer.seal(keyId, Buffer.from(pair.privateKey)),
      valid_to: new Date(new X509Certificate(pair.certificate).validTo),
    };
    await sql`insert into operations.cap_key (key_id, certificate, sealed_key, valid_to, made_at)
      values (${row.key_id}, ${row.certificate}, ${row.sealed_key}, ${row.valid_to}, ${tx.now})`.execute(
      tx.db,
    );
    return row;
  });
}

/** A key pair with a self-signed certificate, PEM. */
export async function makePair(name: string, at: Date): Promise<Signer> {
  const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [name] }],
    notBefore: new Date(at.getTime() - dayMs),
    notAfter: new Date(at.getTime() + validDays * dayMs),
    signingAlgorithm: algorithm,
    keys,
    extensions: [new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true)],
  });
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const body = pkcs8.match(/.{1,64}/g)?.join('\n') ?? '';
  return {
    privateKey: `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`,
    certificate: certificate.toString('pem'),
  };
}
