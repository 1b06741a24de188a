// Steps of a form, tabs between views, breadcrumbs, and the way to the next page of a list.
import type { Translate } from '@city/kernel/text';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

export type StepsProps = {
  t: Translate;
  /** Words of each step. */
  steps: readonly string[];
  /** The step the reader is at, counted from 1. */
  current: number;
};

/** Bars and one sentence on a phone, numbered rings on a wide screen. */
export function Steps({ t, steps, current }: StepsProps) {
  const place = t('Bước {step} trên {steps}', { step: current, steps: steps.length });
  return (
    <div className="steps">
      <p className="steps-words">
        {place} · {steps[current - 1]}
      </p>
      <ol className={`steps-list steps-${steps.length}`} aria-label={place}>
        {steps.map((name, index) => {
          const number = index + 1;
          const state = number < current ? 'is-past' : number === current ? 'is-now' : undefined;
          return (
            <li key={name} className={state} aria-current={number === current ? 'step' : undefined}>
              <b>{number < current ? <Icon name="tick" size="xs" label={t('đã xong')} /> : number}</b>
              <span>{name}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

export type TabsProps = {
  label: string;
  tabs: ReadonlyArray<{ href: string; name: string; icon?: IconName; count?: string }>;
  /** The href of the view that is open. */
  current: string;
};

/** Tabs between addresses: each is a link, so they work without a script. */
export function Tabs({ label, tabs, current }: TabsProps) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.href} href={tab.href} aria-current={tab.href === current ? 'page' : undefined}>
          {tab.icon && <Icon name={tab.icon} size="sm" />}
          {tab.name}
          {tab.count !== undefined && <span className="num muted">{tab.count}</span>}
        </a>
      ))}
    </nav>
  );
}

export type Crumb = { href?: string; name: string };

export function Breadcrumbs({ t, items }: { t: Translate; items: readonly Crumb[] }) {
  return (
    <nav className="crumb" aria-label={t('Đường dẫn')}>
      <ol>
        {items.map((item, index) => (
          <li key={item.name}>
            {index > 0 && <Icon name="chevron-right" size="xs" />}
            {item.href === undefined ? (
              <span className="num" aria-current={index === items.length - 1 ? 'page' : undefined}>
                {item.name}
              </span>
            ) : (
              <a href={item.href}>{item.name}</a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

export type PaginationProps = {
  t: Translate;
  /** Address of the next page (opaque cursor); left out on the last page. */
  nextHref?: string | undefined;
  /** Address of the first page; left out when already there. */
  firstHref?: string | undefined;
  /** What is shown of how many, for example "20 trong 4.412 việc". */
  shown?: string | undefined;
};

export function Pagination({ t, nextHref, firstHref, shown }: PaginationProps) {
  return (
    <nav className="pages" aria-label={t('Trang')}>
      {shown !== undefined && <span className="muted num">{shown}</span>}
      {firstHref !== undefined && (
        <a className="btn btn-plain" href={firstHref}>
          <Icon name="arrow-left" size="sm" />
          {t('Về đầu danh sách')}
        </a>
      )}
      {nextHref !== undefined && (
        <a className="btn btn-second" href={nextHref} rel="next">
          {t('Xem tiếp')}
          <Icon name="arrow-right" size="sm" />
        </a>
      )}
    </nav>
  );
}
