// Every table with personal data has its line in access and erasure; one that is forgotten here would be forgotten there.
import { expect, test } from 'vitest';
import { modules } from '../main.ts';

const all = modules as readonly (typeof modules)[number][];

test('each module says of each of its tables with personal data what it is and what an erasure does', () => {
  const missing: string[] = [];
  let walked = 0;
  for (const { name, retention, personalData } of all) {
    for (const { table, personalData: isPersonal } of retention) {
      if (!isPersonal) continue;
      walked++;
      if (!personalData?.tables.some((row) => row.table === table))
        missing.push(`${table}: add it to personalData of modules/${name}`);
    }
  }
  expect(missing).toEqual([]);
  expect(walked).toBeGreaterThan(30);
});

test('what is named is kept by the module and holds personal data', () => {
  const strange = all.flatMap(({ retention, personalData }) =>
    (personalData?.tables ?? [])
      .filter(({ table }) => !retention.some((row) => row.table === table && row.personalData))
      .map(({ table }) => table),
  );
  expect(strange).toEqual([]);
});

test('what an erasure keeps says why, in both languages', () => {
  const silent = all.flatMap(({ personalData }) =>
    (personalData?.tables ?? [])
      .filter(({ onErase, why }) => onErase === 'kept' && !(why?.vi && why.en))
      .map(({ table }) => table),
  );
  expect(silent).toEqual([]);
});
