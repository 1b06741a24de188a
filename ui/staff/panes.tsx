// List – detail – action: the three panes of a desk screen.
import type { ReactNode } from 'react';

/** Grid of panes; two or three. */
export function Panes({
  children,
  layout = 'three',
}: {
  children: ReactNode;
  layout?: 'one' | 'two' | 'three' | undefined;
}) {
  return <div className={`panes panes-${layout}`}>{children}</div>;
}

export type ListPaneProps = {
  title: string;
  /** "9 việc, gần hẹn nhất trước". */
  sub?: ReactNode;
  /** Filter and the like. */
  tools?: ReactNode;
  children: ReactNode;
};

export function ListPane({ title, sub, tools, children }: ListPaneProps) {
  return (
    <section className="list" aria-label={title}>
      <header>
        <h1>{title}</h1>
        {sub !== undefined && <span className="muted">{sub}</span>}
        {tools !== undefined && <span className="list-tools">{tools}</span>}
      </header>
      <div className="list-body">{children}</div>
    </section>
  );
}

export type DetailPaneProps = {
  /** State, code, kind: the line above the title. */
  kicker?: ReactNode;
  /** "6 trong 9". */
  place?: string | undefined;
  title: string;
  children: ReactNode;
};

export function DetailPane({ kicker, place, title, children }: DetailPaneProps) {
  return (
    <main className="det" aria-label={title} tabIndex={0}>
      <div className="det-k">
        {kicker}
        {place !== undefined && <span className="det-place">{place}</span>}
      </div>
      <h2>{title}</h2>
      {children}
    </main>
  );
}

export function ActionPane({ label, children }: { label: string; children: ReactNode }) {
  return (
    <aside className="act-pane" aria-label={label}>
      {children}
    </aside>
  );
}

/** The promise at the desk: words at the left, ruler at the right. */
export function DeskPromise({ title, due, ruler }: { title: string; due: string; ruler: ReactNode }) {
  return (
    <div className="prom">
      <div>
        <b>{title}</b>
        <small>{due}</small>
      </div>
      {ruler}
    </div>
  );
}

/** Pictures and map beside each other. */
export function Duo({ children }: { children: ReactNode }) {
  return <div className="duo">{children}</div>;
}

/** A note that stays inside the office. */
export function OfficeNote({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="note">
      <b>{title}</b> {children}
    </div>
  );
}
