// One petition: what is asked, how many signed, who owes an answer by when, the answer and what became of it.
import type { Translate } from '@city/kernel/text';
import {
  formatDate,
  formatDateTime,
  formatNumber,
  formatWorkingDuration,
  type Remaining,
} from '@city/kernel/time';
import { Banner, BarList, Button, ButtonLink, LineChart, TextArea, Timeline } from '@city/ui/parts';
import { CityForm, Columns, PageHeading, Part, Words } from '@city/ui/people';
import { isPublic } from '../cases/states.ts';
import { limits, type PetitionView } from '../contract.ts';
import { dateWords, goalOf, type Lang, PetitionTag, SignatureBar } from './progress.part.tsx';
import { SignPart } from './sign.part.tsx';
import { actionName } from './state-words.ts';
import { live } from './live.ts';

export interface PetitionPageProps {
  readonly t: Translate;
  readonly lang: Lang;
  readonly petition: PetitionView;
  readonly me: {
    readonly isSignedIn: boolean;
    readonly isStarter: boolean;
    readonly hasSigned: boolean;
    readonly isNamed: boolean;
  };
  readonly isSignable: boolean;
  /** Working time until the answer is due, or since it was; null while none is owed. */
  readonly owed: Remaining | null;
  readonly curve: readonly { readonly day: string; readonly total: number }[];
  readonly publicUrl: string;
  readonly problem?: string | undefined;
}

export function PetitionPage(props: PetitionPageProps) {
  const { t, lang, petition, problem } = props;
  return (
    <div className="wrap" id="petition" {...live('petition')}>
      <PageHeading
        title={petition.title}
        sub={`${petition.unit?.name[lang] ?? t('Cả thành phố')} · ${petition.topic.name[lang]}`}
      />
      {problem === undefined ? null : <Banner tone="need" role="alert" title={problem} />}
      <Columns first={<Standing {...props} />} side={<Side {...props} />} end={<Story {...props} />}>
        <Part title={t('Muốn thành phố làm gì')}>
          <Words>{petition.ask}</Words>
        </Part>
        <Part title={t('Vì sao')}>
          <p className="petition-words">{petition.words}</p>
        </Part>
        <Answer {...props} />
        <Refusal {...props} />
      </Columns>
    </div>
  );
}

function Standing(props: PetitionPageProps) {
  const { t, lang, petition } = props;
  return (
    <div className="card card-pad petition-standing">
      <p>
        <PetitionTag t={t} item={petition} />
      </p>
      <SignatureBar t={t} lang={lang} item={petition} />
      {props.owed === null ? null : (
        <p className="petition-owed">
          <b>{owedWords(t, lang, props.owed)}</b>
        </p>
      )}
      <p>{dateWords({ t, lang, item: petition })}</p>
      <p className="muted">{obligationWords(props)}</p>
      <SignPart {...props} />
    </div>
  );
}

function owedWords(t: Translate, lang: Lang, { minutes, isLate }: Remaining): string {
  const time = formatWorkingDuration(minutes, lang);
  return isLate ? t('Trễ {time} làm việc', { time }) : t('Còn {time} làm việc', { time });
}

function obligationWords({ t, lang, petition }: PetitionPageProps): string {
  const body = petition.body.name[lang];
  if (!isPublic(petition.state))
    return t('Cần {n} người ủng hộ đầu tiên, rồi kiểm duyệt viên xem.', { n: goalOf(petition) });
  if (petition.answer) return t('{body} đã trả lời.', { body });
  if (petition.reachedAt !== null)
    return t('{body} phải trả lời. Quá hẹn thì việc được báo lên cấp trên.', { body });
  return t('Đủ {n} chữ ký thì {body} phải trả lời. Đơn vị có khoảng {people} người.', {
    n: formatNumber(petition.threshold, lang),
    body,
    people: formatNumber(petition.people, lang),
  });
}

function Side({ t, lang, petition, curve, publicUrl }: PetitionPageProps) {
  return (
    <>
      {curve.length < 2 ? null : (
        <Part title={t('Chữ ký theo ngày')}>
          <LineChart
            summary={t('Từ {from} đến {to}: {n} chữ ký', {
              from: formatDate(curve[0]!.day, lang),
              to: formatDate(curve.at(-1)!.day, lang),
              n: petition.signatures,
            })}
            tableCaption={t('Chữ ký cộng dồn theo ngày')}
            tableWord={t('Xem dạng bảng')}
            nameHeader={t('Ngày')}
            valueHeader={t('Chữ ký')}
            range={[0, Math.max(petition.signatures, goalOf(petition))]}
            target={{ value: goalOf(petition), text: t('{n} chữ ký', { n: goalOf(petition) }) }}
            tickText={(value) => formatNumber(value, lang)}
            data={curve.map(({ day, total }, at) => ({
              key: day,
              // Room for few names below the axis: the first, the middle and the last.
              name: isNamedTick(at, curve.length) ? `${Number(day.slice(8))}/${Number(day.slice(5, 7))}` : '',
              value: total,
              text: formatNumber(total, lang),
            }))}
          />
        </Part>
      )}
      {petition.names.length === 0 ? null : (
        <Part title={t('Những người đồng ý nêu tên')}>
          <p>{petition.names.join(' · ')}</p>
        </Part>
      )}
      <Part title={t('Gửi cho người khác')}>
        <p className="own-link">
          <a href={petition.url}>{`${publicUrl}${petition.url}`}</a>
        </p>
      </Part>
    </>
  );
}

const isNamedTick = (at: number, count: number): boolean =>
  at === 0 || at === count - 1 || at === Math.floor((count - 1) / 2);

function Answer({ t, lang, petition }: PetitionPageProps) {
  if (!petition.answer) return null;
  const at = formatDateTime(new Date(petition.answer.at), lang);
  return (
    <Part title={t('{body} trả lời', { body: petition.body.name[lang] })} id="answer">
      <p className="muted">
        {petition.answer.onTime ? t('{at}, đúng hẹn', { at }) : t('{at}, quá hẹn', { at })}
      </p>
      <p className="petition-words">{petition.answer.words}</p>
      {petition.commitments.length === 0 ? null : (
        <>
          <h3>{t('Cam kết')}</h3>
          <ul className="commitments">
            {petition.commitments.map((one) => (
              <li key={one.no}>
                <b>{one.words}</b>
                <BarList
                  look="thin"
                  full={100}
                  data={[
                    {
                      key: 'progress',
                      name: t('Hẹn {day}', { day: formatDate(one.dueOn, lang, 'short') }),
                      value: one.progress,
                      text: one.state === 'dropped' ? t('Đã bỏ') : `${one.progress}%`,
                      tone: one.isLate ? 'need' : one.state === 'done' ? 'done' : 'plain',
                    },
                  ]}
                />
                {one.isLate ? <p>{t('Đã quá ngày hẹn')}</p> : null}
                {one.note === null ? null : <p className="muted">{one.note}</p>}
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

function Refusal({ t, lang, petition, me }: PetitionPageProps) {
  const { refusal } = petition;
  if (!refusal) return null;
  const said = petition.history.findLast(({ action }) => action === 'refuse')?.words;
  const canAppeal = petition.state === 'refused' && petition.appealUntil !== null && me.isStarter;
  return (
    <Part title={t('Vì sao chưa được công khai')} id="refusal">
      <Banner tone="soon" title={refusal.name[lang]}>
        <p>{said}</p>
        <p>{refusal.advice[lang]}</p>
      </Banner>
      {canAppeal ? (
        <CityForm action={`${petition.url}/appeal`} className="card card-pad">
          <TextArea
            t={t}
            id="appeal-words"
            name="words"
            label={t('Đề nghị người khác xem lại')}
            hint={t('Nói vì sao không trái luật. Một lần, trước {at}.', {
              at: formatDateTime(new Date(petition.appealUntil as string), lang),
            })}
            required
            minLength={limits.reasonMin}
            maxLength={limits.reasonMax}
          />
          <Button busyText={t('Đang gửi…')}>{t('Đề nghị xem lại')}</Button>
        </CityForm>
      ) : null}
    </Part>
  );
}

function Story({ t, lang, petition, me }: PetitionPageProps) {
  return (
    <Part title={t('Từng bước')}>
      <Timeline
        label={t('Từng bước của kiến nghị')}
        items={[...petition.history].reverse().map((step) => ({
          key: String(step.seq),
          time: formatDateTime(new Date(step.at), lang),
          dateTime: step.at,
          title: actionName(t, step.action),
          text: step.action === 'approve' ? undefined : (step.words ?? step.body?.name[lang]),
          icon: step.action === 'escalate' ? 'warning' : step.action === 'approve' ? 'tick' : 'clock',
          kind: step.action === 'escalate' ? 'need' : step.action === 'approve' ? 'done' : 'past',
        }))}
      />
      {me.isStarter ? (
        <p>
          <ButtonLink href="/petitions/mine">{t('Kiến nghị của tôi')}</ButtonLink>
        </p>
      ) : null}
    </Part>
  );
}
