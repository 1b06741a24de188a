// A whole page for people: document, head, bars, main, notices. HTML from the server, no hydration.
import type { Translate } from '@city/kernel/text';
import type { ReactNode } from 'react';
import { assetUrl } from '../assets/registry.ts';
import { Breadcrumbs, type Crumb } from '../parts/navigation.tsx';
import type { Language } from '../parts/ruler-labels.ts';
import { ActingBar, type ActingBarProps } from './acting-bar.tsx';
import {
  BottomBar,
  Footer,
  HelpBand,
  languageHref,
  StepBar,
  TopBar,
  type BottomEntry,
  type HumanHelp,
  type NavEntry,
} from './shell.tsx';

export type PeoplePageProps = {
  /** What the page is about; the document's title adds the name of the site. */
  title: string;
  lang: Language;
  t: Translate;
  /** Path and query of this page, for the language link and for marking the current entry. */
  path: string;
  /** Where the site is reached: search engines want whole addresses for the other language. */
  origin?: string | undefined;
  children: ReactNode;
  /** Below the name in the top bar; default "Hải Phòng". */
  place?: string | undefined;
  nav?: readonly NavEntry[] | undefined;
  bottomNav?: readonly BottomEntry[] | undefined;
  footerLinks?: readonly NavEntry[] | undefined;
  footerNote?: ReactNode;
  actorName?: string | undefined;
  /** Where the account, or signing in, lies. */
  accountHref?: string | undefined;
  /** Opaque mark of the signed-in person: keeps drafts and waiting posts of two people on one phone apart. */
  actorKey?: string | undefined;
  /** For whom the reader acts, when not for themselves. */
  acting?: Omit<ActingBarProps, 't'> | undefined;
  breadcrumbs?: readonly Crumb[] | undefined;
  /** A bar over the main part, for warnings that concern many. */
  alert?: ReactNode;
  help?: HumanHelp | undefined;
  /** The page is a step of a form: a slim bar with a way back takes the place of the site's bars on phones. */
  step?: { title: string; backHref: string; action?: ReactNode } | undefined;
  /** A field is to be mended: the title says so first. */
  hasProblems?: boolean | undefined;
  /** Keys of drafts that were received with this page, apart by spaces; "*" at signing out. */
  draftClear?: string | undefined;
  /** One sentence for search engines and shared links. */
  description?: string | undefined;
  /** More for the head: own stylesheets, feeds. */
  head?: ReactNode;
  /** Adds the data that shows how fresh the page is for machines, or any other body attribute. */
  noIndex?: boolean | undefined;
};

export function PeoplePage(props: PeoplePageProps) {
  const { title, lang, t, path, children, breadcrumbs, alert, help, step, footerNote } = props;
  const { place = 'Hải Phòng', nav = [], bottomNav = [], footerLinks = [], actorName, accountHref } = props;
  const name = props.hasProblems ? t('Lỗi: {title}', { title }) : title;
  return (
    <html lang={lang}>
      <PageHead {...props} name={name} />
      <body
        className={step ? 'is-step' : undefined}
        data-actor={props.actorKey}
        data-draft-clear={props.draftClear}
      >
        <a className="skip" href="#main">
          {t('Tới nội dung chính')}
        </a>
        {step && <StepBar t={t} {...step} />}
        <TopBar
          t={t}
          lang={lang}
          path={path}
          place={place}
          nav={nav}
          actorName={actorName}
          accountHref={accountHref}
        />
        {props.acting && <ActingBar t={t} {...props.acting} />}
        {alert}
        <Notices t={t} />
        <main id="main" tabIndex={-1}>
          {breadcrumbs && (
            <div className="wrap">
              <Breadcrumbs t={t} items={breadcrumbs} />
            </div>
          )}
          {children}
        </main>
        {help && <HelpBand t={t} help={help} />}
        {(footerLinks.length > 0 || footerNote !== undefined) && (
          <Footer t={t} links={footerLinks} note={footerNote} />
        )}
        {bottomNav.length > 0 && !step && <BottomBar t={t} entries={bottomNav} path={path} />}
      </body>
    </html>
  );
}

function PageHead({
  name,
  lang,
  path,
  origin,
  description,
  noIndex,
  head,
}: PeoplePageProps & { name: string }) {
  const other: Language = lang === 'vi' ? 'en' : 'vi';
  return (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${name} – Hoa Phượng`}</title>
      {description !== undefined && <meta name="description" content={description} />}
      {noIndex && <meta name="robots" content="noindex" />}
      <meta name="theme-color" content="#ffffff" />
      <link rel="stylesheet" href={assetUrl('people.css')} />
      <script type="module" src={assetUrl('enhance.js')} />
      <link rel="icon" href={assetUrl('favicon.svg')} type="image/svg+xml" />
      <link rel="manifest" href={assetUrl('manifest.webmanifest')} />
      {origin !== undefined &&
        ([lang, other] as const).map((code) => (
          <link key={code} rel="alternate" hrefLang={code} href={origin + languageHref(path, code)} />
        ))}
      {head}
    </head>
  );
}

/** Where the enhancer tells what it kept, sent or could not send. The words are the server's. */
function Notices({ t }: { t: Translate }) {
  return (
    <div
      className="notices wrap"
      role="status"
      data-notices
      data-offline={t('Đang không có mạng')}
      data-kept={t('“{name}” được giữ trên máy này, có mạng sẽ tự gửi khi trang của thành phố được mở.', raw)}
      data-sent={t('Đã gửi “{name}”', raw)}
      data-open={t('Xem')}
      data-another={t('Mở lại trang này')}
      data-needs-person={t('“{name}” chưa gửi được, cần bạn xem lại', raw)}
      data-again={t('Gửi lại')}
      data-failed={t('Chưa gửi được. Thử lại sau ít phút, hoặc gọi 1022.')}
      data-not-kept={t(
        'Không có mạng và máy này không giữ được bài viết. Đừng đóng trang, thử lại khi có mạng.',
      )}
      data-draft={t('Đã lấy lại bài viết dở lúc {time}.', raw)}
      data-drop-draft={t('Bỏ, viết lại từ đầu')}
    />
  );
}

/** Places that the enhancer fills in the browser pass through the catalogue as they are. */
const raw = { name: '{name}', time: '{time}' };
