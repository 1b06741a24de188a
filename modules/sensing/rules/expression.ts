// CEL expressions of rules: checked when saved, bounded in size, evaluated on numbers by name.
import { Environment } from '@marcbachmann/cel-js';

type Program = (values: Readonly<Record<string, number>>) => boolean | null;

const limits = {
  maxAstNodes: 200,
  maxDepth: 30,
  maxListElements: 50,
  maxMapEntries: 20,
  maxCallArguments: 10,
};
const mostKept = 500;
const kept = new Map<string, Program>();

/** Metric names as CEL may use them: what is no letter, digit or `_` becomes `_`. */
export const celName = (metric: string): string => metric.replaceAll(/[^A-Za-z0-9_]/g, '_');

/** What is wrong with an expression, or null. */
export function expressionFault(cel: string): string | null {
  try {
    compile(cel);
    return null;
  } catch (error) {
    return error instanceof Error
      ? (error.message.split('\n')[0]?.slice(0, 200) ?? 'not valid')
      : 'not valid';
  }
}

/** Null when a value it needs is missing, or when it does not answer yes or no. */
export function evaluateCel(cel: string, values: Readonly<Record<string, number>>): boolean | null {
  return compile(cel)(values);
}

function compile(cel: string): Program {
  const known = kept.get(cel);
  if (known) return known;
  const environment = new Environment({ unlistedVariablesAreDyn: true, limits });
  const parsed = environment.parse(cel);
  const program: Program = (values) => {
    try {
      const answer: unknown = parsed(values);
      return typeof answer === 'boolean' ? answer : null;
    } catch {
      return null;
    }
  };
  if (kept.size >= mostKept) kept.clear();
  kept.set(cel, program);
  return program;
}
