// Builders for this module's tests: a city with only the operations centre, its people, conditions of made-up sources.
import { system } from '@city/kernel/access';
import { officer, testCity, type TestCity, type TestCityOptions } from '@city/kernel/testing';
import { module } from './module.ts';

export function operationsTestCity(options: TestCityOptions = {}): Promise<TestCity> {
  return testCity({ ...options, modules: [module as never, ...(options.modules ?? [])] });
}

const centre = { body: 'trung-tam-dieu-hanh' } as const;
export const people = {
  operator: officer({ ...centre, role: 'operator', title: 'Trực ban · Trung tâm điều hành' }),
  nextOperator: officer({ ...centre, role: 'operator', title: 'Trực ban ca sau · Trung tâm điều hành' }),
  lead: officer({ ...centre, role: 'shift_lead', title: 'Trưởng ca · Trung tâm điều hành' }),
  cityLeader: officer({ body: 'ubnd-thanh-pho', role: 'leader', title: 'Lãnh đạo · UBND thành phố' }),
  drainage: officer({ body: 'thoat-nuoc', role: 'officer', title: 'Cán bộ · Công ty Thoát nước' }),
  stranger: officer({ body: 'ubnd-11383', unit: '11383', role: 'officer' }),
};
export const sensing = system('sensing');

/** In Lê Chân. */
export const place = { lat: 20.8442, lon: 106.6766 } as const;

export interface Raised {
  readonly id: string;
  readonly version: number;
  readonly state: string;
}

export async function raise(city: TestCity, more: Record<string, unknown> = {}): Promise<Raised> {
  const body = {
    source: 'sensing',
    condition: 'hon-dau',
    definition: 'river-level',
    severity: 2,
    value: 3.6,
    unitCode: 'MTR',
    point: place,
    ...more,
  };
  const answer = await city.as(sensing).post('/api/operations/conditions/raise', body);
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer.json() as Raised;
}

export async function clear(city: TestCity, condition = 'hon-dau'): Promise<Raised> {
  const body = { source: 'sensing', condition };
  const answer = await city.as(sensing).post('/api/operations/conditions/clear', body);
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`);
  return answer.json() as Raised;
}

/** A verb on a thing as somebody; the answer's status and body. */
export async function act(
  city: TestCity,
  who: Parameters<TestCity['as']>[0],
  path: string,
  body: object = {},
): Promise<{ readonly status: number; readonly body: Record<string, never> & { [key: string]: unknown } }> {
  const answer = await city.as(who).post(`/api/operations/${path}`, body);
  return { status: answer.statusCode, body: answer.json() };
}
