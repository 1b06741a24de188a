// What is put together for a person who asks for their data: one JSON document that follows a published schema.
import { Type } from 'typebox';
import type { PersonalPart } from '@city/kernel/module';
import type { RequestRow } from '../tables.ts';
import { limits } from '../limits.ts';

const Words = Type.Object({ vi: Type.String(), en: Type.String() });

/** Published at `/api/data-export/schema`, so that another system can read what people bring along. */
export const ExportSchema = Type.Object(
  {
    format: Type.Literal('hoa-phuong.personal-data'),
    version: Type.Literal(1),
    schema: Type.String({ format: 'uri' }),
    city: Type.String(),
    request: Type.String({ format: 'uuid' }),
    person: Type.String({ format: 'uuid' }),
    madeAt: Type.String({ format: 'date-time' }),
    systems: Type.Array(
      Type.Object({
        module: Type.String(),
        title: Words,
        tables: Type.Array(
          Type.Object({
            table: Type.String(),
            what: Words,
            onErase: Type.Union([Type.Literal('deleted'), Type.Literal('loosened'), Type.Literal('kept')]),
            why: Type.Union([Words, Type.Null()]),
            document: Type.Union([Type.String(), Type.Null()]),
            rows: Type.Array(Type.Record(Type.String(), Type.Unknown())),
          }),
        ),
      }),
    ),
  },
  {
    $id: 'https://hoa-phuong.example/schemas/personal-data-1.json',
    title: 'Personal data that a city keeps of one person',
    additionalProperties: false,
  },
);

export interface ExportDocument {
  readonly format: 'hoa-phuong.personal-data';
  readonly version: 1;
  readonly schema: string;
  readonly city: string;
  readonly request: string;
  readonly person: string;
  readonly madeAt: string;
  readonly systems: readonly {
    readonly module: string;
    readonly title: { readonly vi: string; readonly en: string };
    readonly tables: readonly {
      readonly table: string;
      readonly what: { readonly vi: string; readonly en: string };
      readonly onErase: 'deleted' | 'loosened' | 'kept';
      readonly why: { readonly vi: string; readonly en: string } | null;
      readonly document: string | null;
      readonly rows: readonly Readonly<Record<string, unknown>>[];
    }[];
  }[];
}

/** Asks every module in turn; each answers from a transaction of its own. */
export async function buildExport(
  request: Pick<RequestRow, 'request_id' | 'person_id'>,
  parts: readonly PersonalPart[],
  about: { readonly now: Date; readonly publicUrl: string },
): Promise<ExportDocument> {
  const systems: ExportDocument['systems'][number][] = [];
  for (const part of parts) {
    const rows = await part.export(request.person_id, request.request_id);
    systems.push({
      module: part.module,
      title: part.title,
      tables: part.tables.map(({ table, what, onErase, why, document }) => ({
        table,
        what,
        onErase,
        why: why ?? null,
        document: document ?? null,
        rows: (rows[table] ?? []).slice(0, limits.exportRowsOfTable).map(plain),
      })),
    });
  }
  return {
    format: 'hoa-phuong.personal-data',
    version: 1,
    schema: `${about.publicUrl}/api/data-export/schema`,
    city: 'Hải Phòng',
    request: request.request_id,
    person: request.person_id,
    madeAt: about.now.toISOString(),
    systems,
  };
}

/** Only what JSON knows: times as text, bytes as base64. */
function plain(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Date ? value.toISOString() : Buffer.isBuffer(value) ? value.toString('base64') : value,
    ]),
  );
}
