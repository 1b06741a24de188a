// One run from scenario, world and seed to its result; a function of these three alone.
import { createHash } from 'node:crypto';
import type { Kind, ScenarioInput } from '../scenarios/inputs.ts';
import { evacuationEngine, runEvacuation } from './evacuation-case.ts';
import { floodEngine, runFlood } from './flood-case.ts';
import { plumeEngine, runPlume } from './plume-case.ts';
import type { RunResult } from './result.ts';
import { runTraffic, trafficEngine } from './traffic-case.ts';
import { runWater, waterEngine } from './water-case.ts';
import type { World } from './world.ts';

export interface RunCase {
  readonly scenario: ScenarioInput;
  readonly seed: number;
  readonly world: World;
}

/** Name and version of each engine; a change that may move a result gets a new number. */
export const engines: Readonly<Record<Kind, string>> = {
  flood: floodEngine,
  traffic: trafficEngine,
  evacuation: evacuationEngine,
  plume: plumeEngine,
  water: waterEngine,
};

/** @param tell hears the share that is done */
export function runCase(
  { scenario, seed, world }: RunCase,
  tell: (share: number) => void,
): RunResult | Promise<RunResult> {
  switch (scenario.kind) {
    case 'flood':
      return runFlood(scenario.flood, world, tell);
    case 'traffic':
      return runTraffic(scenario.traffic, world, seed, tell);
    case 'evacuation':
      return runEvacuation(scenario.evacuation, world, seed, tell);
    case 'plume':
      return runPlume(scenario.plume, world, seed, tell);
    case 'water':
      return runWater(scenario.water, world);
  }
}

/** SHA-256 of a value whose objects may name their parts in any order. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

function canonical(value: unknown): string {
  if (ArrayBuffer.isView(value))
    return `"${createHash('sha256')
      .update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
      .digest('hex')}"`;
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const parts = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`);
  return `{${parts.join()}}`;
}
