// A body that fits a route's schema: the required fields with the plainest value that is valid, so that a refusal is about who asks.
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly format?: string;
  readonly pattern?: string;
}

const words = 'Lý do đủ dài để mọi ô chữ đều nhận, viết cho việc thử quyền của từng người gọi.';
const patterned = ['2026-09-10', '11383', 'ubnd-10525', 'x'.repeat(43), '0912345678', 'flooding'];

const drought = {
  title: 'Thử',
  input: { kind: 'water', water: { hours: 1, demandFactor: 1, closed: [], taken: [] } },
};
const figure = { version: 'hp-1', period: '2026', unit: '11383', leaf: 'accounts' };

/** What a plain value of the schema does not say. */
export const fitting: Readonly<Record<string, object>> = {
  'POST /api/reports/:code/rate': { score: 5 },
  'POST /reports/:code/rate': { score: '5' },
  'POST /api/reports/:code/assign': { body: 'thoat-nuoc', reason: 'Thuộc cống thoát nước.' },
  'POST /api/reports/:code/recategorise': { service: 'drain' },
  'POST /api/desk/plan/figures': {
    ...figure,
    a: '1',
    b: '2',
    asOf: '2026-08-31',
    evidence: null,
    reason: null,
  },
  'POST /api/desk/plan/figures/decision': figure,
  'POST /api/desk/keys/rotations': { module: 'identity', ring: 'provider', reason: 'Đổi khóa định kỳ.' },
  'POST /api/desk/plan/publications': { version: 'hp-1', period: '2026' },
  'POST /api/desk/twin/scenarios': drought,
  'POST /api/desk/twin/runs': drought,
};

export function sampleOf(schema: unknown): unknown {
  const one = schema as Schema;
  if (one.const !== undefined) return one.const;
  if (one.enum) return one.enum[0];
  if (one.anyOf) return sampleOf(one.anyOf[0]);
  if (one.type === 'object' || one.properties)
    return Object.fromEntries(
      (one.required ?? []).map((name) => [name, sampleOf(one.properties?.[name] ?? {})]),
    );
  if (one.type === 'array') return Array.from({ length: one.minItems ?? 0 }, () => sampleOf(one.items ?? {}));
  if (one.type === 'integer' || one.type === 'number') return one.minimum ?? 1;
  if (one.type === 'boolean') return true;
  return textFor(one);
}

function textFor({ format, pattern, minLength = 0, maxLength = 1_000 }: Schema): string {
  if (format === 'uuid') return '01900000-0000-7000-8000-000000000000';
  if (format === 'date') return '2026-09-10';
  if (format === 'date-time') return '2026-09-10T02:00:00.000Z';
  if (format === 'uri') return 'https://example.org/';
  const fitting = pattern && [words, ...patterned].find((text) => new RegExp(pattern, 'u').test(text));
  return (fitting || words.padEnd(minLength, '.')).slice(0, maxLength);
}
