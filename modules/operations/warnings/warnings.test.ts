// A public warning from draft to release by a second person, its update and its cancel, as the feed and the page show them.
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import { makePair } from '../cap/signing-key.ts';
import { capTime } from '../cap/cap-message.ts';
import { parseCap } from '../cap/cap-read.ts';
import { receiveCap } from '../cap/receive.action.ts';
import { schemaFaults } from '../cap/cap-schema.ts';
import { signCap, verifyCap } from '../cap/cap-signature.ts';
import { capXml } from '../cap/cap-xml.ts';
import { operationsCity } from '../module-city.ts';
import type { OperationsTables } from '../tables.ts';
import { act, operationsTestCity, people } from '../testing.ts';
import { tellBatch } from './tell.job.ts';
import type { WarningDetail } from './warning-view.ts';

let city: TestCity;
beforeAll(async () => {
  city = await operationsTestCity();
});
afterAll(() => city?.stop());

const text = (more: Record<string, unknown> = {}) => ({
  status: 'Actual',
  event: 'trieu-cuong',
  urgency: 'Expected',
  severity: 'Severe',
  certainty: 'Likely',
  headlineVi: 'Triều cường chiều nay',
  headlineEn: 'High tide this afternoon',
  descriptionVi: 'Đỉnh triều 4,1 m ở Hòn Dáu.',
  descriptionEn: 'The peak at Hòn Dáu is 4.1 m.',
  instructionVi: 'Kê cao đồ đạc.',
  instructionEn: 'Raise what stands on the floor.',
  areas: ['11383'],
  expiresAt: new Date(city.clock.now().getTime() + 8 * 3_600_000).toISOString(),
  ...more,
});
const draft = async (more: Record<string, unknown> = {}) => {
  const answer = await act(city, people.operator, 'warnings', text(more));
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return (answer.body as unknown as WarningDetail).warning;
};
const released = async (more: Record<string, unknown> = {}) => {
  const { id } = await draft(more);
  await act(city, people.operator, `warnings/${id}/submit`);
  const answer = await act(city, people.lead, `warnings/${id}/release`);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return (answer.body as unknown as WarningDetail).warning;
};
const xmlOf = async (identifier: string | null) =>
  (await city.as(anonymous).get(`/cap/${identifier}.xml`)).body;
const feed = async () => (await city.as(anonymous).get('/cap/feed.atom')).body;

test('one person alone cannot release, in whichever order they try', async () => {
  const made = await act(city, people.lead, 'warnings', text());
  const { id } = (made.body as unknown as WarningDetail).warning;
  expect((await act(city, people.lead, `warnings/${id}/release`)).body).toMatchObject({
    code: 'operations_warning_step_not_possible',
  });
  await act(city, people.lead, `warnings/${id}/submit`);
  expect((await act(city, people.lead, `warnings/${id}/release`)).body).toMatchObject({
    code: 'operations_warning_own',
    status: 403,
  });
  expect((await act(city, people.operator, `warnings/${id}/release`)).status).toBe(403);
  // Whoever changes a word of it is one of its writers.
  await act(city, people.cityLeader, `warnings/${id}/send-back`, { words: 'Ghi rõ giờ đỉnh triều' });
  await act(city, people.operator, `warnings/${id}/edit`, text({ headlineVi: 'Triều cường lúc 17 giờ' }));
  await act(city, people.operator, `warnings/${id}/submit`);
  expect((await act(city, people.lead, `warnings/${id}/release`)).status).toBe(403);
  expect(await feed()).not.toContain('Triều cường lúc 17 giờ');
  expect((await act(city, people.cityLeader, `warnings/${id}/release`)).status).toBe(200);
  expect(await feed()).toContain('Triều cường lúc 17 giờ');
});

test('the database itself refuses a release by a writer', async () => {
  const { id } = await draft();
  const alone = city.sql(
    `update operations.warning set released_by = written_by[1], sent_at = now(), xml = 'x', identifier = 'x', state = 'released' where warning_id = $1`,
    [id],
  );
  await expect(alone).rejects.toThrow(/check constraint/);
});

test('what goes out is valid, signed by a key we publish, in two languages, with the outline and code of its units', async () => {
  const warning = await released();
  const xml = await xmlOf(warning.identifier);
  expect(schemaFaults(xml)).toEqual([]);
  const pem = (await city.as(anonymous).get('/cap/certificates.pem')).body;
  const certificates = pem.match(/-----BEGIN[\s\S]+?END CERTIFICATE-----/g) ?? [];
  expect(certificates.map((one) => new X509Certificate(one).subject)).toEqual([
    'CN=Hải Phòng City Operations Centre',
  ]);
  expect(verifyCap(xml, certificates, city.clock.now())).toMatchObject({ ok: true });
  const alert = parseCap(xml);
  expect(alert.infos.map(({ language, headline }) => [language, headline])).toEqual([
    ['vi-VN', 'Triều cường chiều nay'],
    ['en-US', 'High tide this afternoon'],
  ]);
  expect(alert.infos[0]?.areas[0]).toMatchObject({
    areaDesc: 'phường Lê Chân',
    geocodes: [{ valueName: 'GSO_WARD', value: '11383' }],
  });
  expect(alert.infos[0]?.areas[0]?.polygons.length).toBeGreaterThan(0);
});

test('every unit of the city has an outline that CAP accepts', async () => {
  const areas = operationsCity(city.module<OperationsTables>('operations')).unitsToday();
  expect(areas).toHaveLength(114);
  const warning = await released({ areas });
  const alert = parseCap(await xmlOf(warning.identifier));
  expect(alert.infos[0]?.areas.filter(({ polygons }) => polygons.length === 0)).toEqual([]);
});

test('an update follows its warning and a cancel follows both, with everything they refer to', async () => {
  const first = await released();
  city.clock.advance(60_000);
  const made = await act(city, people.operator, 'warnings', text({ severity: 'Extreme', updates: first.id }));
  const { id } = (made.body as unknown as WarningDetail).warning;
  await act(city, people.operator, `warnings/${id}/submit`);
  const second = (await act(city, people.lead, `warnings/${id}/release`)).body as unknown as WarningDetail;
  city.clock.advance(60_000);
  const lifted = (await act(city, people.lead, `warnings/${id}/cancel`, { words: 'Triều đã xuống' }))
    .body as unknown as WarningDetail;
  const [one, two, three] = await Promise.all(
    [first, second.warning, lifted.warning].map(async ({ identifier }) => parseCap(await xmlOf(identifier))),
  );
  const named = (alert: typeof one) => `${alert?.sender},${alert?.identifier},${alert?.sent}`;
  expect(two).toMatchObject({ msgType: 'Update', references: [named(one)] });
  expect(three).toMatchObject({
    msgType: 'Cancel',
    references: [named(one), named(two)],
    note: 'Triều đã xuống',
  });
  expect(three?.infos[0]).toMatchObject({ responseTypes: ['AllClear'], urgency: 'Past' });
  const states = await city.sql(
    `select state from operations.warning where warning_id = any ($1::uuid[]) order by created_at`,
    [[first.id, id, lifted.warning.id]],
  );
  expect(states).toEqual([{ state: 'updated' }, { state: 'cancelled' }, { state: 'released' }]);
  const holding = (await city.as(anonymous).get('/api/warnings')).json() as { items: { id: string }[] };
  expect(holding.items.map(({ id: one }) => one)).not.toContain(id);
  // A message is followed once: neither updated nor cancelled again.
  expect((await act(city, people.lead, `warnings/${id}/cancel`, { words: 'Lần nữa' })).status).toBe(409);
});

test('an exercise says so in every line and rings no phone', async () => {
  const warning = await released({ status: 'Exercise', headlineVi: 'Diễn tập bão số 9' });
  const alert = parseCap(await xmlOf(warning.identifier));
  expect(alert.status).toBe('Exercise');
  expect(alert.infos.map(({ headline }) => headline)).toEqual([
    'DIỄN TẬP – Diễn tập bão số 9',
    'EXERCISE – High tide this afternoon',
  ]);
  const page = await city.as(anonymous).get('/warnings', { accept: 'text/html' });
  expect(page.body).toContain('DIỄN TẬP, không phải thật');
  await tellBatch(city.module<OperationsTables>('operations'), {
    warningId: warning.id,
    after: '00000000-0000-0000-0000-000000000000',
  });
  expect(await city.sql(`select 1 from notify.message where key = $1`, [`warning:${warning.id}`])).toEqual(
    [],
  );
});

test('whoever follows a unit is told once, by app, text message and push; others are not', async () => {
  const [near, everywhere, far] = [citizen(), citizen(), citizen()];
  await city.as(near).form('/warnings/follow', { area: '11383' });
  await city.as(everywhere).form('/warnings/follow', { area: 'city' });
  await city.as(far).form('/warnings/follow', { area: '10525' });
  const warning = await released();
  const again = { warningId: warning.id, after: '00000000-0000-0000-0000-000000000000' };
  for (let round = 0; round < 2; round++) await tellBatch(city.module<OperationsTables>('operations'), again);
  const told = await city.sql<{ recipient: string; channel: string }>(
    `select d.recipient, d.channel from notify.delivery d join notify.message m using (recipient, message_id) where m.key = $1 order by 1, 2`,
    [`warning:${warning.id}`],
  );
  const expected = [near, everywhere].flatMap(({ id }) =>
    ['in-app', 'push', 'sms'].map((channel) => ({ recipient: `person:${id}`, channel })),
  );
  expect(told).toEqual(
    expected.sort((a, b) => a.recipient.localeCompare(b.recipient) || a.channel.localeCompare(b.channel)),
  );
  await city.as(near).form('/warnings/follow', { area: 'none' });
  expect(await city.sql(`select 1 from operations.follower where person_id = $1`, [near.id])).toEqual([]);
});

test('a partner’s signed message becomes an alarm once; a stranger’s is refused with the reason and kept', async () => {
  const m = city.module<OperationsTables>('operations');
  const pair = await makePair('Đài khí tượng', city.clock.now());
  const own = parseCap(await xmlOf((await released()).identifier));
  const theirs = {
    ...own,
    sender: 'duBao@kttv.example',
    identifier: 'kttv-1',
    sent: capTime(city.clock.now()),
  };
  const xml = signCap(capXml(theirs), pair);
  const partners = [{ sender: theirs.sender, certificate: pair.certificate }];
  const take = (message: string) =>
    m.db.transaction(system('kttv'), (tx) => receiveCap(tx, operationsCity(m), message, partners));
  const taken = await take(xml);
  expect(taken).toMatchObject({ accepted: true, reasons: [] });
  expect(
    await city.sql(`select state, definition from operations.alarm where alarm_id = $1`, [taken.alarmId]),
  ).toEqual([{ state: 'UNACK', definition: 'canh-bao-den' }]);
  expect(await take(xml)).toMatchObject({ accepted: false, reasons: ['identifier: already received'] });
  const refused = await city.as(system('stranger')).post('/api/operations/cap-in', { xml });
  expect(refused.json()).toMatchObject({ code: 'operations_warning_refused', status: 400 });
  const kept = await city.sql(
    `select reasons from operations.cap_in where not is_accepted order by received_at, received_id`,
  );
  expect(kept).toContainEqual({ reasons: ['sender: duBao@kttv.example is not known'] });
});

test('a warning that is over before it begins, for a unit that is none, or of no kind is refused by its field', async () => {
  for (const [more, code] of [
    [{ expiresAt: '2020-01-01T00:00:00Z' }, 'operations_warning_expires'],
    [{ areas: ['99999'] }, 'operations_warning_area_unknown'],
    [{ event: 'nothing' }, 'operations_warning_event_unknown'],
  ] as const)
    expect((await act(city, people.operator, 'warnings', text(more))).body).toMatchObject({
      code,
      status: 400,
    });
});
