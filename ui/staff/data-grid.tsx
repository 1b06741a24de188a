// A light grid for lists of records: sorted by its head, walked with the arrow keys, opened with Enter.
import type { Translate } from '@city/kernel/text';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Icon } from '../parts/icon.tsx';

export type GridColumn<Row> = {
  key: string;
  header: string;
  align?: 'start' | 'end' | undefined;
  sortable?: boolean | undefined;
  cell: (row: Row) => ReactNode;
};

export type GridSort = { key: string; direction: 'ascending' | 'descending' };

export type DataGridProps<Row> = {
  t: Translate;
  caption: string;
  columns: readonly GridColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sort?: GridSort | undefined;
  onSort?: ((sort: GridSort) => void) | undefined;
  selectedKey?: string | undefined;
  onSelect?: ((row: Row) => void) | undefined;
  onOpen?: ((row: Row) => void) | undefined;
  /** Said in place of rows when there are none. */
  empty: ReactNode;
};

export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { caption, columns, rows, rowKey, selectedKey, onSelect, onOpen, empty } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const at = rows.findIndex((row) => rowKey(row) === selectedKey);
  const walk = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    const row = rows[Math.min(rows.length - 1, Math.max(0, to ?? at))];
    if (!row || (to === undefined && event.key !== 'Enter')) return;
    event.preventDefault();
    if (to === undefined) onOpen?.(row);
    else onSelect?.(row);
    body.current?.querySelectorAll<HTMLElement>('tr')[rows.indexOf(row)]?.focus();
  };
  return (
    <div className="table-box table-framed grid-box">
      <table className="table grid">
        <caption className="vh">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} {...props} />
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={walk}>
          {rows.map((row, index) => (
            <tr
              key={rowKey(row)}
              className={index === at ? 'is-marked' : undefined}
              tabIndex={index === Math.max(at, 0) ? 0 : -1}
              aria-selected={onSelect ? index === at : undefined}
              onClick={() => onSelect?.(row)}
              onDoubleClick={() => onOpen?.(row)}
            >
              {columns.map((column) => (
                <td key={column.key} className={column.align === 'end' ? 'r' : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length} className="muted">
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function HeadCell<Row>({ t, column, sort, onSort }: DataGridProps<Row> & { column: GridColumn<Row> }) {
  const direction = sort?.key === column.key ? sort.direction : undefined;
  const next = direction === 'ascending' ? 'descending' : 'ascending';
  return (
    <th scope="col" className={column.align === 'end' ? 'r' : undefined} aria-sort={direction}>
      {column.sortable && onSort ? (
        <button type="button" className="sort" onClick={() => onSort({ key: column.key, direction: next })}>
          {column.header}
          <Icon
            name={
              direction === undefined ? 'sort' : direction === 'ascending' ? 'chevron-up' : 'chevron-down'
            }
            size="xs"
          />
          <span className="vh">{t('sắp xếp')}</span>
        </button>
      ) : (
        column.header
      )}
    </th>
  );
}
