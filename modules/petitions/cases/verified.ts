// Whether somebody's identity is verified well enough to start or sign a petition.
import type { Actor } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import { levelNeeded } from '../rules/petition-rules.ts';
import type { RulesFile } from '../rules/rules-data.ts';

export function isVerified(rules: RulesFile, actor: Actor, at: Date): boolean {
  const isPerson = actor.kind === 'citizen' || actor.kind === 'officer';
  return isPerson && actor.id !== null && (actor.level ?? 0) >= levelNeeded(rules, at);
}

/** @throws AppError `sign_in_needed` (401), `petition_level_needed` (403). */
export function requireVerified(rules: RulesFile, actor: Actor, at: Date): void {
  if (isVerified(rules, actor, at)) return;
  if (actor.kind === 'anonymous') throw new AppError('sign_in_needed');
  throw new AppError('petition_level_needed', { params: { level: levelNeeded(rules, at) } });
}
