// Runs a detector over the files of the Numenta Anomaly Benchmark, which lie outside of this repository.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import type { Scored } from '../modules/sensing/anomaly/nab-score.ts';

export interface NabFile {
  readonly name: string;
  readonly times: readonly string[];
  readonly values: readonly number[];
  readonly windows: readonly (readonly [number, number])[];
}

export const nabFolder = join(projectRoot(), '..', 'shared', 'data', 'nab');
export const hasNab = (): boolean => existsSync(join(nabFolder, 'labels', 'combined_windows.json'));

export function readNab(): NabFile[] {
  const labels = JSON.parse(
    readFileSync(join(nabFolder, 'labels', 'combined_windows.json'), 'utf8'),
  ) as Record<string, [string, string][]>;
  const folders = readdirSync(join(nabFolder, 'data'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  return folders.flatMap(({ name: folder }) =>
    readdirSync(join(nabFolder, 'data', folder)).map((file) => {
      const name = `${folder}/${file}`;
      const rows = readFileSync(join(nabFolder, 'data', name), 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1);
      const times = rows.map((row) => row.split(',')[0] ?? '');
      const values = rows.map((row) => Number(row.split(',')[1]));
      const windows = (labels[name] ?? []).map(([from, to]): [number, number] => {
        const [first, last] = [from.slice(0, 19), to.slice(0, 19)];
        return [times.findIndex((at) => at >= first), times.findLastIndex((at) => at <= last)];
      });
      return { name, times, values, windows };
    }),
  );
}

export function scoreFiles(
  files: readonly NabFile[],
  detect: (file: NabFile) => readonly number[],
): Scored[] {
  return files.map((file) => ({ scores: detect(file), windows: file.windows }));
}
