// Bars of the reports' tiles: ranks beside names, and small columns over time.
import type { ReactNode } from 'react';

export type Rank = {
  readonly key: string;
  readonly name: string;
  readonly value: number;
  readonly icon?: ReactNode;
};

/** Names with bars, longest first as given. `format` writes the value. */
export function Ranks({
  ranks,
  format,
  tone = 'plain',
}: {
  ranks: readonly Rank[];
  format: (value: number) => string;
  tone?: 'plain' | 'need';
}) {
  const most = Math.max(1, ...ranks.map(({ value }) => value));
  return (
    <ol className={`ranks is-${tone}`}>
      {ranks.map(({ key, name, value, icon }) => (
        <li key={key}>
          <span className="ranks-name">
            {icon}
            <span>{name}</span>
          </span>
          <span className="ranks-track" aria-hidden="true">
            <i style={{ width: `${((100 * value) / most).toFixed(1)}%` }} />
          </span>
          <b>{format(value)}</b>
        </li>
      ))}
    </ol>
  );
}

export type Column = {
  readonly key: number;
  readonly value: number;
  readonly rest?: number;
  readonly isNow?: boolean;
};

/** Columns over time: `value` from the bottom, `rest` hatched on top of it. The words for it stand in `summary`. */
export function Columns({
  columns,
  summary,
  tone = 'plain',
}: {
  columns: readonly Column[];
  summary: string;
  tone?: 'plain' | 'done';
}) {
  const most = Math.max(1, ...columns.map(({ value, rest = 0 }) => value + rest));
  const share = (count: number) => `${((100 * count) / most).toFixed(1)}%`;
  return (
    <div className={`columns is-${tone}`} role="img" aria-label={summary}>
      {columns.map(({ key, value, rest = 0, isNow }) => (
        <span key={key} className={isNow ? 'is-now' : undefined}>
          {rest > 0 && <i className="columns-rest" style={{ height: share(rest) }} />}
          <i style={{ height: share(value) }} />
        </span>
      ))}
    </div>
  );
}
