// CAP 1.2: our messages against the OASIS schema and an independent check of their signature; broken ones refused with reasons.
import { createHash, createVerify, X509Certificate } from 'node:crypto';
import { XmlC14NMode, XmlDocument, type XmlElement } from 'libxml2-wasm';
import { beforeAll, expect, test } from 'vitest';
import { type CapAlert, type CapInfo, capTime } from './cap-message.ts';
import { parseCap, readCap } from './cap-read.ts';
import { capFaults } from './cap-rules.ts';
import { schemaFaults } from './cap-schema.ts';
import { type Signer, signCap, verifyCap } from './cap-signature.ts';
import { capXml } from './cap-xml.ts';
import { makePair } from './signing-key.ts';

const now = new Date('2026-09-07T03:00:00Z');
let signer: Signer;
let stranger: Signer;
beforeAll(async () => {
  [signer, stranger] = await Promise.all([makePair('Hải Phòng', now), makePair('Kẻ lạ', now)]);
});

const info: CapInfo = {
  language: 'vi-VN',
  categories: ['Met'],
  event: 'Triều cường',
  responseTypes: ['Prepare', 'Avoid'],
  urgency: 'Expected',
  severity: 'Severe',
  certainty: 'Likely',
  eventCodes: [{ valueName: 'HP_EVENT', value: 'trieu-cuong' }],
  effective: null,
  onset: null,
  expires: '2026-09-07T20:00:00+07:00',
  senderName: 'Trung tâm điều hành',
  headline: 'Triều cường & ngập <vùng trũng>',
  description: 'Đỉnh triều “4,1 m” lúc 17 giờ.',
  instruction: 'Kê cao đồ đạc.',
  web: 'https://haiphong.example/warnings',
  contact: '1022',
  areas: [
    {
      areaDesc: 'Phường Lê Chân',
      polygons: ['20.84,106.67 20.85,106.67 20.85,106.69 20.84,106.67'],
      circles: ['20.84,106.67 1.5'],
      geocodes: [{ valueName: 'GSO_WARD', value: '11383' }],
    },
  ],
};
const alert: CapAlert = {
  identifier: 'hai-phong-2026-00001',
  sender: 'canhbao@haiphong.gov.vn',
  sent: capTime(now),
  status: 'Actual',
  msgType: 'Alert',
  scope: 'Public',
  restriction: null,
  addresses: null,
  note: null,
  references: [],
  infos: [info, { ...info, language: 'en-US' }],
};
const partner = () => ({ sender: alert.sender, certificate: signer.certificate });

test('moments are written in the city’s own time, never as Z', () => {
  expect(capTime(now)).toBe('2026-09-07T10:00:00+07:00');
});

test('a message is valid against the schema, before and after it is signed, and reads back as it was', () => {
  const xml = capXml(alert);
  expect(schemaFaults(xml)).toEqual([]);
  const signed = signCap(xml, signer);
  expect(schemaFaults(signed)).toEqual([]);
  expect(parseCap(signed)).toEqual(alert);
  expect(capFaults(alert)).toEqual([]);
});

test('its signature verifies by canonicalisation and RSA of other hands than those that made it', () => {
  const signed = signCap(capXml(alert), signer);
  const ds = { ds: 'http://www.w3.org/2000/09/xmldsig#' };
  const exclusive = { mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 };
  using document = XmlDocument.fromString(signed);
  const value = (path: string) => (document.get(path, ds)?.content ?? '').replaceAll(/\s+/g, '');
  const signedInfo = document.get('//ds:SignedInfo', ds) as XmlElement;
  const verify = createVerify('RSA-SHA256').update(signedInfo.canonicalizeToString(exclusive));
  const { publicKey } = new X509Certificate(signer.certificate);
  expect(verify.verify(publicKey, value('//ds:SignatureValue'), 'base64')).toBe(true);
  // The digest is over the document without its signature.
  using bare = XmlDocument.fromString(signed.replace(/<ds:Signature[\s\S]*<\/ds:Signature>/, ''));
  const digest = createHash('sha256').update(bare.root.canonicalizeToString(exclusive)).digest('base64');
  expect(value('//ds:DigestValue')).toBe(digest);
});

test('whatever is changed in a signed message breaks it', () => {
  const signed = signCap(capXml(alert), signer);
  expect(verifyCap(signed, [signer.certificate], now)).toMatchObject({ ok: true });
  const tampered = [
    signed.replace('Severe', 'Extreme'),
    signed.replace('4,1 m', '1,4 m'),
    signed.replace('11383', '10525'),
    signed.replace('<scope>Public</scope>', '<scope>Public</scope><note>thêm</note>'),
  ];
  for (const xml of tampered)
    expect(verifyCap(xml, [signer.certificate], now)).toMatchObject({ ok: false, why: 'broken' });
});

test('a stranger’s signature, none, two, one that wraps another message, and an old certificate are each refused by name', () => {
  const xml = capXml(alert);
  const signed = signCap(xml, signer);
  const why = (message: string, at = now) => {
    const verified = verifyCap(message, [signer.certificate], at);
    return verified.ok ? null : verified.why;
  };
  expect(why(xml)).toBe('unsigned');
  expect(why(signCap(xml, stranger))).toBe('unknown-certificate');
  const signature = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(signed)?.[0] ?? '';
  expect(why(signed.replace('</alert>', `${signature}</alert>`))).toBe('several-signatures');
  const wrapped = xml.replace('</info>', `${signature}</info>`);
  expect(why(wrapped)).not.toBeNull();
  expect(why(signed, new Date('2036-01-01T00:00:00Z'))).toBe('certificate-expired');
});

test.each([
  ['a reference is missing', { msgType: 'Update' }, 'references-missing'],
  ['a reference is no triple', { msgType: 'Cancel', references: ['a,b'] }, 'not-a-reference'],
  ['a restriction without Restricted', { restriction: 'chỉ nội bộ' }, 'restriction-iff-restricted'],
  ['Private without addresses', { scope: 'Private' }, 'addresses-iff-private'],
  ['an identifier with a space', { identifier: 'hai phong 1' }, 'not-a-token'],
  ['a sender with a comma', { sender: 'a,b' }, 'not-a-token'],
  ['a moment as Z', { sent: '2026-09-07T03:00:00Z' }, 'not-a-moment'],
  ['no info', { infos: [] }, 'info-missing'],
  ['one language twice', { infos: [info, info] }, 'one-info-per-language'],
  ['no end', { infos: [{ ...info, expires: null }] }, 'empty'],
  [
    'over before it begins',
    { infos: [{ ...info, expires: '2026-09-07T09:00:00+07:00' }] },
    'expires-before-it-begins',
  ],
  ['no area', { infos: [{ ...info, areas: [] }] }, 'empty'],
  ['three corners', { polygon: '20,106 21,106 20,106' }, 'not-a-polygon'],
  ['an open ring', { polygon: '20,106 21,106 21,107 20,107' }, 'polygon-not-closed'],
  ['a bow tie', { polygon: '20,106 21,107 21,106 20,107 20,106' }, 'polygon-crosses-itself'],
  ['off the earth', { polygon: '91,106 21,106 21,107 91,106' }, 'not-a-polygon'],
])('a rule beyond the schema: %s', (_name, change, code) => {
  const { polygon, ...fields } = change as { polygon?: string } & Partial<CapAlert>;
  const [area] = info.areas;
  const infos = polygon === undefined ? undefined : [{ ...info, areas: [{ ...area, polygons: [polygon] }] }];
  const faults = capFaults({ ...alert, ...fields, ...(infos ? { infos } : {}) } as CapAlert);
  expect(faults.map((fault) => fault.code)).toContain(code);
});

test.each([
  ['an unknown status', (xml: string) => xml.replace('Actual', 'Real')],
  ['a missing field', (xml: string) => xml.replace(/<urgency>.*?<\/urgency>/, '')],
  [
    'fields in another order',
    (xml: string) => xml.replace(/(<sender>.*?<\/sender>)(<sent>.*?<\/sent>)/, '$2$1'),
  ],
  ['a moment as Z', (xml: string) => xml.replace('+07:00</sent>', 'Z</sent>')],
  ['a document type', (xml: string) => xml.replace('<alert', '<!DOCTYPE alert [<!ENTITY a "b">]><alert')],
  ['no XML', () => 'alert'],
  ['half a message', (xml: string) => xml.slice(0, 300)],
])('the schema refuses %s', (_name, broken) => {
  const xml = broken(capXml(alert));
  expect(schemaFaults(xml)).not.toEqual([]);
  expect(readCap(xml, [partner()], now)).toMatchObject({ ok: false });
});

test('only a signed message of a known sender is read', () => {
  const signed = signCap(capXml(alert), signer);
  expect(readCap(signed, [partner()], now)).toEqual({ ok: true, alert });
  expect(readCap(signed, [], now)).toEqual({ ok: false, reasons: [`sender: ${alert.sender} is not known`] });
  expect(readCap(capXml(alert), [partner()], now)).toEqual({ ok: false, reasons: ['signature: unsigned'] });
  const future = signCap(capXml({ ...alert, sent: '2026-09-07T12:00:00+07:00' }), signer);
  expect(readCap(future, [partner()], now)).toMatchObject({
    ok: false,
    reasons: ['rule: sent lies in the future'],
  });
});
