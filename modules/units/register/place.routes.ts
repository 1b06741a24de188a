// `GET /api/units/at-point` and `/convert`: from a point or an old unit to the unit of a day.
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import type { Conversion, IsoDay, Point, UnitRegister } from '@city/kernel/geo';
import { type Route, route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { ConversionView, PlaceView, unitRef } from '../contract.ts';
import { limits } from '../limits.ts';
import { At } from './unit.routes.ts';
import { dayOf, unitView } from './unit-view.ts';

const anyone = 'public: administrative units are public knowledge';
const tags = ['units'];
export const Lat = Type.Number({ minimum: -90, maximum: 90, description: 'Degrees north, WGS 84' });
export const Lon = Type.Number({ minimum: -180, maximum: 180, description: 'Degrees east, WGS 84' });

export function placeRoutes(m: ModuleContext): readonly Route[] {
  return [
    route(
      {
        method: 'GET',
        url: '/api/units/at-point',
        permission: anyone,
        tags,
        summary: { vi: 'Đơn vị hành chính tại một điểm, trong một ngày', en: 'The unit at a point on a day' },
        query: Type.Object({ lat: Lat, lon: Lon, at: At }),
        response: { 200: PlaceView },
      },
      async ({ query, now }) => {
        const register = m.geo.units;
        const day = dayOf(register, query.at, now);
        const place = register.atPoint({ lat: query.lat, lon: query.lon }, day);
        if (!place.found) throw outside();
        return {
          ...unitView(register, place.unit, day),
          at: day,
          district: place.district && unitRef(place.district),
          approximate: place.approximate,
          distanceMetres: place.distanceMetres === null ? null : Math.round(place.distanceMetres),
          alternatives: place.alternatives.map(unitRef),
        };
      },
    ),
    route(
      {
        method: 'GET',
        url: '/api/units/convert',
        permission: anyone,
        tags,
        summary: { vi: 'Đơn vị cũ nay là đơn vị nào', en: 'What an old unit is today, or on another day' },
        query: Type.Object({
          code: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
          name: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: limits.longestName,
              description: '"phường Lê Lợi, An Dương"; marks may be left out',
            }),
          ),
          from: Type.Optional(
            Type.String({
              format: 'date',
              description: 'A day on which the code or name held; any day when left out',
            }),
          ),
          to: Type.Optional(Type.String({ format: 'date', description: 'Today when left out' })),
          lat: Type.Optional(Lat),
          lon: Type.Optional(Lon),
        }),
        response: { 200: ConversionView },
      },
      async ({ query, now }) => {
        const register = m.geo.units;
        const to = dayOf(register, query.to, now, 'to');
        return conversionView(register, convert(register, query, { now, to }), to);
      },
    ),
  ];
}

export type ConvertQuery = {
  readonly code?: string;
  readonly name?: string;
  readonly from?: string;
  readonly lat?: number;
  readonly lon?: number;
};

/** @throws AppError when the question is not one, or the code or name is unknown. */
export function convert(
  register: UnitRegister,
  query: ConvertQuery,
  { now, to }: { now: Date; to: IsoDay },
): KnownConversion {
  const { code, name } = query;
  if ((code === undefined) === (name === undefined))
    throw new AppError('code_or_name', { field: code === undefined ? 'name' : 'code' });
  const point = pointOf(query);
  const conversion = register.convert({
    to,
    ...(code === undefined ? {} : { code }),
    ...(name === undefined ? {} : { name }),
    ...(query.from === undefined ? {} : { from: dayOf(register, query.from, now, 'from') }),
    ...(point === null ? {} : { point }),
  });
  if (conversion.status !== 'unknown') return conversion;
  throw new AppError('unit_unknown', {
    field: code === undefined ? 'name' : 'code',
    params: { asked: code ?? name ?? '' },
  });
}

export type KnownConversion = Exclude<Conversion, { status: 'unknown' }>;

export function pointOf({ lat, lon }: { readonly lat?: number; readonly lon?: number }): Point | null {
  if (lat === undefined && lon === undefined) return null;
  if (lat === undefined || lon === undefined)
    throw new AppError('half_a_point', { field: lat === undefined ? 'lat' : 'lon' });
  return { lat, lon };
}

export function outside(): AppError {
  const message = { vi: 'Điểm này nằm ngoài thành phố.', en: 'This point lies outside the city.' };
  return new AppError('point_outside_city', {
    errors: ['/lat', '/lon'].map((pointer) => ({ pointer, code: 'point_outside_city', message })),
  });
}

function conversionView(register: UnitRegister, conversion: KnownConversion, to: IsoDay) {
  const from = conversion.from.map(unitRef);
  if (conversion.status === 'one') {
    const { unit, approximate } = conversion;
    return {
      status: 'one' as const,
      to,
      unit: unitView(register, unit, to),
      candidates: [],
      from,
      approximate,
      elsewhere: null,
    };
  }
  return {
    status: 'needs-point' as const,
    to,
    unit: null,
    candidates: conversion.candidates.map(unitRef),
    from,
    approximate: false,
    elsewhere: conversion.elsewhere && unitRef(conversion.elsewhere),
  };
}
