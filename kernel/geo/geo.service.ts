// The geography service of a running city: the register of this moment, and boundaries put in place of others.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from 'typebox';
import { type Actor, system } from '@city/kernel/access';
import { type Database, isId, lockFor, type ModuleDatabase } from '@city/kernel/database';
import { defineEvent, type EventTail } from '@city/kernel/events';
import type { Log } from '@city/kernel/log';
import { type BoundaryReport, checkBoundaries, type CheckOptions } from './boundary-check.ts';
import { type CityUnits, type LegalDocument, readCityUnits } from './city-units.ts';
import {
  activateSet,
  listSets,
  loadedHash,
  reactivateSet,
  readActiveSets,
  replaceUnits,
  type StoredSet,
} from './geo.store.ts';
import type { BoundarySet, IsoDay } from './types.ts';
import { createUnitRegister, type UnitRegister } from './unit-register.ts';

/** Every process reads the boundaries anew when it hears this. */
export const boundariesActivated = defineEvent(
  'geo.boundaries.activated',
  1,
  Type.Object({
    setId: Type.String({ format: 'uuid' }),
    validFrom: Type.String(),
    schematic: Type.Boolean(),
  }),
);

export interface ImportRequest extends CheckOptions {
  /** Parsed GeoJSON: a FeatureCollection with one feature for each commune-level unit of the day. */
  readonly file: unknown;
  readonly validFrom: IsoDay;
  /** Where the file is from, in words. */
  readonly source: string;
  /** Number of the legal document that the boundaries follow. */
  readonly document: string | null;
}

export interface Geo {
  /** The register of this moment. Take it once per piece of work: an import of boundaries puts another in its place. */
  readonly units: UnitRegister;
  readonly documents: readonly LegalDocument[];
  /** Judges a file against the units of a day without storing anything. */
  checkBoundaries(request: Pick<ImportRequest, 'file' | 'validFrom'> & CheckOptions): BoundaryReport;
  /** Stores and activates boundaries when nothing in the file is refused; `setId` is null when it is. */
  importBoundaries(
    actor: Actor,
    request: ImportRequest,
  ): Promise<{ report: BoundaryReport; setId: string | null }>;
  /** Every set of boundaries ever stored, newest first. */
  storedSets(): Promise<readonly StoredSet[]>;
  /** Goes back to a stored set, or forward again; null when there is no such set. */
  activate(actor: Actor, setId: string): Promise<StoredSet | null>;
  /** Reads the active boundaries from the database again. */
  reload(): Promise<void>;
}

export interface GeoOptions {
  readonly database: Database;
  /** `city/haiphong` */
  readonly cityFolder: string;
  readonly tail: EventTail;
  readonly log: Log;
}

/**
 * Reads the city's units, brings the tables of schema `geo` up to them, and loads the active boundaries.
 * @throws Error when the city's files contradict themselves; AppError `database_unavailable`.
 */
export async function createGeo({ database, cityFolder, tail, log }: GeoOptions): Promise<Geo> {
  const folder = join(cityFolder, 'units');
  const city = readCityUnits(folder);
  const drawn = createUnitRegister(city);
  const db = database.module<unknown>('kernel');
  await loadCity(db, city, hashOf(folder));
  let register = drawn;
  const reload = async (): Promise<void> => {
    const sets = await db.transaction(system('geo'), readActiveSets, { readOnly: true });
    register = drawn.withBoundaries(sets.filter((set) => fits(drawn, set, log)));
  };
  await reload();
  tail.listen((event) => {
    if (event.type !== boundariesActivated.name) return;
    reload().catch((error: unknown) =>
      log.error({ err: error }, 'new boundaries could not be loaded; the old ones stay'),
    );
  });
  const check: Geo['checkBoundaries'] = ({ file, validFrom, ...options }) => {
    const communes = drawn.at(validFrom).filter((unit) => isBase(drawn, unit.code, validFrom));
    return checkBoundaries(file, communes, options);
  };
  return {
    get units() {
      return register;
    },
    documents: city.documents,
    checkBoundaries: check,
    importBoundaries: async (actor, request) => {
      const report = check(request);
      if (!report.usable) return { report, setId: null };
      const setId = await storeBoundaries(db, actor, request, report);
      await reload();
      return { report, setId };
    },
    storedSets: () => db.transaction(system('geo'), listSets, { readOnly: true }),
    activate: async (actor, setId) => {
      const set = isId(setId) ? await switchTo(db, actor, setId) : null;
      if (set !== null) await reload();
      return set;
    },
    reload,
  };
}

type Handle = ModuleDatabase<unknown>;

function storeBoundaries(
  db: Handle,
  actor: Actor,
  request: ImportRequest,
  report: BoundaryReport,
): Promise<string> {
  const { validFrom, source, document } = request;
  const set = { validFrom, source, document, schematic: false, features: report.features };
  return db.transaction(actor, async (tx) => {
    await lockFor(tx, 'geo.boundaries');
    const id = await activateSet(tx, set, report);
    const measuredKm2 = Math.round(report.measuredKm2 * 100) / 100;
    tx.trail({
      action: 'geo.boundaries.import',
      object: { type: 'boundary-set', id },
      detail: { validFrom, source, document, units: report.units, measuredKm2 },
    });
    tx.emit(boundariesActivated, validFrom, { setId: id, validFrom, schematic: false });
    return id;
  });
}

function switchTo(db: Handle, actor: Actor, setId: string): Promise<StoredSet | null> {
  return db.transaction(actor, async (tx) => {
    await lockFor(tx, 'geo.boundaries');
    const set = await reactivateSet(tx, setId);
    if (set === null) return null;
    const { validFrom, schematic } = set;
    tx.trail({
      action: 'geo.boundaries.activate',
      object: { type: 'boundary-set', id: setId },
      detail: { validFrom },
    });
    tx.emit(boundariesActivated, validFrom, { setId, validFrom, schematic });
    return set;
  });
}

/** Communes, and districts that have none: together they cover the city once. */
function isBase(register: UnitRegister, code: string, day: IsoDay): boolean {
  const unit = register.byCode(code, day);
  if (unit === null || unit.level === 'province') return false;
  return unit.level === 'commune' || register.below(unit, day).length === 0;
}

async function loadCity(db: Handle, city: CityUnits, hash: string): Promise<void> {
  await db.transaction(system('geo'), async (tx) => {
    if ((await loadedHash(tx)) === hash) return;
    await lockFor(tx, 'geo.boundaries');
    if ((await loadedHash(tx)) !== hash) await replaceUnits(tx, city, hash);
  });
}

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder)
    .filter((file) => /\.(csv|geojson)$/.test(file))
    .sort()) {
    hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}

/** A stored set may name units that the city's files no longer have: then the rest goes on without it. */
function fits(register: UnitRegister, set: BoundarySet, log: Log): boolean {
  const stranger = set.features.find((feature) => register.byCode(feature.code, set.validFrom) === null);
  if (stranger !== undefined)
    log.error({ set: set.id, code: stranger.code }, 'boundaries of an unknown unit are left out');
  return stranger === undefined;
}
