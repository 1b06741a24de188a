// Appends what was committed to the log, signs it and has it witnessed, every other second; one process at a time.
import type { Sweep } from '@city/kernel/jobs';
import { limits } from '../limits.ts';
import type { TrailCity } from '../trail-city.ts';

export function sequenceSweep({ log }: TrailCity): Sweep {
  return {
    name: 'trail.sequence',
    everyMilliseconds: limits.sequenceEveryMilliseconds,
    run: async () => {
      await log.advance();
      return null;
    },
  };
}
