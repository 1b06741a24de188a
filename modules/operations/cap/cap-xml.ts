// A message as XML, in the order of the schema. Text is escaped; characters that XML 1.0 does not know are left out.
import type { CapAlert, CapArea, CapInfo, CapNamed } from './cap-message.ts';

export const capNamespace = 'urn:oasis:names:tc:emergency:cap:1.2';

// XML 1.0 §2.2: everything but control characters, surrogates and the two non-characters.
const notXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

export function escapeXml(text: string): string {
  return text
    .replaceAll(notXml, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const element = (name: string, value: string | null): string =>
  value === null || value === '' ? '' : `<${name}>${escapeXml(value)}</${name}>`;
const many = (name: string, values: readonly string[]): string =>
  values.map((value) => element(name, value)).join('');
const pairs = (name: string, values: readonly CapNamed[]): string =>
  values
    .map(
      ({ valueName, value }) =>
        `<${name}><valueName>${escapeXml(valueName)}</valueName><value>${escapeXml(value)}</value></${name}>`,
    )
    .join('');

const areaXml = (area: CapArea): string =>
  `<area>${element('areaDesc', area.areaDesc)}${many('polygon', area.polygons)}${many('circle', area.circles)}${pairs('geocode', area.geocodes)}</area>`;

const infoXml = (info: CapInfo): string =>
  [
    '<info>',
    element('language', info.language),
    many('category', info.categories),
    element('event', info.event),
    many('responseType', info.responseTypes),
    element('urgency', info.urgency),
    element('severity', info.severity),
    element('certainty', info.certainty),
    pairs('eventCode', info.eventCodes),
    element('effective', info.effective),
    element('onset', info.onset),
    element('expires', info.expires),
    element('senderName', info.senderName),
    element('headline', info.headline),
    element('description', info.description),
    element('instruction', info.instruction),
    element('web', info.web),
    element('contact', info.contact),
    ...info.areas.map(areaXml),
    '</info>',
  ].join('');

export function capXml(alert: CapAlert): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<alert xmlns="${capNamespace}">`,
    element('identifier', alert.identifier),
    element('sender', alert.sender),
    element('sent', alert.sent),
    element('status', alert.status),
    element('msgType', alert.msgType),
    element('scope', alert.scope),
    element('restriction', alert.restriction),
    element('addresses', alert.addresses),
    element('note', alert.note),
    element('references', alert.references.join(' ')),
    ...alert.infos.map(infoXml),
    '</alert>',
  ].join('');
}
