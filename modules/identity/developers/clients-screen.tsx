// Applications that use the city's sign-in: what waits first, then all of them; one at a time is decided on, stopped or let on.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Translate } from '@city/kernel/text';
import { askJson, type DeskContext, momentWords, sendJson } from '@city/ui/desk';
import {
  Banner,
  Button,
  DataList,
  EmptyState,
  ErrorState,
  LoadingState,
  Tag,
  TextArea,
} from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import type { FormEvent } from 'react';
import './clients.css';
import type { ClientView } from './desk-schemas.ts';
import { problemOf } from '../onboarding/problem-words.ts';

const base = '/api/desk/clients';
const queryKey = ['identity', 'clients'];
type State = ClientView['state'];
const order: readonly State[] = ['waiting', 'stopped', 'production', 'sandbox'];

export function Screen(desk: DeskContext) {
  const { t } = desk;
  const queries = useQueryClient();
  const list = useQuery({
    queryKey,
    queryFn: ({ signal }) => askJson<{ items: ClientView[] }>(base, { signal }),
    refetchInterval: 30_000,
    retry: false,
  });
  const act = useMutation({
    mutationFn: ({ id, what, body }: { id: string; what: string; body: object }) =>
      sendJson<object>(`${base}/${id}/${what}`, body),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  const items = list.data?.items ?? [];
  return (
    <Panes layout="one">
      <main className="clients">
        <h1>{t('Ứng dụng dùng đăng nhập của thành phố')}</h1>
        {list.isPending && <LoadingState waitingFor={t('Đang lấy danh sách.')} />}
        {list.isError && (
          <ErrorState title={t('Chưa lấy được danh sách')}>{problemOf(list.error, t)}</ErrorState>
        )}
        {act.isError && (
          <Banner tone="need" title={t('Chưa làm được')}>
            <p role="alert">{problemOf(act.error, t)}</p>
          </Banner>
        )}
        {list.data && items.length === 0 && (
          <EmptyState icon="key" title={t('Chưa có ứng dụng nào')}>
            {t('Người phát triển đăng ký ở trang /developers; đề nghị của họ hiện ở đây.')}
          </EmptyState>
        )}
        {order.map((state) => (
          <Group
            key={state}
            desk={desk}
            state={state}
            items={items.filter((one) => one.state === state)}
            isBusy={act.isPending}
            onAct={(id, what, body) => act.mutate({ id, what, body })}
          />
        ))}
      </main>
    </Panes>
  );
}

type Act = (id: string, what: 'decide' | 'stop' | 'lift', body: object) => void;
interface GroupProps {
  readonly desk: DeskContext;
  readonly state: State;
  readonly items: readonly ClientView[];
  readonly isBusy: boolean;
  readonly onAct: Act;
}

function stateWords(state: State, t: Translate): string {
  switch (state) {
    case 'waiting':
      return t('Chờ quyết định');
    case 'stopped':
      return t('Đang bị dừng');
    case 'production':
      return t('Phục vụ mọi người');
    case 'sandbox':
      return t('Môi trường thử');
  }
}
const tones = { waiting: 'soon', stopped: 'need', production: 'done', sandbox: 'info' } as const;

function Group({ desk, state, items, isBusy, onAct }: GroupProps) {
  if (items.length === 0) return null;
  return (
    <section aria-labelledby={`clients-${state}`}>
      <h2 id={`clients-${state}`}>
        {stateWords(state, desk.t)} · {items.length}
      </h2>
      {items.map((one) => (
        <One key={one.id} desk={desk} one={one} isBusy={isBusy} onAct={onAct} />
      ))}
    </section>
  );
}

interface OneProps extends Pick<GroupProps, 'desk' | 'isBusy' | 'onAct'> {
  readonly one: ClientView;
}

function One(props: OneProps) {
  const { desk, one } = props;
  const { t, lang } = desk;
  const purposes = (names: readonly string[]) =>
    names.length === 0
      ? t('Không có mục đích đặc biệt')
      : names.map((name) => purposeWords(name, t)).join(', ');
  const items = [
    { name: t('Cơ quan, tổ chức'), value: one.owner[lang] },
    { name: t('Địa chỉ quay về'), value: one.redirects.join(' · ') },
    { name: t('Tự xác thực bằng'), value: proofWords(one.proof, t) },
    { name: t('Mục đích đã đăng ký'), value: purposes(one.purposes) },
    { name: t('Văn bản'), value: one.document },
    one.stop && {
      name: t('Dừng vì'),
      value: `${one.stop.reason} · ${momentWords(new Date(one.stop.at), lang, 'short')}`,
    },
    one.wish && {
      name: t('Người đề nghị'),
      value: `${one.wish.by} · ${momentWords(new Date(one.wish.at), lang, 'short')}`,
    },
    one.wish && { name: t('Thay mặt'), value: one.wish.owner },
    one.wish && { name: t('Nội dung đề nghị'), value: one.wish.reason },
    one.wish && { name: t('Xin mục đích'), value: purposes(one.wish.purposes) },
  ];
  return (
    <article className="clients-one card">
      <h3>
        {one.name[lang]} <Tag tone={tones[one.state]}>{stateWords(one.state, t)}</Tag>
      </h3>
      <p className="hint">
        <code>{one.id}</code>
      </p>
      <DataList
        items={
          items.filter((item) => item !== null && item.value !== '') as { name: string; value: string }[]
        }
      />
      {one.state === 'waiting' && one.isOwn && <p>{t('Đề nghị của chính bạn: người khác quyết định.')}</p>}
      {one.state === 'waiting' && !one.isOwn && <Decide {...props} />}
      {one.state === 'stopped' && (
        <Because {...props} what="lift" label={t('Cho chạy lại vì sao')} button={t('Cho chạy lại')} />
      )}
      {one.state === 'production' && (
        <Because
          {...props}
          what="stop"
          label={t('Dừng vì sao')}
          button={t('Dừng ngay: token mất hiệu lực')}
        />
      )}
    </article>
  );
}

const purposeWords = (name: string, t: Translate): string =>
  name === 'personal_number' ? t('Số định danh cá nhân') : name;

function proofWords(proof: string, t: Translate): string {
  if (proof === 'keys') return t('Khóa của chính nó');
  return proof === 'secret' ? t('Mật khẩu do thành phố cấp') : t('Không gì cả, chỉ PKCE');
}

function Decide({ desk: { t }, one, isBusy, onAct }: OneProps) {
  const decide = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const isGranted = submitter?.getAttribute('value') === 'yes';
    const answer = String(new FormData(event.currentTarget).get('answer') ?? '').trim();
    onAct(one.id, 'decide', { isGranted, answer, purposes: one.wish?.purposes ?? [] });
  };
  return (
    <form onSubmit={decide}>
      <TextArea
        t={t}
        id={`answer-${one.id}`}
        name="answer"
        label={t('Lý do, văn bản')}
        hint={t('Người đề nghị đọc được.')}
        minLength={10}
        maxLength={1000}
        rows={2}
        required
      />
      <p className="row">
        <Button look="primary" disabled={isBusy} value="yes">
          {t('Cho phục vụ mọi người')}
        </Button>
        <Button look="second" disabled={isBusy} value="no">
          {t('Chưa duyệt')}
        </Button>
      </p>
    </form>
  );
}

interface BecauseProps extends OneProps {
  readonly what: 'stop' | 'lift';
  readonly label: string;
  readonly button: string;
}

function Because({ desk: { t }, one, isBusy, onAct, what, label, button }: BecauseProps) {
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
    onAct(one.id, what, { reason });
  };
  return (
    <form onSubmit={send}>
      <TextArea
        t={t}
        id={`reason-${one.id}`}
        name="reason"
        label={label}
        minLength={10}
        maxLength={1000}
        rows={2}
        required
      />
      <Button look="second" disabled={isBusy}>
        {button}
      </Button>
    </form>
  );
}
