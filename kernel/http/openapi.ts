// The OpenAPI 3.1 document, generated from the same schemas that check requests and answers.
import type { FastifyInstance } from 'fastify';
import { type TSchema, Type } from 'typebox';
import type { Route } from './route.ts';

const problemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    instance: Type.String(),
    code: Type.String(),
    messages: Type.Object({ vi: Type.String(), en: Type.String() }),
    errors: Type.Array(
      Type.Object({
        pointer: Type.String(),
        code: Type.String(),
        detail: Type.String(),
        messages: Type.Object({ vi: Type.String(), en: Type.String() }),
      }),
    ),
  },
  { title: 'Problem', description: 'RFC 9457' },
);

export function openApiOptions(publicUrl: string) {
  return {
    openapi: {
      openapi: '3.1.1',
      info: {
        title: 'Hoa Phượng',
        version: '1.0.0',
        description: 'Thành phố số mở của Hải Phòng. The open digital city of Hải Phòng.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'session' },
          token: { type: 'openIdConnect', openIdConnectUrl: '/.well-known/openid-configuration' },
        },
      },
    },
    hideUntagged: false,
  };
}

/** Fastify's view of a declared route, with the problems that it may answer. */
export function openApiSchema({ definition, kind }: Route, module: string): Record<string, unknown> {
  const isPublic = definition.permission.startsWith('public: ');
  const problems: Record<number, TSchema> = {};
  const codes = [
    400,
    ...(isPublic ? [] : [401, 403]),
    ...(definition.url.includes(':') ? [404] : []),
    ...(definition.limit ? [429] : []),
    503,
  ];
  if (definition.body) codes.push(413, 415, 422);
  for (const code of codes) problems[code] = problemSchema;
  const response = Object.fromEntries(
    Object.entries({ ...problems, ...definition.response }).map(([status, schema]) => [
      status,
      Number(status) >= 400
        ? { description: 'Problem', content: { 'application/problem+json': { schema } } }
        : schema,
    ]),
  );
  return {
    hide: definition.hidden === true || kind === 'page',
    summary: definition.summary.en,
    description: `${definition.summary.vi}\n\nPermission: \`${definition.permission}\``,
    tags: definition.tags ?? [module],
    operationId: operationId(definition.method, definition.url),
    security: [
      ...(isPublic ? [] : [{ session: [] }]),
      ...(definition.scope ? [{ token: [definition.scope] }] : []),
    ],
    ...(definition.body && definition.method !== 'GET'
      ? { body: definition.body, consumes: consumes(definition.accepts) }
      : {}),
    ...(definition.query ? { querystring: definition.query } : {}),
    ...(definition.params ? { params: definition.params } : {}),
    ...(kind === 'api' && definition.response ? { response } : {}),
    ...(definition.streams
      ? {
          produces: [definition.streams],
          response: {
            200: {
              description: definition.summary.en,
              content: { [definition.streams]: { schema: Type.String() } },
            },
          },
        }
      : {}),
  };
}

function consumes(accepts: readonly string[] | undefined): string[] {
  const types: Record<string, string> = {
    json: 'application/json',
    form: 'application/x-www-form-urlencoded',
    multipart: 'multipart/form-data',
    jwt: 'application/jwt',
  };
  return (accepts ?? ['json']).map((kind) => types[kind] as string);
}

function operationId(method: string, url: string): string {
  const words = url.split(/[^a-zA-Z0-9]+/).filter(Boolean);
  return [method.toLowerCase(), ...words]
    .map((word, at) => (at === 0 ? word : word[0]?.toUpperCase() + word.slice(1)))
    .join('');
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The document, with every schema that has a title lifted into the components, so that generated clients get names. */
export function buildOpenApi(app: FastifyInstance): Record<string, unknown> {
  const document = structuredClone(app.swagger()) as unknown as { [key: string]: Json };
  const schemas: Record<string, Json> = {};
  document['paths'] = lift(document['paths'] as Json, schemas);
  const components = (document['components'] ?? {}) as { [key: string]: Json };
  document['components'] = { ...components, schemas: { ...(components['schemas'] as object), ...schemas } };
  return document;
}

function lift(value: Json, schemas: Record<string, Json>): Json {
  if (Array.isArray(value)) return value.map((item) => lift(item, schemas));
  if (value === null || typeof value !== 'object') return value;
  const lifted = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, lift(part, schemas)]));
  const title = lifted['title'];
  if (
    typeof title !== 'string' ||
    !/^[A-Z][A-Za-z0-9]*$/.test(title) ||
    !('type' in lifted || 'anyOf' in lifted)
  )
    return lifted;
  const known = schemas[title];
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(lifted)) return lifted;
  schemas[title] = lifted;
  return { $ref: `#/components/schemas/${title}` };
}
