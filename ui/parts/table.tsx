// A table with its caption. On narrow screens it scrolls sideways inside its own frame, by touch and by keyboard.
import type { ReactNode } from 'react';

export type Column<Row> = {
  key: string;
  header: ReactNode;
  /** The machine's name of the column, shown below in small type. */
  code?: string | undefined;
  /** Figures stand at the end, tabular. */
  align?: 'start' | 'end' | undefined;
  /** The cell that names the row. */
  rowHeader?: boolean | undefined;
  cell: (row: Row) => ReactNode;
};

export type TableProps<Row> = {
  caption: string;
  captionHidden?: boolean | undefined;
  columns: ReadonlyArray<Column<Row>>;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Rows that are marked, for example the one just looked at. */
  marked?: (row: Row) => boolean | undefined;
  /** `framed` draws a box and a grey head, `tight` is for numbers behind a chart. */
  look?: 'plain' | 'framed' | 'tight' | undefined;
  /** Said in place of rows when there are none. */
  empty?: ReactNode | undefined;
};

export function Table<Row>(props: TableProps<Row>) {
  const { caption, captionHidden, columns, rows, rowKey, marked, look = 'plain', empty } = props;
  return (
    <div className={`table-box table-${look}`} role="region" aria-label={caption} tabIndex={0}>
      <table className="table">
        <caption className={captionHidden ? 'vh' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.align === 'end' ? 'r' : undefined}>
                {column.header}
                {column.code !== undefined && <small>{column.code}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className={marked?.(row) ? 'is-marked' : undefined}>
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
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

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const className = column.align === 'end' ? 'r' : undefined;
  if (column.rowHeader) {
    return (
      <th scope="row" className={className}>
        {column.cell(row)}
      </th>
    );
  }
  return <td className={className}>{column.cell(row)}</td>;
}
