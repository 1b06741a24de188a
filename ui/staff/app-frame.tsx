// The frame of the officers' desk: post, search and clock above, boxes at the left, the keys at the foot.
import type { Translate } from '@city/kernel/text';
import { useEffect, useRef, type ReactNode } from 'react';
import { Icon } from '../parts/icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { Logo } from '../parts/logo.tsx';
import { KeyBar, KeyHint } from './key-hints.tsx';
import { useKeys } from './keys.ts';

export type DeskNavEntry = {
  href: string;
  name: string;
  icon: IconName;
  count?: string | undefined;
  /** The count calls for a person: red. */
  need?: boolean | undefined;
};

export type DeskNavGroup = { title: string; entries: readonly DeskNavEntry[] };

export type AppFrameProps = {
  t: Translate;
  title: string;
  /** Posts the officer holds; the switcher shows when there is more than one. */
  posts: readonly { id: string; name: string }[];
  postId: string;
  onPost: (id: string) => void;
  search?:
    | { placeholder: string; value: string; onChange: (text: string) => void; onSubmit: () => void }
    | undefined;
  /** "Thứ Ba, 8/9/2026, 09:30". */
  clock: string;
  nav: readonly DeskNavGroup[];
  /** Address of the open box. */
  current: string;
  /** Takes over plain clicks on links inside the frame, for the router. */
  onNavigate?: ((href: string) => void) | undefined;
  /** Bell, account and the like at the end of the top bar. */
  tools?: ReactNode;
  /** At the end of the keys: what was saved when. */
  saved?: ReactNode;
  children: ReactNode;
};

export function AppFrame(props: AppFrameProps) {
  const { t, title, search, clock, nav, current, onNavigate, tools, saved, children } = props;
  const frame = useFollow(onNavigate);
  return (
    <div className="app" ref={frame}>
      <a className="skip" href="#desk-main">
        {t('Tới nội dung chính')}
      </a>
      <header className="tb">
        <span className="brand">
          <Logo size={28} />
          {title}
        </span>
        <PostSwitcher {...props} />
        {search && <Search t={t} {...search} />}
        <div className="tb-end">
          <span className="num">{clock}</span>
          {tools}
        </div>
      </header>
      <nav className="nav" aria-label={t('Hộp việc')}>
        {nav.map((group) => (
          <NavGroup key={group.title} group={group} current={current} />
        ))}
      </nav>
      <div className="desk" id="desk-main" tabIndex={-1}>
        {children}
      </div>
      <KeyBar t={t} end={saved} />
    </div>
  );
}

/** Hands clicks on links inside the element over to the router. */
function useFollow(onNavigate: ((href: string) => void) | undefined) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    if (!element || !onNavigate) return undefined;
    const listen = (event: MouseEvent) => follow(event, onNavigate);
    element.addEventListener('click', listen);
    return () => element.removeEventListener('click', listen);
  }, [onNavigate]);
  return frame;
}

/** Ordinary clicks on our own links go to the router; new tabs, downloads and other sites stay the browser's. */
function follow(event: MouseEvent, onNavigate: (href: string) => void): void {
  if (
    event.defaultPrevented ||
    event.button !== 0 ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey
  )
    return;
  const link = (event.target as Element).closest('a');
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
  const href = link.getAttribute('href') ?? '';
  if (!href.startsWith('/')) return;
  event.preventDefault();
  onNavigate(href);
}

function PostSwitcher({
  t,
  posts,
  postId,
  onPost,
}: Pick<AppFrameProps, 't' | 'posts' | 'postId' | 'onPost'>) {
  const here = posts.find((post) => post.id === postId);
  if (posts.length <= 1) {
    return (
      here && (
        <span className="post">
          <Icon name="office" size="xs" />
          {here.name}
        </span>
      )
    );
  }
  return (
    <label className="post">
      <Icon name="office" size="xs" />
      <span className="vh">{t('Làm việc với tư cách')}</span>
      <select value={postId} onChange={(event) => onPost(event.target.value)}>
        {posts.map((post) => (
          <option key={post.id} value={post.id}>
            {post.name}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" size="xs" />
    </label>
  );
}

type SearchProps = { t: Translate } & NonNullable<AppFrameProps['search']>;

function Search({ t, placeholder, value, onChange, onSubmit }: SearchProps) {
  const input = useRef<HTMLInputElement>(null);
  useKeys([{ keys: '/', name: t('tìm'), quiet: true, run: () => input.current?.focus() }]);
  return (
    <form
      className="srch"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Icon name="search" size="sm" />
      <input
        ref={input}
        className="input"
        type="search"
        aria-label={t('Tìm')}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <KeyHint keys="/" />
    </form>
  );
}

function NavGroup({ group, current }: { group: DeskNavGroup; current: string }) {
  return (
    <>
      <h2>{group.title}</h2>
      <ul>
        {group.entries.map((entry) => (
          <li key={entry.href}>
            <a
              className={entry.need ? 'need' : undefined}
              href={entry.href}
              aria-current={entry.href === current ? 'page' : undefined}
            >
              <Icon name={entry.icon} size="sm" />
              <span>{entry.name}</span>
              {entry.count !== undefined && <span className="nav-count">{entry.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
