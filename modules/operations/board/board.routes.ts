// The board of figures, and the chain behind each of them.
import { type TSchema, Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { collection, type Route, route } from '@city/kernel/http';
import { inForce } from '../definitions/city-files.ts';
import type { BoardFigureRow } from '../definitions/definitions-data.ts';
import type { OperationsCity } from '../module-city.ts';
import type { OperationsTables } from '../tables.ts';
import { chainOf, valuesOf } from './board.action.ts';
import { BoardChain, BoardFigure } from './board-view.ts';
import { firstBreak, type Link } from './chain.ts';

const recentValues = 24;

export function boardRoutes(city: OperationsCity): readonly Route[] {
  const Figure = Type.Object({ figure: Type.String({ minLength: 1, maxLength: 64 }) });
  return [
    route<OperationsTables>(
      {
        method: 'GET',
        url: '/api/operations/board',
        permission: 'operations.read',
        tags: ['operations'],
        summary: { vi: 'Bảng chỉ số điều hành', en: 'The board of figures' },
        response: { 200: collection(BoardFigure) },
      },
      (c) =>
        c.transaction(
          async (tx) => {
            const rows = city.files.board.figures.filter((row) => inForce(row, tx.now));
            const items = [];
            for (const row of rows)
              items.push(shown(city, row, await valuesOf(tx, row.id, recentValues), tx.now));
            return { items, next: null };
          },
          { readOnly: true },
        ),
    ),
    route<OperationsTables, never, TSchema, typeof Figure>(
      {
        method: 'GET',
        url: '/api/operations/board/:figure',
        permission: 'operations.read',
        tags: ['operations'],
        summary: { vi: 'Chuỗi giá trị của một chỉ số', en: 'The chain of a figure’s values' },
        params: Figure,
        response: { 200: BoardChain },
      },
      (c) =>
        c.transaction(
          async (tx) => {
            const { figure } = c.params;
            if (!city.files.board.figures.some(({ id }) => id === figure))
              throw new AppError('operations_figure_not_found', { field: 'figure' });
            const values = await chainOf(tx, figure);
            return { figure, brokenAt: firstBreak(values), values };
          },
          { readOnly: true },
        ),
    ),
  ];
}

function shown(city: OperationsCity, row: BoardFigureRow, values: readonly Link[], now: Date) {
  const [last] = values;
  return {
    id: row.id,
    name: row.name,
    unit: row.unit,
    source: row.source,
    owner: city.bodies.name(row.owner),
    value: last?.value ?? null,
    asOf: last?.asOf ?? null,
    isLate: !last || now.getTime() - Date.parse(last.asOf) > 2 * row.periodMinutes * 60_000,
    href: row.href,
    recent: values.toReversed().map(({ asOf, value }) => ({ asOf, value })),
  };
}
