// A sliding window over a series: mean, smallest, largest, sum and count in constant time for each value.

export interface Window {
  add(ts: number, v: number): void;
  avg(): number;
  min(): number;
  max(): number;
  sum(): number;
  count(): number;
  oldest(): { readonly ts: number; readonly v: number } | undefined;
}

interface Entry {
  readonly ts: number;
  readonly v: number;
}

/** Values whose age is below the length count; a value as old as the window has left it. */
export function window(lengthMilliseconds: number): Window {
  let entries: Entry[] = [];
  let head = 0;
  let sum = 0;
  // Candidates for smallest and largest: each is better than all that came after it… until those leave.
  const lows = candidates((a, b) => a >= b);
  const highs = candidates((a, b) => a <= b);
  const count = (): number => entries.length - head;
  return {
    add: (ts, v) => {
      entries.push({ ts, v });
      sum += v;
      lows.add(ts, v);
      highs.add(ts, v);
      const from = ts - lengthMilliseconds;
      while ((entries[head] as Entry).ts <= from) sum -= (entries[head++] as Entry).v;
      lows.leave(from);
      highs.leave(from);
      if (head > 64 && head * 2 > entries.length) {
        entries = entries.slice(head);
        head = 0;
        // Begin the sum anew now and then, so that rounding does not add up.
        sum = entries.reduce((total, entry) => total + entry.v, 0);
      }
    },
    avg: () => sum / count(),
    min: () => lows.first(),
    max: () => highs.first(),
    sum: () => sum,
    count,
    oldest: () => entries[head],
  };
}

function candidates(isWorse: (older: number, newer: number) => boolean) {
  let list: Entry[] = [];
  let head = 0;
  return {
    add: (ts: number, v: number): void => {
      while (list.length > head && isWorse((list.at(-1) as Entry).v, v)) list.pop();
      list.push({ ts, v });
    },
    leave: (from: number): void => {
      while (list[head] && (list[head] as Entry).ts <= from) head++;
      if (head > 64) {
        list = list.slice(head);
        head = 0;
      }
    },
    first: (): number => list[head]?.v ?? Number.NaN,
  };
}
