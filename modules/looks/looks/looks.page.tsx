// The page "who looked at my data": what is odd first, then day by day, each with its proof and a way to ask.
import type { ReactNode } from 'react';
import {
  capitalise,
  formatDate,
  formatDateTime,
  formatNumber,
  formatTime,
  localDate,
} from '@city/kernel/time';
import { Banner, ButtonLink, EmptyState, Timeline } from '@city/ui/parts';
import { AsideNote, Chips, DayHeading, Links, OddCard, ProofLine } from '@city/ui/people';
import type { QuestionRow } from '../questions/question.store.ts';
import type { Look } from './look.ts';
import { oddWords, type Speaking, titleWords, whyWords } from './look-words.ts';

export interface LooksInput extends Speaking {
  readonly looks: readonly Look[];
  readonly questions: ReadonlyMap<string, QuestionRow>;
  readonly by: 'others' | 'all';
  /** Whole days shown, counted back from today. */
  readonly days: number;
  readonly isCut: boolean;
  /** Until when a question asked now is answered. */
  readonly dueAt: Date;
  /** A question has just been sent. */
  readonly asked: boolean;
}

const page = '/me/who-looked';

export function LooksPage(input: LooksInput) {
  const { t, lang, looks } = input;
  return (
    <div className="wrap read sec">
      <Intro {...input} />
      <Odd {...input} />
      {looks.length === 0 && (
        <EmptyState title={t('Chưa có ai xem dữ liệu của bạn')}>
          {t(
            'Khi một cán bộ xem thông tin của bạn, lần xem hiện ở đây trong vài giây: ai, lúc nào, để làm gì.',
          )}
        </EmptyState>
      )}
      <div data-island="who-looked" data-load="idle">
        {byDay(looks).map(([day, ofDay]) => (
          <section key={day}>
            <DayHeading>{capitalise(formatDate(day, lang))}</DayHeading>
            <Timeline size="large" items={ofDay.map((look) => itemOf(look, input))} />
          </section>
        ))}
      </div>
      {input.isCut && <p className="hint">{t('Còn nhiều lần nữa: tải toàn bộ nhật ký để xem hết.')}</p>}
      <TakeAlong t={t} lang={lang} />
    </div>
  );
}

function Intro({ t, looks, by, days, asked }: LooksInput) {
  const bodies = new Set(looks.flatMap(({ body }) => (body ? [body.code] : []))).size;
  return (
    <>
      <h1>{t('Ai đã xem dữ liệu của tôi')}</h1>
      <p className="lead">
        {t(
          '{days} ngày qua: {looks, plural, other {# lần}}, {bodies, plural, other {# cơ quan}}. Mỗi lần đều được ghi lại, không ai sửa được.',
          { days, looks: looks.length, bodies },
        )}
      </p>
      {asked && (
        <Banner tone="done" role="status" title={t('Đã gửi câu hỏi')}>
          <p>{t('Cơ quan đã xem sẽ trả lời ngay trên trang này.')}</p>
        </Banner>
      )}
      <Chips
        label={t('Xem những lần nào')}
        chips={[
          { href: page, name: t('Người khác xem'), current: by === 'others' },
          { href: `${page}?by=all`, name: t('Cả việc của tôi'), current: by === 'all' },
        ]}
      />
    </>
  );
}

/** At most three that are worth a second look and that the person has not asked about. */
function Odd(input: LooksInput) {
  const { t, lang } = input;
  const odd = input.looks.filter((look) => look.odd.length > 0 && !input.questions.has(look.id)).slice(0, 3);
  if (odd.length === 0) return null;
  return (
    <>
      <DayHeading>{t('Nên xem lại')}</DayHeading>
      {odd.map((look) => (
        <OddCard
          key={look.id}
          label={oddWords(look, input)}
          title={titleWords(look, input)}
          text={`${capitalise(formatDateTime(look.at, lang))} · ${look.matter ?? t('không có hồ sơ')}`}
        >
          {look.canAsk && (
            <>
              <ButtonLink href={`${page}/${look.id}/ask`} look="primary" wide>
                {t('Hỏi vì sao')}
              </ButtonLink>
              <p>{t('Hạn trả lời bạn: {when}', { when: formatDateTime(input.dueAt, lang) })}</p>
            </>
          )}
        </OddCard>
      ))}
    </>
  );
}

function TakeAlong({ t }: Speaking) {
  return (
    <div className="flow">
      <AsideNote icon="lock" title={t('Có lần xem chưa hiện ở đây không?')}>
        {t(
          'Lần vừa xong cần vài giây để vào sổ. Sổ được một bên độc lập chứng ký: xóa hay sửa một dòng là lộ ngay.',
        )}
      </AsideNote>
      <ButtonLink href="/me/who-looked.csv" look="second" wide>
        {t('Tải toàn bộ nhật ký (bảng tính)')}
      </ButtonLink>
      <ButtonLink href="/me/who-looked.json" look="plain" wide>
        {t('Tải nhật ký kèm bằng chứng')}
      </ButtonLink>
      <ButtonLink href="tel:1022" look="plain" wide>
        {t('Hỏi người phụ trách: 1022')}
      </ButtonLink>
    </div>
  );
}

function itemOf(look: Look, input: LooksInput) {
  const { t, lang } = input;
  const question = input.questions.get(look.id);
  return {
    key: look.id,
    time: formatTime(look.at),
    dateTime: look.at.toISOString(),
    title: titleWords(look, input),
    text: whyWords(look, input) || undefined,
    icon: look.by === 'you' ? ('person' as const) : ('office' as const),
    kind: look.odd.length > 0 && !question ? ('need' as const) : ('past' as const),
    children: (
      <>
        <div data-proof={look.leafIndex === null ? undefined : look.id}>
          <ProofLine>
            {look.leafIndex === null
              ? t('Vừa ghi, vài giây nữa có bằng chứng')
              : t('Có bằng chứng, dòng {line}', { line: formatNumber(look.leafIndex + 1, lang) })}
          </ProofLine>
        </div>
        {question && <Answer question={question} {...input} />}
        <Links>
          {look.leafIndex !== null && <a href={`${page}/${look.id}`}>{t('Xem bằng chứng')}</a>}
          {look.canAsk && !question && <a href={`${page}/${look.id}/ask`}>{t('Tôi thấy không đúng')}</a>}
        </Links>
      </>
    ),
  };
}

function Answer({ question, t, lang }: { question: QuestionRow } & Speaking): ReactNode {
  if (question.state === 'open')
    return (
      <Banner tone="soon" title={t('Bạn đã hỏi vì sao')}>
        <p>{t('Hạn trả lời bạn: {when}', { when: formatDateTime(question.due_at, lang) })}</p>
      </Banner>
    );
  return (
    <Banner
      tone={question.was_right ? 'done' : 'need'}
      title={
        question.was_right
          ? t('Cơ quan trả lời: xem đúng việc')
          : t('Cơ quan trả lời: lần xem này không đúng')
      }
    >
      <p>{question.answer}</p>
    </Banner>
  );
}

function byDay(looks: readonly Look[]): [string, Look[]][] {
  const days = new Map<string, Look[]>();
  for (const look of looks) {
    const day = localDate(look.at);
    days.set(day, [...(days.get(day) ?? []), look]);
  }
  return [...days];
}
