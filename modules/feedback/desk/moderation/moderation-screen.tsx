// The moderators' desk: the queue, a report with its pictures and words, and the decision; on a phone one after the other.
import { useQuery } from '@tanstack/react-query';
import type { DeskContext } from '@city/ui/desk';
import { EmptyState } from '@city/ui/parts';
import { Panes } from '@city/ui/staff';
import { useEffect, useMemo } from 'react';
import { type LookReason, lookReasons } from '../../moderation/look.ts';
import { useWide } from '../wide.ts';
import { askCounts, askQueue, keys } from './api.ts';
import { LookList } from './look-list.tsx';
import { LookPanes } from './look-panes.tsx';
import '../reports-desk.css';
import './moderation.css';

export const moderationHref = '/desk/reports/moderation';

function addressOf(reason: LookReason | null, code: string | null): string {
  const query = new URLSearchParams({ ...(reason ? { reason } : {}), ...(code ? { code } : {}) });
  return query.size === 0 ? moderationHref : `${moderationHref}?${query}`;
}

export function Screen(desk: DeskContext) {
  const { t, href, navigate } = desk;
  const wide = useWide();
  const { reason, code } = useMemo(() => {
    const { searchParams } = new URL(href, 'http://desk');
    const asked = searchParams.get('reason');
    return { reason: lookReasons.find((one) => one === asked) ?? null, code: searchParams.get('code') };
  }, [href]);
  const counts = useQuery({
    queryKey: keys.counts,
    queryFn: ({ signal }) => askCounts(signal),
    refetchInterval: 30_000,
  });
  const list = useQuery({
    queryKey: keys.list(reason),
    queryFn: ({ signal }) => askQueue(reason, signal),
    refetchOnWindowFocus: false,
  });
  const items = useMemo(() => list.data?.items ?? [], [list.data]);
  const at = items.findIndex(({ trackingCode }) => trackingCode === code);
  const choose = (next: string | null, replace = wide) => navigate(addressOf(reason, next), { replace });
  useEffect(() => {
    const [first] = items;
    if (wide && code === null && first) navigate(addressOf(reason, first.trackingCode), { replace: true });
  }, [wide, code, items, reason, navigate]);
  const next =
    items[at + 1]?.trackingCode ?? items.find(({ trackingCode }) => trackingCode !== code)?.trackingCode;
  return (
    // On a phone the list is the main part while it stands alone.
    <div
      className="inbox look"
      data-page={code === null ? 'list' : 'detail'}
      role={!wide && code === null ? 'main' : undefined}
    >
      <Panes>
        <LookList
          desk={desk}
          list={list}
          counts={counts.data}
          reason={reason}
          code={code}
          onReason={(one) => navigate(addressOf(one, null))}
          onChoose={(one) => choose(one)}
        />
        {code === null && !wide ? null : code === null ? (
          <main className="det det-none" aria-label={t('Việc cần xem')}>
            {list.isSuccess && items.length === 0 && (
              <EmptyState icon="done" title={t('Không còn gì phải xem')}>
                {t('Cảm ơn bạn. Danh sách tự cập nhật khi có việc mới.')}
              </EmptyState>
            )}
          </main>
        ) : (
          <LookPanes
            key={code}
            desk={desk}
            code={code}
            place={at >= 0 ? t('{at} trong {count}', { at: at + 1, count: items.length }) : undefined}
            backHref={addressOf(reason, null)}
            onDone={() => choose(next ?? null)}
          />
        )}
      </Panes>
    </div>
  );
}
