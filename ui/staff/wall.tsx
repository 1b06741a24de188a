// The wall: its head with stage and clock, alarms by priority and ISA-18.2 state, what just came in.
import type { Translate } from '@city/kernel/text';
import type { ReactNode } from 'react';
import { PriorityShape } from '../parts/city-map.tsx';
import { Icon } from '../parts/icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { Logo } from '../parts/logo.tsx';

export type WallFrameProps = {
  title: string;
  /** "Thành phố Hải Phòng · 114 phường, xã, đặc khu". */
  place: string;
  stage?: StageProps | undefined;
  /** "14:20:36" and "Thứ Ba, 8/9/2026". */
  clock: string;
  date: string;
  children: ReactNode;
};

/** A whole wall, 16:9, without scrolling. Give the document `data-theme="dark"` and the class `wall-page`. */
export function WallFrame({ title, place, stage, clock, date, children }: WallFrameProps) {
  return (
    <main className="wall">
      <header className="wall-top">
        <span className="brand">
          <Logo size={60} />
          <span>
            <h1>{title}</h1>
            <small>{place}</small>
          </span>
        </span>
        {stage && <Stage {...stage} />}
        <div className="clock">
          {clock}
          <small>{date}</small>
        </div>
      </header>
      {children}
    </main>
  );
}

export type StageProps = {
  level: number;
  levels: number;
  /** "Mức 3 trên 5 · Sẵn sàng". */
  title: string;
  /** "Bão số 5 · từ 10:15, Chủ tịch thành phố quyết định". */
  text: string;
};

/** The stage of readiness, as steps that rise. */
export function Stage({ level, levels, title, text }: StageProps) {
  return (
    <div className="stage">
      <ol aria-hidden="true">
        {Array.from({ length: levels }, (_, index) => (
          <li key={index} className={`stage-${index + 1}${index + 1 === level ? ' on' : ''}`}>
            {index + 1}
          </li>
        ))}
      </ol>
      <div>
        <b>{title}</b>
        <span>{text}</span>
      </div>
    </div>
  );
}

/** ISA-18.2: normal (A), unacknowledged (B), acknowledged (C), returned unacknowledged (D), shelved (E), suppressed (F), out of service (G). */
export type AlarmState =
  | 'normal'
  | 'unacknowledged'
  | 'acknowledged'
  | 'returned'
  | 'shelved'
  | 'suppressed'
  | 'out-of-service';

const alarmIcons: Record<AlarmState, IconName> = {
  normal: 'tick',
  unacknowledged: 'bell',
  acknowledged: 'eye',
  returned: 'bell',
  shelved: 'clock',
  suppressed: 'filter',
  'out-of-service': 'paused',
};

/** The seven states in words. */
export function alarmStateNames(t: Translate): Record<AlarmState, string> {
  return {
    normal: t('Bình thường'),
    unacknowledged: t('Chưa xác nhận'),
    acknowledged: t('Đã nhận'),
    returned: t('Đã hết, chưa xác nhận'),
    shelved: t('Tạm gác'),
    suppressed: t('Chặn theo thiết kế'),
    'out-of-service': t('Ngừng dùng'),
  };
}

/** State of an alarm: only the unacknowledged one is filled, and it alone pulses. */
export function AlarmTag({ state, children }: { state: AlarmState; children: ReactNode }) {
  return (
    <span className={`alarm-tag alarm-${state}`}>
      <Icon name={alarmIcons[state]} />
      {children}
    </span>
  );
}

export type AlarmRow = { id: string; priority: number; title: string; state: AlarmState; stateText: string };

/** Alarms by priority: 1 red square, 2 amber triangle, 3 ring. */
export function AlarmList({ alarms, empty }: { alarms: readonly AlarmRow[]; empty: string }) {
  if (alarms.length === 0) return <p className="wall-empty">{empty}</p>;
  return (
    <ol className="al">
      {alarms.map((alarm) => (
        <li
          key={alarm.id}
          className={/shelved|suppressed|out-of-service/.test(alarm.state) ? 'dim' : undefined}
        >
          <svg width="36" height="36" viewBox="0 0 36 36" aria-hidden="true">
            <PriorityShape priority={alarm.priority} />
          </svg>
          <b>{alarm.title}</b>
          <AlarmTag state={alarm.state}>{alarm.stateText}</AlarmTag>
        </li>
      ))}
    </ol>
  );
}

export type LiveRow = {
  id: string;
  icon: IconName;
  title: string;
  place: string;
  time: string;
  isNew?: boolean | undefined;
};

/** What just came in, newest first; a new row is lit for a moment. */
export function LiveList({ rows, empty }: { rows: readonly LiveRow[]; empty: string }) {
  if (rows.length === 0) return <p className="wall-empty">{empty}</p>;
  return (
    <ol className="lv">
      {rows.map((row) => (
        <li key={row.id} className={row.isNew ? 'new' : undefined}>
          <Icon name={row.icon} />
          <b>{row.title}</b>
          <span>{row.place}</span>
          <time>{row.time}</time>
        </li>
      ))}
    </ol>
  );
}
