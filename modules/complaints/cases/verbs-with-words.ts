// Steps in which an office says why or what to the person; the database wants the same, but for a withdrawal by the person.
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
  'withdraw',
  'ask_withdrawal',
];
