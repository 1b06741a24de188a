// Reads the versions of VN_AQI from city/…/sensing/aqi.json and picks the one of a day.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AqiVersion } from './aqi.ts';

export function readAqi(cityFolder: string): readonly AqiVersion[] {
  const { versions } = JSON.parse(readFileSync(join(cityFolder, 'sensing', 'aqi.json'), 'utf8')) as {
    versions: AqiVersion[];
  };
  for (const { document, index, breakpoints } of versions)
    for (const [table, points] of Object.entries(breakpoints))
      if (points.length !== index.length)
        throw new Error(`city/…/sensing/aqi.json: ${document} ${table} has ${points.length} breakpoints`);
  return versions;
}

/** The version in force on a day (YYYY-MM-DD), or null. */
export function aqiOn(versions: readonly AqiVersion[], day: string): AqiVersion | null {
  return (
    versions.find(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo)) ??
    null
  );
}
