// Runs the fast checks one after another and says each one's outcome and time.
import { CHECKS } from './checks.ts';
import { inSeconds, inWords, plain, say } from './words.ts';

/** Runs all checks, also after a failure, so that one run shows everything. Answers the number that failed. */
export async function runChecks(): Promise<number> {
  let failed = 0;
  for (const check of CHECKS) {
    const from = performance.now();
    const result = await check.run();
    const time = inSeconds(performance.now() - from);
    if (result.ok) {
      plain(`✓ ${inWords(check.name)} (${time})`);
      continue;
    }
    failed += 1;
    plain(`\n${result.output}\n✗ ${inWords(check.name)} (${time}) → ${inWords(check.remedy)}\n`);
  }
  if (failed) say(`${failed} kiểm tra không đạt`, `${failed} of ${CHECKS.length} checks failed`);
  return failed;
}
