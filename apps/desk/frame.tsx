// The frame around every screen: the post, the search, the clock, the boxes of all modules, the way to the other language.
import { capital, type DeskContext, type DeskPost, momentWords, sendJson } from '@city/ui/desk';
import { Icon } from '@city/ui/parts';
import { AppFrame, useNow } from '@city/ui/staff';
import { type ReactNode, useEffect, useState } from 'react';
import { currentEntry } from './current-entry.ts';
import { deskModules } from './screens.ts';

const searchable = deskModules.find((module) => module.search)?.search;

export function Frame({
  desk,
  posts,
  children,
}: {
  desk: DeskContext;
  posts: readonly DeskPost[];
  children: ReactNode;
}) {
  const { t, lang, me } = desk;
  const nav = useNav(desk);
  const now = useNow(10_000);
  const asked = new URL(desk.href, location.origin).searchParams.get('q') ?? '';
  const [words, setWords] = useState(asked);
  useEffect(() => setWords(asked), [asked]);
  const takePost = async (post: string) => {
    await sendJson('/api/me/post', { post });
    location.assign('/desk');
  };
  return (
    <AppFrame
      t={t}
      title={t('Bàn làm việc')}
      posts={posts.map((post) => ({ id: post.id, name: post.title[lang] }))}
      postId={me.post.id}
      onPost={(post) => void takePost(post)}
      search={
        searchable && {
          placeholder: searchable.placeholder(t),
          value: words,
          onChange: setWords,
          onSubmit: () => {
            // The keys of the list work at once.
            (document.activeElement as HTMLElement | null)?.blur();
            desk.navigate(searchable.href(words.trim()));
          },
        }
      }
      clock={capital(momentWords(new Date(now), lang))}
      nav={nav}
      current={currentEntry(
        nav.flatMap((group) => group.entries.map((entry) => entry.href)),
        desk.href,
      )}
      onNavigate={(href) => (/^\/desk(?=[/?]|$)/.test(href) ? desk.navigate(href) : location.assign(href))}
      tools={<Tools desk={desk} />}
    >
      {children}
    </AppFrame>
  );
}

/** Hooks of every module in a fixed order: the list of modules never changes while the desk is open. */
function useNav(desk: DeskContext) {
  return deskModules.flatMap((module) => module.useNav(desk));
}

/** Path of the first screen of the first module that has something for this post. */
export function useFirstScreen(desk: DeskContext): string | undefined {
  const navs = deskModules.map((module) => module.useNav(desk));
  const at = navs.findIndex((groups) => groups.some(({ entries }) => entries.length > 0));
  return deskModules[at]?.screens[0]?.path;
}

function Tools({ desk: { t, lang, me, href } }: { desk: DeskContext }) {
  const other = lang === 'vi' ? 'en' : 'vi';
  const here = new URL(href, location.origin);
  here.searchParams.set('lang', other);
  return (
    <>
      <a className="tb-lang" href={here.pathname + here.search} hrefLang={other} lang={other} target="_self">
        <Icon name="globe" size="sm" />
        {lang === 'vi' ? 'English' : 'Tiếng Việt'}
      </a>
      <a className="icon-btn" href="/me" target="_self" title={me.name ?? t('Trang của tôi')}>
        <Icon name="person" />
        <span className="vh">{t('Trang của {name}', { name: me.name ?? '' })}</span>
      </a>
    </>
  );
}
