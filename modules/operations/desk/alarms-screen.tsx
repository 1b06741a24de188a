// The duty operator's screen: the alarms, the chosen one with its procedure beside it, and the same on the map. Keyboard first.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type DeskContext, numberWords } from '@city/ui/desk';
import { Banner, Button, ErrorState, LoadingState } from '@city/ui/parts';
import { TabSet, useKeys, useNow } from '@city/ui/staff';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { type AlarmBox, alarmBoxes } from '../alarms/boxes.ts';
import type { AlarmList } from '../alarms/alarm-list.ts';
import { AlarmPane } from './alarm-pane.tsx';
import { AlarmTable, type Row, rowsOf } from './alarm-table.tsx';
import { AlarmsMap } from './alarms-map.tsx';
import { askAlarms, keys, problemWords, send } from './api.ts';
import { ring, switchSoundOff, switchSoundOn } from './sound.ts';
import { useCentre } from './use-centre.ts';
import { spanWords } from './words.ts';
import './operations-desk.css';

export function Screen(desk: DeskContext) {
  const { t, href } = desk;
  const query = new URL(href, location.origin).searchParams;
  const box = alarmBoxes.find((one) => one === query.get('box')) ?? 'active';
  const list = useQuery({ queryKey: keys.alarms(box), queryFn: ({ signal }) => askAlarms(box, signal) });
  const isOpen = useCentre(heard);
  if (list.isPending) return <LoadingState waitingFor={t('Đang lấy báo động.')} />;
  if (list.isError)
    return <ErrorState title={t('Chưa lấy được báo động')}>{problemWords(list.error, t)}</ErrorState>;
  return <Alarms desk={desk} box={box} list={list.data} chosen={query.get('id')} isLive={isOpen} />;
}

/** Ears first: a call sounds as it comes. */
function heard(name: string, data: unknown): void {
  const { isCall = false, priority = 4 } = data as { isCall?: boolean; priority?: number };
  if (name === 'operations.alarm.changed' && isCall) ring(priority);
}

interface AlarmsProps {
  readonly desk: DeskContext;
  readonly box: AlarmBox;
  readonly list: AlarmList;
  readonly chosen: string | null;
  readonly isLive: boolean;
}

function Alarms({ desk, box, list, chosen, isLive }: AlarmsProps) {
  const { t, lang, navigate } = desk;
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const now = useNow(10_000);
  const rows = useMemo(() => rowsOf(list, opened), [list, opened]);
  const choose = useCallback(
    (row: Row) =>
      navigate(`/desk/alarms?${new URLSearchParams({ box, id: row.heap ? row.key : row.alarm.id })}`, {
        replace: true,
      }),
    [navigate, box],
  );
  const open = (row: Row) => {
    if (!row.heap) return choose(row);
    const next = new Set(opened);
    if (!next.delete(row.key)) next.add(row.key);
    setOpened(next);
  };
  const at = rows.findIndex(({ key }) => key === chosen);
  const alarm = rows[at]?.heap ? null : (rows[at]?.alarm ?? null);
  const walk = (by: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (row) choose(row);
  };
  useKeys([
    { keys: 'j', name: t('xuống, lên'), run: () => walk(1) },
    { keys: 'k', name: t('xuống, lên'), run: () => walk(-1) },
    { keys: 'Enter', name: t('mở nhóm'), run: () => rows[at] && open(rows[at]) },
  ]);
  return (
    <div className="centre">
      <header className="centre-top">
        <h1>{t('Báo động')}</h1>
        <Freshness desk={desk} asOf={list.asOf} isLive={isLive} />
        <Sound t={t} />
      </header>
      <Floods desk={desk} list={list} now={now.getTime()} />
      <Boxes desk={desk} box={box} list={list}>
        <div className="centre-work">
          <div className="centre-list">
            <AlarmTable
              t={t}
              lang={lang}
              list={list}
              now={now.getTime()}
              opened={opened}
              chosen={chosen}
              onChoose={choose}
              onOpen={open}
            />
            <AlarmsMap
              desk={desk}
              rows={rows}
              chosen={alarm?.id ?? null}
              onPick={(id) => navigate(`/desk/alarms?${new URLSearchParams({ box, id })}`)}
            />
          </div>
          {alarm ? (
            <AlarmPane key={alarm.id} desk={desk} id={alarm.id} />
          ) : (
            <Heap desk={desk} row={rows[at] ?? null} />
          )}
        </div>
      </Boxes>
    </div>
  );
}

function Floods({
  desk: { t, lang },
  list,
  now,
}: {
  readonly desk: DeskContext;
  readonly list: AlarmList;
  readonly now: number;
}) {
  return (
    <>
      {list.floods.map((flood) => (
        <Banner
          key={flood.position}
          tone="need"
          role="alert"
          title={t('Báo động dồn dập: {n} trong đợt này', { n: numberWords(flood.calls, lang) })}
        >
          <p>
            {t('Bắt đầu {span} trước. Báo động giống nhau được gộp, việc khẩn đứng trên cùng.', {
              span: spanWords(t, now - Date.parse(flood.startedAt)),
            })}
          </p>
        </Banner>
      ))}
    </>
  );
}

function Boxes({
  desk: { t, lang, navigate },
  box,
  list,
  children,
}: Omit<AlarmsProps, 'chosen' | 'isLive'> & { readonly children: ReactNode }) {
  const { counts } = list;
  const names: Record<AlarmBox, string> = {
    active: t('Đang có'),
    shelved: t('Tạm gác'),
    suppressed: t('Chặn theo thiết kế'),
    'out-of-service': t('Ngừng dùng'),
  };
  const sizes: Record<AlarmBox, number> = {
    active: counts.active,
    shelved: counts.shelved,
    suppressed: counts.suppressed,
    'out-of-service': counts.outOfService,
  };
  return (
    <TabSet
      label={t('Nhóm báo động')}
      tabs={alarmBoxes.map((id) => ({ id, name: names[id], count: numberWords(sizes[id], lang) }))}
      current={box}
      onChange={(id) => navigate(`/desk/alarms?box=${id}`)}
    >
      {children}
    </TabSet>
  );
}

function Freshness({
  desk: { t, lang },
  asOf,
  isLive,
}: {
  readonly desk: DeskContext;
  readonly asOf: string;
  readonly isLive: boolean;
}) {
  const at = new Date(asOf).toLocaleTimeString(lang === 'vi' ? 'vi-VN' : 'en-GB', {
    timeZone: 'Asia/Ho_Chi_Minh',
  });
  return (
    <span className={isLive ? 'centre-fresh' : 'centre-fresh centre-stale'}>
      {isLive ? t('Trực tiếp, lúc {time}', { time: at }) : t('Mất nối, số liệu lúc {time}', { time: at })}
    </span>
  );
}

function Sound({ t }: { readonly t: DeskContext['t'] }) {
  const [isOn, setOn] = useState(false);
  const flip = () => {
    if (isOn) switchSoundOff();
    else switchSoundOn();
    setOn(!isOn);
  };
  return (
    <Button size="sm" icon="bell" aria-pressed={isOn} onClick={flip}>
      {isOn ? t('Tiếng báo: bật') : t('Tiếng báo: tắt')}
    </Button>
  );
}

/** What stands beside the list while one alarm is not chosen: how to begin, or what a heap is. */
function Heap({
  desk: { t, lang, announce },
  row,
}: {
  readonly desk: DeskContext;
  readonly row: Row | null;
}) {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  if (!row?.heap)
    return (
      <aside className="act-pane centre-pane" aria-label={t('Báo động đã chọn')}>
        <p className="muted">{t('Chọn một báo động: nguyên nhân, hậu quả và các bước xử lý hiện ở đây.')}</p>
      </aside>
    );
  const acknowledgeOne = async () => {
    setBusy(true);
    try {
      await send(`alarms/${row.alarm.id}/ack`);
      announce(t('Đã xác nhận'));
    } finally {
      setBusy(false);
      await queries.invalidateQueries({ queryKey: keys.all });
    }
  };
  return (
    <aside className="act-pane centre-pane" aria-label={t('Nhóm đã chọn')}>
      <h2>{row.alarm.title[lang]}</h2>
      <p>
        {t('{n} báo động gộp làm một dòng, {c} đang gọi. Enter để mở từng cái.', {
          n: row.heap.count,
          c: row.heap.calling,
        })}
      </p>
      <Button disabled={busy || row.alarm.state === 'ACKED'} onClick={() => void acknowledgeOne()}>
        {t('Xác nhận cái trên cùng')}
      </Button>
    </aside>
  );
}
