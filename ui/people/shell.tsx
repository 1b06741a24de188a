// Head, top bar, help band, footer and bottom bar of people's pages. Shows only the entries it is given.
import type { Translate } from '@city/kernel/text';
import type { ReactNode } from 'react';
import { Icon } from '../parts/icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { Leaf } from './leaf.tsx';
import { Logo } from '../parts/logo.tsx';
import type { Language } from '../parts/ruler-labels.ts';

export type NavEntry = { href: string; name: string };
export type BottomEntry = NavEntry & { icon: IconName };

/** A place where one reaches a human: words, telephone, and the nearest office. */
export type HumanHelp = {
  /** When and how, in two sentences. */
  text: string;
  /** Telephone number to dial, "1022". */
  phone: string;
  office?: NavEntry | undefined;
};

/** The href of the entry the path belongs to: the longest that the path begins with; "/" only by itself. */
export function currentEntry(entries: readonly NavEntry[], path: string): string | undefined {
  const bare = path.split('?')[0]!;
  const fitting = entries.filter(
    ({ href }) => bare === href || (href !== '/' && bare.startsWith(`${href}/`)),
  );
  return fitting.sort((a, b) => b.href.length - a.href.length)[0]?.href;
}

/** The same address in the other language; the rest of the query stays. */
export function languageHref(path: string, lang: Language): string {
  const url = new URL(path, 'http://city.invalid');
  url.searchParams.set('lang', lang);
  return `${url.pathname}${url.search}`;
}

export type TopBarProps = {
  t: Translate;
  lang: Language;
  path: string;
  /** Below the name: the city, or the part of the site. */
  place: string;
  nav: readonly NavEntry[];
  actorName?: string | undefined;
  /** Where the account lies; without it no account is shown. */
  accountHref?: string | undefined;
};

export function TopBar({ t, lang, path, place, nav, actorName, accountHref }: TopBarProps) {
  const other: Language = lang === 'vi' ? 'en' : 'vi';
  const current = currentEntry(nav, path);
  return (
    <header className="top">
      <div className="wrap">
        <a className="brand" href="/">
          <Logo />
          <span>
            Hoa Phượng<small>{place}</small>
          </span>
        </a>
        {nav.length > 0 && (
          <nav aria-label={t('Chính')}>
            {nav.map((entry) => (
              <a
                key={entry.href}
                href={entry.href}
                aria-current={entry.href === current ? 'page' : undefined}
              >
                {entry.name}
              </a>
            ))}
          </nav>
        )}
        <span className="grow" />
        <a className="lang" href={languageHref(path, other)} lang={other} hrefLang={other}>
          <Icon name="globe" size="sm" />
          {other === 'en' ? 'English' : 'Tiếng Việt'}
        </a>
        {accountHref !== undefined && <Account t={t} actorName={actorName} href={accountHref} />}
      </div>
    </header>
  );
}

/** On a phone only the icon shows, so the link carries its name for screen readers. */
function Account({ t, actorName, href }: { t: Translate; actorName: string | undefined; href: string }) {
  const label = actorName === undefined ? t('Đăng nhập') : t('Tài khoản của {name}', { name: actorName });
  return (
    <a className="acct" href={href} aria-label={label}>
      <Icon name="person" />
      <span className="nm">{actorName ?? t('Đăng nhập')}</span>
    </a>
  );
}

export type StepBarProps = { t: Translate; title: string; backHref: string; action?: ReactNode };

/** The top of a form: back, what it is, and one way out (keep for later, help). */
export function StepBar({ t, title, backHref, action }: StepBarProps) {
  return (
    <header className="stepbar">
      <a href={backHref} aria-label={t('Quay lại')}>
        <Icon name="arrow-left" />
      </a>
      <b>{title}</b>
      {action !== undefined && <span className="stepbar-action">{action}</span>}
    </header>
  );
}

export function HelpBand({ t, help }: { t: Translate; help: HumanHelp }) {
  return (
    <section className="help" aria-labelledby="help-title">
      <Leaf />
      <div className="wrap">
        <div>
          <h2 id="help-title">{t('Muốn gặp người?')}</h2>
          <p>{help.text}</p>
        </div>
        <div className="row">
          <a className="btn btn-primary" href={`tel:${help.phone}`}>
            <Icon name="phone" size="sm" />
            {t('Gọi {phone}', { phone: help.phone })}
          </a>
          {help.office && (
            <a className="btn btn-second" href={help.office.href}>
              <Icon name="pin" size="sm" />
              {help.office.name}
            </a>
          )}
        </div>
      </div>
    </section>
  );
}

export function Footer({ t, links, note }: { t: Translate; links: readonly NavEntry[]; note?: ReactNode }) {
  return (
    <footer className="foot">
      <div className="wrap">
        {note !== undefined && <p>{note}</p>}
        {links.length > 0 && (
          <nav aria-label={t('Cuối trang')}>
            {links.map((link) => (
              <a key={link.href} href={link.href}>
                {link.name}
              </a>
            ))}
          </nav>
        )}
      </div>
    </footer>
  );
}

/** Phones only: at most five entries, each an icon with its word. */
export function BottomBar({
  t,
  entries,
  path,
}: {
  t: Translate;
  entries: readonly BottomEntry[];
  path: string;
}) {
  const current = currentEntry(entries, path);
  return (
    <nav className={`tabbar tabbar-${Math.min(entries.length, 5)}`} aria-label={t('Cuối màn hình')}>
      {entries.slice(0, 5).map((entry) => (
        <a key={entry.href} href={entry.href} aria-current={entry.href === current ? 'page' : undefined}>
          <Icon name={entry.icon} />
          <span>{entry.name}</span>
        </a>
      ))}
    </nav>
  );
}
