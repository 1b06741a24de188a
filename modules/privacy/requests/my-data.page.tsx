// "My data": what one can ask of the city, what one has asked, and by when the answer comes.
import type { Translate } from '@city/kernel/text';
import { formatDate, formatDateTime } from '@city/kernel/time';
import { Banner, Button, ButtonLink, EmptyState, Radios, TextArea } from '@city/ui/parts';
import { Actions, CityForm, PageHeading, Part } from '@city/ui/people';
import type { RequestItem } from '../contract.ts';
import { limits } from '../limits.ts';
import { rightKinds } from '../rules/rules-data.ts';
import { kindHelp, kindName, stateName } from './words.ts';

export interface MyDataProps {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly requests: readonly RequestItem[];
  readonly kept: readonly { readonly title: string; readonly things: readonly string[] }[];
  readonly problem?: string | undefined;
  readonly asked?: { readonly kind?: string | undefined; readonly words?: string | undefined } | undefined;
}

export function MyDataPage(props: MyDataProps) {
  const { t, kept } = props;
  return (
    <div className="wrap read flow sec data-page">
      <PageHeading
        title={t('Dữ liệu của tôi')}
        sub={t('Dữ liệu về bạn là của bạn. Thành phố phải trả lời trong thời hạn luật định.')}
      />
      {props.problem !== undefined && <Banner tone="need" role="alert" title={props.problem} />}
      <Own {...props} />
      <Part title={t('Bạn muốn gì?')}>
        <AskForm {...props} />
      </Part>
      <Part title={t('Thành phố giữ gì về bạn')}>
        {kept.map(({ title, things }) => (
          <details key={title} className="data-kept">
            <summary>{title}</summary>
            <ul>
              {things.map((thing) => (
                <li key={thing}>{thing}</li>
              ))}
            </ul>
          </details>
        ))}
      </Part>
      <Actions>
        <ButtonLink href="/me/consents">{t('Đồng ý của tôi')}</ButtonLink>
        <ButtonLink href="/me">{t('Trang của tôi')}</ButtonLink>
      </Actions>
      <p className="hint">{t('Cần người giúp? Gọi 1022 hoặc đến bộ phận một cửa phường, xã.')}</p>
    </div>
  );
}

function Own({ t, lang, requests }: MyDataProps) {
  return (
    <Part title={t('Yêu cầu của bạn')}>
      {requests.length === 0 ? (
        <EmptyState title={t('Chưa có yêu cầu nào')}>
          {t('Khi bạn gửi, từng bước và ngày hẹn sẽ hiện ở đây.')}
        </EmptyState>
      ) : (
        <ul className="data-requests">
          {requests.map((item) => (
            <li key={item.id}>
              <a href={`/me/data/${item.id}`}>{kindName(item.kind, t)}</a>
              <span>
                {stateName(item.state, t)} ·{' '}
                {item.closedAt === null
                  ? t('hẹn xong {day}', { day: formatDate(new Date(item.dueAt), lang) })
                  : formatDateTime(new Date(item.closedAt), lang, 'table')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function AskForm({ t, asked }: MyDataProps) {
  return (
    <CityForm action="/me/data">
      <Radios
        t={t}
        id="kind"
        name="kind"
        label={t('Chọn một việc')}
        value={asked?.kind ?? ''}
        required
        choices={rightKinds.map((kind) => ({
          value: kind,
          name: kindName(kind, t),
          hint: kindHelp(kind, t),
        }))}
      />
      <TextArea
        t={t}
        id="words"
        name="words"
        rows={4}
        label={t('Nói rõ hơn')}
        hint={t('Xin bản sao thì không cần viết. Việc khác: viết điều gì sai, hoặc vì sao.')}
        maxLength={limits.wordsMax}
        defaultValue={asked?.words ?? ''}
      />
      <Button look="primary">{t('Gửi yêu cầu')}</Button>
    </CityForm>
  );
}
