// The city's own rules, from city/…/sensing/rules.json, and those that officers changed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Compile } from 'typebox/compile';
import type { Tx } from '@city/kernel/database';
import { expressionFault } from './expression.ts';
import { RuleDefinition, ruleFault } from './rule.ts';
import { savedRules } from './rule.store.ts';

export interface DatedRule {
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly verified: boolean;
  readonly why: string;
  readonly rule: RuleDefinition;
}

const check = Compile(RuleDefinition);

/** @throws Error that names the rule which is not valid */
export function readRules(cityFolder: string): readonly DatedRule[] {
  const { rules } = JSON.parse(readFileSync(join(cityFolder, 'sensing', 'rules.json'), 'utf8')) as {
    rules: DatedRule[];
  };
  for (const { rule } of rules) {
    const fault = check.Check(rule) ? faultOf(rule) : check.Errors(rule)[0]?.message;
    if (fault) throw new Error(`city/…/sensing/rules.json: ${rule.code}: ${fault}`);
  }
  return rules;
}

/** What is wrong with a rule that has the right form, or null. */
export function faultOf(rule: RuleDefinition): string | null {
  return ruleFault(rule) ?? (rule.test.kind === 'expression' ? expressionFault(rule.test.cel) : null);
}

/** The rules in force on a day: the city's, with what officers changed, made or switched off. */
export async function rulesOn(tx: Tx, dated: readonly DatedRule[], day: string): Promise<RuleDefinition[]> {
  const inForce = dated.filter(
    ({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo),
  );
  const rules = new Map(inForce.map(({ rule }) => [rule.code, rule]));
  for (const { code, definition, isActive } of await savedRules(tx))
    if (isActive) rules.set(code, definition);
    else rules.delete(code);
  return [...rules.values()];
}
