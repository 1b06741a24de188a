// The people's home page: one question, what the modules have for this person, the services that are there.
import { Fragment, type ReactNode } from 'react';
import { Type } from 'typebox';
import { page, type RequestContext, type Route, view } from '@city/kernel/http';
import type { CityModule, Found, HomeCard, RunningCity } from '@city/kernel/module';
import type { Translate } from '@city/kernel/text';
import { EmptyState, Icon, type IconName } from '@city/ui/parts';
import { Find, Hero, Section, ServiceGrid, TwoSections } from '@city/ui/people';
import { type NavItem, navEntries, navItems } from './layout.tsx';

const longestSearch = 100;

export function homeRoutes(modules: readonly CityModule<never>[], running: RunningCity): readonly Route[] {
  const entries = navEntries(modules);
  const contextOf = (module: CityModule<never>) => running.context(module.name) as never;
  const cards = modules
    .flatMap((module) => module.home?.(contextOf(module)) ?? [])
    .sort((a, b) => a.order - b.order);
  const finders = modules.flatMap((module) => (module.find ? [module.find(contextOf(module))] : []));
  return [
    page(
      { url: '/', permission: 'public: the home page', summary: { vi: 'Trang chủ', en: 'Home' } },
      async (c) => {
        const drawn = await Promise.all(
          cards.map(async (card) => ({ card, node: await card.render(c as RequestContext) })),
        );
        const at = (place: HomeCard['place']) =>
          drawn
            .filter(({ card, node }) => card.place === place && node !== null)
            .map(({ node }) => node as ReactNode);
        const services = navItems(entries, 'service', c.lang);
        const description = c.t(
          'Gửi phản ánh, theo dõi việc của bạn, tra cứu phường xã và dịch vụ số của thành phố Hải Phòng.',
        );
        return view(
          c.t('Bạn cần làm gì hôm nay?'),
          <Home t={c.t} at={at} services={services} search={finders.length > 0} />,
          { description },
        );
      },
    ),
    page(
      {
        url: '/search',
        permission: 'public: searches public things',
        summary: { vi: 'Tìm', en: 'Search' },
        query: Type.Object({
          q: Type.Optional(Type.String({ maxLength: longestSearch })),
          lang: Type.Optional(Type.String()),
        }),
      },
      async (c) => {
        const words = (c.query.q ?? '').trim();
        const found = words ? (await Promise.all(finders.map((find) => find(c as never, words)))).flat() : [];
        const sorted = found.sort((a, b) => b.score - a.score).slice(0, 30);
        return view(c.t('Tìm'), <Search t={c.t} words={words} found={sorted} />, { page: { noIndex: true } });
      },
    ),
  ];
}

interface HomeProps {
  readonly t: Translate;
  readonly at: (place: HomeCard['place']) => ReactNode[];
  readonly services: readonly NavItem[];
  readonly search: boolean;
}

function Home({ t, at, services, search }: HomeProps) {
  const [figures, mine] = [at('figures'), at('mine')];
  return (
    <>
      <Hero aside={figures.length > 0 ? keyed(figures) : undefined}>
        <h1>{t('Bạn cần làm gì hôm nay?')}</h1>
        {search ? <SearchForm t={t} words="" /> : null}
        {keyed(at('action'))}
      </Hero>
      {mine.length > 0 ? <TwoSections>{keyed(mine)}</TwoSections> : null}
      {keyed(at('section'))}
      {services.length > 0 ? (
        <div className="wrap">
          <Section id="services" title={t('Dịch vụ của thành phố')}>
            <ServiceGrid
              services={services.map(({ href, icon, name, describe }) => ({
                href,
                icon,
                name,
                text: describe,
              }))}
            />
          </Section>
        </div>
      ) : null}
    </>
  );
}

function keyed(nodes: readonly ReactNode[]): ReactNode[] {
  return nodes.map((node, order) => <Fragment key={String(order)}>{node}</Fragment>);
}

function SearchForm({ t, words }: { t: Translate; words: string }) {
  return (
    <Find
      action="/search"
      label={t('Tìm dịch vụ')}
      placeholder={t('Tìm dịch vụ, phường xã, mã phản ánh…')}
      button={t('Tìm')}
      value={words}
    />
  );
}

function Search({ t, words, found }: { t: Translate; words: string; found: readonly Found[] }) {
  return (
    <div className="wrap stack">
      <h1>{t('Tìm')}</h1>
      <SearchForm t={t} words={words} />
      {words ? <p className="muted">{t('{n} kết quả cho “{words}”', { n: found.length, words })}</p> : null}
      {words && found.length === 0 ? (
        <EmptyState icon="search" title={t('Chưa tìm thấy')}>
          {t('Thử từ khác, gõ không dấu cũng được, hoặc gọi 1022 để hỏi.')}
        </EmptyState>
      ) : null}
      <ul className="found">
        {found.map((one) => (
          <li key={one.href}>
            <a href={one.href}>
              <Icon name={one.icon as IconName} />
              <span>
                <b>{one.title}</b>
                <small>{one.describe}</small>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
