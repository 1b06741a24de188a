// Names of the city's bodies, as they stand on a badge: departments by list, People's Committees by rule.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Unit } from '@city/kernel/geo';

const Words = Type.Object({ vi: Type.String(), en: Type.String() });
const BodiesFile = Type.Object({
  communeRule: Type.Object({ name: Words }),
  bodies: Type.Array(Type.Object({ code: Type.String(), name: Words })),
});

/** @throws Error when the register of bodies cannot be read */
export function bodyNames(
  cityFolder: string,
  unitByCode: (code: string) => Unit | null,
): (code: string) => string {
  const file = join(cityFolder, 'services', 'bodies.json');
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const problem = Compile(BodiesFile).Errors(content)[0];
  if (problem) throw new Error(`${file}: ${problem.instancePath} ${problem.message}`);
  const { bodies, communeRule } = content as Static<typeof BodiesFile>;
  return (code) => {
    const listed = bodies.find((body) => body.code === code);
    if (listed) return listed.name.vi;
    const unit = unitByCode(/^ubnd-(\d{5})$/.exec(code)?.[1] ?? '');
    return unit ? communeRule.name.vi.replace('{kind}', unit.kind).replace('{name}', unit.name) : code;
  };
}
