// The shape of the city's file on the ways in beside the web (city/*/services/channels.json), and what follows from it on a day.
import { type Static, Type } from 'typebox';
import type { Catalogue } from '../services/catalogue.ts';
import { isValidOn, type MatterKind, matterKinds, type Service } from '../services/city-data.ts';

const strict = { additionalProperties: false } as const;
const Code = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64 });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Dated = { document: Code, validFrom: Day, validTo: Type.Union([Day, Type.Null()]) };

export const ChannelsFile = Type.Object(
  {
    note: Type.String(),
    /** Numbers of the góp ý interface (`linhVucId`) and the service that each stands for. */
    topics: Type.Array(Type.Object({ id: Type.Integer({ minimum: 1 }), service: Code, ...Dated }, strict)),
    /** What a matter is filed as when neither its sender nor its words say more. */
    fallbackService: Code,
    /** Services that a kind of matter allows; `*` allows all. */
    kinds: Type.Array(
      Type.Object(
        {
          id: Code,
          kind: Type.Enum(matterKinds),
          services: Type.Array(Type.Union([Type.Literal('*'), Code]), { minItems: 1 }),
          ...Dated,
        },
        strict,
      ),
    ),
  },
  strict,
);
export type ChannelsFile = Static<typeof ChannelsFile>;

/** Topics valid on a day, in the order of their numbers. */
export function topicsOn(file: ChannelsFile, day: string): ChannelsFile['topics'] {
  return file.topics.filter((topic) => isValidOn(topic, day)).sort((a, b) => a.id - b.id);
}

/** Services that people may choose for a kind of matter on a day; none when the city does not take that kind then. */
export function servicesFor(
  file: ChannelsFile,
  catalogue: Catalogue,
  kind: MatterKind,
  day: string,
): readonly Service[] {
  const row = file.kinds.find((one) => one.kind === kind && isValidOn(one, day));
  if (!row) return [];
  const services = catalogue.list(day);
  return row.services.includes('*') ? services : services.filter(({ code }) => row.services.includes(code));
}

/** Rows that name services which do not exist. */
export function channelFaults(file: ChannelsFile, services: ReadonlySet<string>): string[] {
  const named = [
    { id: 'fallback', codes: [file.fallbackService] },
    ...file.topics.map(({ id, service }) => ({ id: `topic ${id}`, codes: [service] })),
    ...file.kinds.map(({ id, services: codes }) => ({ id, codes })),
  ];
  return named.flatMap(({ id, codes }) =>
    codes
      .filter((code) => code !== '*' && !services.has(code))
      .map((code) => `channels ${id}: no service ${code}`),
  );
}

/** Every row with its dates and document, under a name of its own. */
export function datedChannels(file: ChannelsFile) {
  return [
    ...file.kinds.map((row) => ({ ...row, id: `channels ${row.id}` })),
    ...file.topics.map((row) => ({ ...row, id: `channels topic ${row.id}` })),
  ];
}
