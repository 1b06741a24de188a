// Carries out what was granted: puts the export together, erases module by module, stops uses. Each part may run again.
import { createHash } from 'node:crypto';
import { system } from '@city/kernel/access';
import { newId } from '@city/kernel/database';
import type { Job } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { withdrawAll } from '../consents/consent.store.ts';
import { forgetCached } from '../consents/consenting.ts';
import { limits } from '../limits.ts';
import { type PrivacyCity, privacyCity, type PrivacyTx } from '../privacy-city.ts';
import type { PrivacyTables, RequestRow } from '../tables.ts';
import { beginAutomatic } from './ask.action.ts';
import { buildExport } from './build-export.ts';
import { carryOut } from './carry-out.task.ts';
import { erasedParts, keepErasedPart } from './erase.store.ts';
import { insertExport } from './export.store.ts';
import { findRequest } from './request.store.ts';
import { openRequest, takeStep } from './step.ts';

const hand = system('privacy.carry-out');

export const carryOutJob: Job<PrivacyTables> = {
  job: carryOut,
  run: async (m, payload: never) => {
    const { requestId, begin } = payload as { requestId: string; begin: boolean };
    await carryOutRequest(privacyCity(m), requestId, begin);
  },
};

/** Does what was granted and closes the request; a request in another state is left alone. */
export async function carryOutRequest(city: PrivacyCity, requestId: string, begin: boolean): Promise<void> {
  const { db } = city.m;
  const request = await db.transaction(hand, async (tx) => {
    const found = begin
      ? await beginAutomatic(tx, city, await openRequest(tx, requestId))
      : await findRequest(tx, requestId, { lock: false });
    return found?.state === 'doing' ? found : null;
  });
  if (!request) return;
  switch (request.kind) {
    case 'access':
      return exportData(city, request);
    case 'erase':
      return eraseData(city, request);
    case 'restrict':
    case 'object':
    case 'withdraw':
      return finish(city, request.request_id, (tx) => stopUse(tx, request));
    case 'correct':
      // An officer corrects and says so.
      return;
  }
}

async function exportData(city: PrivacyCity, request: RequestRow): Promise<void> {
  const { m } = city;
  const now = m.now();
  const document = await buildExport(request, m.personalData(), { now, publicUrl: m.publicUrl });
  const content = Buffer.from(JSON.stringify(document));
  if (content.length > limits.exportBytes)
    throw new Error(`The export of request ${request.request_id} has ${content.length} bytes`);
  const days = city.rules.exportOn(localDate(now)).days;
  await finish(city, request.request_id, (tx) =>
    insertExport(tx, {
      request_id: request.request_id,
      sealed: city.seals.sealExport(request.request_id, content),
      bytes: content.length,
      hash: createHash('sha256').update(content).digest(),
      made_at: tx.now,
      until_at: new Date(tx.now.getTime() + days * 24 * 3600 * 1000),
    }),
  );
}

/** This module goes last: until then the request can be continued after a crash. */
async function eraseData(city: PrivacyCity, request: RequestRow): Promise<void> {
  const { m } = city;
  const id = request.request_id;
  const done = await m.db.transaction(hand, (tx) => erasedParts(tx, id), { readOnly: true });
  const parts = [...m.personalData()].sort(
    (a, b) => Number(a.module === m.module) - Number(b.module === m.module),
  );
  for (const part of parts) {
    if (done.some(({ module }) => module === part.module)) continue;
    const rows = await part.erase(request.person_id, id);
    await m.db.transaction(hand, (tx) => keepErasedPart(tx, id, part.module, rows));
  }
  forgetCached(m.database);
  await finish(city, id, async () => {});
}

/** From now on the city does not use the data for this purpose, or for any that rests on consent. */
async function stopUse(tx: PrivacyTx, request: RequestRow): Promise<void> {
  if (request.kind === 'withdraw') {
    await withdrawAll(tx, request.person_id, request.purpose);
    return;
  }
  await tx.db
    .insertInto('privacy.restriction')
    .values({
      restriction_id: newId(tx.now),
      person_id: request.person_id,
      purpose: request.purpose,
      request_id: request.request_id,
      since: tx.now,
      lifted_at: null,
    })
    .execute();
}

async function finish(
  city: PrivacyCity,
  requestId: string,
  work: (tx: PrivacyTx) => Promise<unknown>,
): Promise<void> {
  await city.m.db.transaction(hand, async (tx) => {
    const request = await openRequest(tx, requestId);
    if (request.state !== 'doing') return;
    await work(tx);
    await takeStep(tx, city, request, { action: 'finish' });
    tx.afterCommit(() => forgetCached(city.m.database));
  });
}
