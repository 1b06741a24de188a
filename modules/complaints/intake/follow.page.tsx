// A matter as its person sees it: where it stands and by when, what they may do, the story, who looked at their name.
import type { Bilingual } from '@city/kernel/errors';
import type { Translate } from '@city/kernel/text';
import { daysBetween, formatDate, formatDateTime, localDate } from '@city/kernel/time';
import { Banner, Button, DataList, TextArea, Timeline, type TimelineItem } from '@city/ui/parts';
import { CityForm, PageHeading, Part } from '@city/ui/people';
import type { IdentityRead } from '../cases/identity.access.ts';
import { actionName, stateName } from '../cases/state-words.ts';
import { isPaused, type MatterAction } from '../cases/states.ts';
import type { Content, MatterRow } from '../cases/tables.ts';
import type { StoryEntry } from '../contract.ts';
import { limits } from '../limits.ts';

export interface FollowPageProps {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly now: Date;
  readonly matter: MatterRow;
  readonly body: Bilingual;
  readonly content: Content;
  readonly actions: readonly MatterAction[];
  readonly story: readonly StoryEntry[];
  readonly reads: readonly (IdentityRead & { readonly body: Bilingual })[];
  /** The key of the own link, when it was opened by it. */
  readonly linkKey: string | undefined;
  readonly problem: string | undefined;
  readonly words: string;
}

export function FollowPage(props: FollowPageProps) {
  const { t, lang, matter, body, content, story, reads } = props;
  const kind = matter.kind === 'khieu_nai' ? t('Khiếu nại') : t('Tố cáo');
  return (
    <div className="form petition">
      <PageHeading title={content.subject} sub={`${kind} · ${matter.code} · ${body[lang]}`} />
      <Standing {...props} />
      {props.problem !== undefined && <Banner tone="need" role="alert" title={props.problem} />}
      <Acts {...props} urgent />
      <Part title={t('Diễn biến')}>
        <Timeline label={t('Diễn biến')} items={story.map((entry) => itemOf(entry, props)).toReversed()} />
      </Part>
      <Part title={t('Đơn của bạn')}>
        <DataList
          items={[
            { name: t('Nội dung'), value: content.words },
            { name: t('Đề nghị'), value: content.request },
            { name: t('Ảnh kèm theo'), value: String(matter.evidence_n) },
          ].filter(({ value }) => value !== '')}
        />
      </Part>
      {!matter.is_anonymous && (
        <Part title={t('Ai đã xem tên bạn')}>
          {reads.length === 0 ? (
            <p>{t('Chưa ai mở. Ai mở phải ghi lý do, và sẽ hiện ở đây.')}</p>
          ) : (
            <ul className="petition-reads">
              {reads.map((read) => (
                <li key={read.at.toISOString()}>
                  {formatDateTime(read.at, lang, 'table')}, {read.title}, {read.body[lang]}: “{read.purpose}”
                </li>
              ))}
            </ul>
          )}
        </Part>
      )}
      <Acts {...props} urgent={false} />
    </div>
  );
}

/** Where it stands, and the day by which something must happen. */
function Standing({ t, lang, now, matter }: FollowPageProps) {
  const state = stateName(matter.state, t);
  const title = t('Hiện nay: {state}', { state });
  const { due_at: due, effect_at: effect } = matter;
  if (matter.state === 'information')
    return (
      <Banner title={title}>
        <p>{t('Luật không coi đơn không tên là tố cáo, nên không có hạn trả lời.')}</p>
      </Banner>
    );
  if (isPaused(matter.state))
    return (
      <Banner tone="soon" title={title}>
        <p>{t('Đồng hồ tạm dừng.')}</p>
      </Banner>
    );
  if (due === null)
    return (
      <Banner tone="done" title={title}>
        {effect !== null && matter.state === 'decided' && (
          <p>{t('Quyết định có hiệu lực sau {day}.', { day: formatDate(effect, lang) })}</p>
        )}
      </Banner>
    );
  const days = daysBetween(localDate(now), localDate(due));
  const isLate = now > due;
  const what = matter.accepted_at === null ? t('Báo thụ lý hay không') : t('Giải quyết xong');
  return (
    <Banner tone={isLate ? 'need' : 'info'} title={title}>
      <p>
        {t('{what} chậm nhất hết {day}.', { what, day: formatDate(due, lang) })}{' '}
        <b>{isLate ? t('Đã quá hạn {days} ngày.', { days: -days }) : t('Còn {days} ngày.', { days })}</b>
      </p>
      {isLate && matter.kind === 'khieu_nai' && matter.accepted_at !== null && matter.round === 1 && (
        <p>
          <a href="/complaints/about?kind=khieu_nai">{t('Quá hạn thì bạn có quyền khiếu nại lần hai.')}</a>
        </p>
      )}
    </Banner>
  );
}

/** What is asked of the person stands high; ways out of the matter stand last. */
function Acts(props: FollowPageProps & { readonly urgent: boolean }) {
  const { t, urgent } = props;
  const actions = props.actions.filter((action) => (action === 'supplement') === urgent);
  return (
    <>
      {actions.includes('supplement') && (
        <Act
          {...props}
          verb="supplement"
          title={t('Bổ sung theo yêu cầu')}
          send={t('Gửi bổ sung')}
          withWords
        />
      )}
      {actions.includes('ask_withdrawal') && (
        <Act
          {...props}
          verb="ask_withdrawal"
          title={t('Đề nghị rút tố cáo')}
          send={t('Gửi đề nghị rút')}
          withWords
        />
      )}
      {actions.includes('withdraw') && (
        <Act {...props} verb="withdraw" title={t('Rút đơn')} send={t('Rút đơn')} withWords={false} />
      )}
    </>
  );
}

type ActProps = FollowPageProps & {
  readonly verb: MatterAction;
  readonly title: string;
  readonly send: string;
  readonly withWords: boolean;
};

/** What is asked of the person stands open; the rest opens when wanted. */
function Act({ t, matter, linkKey, problem, words, verb, title, send, withWords }: ActProps) {
  return (
    <details className="petition-act" open={verb === 'supplement' || (problem !== undefined && withWords)}>
      <summary>{title}</summary>
      <CityForm action={`/complaints/follow/${matter.code}`}>
        <input type="hidden" name="verb" value={verb} />
        {linkKey !== undefined && <input type="hidden" name="key" value={linkKey} />}
        {withWords && (
          <TextArea
            t={t}
            id={`words-${verb}`}
            name="words"
            rows={4}
            label={verb === 'supplement' ? t('Nội dung bổ sung') : t('Lý do')}
            maxLength={limits.answerMax}
            defaultValue={words}
          />
        )}
        {verb === 'withdraw' && <p>{t('Rút rồi thì hồ sơ kết thúc. Muốn xem lại thì phải gửi đơn mới.')}</p>}
        <Button look={verb === 'supplement' ? 'primary' : 'second'}>{send}</Button>
      </CityForm>
    </details>
  );
}

function itemOf(entry: StoryEntry, { t, lang, story, matter }: FollowPageProps): TimelineItem {
  const at = new Date(entry.at);
  const isLast = entry.seq === story.length;
  return {
    key: String(entry.seq),
    time: formatDateTime(at, lang, 'table'),
    dateTime: entry.at,
    title: actionName(entry.action, t),
    icon: entry.actor === 'person' ? 'send' : 'office',
    kind: isLast && matter.closed_at === null ? 'now' : 'done',
    ...(entry.words === null ? {} : { text: entry.words }),
  };
}
