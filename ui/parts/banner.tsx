// Banners: an edge, an icon, words, one way on.
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

export type BannerTone = 'need' | 'soon' | 'done' | 'info';

const bannerIcons: Record<BannerTone, IconName> = { need: 'need', soon: 'clock', done: 'done', info: 'info' };

export type BannerProps = {
  tone?: BannerTone | undefined;
  icon?: IconName | undefined;
  title: ReactNode;
  children?: ReactNode | undefined;
  /** `alert` interrupts a screen reader, `status` waits; leave out for what stood there from the start. */
  role?: 'alert' | 'status' | undefined;
  id?: string | undefined;
};

export function Banner({ tone = 'info', icon, title, children, role, id }: BannerProps) {
  return (
    <div className={tone === 'info' ? 'banner' : `banner banner-${tone}`} role={role} id={id}>
      <Icon name={icon ?? bannerIcons[tone]} />
      <div>
        <b>{title}</b>
        {children}
      </div>
    </div>
  );
}
