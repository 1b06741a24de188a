// The rules of acting for another: birthdays at 00:00 in Hải Phòng, ends, chains that never give more than they got.
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '@city/kernel/config/root';
import {
  after,
  handOvers,
  type Mandate,
  nextChange,
  powersAt,
  reachesAge,
  type Step,
  steps,
} from './mandate.ts';
import { type Kind, powersOf, readMandateRules } from './powers.ts';

const rulesOn = readMandateRules(join(projectRoot(), 'city', 'haiphong'));
const rules = rulesOn('2026-11-28');
const all = (kind: Kind) => powersOf(rules, kind).map(({ code }) => code);
const from = new Date('2020-01-01T00:00:00Z');

const of = (more: Partial<Mandate> = {}): Mandate => ({
  id: 'm',
  kind: 'attorney',
  basis: null,
  principal: { kind: 'person', id: 'p', name: 'P', birthDate: null, isWorking: true },
  agent: { id: 'a', name: 'A' },
  powers: all(more.kind ?? 'attorney'),
  from,
  until: null,
  status: 'active',
  depth: 0,
  parent: null,
  ...more,
});
const childOf = (birthDate: string | null, more: Partial<Mandate> = {}): Mandate =>
  of({
    kind: 'guardian',
    basis: 'parent',
    principal: { kind: 'person', id: 'c', name: 'C', birthDate, isWorking: true },
    ...more,
  });

describe('growing up', () => {
  it.each([
    ['2008-12-01', 18, '2026-11-30T17:00:00.000Z'],
    ['2012-11-28', 14, '2026-11-27T17:00:00.000Z'],
    ['2008-02-29', 18, '2026-02-28T17:00:00.000Z'],
    ['2008-02-29', 16, '2024-02-28T17:00:00.000Z'],
  ])('born on %s, %i is reached at %s', (birth, age, at) => {
    expect(reachesAge(birth, age).toISOString()).toBe(at);
  });

  it.each([
    ['2026-11-30T16:59:59.999Z', ['report.file', 'service.apply', 'complaint.file', 'fee.pay']],
    ['2026-11-30T17:00:00.000Z', []],
  ])('the guardian of a child born on 2008-12-01 may at %s: %j', (at, powers) => {
    expect(powersAt(childOf('2008-12-01'), rulesOn, new Date(at))).toEqual(powers);
  });

  it('powers fall to the child at 14, 15 and 16, the rest at 18', () => {
    const mandate = childOf('2012-12-01');
    const at = (day: string) => powersAt(mandate, rulesOn, new Date(`${day}T00:00:00+07:00`));
    expect(at('2026-11-30')).toEqual(all('guardian'));
    expect(at('2026-12-01')).not.toContain('account.manage');
    expect(at('2026-12-01')).toContain('document.sign');
    expect(at('2027-12-01')).not.toContain('document.sign');
    expect(at('2028-12-01')).not.toContain('data.consent');
    expect(at('2030-12-01')).toEqual([]);
    expect(handOvers(mandate, rules).map(({ age, isEnd }) => [age, isEnd])).toEqual([
      [14, false],
      [15, false],
      [16, false],
      [18, true],
    ]);
    expect(new Set(handOvers(mandate, rules).flatMap(({ powers }) => powers))).toEqual(
      new Set(all('guardian')),
    );
  });

  it('a guardian of an adult ward keeps the powers; a child without a birth date gives none', () => {
    const now = new Date('2026-11-28T00:00:00Z');
    expect(powersAt(childOf('1950-01-01', { basis: 'ward' }), rulesOn, now)).toEqual(all('guardian'));
    expect(powersAt(childOf(null), rulesOn, now)).toEqual([]);
  });

  it('never gives a guardian a power back', () => {
    const day = fc.date({ min: new Date('2018-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    const birth = fc.date({ min: new Date('1999-01-01'), max: new Date('2026-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(birth, day, day, (born, one, two) => {
        const [earlier, later] = one < two ? [one, two] : [two, one];
        const mandate = childOf(born.toISOString().slice(0, 10), { from: new Date('2017-01-01') });
        const before = powersAt(mandate, rulesOn, earlier);
        for (const power of powersAt(mandate, rulesOn, later)) expect(before).toContain(power);
      }),
    );
  });
});

describe('passing on', () => {
  const now = new Date('2026-11-28T00:00:00Z');
  const kindPowers = all('staff');
  const someMandate = fc.record({
    powers: fc.subarray(kindPowers),
    status: fc.constantFrom('active', 'active', 'active', 'revoked', 'offered') as fc.Arbitrary<
      Mandate['status']
    >,
    depth: fc.integer({ min: 0, max: 3 }),
    until: fc.constantFrom(null, now, new Date(now.getTime() + 1)),
  });

  it('gives at most what every link of the chain has now, and nothing beyond the depth', () => {
    fc.assert(
      fc.property(fc.array(someMandate, { minLength: 1, maxLength: 4 }), (links) => {
        const chain = links.reduce<Mandate | null>(
          (parent, link) => of({ kind: 'staff', ...link, parent }),
          null,
        );
        const powers = powersAt(chain as Mandate, rulesOn, now);
        const isDead = links.some(
          ({ status, until }, at) =>
            status !== 'active' ||
            until?.getTime() === now.getTime() ||
            (at > 0 && links[at - 1]!.depth <= links[at]!.depth),
        );
        const common = kindPowers.filter((code) => links.every((link) => link.powers.includes(code)));
        expect(powers).toEqual(isDead ? [] : common);
      }),
    );
  });

  it('a chain that changes its principal gives nothing', () => {
    const parent = of({ depth: 2 });
    const other = { ...parent.principal, id: 'somebody else' };
    expect(powersAt(of({ parent }), rulesOn, now)).not.toEqual([]);
    expect(powersAt(of({ parent, principal: other }), rulesOn, now)).toEqual([]);
  });
});

describe('any mandate', () => {
  it('acts from its first instant until just before its end', () => {
    const until = new Date('2026-12-01T00:00:00Z');
    const mandate = of({ until });
    const may = (at: Date) => powersAt(mandate, rulesOn, at).length > 0;
    expect([may(new Date(from.getTime() - 1)), may(from)]).toEqual([false, true]);
    expect([may(new Date(until.getTime() - 1)), may(until)]).toEqual([true, false]);
    expect(nextChange(mandate, rules, from)).toEqual(until);
    expect(nextChange(mandate, rules, until)).toBeNull();
  });

  it('of an organisation that no longer works gives nothing', () => {
    const principal = {
      kind: 'organisation',
      id: 'o',
      name: 'O',
      birthDate: null,
      isWorking: false,
    } as const;
    expect(powersAt(of({ kind: 'organisation', principal }), rulesOn, from)).toEqual([]);
  });

  it('carries only what its kind may carry', () => {
    expect(powersAt(of({ powers: ['account.manage', 'vote.cast', 'report.file'] }), rulesOn, from)).toEqual([
      'report.file',
    ]);
  });

  it('changes state only along the table, and an ended one never again', () => {
    const allSteps: Step[] = ['accept', 'confirm', 'decline', 'narrow', 'revoke', 'expire', 'hand_over'];
    for (const ended of ['declined', 'revoked', 'expired', 'handed_over'] as const)
      for (const step of allSteps)
        for (const who of ['principal', 'agent', 'second', 'officer', 'city'] as const)
          expect(after(ended, step, who)).toBeNull();
    expect(after('offered', 'accept', 'principal')).toBeNull();
    expect(after('unconfirmed', 'accept', 'agent')).toBeNull();
    expect(steps).toHaveLength(12);
  });
});
