// What sensing stands on in a running city; made once.
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { type AisDoor, aisDoor } from './ais/ais.listener.ts';
import type { AqiVersion } from './air/aqi.ts';
import { readAqi } from './air/aqi-file.ts';
import { Ingest } from './ingest/ingest.ts';
import { readMetrics } from './ingest/metrics.ts';
import { Registry } from './ingest/registry.ts';
import { deviceGate } from './mqtt/device-gate.ts';
import { type MqttDoor, mqttDoor } from './mqtt/mqtt.listener.ts';
import { retainedStore } from './mqtt/retained.store.ts';
import { type LevelsFile, readLevels } from './open/risk-levels.ts';
import { RuleEngine } from './rules/engine.ts';
import { readRules, rulesOn } from './rules/rule-file.ts';
import { readTides, type TideFile } from './tide/tide-file.ts';
import { sensingSettings } from './settings.ts';

export interface SensingCity {
  readonly m: ModuleContext;
  readonly ingest: Ingest;
  readonly registry: Registry;
  readonly rules: RuleEngine;
  /** Versions of VN_AQI. */
  readonly air: readonly AqiVersion[];
  readonly tides: TideFile;
  readonly levels: LevelsFile;
  /** Null unless a port is set. */
  readonly mqtt: MqttDoor | null;
  readonly ais: AisDoor | null;
}

const made = new WeakMap<object, SensingCity>();

export function sensingCity(m: ModuleContext): SensingCity {
  const known = made.get(m);
  if (known) return known;
  const registry = new Registry(m.db, readMetrics(m.cityFolder));
  const dated = readRules(m.cityFolder);
  const rules = new RuleEngine((tx) => rulesOn(tx, dated, localDate(m.now())));
  const ingest = new Ingest(m, registry, rules);
  const city: { -readonly [K in keyof SensingCity]: SensingCity[K] } = {
    m,
    registry,
    rules,
    ingest,
    air: readAqi(m.cityFolder),
    tides: readTides(m.cityFolder),
    levels: readLevels(m.cityFolder),
    mqtt: null,
    ais: null,
  };
  const settings = sensingSettings(m.config);
  const { host, port } = settings.mqtt;
  const log = m.log.child({ part: 'mqtt' });
  if (port !== 0)
    city.mqtt = mqttDoor({ gate: deviceGate(city), store: retainedStore(m.db), log, host, port });
  const { tcpPort, udpPort } = settings.ais;
  const open = (given: number): number | null => (given === 0 ? null : given);
  if (tcpPort !== 0 || udpPort !== 0)
    city.ais = aisDoor({ m, host: settings.ais.host, tcpPort: open(tcpPort), udpPort: open(udpPort) });
  made.set(m, city);
  return city;
}
