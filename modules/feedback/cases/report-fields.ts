// The one list of what a person fills in: it makes the form, the interface's schema, the columns, and what the screens show.
import { type Static, type TSchema, Type } from 'typebox';
import type { Translate } from '@city/kernel/text';
import { limits } from '../limits.ts';

export interface ReportField {
  /** Name in the interface and in forms. */
  readonly name: string;
  /** Column of `feedback.report`, and its type there. */
  readonly column: string;
  readonly sqlType: 'text' | 'double precision' | 'timestamptz' | 'boolean' | 'integer';
  readonly schema: TSchema;
  readonly required: boolean;
  /**
   * How the form asks. `own` fields have their own control on the page (service tiles, the map); all others are drawn
   * from this list, in its order.
   */
  readonly control: 'own' | 'text' | 'textarea';
  readonly label: (t: Translate) => string;
  readonly hint?: (t: Translate) => string;
  /** Shown on the public page and at the desk below the words, when it is filled in. */
  readonly shown: boolean;
}

/** Keeps the literal names, so that schema and columns are typed from the list. */
function field<const N extends string, const C extends string, S extends TSchema, const R extends boolean>(
  one: ReportField & { readonly name: N; readonly column: C; readonly schema: S; readonly required: R },
) {
  return one;
}

export const reportFields = [
  field({
    name: 'service',
    column: 'service',
    sqlType: 'text',
    required: true,
    control: 'own',
    shown: false,
    schema: Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'Code of a service, see GET /api/services',
    }),
    label: (t) => t('Chuyện gì đang xảy ra?'),
  }),
  field({
    name: 'words',
    column: 'words',
    sqlType: 'text',
    required: true,
    control: 'own',
    shown: false,
    schema: Type.String({
      minLength: limits.wordsMin,
      maxLength: limits.wordsMax,
      pattern: '\\S',
      description: 'What happened, in the words of the reporter',
    }),
    label: (t) => t('Kể một dòng'),
    hint: (t) => t('Nói chuyện gì, từ bao giờ. Đừng ghi tên, số điện thoại của người khác.'),
  }),
  field({
    name: 'lat',
    column: 'lat',
    sqlType: 'double precision',
    required: true,
    control: 'own',
    shown: false,
    schema: Type.Number({ minimum: -90, maximum: 90, description: 'Latitude, degrees of WGS 84' }),
    label: (t) => t('Vĩ độ'),
  }),
  field({
    name: 'lon',
    column: 'lon',
    sqlType: 'double precision',
    required: true,
    control: 'own',
    shown: false,
    schema: Type.Number({ minimum: -180, maximum: 180, description: 'Longitude, degrees of WGS 84' }),
    label: (t) => t('Kinh độ'),
  }),
  field({
    name: 'address',
    column: 'address',
    sqlType: 'text',
    required: false,
    control: 'own',
    shown: false,
    schema: Type.String({ maxLength: limits.addressMax, description: 'Street and number, as people say it' }),
    label: (t) => t('Số nhà, tên đường'),
    hint: (t) => t('Ví dụ: trước 198 Trần Nguyên Hãn'),
  }),
  field({
    name: 'landmark',
    column: 'landmark',
    sqlType: 'text',
    required: false,
    control: 'text',
    shown: true,
    schema: Type.String({ maxLength: limits.landmarkMax, description: 'Something one sees near the place' }),
    label: (t) => t('Gần chỗ nào dễ thấy?'),
    hint: (t) => t('Ví dụ: cổng chợ, cột đèn số 12'),
  }),
  field({
    name: 'occurredAt',
    column: 'occurred_at',
    sqlType: 'timestamptz',
    required: false,
    control: 'own',
    shown: false,
    schema: Type.String({
      format: 'date-time',
      maxLength: 40,
      description: 'When it happened or the photo was taken; not in the future',
    }),
    label: (t) => t('Xảy ra lúc nào?'),
  }),
] as const;

type Fields = (typeof reportFields)[number];
type Named<R extends boolean> = {
  [F in Fields as F['required'] extends R ? F['name'] : never]: Static<F['schema']>;
};
/** What a person fills in, as the interface takes it. */
export type ReportInput = Named<true> & Partial<Named<false>>;
/** The same as columns of `feedback.report`; a date and time travels as text and is stored as an instant. */
export type ReportFieldColumns = {
  [F in Fields as F['column']]: F['column'] extends `${string}_at`
    ? Date | null
    : F['required'] extends true
      ? Static<F['schema']>
      : Static<F['schema']> | null;
};

/** Properties of the interface's body, by name. */
export function fieldProperties(): Record<string, TSchema> {
  return Object.fromEntries(
    reportFields.map(({ name, schema, required }) => [name, required ? schema : Type.Optional(schema)]),
  );
}

/** The fields that the screens list below the words. */
export const shownFields: readonly ReportField[] = reportFields.filter(({ shown }) => shown);
/** The fields that the form draws from this list. */
export const drawnFields: readonly ReportField[] = reportFields.filter(({ control }) => control !== 'own');

/** Columns and values of a report to insert. */
export function columnsOf(input: ReportInput): ReportFieldColumns {
  const values = input as Readonly<Record<string, unknown>>;
  const row: Record<string, unknown> = {};
  for (const { name, column } of reportFields) {
    const value = values[name] ?? null;
    row[column] = typeof value === 'string' && column.endsWith('_at') ? new Date(value) : value;
  }
  return row as ReportFieldColumns;
}

/** Values of the listed fields of a stored row, by their names in the interface. */
export function shownValues(row: Readonly<Record<string, unknown>>): Record<string, string | null> {
  return Object.fromEntries(
    shownFields.map(({ name, column }) => [name, row[column] == null ? null : String(row[column])]),
  );
}

/**
 * The shown fields that are filled in, for screens that do not load this list (it would bring the schemas into the browser).
 * A label is the Vietnamese text, which is the key of its translation.
 */
export function filledFields(row: Readonly<Record<string, unknown>>): { label: string; value: string }[] {
  return shownFields.flatMap(({ column, label }) =>
    row[column] == null ? [] : [{ label: label((text) => text), value: String(row[column]) }],
  );
}
