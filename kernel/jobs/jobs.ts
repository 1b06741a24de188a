// Delayed and repeated work on graphile-worker: enqueued in the transaction of the action, run as the module's own role.
import { Logger, parseCronItems, type Runner, run, type TaskList } from 'graphile-worker';
import { type ClientConfig, Pool } from 'pg';
import type { Log } from '@city/kernel/log';
import type { Metrics } from '@city/kernel/metrics';
import type { JobDefinition } from './define.ts';

export { defineJob, type JobDefinition } from './define.ts';
export { createSweeper, type Sweep } from './sweep.ts';

export interface JobHandler {
  readonly job: JobDefinition;
  readonly run: (payload: unknown, attempt: number) => Promise<void>;
}

export interface JobRunner {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Runs the jobs of the composed city in this process. Keeps trying while the database is away. */
export function createJobRunner(options: {
  connection: ClientConfig;
  handlers: readonly JobHandler[];
  concurrency: number;
  log: Log;
  metrics: Metrics;
}): JobRunner {
  let runner: Runner | undefined;
  let pool: Pool | undefined;
  let stopping = false;
  let keeper: Promise<void> | undefined;

  async function keep(): Promise<void> {
    while (!stopping) {
      try {
        pool ??= openPool(options);
        runner = await begin(pool, options);
        await runner.promise;
      } catch (error) {
        if (!stopping) options.log.warn({ err: error }, 'the job runner stopped; starting it again');
      }
      if (!stopping) await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }

  return {
    start: async () => {
      keeper = keep();
    },
    stop: async () => {
      stopping = true;
      await runner?.stop().catch(() => {});
      await keeper;
      await pool?.end();
    },
  };
}

function openPool(options: { connection: ClientConfig; concurrency: number; log: Log }): Pool {
  const pool = new Pool({
    ...options.connection,
    max: options.concurrency + 2,
    application_name: 'city-jobs',
    options: '-c role=city_jobs -c timezone=UTC',
  });
  pool.on('error', (error) => options.log.warn({ err: error }, 'a job connection was lost'));
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

function begin(
  pool: Pool,
  options: { handlers: readonly JobHandler[]; concurrency: number; log: Log; metrics: Metrics },
): Promise<Runner> {
  const tasks: TaskList = {};
  for (const { job, run: handle } of options.handlers) {
    tasks[job.name] = async (payload, helpers) => {
      try {
        const given = job.cron ? withoutCronMark(payload) : payload;
        job.assert(given);
        await handle(given, helpers.job.attempts);
        options.metrics.jobs.inc({ task: job.name, outcome: 'done' });
      } catch (error) {
        options.metrics.jobs.inc({ task: job.name, outcome: 'failed' });
        options.log.error({ err: error, task: job.name, attempt: helpers.job.attempts }, 'a job failed');
        throw error;
      }
    };
  }
  const repeated = options.handlers.flatMap(({ job }) =>
    job.cron ? [{ task: job.name, match: job.cron }] : [],
  );
  return run({
    pgPool: pool,
    concurrency: options.concurrency,
    taskList: tasks,
    parsedCronItems: parseCronItems(repeated),
    noHandleSignals: true,
    pollInterval: 1_000,
    logger: quietLogger(options.log),
  });
}

/** graphile-worker adds `_cron` to the payload of repeated work; our schemas do not know it. */
function withoutCronMark(payload: unknown): unknown {
  const { _cron, ...rest } = (payload ?? {}) as Record<string, unknown>;
  return rest;
}

function quietLogger(log: Log): Logger {
  return new Logger(() => (level, message) => {
    const from = { from: 'graphile-worker' };
    if (level === 'error') log.error(from, message);
    else if (level === 'warning') log.warn(from, message);
    else log.debug(from, message);
  });
}
