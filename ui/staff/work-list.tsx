// The list of a desk: grouped work, one chosen at a time with J and K, opened with Enter, marked with X.
import type { Translate } from '@city/kernel/text';
import { Fragment, useEffect, useRef, type ReactNode } from 'react';
import { Icon } from '../parts/icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { useKeys } from './keys.ts';

export type DueTone = 'plain' | 'soon' | 'late' | 'paused';

export type RelativeDueProps = {
  /** "1 ngày 4 giờ", "trễ 4 giờ". */
  text: string;
  /** "hẹn 15:30", "thứ Hai, 15:30". */
  due: string;
  tone?: DueTone | undefined;
  /** Share of the term that is used, 0–1: the small meter. */
  share?: number | undefined;
};

/** How long is left, until when, and a meter of the term. */
export function RelativeDue({ text, due, tone = 'plain', share }: RelativeDueProps) {
  return (
    <span className={`due due-${tone}`}>
      {text}
      <small>{due}</small>
      {share !== undefined && (
        <span className="meter" aria-hidden="true">
          <svg width={`${Math.round(Math.min(1, Math.max(0, share)) * 100)}%`} height="5" />
        </span>
      )}
    </span>
  );
}

export type WorkItem = {
  id: string;
  icon: IconName;
  title: string;
  meta: ReactNode;
  due: RelativeDueProps;
  unread?: boolean | undefined;
};

export type WorkGroup = {
  key: string;
  title: string;
  note?: string | undefined;
  need?: boolean | undefined;
  items: readonly WorkItem[];
};

export type WorkListProps = {
  t: Translate;
  label: string;
  groups: readonly WorkGroup[];
  selectedId: string | undefined;
  onSelect: (id: string) => void;
  /** Enter. */
  onOpen?: ((id: string) => void) | undefined;
  /** X marks several for one action. */
  marked?: ReadonlySet<string> | undefined;
  onMark?: ((id: string) => void) | undefined;
};

export function WorkList({ t, label, groups, selectedId, onSelect, onOpen, marked, onMark }: WorkListProps) {
  const list = useRef<HTMLDivElement>(null);
  const ids = groups.flatMap((group) => group.items.map((item) => item.id));
  const step = (by: number) => () => {
    const at = selectedId === undefined ? -1 : ids.indexOf(selectedId);
    const next = ids[Math.min(ids.length - 1, Math.max(0, at + by))];
    if (next !== undefined) onSelect(next);
  };
  const withChosen = (act: ((id: string) => void) | undefined) => () =>
    selectedId !== undefined && act?.(selectedId);
  const keys = [
    { keys: 'j', name: t('xuống, lên'), run: step(1) },
    { keys: 'k', name: t('xuống, lên'), run: step(-1) },
    ...(onOpen ? [{ keys: 'Enter', name: t('mở'), run: withChosen(onOpen) }] : []),
    ...(onMark ? [{ keys: 'x', name: t('chọn nhiều'), run: withChosen(onMark) }] : []),
  ];
  useKeys(keys);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [selectedId]);
  return (
    <div
      ref={list}
      className="work"
      role="listbox"
      aria-label={label}
      aria-multiselectable={onMark ? true : undefined}
      tabIndex={0}
      aria-activedescendant={selectedId === undefined ? undefined : `work-${selectedId}`}
      onClick={(event) => {
        const item = (event.target as Element).closest<HTMLElement>('[role=option]');
        if (item) onSelect(item.dataset['id']!);
      }}
      onKeyDown={(event) => {
        const act = {
          ArrowDown: step(1),
          ArrowUp: step(-1),
          Home: step(-ids.length),
          End: step(ids.length),
          Enter: withChosen(onOpen),
        }[event.key];
        if (!act) return;
        event.preventDefault();
        act();
      }}
    >
      {groups.map((group) => (
        <Fragment key={group.key}>
          <Group group={group} selectedId={selectedId} marked={marked} t={t} />
        </Fragment>
      ))}
    </div>
  );
}

type GroupProps = Pick<WorkListProps, 't' | 'selectedId' | 'marked'> & { group: WorkGroup };

function Group({ t, group, selectedId, marked }: GroupProps) {
  return (
    <div role="group" aria-label={group.title}>
      <div className={group.need ? 'gh need' : 'gh'} aria-hidden="true">
        <span>{group.title}</span>
        <span>{group.note}</span>
      </div>
      {group.items.map((item) => (
        <div
          key={item.id}
          id={`work-${item.id}`}
          role="option"
          aria-selected={item.id === selectedId}
          className={`it${item.id === selectedId ? ' sel' : ''}${item.unread ? ' unread' : ''}${marked?.has(item.id) ? ' marked' : ''}`}
          data-id={item.id}
        >
          <Icon name={marked?.has(item.id) ? 'tick' : item.icon} size="sm" />
          <div className="it-words">
            <b>
              {item.unread && <span className="vh">{t('chưa đọc')}: </span>}
              {item.title}
            </b>
            <p>{item.meta}</p>
          </div>
          <RelativeDue {...item.due} />
        </div>
      ))}
    </div>
  );
}
