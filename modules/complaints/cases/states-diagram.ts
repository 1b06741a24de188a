// Draws the table of states for the README, so that the picture cannot differ from the machine.
import { transitions } from './states.ts';

/** The part of the README between the marks. */
export function drawStates(): string {
  const arrows = new Map<string, string[]>();
  for (const { from, action, to } of transitions) {
    const arrow = `${from === 'none' ? '[*]' : from} --> ${to}`;
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), action]);
  }
  const drawing = [...arrows].map(([arrow, actions]) => `  ${arrow}: ${actions.join(', ')}`);
  const rows = transitions.map(
    ({ from, action, to, who, when = '' }) => `| ${from} | ${action} | ${to} | ${who.join(', ')} | ${when} |`,
  );
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...drawing,
    '```',
    '',
    '| from | action | to | who | when |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}
