// The bodies that are sent to work: departments and companies by list, the People's Committee of each unit by rule (city/*/services/bodies.json).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Unit } from '@city/kernel/geo';
import { localDate } from '@city/kernel/time';
import { inForce } from './city-files.ts';

const Words = Type.Object({ vi: Type.String(), en: Type.String() });
const BodiesFile = Type.Object({
  communeRule: Type.Object({ code: Type.String(), name: Words }),
  kindNames: Type.Record(Type.String(), Type.String()),
  bodies: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Words,
      validFrom: Type.String(),
      validTo: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
});

export interface Bodies {
  readonly stands: (code: string, at: Date) => boolean;
  readonly name: (code: string) => { readonly vi: string; readonly en: string };
  /** What can be chosen on a day, without the committees of the units. */
  readonly choices: (at: Date) => readonly { readonly code: string; readonly name: Static<typeof Words> }[];
}

/** @throws Error naming the file when it cannot be read. */
export function readBodies(
  cityFolder: string,
  unitByCode: (code: string, day: string) => Unit | null,
): Bodies {
  const path = join(cityFolder, 'services', 'bodies.json');
  const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!Compile(BodiesFile).Check(file)) throw new Error(`${path}: not the bodies of a city`);
  const { bodies, communeRule, kindNames } = file as Static<typeof BodiesFile>;
  const unitOf = (code: string, day: string) => unitByCode(/^ubnd-(\d{5})$/.exec(code)?.[1] ?? '', day);
  const fill = (pattern: string, unit: Unit) =>
    pattern
      .replaceAll('{name}', unit.name)
      .replaceAll('{kind}', unit.kind)
      .replaceAll('{kindEn}', kindNames[unit.kind] ?? unit.kind);
  return {
    stands: (code, at) =>
      bodies.some((body) => body.code === code && inForce(body, at)) || unitOf(code, localDate(at)) !== null,
    name: (code) => {
      const listed = bodies.findLast((body) => body.code === code);
      if (listed) return listed.name;
      const unit = unitOf(code, '9999-12-31');
      return unit
        ? { vi: fill(communeRule.name.vi, unit), en: fill(communeRule.name.en, unit) }
        : { vi: code, en: code };
    },
    choices: (at) => bodies.filter((body) => inForce(body, at)).map(({ code, name }) => ({ code, name })),
  };
}
