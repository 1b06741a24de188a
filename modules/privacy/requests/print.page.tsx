// The export for people: every system of the city with what it keeps, to read and to print or keep as PDF from the browser.
import type { Translate } from '@city/kernel/text';
import { formatDateTime } from '@city/kernel/time';
import { PageHeading, Part } from '@city/ui/people';
import type { ExportDocument } from './build-export.ts';

export interface PrintPageProps {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly document: ExportDocument;
}

export function PrintPage({ t, lang, document }: PrintPageProps) {
  return (
    <div className="wrap read flow sec data-print">
      <PageHeading
        title={t('Dữ liệu thành phố giữ về bạn')}
        sub={t('Lấy lúc {time}. Để có tệp PDF: chọn In, rồi Lưu thành PDF.', {
          time: formatDateTime(new Date(document.madeAt), lang),
        })}
      />
      {document.systems.map((system) => (
        <Part key={system.module} title={system.title[lang]}>
          {system.tables.map((table) => (
            <section key={table.table}>
              <h3>{table.what[lang]}</h3>
              {table.rows.length === 0 ? (
                <p className="hint">{t('Không có gì.')}</p>
              ) : (
                table.rows.map((row, at) => (
                  // Rows of an export never move.
                  <dl key={`${table.table}-${at}`}>
                    {Object.entries(row).map(([name, value]) => (
                      <div key={name}>
                        <dt>{name}</dt>
                        <dd>{shown(value)}</dd>
                      </div>
                    ))}
                  </dl>
                ))
              )}
              {table.why !== null && <p className="hint">{table.why[lang]}</p>}
            </section>
          ))}
        </Part>
      ))}
    </div>
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '—';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
