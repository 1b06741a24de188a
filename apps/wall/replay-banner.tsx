// Says without doubt that this is the past, and how to steer it: pause and speed, by button or key.
import { useEffect } from 'react';
import { Icon } from '@city/ui/parts';
import type { WallWords } from '@city/ui/wall';
import { isOver } from './replay-clock.ts';
import type { ReplayControl } from './session.ts';

type Keys = Readonly<Record<string, () => void>>;

export function ReplayBanner({ words, replay }: { words: WallWords; replay: ReplayControl }) {
  const { t } = words;
  const { speed, paused, waiting } = replay.clock();
  const over = isOver(replay.clock());
  useKeys({
    ' ': replay.pause,
    '+': () => replay.speed(1),
    '=': () => replay.speed(1),
    ArrowUp: () => replay.speed(1),
    '-': () => replay.speed(-1),
    ArrowDown: () => replay.speed(-1),
    Home: () => location.reload(),
    Escape: () => location.assign(liveAddress()),
  });
  return (
    <div className="replay" role="group" aria-label={t('Phát lại')}>
      <strong className="replay-sign">
        <Icon name="history" />
        {t('PHÁT LẠI')}
      </strong>
      <span className="replay-state">
        {over
          ? t('Đã hết đoạn phát lại')
          : stateWords(words, { speed, paused, waiting, prepared: replay.prepared() })}
      </span>
      <div className="replay-keys">
        <button type="button" onClick={replay.pause} aria-pressed={paused}>
          {paused ? t('Tiếp') : t('Dừng')} <kbd>{t('cách')}</kbd>
        </button>
        <button type="button" onClick={() => replay.speed(-1)}>
          {t('Chậm')} <kbd>−</kbd>
        </button>
        <button type="button" onClick={() => replay.speed(1)}>
          {t('Nhanh')} <kbd>+</kbd>
        </button>
        <a href={liveAddress()}>
          {t('Hiện tại')} <kbd>Esc</kbd>
        </a>
      </div>
    </div>
  );
}

type State = { speed: number; paused: boolean; waiting: boolean; prepared: number };

function stateWords({ t, number, percent }: WallWords, { speed, paused, waiting, prepared }: State): string {
  if (prepared < 1)
    return t('đang đọc 30 ngày trước đó, {share}', {
      share: percent(Math.max(0, Math.round(prepared * 100) / 100)),
    });
  if (paused) return t('đang dừng');
  if (waiting) return t('đang chờ dữ liệu…');
  return t('nhanh gấp {speed} lần', { speed: number(speed) });
}

function liveAddress(): string {
  const query = new URLSearchParams(location.search);
  for (const name of ['replay', 'speed', 'to']) query.delete(name);
  return `/wall${query.size > 0 ? `?${query}` : ''}`;
}

function useKeys(keys: Keys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const onControl = event.target instanceof HTMLElement && event.target.closest('button, a') !== null;
      if (
        event.ctrlKey ||
        event.altKey ||
        event.metaKey ||
        (onControl && (event.key === ' ' || event.key === 'Enter'))
      )
        return;
      const run = keys[event.key];
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}
