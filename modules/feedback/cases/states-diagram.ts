// Draws the life of a report for the README out of the same table that decides: `node --import tsx cases/states-diagram.ts`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { reportStates, transitions } from './states.ts';

const begin = '<!-- drawn by cases/states-diagram.ts: begin -->';
const end = '<!-- drawn by cases/states-diagram.ts: end -->';

/** The diagram (Mermaid) and the table of who may do what and when, as Markdown. */
export function statesMarkdown(): string {
  const arrows = new Map<string, string[]>();
  for (const { from, action, to } of transitions) {
    const key = `${from === 'none' ? '[*]' : from} --> ${to}`;
    const actions = arrows.get(key) ?? [];
    if (!actions.includes(action)) arrows.set(key, [...actions, action]);
  }
  const drawn = [...arrows].map(([arrow, actions]) => `  ${arrow}: ${actions.join(', ')}`);
  const rows = reportStates.flatMap((state) =>
    transitions
      .filter(({ from }) => from === state)
      .map(
        ({ action, to, who, when }) => `| ${state} | ${action} | ${to} | ${who.join(', ')} | ${when ?? ''} |`,
      ),
  );
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...drawn,
    '```',
    '',
    '| from | action | to | who | when |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** The README with the part between the marks drawn anew. */
export function withDiagram(readme: string): string {
  const [before, rest = ''] = readme.split(begin);
  const after = rest.split(end)[1];
  if (after === undefined) throw new Error('The README has lost the marks of the diagram');
  return `${before}${begin}\n${statesMarkdown()}\n${end}${after}`;
}

export const readmePath = (): string => join(projectRoot(), 'modules', 'feedback', 'README.md');

if (process.argv[1] === import.meta.filename) {
  writeFileSync(readmePath(), withDiagram(readFileSync(readmePath(), 'utf8')));
}
