// The events of mandates: ids and states, never names.
import { Type } from 'typebox';
import { defineEvent } from '@city/kernel/events';
import type { Mandate } from './mandate.ts';

const Id = Type.String({ format: 'uuid' });
const Facts = Type.Object({
  mandateId: Id,
  kind: Type.Union([
    Type.Literal('guardian'),
    Type.Literal('attorney'),
    Type.Literal('organisation'),
    Type.Literal('staff'),
  ]),
  principalKind: Type.Union([Type.Literal('person'), Type.Literal('organisation')]),
  principalId: Id,
  agentId: Id,
  /** Codes of the powers that it carries from now on. */
  powers: Type.Array(Type.String()),
});

/** A mandate gives powers from now on, or from its first day. */
export const MandateGranted = defineEvent('identity.mandate.granted', 1, Facts);
/** Its powers or days became fewer. */
export const MandateNarrowed = defineEvent('identity.mandate.narrowed', 1, Facts);
/** One of the parties or the recording office ended it; what was issued on it must die with it. */
export const MandateRevoked = defineEvent('identity.mandate.revoked', 1, Facts);
/** Its last day is over. */
export const MandateExpired = defineEvent('identity.mandate.expired', 1, Facts);
/** A birthday of the minor took powers from the guardian; none are left at the end. */
export const MandateHandedOver = defineEvent('identity.mandate.handed_over', 1, Facts);

export const factsOf = (mandate: Mandate, powers: readonly string[] = mandate.powers) => ({
  mandateId: mandate.id,
  kind: mandate.kind,
  principalKind: mandate.principal.kind,
  principalId: mandate.principal.id,
  agentId: mandate.agent.id,
  powers: [...powers],
});
