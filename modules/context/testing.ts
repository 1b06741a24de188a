// For tests: a city whose context broker is open to everyone, and a client that speaks NGSI-LD.
import { anonymous } from '@city/kernel/access';
import { type TestCity, testCity } from '@city/kernel/testing';
import { module } from './module.ts';

export const vehicleContext = {
  '@context': {
    Vehicle: 'https://example.org/terms#Vehicle',
    Building: 'https://example.org/terms#Building',
    speed: 'https://example.org/terms#speed',
    brandName: 'https://example.org/terms#brandName',
    isParked: 'https://example.org/terms#isParked',
  },
};

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  readonly body: any;
}

export interface Client {
  (method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export function openCity(
  environment: Readonly<Record<string, string>> = {},
  now?: string,
): Promise<TestCity> {
  return testCity({
    modules: [module as never],
    environment: { CONTEXT_OPEN_TENANTS: '*', ...environment },
    ...(now === undefined ? {} : { now }),
  });
}

/** Speaks as nobody; a body with an `@context` goes out as JSON-LD. */
export function clientOf(city: TestCity, actor = anonymous): Client {
  return async (method, path, body, headers = {}) => {
    const isLd = JSON.stringify(body ?? null).includes('"@context"');
    const answer = await city.as(actor).inject({
      method: method as 'GET',
      url: `/ngsi-ld/v1${path}`,
      headers: {
        ...(body === undefined ? {} : { 'content-type': isLd ? 'application/ld+json' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = answer.body;
    return {
      status: answer.statusCode,
      headers: answer.headers as Answer['headers'],
      text,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };
}

export const core = 'https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.9.jsonld';
