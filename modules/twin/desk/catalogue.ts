// What the desk may choose from: kinds with their defaults, roads, pipes, junctions, gases, terrains.
import { Value } from 'typebox/value';
import type { Catalogue } from '../contract.ts';
import { engines } from '../runs/run-case.ts';
import {
  EvacuationInput,
  FloodInput,
  kinds,
  PlumeInput,
  type ScenarioInput,
  TrafficInput,
  WaterInput,
} from '../scenarios/inputs.ts';
import type { TerrainHead } from '../terrain/terrain.store.ts';
import type { TwinCity } from '../twin-city.ts';

const schemas = {
  flood: FloodInput,
  traffic: TrafficInput,
  evacuation: EvacuationInput,
  plume: PlumeInput,
  water: WaterInput,
} as const;

/** A scenario with every setting at its default, which is what the schema says. */
export function defaultsOf<K extends ScenarioInput['kind']>(kind: K): Extract<ScenarioInput, { kind: K }> {
  return { kind, [kind]: Value.Create(schemas[kind]) } as unknown as Extract<ScenarioInput, { kind: K }>;
}

export function catalogue({ files }: TwinCity, terrains: readonly TerrainHead[]): Catalogue {
  const nodes = new Map(files.roads.nodes.map(({ id, name }) => [id, name]));
  const both = (name: string) => ({ vi: name, en: name });
  const joints = new Map(
    [...files.water.junctions, ...files.water.reservoirs, ...files.water.tanks].map((joint) => [
      joint.id,
      (joint as { name?: string }).name ?? joint.id,
    ]),
  );
  const between = (names: ReadonlyMap<string, string>, { from, to }: { from: string; to: string }) =>
    both(`${names.get(from) ?? from} → ${names.get(to) ?? to}`);
  return {
    kinds: kinds.map((kind) => ({ kind, engine: engines[kind], defaults: defaultsOf(kind) })),
    roads: files.roads.links.map((link) => ({ id: link.id, name: between(nodes, link) })),
    junctions: files.water.junctions.map(({ id, name }) => ({ id, name: both(name) })),
    pipes: [...files.water.pumps, ...files.water.pipes].map((pipe) => ({
      id: pipe.id,
      name: between(joints, pipe),
    })),
    substances: files.substances.map(({ code, name }) => ({ id: code, name })),
    terrains: terrains.map((terrain) => ({
      id: terrain.terrain_id,
      name: terrain.name,
      source: terrain.source,
      schematic: terrain.schematic,
      importedAt: terrain.imported_at.toISOString(),
    })),
  };
}
