// The steps of a mandate by its parties: accept, confirm as the second person, decline, narrow, revoke. Each one transaction.
import type { Actor } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import { foldedEquals } from '@city/kernel/text';
import { localDate } from '@city/kernel/time';
import './errors.ts';
import { identityOf } from '../identity.ts';
import type { Tables } from '../tables.ts';
import { factsOf, MandateGranted, MandateNarrowed, MandateRevoked } from './events.ts';
import { seconds } from './give.action.ts';
import { after, type Mandate, nextChange, powersAt } from './mandate.ts';
import { tell, type What } from './mandate-words.ts';
import { changeMandate, lockMandate, type MandateChange, type MandateRecord } from './mandate.store.ts';
import { keepNarrowing } from './narrowing.store.ts';
import { principalSide, readOrganisation } from './parties.ts';
import { checkNarrower } from './terms.ts';

export type PartyStep = 'accept' | 'confirm' | 'decline' | 'narrow' | 'revoke';
type Side = 'principal' | 'agent' | 'second' | 'officer';

export interface StepInput {
  readonly id: string;
  readonly step: PartyStep;
  readonly why?: string;
  /** For narrowing: what stays, and the last day. */
  readonly powers?: readonly string[];
  readonly to?: string | null;
}

/**
 * Takes one step. It holds at once in this process and within a second in every other.
 * @throws AppError `mandate_not_found`, `mandate_step_wrong`, `mandate_other_person`, `mandate_level_needed`, of `checkNarrower`
 */
export async function takeStep(m: ModuleContext<Tables>, actor: Actor, input: StepInput): Promise<void> {
  const { sessions } = identityOf(m);
  await m.db.transaction(actor, async (tx) => {
    const mandate = await lockMandate(tx, input.id);
    if (!mandate) throw new AppError('mandate_not_found');
    const side = await sideOf(tx, mandate, actor, input.step);
    const status = side && after(mandate.status, input.step, side);
    if (!side || !status) throw new AppError('mandate_step_wrong');
    const change = changeOf(m, { mandate, actor, input, now: tx.now });
    const isChanged = await changeMandate(tx, mandate.id, { status, ...change });
    if (!isChanged) throw new AppError('mandate_step_wrong');
    if (input.step === 'narrow') await keepNarrowing(tx, mandate, change);
    tx.afterCommit(sessions.changed);
    tx.trail({
      action: `mandate.${past[input.step]}`,
      object: { type: 'mandate', id: mandate.id },
      subject: mandate.principal.kind === 'person' ? mandate.principal.id : mandate.agent.id,
      reason: side,
      detail: { kind: mandate.kind, ...(change.powers ? { powers: change.powers } : {}) },
    });
    await announce(tx, mandate, { step: input.step, side, powers: change.powers ?? mandate.powers });
  });
}

const past: Record<PartyStep, string> = {
  accept: 'accepted',
  confirm: 'confirmed',
  decline: 'declined',
  narrow: 'narrowed',
  revoke: 'revoked',
};

/** On which side somebody stands for a step; null for whoever has no part in it. */
export async function sideOf(
  tx: Tx<Tables>,
  mandate: MandateRecord,
  actor: Actor,
  step: PartyStep,
): Promise<Side | null> {
  const { id } = actor;
  if (id === null) return null;
  const isRegistrar = actor.kind === 'officer' && actor.post?.role === 'civil_status';
  if (mandate.kind === 'guardian' && isRegistrar && actor.post?.body === mandate.body) {
    const isParty = [mandate.agent.id, mandate.principal.id].includes(id);
    if (step === 'confirm') return mandate.madeBy !== id && !isParty ? 'officer' : null;
    return step === 'revoke' ? 'officer' : null;
  }
  // The register alone says who represents an organisation; a guardianship ends at the office, or by growing up.
  if (mandate.kind === 'organisation' || mandate.kind === 'guardian') return null;
  const isRepresentative =
    mandate.principal.kind === 'organisation' &&
    ((await readOrganisation(tx, mandate.principal.id))?.representatives.includes(id) ?? false);
  if (step === 'confirm') {
    return isRepresentative && id !== mandate.madeBy && id !== mandate.agent.id ? 'second' : null;
  }
  if (mandate.agent.id === id) return 'agent';
  return isRepresentative || mandate.principal.id === id || mandate.madeBy === id ? 'principal' : null;
}

type Working = { mandate: MandateRecord; actor: Actor; input: StepInput; now: Date };

function changeOf(
  m: ModuleContext<Tables>,
  { mandate, actor, input, now }: Working,
): Omit<MandateChange, 'status'> {
  const rules = identityOf(m).mandateRulesOn(localDate(now));
  const level = rules.kinds[mandate.kind]?.grantNeedsLevel ?? 4;
  switch (input.step) {
    case 'accept':
      if (actor.name === null || !foldedEquals(actor.name, mandate.agent.name))
        throw new AppError('mandate_other_person');
      if ((actor.level ?? 0) < level) throw new AppError('mandate_level_needed', { params: { level } });
      if (mandate.until !== null && now >= mandate.until) throw new AppError('mandate_step_wrong');
      return { agentName: actor.name, nextAt: nextChange(mandate, rules, now) };
    case 'confirm':
      if ((actor.level ?? 0) < level) throw new AppError('mandate_level_needed', { params: { level } });
      return {
        secondPerson: actor.id ?? '',
        ...(mandate.kind === 'guardian' ? { nextAt: nextChange(mandate, rules, now) } : {}),
      };
    case 'narrow': {
      const powers = input.powers ?? mandate.powers;
      const until = checkNarrower(mandate, { powers, to: input.to ?? null }, now);
      return { powers, until, nextAt: nextChange({ ...mandate, powers, until }, rules, now) };
    }
    case 'decline':
    case 'revoke':
      return { why: input.why ?? null, nextAt: null };
  }
}

async function announce(
  tx: Tx<Tables>,
  mandate: MandateRecord,
  { step, side, powers }: { step: PartyStep; side: Side; powers: readonly string[] },
): Promise<void> {
  const givers = [...(await principalSide(tx, mandate)), mandate.madeBy];
  const both = [...givers, mandate.agent.id];
  const emit = (event: typeof MandateGranted) => tx.emit(event, mandate.id, factsOf(mandate, powers));
  const said: Record<PartyStep, readonly [readonly string[], What]> = {
    accept: [both, 'granted'],
    confirm: mandate.kind === 'guardian' ? [both, 'granted'] : [[mandate.agent.id], 'offered'],
    decline: [givers, 'declined'],
    narrow: [both, 'narrowed'],
    revoke: [both, 'revoked'],
  };
  if (step === 'accept' || (step === 'confirm' && mandate.kind === 'guardian')) emit(MandateGranted);
  if (step === 'narrow') emit(MandateNarrowed);
  // What was only offered gave nothing that could be taken back, but whoever listens hears one end.
  if (step === 'revoke') emit(MandateRevoked);
  const [people, what] = said[step];
  const isSeen = mandate.status !== 'unconfirmed' || step === 'confirm';
  const told = isSeen ? people : [...givers, ...(await seconds(tx, mandate))];
  // What an office had only written down was never known to the two.
  if (side === 'officer' && mandate.status === 'unconfirmed' && step === 'revoke') return;
  await tell(tx, mandate, side === 'officer' ? both : told, what);
}

/** Whether a mandate gives anything now. */
export function givesPowers(m: ModuleContext<Tables>, mandate: Mandate): boolean {
  return powersAt(mandate, identityOf(m).mandateRulesOn, m.now()).length > 0;
}
