// vitest's global setup: one throw-away PostgreSQL for the whole run.
import { startTestCluster } from '@city/kernel/embedded';
import { clusterVariable } from './cluster.ts';

export async function setup(): Promise<() => Promise<void>> {
  const cluster = await startTestCluster({ settings: { max_connections: '300' } });
  process.env[clusterVariable] = JSON.stringify(cluster.connection);
  return () => cluster.stop();
}
