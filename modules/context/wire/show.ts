// Puts entities and other things into an answer of the media type agreed on, with its context where it belongs (§6.3.5, §6.3.6).
import type { Call, Reply } from './call.ts';
import { contextLink, geoJson, json, ldJson } from './media.ts';
import { coreContext } from '../terms/shipped.ts';

type Json = Record<string, unknown>;

/** The address of the context of this request, for the Link header; a context given as an object has none. */
export const contextAddress = (call: Pick<Call, 'terms'>): string =>
  typeof call.terms.source === 'string' ? call.terms.source : coreContext;

const linkHeader = (
  call: Call,
  more: readonly string[] = [],
): Readonly<Record<string, readonly string[] | string>> => {
  const links = [contextLink(contextAddress(call)), ...more];
  return { Link: links.join(', ') };
};

/** One thing or a list of them as JSON or JSON-LD. */
export function show(
  call: Call,
  body: Json | readonly Json[],
  more: { headers?: Record<string, string>; links?: readonly string[]; status?: number } = {},
): Reply {
  const { headers = {}, links = [], status = 200 } = more;
  if (call.accept !== ldJson)
    return { status, body, type: json, headers: { ...headers, ...linkHeader(call, links) } };
  const context = { '@context': call.terms.source };
  const shown = Array.isArray(body)
    ? body.map((one: Json) => ({ ...one, ...context }))
    : { ...body, ...context };
  return {
    status,
    body: shown,
    type: ldJson,
    headers: { ...headers, ...(links.length > 0 ? { Link: links.join(', ') } : {}) },
  };
}

/** A Feature or a collection of them; `Prefer: body=json` moves the context into the Link header. */
export function showFeatures(
  call: Call,
  body: Json,
  more: { headers?: Record<string, string>; links?: readonly string[] } = {},
): Reply {
  const { headers = {}, links = [] } = more;
  const isPlain = /(^|[\s,;])body=json\b/.test(String(call.headers['prefer'] ?? ''));
  const linked = isPlain ? linkHeader(call, links) : links.length > 0 ? { Link: links.join(', ') } : {};
  return {
    status: 200,
    type: geoJson,
    body: isPlain ? body : { ...body, '@context': call.terms.source },
    headers: { ...headers, ...linked },
  };
}
