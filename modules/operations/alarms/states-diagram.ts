// Draws the life of an alarm for the README out of the table that decides: `node --import tsx modules/operations/alarms/states-diagram.ts`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { alarmStates, transitions } from './alarm-states.ts';

const begin = '<!-- drawn by alarms/states-diagram.ts: begin -->';
const end = '<!-- drawn by alarms/states-diagram.ts: end -->';

/** The diagram (Mermaid) and the table of who may do what, as Markdown. */
function statesMarkdown(): string {
  const arrows = Map.groupBy(transitions, ({ from, to }) => `${from === 'none' ? '[*]' : from} --> ${to}`);
  const drawn = [...arrows].map(
    ([arrow, rows]) => `  ${arrow}: ${rows.map(({ action }) => action).join(', ')}`,
  );
  const rows = (['none', ...alarmStates] as const).flatMap((state) =>
    transitions
      .filter(({ from }) => from === state)
      .map(
        ({ action, to, who, when }) => `| ${state} | ${action} | ${to} | ${who.join(', ')} | ${when ?? ''} |`,
      ),
  );
  const table = ['| from | action | to | who | when |', '|---|---|---|---|---|', ...rows];
  return ['```mermaid', 'stateDiagram-v2', ...drawn, '```', '', ...table].join('\n');
}

/** The README with the part between the marks drawn anew. */
export function withDiagram(readme: string): string {
  const [before, rest = ''] = readme.split(begin);
  const after = rest.split(end)[1];
  if (after === undefined) throw new Error('The README has lost the marks of the diagram');
  return `${before}${begin}\n${statesMarkdown()}\n${end}${after}`;
}

export const readmePath = (): string => join(projectRoot(), 'modules', 'operations', 'README.md');

if (process.argv[1] === import.meta.filename) {
  writeFileSync(readmePath(), withDiagram(readFileSync(readmePath(), 'utf8')));
}
