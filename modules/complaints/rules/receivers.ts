// The bodies that complaints and denunciations are about, and which of them receives: the body itself, or the one above.
import type { Geo } from '@city/kernel/geo';
import type { Lawful, Rules } from './rules.ts';
import { isValidOn } from './rules.ts';

export interface Receiver {
  readonly code: string;
  readonly name: { readonly vi: string; readonly en: string };
  /** The body above; null where the law leads out of the city. */
  readonly superior: string | null;
  /** Code of its unit, for what is hard to reach; null for bodies of the whole city. */
  readonly unit: string | null;
}

export interface Receivers {
  /** All bodies of a day: those of the city, then the People's Committee of every unit by name. */
  all(day: string): readonly Receiver[];
  on(code: string, day: string): Receiver | undefined;
  /** A body as it may be shown, also one that is no more. */
  show(code: string): Receiver;
}

const committee = /^ubnd-(\d{5})$/;

export function receiversOf({ receivers }: Rules, geo: Geo, today: () => string): Receivers {
  const fill = (text: string, unit: { kind: string; name: string }) =>
    text.replace('{kind}', unit.kind).replace('{name}', unit.name);
  const commune = (unit: { code: string; kind: string; name: string }): Receiver => ({
    code: receivers.commune.code.replace('{code}', unit.code),
    name: { vi: fill(receivers.commune.name.vi, unit), en: fill(receivers.commune.name.en, unit) },
    superior: receivers.commune.superior,
    unit: unit.code,
  });
  const city = (day: string): Receiver[] =>
    receivers.bodies.filter((body) => isValidOn(body, day)).map((body) => ({ ...body, unit: null }));
  const on = (code: string, day: string): Receiver | undefined => {
    const listed = city(day).find((body) => body.code === code);
    if (listed) return listed;
    const [, unitCode] = committee.exec(code) ?? [];
    const unit = unitCode === undefined ? null : geo.units.byCode(unitCode, day);
    return unit ? commune(unit) : undefined;
  };
  return {
    all: (day) => [
      ...city(day),
      ...geo.units
        .at(day)
        .filter((unit) => unit.level === 'commune')
        .map(commune)
        .sort((a, b) => a.name.vi.localeCompare(b.name.vi, 'vi')),
    ],
    on,
    show: (code) => on(code, today()) ?? { code, name: { vi: code, en: code }, superior: null, unit: null },
  };
}

/**
 * Which body receives. A first complaint goes to the body that decided, a second to the one above (Law on Complaints, Art. 17–23);
 * a denunciation of who heads a body, or of their deputy, goes to the one above (Law on Denunciations, Art. 12).
 * Null where that leads out of the city.
 */
export function receiverFor(
  about: Receiver,
  matter: Pick<Lawful, 'kind' | 'round'> & { readonly headsIt: boolean },
): string | null {
  const goesUp = matter.kind === 'khieu_nai' ? matter.round === 2 : matter.headsIt;
  return goesUp ? about.superior : about.code;
}
