// A message from outside as we hold it: schema, rules, signature and sender checked, every fault with its reason.
import type { XmlElement } from 'libxml2-wasm';
import type { CapAlert, CapArea, CapInfo, CapNamed } from './cap-message.ts';
import { capFaults } from './cap-rules.ts';
import { schemaFaults } from './cap-schema.ts';
import { verifyCap } from './cap-signature.ts';
import { capNamespace } from './cap-xml.ts';
import { withXml } from './xml-document.ts';

export interface CapPartner {
  readonly sender: string;
  /** PEM. */
  readonly certificate: string;
}

export type CapRead =
  | { readonly ok: true; readonly alert: CapAlert }
  | { readonly ok: false; readonly reasons: readonly string[] };

/** Reads a message whose sender and certificate are known. Nothing of an unsigned message is believed. */
export function readCap(xml: string, partners: readonly CapPartner[], at: Date): CapRead {
  const wrong = schemaFaults(xml);
  if (wrong.length > 0) return { ok: false, reasons: wrong.map((fault) => `schema: ${fault}`) };
  const alert = parseCap(xml);
  const known = partners.filter(({ sender }) => sender === alert.sender);
  if (known.length === 0) return { ok: false, reasons: [`sender: ${alert.sender} is not known`] };
  const signature = verifyCap(
    xml,
    known.map(({ certificate }) => certificate),
    at,
  );
  if (!signature.ok) return { ok: false, reasons: [`signature: ${signature.why}`] };
  const reasons = capFaults(alert).map(({ code, at: place }) => `rule: ${place} ${code}`);
  if (Date.parse(alert.sent) > at.getTime() + 300_000) reasons.push('rule: sent lies in the future');
  return reasons.length > 0 ? { ok: false, reasons } : { ok: true, alert };
}

/** The fields of a message that is valid against the schema. */
export function parseCap(xml: string): CapAlert {
  return withXml(xml, (document) => alertOf(document.root));
}

const cap = { c: capNamespace };
const elements = (parent: XmlElement, name: string): XmlElement[] =>
  parent.find(`c:${name}`, cap) as XmlElement[];
const texts = (parent: XmlElement, name: string): string[] =>
  elements(parent, name).map(({ content }) => content);
const text = (parent: XmlElement, name: string): string | null => texts(parent, name)[0] ?? null;
const must = (parent: XmlElement, name: string): string => text(parent, name) ?? '';
const pairs = (parent: XmlElement, name: string): CapNamed[] =>
  elements(parent, name).map((one) => ({ valueName: must(one, 'valueName'), value: must(one, 'value') }));

function alertOf(root: XmlElement): CapAlert {
  return {
    identifier: must(root, 'identifier'),
    sender: must(root, 'sender'),
    sent: must(root, 'sent'),
    status: must(root, 'status') as CapAlert['status'],
    msgType: must(root, 'msgType') as CapAlert['msgType'],
    scope: must(root, 'scope') as CapAlert['scope'],
    restriction: text(root, 'restriction'),
    addresses: text(root, 'addresses'),
    note: text(root, 'note'),
    references: must(root, 'references').split(/\s+/).filter(Boolean),
    infos: elements(root, 'info').map(infoOf),
  };
}

function infoOf(info: XmlElement): CapInfo {
  return {
    language: text(info, 'language') ?? 'en-US',
    categories: texts(info, 'category'),
    event: must(info, 'event'),
    responseTypes: texts(info, 'responseType'),
    urgency: must(info, 'urgency') as CapInfo['urgency'],
    severity: must(info, 'severity') as CapInfo['severity'],
    certainty: must(info, 'certainty') as CapInfo['certainty'],
    eventCodes: pairs(info, 'eventCode'),
    effective: text(info, 'effective'),
    onset: text(info, 'onset'),
    expires: text(info, 'expires'),
    senderName: text(info, 'senderName'),
    headline: text(info, 'headline'),
    description: text(info, 'description'),
    instruction: text(info, 'instruction'),
    web: text(info, 'web'),
    contact: text(info, 'contact'),
    areas: elements(info, 'area').map(
      (area): CapArea => ({
        areaDesc: must(area, 'areaDesc'),
        polygons: texts(area, 'polygon'),
        circles: texts(area, 'circle'),
        geocodes: pairs(area, 'geocode'),
      }),
    ),
  };
}
