// Disabling an account at once, and the accounts that are disabled; one that another administrator disabled can be enabled.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { askJson, type DeskContext, momentWords, sendJson } from '@city/ui/desk';
import {
  Banner,
  Button,
  DataList,
  EmptyState,
  ErrorState,
  LoadingState,
  TextArea,
  TextInput,
} from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import type { FormEvent } from 'react';
import '../developers/clients.css';
import { problemOf } from '../onboarding/problem-words.ts';
import type { BlockView } from './account-schemas.ts';

const base = '/api/desk/accounts';
const queryKey = ['identity', 'accounts'];

export function Screen(desk: DeskContext) {
  const { t } = desk;
  const queries = useQueryClient();
  const list = useQuery({
    queryKey,
    queryFn: ({ signal }) => askJson<{ items: BlockView[] }>(base, { signal }),
    retry: false,
  });
  const act = useMutation({
    mutationFn: ({ path, body }: { path: string; body: object }) => sendJson<object>(path, body),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  const items = list.data?.items ?? [];
  return (
    <Panes layout="one">
      <main className="clients">
        <h1>{t('Khóa tài khoản')}</h1>
        {act.isError && (
          <Banner tone="need" title={t('Chưa làm được')}>
            <p role="alert">{problemOf(act.error, t)}</p>
          </Banner>
        )}
        <DisableForm
          desk={desk}
          isBusy={act.isPending}
          onSend={(body, done) => act.mutate({ path: base, body }, { onSuccess: done })}
        />
        {list.isPending && <LoadingState waitingFor={t('Đang lấy danh sách.')} />}
        {list.isError && (
          <ErrorState title={t('Chưa lấy được danh sách')}>{problemOf(list.error, t)}</ErrorState>
        )}
        {list.data && items.length === 0 && (
          <EmptyState icon="done" title={t('Không tài khoản nào bị khóa')}>
            {t('Tài khoản bị khóa hiện ở đây, với lý do và người mở lại.')}
          </EmptyState>
        )}
        {items.map((one) => (
          <One
            key={one.person + one.at}
            desk={desk}
            one={one}
            isBusy={act.isPending}
            onEnable={(reason) => act.mutate({ path: `${base}/${one.person}/enable`, body: { reason } })}
          />
        ))}
      </main>
    </Panes>
  );
}

const textOf = (data: FormData, name: string): string => String(data.get(name) ?? '').trim();

interface FormProps {
  readonly desk: DeskContext;
  readonly isBusy: boolean;
  readonly onSend: (body: object, done: () => void) => void;
}

function DisableForm({ desk: { t }, isBusy, onSend }: FormProps) {
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const document = textOf(data, 'document');
    const body = {
      personalNumber: textOf(data, 'number'),
      reason: textOf(data, 'reason'),
      ...(document ? { document } : {}),
    };
    onSend(body, () => form.reset());
  };
  return (
    <section>
      <p>
        {t(
          'Mọi phiên đăng nhập, token và khóa truy cập của người này ngừng ngay. Một quản trị viên khác mới mở lại được.',
        )}
      </p>
      <form onSubmit={send}>
        <TextInput
          t={t}
          id="number"
          name="number"
          label={t('Số định danh của chủ tài khoản')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
          width="medium"
          required
        />
        <TextArea
          t={t}
          id="reason"
          name="reason"
          label={t('Khóa vì sao')}
          hint={t('Chủ tài khoản đọc được lý do này trong nhật ký của họ.')}
          minLength={10}
          maxLength={1000}
          rows={2}
          required
        />
        <TextInput t={t} id="document" name="document" label={t('Văn bản')} maxLength={200} optional />
        <Button look="primary" disabled={isBusy}>
          {t('Khóa ngay')}
        </Button>
      </form>
    </section>
  );
}

interface OneProps {
  readonly desk: DeskContext;
  readonly one: BlockView;
  readonly isBusy: boolean;
  readonly onEnable: (reason: string) => void;
}

function One({ desk: { t, lang }, one, isBusy, onEnable }: OneProps) {
  const at = (moment: string) => momentWords(new Date(moment), lang, 'short');
  const items = [
    { name: t('Khóa lúc'), value: at(one.at) },
    { name: t('Lý do'), value: one.reason },
    one.document !== null && { name: t('Văn bản'), value: one.document },
    one.liftedAt !== null && {
      name: t('Mở lại lúc'),
      value: `${at(one.liftedAt)} · ${one.liftReason ?? ''}`,
    },
  ];
  return (
    <article className="clients-one card">
      <h2>{one.name}</h2>
      <DataList items={items.filter((item) => item !== false)} />
      {one.liftedAt === null && one.isOwn && <p>{t('Bạn đã khóa: một quản trị viên khác mở lại.')}</p>}
      {one.liftedAt === null && !one.isOwn && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onEnable(textOf(new FormData(event.currentTarget), 'reason'));
          }}
        >
          <TextArea
            t={t}
            id={`why-${one.person}`}
            name="reason"
            label={t('Mở lại vì sao')}
            minLength={10}
            maxLength={1000}
            rows={2}
            required
          />
          <Button look="second" disabled={isBusy}>
            {t('Mở lại tài khoản')}
          </Button>
        </form>
      )}
    </article>
  );
}
