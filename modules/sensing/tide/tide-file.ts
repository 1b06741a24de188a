// Reads the tide stations and the heights that matter from city/…/sensing/tide.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constituents } from '@neaps/tide-predictor';
import type { TideLevel, TideStation } from './tide.ts';

export interface TideFile {
  readonly stations: readonly TideStation[];
  readonly highTide: readonly TideLevel[];
}

/** @throws Error when a constituent is not known: a prediction without it would be wrong and look right. */
export function readTides(cityFolder: string): TideFile {
  const file = JSON.parse(readFileSync(join(cityFolder, 'sensing', 'tide.json'), 'utf8')) as TideFile;
  for (const station of file.stations)
    for (const { name } of station.constituents)
      if (!constituents[name])
        throw new Error(`city/…/sensing/tide.json: ${station.code} has an unknown constituent ${name}`);
  return file;
}

const isInForce = (day: string) => (row: { readonly validFrom: string; readonly validTo: string | null }) =>
  row.validFrom <= day && (row.validTo === null || day <= row.validTo);

export const stationsOn = ({ stations }: TideFile, day: string): readonly TideStation[] =>
  stations.filter(isInForce(day));
export const levelsOn = ({ highTide }: TideFile, day: string): readonly TideLevel[] =>
  highTide.filter(isInForce(day));
