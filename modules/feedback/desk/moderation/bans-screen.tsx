// Senders who are kept out: by what they are known again, why, until when; ending a ban early, and the bans that are over.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { askJson, type DeskContext, momentWords, numberWords, sendJson } from '@city/ui/desk';
import { Banner, Button, EmptyState, ErrorState, Icon, LoadingState, TextInput } from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import { useState } from 'react';
import { limits } from '../../limits.ts';
import type { BanView } from '../../moderation/moderation-schemas.ts';
import { problemWords } from '../problem-words.ts';
import { senderNames } from './sender-names.ts';
import '../reports-desk.css';
import './moderation.css';

export const bansHref = '/desk/reports/bans';

type Which = 'now' | 'past';
const keyOf = (which: Which) => ['moderation', 'bans', which] as const;

export function Screen(desk: DeskContext) {
  const { t, lang, href } = desk;
  const isPast = new URL(href, 'http://desk').searchParams.get('which') === 'past';
  const which: Which = isPast ? 'past' : 'now';
  const bans = useQuery({
    queryKey: keyOf(which),
    queryFn: ({ signal }) => askJson<{ items: BanView[] }>(`/api/desk/bans?which=${which}`, { signal }),
    // Each look stands on the trail, so the screen asks only when somebody does.
    refetchOnWindowFocus: false,
  });
  const items = bans.data?.items ?? [];
  return (
    <Panes layout="one">
      <main className="bans look">
        <header className="bans-head">
          <h1>{t('Người gửi bị chặn')}</h1>
          <p className="muted">
            {t(
              'Không ai thấy người gửi là ai: hệ thống chỉ nhận ra lại bằng một mã đã khoá. Chặn một người gửi từ màn hình kiểm duyệt của một phản ánh.',
            )}
          </p>
          <nav className="look-filter" aria-label={t('Đang chặn hay đã hết')}>
            <a href={bansHref} aria-current={isPast ? undefined : 'page'}>
              {t('Đang chặn')}
              {!isPast && bans.data && ` ${numberWords(items.length, lang)}`}
            </a>
            <a href={`${bansHref}?which=past`} aria-current={isPast ? 'page' : undefined}>
              {t('Đã hết')}
              {isPast && bans.data && ` ${numberWords(items.length, lang)}`}
            </a>
          </nav>
        </header>
        {bans.isPending && (
          <LoadingState waitingFor={t('Đang chờ danh sách việc. Máy chủ trả lời chậm hơn thường lệ.')} />
        )}
        {bans.isError && (
          <ErrorState title={t('Chưa lấy được danh sách')}>{problemWords(bans.error, t)}</ErrorState>
        )}
        {bans.isSuccess && items.length === 0 && (
          <EmptyState icon="done" title={isPast ? t('Chưa có lần chặn nào kết thúc') : t('Không ai bị chặn')}>
            {isPast
              ? t('Lần chặn đã hết hạn hoặc được bỏ sẽ hiện ở đây cùng lý do.')
              : t('Khi bạn chặn một người gửi, lần chặn hiện ở đây cùng lý do và ngày hết.')}
          </EmptyState>
        )}
        <ul className="bans-list">
          {items.map((ban) => (
            <Ban key={ban.id} desk={desk} ban={ban} isPast={isPast} />
          ))}
        </ul>
      </main>
    </Panes>
  );
}

function Ban({ desk, ban, isPast }: { desk: DeskContext; ban: BanView; isPast: boolean }) {
  const { t, lang } = desk;
  const when = (instant: string) => momentWords(new Date(instant), lang, 'short');
  return (
    <li className="bans-one">
      <Icon name="lock" size="sm" />
      <div className="bans-what">
        <h2>{senderNames(t)[ban.kind]}</h2>
        <p className="bans-why">{ban.reason}</p>
        <p className="muted">
          {t('{from} – {until} · {by}', { from: when(ban.from), until: when(ban.until), by: ban.by })}
        </p>
        <p className="muted">
          {ban.trackingCode !== null && (
            <a href={`/desk/reports/moderation?code=${encodeURIComponent(ban.trackingCode)}`}>
              {t('Từ phản ánh {code}', { code: ban.trackingCode })}
            </a>
          )}
          {ban.trackingCode !== null && ' · '}
          {t('{n} phản ánh còn ghi nhớ của người gửi này', { n: numberWords(ban.sentLately, lang) })}
        </p>
        {ban.lifted !== null && (
          <p>
            {t('Bỏ chặn sớm {at} · {by}: {why}', {
              at: when(ban.lifted.at),
              by: ban.lifted.by,
              why: ban.lifted.why,
            })}
          </p>
        )}
      </div>
      {!isPast && <Lift desk={desk} ban={ban} />}
    </li>
  );
}

/** Fewer letters say nothing one could understand. */
const fewestLetters = 3;

function Lift({ desk: { t, announce }, ban }: { desk: DeskContext; ban: BanView }) {
  const queries = useQueryClient();
  const [why, setWhy] = useState('');
  const [asked, setAsked] = useState(false);
  const [state, setState] = useState<{ busy: boolean; failed: unknown }>({ busy: false, failed: null });
  const isShort = why.trim().length < fewestLetters;
  const id = `lift-${ban.id}`;
  const lift = async () => {
    setAsked(true);
    if (isShort) return document.getElementById(id)?.focus();
    setState({ busy: true, failed: null });
    try {
      await sendJson(`/api/desk/bans/${ban.id}/lift`, { reason: why.trim() });
      announce(t('Đã bỏ chặn'));
      await queries.invalidateQueries({ queryKey: ['moderation', 'bans'] });
    } catch (failed) {
      setState({ busy: false, failed });
    }
  };
  return (
    <details className="look-ban">
      <summary>{t('Bỏ chặn trước hạn')}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void lift();
        }}
      >
        {state.failed !== null && <Banner tone="need" role="alert" title={problemWords(state.failed, t)} />}
        <TextInput
          t={t}
          id={id}
          name="reason"
          label={t('Vì sao bỏ chặn')}
          value={why}
          maxLength={limits.reasonMax}
          error={asked && isShort ? t('Ghi lý do; ai xem lại cũng hiểu') : undefined}
          onChange={(event) => setWhy(event.target.value)}
        />
        <Button type="submit" size="sm" disabled={state.busy}>
          {state.busy ? t('Đang ghi…') : t('Bỏ chặn')}
        </Button>
      </form>
    </details>
  );
}
