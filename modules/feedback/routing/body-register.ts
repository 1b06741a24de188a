// Bodies by their code, whatever day they belong to: for showing who held a report then and who may hold it now.
import type { Geo, Unit } from '@city/kernel/geo';
import { isValidOn } from '../services/city-data.ts';
import { type Bodies, type Body, listedBody } from './bodies.ts';

export interface BodyRegister {
  /** The body of a code; a code no longer known comes back as itself, so that old history still shows. */
  show(code: string): Body;
  /** The body of a code, if it exists on a day (YYYY-MM-DD). */
  on(code: string, day: string): Body | undefined;
  /** All bodies of a day: departments and utilities, then the People's Committee of every unit. */
  all(day: string): readonly Body[];
}

const ofUnit = /^ubnd-(\d{3}|\d{5})(?:-(\d{4})(\d{2})(\d{2}))?$/;

export function bodyRegister(bodies: Bodies, geo: Geo, today: () => string): BodyRegister {
  const committee = (unit: Unit): Body =>
    unit.level === 'district' ? bodies.district(unit) : bodies.commune(unit);

  /** The unit that a committee's code stands for. A three-digit code is a district: none after June 2025. */
  function unitOf(code: string): Unit | null {
    const [, unit, year, month, day] = ofUnit.exec(code) ?? [];
    if (unit === undefined) return null;
    if (year !== undefined) return geo.units.byCode(unit, `${year}-${month}-${day}`);
    return geo.units.byCode(unit, unit.length === 3 ? '2025-06-30' : today());
  }

  function find(code: string): Body | undefined {
    const listed = bodies.listed.find((body) => body.code === code);
    if (listed) return listed;
    const unit = unitOf(code);
    const body = unit ? committee(unit) : undefined;
    return body?.code === code ? body : undefined;
  }

  // Lists name the same bodies over and over; the register of a day and of these boundaries names them once.
  let known = new Map<string, Body>();
  let knownFor: readonly [units: unknown, day: string] | undefined;
  function show(code: string): Body {
    const day = today();
    if (knownFor?.[0] !== geo.units || knownFor[1] !== day) {
      known = new Map();
      knownFor = [geo.units, day];
    }
    const before = known.get(code);
    if (before) return before;
    const body = find(code);
    if (!body) return unknown(code);
    known.set(code, body);
    return body;
  }

  return {
    show,
    on: (code, day) => {
      const listed = listedBody(bodies, code, day);
      if (listed) return listed;
      const body = find(code);
      return body && body.unit !== null && isValidOn(body, day) ? body : undefined;
    },
    all: (day) => [
      ...bodies.listed.filter((body) => isValidOn(body, day)),
      ...geo.units
        .at(day)
        .filter((unit) => unit.level === 'commune')
        .map(committee),
    ],
  };
}

function unknown(code: string): Body {
  const name = { vi: code, en: code };
  return {
    code,
    kind: 'office',
    name,
    short: name,
    icon: 'office',
    validFrom: '0001-01-01',
    validTo: null,
    unit: null,
  };
}
