// Personas as data: reading the file and refusing what contradicts the rules of the personal number.
import { readFileSync } from 'node:fs';
import { FAULT_KINDS, type Persona } from './model.ts';

/**
 * Reads `personas.json` of a city: `{ "personas": [...] }`.
 * @throws Error that names the persona and what is wrong
 */
export function readPersonas(file: string | URL): readonly Persona[] {
  const content = JSON.parse(readFileSync(file, 'utf8')) as { personas?: Persona[] };
  if (!Array.isArray(content.personas)) throw new Error(`${String(file)}: "personas" is missing`);
  return checkPersonas(content.personas);
}

/** Checks ids, dates, phones and personal numbers, and that nothing is used twice. @throws Error */
export function checkPersonas(personas: readonly Persona[]): readonly Persona[] {
  const seen = new Set<string>();
  for (const persona of personas) {
    const problem = problemOf(persona);
    if (problem !== null) throw new Error(`persona ${persona.id}: ${problem}`);
    for (const key of [`id ${persona.id}`, `number ${persona.personalNumber}`]) {
      if (seen.has(key)) throw new Error(`persona ${persona.id}: ${key.split(' ')[0]} is used twice`);
      seen.add(key);
    }
  }
  return personas;
}

function problemOf(persona: Persona): string | null {
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(persona.id)) return 'id must be a short lower-case slug';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(persona.birthdate) || Number.isNaN(Date.parse(persona.birthdate)))
    return 'birthdate is no date';
  if (!/^\+84\d{9}$/.test(persona.phone)) return 'phone must be +84 and nine digits';
  if (!/^\d{12}$/.test(persona.personalNumber)) return 'personalNumber must have 12 digits';
  // TT 07/2016/TT-BCA Art. 7: the fourth digit holds century and sex, digits five and six the year of birth.
  const century = Math.floor(Number(persona.birthdate.slice(0, 2)) - 19);
  const expected = `${century * 2 + (persona.gender === 'female' ? 1 : 0)}${persona.birthdate.slice(2, 4)}`;
  if (persona.personalNumber.slice(3, 6) !== expected)
    return `digits 4 to 6 of personalNumber should be ${expected}`;
  if (persona.identityLevel !== 1 && persona.identityLevel !== 2) return 'identityLevel must be 1 or 2';
  if (persona.fault !== undefined && !FAULT_KINDS.includes(persona.fault)) return 'fault is unknown';
  return null;
}
