// Media types of requests and answers, and the Link header (GS CIM 009 §6.3.4 to §6.3.6).
import type { IncomingHttpHeaders } from 'node:http';
import { badData, Problem } from './problem.ts';

export const json = 'application/json';
export const ldJson = 'application/ld+json';
export const geoJson = 'application/geo+json';
const mergePatch = 'application/merge-patch+json';
const contextRelation = 'http://www.w3.org/ns/json-ld#context';

export type Accepted = typeof json | typeof ldJson | typeof geoJson;

/** The answer's type: the highest q wins, then the order of the standard. @throws Problem `NotAcceptable` */
export function acceptedType(accept: string | undefined, offered: readonly Accepted[]): Accepted {
  const first = offered[0] as Accepted;
  if (accept === undefined || accept.trim() === '') return first;
  const ranges = accept.split(',').map((part) => {
    const [range = '', ...params] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const q = params.map((param) => /^q=([0-9.]+)$/.exec(param)?.[1]).find((value) => value !== undefined);
    return { range, q: q === undefined ? 1 : Number(q) };
  });
  const weight = (type: string): number => {
    const specific = ranges.filter(({ range }) => range === type);
    const broad = ranges.filter(({ range }) => range === '*/*' || range === `${type.split('/')[0]}/*`);
    return Math.max(0, ...(specific.length > 0 ? specific : broad).map(({ q }) => q));
  };
  const best = offered.reduce((one, other) => (weight(other) > weight(one) ? other : one), first);
  if (weight(best) > 0) return best;
  throw new Problem('NotAcceptable', `Of ${accept} nothing can be given; there is ${offered.join(', ')}`);
}

/** The type of a body. @throws Problem `UnsupportedMediaType` */
export function bodyType(contentType: string | undefined, isPatch: boolean): typeof json | typeof ldJson {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === ldJson) return ldJson;
  if (type === json || (isPatch && type === mergePatch)) return json;
  throw new Problem('UnsupportedMediaType', `${type === '' ? 'No media type' : type} is not taken here`);
}

/** The address of the context in a Link header. @throws Problem `BadRequestData` when there are two. */
export function linkedContext(headers: IncomingHttpHeaders): string | undefined {
  const { link } = headers;
  const header = Array.isArray(link) ? link.join(',') : link;
  if (header === undefined) return undefined;
  const found: string[] = [];
  for (const [, address = '', params = ''] of header.matchAll(/<([^>]*)>((?:\s*;\s*[^,;<]+)*)/g)) {
    const rel = /;\s*rel\s*=\s*"?([^";]+)"?/i.exec(params)?.[1]?.trim();
    if (rel === contextRelation) found.push(address.trim());
  }
  if (found.length > 1) throw badData('More than one context in the Link header');
  return found[0];
}

export const contextLink = (address: string): string =>
  `<${address}>; rel="${contextRelation}"; type="${ldJson}"`;
