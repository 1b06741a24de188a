// What the operator sets for sensing: doors are closed unless a port is named; the demo opens MQTT on this machine alone.
import { type Config, setting, text, whole } from '@city/kernel/config';

const settings = {
  demoKey: setting({
    name: 'CITY_DEMO_SENSOR_KEY',
    describe:
      'Key of the gateway that speaks for the demo stations; the demo makes one for itself at each start',
    parse: text,
    fallback: '',
  }),
  mqttPort: setting({
    name: 'CITY_MQTT_PORT',
    describe: 'Port on which devices are heard by MQTT; 0 keeps it closed',
    parse: whole,
    fallback: 0,
  }),
  mqttHost: setting({
    name: 'CITY_MQTT_HOST',
    describe: 'Address on which devices are heard by MQTT',
    parse: text,
    fallback: '127.0.0.1',
  }),
  aisTcpPort: setting({
    name: 'CITY_AIS_TCP_PORT',
    describe: 'Port on which AIS receivers deliver NMEA lines by TCP; 0 keeps it closed',
    parse: whole,
    fallback: 0,
  }),
  aisUdpPort: setting({
    name: 'CITY_AIS_UDP_PORT',
    describe: 'Port on which AIS receivers deliver NMEA lines by UDP; 0 keeps it closed',
    parse: whole,
    fallback: 0,
  }),
  aisHost: setting({
    name: 'CITY_AIS_HOST',
    describe: 'Address on which AIS receivers are heard',
    parse: text,
    fallback: '127.0.0.1',
  }),
};

export interface SensingSettings {
  readonly mqtt: { readonly host: string; readonly port: number };
  readonly ais: { readonly host: string; readonly tcpPort: number; readonly udpPort: number };
}

export function sensingSettings(config: Config): SensingSettings {
  return {
    mqtt: { host: config.get(settings.mqttHost), port: config.get(settings.mqttPort) },
    ais: {
      host: config.get(settings.aisHost),
      tcpPort: config.get(settings.aisTcpPort),
      udpPort: config.get(settings.aisUdpPort),
    },
  };
}

/** The key of the demo stations’ gateway; empty where nobody simulates them. */
export const demoSensorKey = (config: Config): string => config.get(settings.demoKey);
