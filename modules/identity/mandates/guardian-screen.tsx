// Guardianship at the desk: what waits for the second officer, what the office recorded, the form to write one down, the way to end one.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Translate } from '@city/kernel/text';
import { askJson, dayWords, type DeskContext, sendJson } from '@city/ui/desk';
import { Button, EmptyState, ErrorState, LoadingState, Tag, TextInput } from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import { type FormEvent, useState } from 'react';
import { GuardianForm, problemOf } from './guardian-form.tsx';
import type { GuardianshipList, GuardianshipView } from './guardian-schemas.ts';
import '../posts/deputies.css';

const url = '/api/desk/mandates';
const queryKey = ['identity', 'guardianships'];

export function Screen(desk: DeskContext) {
  const { t } = desk;
  const [asked, setAsked] = useState('');
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: [...queryKey, asked],
    queryFn: ({ signal }) => askJson<GuardianshipList>(`${url}?q=${encodeURIComponent(asked)}`, { signal }),
    retry: false,
  });
  const again = () => queries.invalidateQueries({ queryKey });
  const items = found.data?.items ?? [];
  const waiting = items.filter(({ status }) => status === 'unconfirmed');
  const others = items.filter(({ status }) => status !== 'unconfirmed');
  return (
    <Panes layout="one">
      <main className="deputies">
        <h1>{t('Cha mẹ, giám hộ')}</h1>
        <p className="muted">
          {t('Mỗi lần xem và mỗi thay đổi được ghi lại; người trong giấy đọc được ai đã xem.')}
        </p>
        <Find t={t} onAsk={setAsked} />
        {found.isPending && <LoadingState waitingFor={t('Đang chờ danh sách.')} />}
        {found.isError && (
          <ErrorState title={t('Chưa lấy được danh sách')}>{problemOf(found.error, t)}</ErrorState>
        )}
        {waiting.length > 0 && (
          <Listed desk={desk} title={t('Chờ cán bộ thứ hai')} items={waiting} again={again} />
        )}
        {found.data && others.length === 0 && waiting.length === 0 && (
          <EmptyState icon="people" title={t('Chưa ghi quan hệ nào')}>
            {t('Ghi theo giấy khai sinh, quyết định giám hộ hoặc bản án; cán bộ thứ hai xác nhận.')}
          </EmptyState>
        )}
        {others.length > 0 && <Listed desk={desk} title={t('Đã ghi')} items={others} again={again} />}
        <GuardianForm desk={desk} today={found.data?.today ?? ''} onDone={again} />
      </main>
    </Panes>
  );
}

function Find({ t, onAsk }: { t: Translate; onAsk: (text: string) => void }) {
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onAsk(String(new FormData(event.currentTarget).get('q') ?? ''));
  };
  return (
    <form className="deputies-find" onSubmit={send} role="search" aria-label={t('Tìm giấy đã ghi')}>
      <TextInput t={t} id="guardian-q" name="q" type="search" label={t('Tìm theo tên hoặc số giấy')} />
      <Button icon="search">{t('Tìm')}</Button>
    </form>
  );
}

type ListedProps = {
  desk: DeskContext;
  title: string;
  items: readonly GuardianshipView[];
  again: () => Promise<void>;
};

function Listed({ desk, title, items, again }: ListedProps) {
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {items.map((one) => (
          <li key={one.id}>
            <One desk={desk} one={one} again={again} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function basisWords(one: GuardianshipView, t: Translate): string {
  const names = { guardian: one.guardian, ward: one.ward };
  if (one.basis === 'parent') return t('{guardian} là cha hoặc mẹ của {ward}', names);
  return t('{guardian} giám hộ {ward}', names);
}

function stateWords({ status }: GuardianshipView, t: Translate): string {
  if (status === 'unconfirmed') return t('Chờ xác nhận');
  if (status === 'active') return t('Đang có hiệu lực');
  return status === 'handed_over' ? t('Đã đủ 18 tuổi') : t('Đã chấm dứt');
}

function One({
  desk: { t, lang },
  one,
  again,
}: { desk: DeskContext } & Pick<ListedProps, 'again'> & { one: GuardianshipView }) {
  const confirm = useMutation({
    mutationFn: () => sendJson(`${url}/${one.id}/confirm`, {}),
    onSettled: again,
  });
  const isLive = one.status === 'active' || one.status === 'unconfirmed';
  return (
    <div className="guardianship">
      <p>
        <b>{basisWords(one, t)}</b>{' '}
        <Tag tone={one.status === 'active' ? 'done' : one.status === 'unconfirmed' ? 'soon' : 'plain'}>
          {stateWords(one, t)}
        </Tag>
      </p>
      <p className="muted">
        {t('Giấy {evidence}', { evidence: one.evidence })} · {dayWords(one.madeAt.slice(0, 10), lang)}
        {one.birthDate && ` · ${t('sinh {day}', { day: dayWords(one.birthDate, lang) })}`}
        {one.endedWhy && ` · ${one.endedWhy}`}
      </p>
      {one.mayConfirm && (
        <Button
          type="button"
          look="primary"
          size="sm"
          disabled={confirm.isPending}
          onClick={() => confirm.mutate()}
        >
          {t('Xác nhận đúng giấy')}
        </Button>
      )}
      {confirm.isError && (
        <p className="act-problem" role="alert">
          {problemOf(confirm.error, t)}
        </p>
      )}
      {isLive && <End t={t} one={one} again={again} />}
    </div>
  );
}

function End({ t, one, again }: { t: Translate; one: GuardianshipView; again: () => Promise<void> }) {
  const end = useMutation({
    mutationFn: (body: object) => sendJson(`${url}/${one.id}/end`, body),
    onSuccess: again,
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    end.mutate({ evidence: String(form.get('evidence') ?? ''), reason: String(form.get('reason') ?? '') });
  };
  return (
    <details>
      <summary>{t('Chấm dứt')}</summary>
      <form onSubmit={send}>
        <TextInput
          t={t}
          id={`end-${one.id}-evidence`}
          name="evidence"
          required
          minLength={2}
          maxLength={100}
          label={t('Số bản án, quyết định hoặc giấy chứng tử')}
        />
        <TextInput
          t={t}
          id={`end-${one.id}-reason`}
          name="reason"
          required
          minLength={2}
          maxLength={150}
          label={t('Vì sao')}
        />
        {end.isError && (
          <p className="act-problem" role="alert">
            {problemOf(end.error, t)}
          </p>
        )}
        <Button disabled={end.isPending}>{t('Chấm dứt, có hiệu lực ngay')}</Button>
      </form>
    </details>
  );
}
