// The entries of the registers, from the city's demo data: who has custody of whom, who represents which enterprise.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Named {
  readonly personalNumber: string;
  readonly name: string;
}

export interface Person extends Named {
  readonly birthDate: string;
  readonly diedOn: string | null;
  readonly residence: { readonly unit: string; readonly since: string; readonly entry: string } | null;
  readonly custody: readonly (Named & { readonly basis: 'parent' | 'guardian'; readonly entry: string })[];
  readonly entry: string;
}

export interface Enterprise {
  readonly taxCode: string;
  readonly name: string;
  readonly status: 'working' | 'suspended' | 'dissolved';
  readonly isByTwo: boolean;
  readonly representatives: readonly Named[];
  readonly register: string;
}

export interface RegisterData {
  readonly people: readonly Person[];
  readonly enterprises: readonly Enterprise[];
}

interface File {
  readonly custody: readonly {
    readonly child: string;
    readonly by: string;
    readonly basis: 'parent' | 'guardian';
    readonly entry: string;
  }[];
  readonly residences: readonly {
    readonly person: string;
    readonly unit: string;
    readonly since: string;
    readonly entry: string;
  }[];
  readonly enterprises: readonly (Omit<Enterprise, 'representatives'> & {
    readonly representatives: readonly string[];
  })[];
}

/** Reads `people/registers.json` and the personas that it names. @throws Error that names an unknown persona */
export function readRegisterData(cityFolder: string): RegisterData {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(cityFolder, 'people', name), 'utf8'));
  const { personas } = read('personas.json') as {
    personas: readonly { id: string; name: string; personalNumber: string; birthdate: string }[];
  };
  const { custody, residences, enterprises } = read('registers.json') as File;
  const named = (id: string): Named => {
    const one = personas.find((persona) => persona.id === id);
    if (!one) throw new Error(`people/registers.json: ${id} is no persona`);
    return { personalNumber: one.personalNumber, name: one.name };
  };
  for (const { child, by } of custody) [child, by].forEach(named);
  for (const { person } of residences) named(person);
  const residenceOf = (id: string) => {
    const found = residences.find(({ person }) => person === id);
    return found ? { unit: found.unit, since: found.since, entry: found.entry } : null;
  };
  return {
    people: personas.map((one) => ({
      ...named(one.id),
      birthDate: one.birthdate,
      diedOn: null,
      residence: residenceOf(one.id),
      custody: custody
        .filter(({ child }) => child === one.id)
        .map(({ by, basis, entry }) => ({ ...named(by), basis, entry })),
      entry: `KS ${one.id}`,
    })),
    enterprises: enterprises.map((one) => ({ ...one, representatives: one.representatives.map(named) })),
  };
}
