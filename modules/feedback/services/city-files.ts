// Reads the city's files on services, bodies, routing and deadlines, and refuses a start with rules that do not fit together.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Bodies, bodiesOf } from '../routing/bodies.ts';
import { channelFaults, ChannelsFile, datedChannels } from '../channels/channel-data.ts';
import { Open311File } from '../open311/open311-data.ts';
import { DuplicatesFile } from '../duplicates/duplicate-data.ts';
import { ModerationFile } from '../moderation/moderation-data.ts';
import { type Catalogue, catalogueOf } from './catalogue.ts';
import {
  BodiesFile,
  DeadlinesFile,
  DocumentsFile,
  HandlingFile,
  RoutingFile,
  ServicesFile,
} from './city-data.ts';

/** Everything this module knows of the city's rules. */
export interface CityRules {
  readonly catalogue: Catalogue;
  readonly bodies: Bodies;
  readonly routing: RoutingFile;
  readonly deadlines: DeadlinesFile;
  readonly handling: HandlingFile;
  readonly duplicates: DuplicatesFile;
  readonly moderation: ModerationFile;
  readonly open311: Open311File;
  readonly channels: ChannelsFile;
  readonly documents: DocumentsFile;
}

/**
 * Reads a folder of rules.
 * @throws Error that names the file and the row when something is missing, misspelt or points to nothing.
 */
export function readCityRules(folder: string): CityRules {
  const services = read(folder, 'services.json', ServicesFile);
  const bodies = read(folder, 'bodies.json', BodiesFile);
  const routing = read(folder, 'routing.json', RoutingFile);
  const deadlines = read(folder, 'deadlines.json', DeadlinesFile);
  const handling = read(folder, 'handling.json', HandlingFile);
  const duplicates = read(folder, 'duplicates.json', DuplicatesFile);
  const moderation = read(folder, 'moderation.json', ModerationFile);
  const open311 = read(folder, 'open311.json', Open311File);
  const channels = read(folder, 'channels.json', ChannelsFile);
  const documents = read(folder, 'documents.json', DocumentsFile);
  const faults = faultsIn({
    services,
    bodies,
    routing,
    deadlines,
    handling,
    duplicates,
    moderation,
    open311,
    channels,
    documents,
  });
  if (faults.length > 0) throw new Error(`${folder}: ${faults.join('; ')}`);
  return {
    catalogue: catalogueOf(services),
    bodies: bodiesOf(bodies),
    routing,
    deadlines,
    handling,
    duplicates,
    moderation,
    open311,
    channels,
    documents,
  };
}

function read<S extends TSchema>(folder: string, name: string, schema: S): Static<S> {
  const file = join(folder, name);
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const check = Compile(schema);
  if (check.Check(value)) return value as Static<S>;
  const fault = check.Errors(value)[0];
  throw new Error(`${file}${fault?.instancePath ?? ''}: ${fault?.message ?? 'is not valid'}`);
}

interface Files {
  readonly services: ServicesFile;
  readonly bodies: BodiesFile;
  readonly routing: RoutingFile;
  readonly deadlines: DeadlinesFile;
  readonly handling: HandlingFile;
  readonly duplicates: DuplicatesFile;
  readonly moderation: ModerationFile;
  readonly open311: Open311File;
  readonly channels: ChannelsFile;
  readonly documents: DocumentsFile;
}

/** References that lead nowhere, spans that end before they begin, codes given twice for one day. */
export function faultsIn(files: Files): readonly string[] {
  const faults: string[] = [];
  const services = new Set(files.services.services.map(({ code }) => code));
  const groups = new Set(files.services.groups.map(({ code }) => code));
  const bodies = new Set(files.bodies.bodies.map(({ code }) => code));
  const areas = new Set(files.routing.areas.map(({ code }) => code));
  const documents = new Set(files.documents.map(({ code }) => code));
  const need = (there: boolean, words: string): void => void (there || faults.push(words));
  for (const service of files.services.services)
    need(groups.has(service.group), `service ${service.code}: no group ${service.group}`);
  need(bodies.has(files.bodies.coordinator), `bodies: no coordinator ${files.bodies.coordinator}`);
  for (const rule of files.routing.rules) {
    need(
      rule.service === '*' || services.has(rule.service),
      `routing ${rule.id}: no service ${rule.service}`,
    );
    need(
      ['commune', 'district'].includes(rule.body) || bodies.has(rule.body),
      `routing ${rule.id}: no body ${rule.body}`,
    );
    need(
      rule.area === null || areas.has(rule.area) || /^\d{5}$/.test(rule.area),
      `routing ${rule.id}: no area ${rule.area}`,
    );
  }
  for (const policy of files.deadlines.policies) {
    need(
      policy.service === '*' || services.has(policy.service),
      `deadline ${policy.id}: no service ${policy.service}`,
    );
  }
  const { handling } = files;
  for (const row of files.open311.attributes)
    need(services.has(row.service), `open311 ${row.id}: no service ${row.service}`);
  faults.push(...channelFaults(files.channels, services));
  for (const row of files.duplicates.reach)
    need(row.service === '*' || services.has(row.service), `duplicates ${row.id}: no service ${row.service}`);
  for (const row of [...handling.approval, ...handling.evidence, ...handling.templates])
    need(row.service === '*' || services.has(row.service), `handling ${row.id}: no service ${row.service}`);
  for (const rung of handling.ladder)
    need(
      (rung.share === null) !== (rung.late === null),
      `handling ${rung.id}: a share of the term or a time after it`,
    );
  const dated = [
    ...files.open311.attributes.map((row) => ({ ...row, id: `open311 ${row.id}` })),
    ...datedChannels(files.channels),
    ...Object.values(files.duplicates)
      .flat()
      .map((row) => ({ ...row, id: `duplicates ${row.id}` })),
    ...Object.values(files.moderation)
      .flat()
      .map((row) => ({ ...row, id: `moderation ${row.id}` })),
    ...Object.values(handling)
      .flat()
      .map((row) => ({ ...row, id: `handling ${row.id}` })),
    ...files.bodies.bodies.map((row) => ({ ...row, id: `body ${row.code}` })),
    ...files.routing.rules.map((row) => ({ ...row, id: `routing ${row.id}` })),
    ...files.deadlines.policies.map((row) => ({ ...row, id: `deadline ${row.id}` })),
    ...files.deadlines.reopenWindow,
    ...files.deadlines.returnsAllowed,
  ];
  for (const row of dated) {
    need(documents.has(row.document), `${row.id}: no document ${row.document}`);
    need(row.validTo === null || row.validFrom <= row.validTo, `${row.id}: ends before it begins`);
  }
  return [...faults, ...repeated(dated.map(({ id, validFrom }) => `${id} from ${validFrom}`))];
}

function repeated(keys: readonly string[]): string[] {
  return keys.filter((key, at) => keys.indexOf(key) !== at).map((key) => `${key} stands twice`);
}
