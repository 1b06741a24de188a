// Trying a change before it is made: the question as a sentence with gaps, the answer as fifty futures drawn, the model's past errors beside it.
import { useMutation, useQuery } from '@tanstack/react-query';
import { askJson, type DeskContext, newKey, numberWords, sendJson } from '@city/ui/desk';
import { BusyButton, Button, ErrorState, LoadingState } from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import { useState } from 'react';
import type { BodyRef } from '../contract.ts';
import { askBodies, keys } from '../desk/api.ts';
import { problemWords } from '../desk/problem-words.ts';
import { limits } from '../limits.ts';
import type { WhatIfOffice, WhatIfRequest, WhatIfView } from '../whatif/what-if-schemas.ts';
import '../desk/reports-desk.css';
import './leading.css';
import { FuturesAnswer } from './what-if-answer.tsx';

const url = '/api/feedback/what-if';

export function Screen(desk: DeskContext) {
  const { t, href, navigate } = desk;
  const id = new URL(href, 'http://desk').searchParams.get('run');
  const ask = useMutation({
    mutationFn: (request: WhatIfRequest) =>
      sendJson<{ id: string }>(url, request, { 'idempotency-key': newKey() }),
    onSuccess: (made) => navigate(`/desk/reports/what-if?run=${made.id}`),
  });
  const run = useQuery({
    queryKey: ['reports', 'what-if', id],
    queryFn: ({ signal }) => askJson<WhatIfView>(`${url}/${id}`, { signal }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? 700 : false),
  });
  return (
    <Panes layout="one">
      <main className="whatif">
        <h1>{t('Thử trước')}</h1>
        <p className="muted">{t('Mô phỏng bằng lịch sử của chính cơ quan. Không đổi gì trong việc thật.')}</p>
        <Question desk={desk} isBusy={ask.isPending} onAsk={(request) => ask.mutate(request)} />
        {ask.isError && (
          <p className="act-problem" role="alert">
            {problemWords(ask.error, t)}
          </p>
        )}
        {run.isError && (
          <ErrorState title={t('Chưa lấy được kết quả')}>{problemWords(run.error, t)}</ErrorState>
        )}
        {run.data && <Run desk={desk} run={run.data} />}
      </main>
    </Panes>
  );
}

function Run({ desk, run }: { desk: DeskContext; run: WhatIfView }) {
  const { t, lang } = desk;
  if (run.state === 'failed')
    return <ErrorState title={t('Chưa tính được')}>{run.problem?.[lang] ?? ''}</ErrorState>;
  if (!run.answer)
    return (
      <div role="status">
        <progress className="whatif-progress" max={run.of} value={run.done} aria-label={t('Đang chạy thử')} />
        <LoadingState
          waitingFor={t('Đang chạy {done} trên {of} tương lai.', { done: run.done, of: run.of })}
        />
      </div>
    );
  return <FuturesAnswer desk={desk} run={run} answer={run.answer} />;
}

type QuestionProps = { desk: DeskContext; isBusy: boolean; onAsk: (request: WhatIfRequest) => void };
type Draft = {
  officers: string;
  more: string;
  times: string;
  days: string;
  other: string;
  otherOfficers: string;
};

function Question({ desk, isBusy, onAsk }: QuestionProps) {
  const { t, lang, me } = desk;
  const [body, setBody] = useState(me.post.body);
  const [draft, setDraft] = useState<Draft>({
    officers: '',
    more: '2',
    times: '0',
    days: '3',
    other: '',
    otherOfficers: '2',
  });
  const { bodies, office } = useOffices(body);
  const officers = draft.officers || String(Math.max(1, office.data?.officersSeen ?? 1));
  const set = (name: keyof Draft) => (value: string) => setDraft({ ...draft, [name]: value });
  const names = bodies.data ?? [];
  const isReady = office.data?.isEnough === true;
  return (
    <form
      className="whatif-ask"
      onSubmit={(event) => {
        event.preventDefault();
        onAsk(requestOf(body, officers, draft));
      }}
    >
      <p>
        {t('Ở')}{' '}
        <Pick
          label={t('Cơ quan')}
          value={body}
          onChange={setBody}
          options={names.map(({ code, short }) => [code, short[lang]])}
        />{' '}
        {t('hiện có')}{' '}
        <Amount
          label={t('Số người đang làm')}
          value={officers}
          min={1}
          max={limits.whatIfOfficersMax}
          onChange={set('officers')}
        />{' '}
        {t('người làm.')}
      </p>
      <Changes t={t} lang={lang} draft={draft} set={set} others={names.filter(({ code }) => code !== body)} />
      {office.data && !office.data.isEnough && (
        <p className="act-problem">
          {t('Lịch sử còn ngắn: {reports} việc trong {days} ngày, chưa thử được.', {
            reports: numberWords(office.data.reports, lang),
            days: numberWords(office.data.days, lang),
          })}
        </p>
      )}
      {office.isError && <p className="act-problem">{problemWords(office.error, t)}</p>}
      {isBusy ? (
        <BusyButton>{t('Đang gửi…')}</BusyButton>
      ) : (
        <Button look="primary" disabled={!isReady}>
          {t('Thử')}
        </Button>
      )}
    </form>
  );
}

function requestOf(body: string, officers: string, draft: Draft): WhatIfRequest {
  return {
    body,
    officers: Number(officers),
    moreOfficers: Number(draft.more),
    ...(Number(draft.times) > 0 ? { wave: { times: Number(draft.times), days: Number(draft.days) } } : {}),
    ...(draft.other === '' ? {} : { merge: { body: draft.other, officers: Number(draft.otherOfficers) } }),
  };
}

/** The bodies of the city, and what is known of the chosen one. */
function useOffices(body: string) {
  const bodies = useQuery({
    queryKey: keys.bodies,
    queryFn: ({ signal }) => askBodies(signal),
    staleTime: Infinity,
  });
  const office = useQuery({
    queryKey: ['reports', 'what-if-office', body],
    queryFn: ({ signal }) =>
      askJson<WhatIfOffice>(`${url}/office?body=${encodeURIComponent(body)}`, { signal }),
    staleTime: 60_000,
    retry: false,
  });
  return { bodies, office };
}

type ChangesProps = {
  t: DeskContext['t'];
  lang: 'vi' | 'en';
  draft: Draft;
  set: (name: keyof Draft) => (value: string) => void;
  others: readonly BodyRef[];
};

/** The typhoon and the joined queue. */
function Changes({ t, lang, draft, set, others }: ChangesProps) {
  return (
    <>
      <p>
        {t('Nếu thêm')}{' '}
        <Amount
          label={t('Thêm số người, số âm là bớt')}
          value={draft.more}
          min={-20}
          max={20}
          onChange={set('more')}
        />{' '}
        {t('người,')}
      </p>
      <p>
        {t('và có bão mang thêm')}{' '}
        <Pick
          label={t('Bão mang thêm bao nhiêu việc')}
          value={draft.times}
          onChange={set('times')}
          options={[0, 1, 2, 3, 5, 10].map((times) => [
            String(times),
            times === 0 ? t('không việc nào') : t('{times} lần số việc thường ngày', { times }),
          ])}
        />{' '}
        {Number(draft.times) > 0 && (
          <>
            {t('trong')}{' '}
            <Amount
              label={t('Số ngày bão')}
              value={draft.days}
              min={1}
              max={limits.whatIfWaveDaysMax}
              onChange={set('days')}
            />{' '}
            {t('ngày')}
          </>
        )}
        ,
      </p>
      <p>
        {t('và gộp hàng đợi với')}{' '}
        <Pick
          label={t('Gộp với cơ quan')}
          value={draft.other}
          onChange={set('other')}
          options={[
            ['', t('không cơ quan nào')],
            ...others.map(({ code, short }) => [code, short[lang]] as const),
          ]}
        />
        {draft.other !== '' && (
          <>
            {' '}
            {t('có')}{' '}
            <Amount
              label={t('Số người của cơ quan kia')}
              value={draft.otherOfficers}
              min={1}
              max={limits.whatIfOfficersMax}
              onChange={set('otherOfficers')}
            />{' '}
            {t('người')}
          </>
        )}
        {t(', thì bốn tuần tới ra sao?')}
      </p>
    </>
  );
}

type GapProps = { label: string; value: string; onChange: (value: string) => void };

function Pick({
  label,
  value,
  onChange,
  options,
}: GapProps & { options: readonly (readonly [string, string])[] }) {
  return (
    <select
      className="gap"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {options.map(([code, name]) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  );
}

function Amount({ label, value, min, max, onChange }: GapProps & { min: number; max: number }) {
  return (
    <input
      className="gap gap-number"
      type="number"
      aria-label={label}
      required
      min={min}
      max={max}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
