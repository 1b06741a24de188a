// The way the office is modelled where nobody says otherwise; the page of the back-test shows what other choices would do.
import type { LookBack } from './error-band.ts';

export const defaults: LookBack = {
  windowDays: 42,
  // A quarter more than the best fortnight: the best that was seen is the least that can be.
  headroom: 1.25,
  order: 'first-come',
};
