// GeoReport v2 over the wire: discovery, services, filing, reading, updates, errors; XML and JSON say the same, nothing leaks.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import type { FeedbackTables } from '../cases/tables.ts';
import { file, inLeChan, people, picture, reportsCity } from '../testing.ts';
import { makeKey } from './key.store.ts';

let city: TestCity;
const key = 'a-key-of-the-test';
const partnerKey = 'a-key-of-the-ward';
beforeAll(async () => {
  city = await reportsCity();
  await city.module<FeedbackTables>('feedback').db.transaction(system('test'), async (tx) => {
    await makeKey(tx, { name: 'test', body: null, key });
    await makeKey(tx, { name: 'ward', body: 'ubnd-11383', key: partnerKey });
  });
});
afterAll(() => city.stop());
beforeEach(() => city.clock.set('2026-09-08T02:30:00Z'));

const v2 = '/open311/v2';
const get = (url: string) => city.as(anonymous).get(url);
const json = async (url: string) => (await get(url)).json();
const form = (url: string, fields: Record<string, string>) => city.as(anonymous).form(url, fields);
const aRequest = (more: Record<string, string> = {}) => ({
  api_key: key,
  service_code: 'flooding',
  lat: String(inLeChan.lat),
  long: String(inLeChan.lon),
  description: 'Ngập trước cổng trường',
  ...more,
});
async function post(more: Record<string, string> = {}): Promise<string> {
  const answer = await form(`${v2}/requests.json`, aRequest(more));
  expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)]);
  return answer.json()[0].service_request_id;
}
const xml = new XMLParser({
  parseTagValue: false,
  isArray: (name) =>
    ['request', 'service', 'error', 'attribute', 'value', 'endpoint', 'format', 'request_update'].includes(
      name,
    ),
});

describe('discovery', () => {
  test('names a production and a test endpoint, each in two formats, with the bare media types', async () => {
    const answer = await get(`${v2}/discovery.json`);
    expect(answer.headers['content-type']).toBe('application/json');
    expect((await get(`${v2}/discovery.xml`)).headers['content-type']).toBe('text/xml');
    const { endpoints, changeset, contact, key_service: service } = answer.json();
    expect([changeset, contact, service].every((text) => typeof text === 'string' && text !== '')).toBe(true);
    const georeport = endpoints.filter((one: { specification: string }) =>
      one.specification.endsWith('GeoReport_v2'),
    );
    expect(georeport.map(({ type }: { type: string }) => type)).toEqual(['production', 'test']);
    for (const { url, formats } of georeport) {
      expect(formats).toEqual(['text/xml', 'application/json']);
      expect((await get(`${new URL(url).pathname}/services.json`)).statusCode).toBe(200);
    }
    expect(xml.parse((await get(`${v2}/discovery.xml`)).body).discovery.endpoints.endpoint).toHaveLength(
      endpoints.length,
    );
  });
});

describe('services', () => {
  test('are a bare list with code, name, metadata and type, the same in XML', async () => {
    const services = await json(`${v2}/services.json`);
    expect(Array.isArray(services)).toBe(true);
    for (const one of services) {
      expect(one).toMatchObject({
        service_code: expect.any(String),
        type: 'realtime',
        metadata: expect.any(Boolean),
      });
      expect(one.service_name).not.toBe('');
    }
    const inXml = xml.parse((await get(`${v2}/services.xml`)).body).services.service;
    expect(inXml.map((one: { service_code: string }) => one.service_code)).toEqual(
      services.map((one: { service_code: string }) => one.service_code),
    );
  });

  test('with metadata tell what they ask, lists with their keys', async () => {
    const definition = await json(`${v2}/services/streetlight.json`);
    expect(definition.service_code).toBe('streetlight');
    expect(definition.attributes[0]).toMatchObject({
      code: 'fault',
      datatype: 'singlevaluelist',
      required: true,
      order: 1,
    });
    expect(definition.attributes[0].values[0]).toEqual({ key: 'off', name: expect.any(String) });
    const inXml = xml.parse((await get(`${v2}/services/streetlight.xml`)).body).service_definition;
    expect(inXml.attributes.attribute[0].values.value[0].key).toBe('off');
    expect((await get(`${v2}/services/ufo.json`)).statusCode).toBe(404);
  });

  test('speak English when asked to', async () => {
    const [one] = await json(`${v2}/services.json?lang=en`);
    const [vietnamese] = await json(`${v2}/services.json`);
    expect(one.service_name).not.toBe(vietnamese.service_name);
  });
});

describe('filing', () => {
  test('answers the number at once; the request is there in both formats and in the city’s own list', async () => {
    const id = await post({ first_name: 'Mai', last_name: 'Nguyễn', phone: '0912 345 678' });
    const [request] = await json(`${v2}/requests/${id}.json`);
    expect(request).toMatchObject({
      service_request_id: id,
      status: 'open',
      service_code: 'flooding',
      description: 'Ngập trước cổng trường',
      requested_datetime: '2026-09-08T02:30:00Z',
      expected_datetime: '2026-09-10T02:30:00Z',
      lat: inLeChan.lat,
      long: inLeChan.lon,
      media_url: null,
    });
    const inXml = xml.parse((await get(`${v2}/requests/${id}.xml`)).body).service_requests.request[0];
    expect(inXml).toMatchObject({ service_request_id: id, status: 'open', lat: String(inLeChan.lat) });
    expect((await json(`/api/reports/${id}`)).channel).toBe('open311');
    expect(JSON.stringify(request)).not.toContain('345');
    expect(await json(`${v2}/tokens/${id}.json`)).toEqual([{ service_request_id: id, token: id }]);
  });

  test('in XML answers XML; the jurisdiction may stand in the query', async () => {
    const answer = await form(`${v2}/requests.xml?jurisdiction_id=haiphong.gov.vn`, aRequest());
    expect(answer.headers['content-type']).toBe('text/xml');
    expect(xml.parse(answer.body).service_requests.request[0].service_request_id).toMatch(/^HP-/);
  });

  test('takes pictures of a multipart form', async () => {
    const answer = await city.as(anonymous).form(`${v2}/requests.json`, aRequest(), [
      { field: 'photo1', filename: 'a.jpg', contentType: 'image/jpeg', data: await picture() },
      { field: 'photo2', filename: 'b.jpg', contentType: 'image/jpeg', data: await picture('#ccc') },
    ]);
    const [request] = await json(
      `${v2}/requests/${answer.json()[0].service_request_id}.json?extensions=true`,
    );
    expect(request.media_url).toMatch(/^http.*\/files\//);
    expect(request.extended_attributes.media_urls).toHaveLength(2);
  });

  test('keeps answers to what the service asks, one and several', async () => {
    const id = await post({
      service_code: 'streetlight',
      'attribute[fault]': 'off',
      'attribute[pole]': 'HP-0123',
    });
    const answer = await city.as(anonymous).inject({
      method: 'POST',
      url: `${v2}/requests.json`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `${new URLSearchParams(aRequest({ service_code: 'waste' }))}&attribute[kinds][]=bulky&attribute[kinds][]=household`,
    });
    const rows = await city.sql<{ code: string; given: string[] }>(
      `select a.code, a.given from feedback.attribute a join feedback.tracking_code t using (report_id) where t.code = any($1) order by a.code`,
      [[id, answer.json()[0].service_request_id]],
    );
    expect(rows).toEqual([
      { code: 'fault', given: ['off'] },
      { code: 'kinds', given: ['bulky', 'household'] },
      { code: 'pole', given: ['HP-0123'] },
    ]);
  });

  test('finds the ward of an address, and the middle of a unit', async () => {
    const { lat: _lat, long: _long, ...nowhere } = aRequest();
    const named = await form(`${v2}/requests.json`, {
      ...nowhere,
      address_string: '215 Trần Nguyên Hãn, phường Lê Chân',
    });
    expect((await json(`/api/reports/${named.json()[0].service_request_id}`)).unit.code).toBe('11383');
    const coded = await form(`${v2}/requests.json`, { ...nowhere, address_id: '11407' });
    expect((await json(`/api/reports/${coded.json()[0].service_request_id}`)).unit.code).toBe('11407');
  });

  test('on trial checks everything and keeps nothing', async () => {
    const count = async () =>
      (await city.sql<{ n: number }>('select count(*)::int as n from feedback.report'))[0]!.n;
    const before = await count();
    expect((await form('/open311/trial/v2/requests.json', aRequest())).statusCode).toBe(201);
    expect(
      (await form('/open311/trial/v2/requests.json', aRequest({ service_code: 'ufo' }))).statusCode,
    ).toBe(404);
    expect(await count()).toBe(before);
  });

  test.each([
    ['no key', { api_key: '' }, 403, 'api_key'],
    ['a wrong key', { api_key: 'nonsense' }, 403, 'api_key'],
    ['no service', { service_code: '' }, 400, 'service_code'],
    ['an unknown service', { service_code: 'ufo' }, 404, 'service_code'],
    ['no place', { lat: '', long: '' }, 400, 'lat'],
    ['half a place', { long: '' }, 400, 'long'],
    ['a place that is no number', { lat: 'x' }, 400, 'lat'],
    ['a place outside', { lat: '10.7', long: '106.7' }, 400, 'lat'],
    ['no words', { description: '' }, 400, 'description'],
    ['too many words', { description: 'x'.repeat(4001) }, 400, 'description'],
    ['another jurisdiction', { jurisdiction_id: 'boston.gov' }, 404, 'jurisdiction_id'],
    ['a required answer missing', { service_code: 'streetlight' }, 400, 'attribute[fault]'],
    [
      'an answer not in the list',
      { service_code: 'streetlight', 'attribute[fault]': 'purple' },
      400,
      'attribute[fault]',
    ],
    ['an answer nobody asked for', { 'attribute[colour]': 'red' }, 400, 'attribute[colour]'],
    ['a number that is none', { 'attribute[depth_cm]': 'deep' }, 400, 'attribute[depth_cm]'],
    ['a phone that is none', { phone: '12' }, 400, 'phone'],
    [
      'a picture inside our walls',
      { media_url: 'http://169.254.169.254/latest/meta-data' },
      400,
      'media_url',
    ],
    ['a picture of this machine', { media_url: 'http://localhost:8080/x.jpg' }, 400, 'media_url'],
  ])(
    'with %s is refused by name in both formats, and nothing is stored',
    async (_name, more, status, word) => {
      const before = (await city.sql('select 1 from feedback.report')).length;
      const fields = aRequest(more as Record<string, string>);
      const inJson = await form(`${v2}/requests.json`, fields);
      expect(inJson.statusCode).toBe(status);
      const [error] = inJson.json();
      expect(error.code).toBe(status);
      expect(error.description).toContain(word);
      const inXml = await form(`${v2}/requests.xml`, fields);
      expect(inXml.statusCode).toBe(status);
      expect(xml.parse(inXml.body).errors.error[0].description).toContain(word);
      expect((await city.sql('select 1 from feedback.report')).length).toBe(before);
    },
  );

  test('never fetches what leads to this machine, whatever the name', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end('x');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '0.0.0.0', '2130706433'])
      expect(
        (await form(`${v2}/requests.json`, aRequest({ media_url: `http://${host}:${port}/a.jpg` })))
          .statusCode,
      ).toBe(400);
    server.close();
    expect(asked).toBe(0);
  });
});

describe('reading', () => {
  test('filters by service, state, dates, ids, place, words, pictures and change', async () => {
    const id = await post({ description: 'Đường Hoà Bình ngập nặng' });
    const other = await post({
      service_code: 'waste',
      description: 'Rác chất đống',
      lat: '20.852',
      long: '106.70',
    });
    const ids = async (query: string) =>
      (await json(`${v2}/requests.json?${query}`)).map(
        (one: { service_request_id: string }) => one.service_request_id,
      );
    expect(await ids(`service_request_id=${id},${other}`)).toHaveLength(2);
    expect(await ids('service_code=waste')).toContain(other);
    expect(await ids('service_code=waste')).not.toContain(id);
    expect(await ids('status=closed')).not.toContain(id);
    expect(await ids('start_date=2026-09-08T02:29:00Z&end_date=2026-09-08T02:31:00Z')).toContain(id);
    expect(await ids('start_date=2026-09-09T00:00:00Z')).toEqual([]);
    expect(await ids('keyword=hoa%20binh')).toEqual([id]);
    expect(await ids(`lat=20.852&long=106.70&radius=200`)).toEqual([other]);
    expect(await ids('with_picture=true')).not.toContain(id);
    expect(await ids('updated_after=2026-09-08T02:29:00Z')).toContain(id);
    expect(await ids('max_requests=1')).toHaveLength(1);
    expect(await json(`${v2}/requests.json?service_request_id=${id}&just_count=true`)).toEqual({ count: 1 });
    const bad = await get(`${v2}/requests.json?start_date=soon`);
    expect([bad.statusCode, bad.json()[0].description]).toEqual([400, expect.stringContaining('start_date')]);
  });

  test('says the answer and the time of closing once it is closed', async () => {
    const id = await post();
    await city.as(people.leChan).post(`/api/reports/${id}/accept`, {});
    city.clock.set('2026-09-08T04:00:00Z');
    await city.as(people.leChan).post(`/api/reports/${id}/resolve`, { words: 'Đã thông cống.' });
    const [request] = await json(`${v2}/requests/${id}.json?extensions=true`);
    expect(request).toMatchObject({
      status: 'closed',
      status_notes: 'Đã thông cống.',
      updated_datetime: '2026-09-08T04:00:00Z',
      extended_attributes: { detailed_status: 'PROCESSED' },
    });
  });

  test('shows nothing of what is hidden or private, anywhere', async () => {
    for (const visibility of ['hidden', 'private']) {
      const id = await post({ description: 'Việc này không ai được thấy' });
      await city.sql('update feedback.report set visibility = $1 where tracking_code = $2', [visibility, id]);
      for (const url of [`${v2}/requests/${id}.json`, `${v2}/requests/${id}.xml`, `${v2}/tokens/${id}.json`])
        expect((await get(url)).statusCode, url).toBe(404);
      for (const url of [
        `${v2}/requests.json`,
        `${v2}/requests.xml`,
        `${v2}/requests.json?service_request_id=${id}`,
        `${v2}/requests.json?keyword=khong%20ai%20duoc%20thay`,
        `${v2}/requests.json?lat=${inLeChan.lat}&long=${inLeChan.lon}`,
        `${v2}/servicerequestupdates.json`,
      ])
        expect((await get(url)).body, url).not.toContain(id);
    }
  });
});

describe('inquiry', () => {
  test('lists the one-stop office of every unit, all and one, in both formats', async () => {
    const all = await json('/open311/inquiry/v1/facilities/all.json');
    expect(all).toHaveLength(114);
    const [one] = await json('/open311/inquiry/v1/facilities/11383.json');
    expect(one).toMatchObject({ id: '11383', category: 'one-stop-office' });
    const inXml = xml.parse((await get('/open311/inquiry/v1/facilities/one-stop-office.xml')).body);
    expect(inXml.facilities.facility).toHaveLength(114);
    expect((await get('/open311/inquiry/v1/facilities/99999.json')).statusCode).toBe(404);
    expect((await json('/open311/inquiry/v1/services.json'))[0].service_code).toBe('one-stop-office');
  });
});

describe('updates', () => {
  const update = (id: string, more: Record<string, string> = {}) => ({
    api_key: partnerKey,
    service_request_id: id,
    update_id: 'u-1',
    status: 'INVESTIGATING',
    updated_datetime: '2026-09-08T02:30:00Z',
    description: 'Đội đang đến',
    ...more,
  });
  const send = (fields: Record<string, string>) => form(`${v2}/servicerequestupdates.json`, fields);

  test('of a partner move the report as its officers would, each once', async () => {
    const id = await post();
    expect((await send(update(id, { update_id: 'a-1' }))).json()).toEqual([{ update_id: 'a-1' }]);
    expect((await json(`/api/reports/${id}`)).state).toBe('accepted');
    const again = await send(update(id, { update_id: 'a-1' }));
    expect([again.statusCode, again.json()[0].description]).toEqual([
      400,
      expect.stringContaining('update_id'),
    ]);
    expect((await send(update(id, { update_id: 'a-2', status: 'IN_PROGRESS' }))).statusCode).toBe(200);
    expect((await json(`/api/reports/${id}`)).state).toBe('in_progress');
    await send(update(id, { update_id: 'a-3', status: 'FIXED', description: 'Đã thông cống' }));
    expect(await json(`/api/reports/${id}`)).toMatchObject({ state: 'resolved', answer: 'Đã thông cống' });
    expect((await json(`/api/reports/${id}`)).history.at(-1).actor).toBe('office');
  });

  test('that are older than the report’s last step move nothing and are kept', async () => {
    const id = await post();
    await send(update(id, { update_id: 'b-1', updated_datetime: '2026-09-01T00:00:00Z', status: 'FIXED' }));
    expect((await json(`/api/reports/${id}`)).state).toBe('new');
    const view = (await city.as(people.leChan).get(`/api/desk/reports/${id}`)).json();
    expect(view.handling.notes[0].words).toContain('FIXED');
  });

  test('of a key without a body, or of another body, are refused', async () => {
    const id = await post();
    expect((await send(update(id, { api_key: key }))).statusCode).toBe(403);
    expect((await send(update(id, { api_key: '' }))).statusCode).toBe(403);
    const elsewhere = (await file(city, { lat: 20.94, lon: 106.33 })).trackingCode;
    expect((await send(update(elsewhere, { update_id: 'c-1' }))).statusCode).toBe(403);
    const bad = await send(update(id, { status: 'PURPLE' }));
    expect([bad.statusCode, bad.json()[0].description]).toEqual([400, expect.stringContaining('status')]);
    expect((await json(`/api/reports/${id}`)).state).toBe('new');
  });

  test('are listed in the order of time, in both formats', async () => {
    const id = await post();
    await send(update(id, { update_id: 'd-1' }));
    const span = 'start_date=2026-09-08T00:00:00Z&end_date=2026-09-09T00:00:00Z';
    const list = await json(`${v2}/servicerequestupdates.json?${span}`);
    expect(list.find((one: { service_request_id: string }) => one.service_request_id === id)).toMatchObject({
      status: 'INVESTIGATING',
      description: 'Đội đang đến',
      updated_datetime: '2026-09-08T02:30:00Z',
    });
    const inXml = xml.parse((await get(`${v2}/servicerequestupdates.xml?${span}`)).body);
    expect(inXml.service_request_updates.request_update).toHaveLength(list.length);
  });
});
