// The page of warnings, made for a phone in bad weather: what holds, what to do, where, until when. And the card on the home page.
import type { Translate } from '@city/kernel/text';
import { formatDateTime } from '@city/kernel/time';
import {
  Banner,
  Button,
  ButtonLink,
  DataList,
  EmptyState,
  Icon,
  type IconName,
  Select,
  Tag,
  type Tone,
} from '@city/ui/parts';
import { CityForm, Columns, PageHeading, Part } from '@city/ui/people';
import type { StageView } from '../incidents/incident-view.ts';
import type { WarningView } from './warning-view.ts';

type Lang = 'vi' | 'en';

export interface WarningsPageProps {
  readonly t: Translate;
  readonly lang: Lang;
  readonly stage: StageView;
  readonly holding: readonly WarningView[];
  readonly past: readonly WarningView[];
  readonly follow: {
    readonly isSignedIn: boolean;
    readonly areas: readonly string[] | null;
    readonly units: readonly { readonly value: string; readonly name: string }[];
  };
  readonly asOf: Date;
}

export function WarningsPage(props: WarningsPageProps) {
  const { t, lang, holding, past, stage, asOf } = props;
  return (
    <div className="wrap">
      <PageHeading
        title={t('Cảnh báo')}
        sub={t('Cập nhật lúc {time}', { time: formatDateTime(asOf, lang) })}
      />
      <Columns first={<Stage t={t} lang={lang} stage={stage} />} side={<Side {...props} />}>
        {holding.length === 0 ? (
          <EmptyState icon="done" title={t('Hiện không có cảnh báo nào')}>
            {t('Khi có thiên tai hoặc sự cố, nơi này nói rõ chuyện gì, ở đâu và nên làm gì.')}
          </EmptyState>
        ) : (
          holding.map((warning) => <WarningArticle key={warning.id} t={t} lang={lang} warning={warning} />)
        )}
        {past.length > 0 ? (
          <Part title={t('Đã hết hoặc đã thay')}>
            <ul className="warn-past">
              {past.map((warning) => (
                <li key={warning.id}>
                  <b>{marked(t, warning, lang)}</b>
                  <span className="muted">
                    {warning.sentAt ? formatDateTime(new Date(warning.sentAt), lang) : ''} ·{' '}
                    {stateWords(t, warning)}
                  </span>
                </li>
              ))}
            </ul>
          </Part>
        ) : null}
      </Columns>
    </div>
  );
}

function Stage({
  t,
  lang,
  stage,
}: {
  readonly t: Translate;
  readonly lang: Lang;
  readonly stage: StageView;
}) {
  return (
    <p className={`warn-stage warn-stage-${stage.colour}`}>
      <b>
        {t('Thành phố: mức {level}, {name}', { level: stage.level, name: stage.name[lang].toLowerCase() })}
      </b>
      <span>{stage.meaning[lang]}</span>
    </p>
  );
}

const severityTone: Readonly<Record<string, Tone>> = { Extreme: 'need', Severe: 'need', Moderate: 'soon' };

export function severityWords(t: Translate, severity: string): string {
  if (severity === 'Extreme') return t('Cực kỳ nguy hiểm');
  if (severity === 'Severe') return t('Rất nguy hiểm');
  if (severity === 'Moderate') return t('Nguy hiểm');
  return severity === 'Minor' ? t('Cần chú ý') : t('Chưa rõ mức độ');
}

function stateWords(t: Translate, { state, msgType }: WarningView): string {
  if (msgType === 'Cancel') return t('thông báo huỷ');
  if (state === 'cancelled') return t('đã huỷ');
  return state === 'updated' ? t('đã có bản mới') : t('đã hết hạn');
}

const marked = (t: Translate, { status, headline }: WarningView, lang: Lang): string => {
  if (status === 'Exercise') return `${t('DIỄN TẬP')} – ${headline[lang]}`;
  return status === 'Test' ? `${t('THỬ NGHIỆM')} – ${headline[lang]}` : headline[lang];
};

const icons: Readonly<Record<string, IconName>> = {
  'trieu-cuong': 'flood',
  'ngap-lut': 'flood',
  'mua-lon': 'water',
};

function WarningArticle({
  t,
  lang,
  warning,
}: {
  readonly t: Translate;
  readonly lang: Lang;
  readonly warning: WarningView;
}) {
  const isReal = warning.status === 'Actual';
  const tone = isReal ? (severityTone[warning.severity] ?? 'info') : 'paused';
  return (
    <article className={`warn warn-${tone}`} aria-labelledby={`w-${warning.id}`}>
      {isReal ? null : (
        <p className="warn-band">
          {warning.status === 'Exercise' ? t('DIỄN TẬP, không phải thật') : t('THỬ NGHIỆM, không phải thật')}
        </p>
      )}
      <p className="warn-kind">
        <Icon name={icons[warning.event] ?? 'warning'} />
        <span>{warning.eventName[lang]}</span>
        <Tag tone={tone as Tone}>{severityWords(t, warning.severity)}</Tag>
      </p>
      <h2 id={`w-${warning.id}`}>{marked(t, warning, lang)}</h2>
      <p>{warning.description[lang]}</p>
      {warning.instruction[lang] === '' ? null : (
        <div className="warn-do">
          <h3>{t('Bạn nên làm gì')}</h3>
          <p>{warning.instruction[lang]}</p>
        </div>
      )}
      <DataList
        items={[
          { name: t('Ở đâu'), value: placeWords(t, warning, lang) },
          { name: t('Đến khi nào'), value: formatDateTime(new Date(warning.expiresAt), lang) },
          {
            name: t('Phát lúc'),
            value: warning.sentAt ? formatDateTime(new Date(warning.sentAt), lang) : '',
          },
        ]}
      />
      <p className="muted">
        <a href={`/cap/${warning.identifier}.xml`}>{t('Bản có chữ ký số (CAP)')}</a>
      </p>
    </article>
  );
}

function placeWords(t: Translate, { areas }: WarningView, lang: Lang): string {
  return areas.length === 0 ? t('Cả thành phố') : areas.map(({ name }) => name[lang]).join(', ');
}

function Side(props: WarningsPageProps) {
  const { t } = props;
  return (
    <>
      <Part title={t('Gọi khi nguy cấp')}>
        <ul className="warn-call">
          <li>
            <a href="tel:112">112</a> {t('cứu nạn')}
          </li>
          <li>
            <a href="tel:113">113</a> {t('công an')}
          </li>
          <li>
            <a href="tel:114">114</a> {t('chữa cháy')}
          </li>
          <li>
            <a href="tel:115">115</a> {t('cấp cứu')}
          </li>
        </ul>
      </Part>
      <Follow {...props} />
      <p className="muted">
        <a href="/cap/feed.atom">Atom</a> · <a href="/api/warnings">JSON</a>
      </p>
    </>
  );
}

function Follow({ t, follow }: WarningsPageProps) {
  const { isSignedIn, areas, units } = follow;
  const followed = areas === null ? null : (areas[0] ?? 'city');
  return (
    <Part title={t('Nhận tin cảnh báo')} id="follow">
      {isSignedIn ? (
        <>
          {followed === null ? null : (
            <Banner tone="done" title={t('Bạn đang nhận tin cảnh báo')}>
              <p>
                {followed === 'city'
                  ? t('Cả thành phố')
                  : (units.find(({ value }) => value === followed)?.name ?? followed)}
              </p>
            </Banner>
          )}
          <CityForm action="/warnings/follow">
            <Select
              t={t}
              id="area"
              name="area"
              label={t('Nơi bạn quan tâm')}
              hint={t('Tin đến trong ứng dụng, bằng tin nhắn và thông báo đẩy.')}
              options={[
                { value: 'city', name: t('Cả thành phố') },
                ...units,
                ...(followed === null ? [] : [{ value: 'none', name: t('Thôi nhận tin') }]),
              ]}
              defaultValue={followed ?? 'city'}
            />
            <p>
              <Button look="primary">{t('Lưu')}</Button>
            </p>
          </CityForm>
        </>
      ) : (
        <p>
          <ButtonLink href="/sign-in?return_to=/warnings">{t('Đăng nhập để nhận tin')}</ButtonLink>
        </p>
      )}
    </Part>
  );
}

/** On the home page: the gravest first, with the one thing to do. */
export function WarningCards({
  t,
  lang,
  warnings,
}: {
  readonly t: Translate;
  readonly lang: Lang;
  readonly warnings: readonly WarningView[];
}) {
  return (
    <section className="flow" aria-labelledby="home-warnings">
      <h2 className="vh" id="home-warnings">
        {t('Cảnh báo')}
      </h2>
      {warnings.map((warning) => (
        <Banner
          key={warning.id}
          tone={severityTone[warning.severity] === 'need' ? 'need' : 'soon'}
          icon="warning"
          title={warning.headline[lang]}
        >
          <p>{warning.instruction[lang] || warning.description[lang]}</p>
          <p>
            <a href="/warnings">{t('Xem cảnh báo')}</a>
          </p>
        </Banner>
      ))}
    </section>
  );
}
