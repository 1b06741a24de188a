// Builders for this module's tests: a city with data rights, its officers, requests that are valid by default.
import { citizen, officer, testCity, type TestCity, type TestCityOptions } from '@city/kernel/testing';
import type { RequestItem, RequestView } from './contract.ts';
import { module } from './module.ts';
import { privacyCity } from './privacy-city.ts';
import { carryOutRequest } from './requests/carry-out.job.ts';
import type { PrivacyTables } from './tables.ts';

export function privacyTestCity(options: TestCityOptions = {}): Promise<TestCity> {
  return testCity({ ...options, modules: [...(options.modules ?? []), module as never] });
}

const office = {
  body: 'ubnd-thanh-pho',
  role: 'data_protection',
  title: 'Cán bộ bảo vệ dữ liệu · UBND thành phố',
};
export const people = {
  officer: officer(office),
  colleague: officer(office),
  leader: officer({ body: 'ubnd-thanh-pho', role: 'leader', title: 'Lãnh đạo · UBND thành phố' }),
  wardLeader: officer({ body: 'ubnd-11383', unit: '11383', role: 'leader' }),
  caseOfficer: officer({ body: 'ubnd-11383', unit: '11383', role: 'officer' }),
};

export const words = 'Tôi muốn xóa dữ liệu vì đã chuyển đi nơi khác.';

/** Asks and answers what came; fails when it is refused. */
export async function ask(
  city: TestCity,
  who = citizen(),
  body: { kind?: string; words?: string; purpose?: string } = {},
): Promise<RequestView> {
  const answer = await city.as(who).post('/api/me/data-requests', { kind: 'erase', words, ...body });
  if (answer.statusCode !== 201) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer.json();
}

/** Takes a step at the desk; fails when it is refused. */
export async function step(
  city: TestCity,
  id: string,
  verb: string,
  options: { words?: string; who?: typeof people.officer } = {},
): Promise<RequestView> {
  const { who = people.officer, ...body } = options;
  const answer = await city.as(who).post(`/api/desk/data-requests/${id}/${verb}`, body);
  if (answer.statusCode !== 200) throw new Error(`${verb}: ${answer.statusCode} ${answer.body}`);
  return answer.json();
}

/** Does at once what the job would do. */
export function carryOut(city: TestCity, id: string, begin = false): Promise<void> {
  return carryOutRequest(privacyCity(city.module<PrivacyTables>('privacy')), id, begin);
}

export async function queue(city: TestCity, who = people.officer, box = 'open'): Promise<RequestItem[]> {
  return (await city.as(who).get(`/api/desk/data-requests?box=${box}`)).json().items;
}
