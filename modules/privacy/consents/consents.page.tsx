// "What I agreed to": each purpose in full words with a box that nobody ticks beforehand, and the way back as easy as the way in.
import type { Translate } from '@city/kernel/text';
import { formatDate } from '@city/kernel/time';
import { Banner, Button, Card, Checkbox, Tag } from '@city/ui/parts';
import { CityForm, PageHeading, Part } from '@city/ui/people';
import type { ConsentsView, PurposeView } from './consents.routes.ts';

export interface ConsentsPageProps {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly consents: ConsentsView;
  readonly problem?: string | undefined;
}

export function ConsentsPage(props: ConsentsPageProps) {
  const { t, lang, consents } = props;
  const past = consents.history.filter(({ withdrawnAt }) => withdrawnAt !== null);
  const titles = new Map(consents.purposes.map(({ purpose, title }) => [purpose, title[lang]]));
  return (
    <div className="wrap read flow sec">
      <PageHeading
        title={t('Đồng ý của tôi')}
        sub={t('Không đồng ý cũng dùng được mọi dịch vụ. Đồng ý rồi vẫn dừng được bất cứ lúc nào.')}
      />
      {props.problem !== undefined && <Banner tone="need" role="alert" title={props.problem} />}
      {consents.purposes.map((purpose) => (
        <Purpose key={purpose.purpose} {...props} purpose={purpose} />
      ))}
      {consents.stopped.length > 0 && (
        <Part title={t('Việc thành phố không được làm')}>
          {consents.stopped.map((row) => (
            <CityForm key={row.id} action="/me/consents/allow-again">
              <p>
                {t('Không dùng dữ liệu cho: {purpose}, từ {day}', {
                  purpose:
                    row.purpose === null
                      ? t('mọi việc dựa trên đồng ý')
                      : (titles.get(row.purpose) ?? row.purpose),
                  day: formatDate(new Date(row.since), lang),
                })}
              </p>
              <input type="hidden" name="id" value={row.id} />
              <Button look="second">{t('Cho dùng lại')}</Button>
            </CityForm>
          ))}
        </Part>
      )}
      <Part title={t('Đã dừng')}>
        {past.length === 0 ? (
          <p className="hint">{t('Bạn chưa dừng việc nào.')}</p>
        ) : (
          <ul className="data-requests">
            {past.map((row) => (
              <li key={`${row.purpose} ${row.givenAt}`}>
                <b>{titles.get(row.purpose) ?? row.purpose}</b>
                <span>
                  {t('đồng ý {from}, dừng {to}', {
                    from: formatDate(new Date(row.givenAt), lang, 'table'),
                    to: formatDate(new Date(row.withdrawnAt ?? row.givenAt), lang, 'table'),
                  })}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Part>
      <p>
        <a href="/me/data">{t('Dữ liệu của tôi')}</a>
      </p>
    </div>
  );
}

function Purpose({ t, lang, purpose }: ConsentsPageProps & { readonly purpose: PurposeView }) {
  const { given } = purpose;
  const id = `purpose-${purpose.purpose}`;
  return (
    <Card as="section" labelledBy={id}>
      <div className="consent">
        <h2 id={id}>{purpose.title[lang]}</h2>
        <p>{purpose.text[lang]}</p>
        {given?.holds ? (
          <>
            <p>
              <Tag tone="done">{t('Đang đồng ý')}</Tag>{' '}
              {given.until === null
                ? t('từ {day}', { day: formatDate(new Date(given.at), lang) })
                : t('từ {day} đến {until}', {
                    day: formatDate(new Date(given.at), lang),
                    until: formatDate(new Date(given.until), lang),
                  })}
            </p>
            <CityForm action="/me/consents/withdraw">
              <input type="hidden" name="purpose" value={purpose.purpose} />
              <Button look="second">{t('Dừng đồng ý')}</Button>
            </CityForm>
          </>
        ) : (
          <CityForm action="/me/consents">
            <input type="hidden" name="purpose" value={purpose.purpose} />
            <input type="hidden" name="textVersion" value={purpose.textVersion} />
            <Checkbox id={`${id}-agreed`} name="agreed" label={t('Tôi đã đọc và đồng ý')} />
            <Button look="second">{t('Ghi nhận đồng ý')}</Button>
          </CityForm>
        )}
      </div>
    </Card>
  );
}
