// Draws the life of a request for the README out of the same table that decides: `node --import tsx requests/states-diagram.ts`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transitions } from './states.ts';

const begin = '<!-- drawn by requests/states-diagram.ts: begin -->';
const end = '<!-- drawn by requests/states-diagram.ts: end -->';
export const readmePath = join(import.meta.dirname, '..', 'README.md');

function drawing(): string {
  const arrows = new Map<string, string[]>();
  for (const { from, action, to } of transitions) {
    const arrow = `${from === 'none' ? '[*]' : from} --> ${to}`;
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), action]);
  }
  const lines = [...arrows].map(([arrow, actions]) => `  ${arrow}: ${actions.join(', ')}`);
  const rows = transitions.map(
    ({ from, action, to, who, when = '' }) => `| ${from} | ${action} | ${to} | ${who.join(', ')} | ${when} |`,
  );
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...lines,
    '```',
    '',
    '| from | action | to | who | when |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** The README with the picture that the table gives. */
export function withDiagram(readme: string): string {
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${readmePath} has no place for the drawing`);
  return `${readme.slice(0, from)}${begin}\n${drawing()}\n${readme.slice(to)}`;
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(readmePath, withDiagram(readFileSync(readmePath, 'utf8')));
