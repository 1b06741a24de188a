// Giving and withdrawing consent: with the very words that were shown, by oneself or by a representative, never by silence.
import { createHash } from 'node:crypto';
import { isId, lockFor, newId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { localDate } from '@city/kernel/time';
import { ConsentChanged } from '../events.ts';
import type { PrivacyCity, PrivacyTx } from '../privacy-city.ts';
import type { Purpose } from '../rules/rules-data.ts';
import type { ConsentRow } from '../tables.ts';
import { insertConsent, liftRestriction, livingConsents, withdrawAll } from './consent.store.ts';
import { forgetCached } from './consenting.ts';

export interface Given {
  readonly purpose: string;
  /** The version of the words that the person read. */
  readonly textVersion: string;
  readonly lang: 'vi' | 'en';
  /** Ticked by hand; nothing is ticked beforehand. */
  readonly agreed: boolean;
  readonly how: 'page' | 'api';
  /** For somebody else, by the mandate that was found. */
  readonly representing?: { readonly person: string; readonly mandate: string } | undefined;
}

/** @throws AppError `consent_purpose_unknown`, `consent_not_ticked`, `consent_text_changed`. */
export async function giveConsent(tx: PrivacyTx, city: PrivacyCity, given: Given): Promise<void> {
  const rule = purposeOn(city, given.purpose, localDate(tx.now));
  if (!given.agreed) throw new AppError('consent_not_ticked', { field: 'agreed' });
  if (given.textVersion !== rule.textVersion) throw new AppError('consent_text_changed');
  const by = tx.actor.id as string;
  const person = given.representing?.person ?? by;
  const part: ConsentRow['part'] = given.representing ? 'representative' : 'self';
  await lockFor(tx as never, `privacy.consent:${person}`);
  const before = (await livingConsents(tx, person)).find(
    (row) => row.purpose === rule.purpose && row.client === rule.client && row.part === part,
  );
  if (before && stillHolds(before, rule, tx.now)) return;
  if (before) await withdrawAll(tx, person, rule.purpose, part);
  const id = newId(tx.now);
  await insertConsent(tx, {
    consent_id: id,
    person_id: person,
    purpose: rule.purpose,
    client: rule.client,
    claims: [...rule.claims],
    text_version: rule.textVersion,
    lang: given.lang,
    part,
    given_by: by,
    given_at: tx.now,
    expires_at: rule.days === null ? null : new Date(tx.now.getTime() + rule.days * 24 * 3600 * 1000),
    withdrawn_at: null,
    withdrawn_by: null,
    evidence: evidenceOf(rule, given, tx.actor.level),
  });
  tx.trail({
    action: 'consent.given',
    object: { type: 'consent', id },
    subject: person,
    detail: { purpose: rule.purpose, part, textVersion: rule.textVersion },
  });
  tx.emit(ConsentChanged, person, {
    personId: person,
    purpose: rule.purpose,
    client: rule.client,
    part,
    given: true,
  });
  tx.afterCommit(() => forgetCached(city.m.database));
}

/** Takes effect with the next question; taking back what was not given changes nothing. */
export async function withdrawConsent(
  tx: PrivacyTx,
  city: PrivacyCity,
  purpose: string,
  person: string = tx.actor.id as string,
): Promise<number> {
  const part = person === tx.actor.id ? 'self' : 'representative';
  const n = await withdrawAll(tx, person, purpose, part);
  tx.afterCommit(() => forgetCached(city.m.database));
  return n;
}

/** The person allows again what they had stopped. @throws AppError `restriction_not_found` */
export async function allowAgain(tx: PrivacyTx, city: PrivacyCity, restrictionId: string): Promise<void> {
  if (!isId(restrictionId) || !(await liftRestriction(tx, restrictionId)))
    throw new AppError('restriction_not_found');
  tx.trail({
    action: 'restriction.lifted',
    object: { type: 'restriction', id: restrictionId },
    subject: tx.actor.id,
  });
  tx.afterCommit(() => forgetCached(city.m.database));
}

function purposeOn(city: PrivacyCity, purpose: string, day: string): Purpose {
  const rule = city.rules.purposesOn(day).find((row) => row.purpose === purpose);
  if (!rule) throw new AppError('consent_purpose_unknown', { field: 'purpose' });
  return rule;
}

function stillHolds(row: ConsentRow, rule: Purpose, now: Date): boolean {
  return row.text_version === rule.textVersion && (row.expires_at === null || row.expires_at > now);
}

/** What shows later which words were agreed to and how. */
function evidenceOf(rule: Purpose, given: Given, level: number | undefined): object {
  const text = `${rule.title[given.lang]}\n${rule.text[given.lang]}\n${rule.claims.join(',')}`;
  return {
    textSha256: createHash('sha256').update(text).digest('hex'),
    how: given.how,
    level: level ?? null,
    ...(given.representing ? { mandate: given.representing.mandate } : {}),
  };
}
