// One table row a measurement: ours, the peer beside it in the same run, the ratio, the limit, where and of what it was measured.
import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';

export interface Measurement {
  readonly name: string;
  readonly unit: string;
  /** Medians of the rounds. */
  readonly ours: number;
  readonly peer: number;
  readonly peerName: string;
  /** `higher` or `lower` is better. */
  readonly better: 'higher' | 'lower';
  /** What the budget asks of the ratio or the value, in words. */
  readonly limit: string;
  readonly isMet: boolean;
  readonly notes?: string;
}

export type Bench = () => Promise<readonly Measurement[]>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const short = (value: number) =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

export function printTable(rows: readonly Measurement[]): void {
  const commit = git('rev-parse', '--short', 'HEAD');
  const dirty = git('status', '--porcelain') ? '+' : '';
  const model = cpus()[0]?.model.replace(/\s+/g, ' ') ?? 'unknown';
  console.log(
    `\nMachine: ${cpus().length} × ${model}, load ${loadavg()[0]?.toFixed(1)}, Node ${process.versions.node}, commit ${commit}${dirty}\n`,
  );
  console.log('| measurement | ours | peer | ratio | limit | met | unit | notes |');
  console.log('|---|---:|---:|---:|---|---|---|---|');
  for (const row of rows) {
    const ratio = row.better === 'higher' ? row.ours / row.peer : row.peer / row.ours;
    const cells = [
      row.name,
      short(row.ours),
      `${short(row.peer)} (${row.peerName})`,
      ratio.toFixed(2),
      row.limit,
      row.isMet ? 'yes' : 'NO',
      row.unit,
      row.notes ?? '',
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

function git(...args: string[]): string {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}
