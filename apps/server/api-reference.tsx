// The browsable API reference: drawn on the server from the OpenAPI document, usable without JavaScript.
import type { Translate } from '@city/kernel/text';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    name: string;
    in: string;
    required?: boolean;
    schema?: Schema;
    description?: string;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: Schema }>> };
  readonly responses?: Readonly<
    Record<
      string,
      { readonly description?: string; readonly content?: Readonly<Record<string, { schema: Schema }>> }
    >
  >;
}

export interface OpenApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** A tag of several words as one id: `aria-labelledby` would read a space as two. */
const anchorOf = (tag: string) => `tag-${tag.replace(/\W+/g, '-')}`;

export function ApiReference({ document, t }: { document: OpenApiDocument; t: Translate }) {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? ''))].sort();
  return (
    <div className="wrap stack">
      <h1>{t('Giao diện lập trình')}</h1>
      <p>
        {t('Mọi dịch vụ của thành phố đều có giao diện mở. Tài liệu máy đọc:')}{' '}
        <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1) · <a href="/docs/errors">{t('Mã lỗi')}</a>
      </p>
      <nav aria-label={t('Nhóm')}>
        <ul className="row tags">
          {tags.map((tag) => (
            <li key={tag}>
              <a href={`#${anchorOf(tag)}`}>{tag}</a>
            </li>
          ))}
        </ul>
      </nav>
      {tags.map((tag) => (
        <section key={tag} aria-labelledby={anchorOf(tag)} className="stack">
          <h2 id={anchorOf(tag)}>{tag}</h2>
          {operations
            .filter(({ operation }) => (operation.tags?.[0] ?? '') === tag)
            .map((one) => (
              <OperationCard key={one.operation.operationId} {...one} t={t} />
            ))}
        </section>
      ))}
      <section aria-labelledby="schemas" className="stack">
        <h2 id="schemas">{t('Cấu trúc dữ liệu')}</h2>
        {Object.entries(document.components.schemas ?? {}).map(([name, schema]) => (
          <details key={name} id={`schema-${name}`} className="card card-pad">
            <summary>
              <code>{name}</code>
            </summary>
            <SchemaTable schema={schema} t={t} />
          </details>
        ))}
      </section>
    </div>
  );
}

function OperationCard({
  path,
  method,
  operation,
  t,
}: {
  path: string;
  method: string;
  operation: Operation;
  t: Translate;
}) {
  return (
    <details className="card card-pad" id={operation.operationId}>
      <summary>
        <b className="num">{method}</b> <code>{path}</code> · {operation.summary}
      </summary>
      <p className="hint">{operation.description}</p>
      {operation.parameters?.length ? (
        <Table
          caption={t('Tham số')}
          rows={operation.parameters.map((one) => [
            <code key="n">{one.name}</code>,
            `${one.in}${one.required ? ` · ${t('cần có')}` : ''}`,
            <TypeName key="t" schema={one.schema ?? {}} />,
            one.description ?? one.schema?.description ?? '',
          ])}
        />
      ) : null}
      {Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) => (
        <div key={type}>
          <p>
            <b>{t('Nội dung gửi')}</b> <code>{type}</code> <TypeName schema={schema} />
          </p>
          <SchemaTable schema={schema} t={t} />
        </div>
      ))}
      <Table
        caption={t('Trả lời')}
        rows={Object.entries(operation.responses ?? {}).map(([status, { description, content }]) => [
          <b key="s">{status}</b>,
          Object.keys(content ?? {}).join(', '),
          <TypeName key="t" schema={Object.values(content ?? {})[0]?.schema ?? {}} />,
          description ?? '',
        ])}
      />
    </details>
  );
}

function SchemaTable({ schema, t }: { schema: Schema; t: Translate }) {
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0) return <TypeName schema={schema} />;
  return (
    <Table
      caption={t('Các trường')}
      rows={properties.map(([name, one]) => [
        <code key="n">{name}</code>,
        schema.required?.includes(name) ? t('cần có') : '',
        <TypeName key="t" schema={one} />,
        one.description ?? '',
      ])}
    />
  );
}

function Table({ caption, rows }: { caption: string; rows: readonly (readonly React.ReactNode[])[] }) {
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={caption}>
      <table className="table">
        <caption>{caption}</caption>
        <tbody>
          {rows.map((cells, at) => (
            <tr key={String(at)}>
              {cells.map((cell, column) => (
                <td key={String(column)}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TypeName({ schema }: { schema: Schema }) {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) as string;
    return <a href={`#schema-${name}`}>{name}</a>;
  }
  if (schema.items) {
    return (
      <>
        [<TypeName schema={schema.items} />]
      </>
    );
  }
  if (schema.anyOf) {
    return (
      <>
        {schema.anyOf.map((one, at) => (
          <span key={String(at)}>
            {at > 0 ? ' | ' : ''}
            <TypeName schema={one} />
          </span>
        ))}
      </>
    );
  }
  if (schema.enum) return <code>{schema.enum.map(String).join(' | ')}</code>;
  return (
    <code>
      {[schema.type, schema.format].flat().filter(Boolean).join(' ') ||
        (schema.properties ? 'object' : 'any')}
    </code>
  );
}
