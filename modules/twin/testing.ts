// Builders for this module's tests: a city with only the twin, people at its desk, small scenarios that run in a moment.
import { officer, type TestCity, testCity, type TestCityOptions } from '@city/kernel/testing';
import { defaultsOf } from './desk/catalogue.ts';
import { module } from './module.ts';
import type { FloodInput, ScenarioInput } from './scenarios/inputs.ts';
import { seedDemo } from './seed/seed.ts';

export async function twinCityOf(options: Omit<TestCityOptions, 'modules'> = {}): Promise<TestCity> {
  const city = await testCity({ ...options, modules: [module as never] });
  await seedDemo(city.module('twin'), () => {});
  return city;
}

export const people = {
  operator: officer({
    body: 'trung-tam-dieu-hanh',
    role: 'operator',
    title: 'Trực ban · Trung tâm điều hành',
  }),
  leader: officer({ body: 'ubnd-thanh-pho', role: 'leader', title: 'Lãnh đạo UBND thành phố' }),
  officer: officer({ body: 'ubnd-11383', unit: '11383', title: 'Cán bộ · UBND phường Lê Chân' }),
  moderator: officer({ body: 'dieu-phoi-1022', role: 'moderator', title: 'Kiểm duyệt' }),
};

/** A storm tide over large cells: a run of well under a second. */
export function smallFlood(more: Partial<FloodInput> = {}): ScenarioInput {
  const { flood } = defaultsOf('flood');
  return {
    kind: 'flood',
    flood: { ...flood, cellMetres: 2_000, hours: 18, tidePeak: 4.1, surge: 1.5, ...more },
  };
}
