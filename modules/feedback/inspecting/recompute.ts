// The published figures made again from the public file, as anyone could: a reader of CSV and the rules of `statistics/kept.ts`. Pure.
import { add, type Kept, nothing, shares } from '../statistics/kept.ts';

/** Lines of a CSV file (RFC 4180) by the names in its head; quoted cells may hold commas, quotes and line breaks. */
export function readCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  let [cell, isQuoted] = ['', false];
  const endCell = () => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[++at];
      else isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === ',') endCell();
    else if (sign === '\n') {
      endCell();
      rows.push([]);
    } else if (sign !== '\r') cell += sign;
  }
  if (cell !== '' || (rows.at(-1)?.length ?? 0) > 0) endCell();
  else rows.pop();
  const [head = [], ...lines] = rows;
  return lines.map((line) => Object.fromEntries(head.map((name, at) => [name, line[at] ?? ''])));
}

const moment = (text: string | undefined): Date | null => (text ? new Date(text) : null);

/** What each body kept, from the lines of `/reports.csv`. */
export function keptByBody(lines: readonly Record<string, string>[]): ReadonlyMap<string, Kept> {
  const kept = new Map<string, Kept>();
  for (const line of lines) {
    const body = line['body'] ?? '';
    const row = {
      state: line['state'] ?? '',
      filed_at: new Date(line['filed_at'] ?? ''),
      first_due_at: moment(line['first_due_at']),
      resolved_at: moment(line['resolved_at']),
      closed_at: moment(line['closed_at']),
      reopened: Number(line['reopened']),
      returned: Number(line['returned']),
      extended: Number(line['extended']),
      rating: line['rating'] ? Number(line['rating']) : null,
      survey_n: Number(line['survey_answers']),
      survey_fixed_n: Number(line['survey_fixed']),
      survey_scores: Number(line['survey_scores']),
    };
    kept.set(body, add(kept.get(body) ?? nothing, row));
  }
  return kept;
}

export type Published = {
  key: string;
  answered: number;
  promised: number;
  onTime: number;
  onTimeShare: number | null;
};
export type Compared = Published & {
  own: { answered: number; promised: number; onTime: number; share: number | null };
  agrees: boolean;
};

/** Each published figure beside the one made here. */
export function compare(published: readonly Published[], kept: ReadonlyMap<string, Kept>): Compared[] {
  return published.map((row) => {
    const own = kept.get(row.key) ?? nothing;
    const { onTimeShare: share } = shares(own);
    const { answered, promised, onTime } = own;
    const agrees =
      row.answered === answered &&
      row.promised === promised &&
      row.onTime === onTime &&
      row.onTimeShare === share;
    return { ...row, own: { answered, promised, onTime, share }, agrees };
  });
}
