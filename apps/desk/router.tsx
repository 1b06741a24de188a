// The desk's addresses: one route a screen, each loaded when it is first opened, inside one frame.
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  type RouteComponent,
  RouterProvider,
  useRouter,
  useRouterState,
} from '@tanstack/react-router';
import type { Translate } from '@city/kernel/text';
import type { DeskContext, DeskOfficer, DeskScreen } from '@city/ui/desk';
import { ButtonLink, EmptyState, ErrorState, LoadingState } from '@city/ui/parts';
import { Component, lazy, type ReactNode, Suspense, useEffect, useMemo, useRef } from 'react';
import { useAnnounce } from './announcer.tsx';
import { Frame, useFirstScreen } from './frame.tsx';
import { deskModules } from './screens.ts';
import type { Me } from './session.ts';

export type OpenSession = { lang: 'vi' | 'en'; t: Translate; me: Me & DeskOfficer };

const base = '/desk';
const screens = deskModules.flatMap((module) => module.screens);

const root = createRootRouteWithContext<{ session: OpenSession }>()({
  component: Framed,
  notFoundComponent: NotFound,
});
const first = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: FirstScreen,
});
const children = screens.map((screen) =>
  createRoute({ getParentRoute: () => root, path: screen.path, component: screenOf(screen) }),
);
const router = createRouter({
  routeTree: root.addChildren([first, ...children]),
  basepath: base,
  context: { session: undefined as never },
  scrollRestoration: false,
  // Plain queries: `?q=123` stays a text.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString();
    return text === '' ? '' : `?${text}`;
  },
});

export function DeskRouter({ session }: { session: OpenSession }) {
  return <RouterProvider router={router as never} context={{ session } as never} />;
}

function useDesk(): DeskContext {
  const { session } = root.useRouteContext() as { session: OpenSession };
  const { navigate } = useRouter();
  const announce = useAnnounce();
  const { pathname, searchStr } = useRouterState({ select: (state) => state.location });
  return useMemo(
    () => ({
      ...session,
      href: `${base}${pathname}${searchStr}`.replace(`${base}${base}`, base),
      announce,
      navigate: (href, options) => {
        const url = new URL(href, location.origin);
        const to = url.pathname.replace(/^\/desk(?=\/|$)/, '') || '/';
        void navigate({
          to,
          search: Object.fromEntries(url.searchParams),
          replace: options?.replace ?? false,
        } as never);
      },
    }),
    [session, announce, pathname, searchStr, navigate],
  );
}

/** The desk's own address leads to the first thing that this post has to do with. */
function FirstScreen() {
  const desk = useDesk();
  const first = useFirstScreen(desk);
  const { navigate } = desk;
  useEffect(() => {
    if (first) navigate(`${base}${first}`, { replace: true });
  }, [first, navigate]);
  return first ? null : <NotFound />;
}

function Framed() {
  const desk = useDesk();
  const { session } = root.useRouteContext() as { session: OpenSession };
  return (
    <Frame desk={desk} posts={session.me.posts}>
      <Outlet />
    </Frame>
  );
}

function screenOf(screen: DeskScreen): RouteComponent {
  const Loaded = lazy(async () => ({ default: (await screen.load()).Screen }));
  return function ScreenRoute() {
    const desk = useDesk();
    const { t, lang } = desk;
    const href = useOwnHref(desk.href, `${base}${screen.path}`);
    const title = screen.title[lang];
    useEffect(() => {
      document.title = `${title} · ${t('Bàn làm việc')}`;
    }, [title, t]);
    return (
      <Fallen t={t} key={screen.path}>
        <Suspense fallback={<LoadingState waitingFor={t('Đang mở {title}…', { title })} />}>
          <Loaded {...desk} href={href} />
        </Suspense>
      </Fallen>
    );
  } as RouteComponent;
}

/** The last address that was this screen's own: while the next one loads, this one must not take its address for a choice of its own. */
function useOwnHref(href: string, path: string): string {
  const own = useRef(href);
  if (new URL(href, location.origin).pathname === path) own.current = href;
  return own.current;
}

/** A screen that could not be loaded or drawn: the frame stays, and says how to go on. */
class Fallen extends Component<{ t: Translate; children: ReactNode }, { hasFallen: boolean }> {
  override state = { hasFallen: false };

  static getDerivedStateFromError() {
    return { hasFallen: true };
  }

  override render() {
    const { t, children } = this.props;
    if (!this.state.hasFallen) return children;
    return (
      <main className="panes panes-one">
        <ErrorState
          title={t('Chưa mở được màn hình này')}
          action={
            <ButtonLink href={location.href} target="_self">
              {t('Tải lại')}
            </ButtonLink>
          }
        >
          {t('Việc đã lưu không mất. Nếu tải lại vẫn thế, báo người quản trị hoặc gọi 1022.')}
        </ErrorState>
      </main>
    );
  }
}

function NotFound() {
  const { t } = useDesk();
  return (
    <main className="panes panes-one">
      <h1 className="vh">{t('Bàn làm việc')}</h1>
      <EmptyState icon="inbox" title={t('Chưa có màn hình nào ở đây')}>
        {t('Đường dẫn có thể đã đổi. Chọn một hộp việc ở bên trái.')}
      </EmptyState>
    </main>
  );
}
