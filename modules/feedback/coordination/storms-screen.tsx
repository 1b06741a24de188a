// Storms of reports: those that last first, begun and ended here; the chosen one's board beside the list.
import type { Translate } from '@city/kernel/text';
import { type DeskContext, momentWords, numberWords } from '@city/ui/desk';
import { Button, EmptyState, ErrorState, LoadingState } from '@city/ui/parts';
import { ListPane, Panes, type WorkGroup, type WorkItem, WorkList } from '@city/ui/staff';
import { useEffect } from 'react';
import { problemWords } from '../desk/problem-words.ts';
import { useWide } from '../desk/wide.ts';
import type { StormView } from '../duplicates/storm-board-schemas.ts';
import '../desk/reports-desk.css';
import './coordination.css';
import { useStormGroups, useStorms } from './ask.ts';
import { StormBoardPane } from './storm-board-pane.tsx';
import { type StormActs, useStormActs } from './storm-acts.ts';

/** Those who may begin and end storms; the city refuses others, too. */
const leading: readonly string[] = ['coordinator', 'leader', 'operator'];

const address = (id: string | null): string =>
  id === null ? '/desk/reports/storms' : `/desk/reports/storms?storm=${encodeURIComponent(id)}`;

export function Screen(desk: DeskContext) {
  const { t, lang, href, me, navigate } = desk;
  const wide = useWide();
  const storms = useStorms();
  const acts = useStormActs();
  const items = storms.data?.items ?? [];
  const id = new URL(href, 'http://desk').searchParams.get('storm');
  const chosen = items.find((storm) => storm.id === id);
  const first = sorted(items)[0]?.id;
  useEffect(() => {
    if (wide && id === null && first !== undefined) navigate(address(first), { replace: true });
  }, [wide, id, first, navigate]);
  const leads = leading.includes(me.post.role);
  return (
    <div
      className="inbox storms"
      data-page={id === null ? 'list' : 'detail'}
      role={!wide && id === null ? 'main' : undefined}
    >
      <Panes layout="two">
        <ListPane
          title={t('Bão phản ánh')}
          sub={storms.data && t('{count} đợt', { count: numberWords(items.length, lang) })}
        >
          {leads && <BeginStorm desk={desk} acts={acts} />}
          {storms.isPending && <LoadingState waitingFor={t('Đang chờ danh sách các đợt bão.')} />}
          {storms.isError && (
            <ErrorState title={t('Chưa lấy được danh sách')}>{problemWords(storms.error, t)}</ErrorState>
          )}
          {storms.isSuccess && items.length === 0 && (
            <EmptyState icon="typhoon" title={t('Chưa có đợt bão phản ánh nào')}>
              {t(
                'Khi nhiều người cùng báo một loại việc, thành phố tự mở một đợt và gộp các việc giống nhau.',
              )}
            </EmptyState>
          )}
          <WorkList
            t={t}
            label={t('Các đợt bão phản ánh')}
            groups={groupsOf(items, t, lang)}
            selectedId={id ?? undefined}
            onSelect={(next) => navigate(address(next), { replace: wide })}
            onOpen={() => document.querySelector<HTMLElement>('.storms .det')?.focus()}
          />
        </ListPane>
        {chosen ? (
          <StormBoardPane
            key={chosen.id}
            desk={desk}
            storm={chosen}
            acts={acts}
            mayLead={leads}
            backHref={address(null)}
          />
        ) : (
          <main className="det det-none" aria-label={t('Bảng của đợt bão')} />
        )}
      </Panes>
    </div>
  );
}

/** How fast each matter comes now; the one that comes fastest first. */
function BeginStorm({ desk: { t, lang }, acts }: { desk: DeskContext; acts: StormActs }) {
  const groups = useStormGroups(true);
  const calm = (groups.data?.items ?? []).filter(({ lasts }) => !lasts);
  const rising = calm
    .filter(({ lastTenMinutes }) => lastTenMinutes > 0)
    .toSorted((one, other) => other.lastTenMinutes - one.lastTenMinutes);
  const others = calm.filter(({ lastTenMinutes }) => lastTenMinutes === 0);
  if (calm.length === 0) return null;
  return (
    <details className="storm-begin">
      <summary>{t('Mở chế độ bão')}</summary>
      <p className="muted">
        {t('Việc giống nhau được tự gộp, mọi người gửi đều được báo. Gộp nhầm thì tách lại được.')}
      </p>
      <ul>
        {[...rising, ...others].map(({ group, name, lastTenMinutes }) => (
          <li key={group}>
            <span>
              {name[lang]}
              <small>
                {t('{count} việc trong 10 phút qua', { count: numberWords(lastTenMinutes, lang) })}
              </small>
            </span>
            <Button
              type="button"
              size="sm"
              disabled={acts.busy !== null}
              onClick={() => void acts.run({ do: 'begin', group })}
              aria-label={t('Mở chế độ bão: {group}', { group: name[lang] })}
            >
              {t('Mở')}
            </Button>
            {acts.failed?.at === group && (
              <p className="act-problem" role="alert">
                {problemWords(acts.failed.error, t)}
              </p>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

const sorted = (storms: readonly StormView[]): StormView[] =>
  storms.toSorted((one, other) => Number(one.endedAt !== null) - Number(other.endedAt !== null));

function groupsOf(storms: readonly StormView[], t: Translate, lang: 'vi' | 'en'): WorkGroup[] {
  const lasting = storms.filter(({ endedAt }) => endedAt === null);
  const over = storms.filter(({ endedAt }) => endedAt !== null);
  return [
    { key: 'lasting', title: t('Đang diễn ra'), own: lasting },
    { key: 'over', title: t('Đã qua'), own: over },
  ]
    .filter(({ own }) => own.length > 0)
    .map(({ own, ...group }) => ({
      ...group,
      note: numberWords(own.length, lang),
      items: own.map((storm) => itemOf(storm, t, lang)),
    }));
}

function itemOf(storm: StormView, t: Translate, lang: 'vi' | 'en'): WorkItem {
  return {
    id: storm.id,
    icon: 'typhoon',
    title: storm.groupName[lang],
    meta: t('xem {looked}, gộp {merged}', {
      looked: numberWords(storm.looked, lang),
      merged: numberWords(storm.merged, lang),
    }),
    due: {
      text: storm.endedAt === null ? t('đang mở') : t('đã kết thúc'),
      due: momentWords(new Date(storm.endedAt ?? storm.beganAt), lang, 'tiny'),
      tone: storm.endedAt === null ? 'soon' : 'plain',
    },
  };
}
