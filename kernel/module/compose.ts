// Makes a running city of a list of modules: services, routes, subscribers, jobs and live topics around one database.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ClientConfig } from 'pg';
import { Access, type Actor } from '@city/kernel/access';
import { type Config, flag, list, setting, text, webAddress, whole } from '@city/kernel/config';
import { projectRoot } from '@city/kernel/config/root';
import { openDatabase } from '@city/kernel/database';
import { Dispatcher, type EventDefinition, EventTail } from '@city/kernel/events';
import { createServer, languageCookie, type Layout, type Route } from '@city/kernel/http';
import { createJobRunner, createSweeper, type JobHandler } from '@city/kernel/jobs';
import { LiveHub, liveRoutes } from '@city/kernel/live';
import type { Log } from '@city/kernel/log';
import { createMetrics } from '@city/kernel/metrics';
import { createSeals } from '@city/kernel/seals';
import { catalogue, pickLanguage } from '@city/kernel/text';
import { trailWords } from '@city/kernel/trail';
import type { ErrorView } from '../http/errors.ts';
import { kernelTrail } from '../trail/kernel-words.ts';
import { webhookPermissions } from '../webhooks/webhooks.routes.ts';
import { CommitHint } from './hint.ts';
import type { City, CityModule, ModuleContext, PersonalPart } from './module.ts';
import { personalPart } from './personal-data.ts';
import { type SigningKeyPart, signingKeyParts } from './signing-keys.ts';
import { closeServices, createServices, kernelJobs, kernelRoutes, kernelSubscriptions } from './services.ts';

const settings = {
  publicUrl: setting({
    name: 'PUBLIC_URL',
    describe: 'Address under which people reach the city',
    parse: webAddress,
    fallback: '',
  }),
  poolSize: setting({
    name: 'CITY_DATABASE_POOL',
    describe: 'Database connections of one process',
    parse: whole,
    fallback: 16,
  }),
  mostInFlight: setting({
    name: 'CITY_MOST_IN_FLIGHT',
    describe: 'Requests worked on at once before callers are told to come back',
    parse: whole,
    fallback: 500,
  }),
  strictLimits: setting({
    name: 'CITY_STRICT_LIMITS',
    describe: 'Count callers on this machine in rate limits in the demo too',
    parse: flag,
    fallback: false,
  }),
  jobs: setting({
    name: 'CITY_JOB_CONCURRENCY',
    describe: 'Jobs run at once by one process',
    parse: whole,
    fallback: 4,
  }),
  trustProxy: setting({
    name: 'CITY_TRUST_PROXY',
    describe: 'Addresses of proxies whose X-Forwarded headers count, or true',
    parse: text,
    fallback: '',
  }),
  tiles: setting({
    name: 'CITY_TILE_ORIGINS',
    describe: 'Origins of outside map tiles, separated by commas',
    parse: list,
    fallback: [],
  }),
};

export interface CityOptions {
  readonly config: Config;
  readonly connection: ClientConfig;
  readonly modules: readonly CityModule<never>[];
  readonly now: () => Date;
  readonly log: Log;
  readonly layout: Layout;
  readonly errorView: ErrorView;
  /** Routes of the composition itself: assets, documents, staff applications. */
  readonly ownRoutes?: (city: City, running: RunningCity) => readonly Route[];
  readonly plugins?: (app: FastifyInstance, city: City) => Promise<void>;
  /** Asked before the modules; tests come in here. */
  readonly authenticate?: (request: FastifyRequest) => Promise<Actor | null>;
  readonly port?: number;
}

export interface RunningCity {
  readonly city: City;
  readonly app: FastifyInstance;
  readonly dispatcher: Dispatcher;
  readonly routes: readonly { readonly module: string; readonly route: Route }[];
  context(module: string): ModuleContext;
  /** Starts subscribers and the live tail (`relay`) and jobs (`work`). */
  start(parts: { relay: boolean; work: boolean }): Promise<void>;
  /** Lets what runs end, then closes everything. */
  stop(): Promise<void>;
}

/** A module beside its own view of the city. */
interface Placed {
  readonly module: CityModule<never>;
  readonly m: ModuleContext<never>;
}

/** @throws Error when a setting is missing, a name is taken twice, or a route names an undeclared permission. */
export async function composeCity(options: CityOptions): Promise<RunningCity> {
  const hint = new CommitHint({ connection: options.connection, log: options.log });
  const parts: PersonalPart[] = [];
  const keys: SigningKeyPart[] = [];
  const city = await makeCity(options, hint, { parts, keys });
  const contexts = new Map<string, ModuleContext>();
  const context = (module: string): ModuleContext => {
    let found = contexts.get(module);
    if (!found)
      contexts.set(
        module,
        (found = { ...city, module, db: city.database.module(module), log: city.log.child({ module }) }),
      );
    return found;
  };
  const placed: Placed[] = options.modules.map((module) => ({
    module,
    m: context(module.name) as unknown as ModuleContext<never>,
  }));
  for (const { module, m } of placed) {
    const part = personalPart(module, m);
    if (part) parts.push(part);
    keys.push(...signingKeyParts(module.signingKeys ?? [], m));
  }
  const hub = new LiveHub(
    city.tail,
    placed.flatMap(({ module, m }) => module.live?.(m) ?? []),
  );
  const dispatcher = makeDispatcher(city, placed, hub);
  hint.listen(() => {
    city.tail.wake();
    dispatcher.wake();
  });
  const routes: { module: string; route: Route }[] = [];
  const kernelOwn = [...liveRoutes(hub, city.access, city.metrics), ...kernelRoutes(city)];
  for (const route of kernelOwn) routes.push({ module: 'kernel', route });
  for (const { module, m } of placed)
    for (const route of await module.routes(m)) routes.push({ module: module.name, route });
  const running: { -readonly [K in keyof RunningCity]?: RunningCity[K] } = {
    city,
    dispatcher,
    routes,
    context,
  };
  for (const route of options.ownRoutes?.(city, running as RunningCity) ?? [])
    routes.push({ module: 'kernel', route });
  const app = await makeServer(options, city, placed, routes);
  running.app = app;
  await options.plugins?.(app, city);
  return Object.assign(running, lifeOf({ options, city, placed, hint, dispatcher, app })) as RunningCity;
}

async function makeCity(
  options: CityOptions,
  hint: CommitHint,
  told: { readonly parts: readonly PersonalPart[]; readonly keys: readonly SigningKeyPart[] },
): Promise<City> {
  const { config, log, modules, now } = options;
  const metrics = createMetrics();
  const publicUrl = config.get(settings.publicUrl) || `http://localhost:${options.port ?? 8080}`;
  const database = openDatabase({
    connection: options.connection,
    poolSize: config.get(settings.poolSize),
    now,
    log,
    metrics,
    seals: createSeals(config),
    committed: () => hint.say(),
  });
  const access = new Access();
  for (const [name, permission] of Object.entries(webhookPermissions)) access.add(name, permission);
  for (const module of modules)
    for (const [name, permission] of Object.entries(module.permissions)) access.add(name, permission);
  const texts = catalogue(localeFolders(modules));
  const translate = { vi: texts.translator('vi'), en: texts.translator('en') };
  const tail = new EventTail({ database, log });
  const cityFolder = join(projectRoot(), 'city', 'haiphong');
  const base = {
    config,
    now,
    log,
    metrics,
    database,
    access,
    tail,
    publicUrl,
    ownPages: modules
      .flatMap((module) => module.nav ?? [])
      .filter(({ places }) => places.includes('mine'))
      .sort((a, b) => a.order - b.order),
    cityFolder,
    personalData: () => told.parts,
    signingKeys: () => told.keys,
    translate: (lang: 'vi' | 'en') => translate[lang],
    trailWords: trailWords([kernelTrail, ...modules]),
  };
  return { ...base, ...(await createServices(base)) };
}

/** Binds every subscription; the kernel's own hear all events that the modules know. */
function makeDispatcher(city: City, placed: readonly Placed[], hub: LiveHub): Dispatcher {
  const dispatcher = new Dispatcher(city);
  const events = new Map<string, EventDefinition>();
  for (const { module, m } of placed) {
    for (const subscription of module.subscriptions?.(m) ?? []) {
      dispatcher.subscribe(module.name, subscription as never);
      for (const event of subscription.events) events.set(event.name, event);
    }
  }
  for (const topic of hub.topics.values()) for (const event of topic.events) events.set(event.name, event);
  for (const subscription of kernelSubscriptions(city, [...events.values()]))
    dispatcher.subscribe('kernel', subscription as never);
  return dispatcher;
}

function makeServer(
  options: CityOptions,
  city: City,
  placed: readonly Placed[],
  routes: readonly { module: string; route: Route }[],
): Promise<FastifyInstance> {
  const { config } = options;
  const authenticators = [
    ...(options.authenticate ? [options.authenticate] : []),
    ...placed.flatMap(({ module, m }) => (module.authenticate ? [module.authenticate(m)] : [])),
  ];
  const proxies = config.get(settings.trustProxy);
  return createServer({
    ...city,
    routes,
    authenticate: async (request) => {
      for (const authenticate of authenticators) {
        const actor = await authenticate(request);
        if (actor) return actor;
      }
      return null;
    },
    layout: options.layout,
    errorView: options.errorView,
    pickLanguage: (request) =>
      pickLanguage({
        query: (request.query as Record<string, unknown> | undefined)?.['lang'] as string | undefined,
        cookie: request.cookies?.[languageCookie(city.publicUrl.startsWith('https:'))],
        // Pages speak Vietnamese until someone chooses English; programs say what they want.
        acceptLanguage: request.url.startsWith('/api/') ? request.headers['accept-language'] : undefined,
      }),
    secure: city.publicUrl.startsWith('https:'),
    trustProxy: proxies === '' ? false : flag(proxies) ? true : proxies,
    formTargets: placed.flatMap(({ module }) => module.formTargets?.(config) ?? []),
    imageSources: config.get(settings.tiles),
    healthChecks: [{ name: 'database', run: () => city.database.ping() }],
    limitsSpareLoopback: config.mode === 'demo' && !config.get(settings.strictLimits),
    mostInFlight: config.get(settings.mostInFlight),
  });
}

/** Longest that open live streams may hold up a stop; answers in flight have been given by then. */
const patienceMilliseconds = 2_000;

interface Parts {
  readonly options: CityOptions;
  readonly city: City;
  readonly placed: readonly Placed[];
  readonly hint: CommitHint;
  readonly dispatcher: Dispatcher;
  readonly app: FastifyInstance;
}

function lifeOf({
  options,
  city,
  placed,
  hint,
  dispatcher,
  app,
}: Parts): Pick<RunningCity, 'start' | 'stop'> {
  const own = placed.flatMap(({ module, m }) =>
    (module.jobs ?? []).map(({ job, run }) => ({
      job,
      run: (payload: unknown, attempt: number) => run(m, payload as never, attempt),
    })),
  );
  const handlers: JobHandler[] = [...kernelJobs(city), ...own];
  const concurrency = options.config.get(settings.jobs);
  const jobs = createJobRunner({
    connection: options.connection,
    handlers,
    concurrency,
    log: city.log,
    metrics: city.metrics,
  });
  const sweeps = placed.flatMap(({ module, m }) => module.sweeps?.(m) ?? []);
  const listeners = placed.flatMap(({ module, m }) => module.listeners?.(m) ?? []);
  const sweeper = createSweeper({ sweeps, now: city.now, log: city.log });
  const started = { relay: false, work: false };
  return {
    start: async (parts) => {
      Object.assign(started, parts);
      if (parts.relay) {
        await hint.start();
        city.tail.start();
        dispatcher.start();
      }
      if (!parts.work) return;
      await jobs.start();
      sweeper.start();
      for (const listener of listeners) await listener.start();
    },
    stop: async () => {
      const impatience = setTimeout(() => app.server.closeAllConnections(), patienceMilliseconds);
      await app.close();
      clearTimeout(impatience);
      if (started.work) {
        await Promise.all(listeners.map((listener) => listener.stop()));
        await Promise.all([sweeper.stop(), jobs.stop()]);
      }
      if (started.relay) await Promise.all([city.tail.stop(), dispatcher.stop()]);
      await hint.stop();
      for (const { module, m } of placed) await module.close?.(m);
      await closeServices(city);
      await city.database.close();
    },
  };
}

/** Where the translations of the composed city lie: its modules', the kernel's, the design system's, the applications'. */
export function localeFolders(modules: readonly { readonly name: string }[]): string[] {
  const owners = [
    ...modules.map((module) => join('modules', module.name)),
    'kernel',
    'ui',
    'apps/server',
    'apps/desk',
    'apps/wall',
  ];
  return owners.map((owner) => join(projectRoot(), owner)).filter((folder) => existsSync(folder));
}
