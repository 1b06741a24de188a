// A process that advances the log once and kills itself at the n-th statement it sends: argv holds a JSON of where and when.
import { Client } from 'pg';
import { Config } from '@city/kernel/config';
import { openDatabase } from '@city/kernel/database';
import { silentLog } from '@city/kernel/log';
import { createMetrics } from '@city/kernel/metrics';
import { createTrailLog } from '../trail-log.ts';

const given = JSON.parse(process.argv[2] ?? '{}') as {
  connection: object;
  environment: Record<string, string>;
  dataDirectory: string;
  dieAt: number;
};

let statements = 0;
type Query = (...args: unknown[]) => unknown;
const prototype = Client.prototype as unknown as Record<'query', Query>;
const sent = prototype['query'];
prototype['query'] = function (this: unknown, ...args: unknown[]) {
  // No commit, no rollback, no farewell: as if the machine had lost its power.
  if (++statements === given.dieAt) process.kill(process.pid, 'SIGKILL');
  return Reflect.apply(sent, this, args);
};

const log = silentLog();
const database = openDatabase({
  connection: given.connection,
  poolSize: 2,
  now: () => new Date(),
  log,
  metrics: createMetrics(),
});
const trail = createTrailLog({
  config: new Config(given.environment, { mode: 'demo', dataDirectory: given.dataDirectory }),
  database,
  publicUrl: 'http://localhost:8080',
  now: () => new Date(),
  log,
});
await trail.advance();
process.stdout.write(String(statements));
await database.close();
