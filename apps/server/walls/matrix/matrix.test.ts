// Every route of the city × every kind of caller: what is not expected is refused and changes nothing; who reported leaks nowhere.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Decided } from '@city/kernel/access';
import type { Route } from '@city/kernel/http';
import { type CallerName, callerNames, type MatrixCity, matrixCity } from './callers.ts';
import { expected } from './expected.ts';
import { acting, passesActing } from './expected-acting.ts';
import type { Line } from './expected-groups.ts';
import { fitting, sampleOf } from './sample.ts';
import { makeThings, secrets, type Things } from './things.ts';

let matrix: MatrixCity;
let things: Things;
const decided: Decided[] = [];
beforeAll(async () => {
  matrix = await matrixCity();
  things = await makeThings(matrix);
  matrix.city.city.access.listen((one) => decided.push(one));
});
afterAll(() => matrix?.stop());

interface Placed {
  readonly module: string;
  readonly name: string;
  readonly route: Route;
  readonly line: Line | undefined;
}

const nameOf = ({ definition: { method, url } }: Route): string =>
  `${method} ${url.replace(/style\.[0-9a-f]+\.css/, 'style.*.css')}`;
const routes = (): Placed[] =>
  matrix.city.routes.map(({ module, route }) => {
    const name = nameOf(route);
    return { module, name, route, line: expected[module]?.[name] };
  });

async function ask(caller: CallerName, { route }: Placed, given?: object, query = '') {
  const { method, url, accepts, body: schema } = route.definition;
  const isForm = method !== 'GET' && accepts !== undefined && !accepts.includes('json');
  const body = method === 'GET' || (given && !schema && !isForm) ? undefined : (given ?? {});
  decided.length = 0;
  const answer = await matrix.callers[caller].ask(method, things.fill(url) + query, body, isForm);
  const atDoor = decided.find(({ permission }) => permission === route.definition.permission);
  return { answer, atDoor };
}

/** Whether a caller is expected to pass the door; whoever acts for another has lines of their own. */
const passes = (caller: CallerName, { name, line, route }: Placed): boolean =>
  line !== undefined &&
  (acting.includes(caller) ? passesActing(caller, name, line, route.kind) : line.door.includes(caller));

/** A fingerprint of everything that is kept but for what grows with every question: last use, trail of refusals, log. */
async function everything(): Promise<string> {
  const passing = ['identity.session', 'trail.entry', 'access.decision', 'kernel.migration'];
  const tables = await matrix.city.sql<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'geo')
        and schemaname || '.' || tablename <> all($1) order by 1`,
    [passing],
  );
  const parts = tables.map(
    ({ name }) =>
      `select '${name}' as name, md5(string_agg(t::text, '|' order by t::text)) as mark from ${name} t`,
  );
  const rows = await matrix.city.sql<{ name: string; mark: string }>(parts.join(' union all '));
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

test('every route has its line, and every line its route', () => {
  const there = routes();
  expect(
    there.filter(({ line }) => !line).map(({ module, name }) => `${module}: write a line for ${name}`),
  ).toEqual([]);
  const names = new Set(there.map(({ module, name }) => `${module} ${name}`));
  const lines = Object.entries(expected).flatMap(([module, of]) =>
    Object.keys(of).map((name) => `${module} ${name}`),
  );
  expect(lines.filter((line) => !names.has(line))).toEqual([]);
});

describe.each(callerNames)('as %s', (caller) => {
  test('what is not expected is refused at the door, and nothing has changed', async () => {
    const closed = routes().filter((one) => one.line && !passes(caller, one));
    const before = await everything();
    for (const one of closed) {
      const { answer, atDoor } = await ask(caller, one);
      const refusal = caller === 'anonymous' ? [401] : [403];
      expect([one.name, refusal.includes(answer.statusCode), answer.statusCode]).toEqual([
        one.name,
        true,
        answer.statusCode,
      ]);
      // Whoever acts for another is turned away before anybody asks what they could do as themselves.
      if (!acting.includes(caller) || atDoor)
        expect([one.name, atDoor?.decision.allow]).toEqual([one.name, false]);
    }
    expect(await everything()).toBe(before);
  });

  test('a body that is broken, too long or of another kind is refused for who asks, not for what it says', async () => {
    const closed = routes().filter(
      ({ line, route }) => line && !line.door.includes(caller) && route.definition.method !== 'GET',
    );
    const wrong: string[] = [];
    for (const { name, route } of closed)
      for (const [type, body] of [
        ['application/json', '{"broken": '],
        ['application/json', `"${'x'.repeat(1_200_000)}"`],
        ['text/plain', 'words'],
        ['multipart/form-data', 'no boundary'],
      ] as const) {
        const { method, url } = route.definition;
        const answer = await matrix.callers[caller].send(
          method,
          `${things.fill(url)}?limit=nonsense`,
          type,
          body,
        );
        if (answer.statusCode !== (caller === 'anonymous' ? 401 : 403))
          wrong.push(`${name} with ${type} (${body.length}): ${answer.statusCode}`);
      }
    expect(wrong).toEqual([]);
  });

  test('behind the door, what belongs to others is refused too, and nothing has changed', async () => {
    const beyond = routes().filter(
      (one) => one.line?.thing && passes(caller, one) && !one.line.thing.includes(caller),
    );
    const before = await everything();
    const wrong: string[] = [];
    for (const one of beyond) {
      const { body = {}, query = {} } = one.route.definition;
      const given = { ...(sampleOf(body) as object), ...fitting[one.name] };
      const asked = new URLSearchParams(sampleOf(query) as Record<string, string>).toString();
      const { answer } = await ask(caller, one, given, asked && `?${asked}`);
      const code = answer.headers['content-type']?.toString().includes('json') ? answer.json().code : '';
      if (![401, 403, 404, 410].includes(answer.statusCode))
        wrong.push(`${one.name}: ${answer.statusCode} ${code} ${answer.body.slice(0, 150)}`);
      for (const secret of secrets)
        if (answer.body.includes(secret)) wrong.push(`${one.name}: shows ${secret}`);
    }
    expect(wrong).toEqual([]);
    expect(await everything()).toBe(before);
  });
});

describe.each(callerNames)('as %s', (caller) => {
  test('what is expected is let through the door, and shows nobody who is not one’s own', async () => {
    const open = routes().filter(
      (one) =>
        passes(caller, one) &&
        // It would end the session, or make it act for nobody.
        !['POST /sign-out', 'POST /me/acting', 'POST /api/me/acting'].includes(one.name) &&
        one.route.kind !== 'stream' &&
        !one.route.definition.streams,
    );
    expect(open.length).toBeGreaterThan(50);
    const wrong: string[] = [];
    for (const one of open) {
      const { answer, atDoor } = await ask(caller, one);
      const isPublic = one.route.definition.permission.startsWith('public: ');
      if (!isPublic && atDoor?.decision.allow !== true)
        wrong.push(`${one.name}: closed, ${answer.statusCode}`);
      if (answer.statusCode >= 500) wrong.push(`${one.name}: ${answer.statusCode}`);
      for (const secret of secrets)
        if (answer.body.includes(secret)) wrong.push(`${one.name}: shows ${secret}`);
    }
    expect(wrong).toEqual([]);
  });
});
