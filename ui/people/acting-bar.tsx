// The bar below the top bar of whoever acts for another: for whom, whether it still holds, and the way to change it.
import type { Translate } from '@city/kernel/text';
import { Icon } from '../parts/icon.tsx';

export type ActingBarProps = {
  t: Translate;
  /** Whose name is acted in. */
  name: string;
  /** Whether anything may still be done for them. */
  isAlive: boolean;
  /** Where it is changed. */
  href: string;
  /** The stream that says when it changed; the bar is then fetched anew, also on a page that is open. */
  live?: { readonly url: string; readonly events: string } | undefined;
};

export function ActingBar({ t, name, isAlive, href, live }: ActingBarProps) {
  return (
    <aside
      id="acting"
      aria-label={t('Đang làm cho ai')}
      aria-live="polite"
      data-live={live?.url}
      data-live-events={live?.events}
    >
      <div className={isAlive ? 'acting' : 'acting is-over'}>
        <div className="wrap">
          <Icon name={isAlive ? 'hand-over' : 'need'} />
          <p>
            {isAlive ? t('Đang làm cho: {name}', { name }) : t('Không còn được làm thay {name}', { name })}
          </p>
          <a href={href}>{t('Đổi người')}</a>
        </div>
      </div>
    </aside>
  );
}
