// One draft as the reporter will read it: what was asked, before and after, the answer as a letter; Y publishes, S sends it back, E mends it.
import { useQuery } from '@tanstack/react-query';
import { type DeskContext, momentWords } from '@city/ui/desk';
import { Button, ErrorState, LoadingState, MissingPhoto, StateTag, TextArea } from '@city/ui/parts';
import { Checks, DetailPane, KeyHint, useKeys } from '@city/ui/staff';
import { useState } from 'react';
import type { DeskView } from '../contract.ts';
import { askReport, keys } from '../desk/api.ts';
import { checkAnswer } from '../desk/answer-checks.ts';
import { DecideRequests } from '../desk/handling/decide-requests.tsx';
import { problemWords } from '../desk/problem-words.ts';
import { stateName } from '../desk/state-words.ts';
import { useStep } from '../desk/use-step.ts';
import { useWide } from '../desk/wide.ts';
import { limits } from '../limits.ts';

type SheetProps = {
  desk: DeskContext;
  code: string;
  place: string | undefined;
  backHref: string;
  /** After a decision: the next draft. */
  onDecided: () => void;
};

export function DraftSheet({ desk, code, place, backHref, onDecided }: SheetProps) {
  const { t, lang } = desk;
  const wide = useWide();
  const report = useQuery({
    queryKey: keys.one(code),
    queryFn: ({ signal }) => askReport(code, signal),
    staleTime: 5_000,
    refetchOnWindowFocus: false,
  });
  const view = report.data;
  return (
    <DetailPane
      title={view?.title[lang] ?? code}
      place={place}
      kicker={
        <>
          {!wide && <h1 className="vh">{t('Đọc và duyệt')}</h1>}
          <a className="det-back" href={backHref}>
            ‹ {t('Danh sách')}
          </a>
          {view && (
            <StateTag t={t} step={view.step as 1 | 2 | 3 | 4 | 5} size={22} name={stateName(view.state, t)} />
          )}
          <span className="num">{code}</span>
        </>
      }
    >
      {report.isPending && <LoadingState waitingFor={t('Đang chờ bản thảo.')} />}
      {report.isError && !view && (
        <ErrorState title={t('Chưa mở được việc này')}>{problemWords(report.error, t)}</ErrorState>
      )}
      {view && (
        <Sheet
          key={view.version}
          desk={desk}
          view={view}
          onDecided={onDecided}
          onStale={() => void report.refetch()}
        />
      )}
    </DetailPane>
  );
}

type BodyProps = { desk: DeskContext; view: DeskView; onDecided: () => void; onStale: () => void };

function Sheet({ desk, view, onDecided, onStale }: BodyProps) {
  const { t, lang } = desk;
  const step = useStep(view, { onDone: onDecided, onProblem: onStale });
  const waiting = view.handling.requests.filter(({ decidedAt }) => decidedAt === null);
  const draft = waiting.find(({ kind }) => kind === 'answer');
  return (
    <div className="sheet">
      <section aria-label={t('Người dân hỏi')}>
        <p className="muted">
          {t('{place} · gửi {at}', {
            place: [view.address, view.unit.name].filter(Boolean).join(', '),
            at: momentWords(new Date(view.filedAt), lang, 'short'),
          })}
        </p>
        <blockquote>“{view.wordsUnmasked}”</blockquote>
      </section>
      <Pictures desk={desk} view={view} draft={draft} />
      {draft ? (
        <Letter desk={desk} view={view} draft={draft} step={step} />
      ) : (
        <DecideRequests desk={desk} view={view} step={step} />
      )}
      {step.failed && (
        <p className="act-problem" role="alert">
          {problemWords(step.failed.error, t)}
        </p>
      )}
    </div>
  );
}

type Draft = DeskView['handling']['requests'][number];

/** Before on the left, after on the right; a missing one says so. */
function Pictures({
  desk: { t },
  view,
  draft,
}: {
  desk: DeskContext;
  view: DeskView;
  draft: Draft | undefined;
}) {
  const before = view.photos.find(({ role }) => role === 'before');
  const after = draft?.photos ?? [];
  const path = `/api/desk/reports/${encodeURIComponent(view.trackingCode)}/draft-photos/`;
  return (
    <div className="sheet-two">
      <figure>
        {before ? (
          <img src={before.mediumUrl} alt={t('Ảnh người dân gửi')} />
        ) : (
          <MissingPhoto>{t('Người gửi không kèm ảnh')}</MissingPhoto>
        )}
        <figcaption>{t('Trước')}</figcaption>
      </figure>
      <figure>
        {after[0] ? (
          <img src={path + after[0].id} alt={t('Ảnh sau khi làm {at}', { at: 1 })} />
        ) : (
          <MissingPhoto>{t('Bản thảo không kèm ảnh')}</MissingPhoto>
        )}
        <figcaption>
          {after.length > 1 ? t('Sau, 1 trong {count} ảnh', { count: after.length }) : t('Sau')}
        </figcaption>
      </figure>
    </div>
  );
}

type LetterProps = { desk: DeskContext; view: DeskView; draft: Draft; step: ReturnType<typeof useStep> };

function Letter({ desk, view, draft, step }: LetterProps) {
  const { t } = desk;
  const [words, setWords] = useState<string | null>(null);
  const [back, setBack] = useState<string | null>(null);
  const text = words ?? draft.words ?? '';
  const checks = checkAnswer(text, draft.photos.length, t);
  const stops = checks.some((check) => check.stops);
  const mayDecide = view.actions.includes('resolve') && !draft.isOwn;
  const publish = () => {
    if (!mayDecide || stops || step.busy !== null) return;
    void step.take({
      verb: 'approve',
      ...(words === null || words.trim() === draft.words ? {} : { words: words.trim() }),
    });
  };
  const sendBack = () => {
    if (back === null) setBack('');
    else if (back.trim().length > 2) void step.take({ verb: 'send-back', words: back.trim() });
    requestAnimationFrame(() => document.getElementById('sheet-back')?.focus());
  };
  const mend = () => {
    setWords(text);
    requestAnimationFrame(() => document.getElementById('sheet-words')?.focus());
  };
  useKeys(
    mayDecide
      ? [
          { keys: 'y', name: t('duyệt'), run: publish },
          { keys: 's', name: t('trả về'), run: sendBack },
          { keys: 'e', name: t('sửa'), run: mend },
        ]
      : [],
  );
  return (
    <section className="letter" aria-label={t('Thư trả lời')}>
      <LetterHead desk={desk} view={view} draft={draft} />
      {words === null ? (
        <p className="letter-words">{text}</p>
      ) : (
        <TextArea
          t={t}
          id="sheet-words"
          name="words"
          label={t('Sửa trả lời')}
          rows={6}
          value={words}
          maxLength={limits.answerMax}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <Checks label={t('Trước khi công khai')} checks={checks} />
      {!mayDecide && <p className="muted">{t('Người đề nghị không tự duyệt. Chờ lãnh đạo quyết định.')}</p>}
      {mayDecide && (
        <LetterActs
          t={t}
          step={step}
          stops={stops}
          isMending={words !== null}
          isSendingBack={back !== null}
          onPublish={publish}
          onSendBack={sendBack}
          onMend={mend}
        />
      )}
      {back !== null && (
        <SendBack t={t} words={back} isBusy={step.busy !== null} onWords={setBack} onSend={sendBack} />
      )}
    </section>
  );
}

type SendBackProps = {
  t: DeskContext['t'];
  words: string;
  isBusy: boolean;
  onWords: (words: string) => void;
  onSend: () => void;
};

function SendBack({ t, words, isBusy, onWords, onSend }: SendBackProps) {
  return (
    <div className="letter-back">
      <TextArea
        t={t}
        id="sheet-back"
        name="back"
        label={t('Cần sửa gì')}
        hint={t('Chỉ cơ quan đọc được.')}
        rows={3}
        value={words}
        maxLength={limits.reasonMax}
        onChange={(event) => onWords(event.target.value)}
        onKeyDown={(event) => (event.ctrlKey || event.metaKey) && event.key === 'Enter' && onSend()}
      />
      <Button type="button" size="sm" disabled={words.trim().length < 3 || isBusy} onClick={onSend}>
        {t('Trả về cho cán bộ')} <KeyHint keys="Ctrl+Enter" />
      </Button>
    </div>
  );
}

type LetterActsProps = {
  t: DeskContext['t'];
  step: ReturnType<typeof useStep>;
  stops: boolean;
  isMending: boolean;
  isSendingBack: boolean;
  onPublish: () => void;
  onSendBack: () => void;
  onMend: () => void;
};

function LetterActs({
  t,
  step,
  stops,
  isMending,
  isSendingBack,
  onPublish,
  onSendBack,
  onMend,
}: LetterActsProps) {
  return (
    <div className="letter-acts">
      <Button type="button" look="primary" disabled={stops || step.busy !== null} onClick={onPublish}>
        {step.busy === 'approve' ? t('Đang ghi…') : t('Duyệt và công khai')} <KeyHint keys="y" />
      </Button>
      <Button type="button" disabled={step.busy !== null} onClick={onSendBack} aria-expanded={isSendingBack}>
        {t('Trả về để sửa')} <KeyHint keys="s" />
      </Button>
      <Button type="button" onClick={onMend} disabled={isMending}>
        {t('Sửa')} <KeyHint keys="e" />
      </Button>
    </div>
  );
}

function LetterHead({ desk: { t, lang }, view, draft }: Omit<LetterProps, 'step'>) {
  return (
    <header>
      <b>{view.body.name[lang]}</b>
      <span className="muted">
        {t('{who} trình lúc {at}', {
          who: draft.askedBy,
          at: momentWords(new Date(draft.askedAt), lang, 'short'),
        })}
      </span>
    </header>
  );
}
