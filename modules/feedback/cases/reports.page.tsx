// The public list: track by code, filters, the city with a dot for each open report, the list beside it.
import type { Translate } from '@city/kernel/text';
import { formatNumber, formatPercent } from '@city/kernel/time';
import {
  Button,
  ButtonLink,
  CityMap,
  EmptyState,
  Pagination,
  Select,
  TextInput,
  type UnitCollection,
} from '@city/ui/parts';
import { Columns, Facts, PageHeading, Part } from '@city/ui/people';
import { limits, type ReportItem, type Summary } from '../contract.ts';
import type { Service } from '../services/city-data.ts';
import { ReportList } from './report-list.part.tsx';

type Lang = 'vi' | 'en';

export interface ListPageProps {
  readonly t: Translate;
  readonly lang: Lang;
  readonly items: readonly ReportItem[];
  readonly nextHref: string | null;
  readonly isFirst: boolean;
  readonly query: {
    readonly q?: string | undefined;
    readonly state?: string | undefined;
    readonly unit?: string | undefined;
    readonly service?: string | undefined;
  };
  readonly services: readonly Service[];
  readonly units: readonly { readonly code: string; readonly name: string; readonly kind: string }[];
  readonly outline: UnitCollection;
  readonly dots: readonly { readonly lat: number; readonly lon: number }[];
  readonly figures: Summary;
  /** What the code form has to say. */
  readonly codeProblem?: string | undefined;
  readonly code?: string | undefined;
}

export function ListPage(props: ListPageProps) {
  const { t, lang, items, figures } = props;
  return (
    <div className="wrap">
      <PageHeading title={t('Phản ánh của người dân')} sub={t('Ai cũng xem được, không có tên người gửi.')} />
      <Columns first={<Track {...props} />} side={<Picture {...props} />}>
        <Filters {...props} />
        <Part title={t('Danh sách')}>
          {items.length > 0 ? (
            <ReportList t={t} lang={lang} items={items} label={t('Phản ánh, mới nhất trước')} />
          ) : (
            <EmptyState
              icon="search"
              title={t('Không có phản ánh nào như vậy')}
              action={<ButtonLink href="/reports">{t('Xem tất cả')}</ButtonLink>}
            >
              {t('Bỏ bớt điều kiện lọc, hoặc gửi phản ánh đầu tiên ở đây.')}
            </EmptyState>
          )}
          <Pagination
            t={t}
            nextHref={props.nextHref ?? undefined}
            firstHref={props.isFirst ? undefined : '/reports'}
            shown={t('{n} việc đang mở trong thành phố', { n: formatNumber(figures.open, lang) })}
          />
        </Part>
      </Columns>
    </div>
  );
}

function Track({ t, code, codeProblem }: ListPageProps) {
  return (
    <form
      action="/track"
      method="get"
      className="card card-pad"
      role="search"
      aria-label={t('Tra mã theo dõi')}
    >
      <TextInput
        t={t}
        id="code"
        name="code"
        label={t('Có mã theo dõi?')}
        hint={t('Ví dụ HP-7K2M-Q9DX-4TZ0C, gõ liền cũng được')}
        error={codeProblem}
        defaultValue={code}
        required
        maxLength={60}
        autoComplete="off"
      />
      <Button icon="search">{t('Tìm việc của tôi')}</Button>
    </form>
  );
}

function Filters({ t, lang, query, services, units }: ListPageProps) {
  const states = [
    { value: 'open', name: t('Đang mở') },
    { value: 'new', name: t('Mới') },
    { value: 'in_progress', name: t('Đang xử lý') },
    { value: 'done', name: t('Đã trả lời') },
  ];
  return (
    <form action="/reports" method="get" className="filters" role="search" aria-label={t('Lọc phản ánh')}>
      <div className="two-fields">
        <TextInput
          t={t}
          id="q"
          name="q"
          type="search"
          label={t('Tìm')}
          hint={t('Có dấu hay không dấu đều được')}
          defaultValue={query.q}
          maxLength={limits.searchMax}
        />
        <Button icon="search">{t('Tìm')}</Button>
      </div>
      <details className="more" open={Boolean(query.service || query.unit || query.state)}>
        <summary>{t('Lọc theo loại việc, phường xã, trạng thái')}</summary>
        <div className="filter-fields">
          <Select
            t={t}
            id="service"
            name="service"
            label={t('Loại việc')}
            emptyName={t('Mọi loại')}
            defaultValue={query.service ?? ''}
            options={services.map(({ code, name }) => ({ value: code, name: name[lang] }))}
          />
          <Select
            t={t}
            id="unit"
            name="unit"
            label={t('Phường, xã')}
            emptyName={t('Cả thành phố')}
            defaultValue={query.unit ?? ''}
            options={units.map(({ code, name, kind }) => ({ value: code, name: `${name} (${kind})` }))}
          />
          <Select
            t={t}
            id="state"
            name="state"
            label={t('Trạng thái')}
            emptyName={t('Tất cả')}
            defaultValue={query.state ?? ''}
            options={states}
          />
          <Button icon="filter">{t('Lọc')}</Button>
        </div>
      </details>
    </form>
  );
}

function Picture({ t, lang, outline, dots, figures }: ListPageProps) {
  const share = figures.onTimeShare === null ? '–' : formatPercent(figures.onTimeShare, lang);
  const open = new Map(figures.units.map((unit) => [unit.code, unit.open]));
  return (
    <Part title={t('Đang mở trên bản đồ')}>
      <CityMap
        units={outline}
        width={408}
        height={320}
        insetCode={farUnit}
        dots={dots}
        summary={t('Bản đồ thành phố với {n} phản ánh đang mở', { n: figures.open })}
        link={(unit) => ({
          href: `/reports?unit=${unit.code}`,
          title: t('{name}: {n} việc đang mở', { name: unit.name, n: open.get(unit.code) ?? 0 }),
        })}
      />
      <Facts
        facts={[
          { figure: formatNumber(figures.open, lang), name: t('việc đang mở'), href: '/reports?state=open' },
          { figure: share, name: t('đúng hẹn trong 30 ngày qua') },
        ]}
      />
    </Part>
  );
}

/** Bạch Long Vĩ lies 110 km out: it gets its own frame. */
export const farUnit = '11948';
