// Appends what was committed to the log, signs it and has it witnessed, every other second; one process at a time.
import type { Sweep } from '@city/kernel/jobs';
import { limits } from '../limits.ts';
import type { LooksCity } from '../looks-city.ts';

export function sequenceSweep({ log }: LooksCity): Sweep {
  return {
    name: 'looks.sequence',
    everyMilliseconds: limits.sequenceEveryMilliseconds,
    run: async () => {
      await log.advance();
      return null;
    },
  };
}
