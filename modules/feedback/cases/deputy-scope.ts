// What whoever stands in for a post may do from it: each step belongs to one scope of `people/deputies.json`. Pure.
import type { Actor } from '@city/kernel/access';
import type { ReportAction, ReportState } from './states.ts';

/** `approve`: a leader's decisions; `assign`: who works on it; `handle`: the work itself. */
export type DeputyScope = 'approve' | 'assign' | 'handle';

export function scopeOfStep(from: ReportState, action: ReportAction): DeputyScope {
  if (action === 'extend' || action === 'send_back') return 'approve';
  if (action === 'resolve' && from === 'resolved_pending_approval') return 'approve';
  const sorting: readonly ReportAction[] = ['assign', 'hand_over', 'transfer', 'merge', 'unmerge', 'return'];
  return sorting.includes(action) ? 'assign' : 'handle';
}

/** Everything for whoever acts from a post of their own. */
export function isInScope(actor: Actor, scope: DeputyScope): boolean {
  const { deputy } = actor.post ?? {};
  return deputy === undefined || deputy.scope.includes(scope);
}
