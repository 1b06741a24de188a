// Steps that say why or what to the person; the database wants the same.
import type { MatterAction } from './states.ts';

export const verbsWithWords: readonly MatterAction[] = [
  'ask',
  'supplement',
  'refuse',
  'guide',
  'invite',
  'hear',
  'extend',
  'suspend',
  'decide',
  'drop',
  'ask_withdrawal',
];
