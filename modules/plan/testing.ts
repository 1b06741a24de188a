// Builders for this module's tests: a city with only the plan, and officers of the bodies that own its figures.
import { officer, type TestCity, testCity, type TestCityOptions } from '@city/kernel/testing';
import { module } from './module.ts';

export function plannedCity(options: Omit<TestCityOptions, 'modules'> = {}): Promise<TestCity> {
  return testCity({ ...options, modules: [module as never] });
}

const leChan = { body: 'ubnd-11383', unit: '11383' } as const;
export const people = {
  officer: officer({ ...leChan, title: 'Cán bộ · UBND phường Lê Chân' }),
  leader: officer({ ...leChan, role: 'leader', title: 'Chủ tịch · UBND phường Lê Chân' }),
  elsewhere: officer({ body: 'ubnd-10525', unit: '10525', title: 'Cán bộ · UBND phường Hải Dương' }),
  leaderElsewhere: officer({ body: 'ubnd-10525', unit: '10525', role: 'leader', title: 'Chủ tịch' }),
  city: officer({ body: 'ubnd-thanh-pho', role: 'leader', title: 'Lãnh đạo UBND thành phố' }),
  inspector: officer({ body: 'thanh-tra-thanh-pho', role: 'inspector', title: 'Thanh tra' }),
};

export const key = { version: 'hp-1', period: '2026', unit: '11383', leaf: 'accounts' };

export const aFigure = (more: Record<string, unknown> = {}) => ({
  ...key,
  a: '17000',
  b: '40000',
  source: 'Rà soát của tổ công nghệ số cộng đồng',
  evidence: 'https://example.org/ra-soat-2026.pdf',
  asOf: '2026-08-31',
  reason: null,
  ...more,
});

/** Enters a figure as one officer and approves it as a leader of the same body. */
export async function approved(city: TestCity, more: Record<string, unknown> = {}): Promise<void> {
  const figure = aFigure(more);
  const from =
    figure.unit === '10525' ? [people.elsewhere, people.leaderElsewhere] : [people.officer, people.leader];
  const [by, leader] = from as [typeof people.officer, typeof people.leader];
  const entered = await city.as(by).post('/api/desk/plan/figures', figure);
  if (entered.statusCode !== 200) throw new Error(entered.body);
  const { version, period, unit, leaf } = figure;
  const decided = await city.as(leader).post('/api/desk/plan/figures/decision', {
    version,
    period,
    unit,
    leaf,
    revision: (entered.json() as { revision: number }).revision,
    decision: 'approved',
    words: null,
  });
  if (decided.statusCode !== 200) throw new Error(decided.body);
}
