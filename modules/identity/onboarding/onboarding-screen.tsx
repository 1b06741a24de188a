// Two officers help somebody to an account: write down, confirm the telephone, let a colleague confirm, print the codes.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Translate } from '@city/kernel/text';
import { askJson, type DeskContext, momentWords, sendJson } from '@city/ui/desk';
import { Banner, EmptyState, ErrorState, LoadingState } from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import { useState } from 'react';
import './onboarding.css';
import { OnboardingForm } from './onboarding-form.tsx';
import type { OnboardingList, OnboardingView, PrintedCodes } from './onboarding-schemas.ts';
import { PrintPage } from './print-page.tsx';
import { problemOf } from './problem-words.ts';
import { WaitingOne } from './waiting-one.tsx';

const base = '/api/desk/onboardings';
const queryKey = ['identity', 'onboardings'];

export function Screen(desk: DeskContext) {
  const { t } = desk;
  const queries = useQueryClient();
  const list = useQuery({
    queryKey,
    queryFn: ({ signal }) => askJson<OnboardingList>(base, { signal }),
    refetchInterval: 10_000,
    retry: false,
  });
  const [printed, setPrinted] = useState<PrintedCodes | null>(null);
  const act = useMutation({
    mutationFn: ({ id, what, body }: { id: string; what: string; body: object }) =>
      sendJson<PrintedCodes | object>(`${base}/${id}/${what}`, body),
    onSuccess: (answer) => {
      if ('codes' in answer) setPrinted(answer);
    },
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  if (printed)
    return (
      <Panes layout="one">
        <PrintPage desk={desk} printed={printed} onDone={() => setPrinted(null)} />
      </Panes>
    );
  return (
    <Panes layout="one">
      <main className="onboarding">
        <h1>{t('Giúp mở tài khoản')}</h1>
        <p className="hint">
          {t(
            'Dành cho người không có điện thoại thông minh. Một cán bộ ghi theo thẻ căn cước, cán bộ thứ hai nhìn người và thẻ rồi xác nhận.',
          )}
        </p>
        {list.isPending && <LoadingState waitingFor={t('Đang lấy danh sách.')} />}
        {list.isError && (
          <ErrorState title={t('Chưa lấy được danh sách')}>{problemOf(list.error, t)}</ErrorState>
        )}
        {act.isError && (
          <Banner tone="need" title={t('Chưa làm được')}>
            <p role="alert">{problemOf(act.error, t)}</p>
          </Banner>
        )}
        {list.data && (
          <>
            <Waiting
              desk={desk}
              items={list.data.items}
              isBusy={act.isPending}
              onAct={(id, what, body) => act.mutate({ id, what, body })}
            />
            <OnboardingForm
              desk={desk}
              onOpened={() => queries.invalidateQueries({ queryKey })}
              minutes={list.data.confirmWithinMinutes}
            />
            <Ended desk={desk} items={list.data.items} />
          </>
        )}
      </main>
    </Panes>
  );
}

interface WaitingProps {
  readonly desk: DeskContext;
  readonly items: readonly OnboardingView[];
  readonly isBusy: boolean;
  readonly onAct: (id: string, what: string, body: object) => void;
}

function Waiting({ desk, items, isBusy, onAct }: WaitingProps) {
  const { t } = desk;
  const open = items.filter(({ state }) => state === 'open');
  return (
    <section>
      <h2>{t('Đang chờ xác nhận')}</h2>
      {open.length === 0 && (
        <EmptyState icon="done" title={t('Không ai đang chờ')}>
          {t('Lượt đồng nghiệp vừa ghi sẽ hiện ở đây để bạn xác nhận.')}
        </EmptyState>
      )}
      {open.map((one) => (
        <WaitingOne
          key={one.id}
          desk={desk}
          one={one}
          isBusy={isBusy}
          onAct={(what, body) => onAct(one.id, what, body)}
        />
      ))}
    </section>
  );
}

function Ended({ desk: { t, lang }, items }: { desk: DeskContext; items: readonly OnboardingView[] }) {
  const ended = items.filter(({ state }) => state !== 'open').slice(0, 10);
  if (ended.length === 0) return null;
  return (
    <section>
      <h2>{t('Vừa xong')}</h2>
      <ul className="onboarding-ended">
        {ended.map((one) => (
          <li key={one.id}>
            <b>{stateWords(one.state, t)}</b> ·{' '}
            {momentWords(new Date(one.endedAt ?? one.until), lang, 'short')} · {one.openedPost}
            {one.endedPost ? ` · ${one.endedPost}` : ''}
            {one.reason ? ` · ${one.reason}` : ''}
          </li>
        ))}
      </ul>
    </section>
  );
}

function stateWords(state: OnboardingView['state'], t: Translate): string {
  switch (state) {
    case 'open':
      return t('Đang chờ xác nhận');
    case 'confirmed':
      return t('Đã xác nhận');
    case 'refused':
      return t('Không xác nhận');
    case 'withdrawn':
      return t('Đã rút lại');
    case 'lapsed':
      return t('Quá giờ, đã tự hủy');
  }
}
