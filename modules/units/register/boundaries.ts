// The boundaries of a day as one GeoJSON collection, made once for each set and kept while it counts.
import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import type { BoundarySet, IsoDay, UnitRegister } from '@city/kernel/geo';

export type UnitProperties = {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly validFrom: IsoDay;
  /** True for the drawing computed from areas and centroids: whoever shows it says that it is no survey. */
  readonly schematic: boolean;
  /** Where the name is written: well inside the unit. */
  readonly label: [lon: number, lat: number];
};

export type DayBoundaries = {
  readonly set: BoundarySet;
  readonly collection: FeatureCollection<Polygon | MultiPolygon, UnitProperties>;
  readonly etag: string;
  /** The collection as text, ready to send. */
  readonly encoded: { readonly br: Buffer; readonly gzip: Buffer; readonly identity: Buffer };
};

const kept = new WeakMap<BoundarySet, Map<string, DayBoundaries>>();

/** Null when the day has no boundaries. */
export function dayBoundaries(register: UnitRegister, day: IsoDay): DayBoundaries | null {
  const set = register.boundaries(day);
  if (set === null) return null;
  // Units that ended since the set was made are left out; the set stays good for the others.
  const gone = set.features.filter(
    (feature) =>
      register.byCode(feature.code, day)?.validFrom !==
      register.byCode(feature.code, set.validFrom)?.validFrom,
  );
  const key = gone.map((feature) => feature.code).join();
  const made = kept.get(set) ?? new Map<string, DayBoundaries>();
  kept.set(set, made);
  let boundaries = made.get(key);
  if (boundaries === undefined) {
    boundaries = make(register, set, day);
    made.set(key, boundaries);
  }
  return boundaries;
}

function make(register: UnitRegister, set: BoundarySet, day: IsoDay): DayBoundaries {
  const features = set.features.flatMap(({ code, shape, display, label }) => {
    const unit = register.byCode(code, day);
    if (unit === null || unit.validFrom !== register.byCode(code, set.validFrom)?.validFrom) return [];
    const { name, kind, validFrom } = unit;
    const properties: UnitProperties = {
      code,
      name,
      kind,
      validFrom,
      schematic: set.schematic,
      label: [round(label.lon), round(label.lat)],
    };
    return [{ type: 'Feature' as const, id: code, properties, geometry: display ?? shape }];
  });
  const { validFrom, schematic, source, document } = set;
  const collection = { type: 'FeatureCollection' as const, validFrom, schematic, source, document, features };
  const identity = Buffer.from(JSON.stringify(collection));
  return {
    set,
    collection,
    etag: `"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`,
    encoded: {
      identity,
      br: brotliCompressSync(identity, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: identity.length },
      }),
      gzip: gzipSync(identity, { level: 9 }),
    },
  };
}

/** Five decimals are a metre. */
function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}

/** The best encoding that an Accept-Encoding header allows. */
export function encodingFor(header: string | undefined): 'br' | 'gzip' | 'identity' {
  const offered = new Set(
    (header ?? '').split(',').flatMap((part) => {
      const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
      return parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)) ? [] : [name];
    }),
  );
  if (offered.has('br')) return 'br';
  return offered.has('gzip') ? 'gzip' : 'identity';
}
