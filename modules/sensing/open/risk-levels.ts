// Levels that law sets: of floods by station (QĐ 05/2020/QĐ-TTg) and of disaster risk (QĐ 18/2021/QĐ-TTg), from city/…/sensing/levels.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

const OrNull = <S extends import('typebox').TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Dated = {
  document: Type.String(),
  validFrom: Type.String({ format: 'date' }),
  validTo: OrNull(Type.String({ format: 'date' })),
};

const DisasterRisk = Type.Object({
  ...Dated,
  verified: Type.Boolean(),
  levels: Type.Array(
    Type.Object({ level: Type.Integer(), vi: Type.String(), en: Type.String(), colour: Type.String() }),
  ),
});
const Flood = Type.Object({
  ...Dated,
  stations: Type.Array(
    Type.Object({
      code: Type.String(),
      vi: Type.String(),
      en: Type.String(),
      /** Metres of the three levels; null where the document was not at hand. */
      levelsM: OrNull(Type.Array(Type.Number(), { minItems: 3, maxItems: 3 })),
      verified: Type.Boolean(),
    }),
  ),
});
const File = Type.Object({ disasterRisk: DisasterRisk, flood: Flood });
export type LevelsFile = Static<typeof File>;

export const RiskLevels = Type.Object(
  { disasterRisk: OrNull(DisasterRisk), flood: OrNull(Flood) },
  { $id: 'RiskLevels' },
);

const check = Compile(File);

/** @throws Error that names what is wrong */
export function readLevels(cityFolder: string): LevelsFile {
  const file: unknown = JSON.parse(readFileSync(join(cityFolder, 'sensing', 'levels.json'), 'utf8'));
  if (!check.Check(file))
    throw new Error(`city/…/sensing/levels.json: ${check.Errors(file)[0]?.instancePath ?? ''} is not right`);
  return file;
}

/** What is in force on a day. */
export function levelsInForce({ disasterRisk, flood }: LevelsFile, day: string): Static<typeof RiskLevels> {
  const holds = ({ validFrom, validTo }: { validFrom: string; validTo: string | null }) =>
    validFrom <= day && (validTo === null || day <= validTo);
  return { disasterRisk: holds(disasterRisk) ? disasterRisk : null, flood: holds(flood) ? flood : null };
}
