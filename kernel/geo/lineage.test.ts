// What the register refuses to be built from.
import { describe, expect, it } from 'vitest';
import type { Unit } from './types.ts';
import { createUnitRegister } from './unit-register.ts';

describe('data that contradict themselves', () => {
  const unit = (code: string, validFrom: string, validTo: string | null): Unit => ({
    code,
    validFrom,
    validTo,
    name: code,
    nameEn: code,
    kind: 'xã',
    level: 'commune',
    parentCode: null,
    areaKm2: null,
    centroid: null,
    document: null,
  });

  it('are refused: overlapping versions, relations to nobody, relations across a gap', () => {
    const make = (units: Unit[], relations = [] as Parameters<typeof createUnitRegister>[0]['relations']) =>
      createUnitRegister({ units, relations, boundarySets: [] });
    expect(() => make([unit('1', '2020-01-01', null), unit('1', '2021-01-01', null)])).toThrow(/overlap/);
    expect(() => make([unit('1', '2020-01-01', '2019-01-01')])).toThrow(/end before/);
    const relation = {
      from: { code: '1', validFrom: '2020-01-01' },
      to: { code: '2', validFrom: '2021-01-01' },
      share: 'whole' as const,
    };
    expect(() => make([unit('1', '2020-01-01', '2020-12-31')], [relation])).toThrow(/no unit/);
    expect(() =>
      make([unit('1', '2020-01-01', '2020-06-30'), unit('2', '2021-01-01', null)], [relation]),
    ).toThrow(/day before/);
    expect(() =>
      make([unit('1', '2020-01-01', '2020-12-31'), unit('2', '2021-01-01', null)], [relation]),
    ).not.toThrow();
  });
});
