// One request as its person sees it: where it stands, by when, the law, the story, what was put together.
import type { Translate } from '@city/kernel/text';
import { formatDate, formatDateTime } from '@city/kernel/time';
import { Banner, Button, ButtonLink, DataList, Timeline, type TimelineItem } from '@city/ui/parts';
import { CityForm, PageHeading, Part } from '@city/ui/people';
import type { RequestView } from '../contract.ts';
import { actionName, kindName, stateName } from './words.ts';

export interface MyRequestProps {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly request: RequestView;
  readonly problem?: string | undefined;
}

export function MyRequestPage(props: MyRequestProps) {
  const { t, lang, request } = props;
  return (
    <div className="wrap read flow sec data-page">
      <PageHeading
        title={kindName(request.kind, t)}
        sub={t('Gửi {time}', { time: formatDateTime(new Date(request.askedAt), lang) })}
      />
      {props.problem !== undefined && <Banner tone="need" role="alert" title={props.problem} />}
      <Standing {...props} />
      <Export {...props} />
      <Part title={t('Diễn biến')}>
        <Timeline
          label={t('Diễn biến')}
          items={request.events.map((_, at) => itemOf(at, props)).toReversed()}
        />
      </Part>
      <Part title={t('Thời hạn theo luật')}>
        <DataList
          items={[
            { name: t('Báo đã nhận'), value: formatDateTime(new Date(request.respondBy), lang) },
            { name: t('Hẹn xong'), value: formatDate(new Date(request.dueAt), lang) },
            { name: t('Văn bản'), value: `${request.law.number}, ${request.law.article}` },
          ]}
        />
        {request.law.note !== null && <p className="hint">{request.law.note[lang]}</p>}
      </Part>
      {request.steps.includes('take_back') && (
        <CityForm action={`/me/data/${request.id}/take-back`}>
          <Button look="second">{t('Rút lại yêu cầu')}</Button>
        </CityForm>
      )}
      <p>
        <a href="/me/data">{t('Dữ liệu của tôi')}</a>
      </p>
    </div>
  );
}

function Standing({ t, lang, request }: MyRequestProps) {
  const title = t('Hiện nay: {state}', { state: stateName(request.state, t) });
  if (request.closedAt !== null)
    return <Banner tone={request.state === 'refused' ? 'soon' : 'done'} title={title} />;
  return (
    <Banner tone={request.isLate ? 'need' : 'info'} title={title}>
      <p>
        {request.isExtended
          ? t('Đã gia hạn một lần. Xong chậm nhất hết {day}.', {
              day: formatDate(new Date(request.dueAt), lang),
            })
          : t('Xong chậm nhất hết {day}.', { day: formatDate(new Date(request.dueAt), lang) })}
      </p>
      {request.isLate && <p>{t('Đã quá hạn. Bạn có quyền khiếu nại; gọi 1022 để được giúp.')}</p>}
    </Banner>
  );
}

function Export({ t, lang, request }: MyRequestProps) {
  if (request.export === null) return null;
  if (!request.export.isOpen)
    return <Banner title={t('Bản dữ liệu đã hết hạn tải. Gửi yêu cầu mới để lấy bản khác.')} />;
  return (
    <Part title={t('Dữ liệu của bạn đã sẵn sàng')}>
      <p>
        {t('Tải được đến {time}. Mỗi lần tải đều ghi vào nhật ký.', {
          time: formatDateTime(new Date(request.export.until), lang),
        })}
      </p>
      <p className="data-fetch">
        <ButtonLink look="primary" href={`/me/data/${request.id}/print`}>
          {t('Xem và in')}
        </ButtonLink>{' '}
        <ButtonLink href={`/api/me/data-requests/${request.id}/export.pdf?lang=${lang}`}>
          {t('Tải PDF')}
        </ButtonLink>{' '}
        <ButtonLink href={`/api/me/data-requests/${request.id}/export`}>
          {t('Tải cho máy đọc (JSON)')}
        </ButtonLink>
      </p>
      <p className="hint data-mark">
        {t('Dấu đối chiếu (SHA-256 của tệp JSON): {mark}', {
          mark: request.export.sha256.replace(/.{8}(?!$)/g, '$& '),
        })}
      </p>
      <p className="hint">
        <a href="/api/data-export/schema">{t('Lược đồ của tệp')}</a>
      </p>
    </Part>
  );
}

function itemOf(at: number, { t, lang, request }: MyRequestProps): TimelineItem {
  const event = request.events[at] as RequestView['events'][number];
  const isLast = at === request.events.length - 1;
  const name = actionName(event.action, t);
  return {
    key: String(at),
    time: formatDateTime(new Date(event.at), lang, 'table'),
    dateTime: event.at,
    title: event.title === null ? name : `${name} · ${event.title}`,
    icon: event.who === 'person' ? 'send' : 'office',
    kind: isLast && request.closedAt === null ? 'now' : 'done',
    ...(event.words === null ? {} : { text: event.words }),
  };
}
