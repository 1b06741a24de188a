// The one jurisdiction this server speaks for: named in the query or the body, or not at all.
import type { FeedbackCity } from '../module-city.ts';
import { Open311Error } from './open311-error.ts';

/** @throws Open311Error 404 for any other jurisdiction. */
export function checkJurisdiction(city: FeedbackCity, given: unknown): void {
  if (given === undefined || given === null || given === '') return;
  if (String(given) !== city.rules.open311.jurisdiction)
    throw new Open311Error(404, `jurisdiction_id: unknown, this is ${city.rules.open311.jurisdiction}`);
}
