// Naming who stands in for one's post: for which days, for what, why; and who does or will, with the way to end it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Translate } from '@city/kernel/text';
import { ApiProblem, askJson, dayWords, type DeskContext, newKey, sendJson } from '@city/ui/desk';
import {
  Banner,
  BusyButton,
  Button,
  Checkboxes,
  EmptyState,
  ErrorState,
  LoadingState,
  Select,
  TextInput,
} from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import type { FormEvent } from 'react';
import './deputies.css';
import type { DeputyList, DeputyView } from './deputy-schemas.ts';

const queryKey = ['identity', 'deputies'];

export function Screen(desk: DeskContext) {
  const { t } = desk;
  const deputies = useQuery({
    queryKey,
    queryFn: ({ signal }) => askJson<DeputyList>('/api/me/deputies', { signal }),
    retry: false,
  });
  const isDeputy = deputies.error instanceof ApiProblem && deputies.error.status === 403;
  return (
    <Panes layout="one">
      <main className="deputies">
        <h1>{t('Người thay')}</h1>
        {deputies.isPending && <LoadingState waitingFor={t('Đang chờ danh sách người thay.')} />}
        {isDeputy && (
          <Banner title={t('Bạn đang thay người khác')}>
            <p>{t('Chỉ người giữ vị trí được cử người thay.')}</p>
          </Banner>
        )}
        {deputies.isError && !isDeputy && (
          <ErrorState title={t('Chưa lấy được danh sách')}>{problemOf(deputies.error, t)}</ErrorState>
        )}
        {deputies.data && <Named desk={desk} list={deputies.data} />}
      </main>
    </Panes>
  );
}

const problemOf = (error: unknown, t: Translate): string =>
  error instanceof ApiProblem && error.message !== ''
    ? error.message
    : t('Chưa nối được máy chủ. Thử lại sau ít phút.');

function Named({ desk, list }: { desk: DeskContext; list: DeputyList }) {
  const { t, lang } = desk;
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: (id: string) => sendJson(`/api/me/deputies/${id}/end`, {}),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  const given = list.given.filter(({ endedAt }) => endedAt === null);
  const received = list.received.filter(({ endedAt }) => endedAt === null);
  return (
    <>
      <section>
        <h2>{t('Ai thay tôi')}</h2>
        {given.length === 0 && (
          <EmptyState icon="people" title={t('Chưa cử ai thay')}>
            {list.mayName.length > 0
              ? t('Cử người thay trước khi vắng, để việc không chờ.')
              : t('Trong cơ quan chưa có vị trí nào thay được vị trí này.')}
          </EmptyState>
        )}
        <ul>
          {given.map((one) => (
            <li key={one.id}>
              <b>{one.deputy.title[lang]}</b> · {spanWords(one, lang)} · {scopeWords(one.scope, t)}
              {one.isOn ? ` · ${t('đang thay')}` : ''}{' '}
              <Button type="button" size="sm" disabled={end.isPending} onClick={() => end.mutate(one.id)}>
                {t('Thôi cử')}
              </Button>
            </li>
          ))}
        </ul>
      </section>
      {received.length > 0 && (
        <section>
          <h2>{t('Tôi thay ai')}</h2>
          <ul>
            {received.map((one) => (
              <li key={one.id}>
                <b>{one.post.title[lang]}</b> · {spanWords(one, lang)} · {scopeWords(one.scope, t)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {list.mayName.length > 0 && <NameForm desk={desk} list={list} />}
    </>
  );
}

const spanWords = ({ from, to }: DeputyView, lang: 'vi' | 'en'): string =>
  from === to ? dayWords(from, lang) : `${dayWords(from, lang, 'short')} – ${dayWords(to, lang)}`;

function scopeName(scope: string, t: Translate): string {
  if (scope === 'approve') return t('duyệt trả lời và gia hạn');
  if (scope === 'assign') return t('giao và chuyển việc');
  return scope === 'handle' ? t('xử lý việc') : scope;
}

const scopeWords = (scopes: readonly string[], t: Translate): string =>
  scopes.map((scope) => scopeName(scope, t)).join(', ');

function NameForm({ desk, list }: { desk: DeskContext; list: DeputyList }) {
  const { t } = desk;
  const queries = useQueryClient();
  const name = useMutation({
    mutationFn: (body: object) => sendJson('/api/me/deputies', body, { 'idempotency-key': newKey() }),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (field: string) => String(form.get(field) ?? '');
    const scope = form.getAll('scope').map(String);
    name.mutate({
      deputy: text('deputy'),
      from: text('from'),
      to: text('to'),
      scope,
      reason: text('reason'),
    });
  };
  const errorOf = (field: string) =>
    name.error instanceof ApiProblem
      ? name.error.fields.find(({ pointer }) => pointer.replace(/^\//, '') === field)?.detail
      : undefined;
  return (
    <form className="act-form" onSubmit={send}>
      <h2>{t('Cử người thay')}</h2>
      <NameFields desk={desk} list={list} errorOf={errorOf} />
      {name.isError && (
        <p className="act-problem" role="alert">
          {problemOf(name.error, t)}
        </p>
      )}
      {name.isPending ? (
        <BusyButton>{t('Đang ghi…')}</BusyButton>
      ) : (
        <Button look="primary">{t('Cử người thay')}</Button>
      )}
    </form>
  );
}

type FieldsProps = { desk: DeskContext; list: DeputyList; errorOf: (field: string) => string | undefined };

function NameFields({ desk: { t, lang }, list, errorOf }: FieldsProps) {
  return (
    <>
      <Select
        t={t}
        id="deputy-post"
        name="deputy"
        label={t('Ai thay')}
        error={errorOf('deputy')}
        options={list.mayName.map(({ id, title }) => ({ value: id, name: title[lang] }))}
      />
      <TextInput
        t={t}
        id="deputy-from"
        name="from"
        type="date"
        required
        label={t('Từ ngày')}
        min={list.today}
        defaultValue={list.today}
        error={errorOf('from')}
      />
      <TextInput
        t={t}
        id="deputy-to"
        name="to"
        type="date"
        required
        label={t('Đến hết ngày')}
        hint={t('Nhiều nhất {days} ngày.', { days: list.mostDays })}
        min={list.today}
        error={errorOf('to')}
      />
      <Checkboxes
        t={t}
        id="deputy-scope"
        name="scope"
        label={t('Được làm thay việc gì')}
        error={errorOf('scope')}
        choices={list.scopes.map((scope) => ({ value: scope, name: scopeName(scope, t) }))}
      />
      <TextInput
        t={t}
        id="deputy-reason"
        name="reason"
        required
        minLength={3}
        maxLength={300}
        label={t('Vì sao')}
        error={errorOf('reason')}
      />
    </>
  );
}
