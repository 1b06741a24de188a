// One framed group of samples on the components page.
import type { ReactNode } from 'react';

/** `span` is of twelve columns on a wide screen. */
export function Box({
  title,
  span,
  children,
  dark = false,
}: {
  title: string;
  span: 4 | 5 | 6 | 7 | 8 | 12;
  children: ReactNode;
  dark?: boolean;
}) {
  return (
    <section className={`ui-box ui-${span}`} data-theme={dark ? 'dark' : undefined}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
