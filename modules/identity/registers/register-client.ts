// Asking the national registers over HTTP: a person's custody and death, an enterprise's representatives. Numbers travel in bodies, never in addresses.
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Config, setting, text, webAddress } from '@city/kernel/config';
import { AppError } from '@city/kernel/errors';
import { outsideFetcher } from '@city/kernel/fetch';
import './errors.ts';

const definitions = {
  url: setting({
    name: 'CITY_REGISTERS_URL',
    describe:
      'Address of the gateway to the national registers (civil status, enterprises); empty: none is connected',
    parse: webAddress,
    fallback: '',
  }),
  secret: setting({
    name: 'CITY_REGISTERS_SECRET',
    describe:
      'Secret shared with the gateway to the registers (whsec_…): proves our questions and its notices',
    parse: text,
    secret: true,
    fallback: '',
  }),
};

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Person = Type.Object({
  personalNumber: Type.String(),
  name: Type.String({ minLength: 1, maxLength: 200 }),
});
const PersonEntry = Type.Object({
  personalNumber: Type.String(),
  name: Type.String({ minLength: 1, maxLength: 200 }),
  birthDate: Day,
  diedOn: Type.Union([Day, Type.Null()]),
  /** Who has custody today, of a minor. */
  custody: Type.Array(
    Type.Object({
      ...Person.properties,
      basis: Type.Union([Type.Literal('parent'), Type.Literal('guardian')]),
      entry: Type.String({ minLength: 1, maxLength: 200 }),
    }),
    { maxItems: 10 },
  ),
  /** Where the person lives today; not told by every gateway. */
  residence: Type.Optional(
    Type.Union([
      Type.Object({
        unit: Type.String({ pattern: '^\\d{5}$' }),
        since: Day,
        entry: Type.String({ minLength: 1, maxLength: 200 }),
      }),
      Type.Null(),
    ]),
  ),
  /** Number of the entry that made it so. */
  entry: Type.String({ minLength: 1, maxLength: 200 }),
});
export type PersonEntry = Static<typeof PersonEntry>;

const Enterprise = Type.Object({
  taxCode: Type.String({ pattern: '^\\d{10}(-\\d{3})?$' }),
  name: Type.String({ minLength: 1, maxLength: 300 }),
  status: Type.Union([Type.Literal('working'), Type.Literal('suspended'), Type.Literal('dissolved')]),
  isByTwo: Type.Boolean(),
  representatives: Type.Array(Person, { maxItems: 20 }),
  register: Type.String({ minLength: 1, maxLength: 200 }),
});
export type EnterpriseEntry = Static<typeof Enterprise>;

const checks = { person: Compile(PersonEntry), enterprise: Compile(Enterprise) };

export interface Registers {
  readonly secret: string;
  person(personalNumber: string): Promise<PersonEntry | null>;
  enterprise(taxCode: string): Promise<EnterpriseEntry | null>;
}

/** The registers that are connected; null when none are. @throws Error for an address without a secret, or plain http in production */
export function readRegisters(config: Config): Registers | null {
  const url = config.get(definitions.url);
  if (url === '') return null;
  const secret = config.get(definitions.secret);
  if (secret === '')
    throw new Error(`Setting ${definitions.secret.name} is missing: ${definitions.secret.describe}`);
  const isDemo = config.mode === 'demo';
  if (!isDemo && !url.startsWith('https:'))
    throw new Error(`Setting ${definitions.url.name} must be an https address`);
  const { hostname, port, protocol } = new URL(url);
  const place = `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
  const send = outsideFetcher(config, [place]);
  const ask = async (path: 'person' | 'enterprise', body: object): Promise<unknown> => {
    const answer = await send(new URL(`lookup/${path}`, url.endsWith('/') ? url : `${url}/`), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify(body),
      secureOnly: !isDemo,
    }).catch((cause: unknown) => {
      throw new AppError('register_away', { cause, retryAfterSeconds: 30 });
    });
    if (answer.status === 404) return null;
    if (answer.status !== 200)
      throw new AppError('register_away', { cause: `status ${answer.status}`, retryAfterSeconds: 30 });
    const given: unknown = JSON.parse(answer.body.toString('utf8'));
    const problem = checks[path].Errors(given)[0];
    if (problem)
      throw new AppError('register_away', {
        cause: `${problem.instancePath} ${problem.message}`,
        retryAfterSeconds: 300,
      });
    return given;
  };
  return {
    secret,
    person: async (personalNumber) => (await ask('person', { personalNumber })) as PersonEntry | null,
    enterprise: async (taxCode) => (await ask('enterprise', { taxCode })) as EnterpriseEntry | null,
  };
}
