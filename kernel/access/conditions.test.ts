// Policies of conditions: what holds, what is said of what does not, and laws that hold for every combination.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { citizen, officer } from '@city/kernel/testing';
import {
  Access,
  type Actor,
  all,
  anonymous,
  any,
  atLevel,
  between,
  type Condition,
  type Decided,
  forPurpose,
  hasRole,
  inDeputyScope,
  isOwner,
  isSignedIn,
  isSystem,
  not,
  ofOwnBody,
  ofOwnUnit,
  policy,
  system,
} from './access.ts';

const leader = officer({ body: 'ubnd-11383', unit: '11383', role: 'leader' });
const reading = policy(hasRole('officer', 'leader'), ofOwnBody, forPurpose(), atLevel(2));
const now = new Date('2026-09-08T02:30:00Z');

describe('a policy of several conditions', () => {
  it('lets pass when all hold, and says why', () => {
    const decision = reading({ ...leader, purpose: 'gọi lại cho người gửi' }, { body: 'ubnd-11383' });
    expect(decision).toMatchObject({ allow: true });
    expect(decision.reason).toBe('role leader; body ubnd-11383; purpose gọi lại cho người gửi; level 2');
    expect(decision.findings?.map(({ holds }) => holds)).toEqual([true, true, true, true]);
  });

  it('names every condition that failed, in both languages', () => {
    const decision = reading(leader, { body: 'ubnd-10525' });
    expect(decision.allow).toBe(false);
    const failed = decision.findings?.filter(({ holds }) => !holds).map(({ says }) => says);
    expect(failed).toEqual([
      { vi: 'việc thuộc cơ quan của vị trí', en: 'it belongs to the body of the post' },
      { vi: 'nêu mục đích', en: 'states a purpose' },
    ]);
  });

  it('points to a stronger sign-in only when nothing else is missing', () => {
    const weak = { ...leader, level: 1, purpose: 'x' };
    expect(reading(weak, { body: 'ubnd-11383' }).acrValues).toEqual(['urn:vn:nd69:xacthuc:2']);
    expect(reading(weak, { body: 'ubnd-10525' }).acrValues).toBeUndefined();
    expect(policy(all(atLevel(2), atLevel(3)))(weak).acrValues).toEqual(['urn:vn:nd69:xacthuc:3']);
  });

  it('does not ask for the thing at the door, and asks for it once it is there', () => {
    const held = { ...leader, purpose: 'x' };
    expect(reading(held).allow).toBe(true);
    expect(reading(held, {}).allow).toBe(false);
    expect(reading(held, { body: null }).reason).toBe('belongs to nobody, not to ubnd-11383');
  });
});

describe('the conditions', () => {
  const holds = (one: Condition, actor: Actor, resource?: object, context = {}) =>
    policy(one)(actor, resource, context).allow;

  it('know a unit again in the one that it has become', () => {
    const inherits = (present: string, former: string) => present === '11383' && former === '11407';
    expect(holds(ofOwnUnit, leader, { unit: '11383' })).toBe(true);
    expect(holds(ofOwnUnit, leader, { unit: '11407' })).toBe(false);
    expect(holds(ofOwnUnit, leader, { unit: '11407' }, { inherits })).toBe(true);
    expect(holds(ofOwnUnit, leader, { unit: '10525' }, { inherits })).toBe(false);
    expect(holds(ofOwnUnit, officer({ body: 'thoat-nuoc' }), { unit: '11383' }, { inherits })).toBe(false);
  });

  it('let the owner pass and nobody who shares the id by being a service or nobody', () => {
    const mai = citizen();
    expect(holds(isOwner, mai, { owner: mai.id })).toBe(true);
    expect(holds(isOwner, mai, { owner: ['x', mai.id] })).toBe(true);
    expect(holds(isOwner, citizen(), { owner: mai.id })).toBe(false);
    expect(holds(isOwner, anonymous, { owner: null })).toBe(false);
    expect(holds(isOwner, system('feedback'), { owner: 'feedback' })).toBe(false);
  });

  it('hold a deputy to the scope of the naming', () => {
    const post = { ...leader.post!, deputy: { id: 'd', scope: ['handle'], until: '2026-09-10' } };
    expect(holds(inDeputyScope('approve'), leader)).toBe(true);
    expect(holds(inDeputyScope('approve'), { ...leader, post })).toBe(false);
    expect(holds(inDeputyScope('handle'), { ...leader, post })).toBe(true);
  });

  it('count a span from its first moment to before its last, and need a clock', () => {
    const span = between(now, new Date(now.getTime() + 1000));
    const at = (offset: number) => ({ now: new Date(now.getTime() + offset) });
    expect([-1, 0, 999, 1000].map((offset) => holds(span, leader, {}, at(offset)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(holds(between(null, null), leader)).toBe(false);
  });

  it('take one of several purposes where they are named', () => {
    const one = forPurpose('thanh tra');
    expect(holds(one, { ...leader, purpose: 'thanh tra' })).toBe(true);
    expect(holds(one, { ...leader, purpose: 'xem thử' })).toBe(false);
    expect(holds(forPurpose(), { ...leader, purpose: '  ' })).toBe(false);
  });
});

describe('for every policy and every caller', () => {
  const callers = fc.constantFrom<Actor>(
    anonymous,
    system('x'),
    citizen({ level: 1 }),
    citizen({ level: 3, purpose: 'x' }),
    leader,
    officer({ body: 'b', role: 'inspector' }, { level: 4, purpose: 'thanh tra' }),
  );
  const leaf = fc.constantFrom<Condition>(
    isSignedIn,
    isSystem,
    hasRole('leader'),
    atLevel(2),
    atLevel(4),
    forPurpose(),
    ofOwnBody,
    isOwner,
  );
  const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('tree'), { minLength: 1, maxLength: 4 }).map((parts) => all(...parts)),
      fc.array(tie('tree'), { minLength: 1, maxLength: 4 }).map((parts) => any(...parts)),
    ),
  }));
  const things = fc.constantFrom({}, { body: 'ubnd-11383' }, { owner: 'x' });

  it('the answer is the same when asked again, has a reason, and says what failed when it refuses', () => {
    fc.assert(
      fc.property(tree, callers, things, (one, caller, thing) => {
        const decision = policy(one)(caller, thing);
        expect(policy(one)(caller, thing)).toEqual(decision);
        expect(decision.reason).not.toBe('');
        if (!decision.allow) expect(decision.findings?.some(({ holds }) => !holds)).toBe(true);
        if (decision.allow) expect(decision.acrValues).toBeUndefined();
      }),
    );
  });

  it('another condition never opens what was closed, another way never closes what was open, and not turns it round', () => {
    fc.assert(
      fc.property(tree, tree, callers, things, (one, more, caller, thing) => {
        const says = (...conditions: Condition[]) => policy(...conditions)(caller, thing).allow;
        expect(says(one, more)).toBe(says(one) && says(more));
        expect(says(any(one, more))).toBe(says(one) || says(more));
        expect(says(not('not', { vi: 'không', en: 'not' }, one))).toBe(!says(one));
      }),
    );
  });

  it('signing in as strongly as the refusal asks for opens the door', () => {
    fc.assert(
      fc.property(callers, things, (caller, thing) => {
        const who = policy(isSignedIn, any(hasRole('leader'), isSignedIn), atLevel(2), atLevel(4));
        const { acrValues } = who(caller, thing);
        if (!acrValues) return;
        const level = Number(acrValues[0]?.split(':').at(-1));
        expect(who({ ...caller, level }, thing).allow).toBe(true);
      }),
    );
  });
});

describe('the list of permissions', () => {
  const access = new Access();
  const describeIt = { vi: 'x', en: 'x' };
  access.add('x.see', { describe: describeIt, who: reading, personalData: true });

  it('tells listeners of what is decided, not of what is only asked about', () => {
    const heard: Decided[] = [];
    access.listen((decided) => heard.push(decided));
    access.explain(leader, 'x.see', { body: 'b' });
    expect(heard).toEqual([]);
    access.decide(leader, 'x.see', { body: 'b' }, { route: 'GET /x' });
    access.decide(anonymous, 'x.unknown');
    expect(
      heard.map(({ permission, decision, personalData, context }) => [
        permission,
        decision.allow,
        personalData,
        context.route,
      ]),
    ).toEqual([
      ['x.see', false, true, 'GET /x'],
      ['x.unknown', false, false, undefined],
    ]);
  });

  it('decides far more than two thousand times a second', () => {
    const from = performance.now();
    for (let at = 0; at < 20_000; at++) access.explain(leader, 'x.see', { body: 'ubnd-11383' });
    expect(20_000 / ((performance.now() - from) / 1000)).toBeGreaterThan(2_000);
  });
});
