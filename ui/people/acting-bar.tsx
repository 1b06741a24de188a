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
};

export function ActingBar({ t, name, isAlive, href }: ActingBarProps) {
  return (
    <aside className={isAlive ? 'acting' : 'acting is-over'} aria-label={t('Đang làm cho ai')}>
      <div className="wrap">
        <Icon name={isAlive ? 'hand-over' : 'need'} />
        <p>{isAlive ? t('Đang làm cho: {name}', { name }) : t('Không còn được làm thay {name}', { name })}</p>
        <a href={href}>{t('Đổi người')}</a>
      </div>
    </aside>
  );
}
