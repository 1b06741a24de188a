// The interface of consents: what I agreed to, giving, taking back.
import { type Static, Type } from 'typebox';
import { noContent, type RequestContext, type Route, route } from '@city/kernel/http';
import { AppError } from '@city/kernel/errors';
import { isId } from '@city/kernel/database';
import { localDate } from '@city/kernel/time';
import type { PrivacyCity } from '../privacy-city.ts';
import type { PrivacyTables } from '../tables.ts';
import { allowAgain, giveConsent, withdrawConsent } from './consent.action.ts';
import { consentHistory, standingRestrictions } from './consent.store.ts';
import { representationOf } from './consenting.ts';
import { limits } from '../limits.ts';

const own = 'privacy.own';
const tags = ['privacy'];
const Words = Type.Object({ vi: Type.String(), en: Type.String() });
const Null = Type.Null();
const When = Type.String({ format: 'date-time' });

export const PurposeView = Type.Object({
  purpose: Type.String(),
  client: Type.String(),
  title: Words,
  text: Words,
  textVersion: Type.String(),
  claims: Type.Array(Type.String()),
  /** What the person has agreed to and not taken back. */
  given: Type.Union([
    Type.Object({
      at: When,
      until: Type.Union([When, Null]),
      textVersion: Type.String(),
      holds: Type.Boolean(),
    }),
    Null,
  ]),
});
export type PurposeView = Static<typeof PurposeView>;
const Past = Type.Object({
  purpose: Type.String(),
  part: Type.Union([Type.Literal('self'), Type.Literal('representative')]),
  textVersion: Type.String(),
  givenAt: When,
  withdrawnAt: Type.Union([When, Null]),
});
const Stopped = Type.Object({ id: Type.String(), purpose: Type.Union([Type.String(), Null]), since: When });
export const ConsentsView = Type.Object({
  purposes: Type.Array(PurposeView),
  history: Type.Array(Past),
  /** What the person has had stopped by a restriction or objection. */
  stopped: Type.Array(Stopped),
});
export type ConsentsView = Static<typeof ConsentsView>;

const Giving = Type.Object(
  {
    purpose: Type.String({ maxLength: 60 }),
    textVersion: Type.String({ maxLength: 40 }),
    agreed: Type.Boolean(),
    /** Somebody whom the caller represents. */
    person: Type.Optional(Type.String({ maxLength: 60 })),
  },
  { additionalProperties: false },
);
const Withdrawing = Type.Object(
  { purpose: Type.String({ maxLength: 60 }), person: Type.Optional(Type.String({ maxLength: 60 })) },
  { additionalProperties: false },
);

const Allowing = Type.Object({ id: Type.String({ maxLength: 60 }) }, { additionalProperties: false });

export type ConsentContext = Pick<
  RequestContext<unknown, unknown, unknown, PrivacyTables>,
  'transaction' | 'actor' | 'now' | 'lang'
>;

export function consentRoutes(city: PrivacyCity): readonly Route[] {
  return [
    route<PrivacyTables>(
      {
        method: 'GET',
        url: '/api/me/consents',
        permission: own,
        tags,
        summary: { vi: 'Tôi đã đồng ý những gì', en: 'What I agreed to' },
        response: { 200: ConsentsView },
      },
      (c) => ownConsents(city, c),
    ),
    route<PrivacyTables, typeof Giving>(
      {
        method: 'POST',
        url: '/api/me/consents',
        permission: own,
        tags,
        summary: { vi: 'Đồng ý', en: 'Consent' },
        body: Giving,
        response: { 204: Type.Null() },
      },
      async (c) => {
        const { person, ...given } = c.body;
        const representing = await mandateFor(city, c.actor.id as string, person);
        await c.transaction((tx) =>
          giveConsent(tx, city, { ...given, lang: c.lang, how: 'api', representing }),
        );
        return noContent();
      },
    ),
    route<PrivacyTables, typeof Withdrawing>(
      {
        method: 'POST',
        url: '/api/me/consents/withdraw',
        permission: own,
        tags,
        summary: { vi: 'Rút lại đồng ý', en: 'Withdraw consent' },
        body: Withdrawing,
        response: { 204: Type.Null() },
      },
      async (c) => {
        const { purpose, person } = c.body;
        await c.transaction((tx) => withdrawConsent(tx, city, purpose, person));
        return noContent();
      },
    ),
    route<PrivacyTables, typeof Allowing>(
      {
        method: 'POST',
        url: '/api/me/consents/allow-again',
        permission: own,
        tags,
        summary: { vi: 'Cho dùng lại dữ liệu', en: 'Lift a restriction' },
        body: Allowing,
        response: { 204: Type.Null() },
      },
      async (c) => {
        await c.transaction((tx) => allowAgain(tx, city, c.body.id));
        return noContent();
      },
    ),
  ];
}

export function ownConsents(city: PrivacyCity, c: ConsentContext): Promise<ConsentsView> {
  const id = c.actor.id as string;
  return c.transaction(
    async (tx) => {
      const history = await consentHistory(tx, id, limits.ownShown);
      const purposes = city.rules.purposesOn(localDate(tx.now)).map((rule): PurposeView => {
        const row = history.find(
          (one) => one.purpose === rule.purpose && one.part === 'self' && one.withdrawn_at === null,
        );
        return {
          ...rule,
          given: row
            ? {
                at: row.given_at.toISOString(),
                until: row.expires_at?.toISOString() ?? null,
                textVersion: row.text_version,
                holds:
                  row.text_version === rule.textVersion &&
                  (row.expires_at === null || row.expires_at > tx.now),
              }
            : null,
        };
      });
      const stopped = await standingRestrictions(tx, id);
      return {
        purposes,
        stopped: stopped.map((row) => ({
          id: row.restriction_id,
          purpose: row.purpose,
          since: row.since.toISOString(),
        })),
        history: history.map((row) => ({
          purpose: row.purpose,
          part: row.part,
          textVersion: row.text_version,
          givenAt: row.given_at.toISOString(),
          withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
        })),
      };
    },
    { readOnly: true },
  );
}

/** @throws AppError `consent_not_representative` where no paper says that the caller acts for the person. */
async function mandateFor(city: PrivacyCity, caller: string, person: string | undefined) {
  if (person === undefined || person === caller) return undefined;
  const mandate = isId(person)
    ? ((await representationOf(city.m.database)?.mandateOf(caller, person)) ?? null)
    : null;
  if (mandate === null) throw new AppError('consent_not_representative');
  return { person, mandate };
}
