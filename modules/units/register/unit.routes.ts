// `GET /api/units` and `GET /api/units/CODE`: the units of a day, and one with its history.
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import {
  bareKey,
  type IsoDay,
  type Unit,
  type UnitKind,
  unitKinds,
  unitLevels,
  type UnitRegister,
} from '@city/kernel/geo';
import { collection, cursorOf, readCursor, type Route, route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { UnitDetail, unitRef, UnitView } from '../contract.ts';
import { limits } from '../limits.ts';
import { dayOf, unitOn, unitView } from './unit-view.ts';

const anyone = 'public: administrative units are public knowledge';
const tags = ['units'];
export const At = Type.Optional(
  Type.String({ format: 'date', description: 'The day asked about; today in Hải Phòng when left out' }),
);

export function unitRoutes(m: ModuleContext): readonly Route[] {
  return [listRoute(m), oneRoute(m)];
}

function listRoute(m: ModuleContext): Route {
  return route(
    {
      method: 'GET',
      url: '/api/units',
      permission: anyone,
      tags,
      summary: { vi: 'Các đơn vị hành chính của một ngày', en: 'The administrative units of a day' },
      query: Type.Object({
        at: At,
        level: Type.Optional(
          Type.Enum([...unitLevels, 'all'], {
            description:
              'commune (phường, xã, thị trấn, đặc khu), district, province or all; commune when neither level nor kind is given',
          }),
        ),
        kind: Type.Optional(
          Type.String({
            maxLength: 30,
            description: 'phường, xã, đặc khu, thị trấn, quận, huyện …; also without marks',
          }),
        ),
        parent: Type.Optional(
          Type.String({ maxLength: 5, description: 'Code of a unit above, directly or not' }),
        ),
        q: Type.Optional(
          Type.String({
            maxLength: limits.longestName,
            description: 'Beginning of words of the name, with or without marks; or of the code',
          }),
        ),
        limit: Type.Integer({ minimum: 1, maximum: limits.mostItems, default: limits.mostItems }),
        cursor: Type.Optional(Type.String({ maxLength: 100 })),
      }),
      response: { 200: collection(UnitView) },
    },
    async ({ query, now }) => {
      const register = m.geo.units;
      const day = dayOf(register, query.at, now);
      const after = readCursor(query.cursor, ['string'] as const)?.[0] ?? '';
      const found = selectUnits(register, day, query).filter((unit) => unit.code > String(after));
      const items = found.slice(0, query.limit).map((unit) => unitView(register, unit, day));
      const last = items.at(-1);
      return { items, next: found.length > items.length && last ? cursorOf([last.code]) : null };
    },
  );
}

function oneRoute(m: ModuleContext): Route {
  return route(
    {
      method: 'GET',
      url: '/api/units/:code',
      permission: anyone,
      tags,
      summary: {
        vi: 'Một đơn vị hành chính trong một ngày, trước đó và sau đó là gì',
        en: 'One unit on a day, with what it was before and became after',
      },
      params: Type.Object({ code: Type.String({ maxLength: 20 }) }),
      query: Type.Object({ at: At }),
      response: { 200: UnitDetail },
    },
    async ({ params, query, now }) => {
      const register = m.geo.units;
      const day = dayOf(register, query.at, now);
      const unit = unitOn(register, params.code, day);
      const related = ({ unit: other, share }: { unit: Unit; share: 'whole' | 'part' }) => ({
        unit: unitRef(other),
        share,
      });
      return {
        ...unitView(register, unit, day),
        predecessors: register.predecessors(unit).map(related),
        successors: register.successors(unit).map(related),
        versions: register.versions(unit.code).map(unitRef),
      };
    },
  );
}

export type Selection = {
  readonly level?: Unit['level'] | 'all';
  readonly kind?: string;
  readonly parent?: string;
  readonly q?: string;
};

/** The units of a day that fit, by code. @throws AppError for an unknown kind or parent. */
export function selectUnits(
  register: UnitRegister,
  day: IsoDay,
  { level, kind, parent, q }: Selection,
): Unit[] {
  const wantedKind = kind === undefined ? null : kindOf(kind);
  const wantedLevel = level ?? (wantedKind === null ? 'commune' : 'all');
  const above = parent === undefined ? null : unitOn(register, parent, day, 'parent');
  const words = q === undefined ? '' : bareKey(q);
  return register
    .at(day)
    .filter(
      (unit) =>
        (wantedLevel === 'all' || unit.level === wantedLevel) &&
        (wantedKind === null || unit.kind === wantedKind) &&
        (above === null || register.above(unit, day).includes(above)) &&
        (words === '' ||
          unit.code.startsWith(words) ||
          ` ${bareKey(`${unit.kind} ${unit.name}`)}`.includes(` ${words}`)),
    );
}

function kindOf(asked: string): UnitKind {
  const kind =
    unitKinds.find((one) => one === asked.normalize('NFC')) ??
    unitKinds.find((one) => bareKey(one) === bareKey(asked));
  if (kind === undefined)
    throw new AppError('unit_kind_unknown', {
      field: 'kind',
      params: { asked, kinds: unitKinds.join(', ') },
    });
  return kind;
}
