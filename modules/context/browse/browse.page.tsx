// The page for people: which kinds of things the city knows, how many of each, the newest of them, and how programs read them.
import { formatDateTime } from '@city/kernel/time';
import type { Translate } from '@city/kernel/text';
import { EmptyState, Table } from '@city/ui/parts';
import { PageHeading, Part } from '@city/ui/people';

export type Lang = 'vi' | 'en';

export interface TypeLine {
  readonly iri: string;
  /** The name in the city's context. */
  readonly name: string;
  readonly label: string;
  readonly entities: number;
  readonly newest: Date;
}

export interface EntityLine {
  readonly id: string;
  readonly title: string;
  readonly says: readonly { readonly name: string; readonly value: string }[];
  readonly modifiedAt: Date;
}

const entityHref = (id: string): string => `/ngsi-ld/v1/entities/${encodeURIComponent(id)}`;
export const typeHref = (name: string): string => `/context/type?name=${encodeURIComponent(name)}`;

export function TypesPage({ t, lang, types }: { t: Translate; lang: Lang; types: readonly TypeLine[] }) {
  return (
    <div className="wrap">
      <PageHeading
        title={t('Dữ liệu sống của thành phố')}
        sub={t(
          'Những gì thành phố biết lúc này, công khai cho mọi người và mọi chương trình: nơi chốn, phản ánh, trạm đo.',
        )}
      />
      {types.length === 0 ? (
        <EmptyState title={t('Chưa có dữ liệu nào')}>
          {t(
            'Khi các hệ thống của thành phố gửi dữ liệu lên, từng loại sẽ hiện ở đây kèm số lượng và ví dụ.',
          )}
        </EmptyState>
      ) : (
        <Part title={t('Có những loại nào')}>
          <Table<TypeLine>
            caption={t('Các loại dữ liệu, nhiều nhất trước')}
            captionHidden
            look="framed"
            columns={[
              {
                key: 'name',
                header: t('Loại'),
                rowHeader: true,
                cell: (row) => <a href={typeHref(row.name)}>{row.label}</a>,
              },
              {
                key: 'count',
                header: t('Số lượng'),
                align: 'end',
                cell: (row) => row.entities.toLocaleString(lang),
              },
              {
                key: 'newest',
                header: t('Cập nhật gần nhất'),
                cell: (row) => formatDateTime(row.newest, lang),
              },
            ]}
            rows={types}
            rowKey={(row) => row.iri}
          />
        </Part>
      )}
      <ForPrograms t={t} />
    </div>
  );
}

function ForPrograms({ t }: { t: Translate }) {
  return (
    <Part title={t('Dành cho người viết chương trình')}>
      <p>
        {t(
          'Dữ liệu đọc được tự do theo tiêu chuẩn NGSI-LD của ETSI, không cần tài khoản. Ví dụ, các phường có trong thành phố:',
        )}
      </p>
      <p>
        <code>GET /ngsi-ld/v1/entities?type=AdministrativeArea&amp;options=keyValues</code>
      </p>
      <p>
        <a href="/ngsi-ld/v1/types">{t('Xem danh sách loại ở dạng máy đọc')}</a>
      </p>
    </Part>
  );
}

export function TypePage({
  t,
  lang,
  type,
  entities,
}: {
  t: Translate;
  lang: Lang;
  type: TypeLine;
  entities: readonly EntityLine[];
}) {
  return (
    <div className="wrap">
      <PageHeading
        title={type.label}
        sub={t('{count} mục. Dưới đây là những mục vừa cập nhật.', {
          count: type.entities.toLocaleString(lang),
        })}
      />
      <Part title={t('Vừa cập nhật')}>
        <Table<EntityLine>
          caption={t('Các mục vừa cập nhật, mới nhất trước')}
          captionHidden
          look="framed"
          columns={[
            {
              key: 'title',
              header: t('Mục'),
              rowHeader: true,
              cell: (row) => <a href={entityHref(row.id)}>{row.title}</a>,
            },
            {
              key: 'says',
              header: t('Nội dung'),
              cell: (row) => row.says.map(({ name, value }) => `${name}: ${value}`).join(' · '),
            },
            { key: 'at', header: t('Lúc'), cell: (row) => formatDateTime(row.modifiedAt, lang) },
          ]}
          rows={entities}
          rowKey={(row) => row.id}
        />
      </Part>
      <p>
        <a href="/context">{t('Tất cả các loại')}</a>
      </p>
    </div>
  );
}
