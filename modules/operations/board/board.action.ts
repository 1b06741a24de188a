// Recording the figures: counted, chained to the last value, never changed.
import { lockFor } from '@city/kernel/database';
import { sql } from 'kysely';
import type { OperationsTx } from '../alarms/alarm.store.ts';
import { inForce } from '../definitions/city-files.ts';
import type { OperationsCity } from '../module-city.ts';
import { beginning, hashOf, type Link } from './chain.ts';
import { figures } from './figures.ts';

interface Row {
  readonly figure: string;
  readonly seq: number;
  readonly value: number | null;
  readonly as_of: Date;
  readonly previous: string;
  readonly hash: string;
}

const linkOf = (row: Row): Link => ({
  figure: row.figure,
  seq: row.seq,
  value: row.value,
  asOf: row.as_of.toISOString(),
  previous: row.previous,
  hash: row.hash,
});

/** Records every figure in force whose period is over; answers how many. */
export async function recordBoard(tx: OperationsTx, city: OperationsCity): Promise<number> {
  await lockFor(tx, 'operations.board');
  let recorded = 0;
  for (const figure of city.files.board.figures.filter((row) => inForce(row, tx.now))) {
    const [last] = await valuesOf(tx, figure.id, 1);
    if (last && tx.now.getTime() - Date.parse(last.asOf) < figure.periodMinutes * 60_000) continue;
    const count = figures[figure.id];
    if (!count) throw new Error(`No figure is called ${figure.id}`);
    const link = {
      figure: figure.id,
      seq: (last?.seq ?? 0) + 1,
      value: await count(tx),
      asOf: tx.now.toISOString(),
      previous: last?.hash ?? beginning,
    };
    await sql`
      insert into operations.board_value (figure, seq, value, as_of, recorded_at, previous, hash)
      values (${link.figure}, ${link.seq}, ${link.value}, ${link.asOf}, ${tx.now}, ${link.previous}, ${hashOf(link)})`.execute(
      tx.db,
    );
    recorded++;
  }
  return recorded;
}

/** The newest values of a figure, the newest first. */
export async function valuesOf(tx: OperationsTx, figure: string, most: number): Promise<Link[]> {
  const found = await sql<Row>`
    select figure, seq, value, as_of, previous, hash from operations.board_value
     where figure = ${figure} order by seq desc limit ${most}`.execute(tx.db);
  return found.rows.map(linkOf);
}

/** The whole chain of a figure, from its beginning. */
export async function chainOf(tx: OperationsTx, figure: string): Promise<Link[]> {
  const found = await sql<Row>`
    select figure, seq, value, as_of, previous, hash from operations.board_value where figure = ${figure} order by seq`.execute(
    tx.db,
  );
  return found.rows.map(linkOf);
}
