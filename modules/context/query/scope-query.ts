// Queries over scopes (GS CIM 009 §4.19): `/A/B`, `/A/+`, `/A/#`, `;` and, `,` or `|` or, brackets.
import { type RawBuilder, sql } from 'kysely';
import { LIMITS } from '../limits.ts';
import { badData } from '../wire/problem.ts';

export type ScopeQ =
  | { readonly is: 'scope'; readonly steps: readonly string[] }
  | { readonly is: 'and'; readonly of: readonly ScopeQ[] }
  | { readonly is: 'or'; readonly of: readonly ScopeQ[] };

/** @throws Problem `BadRequestData` */
export function parseScopeQ(text: string): ScopeQ {
  if (text.length > LIMITS.queryCharacters) throw badData('scopeQ is too long');
  const tokens = text.match(/[(),;|]|[^(),;|]+/g) ?? [];
  let at = 0;
  const or = (): ScopeQ => list('or', and, [',', '|']);
  const and = (): ScopeQ => list('and', one, [';']);
  function list(is: 'and' | 'or', parse: () => ScopeQ, separators: readonly string[]): ScopeQ {
    const of = [parse()];
    while (separators.includes(tokens[at] ?? '')) {
      at += 1;
      of.push(parse());
    }
    return of.length === 1 ? (of[0] as ScopeQ) : { is, of };
  }
  function one(): ScopeQ {
    const token = tokens[at++];
    if (token === '(') {
      const inner = or();
      if (tokens[at++] !== ')') throw badData('A bracket of scopeQ is not closed');
      return inner;
    }
    if (token === undefined || /^[(),;|]$/.test(token)) throw badData(`${text} is not a query over scopes`);
    return { is: 'scope', steps: stepsOf(token, text) };
  }
  const parsed = or();
  if (at < tokens.length) throw badData(`${text} is not a query over scopes`);
  return parsed;
}

function stepsOf(token: string, text: string): readonly string[] {
  const steps = token.trim().replace(/^\//, '').split('/');
  const isRight = steps.every(
    (step, at) => step !== '' && (step !== '#' || at === steps.length - 1) && !/[#+]./.test(step),
  );
  if (!isRight) throw badData(`${text} is not a query over scopes`);
  return steps;
}

function patternOf(steps: readonly string[]): string {
  const parts = steps.map((step) =>
    step === '+' ? '/[^/]+' : step === '#' ? '(/.*)?' : `/${step.replace(/[^\p{L}\p{N}_-]/gu, '\\$&')}`,
  );
  return `^${parts.join('')}$`;
}

export function scopesMatch(scopes: readonly string[], q: ScopeQ): boolean {
  if (q.is === 'and') return q.of.every((one) => scopesMatch(scopes, one));
  if (q.is === 'or') return q.of.some((one) => scopesMatch(scopes, one));
  const { steps } = q;
  return scopes.some((scope) => isUnder(scope.slice(1).split('/'), steps));
}

function isUnder(scope: readonly string[], steps: readonly string[]): boolean {
  const rest = steps.at(-1) === '#';
  const fixed = rest ? steps.slice(0, -1) : steps;
  if (rest ? scope.length < fixed.length : scope.length !== fixed.length) return false;
  return fixed.every((step, at) => step === '+' || step === scope[at]);
}

export function scopesInSql(q: ScopeQ, scopes: RawBuilder<unknown>): RawBuilder<boolean> {
  if (q.is === 'scope')
    return sql<boolean>`exists (select 1 from unnest(${scopes}) as one where one ~ ${patternOf(q.steps)})`;
  const parts = q.of.map((one) => scopesInSql(one, scopes));
  return sql<boolean>`(${sql.join(parts, q.is === 'or' ? sql` or ` : sql` and `)})`;
}
