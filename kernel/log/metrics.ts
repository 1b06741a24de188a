// Metrics in the OpenMetrics text format, one registry for each running city.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly transactions: Histogram<'module' | 'outcome'>;
  readonly transactionRetries: Counter<'module'>;
  readonly eventsHandled: Counter<'subscriber' | 'outcome'>;
  readonly eventLagSeconds: Gauge<'subscriber'>;
  readonly liveViewers: Gauge<'topic'>;
  readonly jobs: Counter<'task' | 'outcome'>;
}

const seconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: 'city_http_request_seconds',
      help: 'Time to answer, by route',
      labelNames: ['method', 'route', 'status'],
      buckets: seconds,
      registers,
    }),
    transactions: new Histogram({
      name: 'city_transaction_seconds',
      help: 'Time of database transactions, by module',
      labelNames: ['module', 'outcome'],
      buckets: seconds,
      registers,
    }),
    transactionRetries: new Counter({
      name: 'city_transaction_retries_total',
      help: 'Transactions begun again after a serialization failure or a deadlock',
      labelNames: ['module'],
      registers,
    }),
    eventsHandled: new Counter({
      name: 'city_events_handled_total',
      help: 'Events handled, by subscriber',
      labelNames: ['subscriber', 'outcome'],
      registers,
    }),
    eventLagSeconds: new Gauge({
      name: 'city_event_lag_seconds',
      help: 'Age of the newest event that a subscriber handled last',
      labelNames: ['subscriber'],
      registers,
    }),
    liveViewers: new Gauge({
      name: 'city_live_viewers',
      help: 'Open live connections, by topic',
      labelNames: ['topic'],
      registers,
    }),
    jobs: new Counter({
      name: 'city_jobs_total',
      help: 'Jobs run, by task',
      labelNames: ['task', 'outcome'],
      registers,
    }),
  };
}
