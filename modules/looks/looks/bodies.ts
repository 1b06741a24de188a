// Names of the bodies that read: from the city's list, or the People's Committee of a unit by its name.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Geo } from '@city/kernel/geo';

const Words = Type.Object({ vi: Type.String(), en: Type.String() });
const File = Type.Object({
  communeRule: Type.Object({ code: Type.String(), name: Words }),
  bodies: Type.Array(Type.Object({ code: Type.String(), name: Words, icon: Type.String() })),
});
const check = Compile(File);

export interface BodyName {
  readonly code: string;
  readonly name: Static<typeof Words>;
  readonly icon: string;
}

export interface Bodies {
  /** A body by its code as it was called on a day; unknown codes show themselves. */
  named(code: string, day: string): BodyName;
}

const committee = /^ubnd-(\d{5})/;

/** @throws Error that names the file when it cannot be read */
export function bodiesOf(cityFolder: string, geo: Geo): Bodies {
  const file = join(cityFolder, 'services', 'bodies.json');
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!check.Check(value)) throw new Error(`${file}: ${check.Errors(value)[0]?.message ?? 'is not valid'}`);
  const { communeRule, bodies } = value as Static<typeof File>;
  const byCode = new Map(bodies.map((body) => [body.code, body]));
  const fill = (text: string, unit: { kind: string; name: string }) =>
    text.replace('{kindEn}', unit.kind).replace('{kind}', unit.kind).replace('{name}', unit.name);
  return {
    named: (code, day) => {
      const listed = byCode.get(code);
      if (listed) return listed;
      const unit = geo.units.byCode(committee.exec(code)?.[1] ?? '', day);
      if (!unit) return { code, name: { vi: code, en: code }, icon: 'office' };
      const name = { vi: fill(communeRule.name.vi, unit), en: fill(communeRule.name.en, unit) };
      return { code, name, icon: 'office' };
    },
  };
}
