// What doors make of people who act for another.
import { expect, test } from 'vitest';
import type { Actor } from './access.ts';
import { asTaken, type Representation } from './representation.ts';

const self: Actor = { kind: 'citizen', id: 'mother', name: 'Mẹ' };
const acting = (...powers: string[]): Actor => ({
  ...self,
  onBehalfOf: { kind: 'person', id: 'child', name: 'Con', mandate: 'm', powers },
});
const power: Representation = { power: 'report.file' };
const orSelf: Representation = { power: 'report.file', elseSelf: true };

test.each<[string, Actor, string, string, Representation | undefined, Actor | string]>([
  ['nobody is acted for', self, 'POST', 'city.any', undefined, self],
  ['a route that says nothing', acting('report.file'), 'POST', 'city.any', undefined, 'acts_for_another'],
  ['a page that anyone reads', acting('report.file'), 'GET', 'public: anyone', undefined, self],
  ['a form of a public page', acting('report.file'), 'POST', 'public: anyone', undefined, 'acts_for_another'],
  ['one’s own account', acting('report.file'), 'POST', 'city.any', 'self', self],
  ['with the power', acting('report.file'), 'POST', 'city.any', power, acting('report.file')],
  ['without it', acting('fee.pay'), 'POST', 'city.any', power, 'power_missing'],
  ['after the end, reading', acting(), 'GET', 'public: anyone', orSelf, self],
  ['after the end, writing', acting(), 'POST', 'public: anyone', orSelf, 'power_missing'],
  ['reading with the power', acting('report.file'), 'GET', 'public: anyone', orSelf, acting('report.file')],
])('%s', (_what, actor, method, permission, representation, taken) => {
  const take = () => asTaken(actor, { method, permission, representation });
  if (typeof taken === 'string') expect(take).toThrow(expect.objectContaining({ code: taken }));
  else expect(take()).toEqual(taken);
});
