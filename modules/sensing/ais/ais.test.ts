// AIS: published sentences beside an independent decoder, parts out of order, damaged lines, and the doors by TCP and UDP.
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import ggencoder from 'ggencoder';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, type TestCity, testCity } from '@city/kernel/testing';
import { module } from '../module.ts';
import { type AisDoor, aisDoor } from './ais.listener.ts';
import { AisReader } from './sentences.ts';
import { saidOf } from './vessel.ts';

const { AisDecode, AisEncode } = ggencoder;

/** Sentences as published with gpsd, libais and the decoders' own documentation. */
const published = [
  '!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C',
  '!AIVDM,1,1,,A,13HOI:0P0000VOHLCnHQKwvL05Ip,0*23',
  '!AIVDM,1,1,,A,133sVfPP00PD>hRMDH@jNOvN20S8,0*7F',
  '!AIVDM,1,1,,B,15M67FC000G?ufbE`FepT@3n00Sa,0*5C',
  '!AIVDM,1,1,,A,B52K>;h00Fc>jpUlNV@ikwpUoP06,0*4C',
  '!AIVDM,1,1,,A,H42O55i18tMET00000000000000,0*6F',
  '!AIVDM,1,1,,A,H42O55lt0000000D3nink000?0500,0*70',
];
const inTwo = [
  '!AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1C',
  '!AIVDM,2,2,1,A,88888888880,2*25',
];

const near = (a: unknown, b: unknown): boolean => Math.abs(Number(a) - Number(b)) < 1e-4;

describe('beside an independent decoder', () => {
  test.each(published)('%s', (sentence) => {
    const own = new AisReader().read(sentence, 0);
    const other = new AisDecode(sentence, {});
    expect(own?.mmsi).toBe(Number(other['mmsi']));
    const said = own && saidOf(own);
    if (said?.position) {
      expect(near(said.position.lat, other['lat']) && near(said.position.lon, other['lon'])).toBe(true);
      if (said.position.speedKnots !== null) expect(near(said.position.speedKnots, other['sog'])).toBe(true);
      if (said.position.course !== null) expect(near(said.position.course, other['cog'])).toBe(true);
      if (said.position.heading !== null) expect(said.position.heading).toBe(other['hdg']);
    }
    if (said?.particulars?.name) expect(said.particulars.name).toBe(String(other['shipname']).trim());
    if (said?.particulars?.callsign) expect(said.particulars.callsign).toBe(String(other['callsign']).trim());
    if (said?.particulars?.shipType) expect(said.particulars.shipType).toBe(other['cargo']);
  });

  test('a message in two parts', () => {
    const reader = new AisReader();
    expect(reader.read(inTwo[0] ?? '', 0)).toBe(null);
    const own = reader.read(inTwo[1] ?? '', 1);
    const session = {};
    new AisDecode(inTwo[0] ?? '', session);
    const other = new AisDecode(inTwo[1] ?? '', session);
    const said = own && saidOf(own);
    expect(said?.mmsi).toBe(Number(other['mmsi']));
    expect(said?.particulars).toMatchObject({
      name: String(other['shipname']).trim(),
      callsign: String(other['callsign']).trim(),
      imo: Number(other['imo']),
      shipType: other['cargo'],
      destination: String(other['destination']).trim(),
    });
  });

  test('what the encoder writes is read, field by field', () => {
    for (const [lat, lon, sog, cog, hdg] of [
      [20.8651, 106.7205, 7.4, 123.4, 124],
      [-33.85, 151.25, 0, 0, 0],
      [20.6667, 106.8167, 22.1, 359.9, 359],
    ] as const) {
      const { nmea, valid } = new AisEncode({
        aistype: 1,
        mmsi: '574001234',
        lat,
        lon,
        sog,
        cog,
        hdg,
        navstatus: 0,
        smi: 0,
        repeat: 0,
      });
      expect(valid).toBe(true);
      const own = new AisReader().read(nmea, 0);
      const said = own && saidOf(own);
      expect(said?.mmsi).toBe(574_001_234);
      expect([near(said?.position?.lat, lat), near(said?.position?.lon, lon)]).toEqual([true, true]);
      expect([said?.position?.speedKnots, said?.position?.course, said?.position?.heading]).toEqual([
        sog,
        cog,
        hdg,
      ]);
    }
  });
});

test('a position that is not available is no position', () => {
  const own = new AisReader().read(
    new AisEncode({
      aistype: 1,
      mmsi: '574001234',
      lat: 91,
      lon: 181,
      sog: 102.3,
      cog: 360,
      hdg: 511,
      navstatus: 15,
      smi: 0,
      repeat: 0,
    }).nmea,
    0,
  );
  expect(own && saidOf(own)).toEqual({ mmsi: 574_001_234, position: null, particulars: null });
});

test('parts that come in the wrong order, twice, late or mixed with others do no harm', () => {
  const [first = '', second = ''] = inTwo;
  const late = new AisReader();
  late.read(first, 0);
  expect(late.read(second, 60_000)).toBe(null);
  const mixed = new AisReader();
  mixed.read(first, 0);
  expect(mixed.read(published[0] ?? '', 1)?.type).toBe(1);
  expect(mixed.read(second, 2)?.type).toBe(5);
  expect(mixed.read(second, 3)).toBe(null);
});

test.each([
  '',
  'words',
  '!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5D',
  '!AIVDM,1,1,,B,,0*25',
  '!AIVDM,9,9,,B,17,0*00',
  '$GPGGA,1*00',
])('a line like %j is passed over', (line) => {
  expect(new AisReader().read(line, 0)).toBe(null);
});

test('a line with a tag block and a time is read', () => {
  expect(new AisReader().read(`\\s:hp1,c:1788000000*00\\${published[0]}`, 0)?.mmsi).toBe(477_553_000);
});

describe('the doors', () => {
  let city: TestCity;
  let door: AisDoor;
  beforeAll(async () => {
    city = await testCity({ modules: [module as never] });
    const m = city.module('sensing');
    door = aisDoor({ m, host: '127.0.0.1', tcpPort: 0, udpPort: 0 });
    await door.start();
  });
  afterAll(async () => {
    await door?.stop();
    await city?.stop();
  });

  test('lines by TCP and datagrams by UDP become ships with their newest place', async () => {
    const tcp = connect(door.ports().tcp, '127.0.0.1');
    const text = `${published.join('\r\n')}\r\n${inTwo.join('\r\n')}\r\nrubbish\r\n`;
    // In two pieces, cut within a line.
    tcp.write(text.slice(0, 70));
    tcp.write(text.slice(70));
    const udp = createSocket('udp4');
    const { nmea } = new AisEncode({
      aistype: 1,
      mmsi: '574009999',
      lat: 20.86,
      lon: 106.7,
      sog: 5,
      cog: 90,
      hdg: 90,
      navstatus: 0,
      smi: 0,
      repeat: 0,
    });
    udp.send(nmea, door.ports().udp, '127.0.0.1');
    const ships = await eventually(
      () =>
        city.sql<{ mmsi: number; name: string | null; lat: number | null }>(
          'select mmsi, name, lat from sensing.vessel order by mmsi',
        ),
      ({ length }) => length >= 8,
    );
    expect(ships.find(({ mmsi }) => mmsi === 574_009_999)?.lat).toBeCloseTo(20.86, 4);
    expect(ships.find(({ mmsi }) => mmsi === 271_041_815)?.name).toBe('PROGUY');
    expect(await city.sql('select 1 from sensing.vessel_track')).toHaveLength(6);
    tcp.destroy();
    udp.close();
  });
});
