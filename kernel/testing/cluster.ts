// The PostgreSQL cluster of a test run: the one that vitest's global setup started, or one of this process's own.
import type { ClientConfig } from 'pg';
import { startTestCluster } from '@city/kernel/embedded';

export const clusterVariable = 'CITY_TEST_CLUSTER';

let own: Promise<ClientConfig> | undefined;

export function testCluster(): Promise<ClientConfig> {
  const given = process.env[clusterVariable];
  if (given) return Promise.resolve(JSON.parse(given) as ClientConfig);
  own ??= startTestCluster({ settings: { max_connections: '300' } }).then((cluster) => cluster.connection);
  return own;
}
