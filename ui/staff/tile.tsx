// Tiles of a wall: title, age, value. The bar on the top edge shrinks until the next value is late; then the tile says so.
import type { ReactNode } from 'react';
import { Icon } from '../parts/icon.tsx';
import { round } from '../parts/chart-scale.ts';
import type { Freshness } from './freshness.ts';

export type TileProps = {
  title: string;
  freshness: Freshness;
  /** "22 giây trước", or the time of the value. */
  age: string;
  /** When stale: "Cũ 18 phút, chưa có tin mới". */
  staleText: string;
  /** Where it comes from and how often: "Cảng vụ · thường mỗi 2 phút". Shown when stale. */
  source?: string | undefined;
  /** Beside the title: "3 đang xảy ra · 2 chờ xác nhận". */
  sum?: string | undefined;
  /** `map` has no padding and its head floats. */
  look?: 'plain' | 'map' | undefined;
  children: ReactNode;
};

export function Tile({ title, freshness, age, staleText, source, sum, look = 'plain', children }: TileProps) {
  const { isStale, left } = freshness;
  return (
    <section
      className={`tile${look === 'map' ? ' tile-map' : ''}${isStale ? ' is-stale' : ''}`}
      aria-label={title}
    >
      {!isStale && (
        <svg className="tile-fresh" width={`${round(left * 100)}%`} height="5" aria-hidden="true" />
      )}
      <div className="th">
        <h2>{title}</h2>
        {sum !== undefined && <span className="th-sum">{sum}</span>}
        <span className="age">{age}</span>
      </div>
      {children}
      {isStale && (
        <div className="late">
          <p>
            <Icon name="clock" />
            {staleText}
          </p>
          {source !== undefined && <small>{source}</small>}
        </div>
      )}
    </section>
  );
}

export type BigNumberProps = {
  value: string;
  unit?: string | undefined;
  children?: ReactNode;
  size?: 'large' | 'huge' | undefined;
};

/** A figure to be read at eight metres, its unit, and a line below. */
export function BigNumber({ value, unit, children, size = 'large' }: BigNumberProps) {
  return (
    <div className={`val val-${size}`}>
      {value}
      {unit !== undefined && <small>{unit}</small>}
      {children !== undefined && <p className="val-sub">{children}</p>}
    </div>
  );
}

export type RankBarsProps = {
  title: string;
  rows: readonly { key: string; name: string; value: number; text: string }[];
  full?: number | undefined;
};

/** "Nhiều nhất": names, bars, figures. */
export function RankBars({ title, rows, full }: RankBarsProps) {
  const most = full ?? Math.max(...rows.map((row) => row.value), 1);
  return (
    <div className="rank">
      <h3>{title}</h3>
      <ol>
        {rows.map((row) => (
          <li key={row.key}>
            <span>{row.name}</span>
            <span aria-hidden="true">
              <svg className="rank-bar" width={`${round((row.value / most) * 100)}%`} height="12" />
            </span>
            <b>{row.text}</b>
          </li>
        ))}
      </ol>
    </div>
  );
}

export type ColumnBarsProps = {
  /** One value for each step of time, oldest first. */
  values: readonly number[];
  /** What it shows, in one sentence. */
  summary: string;
  /** From this value on a column is amber. */
  warnFrom?: number | undefined;
};

/** Small columns: the last hours of rain. */
export function ColumnBars({ values, summary, warnFrom = Number.POSITIVE_INFINITY }: ColumnBarsProps) {
  const most = Math.max(...values, 1e-9);
  const step = 100 / values.length;
  return (
    <svg className="columns" viewBox="0 0 100 62" preserveAspectRatio="none" role="img" aria-label={summary}>
      {values.map((value, index) => {
        const height = Math.max(1, (value / most) * 62);
        return (
          <rect
            key={index}
            className={value >= warnFrom ? 'is-warn' : undefined}
            x={round(index * step, 2)}
            y={round(62 - height)}
            width={round(step * 0.8, 2)}
            height={round(height)}
          />
        );
      })}
    </svg>
  );
}

export type ScaleBarProps = {
  /** Bounds between the classes of an index, ascending; the first class begins at `from`. */
  bounds: readonly number[];
  from: number;
  to: number;
  value: number;
  summary: string;
};

/** Six classes as coloured pieces with a needle: the air. The class is also written beside it. */
export function ScaleBar({ bounds, from, to, value, summary }: ScaleBarProps) {
  const edges = [from, ...bounds, to];
  const place = edges.findIndex((edge, index) => index > 0 && value <= edge);
  const index = place < 1 ? edges.length - 2 : place - 1;
  const share = Math.min(1, Math.max(0, (value - edges[index]!) / (edges[index + 1]! - edges[index]!)));
  const width = 100 / (edges.length - 1);
  return (
    <svg className="scale" viewBox="0 0 100 38" preserveAspectRatio="none" role="img" aria-label={summary}>
      {edges.slice(1).map((edge, piece) => (
        <rect
          key={edge}
          className={`scale-${piece + 1}`}
          x={round(piece * width + 0.4, 2)}
          y="12"
          width={round(width - 0.8, 2)}
          height="14"
        />
      ))}
      <rect
        className="scale-gap"
        x={round((index + share) * width - 1.2, 2)}
        y="10"
        width="2.4"
        height="18"
      />
      <rect
        className="scale-needle"
        x={round((index + share) * width - 0.5, 2)}
        y="0"
        width="1"
        height="38"
      />
    </svg>
  );
}
