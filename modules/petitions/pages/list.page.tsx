// The public list: what people ask of the city, how many signed, who owes an answer and by when.
import type { Translate } from '@city/kernel/text';
import { Button, ButtonLink, EmptyState, Pagination, Select, TextInput } from '@city/ui/parts';
import { Columns, PageHeading, Part } from '@city/ui/people';
import { limits, type PetitionItem } from '../contract.ts';
import type { Topic } from '../rules/rules-data.ts';
import { type Lang, PetitionList } from './progress.part.tsx';
import { live } from './live.ts';

export interface ListPageProps {
  readonly t: Translate;
  readonly lang: Lang;
  readonly items: readonly PetitionItem[];
  readonly nextHref: string | null;
  readonly isFirst: boolean;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly topics: readonly Topic[];
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly figures: { readonly open: number; readonly owed: number; readonly answered: number };
}

export function ListPage(props: ListPageProps) {
  const { t, lang, items } = props;
  return (
    <div className="wrap" id="petitions" {...live('petitions')}>
      <PageHeading
        title={t('Kiến nghị của người dân')}
        sub={t('Đủ chữ ký thì cơ quan phải trả lời, có hẹn, ai cũng xem được.')}
      />
      <Columns first={<Start {...props} />} side={<How t={t} />}>
        <Filters {...props} />
        <Part title={t('Danh sách')}>
          {items.length > 0 ? (
            <PetitionList t={t} lang={lang} items={items} label={t('Kiến nghị, mới nhất trước')} />
          ) : (
            <EmptyState
              icon="search"
              title={t('Chưa có kiến nghị nào như vậy')}
              action={<ButtonLink href="/petitions/start">{t('Bắt đầu kiến nghị')}</ButtonLink>}
            >
              {t('Bỏ bớt điều kiện lọc, hoặc là người đầu tiên nêu việc này.')}
            </EmptyState>
          )}
          <Pagination
            t={t}
            nextHref={props.nextHref ?? undefined}
            firstHref={props.isFirst ? undefined : '/petitions'}
            shown={t('{open} đang lấy chữ ký, {owed} chờ trả lời, {answered} đã trả lời', {
              ...props.figures,
            })}
          />
        </Part>
      </Columns>
    </div>
  );
}

function Start({ t }: ListPageProps) {
  return (
    <div className="card card-pad petition-start">
      <p>{t('Muốn thành phố hay phường làm một việc? Viết ra, tìm người cùng ý.')}</p>
      <ButtonLink look="primary" wide icon="pencil" href="/petitions/start">
        {t('Bắt đầu kiến nghị')}
      </ButtonLink>
      <p>
        <a href="/petitions/mine">{t('Kiến nghị của tôi')}</a>
      </p>
    </div>
  );
}

function How({ t }: { readonly t: Translate }) {
  const steps = [
    t('Vài người đầu tiên ủng hộ, kiểm duyệt viên xem có trái luật không.'),
    t('Kiến nghị công khai, mỗi người ký một lần; tên chỉ hiện khi bạn đồng ý.'),
    t('Đủ chữ ký thì cơ quan phải trả lời trong thời hạn, quá hẹn thì báo lên cấp trên.'),
    t('Câu trả lời kèm cam kết có ngày, tiến độ ai cũng theo dõi được.'),
  ];
  return (
    <Part title={t('Kiến nghị đi thế nào?')}>
      <ol className="petition-how">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="muted">
        <a href="/petitions.csv">CSV</a> · <a href="/petitions.geojson">GeoJSON</a> ·{' '}
        <a href="/petitions.rss">RSS</a>
      </p>
    </Part>
  );
}

function Filters({ t, lang, query, topics, units }: ListPageProps) {
  const states = [
    { value: 'open', name: t('Đang mở') },
    { value: 'owed', name: t('Chờ trả lời') },
    { value: 'answered', name: t('Đã trả lời') },
    { value: 'closed', name: t('Chưa đủ chữ ký') },
  ];
  return (
    <form action="/petitions" method="get" className="filters" role="search" aria-label={t('Lọc kiến nghị')}>
      <div className="two-fields">
        <TextInput
          t={t}
          id="q"
          name="q"
          type="search"
          label={t('Tìm')}
          hint={t('Có dấu hay không dấu đều được')}
          defaultValue={query['q']}
          maxLength={limits.searchMax}
        />
        <Button icon="search">{t('Tìm')}</Button>
      </div>
      <details className="more" open={Boolean(query['state'] || query['unit'] || query['topic'])}>
        <summary>{t('Lọc theo trạng thái, lĩnh vực, phường xã')}</summary>
        <div className="filter-fields">
          <Select
            t={t}
            id="state"
            name="state"
            label={t('Trạng thái')}
            emptyName={t('Tất cả')}
            defaultValue={query['state'] ?? ''}
            options={states}
          />
          <Select
            t={t}
            id="topic"
            name="topic"
            label={t('Lĩnh vực')}
            emptyName={t('Mọi lĩnh vực')}
            defaultValue={query['topic'] ?? ''}
            options={topics.map(({ code, name }) => ({ value: code, name: name[lang] }))}
          />
          <Select
            t={t}
            id="unit"
            name="unit"
            label={t('Phường, xã')}
            emptyName={t('Mọi nơi')}
            defaultValue={query['unit'] ?? ''}
            options={[
              { value: 'city', name: t('Cả thành phố') },
              ...units.map(({ code, name }) => ({ value: code, name })),
            ]}
          />
          <Button icon="filter">{t('Lọc')}</Button>
        </div>
      </details>
    </form>
  );
}
