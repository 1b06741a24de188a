// The life of a run as a table: from which state what leads where.
export const runStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type RunState = (typeof runStates)[number];
export type RunStep = 'begin' | 'finish' | 'fail' | 'stop';

export const runSteps: readonly { readonly from: RunState; readonly step: RunStep; readonly to: RunState }[] =
  [
    { from: 'queued', step: 'begin', to: 'running' },
    // Begun again after the process that ran it died.
    { from: 'running', step: 'begin', to: 'running' },
    { from: 'running', step: 'finish', to: 'done' },
    { from: 'running', step: 'fail', to: 'failed' },
    { from: 'queued', step: 'stop', to: 'cancelled' },
    { from: 'running', step: 'stop', to: 'cancelled' },
  ];

/** States from which a step leads on. */
export function statesBefore(step: RunStep): RunState[] {
  return runSteps.filter((row) => row.step === step).map(({ from }) => from);
}
