import { describe, expect, it } from 'vitest';
import { Fresh } from './fresh.ts';

const at = (ms: number) => new Date(1_000_000 + ms);
const waiting = () => Promise.withResolvers<number>();

describe('a shared value', () => {
  it('is computed once for all who ask within the moment, and again after it', async () => {
    const fresh = new Fresh<number>(1_000);
    let loads = 0;
    const load = async () => ++loads;
    expect(await Promise.all([fresh.get(at(0), load), fresh.get(at(10), load)])).toEqual([1, 1]);
    expect(await fresh.get(at(999), load)).toBe(1);
    expect(await fresh.get(at(1_000), load)).toBe(2);
  });

  it('is tried again after a failure', async () => {
    const fresh = new Fresh<number>(1_000, 5_000);
    await expect(fresh.get(at(0), () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await fresh.get(at(1), async () => 7)).toBe(7);
    expect(await fresh.get(at(1_500), () => Promise.reject(new Error('down')))).toBe(7);
    await Promise.resolve();
    expect(await fresh.get(at(1_600), async () => 8)).toBe(7);
  });

  it('is answered a little old while the next one is on its way, but never too old', async () => {
    const fresh = new Fresh<number>(1_000, 5_000);
    expect(await fresh.get(at(0), async () => 1)).toBe(1);
    const slow = waiting();
    expect(await fresh.get(at(2_000), () => slow.promise)).toBe(1);
    expect(await fresh.get(at(4_000), async () => 99)).toBe(1);
    const late = fresh.get(at(5_000), async () => 99);
    slow.resolve(2);
    expect(await late).toBe(2);
    expect(await fresh.get(at(2_900), async () => 99)).toBe(2);
  });
});
