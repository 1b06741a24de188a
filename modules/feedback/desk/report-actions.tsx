// What an officer may do with a report now: the next step first, the answer, then the ways to somebody else.
import { ApiProblem, type DeskContext, momentWords } from '@city/ui/desk';
import { Banner, Button } from '@city/ui/parts';
import { ActionPane, KeyHint, TabSet, useKeys } from '@city/ui/staff';
import { type RefObject, useRef, useState } from 'react';
import type { DeskView, ReportView } from '../contract.ts';
import type { Step } from './api.ts';
import { AnswerForm } from './answer-form.tsx';
import { HandOver } from './hand-over.tsx';
import { AlikeReports, FollowsMaster } from './handling/alike-reports.tsx';
import { DecideRequests } from './handling/decide-requests.tsx';
import { MoreWays } from './handling/more-ways.tsx';
import { WaitingPanel } from './handling/waiting-panel.tsx';
import { fieldProblem, problemWords } from './problem-words.ts';
import { ReasonForm } from './reason-form.tsx';
import { stateName } from './state-words.ts';
import { type TakeStep, useStep } from './use-step.ts';

export type ReportActionsProps = {
  desk: DeskContext;
  view: DeskView;
  onDone: (after: ReportView) => void;
  onProblem: (error: unknown) => void;
  onBack: () => void;
};

type Tab = 'answer' | 'close' | 'reopen';
type Refusal = 'return' | 'reject';

export function ReportActions({ desk, view, onDone, onProblem, onBack }: ReportActionsProps) {
  const { t, announce } = desk;
  const [done, setDone] = useState<Step['verb'] | null>(null);
  const pane = useRef<HTMLDivElement>(null);
  const step = useStep(view, {
    onDone: (after, taken) => {
      setDone(taken.verb);
      announce(doneWords(taken, t));
      onDone(after);
    },
    onProblem,
  });
  const tabs = tabsOf(view, t);
  const [chosen, setChosen] = useState<Tab>('answer');
  const tab = tabs.find(({ id }) => id === chosen)?.id ?? tabs[0]?.id;
  useActionKeys(pane, tab === 'answer', t);
  return (
    <ActionPane label={t('Xử lý')}>
      <div ref={pane} className="act">
        <h2 className="vh">{t('Xử lý')}</h2>
        <button type="button" className="det-back" onClick={onBack}>
          ‹ {t('Nội dung việc')}
        </button>
        {done !== null && step.failed === null && (
          <p className="act-done" role="status">
            {t('Đã ghi. Việc đang ở bước: {state}', { state: stateName(view.state, t) })}
          </p>
        )}
        {step.failed !== null && !isFieldOnly(step.failed.error) && (
          <Failed t={t} error={step.failed.error} />
        )}
        <NextSteps desk={desk} view={view} take={step.take} busy={step.busy} />
        <FollowsMaster desk={desk} view={view} step={step} />
        <WaitingPanel desk={desk} view={view} step={step} />
        <DecideRequests key={`decide-${view.version}`} desk={desk} view={view} step={step} />
        {tab === 'answer' && <AnswerForm key={view.trackingCode} desk={desk} view={view} step={step} />}
        {tab && tab !== 'answer' && (
          <TabSet label={t('Cách xử lý')} tabs={tabs} current={tab} onChange={(id) => setChosen(id as Tab)}>
            {tab === 'close' ? (
              <CloseForm desk={desk} take={step.take} isBusy={step.busy === 'close'} />
            ) : (
              <ReasonForm desk={desk} verb="reopen" step={step} />
            )}
          </TabSet>
        )}
        <MoreWays key={`more-${view.version}`} desk={desk} view={view} step={step} />
        <AlikeReports desk={desk} view={view} step={step} />
        {view.actions.includes('hand_over') && <HandOver desk={desk} view={view} step={step} />}
        <Refusals key={view.version} desk={desk} view={view} step={step} />
        {!view.actions.some((action) => action !== 'rate') && <NothingToDo desk={desk} view={view} />}
      </div>
    </ActionPane>
  );
}

/** T goes to the words of the answer, Escape back to the list. */
function useActionKeys(pane: RefObject<HTMLElement | null>, canAnswer: boolean, t: DeskContext['t']): void {
  const answer = {
    keys: 't',
    name: t('trả lời'),
    run: () => pane.current?.querySelector('textarea')?.focus(),
  };
  useKeys([
    ...(canAnswer ? [answer] : []),
    {
      keys: 'Escape',
      name: t('về danh sách'),
      quiet: true,
      whenTyping: true,
      run: () => document.querySelector<HTMLElement>('.inbox [role=listbox]')?.focus(),
    },
  ]);
}

function Failed({ t, error }: { t: DeskContext['t']; error: unknown }) {
  const isSignedOut = error instanceof ApiProblem && error.status === 401;
  return (
    <Banner tone="need" role="alert" title={problemWords(error, t)}>
      {isSignedOut && (
        <a
          href={`/sign-in?return_to=${encodeURIComponent(location.pathname + location.search)}`}
          target="_self"
        >
          {t('Đăng nhập')}
        </a>
      )}
    </Banner>
  );
}

function tabsOf({ actions }: DeskView, t: DeskContext['t']): { id: Tab; name: string }[] {
  const all: { id: Tab; name: string; action: DeskView['actions'][number] }[] = [
    { id: 'answer', name: t('Trả lời'), action: 'submit' },
    { id: 'close', name: t('Khép việc'), action: 'close' },
    { id: 'reopen', name: t('Xem lại'), action: 'reopen' },
  ];
  return all.filter(({ action }) => actions.includes(action));
}

const shownFields = ['words', 'reason', 'body', 'photos'];

/** A refusal that names a field stands beside the field. */
function isFieldOnly(error: unknown): boolean {
  return shownFields.some((field) => fieldProblem(error, field) !== undefined);
}

type NextProps = { desk: DeskContext; view: DeskView; take: TakeStep; busy: Step['verb'] | null };

/** Accept, take, start: one key each, no words needed. */
function NextSteps({ desk: { t, lang, me }, view, take, busy }: NextProps) {
  const { actions, handler } = view;
  const steps = [
    actions.includes('accept') && {
      keys: 'a',
      name: t('Tiếp nhận'),
      hint: t('tiếp nhận'),
      step: { verb: 'accept' } as const,
      primary: true,
    },
    actions.includes('assign') &&
      handler?.id !== me.id && {
        keys: 'g',
        name: t('Tôi nhận làm'),
        hint: t('nhận làm'),
        step: { verb: 'assign', me: true } as const,
        primary: false,
      },
    actions.includes('start') && {
      keys: 's',
      name: t('Bắt đầu làm'),
      hint: t('bắt đầu'),
      step: { verb: 'start' } as const,
      primary: false,
    },
  ].filter((one) => one !== false);
  useKeys(steps.map(({ keys, hint, step }) => ({ keys, name: hint, run: () => void take(step) })));
  if (steps.length === 0) return null;
  const acceptDue = actions.includes('accept') ? view.acceptDueAt : null;
  return (
    <div className="act-steps">
      {acceptDue !== null && (
        <p className="muted">
          {t('Hẹn tiếp nhận {due}', { due: momentWords(new Date(acceptDue), lang, 'short') })}
        </p>
      )}
      {steps.map(({ keys, name, step, primary }) => (
        <Button
          key={keys}
          type="button"
          look={primary ? 'primary' : 'second'}
          wide={primary}
          disabled={busy !== null}
          aria-keyshortcuts={keys}
          onClick={() => void take(step)}
        >
          {busy === step.verb ? t('Đang ghi…') : name} <KeyHint keys={keys} />
        </Button>
      ))}
    </div>
  );
}

/** Returning and rejecting: rarely wanted, so they open only when asked for. */
function Refusals({
  desk,
  view,
  step,
}: {
  desk: DeskContext;
  view: DeskView;
  step: ReturnType<typeof useStep>;
}) {
  const { t } = desk;
  const [chosen, setChosen] = useState<Refusal | null>(null);
  const all: { verb: Refusal; name: string }[] = [
    { verb: 'return', name: t('Trả lại') },
    { verb: 'reject', name: t('Từ chối') },
  ];
  const possible = all.filter(({ verb }) => view.actions.includes(verb));
  if (possible.length === 0) return null;
  return (
    <section className="refuse" aria-label={t('Không làm được việc này')}>
      <div className="btns">
        {possible.map(({ verb, name }) => (
          <Button
            key={verb}
            type="button"
            aria-expanded={chosen === verb}
            onClick={() => setChosen(chosen === verb ? null : verb)}
          >
            {name}
          </Button>
        ))}
      </div>
      {chosen && <ReasonForm key={chosen} desk={desk} verb={chosen} step={step} />}
    </section>
  );
}

function CloseForm({ desk: { t }, take, isBusy }: { desk: DeskContext; take: TakeStep; isBusy: boolean }) {
  return (
    <div className="act-form">
      <p className="muted">
        {t('Việc đã trả lời tự khép khi hết hạn xem lại. Chỉ khép sớm khi người dân đã nói là xong.')}
      </p>
      <Button
        type="button"
        look="primary"
        wide
        disabled={isBusy}
        onClick={() => void take({ verb: 'close' })}
      >
        {isBusy ? t('Đang ghi…') : t('Khép việc')}
      </Button>
    </div>
  );
}

function NothingToDo({ desk: { t, lang, me }, view }: { desk: DeskContext; view: DeskView }) {
  const elsewhere = view.body.code !== me.post.body;
  return (
    <p className="muted act-nothing">
      {elsewhere
        ? t('{body} đang giữ việc này. Bạn xem được, không làm thay được.', { body: view.body.name[lang] })
        : t('Không còn bước nào cho bạn: việc đang ở bước {state}.', { state: stateName(view.state, t) })}
    </p>
  );
}

function doneWords(step: Step, t: DeskContext['t']): string {
  switch (step.verb) {
    case 'accept':
      return t('Đã tiếp nhận');
    case 'assign':
      return 'me' in step ? t('Bạn đã nhận làm') : t('Đã chuyển cơ quan khác');
    case 'start':
      return t('Đã ghi là bắt đầu làm');
    case 'resolve':
      return t('Đã gửi trả lời');
    case 'return':
      return t('Đã trả lại điều phối viên');
    case 'reject':
      return t('Đã từ chối');
    case 'close':
      return t('Đã khép việc');
    case 'reopen':
      return t('Đã mở lại việc');
    case 'submit':
      return t('Đã trình lãnh đạo');
    case 'approve':
      return t('Đã duyệt và công khai');
    case 'merge':
      return t('Đã gộp; người gửi được báo khi việc chính có kết quả');
    case 'ask':
      return t('Đã gửi câu hỏi, đồng hồ tạm dừng');
    default:
      return t('Đã ghi');
  }
}
