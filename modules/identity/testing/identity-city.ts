// A running city with this module and the simulated identity provider, and browsers as far as cookies and addresses go.
import { join } from 'node:path';
import type { LightMyRequestResponse } from 'fastify';
import { projectRoot } from '@city/kernel/config/root';
import { type TestCity, testCity, queuedMessages } from '@city/kernel/testing';
import {
  type Client,
  readPersonas,
  type RunningSimulator,
  signInAs,
  type SignInChoice,
  startVneidSimulator,
} from '@city/vneid-simulator';
import { module } from '../module.ts';

export interface IdentityCity {
  readonly city: TestCity;
  readonly vneid: RunningSimulator;
  readonly publicUrl: string;
  browser(): Browser;
  stop(): Promise<void>;
}

export interface IdentityCityOptions {
  readonly publicUrl?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly authentication?: Client['authentication'];
  /** Runs jobs, such as the one that sends codes. */
  readonly work?: boolean;
  /** Also passes events on to those who hear them. */
  readonly relay?: boolean;
}

/** Starts both and seeds the officials' posts. */
export async function identityCity(options: IdentityCityOptions = {}): Promise<IdentityCity> {
  const publicUrl = options.publicUrl ?? 'http://localhost:8080';
  const secret = 'a client secret for tests';
  const personas = readPersonas(join(projectRoot(), 'city', 'haiphong', 'people', 'personas.json'));
  const origins = [publicUrl, publicUrl.replace('localhost', '127.0.0.1')];
  const client: Client = {
    clientId: 'hoa-phuong',
    name: { vi: 'Thành phố Hải Phòng', en: 'The city of Hải Phòng' },
    redirectUris: origins.map((origin) => `${origin}/sign-in/callback`),
    postLogoutRedirectUris: [`${publicUrl}/`],
    authentication: options.authentication ?? { method: 'client_secret_basic', secret },
  };
  const vneid = await startVneidSimulator({ personas, clients: [client], slowMilliseconds: 30 });
  const city = await testCity({
    modules: [module as never],
    ...(options.work ? { start: { relay: options.relay === true, work: true } } : {}),
    environment: {
      PUBLIC_URL: publicUrl,
      CITY_IDENTITY_ISSUER: vneid.issuer,
      CITY_IDENTITY_CLIENT_SECRET: secret,
      ...options.environment,
    },
  });
  await module.seed?.(city.module('identity'), () => {});
  return {
    city,
    vneid,
    publicUrl,
    browser: () => new Browser(city, publicUrl),
    stop: async () => {
      await city.stop();
      await vneid.close();
    },
  };
}

/** Keeps cookies over requests, the way browsers do. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #city: TestCity;
  readonly #publicUrl: string;

  constructor(city: TestCity, publicUrl: string) {
    this.#city = city;
    this.#publicUrl = publicUrl;
  }

  /** Opens a page, or sends a form. */
  async open(
    url: string,
    form?: Readonly<Record<string, string>>,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    const answer = await this.#city.app.inject({
      method: form ? 'POST' : 'GET',
      url,
      headers: {
        accept: 'text/html',
        host: new URL(this.#publicUrl).host,
        cookie: this.#cookieHeader(),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded', origin: this.#publicUrl } : {}),
        ...headers,
      },
      ...(form ? { payload: new URLSearchParams(form).toString() } : {}),
    });
    this.keep(answer);
    return answer;
  }

  /** Keeps the cookies of an answer. */
  keep(answer: LightMyRequestResponse): void {
    for (const cookie of answer.cookies) {
      if (cookie.maxAge === 0) this.cookies.delete(cookie.name);
      else this.cookies.set(cookie.name, cookie.value);
    }
  }

  /** Calls an interface for programs. */
  json(url: string, body?: object): Promise<LightMyRequestResponse> {
    const method = body === undefined ? 'GET' : 'POST';
    return this.#city.app.inject({
      method,
      url,
      headers: { cookie: this.#cookieHeader() },
      ...(body === undefined ? {} : { payload: body }),
    });
  }

  /** Leaves for the provider; answers its address. */
  async leave(query = '', headers: Record<string, string> = {}): Promise<URL> {
    const away = await this.open(`/sign-in/vneid${query}`, undefined, headers);
    if (away.statusCode !== 303) throw new Error(`/sign-in/vneid answered ${away.statusCode}`);
    return new URL(String(away.headers.location));
  }

  /** Signs in and answers what the callback answered. */
  async signIn(
    persona: string,
    options: Omit<SignInChoice, 'persona'> & { readonly query?: string } = {},
  ): Promise<LightMyRequestResponse> {
    const { query = '', ...choice } = options;
    const back = await signInAs(await this.leave(query), { persona, ...choice });
    return this.open(back.pathname + back.search);
  }

  /** A browser of a thief: the same cookies, taken now. */
  copy(): Browser {
    const copied = new Browser(this.#city, this.#publicUrl);
    for (const [name, value] of this.cookies) copied.cookies.set(name, value);
    return copied;
  }

  get session(): string | undefined {
    return this.cookies.get('city_session') ?? this.cookies.get('__Host-city_session');
  }

  #cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

/** The trail in the order in which it was written. */
export function readTrail(city: TestCity) {
  return city.sql<{
    action: string;
    outcome: string;
    reason: string;
    subject_id: string | null;
    actor_id: string;
    actor_kind: string;
    detail: unknown;
  }>(
    'select action, outcome, reason, subject_id, actor_id, actor_kind, detail from trail.entry order by seq',
  );
}

/** Every code that was sent, by the id of its message; where it went is forgotten once it was delivered. */
export async function sentCodes(city: TestCity): Promise<ReadonlyMap<string, string>> {
  const codes = (await queuedMessages<{ code: string }>(city)).filter(
    ({ template }) => template === 'identity.code',
  );
  return new Map(codes.map(({ message_id: id, params }) => [id, params.code]));
}
