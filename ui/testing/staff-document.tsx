// The document around the mock screens of staff, and the moment they are drawn at.
import { assetUrl } from '../assets/registry.ts';
import { freshness } from '../staff/staff.ts';
import type { ReactNode } from 'react';

export function StaffDocument({
  title,
  className,
  theme,
  children,
}: {
  title: string;
  className: string;
  theme?: 'dark';
  children: ReactNode;
}) {
  return (
    <html lang="vi" className={className} data-theme={theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="stylesheet" href={assetUrl('staff.css')} />
        <link rel="icon" href={assetUrl('favicon.svg')} />
      </head>
      <body>
        <div id="app">{children}</div>
      </body>
    </html>
  );
}

const now = new Date('2026-09-08T14:20:36+07:00');

/** Freshness of a value that is so many seconds old and comes so often. */
export const since = (seconds: number, every: number) =>
  freshness(new Date(now.getTime() - seconds * 1000), every, now);
