// A rule as an officer sends it: refused with words when it makes no sense.
import { AppError } from '@city/kernel/errors';
import type { RuleDefinition } from '../rules/rule.ts';
import { faultOf } from '../rules/rule-file.ts';

/** @throws AppError `sensing_rule_wrong` */
export function checkedRule(definition: RuleDefinition): void {
  const fault = faultOf(definition);
  if (fault === null) return;
  const message = { vi: `Luật chưa đúng: ${fault}`, en: `The rule is not right: ${fault}` };
  throw new AppError('sensing_rule_wrong', {
    errors: [{ pointer: '/definition/test', code: 'sensing_rule_wrong', message }],
  });
}
