// The list of alarms with the columns of ISA-18.2: priority, state, what, where, value, since when, who. At most twenty rows; a heap opens in place.
import type { Translate } from '@city/kernel/text';
import { momentWords, numberWords, timeWords } from '@city/ui/desk';
import { DataGrid, type GridColumn } from '@city/ui/staff';
import type { AlarmList } from '../alarms/alarm-list.ts';
import type { AlarmView } from '../alarms/alarm-view.ts';
import { AlarmState } from './alarm-state.tsx';
import { priorityWords, spanWords } from './words.ts';

export interface AlarmTableProps {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly list: AlarmList;
  readonly now: number;
  readonly opened: ReadonlySet<string>;
  readonly chosen: string | null;
  readonly onChoose: (row: Row) => void;
  readonly onOpen: (row: Row) => void;
}

/** One alarm, or a heap of alike ones. */
export interface Row {
  readonly key: string;
  readonly alarm: AlarmView;
  readonly heap: { readonly count: number; readonly calling: number; readonly kinds: number } | null;
  readonly isInner: boolean;
}

/** Rows in the order shown; the alarms of an opened heap follow it. */
export function rowsOf(list: AlarmList, opened: ReadonlySet<string>): Row[] {
  return list.groups.flatMap((group): Row[] => {
    const [first] = group.alarms;
    if (!first) return [];
    if (group.count === 1) return [{ key: first.id, alarm: first, heap: null, isInner: false }];
    const head: Row = { key: group.key, alarm: first, heap: group, isInner: false };
    if (!opened.has(group.key)) return [head];
    return [head, ...group.alarms.map((alarm) => ({ key: alarm.id, alarm, heap: null, isInner: true }))];
  });
}

export function AlarmTable(props: AlarmTableProps) {
  const { t, list, opened, chosen, onChoose, onOpen } = props;
  return (
    <DataGrid
      t={t}
      caption={t('Báo động, khẩn nhất trước')}
      columns={columnsOf(props)}
      rows={rowsOf(list, opened)}
      rowKey={({ key }) => key}
      selectedKey={chosen ?? undefined}
      onSelect={onChoose}
      onOpen={onOpen}
      empty={t('Không có báo động nào ở đây.')}
    />
  );
}

function columnsOf({ t, lang, now, opened }: AlarmTableProps): readonly GridColumn<Row>[] {
  return [
    {
      key: 'priority',
      header: t('Ưu tiên'),
      cell: ({ alarm }) => <Priority t={t} priority={alarm.priority} />,
    },
    {
      key: 'state',
      header: t('Trạng thái'),
      cell: ({ alarm, heap }) =>
        heap ? (
          <span className="alarm-heap">
            {t('{n} báo động, {c} đang gọi', { n: heap.count, c: heap.calling })}
          </span>
        ) : (
          <AlarmState t={t} state={alarm.state} />
        ),
    },
    {
      key: 'title',
      header: t('Báo động'),
      cell: (row) => (
        <span className={row.isInner ? 'alarm-inner' : undefined}>
          {row.heap ? `${opened.has(row.key) ? '▾' : '▸'} ` : ''}
          {row.heap && row.heap.kinds > 1
            ? t('{title} và {n} loại khác', { title: row.alarm.title[lang], n: row.heap.kinds - 1 })
            : row.alarm.title[lang]}
        </span>
      ),
    },
    {
      key: 'place',
      header: t('Nơi'),
      cell: ({ alarm, heap }) => (heap ? '' : (alarm.wardName?.[lang] ?? '–')),
    },
    {
      key: 'value',
      header: t('Số đo'),
      align: 'end',
      cell: ({ alarm, heap }) =>
        heap || alarm.value === null ? '' : `${numberWords(alarm.value, lang)}${unitWords(alarm.unitCode)}`,
    },
    {
      key: 'since',
      header: t('Gọi lúc'),
      align: 'end',
      cell: ({ alarm }) =>
        alarm.calledAt === null ? '–' : <Since t={t} lang={lang} at={alarm.calledAt} now={now} />,
    },
    {
      key: 'who',
      header: t('Ai đã nhận'),
      cell: ({ alarm, heap }) => (heap ? '' : (alarm.ackedTitle ?? alarm.hiddenTitle ?? '')),
    },
  ];
}

/** UN/CEFACT codes as people write them. */
const units: Readonly<Record<string, string>> = {
  MTR: ' m',
  CMT: ' cm',
  MMT: ' mm',
  MTS: ' m/s',
  GQ: ' µg/m³',
  CEL: ' °C',
  P1: ' %',
};
const unitWords = (code: string | null): string => (code === null ? '' : (units[code] ?? ''));

/** A shape, a number and a word: colour never speaks alone. */
export function Priority({ t, priority }: { readonly t: Translate; readonly priority: number }) {
  return (
    <span className={`alarm-priority alarm-priority-${priority}`}>
      <b>{priority}</b> {priorityWords(t, priority)}
    </span>
  );
}

function Since({
  t,
  lang,
  at,
  now,
}: {
  readonly t: Translate;
  readonly lang: 'vi' | 'en';
  readonly at: string;
  readonly now: number;
}) {
  const moment = new Date(at);
  const age = now - moment.getTime();
  return (
    <time dateTime={at} title={momentWords(moment, lang)}>
      {timeWords(moment)} <small className="muted">{spanWords(t, age)}</small>
    </time>
  );
}
