// Sets a page's content into the people's layout, with the entries of the modules that are there.
import type { ReactNode } from 'react';
import type { Language, Layout } from '@city/kernel/http';
import type { CityModule, NavEntry } from '@city/kernel/module';
import { type NavItem, PeoplePage, renderPage } from '@city/ui/people';

export function makeLayout(modules: readonly CityModule<never>[]): Layout {
  const entries = modules.flatMap((module) => module.nav ?? []).sort((a, b) => a.order - b.order);
  return ({ view, lang, actor, path, t }) => {
    if (view.options.bare) return renderPage(view.content as ReactNode);
    const home: NavItem = { href: '/', text: t('Trang chủ'), icon: 'home' };
    const me: NavItem[] = modules.some((module) => module.authenticate)
      ? [{ href: actor.kind === 'anonymous' ? `/sign-in?return_to=${encodeURIComponent(path)}` : '/me', text: t('Tôi'), icon: 'user' }]
      : [];
    return renderPage(
      <PeoplePage
        title={view.title}
        lang={lang}
        t={t}
        path={path}
        {...(actor.name ? { actorName: actor.name } : {})}
        {...(view.options.description ? { description: view.options.description } : {})}
        {...(view.options.breadcrumbs ? { breadcrumbs: view.options.breadcrumbs } : {})}
        nav={navItems(entries, 'header', lang)}
        bottomNav={[home, ...navItems(entries, 'bottom', lang).slice(0, 3), ...me]}
        account={me[0]}
      >
        {view.content as ReactNode}
      </PeoplePage>,
    );
  };
}

/** The entries of a place, in the language of the page. */
export function navItems(entries: readonly NavEntry[], place: NavEntry['places'][number], lang: Language): NavItem[] {
  return entries
    .filter((entry) => entry.places.includes(place))
    .map((entry) => ({
      href: entry.href,
      text: entry.text[lang],
      icon: entry.icon as NavItem['icon'],
      ...(entry.describe ? { describe: entry.describe[lang] } : {}),
    }));
}
