// Small parts of the action pane: checks before sending, the place for photos, a message with a way back.
import type { Translate } from '@city/kernel/text';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Icon } from '../parts/icon.tsx';

export type ChecksProps = { label: string; checks: readonly { key: string; ok: boolean; text: string }[] };

/** What is complete and what is still missing before something goes out. */
export function Checks({ label, checks }: ChecksProps) {
  return (
    <ul className="chk" aria-label={label}>
      {checks.map((check) => (
        <li key={check.key} className={check.ok ? undefined : 'no'}>
          <Icon name={check.ok ? 'tick' : 'need'} size="sm" />
          {check.text}
        </li>
      ))}
    </ul>
  );
}

export type PhotoDropProps = {
  title: string;
  text: ReactNode;
  onFiles: (files: File[]) => void;
  /** Accepts several. */
  multiple?: boolean | undefined;
};

/** Photos by drag, by paste inside it, or by pressing. */
export function PhotoDrop({ title, text, onFiles, multiple = false }: PhotoDropProps) {
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    const pictures = [...(files ?? [])].filter((file) => file.type.startsWith('image/'));
    if (pictures.length > 0) onFiles(multiple ? pictures : pictures.slice(0, 1));
  };
  return (
    <label
      className={isOver ? 'ev is-over' : 'ev'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
      onPaste={(event) => take(event.clipboardData.files)}
    >
      <input
        type="file"
        className="vh"
        accept="image/*"
        multiple={multiple}
        onChange={(event) => take(event.target.files)}
      />
      <Icon name="camera" size="lg" />
      <span>
        <b>{title}</b>
        <span>{text}</span>
      </span>
    </label>
  );
}

export type ToastProps = {
  t: Translate;
  children: ReactNode;
  /** The way back; the record of what was done stays elsewhere. */
  onUndo?: (() => void) | undefined;
  onGone: () => void;
  /** How long it stays; default 8. It waits while pointed at or focused. */
  seconds?: number | undefined;
};

/** A passing message, only for what can be undone or does not matter. */
export function Toast({ t, children, onUndo, onGone, seconds = 8 }: ToastProps) {
  const [isHeld, hold] = useState(false);
  const gone = useRef(onGone);
  gone.current = onGone;
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => gone.current(), seconds * 1000);
    return () => clearTimeout(timer);
  }, [isHeld, seconds]);
  return (
    <div
      className="toast"
      role="status"
      onMouseEnter={() => hold(true)}
      onMouseLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      <Icon name="done" />
      <span>{children}</span>
      {onUndo && (
        <button type="button" onClick={onUndo}>
          {t('Hoàn tác')}
        </button>
      )}
    </div>
  );
}
