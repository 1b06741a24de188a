// The export for people: every system of the city with what it keeps, to read and to print or keep as PDF from the browser.
import type { Translate } from '@city/kernel/text';
import { formatDateTime } from '@city/kernel/time';
import { PageHeading, Part } from '@city/ui/people';
import type { ExportDocument } from './build-export.ts';
import { fieldName, fieldValue } from './field-words.ts';

export interface PrintPageProps {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly document: ExportDocument;
}

type Table = ExportDocument['systems'][number]['tables'][number];

export function PrintPage({ t, lang, document }: PrintPageProps) {
  return (
    <div className="wrap read flow sec data-print">
      <PageHeading
        title={t('Dữ liệu thành phố giữ về bạn')}
        sub={t('Lấy lúc {time}. Để có tệp PDF: chọn In, rồi Lưu thành PDF.', {
          time: formatDateTime(new Date(document.madeAt), lang),
        })}
      />
      {document.systems.map((system) => {
        const empty = system.tables.filter(({ rows }) => rows.length === 0);
        return (
          <Part key={system.module} title={system.title[lang]}>
            {system.tables
              .filter(({ rows }) => rows.length > 0)
              .map((table) => (
                <Kept key={table.table} t={t} lang={lang} table={table} />
              ))}
            {empty.length > 0 && (
              <p className="hint">
                {t('Không có gì về: {things}.', {
                  things: empty.map(({ what }) => what[lang].toLowerCase()).join('; '),
                })}
              </p>
            )}
          </Part>
        );
      })}
    </div>
  );
}

function Kept({ t, lang, table }: Omit<PrintPageProps, 'document'> & { readonly table: Table }) {
  return (
    <section>
      <h3>{table.what[lang]}</h3>
      {table.rows.map((row) => (
        <dl key={JSON.stringify(row)}>
          {Object.entries(row).map(([name, value]) => (
            <div key={name}>
              <dt>{fieldName(name, t)}</dt>
              <dd>{fieldValue(value, lang)}</dd>
            </div>
          ))}
        </dl>
      ))}
      {table.why !== null && <p className="hint">{table.why[lang]}</p>}
    </section>
  );
}
