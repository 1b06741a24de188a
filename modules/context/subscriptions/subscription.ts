// A subscription: what it says, checked, with names expanded; and back onto the wire (GS CIM 009 §5.2.12, §5.8.1).
import { expandName } from '../entities/parse-attribute.ts';
import { isInstant, isNull, isUri } from '../entities/entity.ts';
import { parseGeoQ } from '../query/geo-query.ts';
import { linearPattern } from '../query/pattern.ts';
import { entityMembers } from '../query/projection.ts';
import { parseQ } from '../query/q-parser.ts';
import { joinOf } from '../query/query.ts';
import { parseScopeQ } from '../query/scope-query.ts';
import { parseTypeSelection } from '../query/type-selection.ts';
import type { TermMap } from '../terms/term-map.ts';
import { badData, invalid } from '../wire/problem.ts';

export const triggers = [
  'entityCreated',
  'entityUpdated',
  'entityDeleted',
  'attributeCreated',
  'attributeUpdated',
  'attributeDeleted',
] as const;
export type Trigger = (typeof triggers)[number];

type Json = Readonly<Record<string, unknown>>;

export interface SubscriptionDoc {
  readonly subscriptionName?: string;
  readonly description?: string;
  readonly entities?: readonly {
    readonly id?: string | readonly string[];
    readonly idPattern?: string;
    readonly type: string;
  }[];
  readonly watchedAttributes?: readonly string[];
  readonly notificationTrigger?: readonly Trigger[];
  readonly timeInterval?: number;
  readonly throttling?: number;
  readonly q?: string;
  readonly geoQ?: Json;
  readonly scopeQ?: string;
  readonly csf?: string;
  readonly lang?: string;
  readonly datasetId?: readonly string[];
  readonly expiresAt?: string;
  readonly isActive?: boolean;
  readonly jsonldContext?: string;
  readonly notification: NotificationParams;
}

export interface NotificationParams {
  readonly attributes?: readonly string[];
  readonly pick?: readonly string[];
  readonly omit?: readonly string[];
  readonly format?: string;
  readonly sysAttrs?: boolean;
  readonly showChanges?: boolean;
  readonly join?: string;
  readonly joinLevel?: number;
  readonly endpoint: Endpoint;
}

export interface Endpoint {
  readonly uri: string;
  readonly accept?: string;
  readonly timeout?: number;
  readonly cooldown?: number;
  readonly receiverInfo?: readonly { readonly key: string; readonly value: string }[];
  readonly notifierInfo?: readonly { readonly key: string; readonly value: string }[];
}

/** Written by the broker; what comes in under these names is left aside. */
const brokerOwned = new Set([
  'id',
  'type',
  '@context',
  'status',
  'createdAt',
  'modifiedAt',
  'lastNotification',
  'lastSuccess',
  'lastFailure',
  'timesSent',
  'timesFailed',
]);

const texts = ['subscriptionName', 'description', 'q', 'scopeQ', 'csf', 'lang', 'jsonldContext'] as const;

/** Checks the members that are there. @throws Problem `BadRequestData`, `InvalidRequest` */
export function checkMembers(given: Json, terms: TermMap, now: Date): Json {
  const doc: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (brokerOwned.has(name)) continue;
    doc[name] = value;
  }
  for (const name of texts)
    if (doc[name] !== undefined && typeof doc[name] !== 'string') throw badData(`${name} must be a text`);
  if (doc['isActive'] !== undefined && typeof doc['isActive'] !== 'boolean')
    throw badData('isActive must be true or false');
  checkNumbers(doc);
  if (doc['expiresAt'] !== undefined) {
    if (!isInstant(doc['expiresAt'])) throw badData('expiresAt must be a date and time in UTC');
    if (Date.parse(doc['expiresAt']) <= now.getTime()) throw badData('expiresAt has passed already');
  }
  if (doc['entities'] !== undefined) doc['entities'] = checkEntities(doc['entities'], terms);
  if (doc['watchedAttributes'] !== undefined)
    doc['watchedAttributes'] = checkNames('watchedAttributes', doc['watchedAttributes'], terms);
  if (doc['notificationTrigger'] !== undefined) checkTriggers(doc['notificationTrigger']);
  if (typeof doc['q'] === 'string') parseQ(doc['q'], terms);
  if (typeof doc['scopeQ'] === 'string') parseScopeQ(doc['scopeQ']);
  if (typeof doc['csf'] === 'string') parseQ(doc['csf'], terms);
  if (doc['geoQ'] !== undefined) checkGeo(doc['geoQ'], terms);
  if (doc['datasetId'] !== undefined) doc['datasetId'] = [doc['datasetId']].flat();
  if (doc['notification'] !== undefined) doc['notification'] = checkNotification(doc['notification'], terms);
  return doc;
}

function checkNumbers(doc: Json): void {
  const { timeInterval, throttling } = doc;
  if (timeInterval !== undefined && !(typeof timeInterval === 'number' && timeInterval > 0))
    throw badData('timeInterval must be a number of seconds above 0');
  if (throttling !== undefined && !(typeof throttling === 'number' && throttling >= 0))
    throw badData('throttling must be a number of seconds');
}

function checkEntities(given: unknown, terms: TermMap): readonly Json[] {
  if (!Array.isArray(given) || given.length === 0) throw badData('entities must be an array of selectors');
  return given.map((one: unknown) => {
    const { id, idPattern, type, ...rest } = (one ?? {}) as Json;
    if (typeof type !== 'string' || type === '') throw badData('A selector of entities needs a type');
    if (id !== undefined && ![id].flat().every(isUri)) throw badData('id must be a URI');
    if (idPattern !== undefined) linearPattern(String(idPattern));
    parseTypeSelection(type, terms);
    if (Object.keys(rest).length > 0) throw badData(`A selector of entities has no ${Object.keys(rest)[0]}`);
    const expanded = type === '*' ? type : type.replace(/[^(),;|]+/g, (name) => terms.expand(name.trim()));
    return {
      ...(id === undefined ? {} : { id }),
      ...(idPattern === undefined ? {} : { idPattern }),
      type: expanded,
    };
  });
}

function checkNames(what: string, given: unknown, terms: TermMap): readonly string[] {
  if (
    !Array.isArray(given) ||
    given.length === 0 ||
    !given.every((name) => typeof name === 'string' && name !== '')
  )
    throw badData(`${what} must be an array of names`);
  return (given as string[]).map((name) =>
    entityMembers.has(name) || name.includes('{') ? name : expandName(name, terms),
  );
}

function checkTriggers(given: unknown): void {
  if (
    !Array.isArray(given) ||
    given.length === 0 ||
    !given.every((one) => triggers.some((known) => known === one))
  )
    throw badData(`notificationTrigger must hold some of ${triggers.join(', ')}`);
}

function checkGeo(given: unknown, terms: TermMap): void {
  if (typeof given !== 'object' || given === null) throw badData('geoQ must be an object');
  if (!parseGeoQ(given as Json, terms)) throw badData('geoQ says nothing');
}

const formats = new Set(['normalized', 'concise', 'keyValues', 'simplified']);
const accepts = new Set(['application/json', 'application/ld+json', 'application/geo+json']);

function checkNotification(given: unknown, terms: TermMap): Json {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw badData('notification must be an object');
  const checked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) if (!brokerOwned.has(name)) checked[name] = value;
  for (const name of ['attributes', 'pick', 'omit'])
    if (checked[name] !== undefined) checked[name] = checkNames(`notification.${name}`, checked[name], terms);
  if (checked['format'] !== undefined && !formats.has(String(checked['format'])))
    throw invalid(`The format ${checked['format']} is not known`);
  for (const name of ['sysAttrs', 'showChanges'])
    if (checked[name] !== undefined && typeof checked[name] !== 'boolean')
      throw badData(`notification.${name} must be true or false`);
  const isSimplified = ['keyValues', 'simplified'].includes(String(checked['format']));
  if (checked['showChanges'] === true && isSimplified)
    throw badData('showChanges does not go with a simplified format');
  joinOf({ join: checked['join'], joinLevel: checked['joinLevel'] });
  if (checked['endpoint'] !== undefined) checkEndpoint(checked['endpoint']);
  return checked;
}

function checkEndpoint(given: unknown): void {
  if (typeof given !== 'object' || given === null) throw badData('endpoint must be an object');
  const { uri, accept, timeout, cooldown, receiverInfo, notifierInfo } = given as Json;
  const address = typeof uri === 'string' ? URL.parse(uri) : null;
  if (!address || !/^(https?|mqtts?):$/.test(address.protocol) || address.hostname === '')
    throw badData('endpoint.uri must be an address of http, https, mqtt or mqtts');
  if (/^mqtts?:$/.test(address.protocol) && address.pathname.length < 2)
    throw badData('An MQTT endpoint needs a topic');
  if (accept !== undefined && !accepts.has(String(accept)))
    throw badData(`endpoint.accept ${accept} cannot be given`);
  for (const [name, value] of Object.entries({ timeout, cooldown }))
    if (value !== undefined && !(typeof value === 'number' && value >= 0))
      throw badData(`endpoint.${name} must be a number of milliseconds`);
  for (const [name, value] of Object.entries({ receiverInfo, notifierInfo })) {
    if (value === undefined) continue;
    const isRight =
      Array.isArray(value) &&
      value.every((one: Json) => typeof one?.['key'] === 'string' && one['value'] !== undefined);
    if (!isRight) throw badData(`endpoint.${name} must be an array of keys and values`);
  }
}

/** What must be there and what excludes each other (§5.8.1). */
export function checkWhole(doc: Json): SubscriptionDoc {
  const { entities, watchedAttributes, timeInterval, throttling, notification } = doc;
  if (entities === undefined && watchedAttributes === undefined)
    throw badData('A subscription needs entities or watchedAttributes');
  if (timeInterval !== undefined && watchedAttributes !== undefined)
    throw badData('timeInterval and watchedAttributes exclude each other');
  if (timeInterval !== undefined && throttling !== undefined)
    throw badData('timeInterval and throttling exclude each other');
  if (notification === undefined || (notification as Json)['endpoint'] === undefined)
    throw badData('A subscription needs notification.endpoint');
  return doc as unknown as SubscriptionDoc;
}

/** A fragment over what is there; the null takes away (§5.8.2). */
export function merged(before: SubscriptionDoc, fragment: Json): Json {
  const doc: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(fragment)) {
    if (isNull(value)) delete doc[name];
    else if (name === 'notification') doc[name] = { ...before.notification, ...(value as object) };
    else doc[name] = value;
  }
  return doc;
}

/** With the names of the asker's context. */
export function compacted(doc: SubscriptionDoc, terms: TermMap): Json {
  const names = (list: readonly string[] | undefined) => list?.map((name) => terms.compact(name));
  const { entities, watchedAttributes, notification } = doc;
  const { attributes, pick, omit } = notification;
  return {
    ...doc,
    ...(entities
      ? {
          entities: entities.map((one) => ({
            ...one,
            type: one.type.replace(/[^(),;|]+/g, (iri) => terms.compact(iri)),
          })),
        }
      : {}),
    ...(watchedAttributes ? { watchedAttributes: names(watchedAttributes) } : {}),
    notificationTrigger: doc.notificationTrigger ?? defaultTriggers,
    notification: {
      ...notification,
      ...(attributes ? { attributes: names(attributes) } : {}),
      ...(pick ? { pick: names(pick) } : {}),
      ...(omit ? { omit: names(omit) } : {}),
    },
  };
}

export const defaultTriggers: readonly Trigger[] = ['attributeCreated', 'attributeUpdated'];
