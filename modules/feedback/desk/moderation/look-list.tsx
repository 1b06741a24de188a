// The moderators' queue: what cannot wait first, then by why somebody should look.
import type { DeskContext } from '@city/ui/desk';
import { momentWords } from '@city/ui/desk';
import type { IconName } from '@city/ui/parts';
import { Button, EmptyState, ErrorState, LoadingState } from '@city/ui/parts';
import { ListPane, WorkList } from '@city/ui/staff';
import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type LookReason, lookReasons } from '../../moderation/look.ts';
import type { LookCounts, LookItem } from '../../moderation/moderation-schemas.ts';
import { problemWords } from '../problem-words.ts';

export type LookListProps = {
  desk: DeskContext;
  list: UseQueryResult<{ items: LookItem[]; next: string | null }>;
  counts: LookCounts | undefined;
  reason: LookReason | null;
  code: string | null;
  onReason: (reason: LookReason | null) => void;
  onChoose: (code: string) => void;
};

export const reasonWords = (t: DeskContext['t']): Readonly<Record<LookReason, string>> => ({
  flag: t('Người dân báo'),
  photo: t('Ảnh mới'),
  words: t('Lời có số riêng'),
  place: t('Chỗ chưa chắc'),
});

const icons: Readonly<Record<LookReason, IconName>> = {
  flag: 'need',
  photo: 'camera',
  words: 'message',
  place: 'pin',
};

export function LookList({ desk, list, counts, reason, code, onReason, onChoose }: LookListProps) {
  const { t } = desk;
  const items = useMemo(() => list.data?.items ?? [], [list.data]);
  const groups = useMemo(() => groupsOf(desk, items), [desk, items]);
  const names = reasonWords(t);
  return (
    <ListPane title={t('Kiểm duyệt')} sub={counts && t('{count} việc cần xem', { count: counts.all })}>
      <div className="look-filter" role="group" aria-label={t('Lọc theo lý do')}>
        {[null, ...lookReasons].map((one) => (
          <button
            key={one ?? 'all'}
            type="button"
            aria-pressed={reason === one}
            onClick={() => onReason(one)}
          >
            {one === null ? t('Tất cả') : names[one]} {counts?.[one ?? 'all'] ?? ''}
          </button>
        ))}
      </div>
      {list.isPending && (
        <LoadingState waitingFor={t('Đang chờ danh sách việc. Máy chủ trả lời chậm hơn thường lệ.')} />
      )}
      {list.isError && (
        <ErrorState
          title={t('Chưa lấy được danh sách')}
          action={
            <Button type="button" size="sm" onClick={() => void list.refetch()}>
              {t('Thử lại')}
            </Button>
          }
        >
          {problemWords(list.error, t)}
        </ErrorState>
      )}
      {list.isSuccess && items.length === 0 && (
        <EmptyState icon="done" title={t('Đã xem hết')}>
          {t('Ảnh mới, lời báo của người dân và chỗ chưa chắc sẽ hiện ở đây.')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <WorkList
          t={t}
          label={t('Việc cần xem')}
          groups={groups}
          selectedId={code ?? undefined}
          onSelect={onChoose}
        />
      )}
    </ListPane>
  );
}

/** One group for what cannot wait, one for each reason that puts a report where it stands. */
function groupsOf({ t, lang }: DeskContext, items: readonly LookItem[]) {
  const names = reasonWords(t);
  const first = ({ reasons }: LookItem): LookReason =>
    lookReasons.find((one) => reasons.includes(one)) ?? 'photo';
  const group = (key: string, title: string, need: boolean, members: readonly LookItem[]) => ({
    key,
    title,
    need,
    note: String(members.length),
    items: members.map((item) => ({
      id: item.trackingCode,
      icon: icons[first(item)],
      title: item.title[lang],
      meta: item.reasons
        .map((one) => (one === 'flag' ? t('{n} lời báo', { n: item.flags }) : names[one]))
        .join(' · '),
      due: { text: momentWords(new Date(item.since), lang, 'tiny'), due: item.isHidden ? t('đang ẩn') : '' },
    })),
  });
  const pressing = items.filter(({ isPressing }) => isPressing);
  const rest = items.filter(({ isPressing }) => !isPressing);
  return [
    group('pressing', t('Nhiều người báo, xem ngay'), true, pressing),
    ...lookReasons.map((one) =>
      group(
        one,
        names[one],
        false,
        rest.filter((item) => first(item) === one),
      ),
    ),
  ].filter(({ items: members }) => members.length > 0);
}
