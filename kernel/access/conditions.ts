// Policies made of named conditions: each says in both languages what it asks for, and what it found. Pure functions.
import type { Bilingual } from '@city/kernel/errors';
import type { AccessContext, Actor, Decision, Finding, Policy } from './access.ts';

/** What a condition looks at. The resource is whatever the module protects, seen through its attributes. */
export interface Question {
  readonly actor: Actor;
  readonly resource: Attributes;
  /** False at the door of a route, before the resource is known: what hangs on it is asked again later. */
  readonly isResourceKnown: boolean;
  readonly context: AccessContext;
}

export type Attributes = Readonly<Record<string, unknown>>;

/** One thing a policy asks for. */
export interface Condition {
  /** Stable, for the log: `role`, `body`, `level 2`. */
  readonly name: string;
  /** What it asks for. */
  readonly asks: Bilingual;
  readonly find: (question: Question) => Explained;
}

export interface Explained {
  readonly holds: boolean;
  /** What was found, in the words of the log (English). */
  readonly reason: string;
  readonly findings: readonly Finding[];
  readonly acrValues?: readonly string[];
}

/** A condition of one step, with words for either outcome. */
export function condition(
  name: string,
  asks: Bilingual,
  find: (question: Question) => {
    readonly holds: boolean;
    readonly reason: string;
    readonly acrValues?: readonly string[];
  },
): Condition {
  return {
    name,
    asks,
    find: (question) => {
      const found = find(question);
      return { ...found, findings: [{ condition: name, holds: found.holds, says: asks }] };
    },
  };
}

/** Asks the resource's side only where the resource is known; at the door it lets pass. */
export function onceKnown(inner: Condition): Condition {
  return {
    ...inner,
    find: (question) =>
      question.isResourceKnown
        ? inner.find(question)
        : { holds: true, reason: `${inner.name}: asked for each thing`, findings: [] },
  };
}

/** All of them. The first that fails decides; the others are found out all the same, so that the answer names everything missing. */
export function all(...conditions: readonly Condition[]): Condition {
  return {
    name: conditions.map(({ name }) => name).join(' and '),
    asks: joined(conditions, { vi: ' và ', en: ' and ' }),
    find: (question) => {
      const found = conditions.map((one) => one.find(question));
      const failed = found.filter(({ holds }) => !holds);
      const findings = found.flatMap((one) => one.findings);
      if (failed.length === 0)
        return { holds: true, reason: found.map(({ reason }) => reason).join('; '), findings };
      // A stronger sign-in helps only when nothing else is missing.
      const acrValues = failed.every((one) => one.acrValues) ? strongest(failed) : undefined;
      const reason = failed.map((one) => one.reason).join('; ');
      return { holds: false, reason, findings, ...(acrValues ? { acrValues } : {}) };
    },
  };
}

/** At least one of them; what was found for the one that holds is the reason. */
export function any(...conditions: readonly Condition[]): Condition {
  return {
    name: conditions.map(({ name }) => name).join(' or '),
    asks: joined(conditions, { vi: ', hoặc ', en: ', or ' }),
    find: (question) => {
      const found = conditions.map((one) => one.find(question));
      const good = found.find(({ holds }) => holds);
      if (good) return { holds: true, reason: good.reason, findings: good.findings };
      const acrValues = found.find((one) => one.acrValues)?.acrValues;
      const reason = found.map((one) => one.reason).join('; ');
      const findings = found.flatMap((one) => one.findings);
      return { holds: false, reason, findings, ...(acrValues ? { acrValues } : {}) };
    },
  };
}

/** The opposite, under a name and words of its own. */
export function not(name: string, asks: Bilingual, inner: Condition): Condition {
  return condition(name, asks, (question) => {
    const { holds, reason } = inner.find(question);
    return { holds: !holds, reason: holds ? `must not be: ${reason}` : `not: ${inner.name}` };
  });
}

/** A policy of the kernel made of conditions, all of which must hold. */
export function policy(...conditions: readonly Condition[]): Policy {
  const whole = all(...conditions);
  const decide: Policy = (actor, resource, context = {}): Decision => {
    const isResourceKnown = typeof resource === 'object' && resource !== null;
    const attributes = isResourceKnown ? (resource as Attributes) : {};
    const found = whole.find({ actor, resource: attributes, isResourceKnown, context });
    return {
      allow: found.holds,
      reason: found.reason,
      findings: found.findings,
      ...(found.acrValues ? { acrValues: found.acrValues } : {}),
    };
  };
  return decide;
}

function joined(conditions: readonly Condition[], by: Bilingual): Bilingual {
  return {
    vi: conditions.map(({ asks }) => asks.vi).join(by.vi),
    en: conditions.map(({ asks }) => asks.en).join(by.en),
  };
}

/** Of several levels asked for, the highest does for all. */
function strongest(failed: readonly Explained[]): readonly string[] | undefined {
  const values = failed.flatMap((one) => one.acrValues ?? []).toSorted();
  const last = values.at(-1);
  return last === undefined ? undefined : [last];
}
