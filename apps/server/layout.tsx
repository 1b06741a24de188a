// Sets a page's content into the people's layout, with the entries of the modules that are there.
import type { ReactNode } from 'react';
import type { Language, Layout } from '@city/kernel/http';
import type { CityModule, NavEntry } from '@city/kernel/module';
import type { IconName } from '@city/ui/parts';
import { PeoplePage, renderPage } from '@city/ui/people';

export interface NavItem {
  readonly href: string;
  readonly name: string;
  readonly icon: IconName;
  readonly describe: string;
}

export function makeLayout(modules: readonly CityModule<never>[]): Layout {
  const entries = navEntries(modules);
  const canSignIn = modules.some((module) => module.authenticate);
  return ({ view, lang, actor, path, origin, t }) => {
    if (view.options.bare) return renderPage(view.content as ReactNode);
    const account = actor.kind === 'anonymous' ? `/sign-in?return_to=${encodeURIComponent(path)}` : '/me';
    const me = canSignIn ? [{ href: account, name: t('Tôi'), icon: 'person' as const }] : [];
    return renderPage(
      <PeoplePage
        title={view.title}
        lang={lang}
        t={t}
        path={path}
        origin={origin}
        actorName={actor.name ?? undefined}
        accountHref={canSignIn ? account : undefined}
        acting={
          actor.onBehalfOf && {
            name: actor.onBehalfOf.name,
            isAlive: actor.onBehalfOf.powers.length > 0,
            href: `/me/acting?return_to=${encodeURIComponent(path)}`,
            live: { url: '/api/live?topics=mandates', events: 'mandate' },
          }
        }
        description={view.options.description}
        breadcrumbs={view.options.breadcrumbs}
        nav={navItems(entries, 'header', lang)}
        bottomNav={[
          { href: '/', name: t('Trang chủ'), icon: 'home' },
          ...navItems(entries, 'bottom', lang).slice(0, 3),
          ...me,
        ]}
        footerLinks={[
          { href: '/docs/api', name: t('Giao diện lập trình') },
          { href: '/ui', name: t('Thành phần giao diện') },
        ]}
        help={{
          text: t(
            'Gọi 1022, cả ngày đêm, miễn phí. Hoặc đến bộ phận Một cửa gần nhất, 7:30 – 17:30 từ thứ Hai đến thứ Sáu.',
          ),
          phone: '1022',
        }}
        {...view.options.page}
      >
        {view.content as ReactNode}
      </PeoplePage>,
    );
  };
}

export function navEntries(modules: readonly CityModule<never>[]): NavEntry[] {
  return modules.flatMap((module) => module.nav ?? []).sort((a, b) => a.order - b.order);
}

/** The entries of a place, in the language of the page. */
export function navItems(
  entries: readonly NavEntry[],
  place: NavEntry['places'][number],
  lang: Language,
): NavItem[] {
  return entries
    .filter((entry) => entry.places.includes(place))
    .map(({ href, text, icon, describe }) => ({
      href,
      name: text[lang],
      icon: icon as IconName,
      describe: describe?.[lang] ?? '',
    }));
}
