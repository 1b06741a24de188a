// The bodies that answer petitions: departments by list, the People's Committee of each unit by rule.
import type { Unit } from '@city/kernel/geo';
import type { BodiesFile, Topic, Words } from './rules-data.ts';
import { isValidOn } from './petition-rules.ts';

export interface Body {
  readonly code: string;
  readonly name: Words;
}

export interface PetitionBodies {
  readonly coordinator: string;
  /** A body by its code; unknown codes show themselves. */
  show(code: string): Body;
  /** Whether a body answers on a day. */
  stands(code: string, day: string): boolean;
  /** What can be chosen for a unit (null: the whole city) on a day. */
  choices(unit: Unit | null, day: string): readonly Body[];
  /** The body that the routing rule names. */
  forTopic(topic: Topic, unit: Unit | null): string;
}

/** Kinds of body that take decisions people can ask for; utilities carry them out. */
const deciding = ['office', 'department', 'police', 'utility'];

export function petitionBodies(file: BodiesFile, unitByCode: (code: string) => Unit | null): PetitionBodies {
  const committee = (unit: Unit): Body => ({
    code: file.communeRule.code.replace('{code}', unit.code),
    name: {
      vi: fill(file.communeRule.name.vi, unit, file.kindNames),
      en: fill(file.communeRule.name.en, unit, file.kindNames),
    },
  });
  const listed = (code: string) => file.bodies.find((body) => body.code === code);
  const ofUnit = (code: string): Body | null => {
    const unit = unitByCode(/^ubnd-(\d{5})$/.exec(code)?.[1] ?? '');
    return unit ? committee(unit) : null;
  };
  return {
    coordinator: file.coordinator,
    show: (code) => listed(code) ?? ofUnit(code) ?? { code, name: { vi: code, en: code } },
    stands: (code, day) => {
      const rows = file.bodies.filter((body) => body.code === code);
      return rows.some((body) => isValidOn(body, day)) || (rows.length === 0 && ofUnit(code) !== null);
    },
    choices: (unit, day) => [
      ...(unit ? [committee(unit)] : []),
      ...file.bodies.filter((body) => deciding.includes(body.kind) && isValidOn(body, day)),
    ],
    forTopic: (topic, unit) => {
      if (!unit) return topic.city;
      return topic.unit === 'commune' ? committee(unit).code : topic.unit;
    },
  };
}

function fill(pattern: string, unit: Unit, kindNames: Readonly<Record<string, string>>): string {
  return pattern
    .replaceAll('{name}', unit.name)
    .replaceAll('{kind}', unit.kind)
    .replaceAll('{kindEn}', kindNames[unit.kind] ?? unit.kind);
}
