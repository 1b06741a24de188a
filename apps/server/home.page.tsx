// The people's home page: one question, what the modules have for this person, the services that are there.
import type { ReactNode } from 'react';
import { page, type Route, view } from '@city/kernel/http';
import type { CityModule, HomeCard, RunningCity } from '@city/kernel/module';
import { HomeLayout } from '@city/ui/people';
import { navItems } from './layout.tsx';

export function homeRoutes(modules: readonly CityModule<never>[], running: RunningCity): readonly Route[] {
  const entries = modules.flatMap((module) => module.nav ?? []).sort((a, b) => a.order - b.order);
  const cards = modules
    .flatMap((module) => module.home?.(running.context(module.name) as never) ?? [])
    .sort((a, b) => a.order - b.order);
  return [
    page({ url: '/', permission: 'public: the home page', summary: { vi: 'Trang chủ', en: 'Home' } }, async (c) => {
      const drawn = await Promise.all(cards.map(async (card) => ({ card, node: (await card.render(c as never)) as ReactNode | null })));
      const at = (place: HomeCard['place']) =>
        drawn.filter(({ card, node }) => card.place === place && node !== null).map(({ node }) => node as ReactNode);
      const content = (
        <HomeLayout
          t={c.t}
          actions={at('action')}
          mine={at('mine')}
          figures={at('figures')}
          sections={at('section')}
          services={navItems(entries, 'service', c.lang)}
        />
      );
      return view(c.t('Bạn cần làm gì hôm nay?'), content, { wide: true });
    }),
  ];
}
