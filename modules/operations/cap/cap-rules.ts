// What CAP 1.2 demands beyond its schema (§3.2 of the standard, in prose), and what feeds' readers need: expires, description, area.
import type { CapAlert, CapArea, CapInfo } from './cap-message.ts';

/** A rule that is broken: a stable code, where, and a value. */
export interface CapFault {
  readonly code: string;
  readonly at: string;
}

const forbidden = /[\s,<&]/;
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/;
/** Message types that speak of an earlier message. */
const refers = ['Update', 'Cancel', 'Ack', 'Error'];

export function capFaults(alert: CapAlert): CapFault[] {
  const faults: CapFault[] = [];
  const need = (holds: boolean, code: string, at: string): void => void (holds || faults.push({ code, at }));
  for (const field of ['identifier', 'sender'] as const)
    need(alert[field] !== '' && !forbidden.test(alert[field]), 'not-a-token', field);
  need(isMoment(alert.sent), 'not-a-moment', 'sent');
  need(
    (alert.scope === 'Restricted') === (alert.restriction !== null),
    'restriction-iff-restricted',
    'restriction',
  );
  need((alert.scope === 'Private') === (alert.addresses !== null), 'addresses-iff-private', 'addresses');
  need(!refers.includes(alert.msgType) || alert.references.length > 0, 'references-missing', 'references');
  need(alert.msgType !== 'Error' || alert.note !== null, 'note-missing', 'note');
  for (const reference of alert.references) {
    const [sender = '', identifier = '', sent = '', more] = reference.split(',');
    need(
      sender !== '' && identifier !== '' && isMoment(sent) && more === undefined,
      'not-a-reference',
      'references',
    );
  }
  const speaks = alert.msgType === 'Alert' || alert.msgType === 'Update';
  need(!speaks || alert.infos.length > 0, 'info-missing', 'info');
  const languages = alert.infos.map(({ language }) => language);
  need(new Set(languages).size === languages.length, 'one-info-per-language', 'info');
  for (const [at, info] of alert.infos.entries()) faults.push(...infoFaults(alert, info, `info[${at}]`));
  return faults;
}

function infoFaults(alert: CapAlert, info: CapInfo, at: string): CapFault[] {
  const faults: CapFault[] = [];
  const need = (holds: boolean, code: string, field: string): void =>
    void (holds || faults.push({ code, at: `${at}.${field}` }));
  need(info.event.trim() !== '', 'empty', 'event');
  need(info.categories.length > 0, 'empty', 'category');
  need(info.description !== null && info.description.trim() !== '', 'empty', 'description');
  need(info.expires !== null, 'empty', 'expires');
  for (const field of ['effective', 'onset', 'expires'] as const)
    need(info[field] === null || isMoment(info[field]), 'not-a-moment', field);
  const begins = info.effective ?? alert.sent;
  need(
    info.expires === null || Date.parse(info.expires) > Date.parse(begins),
    'expires-before-it-begins',
    'expires',
  );
  need(info.areas.length > 0, 'empty', 'area');
  for (const [n, area] of info.areas.entries()) faults.push(...areaFaults(area, `${at}.area[${n}]`));
  return faults;
}

function areaFaults(area: CapArea, at: string): CapFault[] {
  const faults: CapFault[] = [];
  const need = (holds: boolean, code: string, field: string): void =>
    void (holds || faults.push({ code, at: `${at}.${field}` }));
  need(area.areaDesc.trim() !== '', 'empty', 'areaDesc');
  for (const polygon of area.polygons) {
    const ring = readRing(polygon);
    if (ring === null || ring.length < 4) {
      need(false, 'not-a-polygon', 'polygon');
      continue;
    }
    need(same(ring[0] as Corner, ring.at(-1) as Corner), 'polygon-not-closed', 'polygon');
    need(!crossesItself(ring), 'polygon-crosses-itself', 'polygon');
  }
  for (const circle of area.circles) need(isCircle(circle), 'not-a-circle', 'circle');
  return faults;
}

const isMoment = (text: string | null): boolean =>
  text !== null && moment.test(text) && !Number.isNaN(Date.parse(text));

type Corner = readonly [lat: number, lon: number];
const same = (a: Corner, b: Corner): boolean => a[0] === b[0] && a[1] === b[1];
const number = /^-?\d+(\.\d+)?$/;

function readCorner(text: string): Corner | null {
  const [lat = '', lon = '', more] = text.split(',');
  if (!number.test(lat) || !number.test(lon) || more !== undefined) return null;
  return Math.abs(Number(lat)) <= 90 && Math.abs(Number(lon)) <= 180 ? [Number(lat), Number(lon)] : null;
}

/** The corners of "lat,lon lat,lon …"; null when one of them is none. */
export function readRing(text: string): Corner[] | null {
  const corners = text.trim().split(/\s+/).map(readCorner);
  return corners.every((corner) => corner !== null) ? (corners as Corner[]) : null;
}

function isCircle(text: string): boolean {
  const [centre = '', radius = '', more] = text.trim().split(/\s+/);
  return readCorner(centre) !== null && number.test(radius) && Number(radius) >= 0 && more === undefined;
}

const side = (a: Corner, b: Corner, c: Corner): number =>
  Math.sign((b[1] - a[1]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[1] - a[1]));
const between = (a: Corner, b: Corner, c: Corner): boolean =>
  Math.min(a[0], b[0]) <= c[0] &&
  c[0] <= Math.max(a[0], b[0]) &&
  Math.min(a[1], b[1]) <= c[1] &&
  c[1] <= Math.max(a[1], b[1]);

function meet(a: Corner, b: Corner, c: Corner, d: Corner): boolean {
  const [one, two, three, four] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (one !== two && three !== four) return true;
  return (
    (one === 0 && between(a, b, c)) ||
    (two === 0 && between(a, b, d)) ||
    (three === 0 && between(c, d, a)) ||
    (four === 0 && between(c, d, b))
  );
}

/** Whether two sides of a closed ring meet that are no neighbours. */
export function crossesItself(ring: readonly Corner[]): boolean {
  const sides = ring.length - 1;
  for (let one = 0; one < sides; one++) {
    for (let other = one + 2; other < sides; other++) {
      if (one === 0 && other === sides - 1) continue;
      const [a, b] = [ring[one] as Corner, ring[one + 1] as Corner];
      if (meet(a, b, ring[other] as Corner, ring[other + 1] as Corner)) return true;
    }
  }
  return false;
}
