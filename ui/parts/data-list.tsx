// Pairs of name and value, and the look of a key on the keyboard.
import type { ReactNode } from 'react';

export type DataListProps = {
  items: ReadonlyArray<{ name: string; value: ReactNode }>;
  /** `rows`: name left, value right; `columns`: name above, value below, side by side. */
  layout?: 'rows' | 'columns' | undefined;
};

export function DataList({ items, layout = 'rows' }: DataListProps) {
  return (
    <dl className={`data-list data-list-${layout}`}>
      {items.map((item) => (
        <div key={item.name}>
          <dt>{item.name}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Kbd({ children }: { children: ReactNode }) {
  return <kbd>{children}</kbd>;
}
