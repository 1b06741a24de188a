// What happened and what comes, newest first. Each entry: time, words, an icon in a dot.
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

export type TimelineItem = {
  key: string;
  /** Written time, "Thứ Sáu, 4/9/2026, 14:52". */
  time: string;
  /** The same time for machines, RFC 3339. */
  dateTime?: string | undefined;
  title: ReactNode;
  text?: ReactNode | undefined;
  icon: IconName;
  kind?: 'next' | 'now' | 'past' | 'done' | 'need' | undefined;
  /** Links, proofs and other details below. */
  children?: ReactNode | undefined;
};

export type TimelineProps = {
  items: readonly TimelineItem[];
  /** `large` has square 40 px icons, `small` is the desk's. */
  size?: 'large' | 'medium' | 'small' | undefined;
  label?: string | undefined;
};

export function Timeline({ items, size = 'medium', label }: TimelineProps) {
  return (
    <ol className={size === 'medium' ? 'tl' : `tl tl-${size}`} aria-label={label}>
      {items.map(({ key, time, dateTime, title, text, icon, kind = 'past', children }) => (
        <li key={key}>
          <span className={kind === 'past' ? 'tl-dot' : `tl-dot is-${kind}`}>
            <Icon name={icon} />
          </span>
          <time dateTime={dateTime}>{time}</time>
          <b>{title}</b>
          {text !== undefined && <p>{text}</p>}
          {children}
        </li>
      ))}
    </ol>
  );
}
