// Giving a mandate: a power of attorney over oneself, powers to staff of one's organisation, or passing on what one holds.
import type { Actor } from '@city/kernel/access';
import { isDuplicate, newId, type Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import './errors.ts';
import { identityOf } from '../identity.ts';
import { readPerson } from '../people/person.store.ts';
import type { Tables } from '../tables.ts';
import { tell } from './mandate-words.ts';
import { type Mandate, reachesAge } from './mandate.ts';
import { insertMandate, type MandateRecord, type NewMandate, readMandate } from './mandate.store.ts';
import type { MandateRules } from './powers.ts';
import { numberFrom, personOf, readOrganisation } from './parties.ts';
import { checkTerms, needsSecond, type Terms } from './terms.ts';

export interface Giving extends Terms {
  /** Over oneself, over an organisation that one represents, or passed on from a mandate that one holds. */
  readonly of: { readonly self: true } | { readonly organisation: string } | { readonly mandate: string };
  readonly agentNumber: string;
  readonly agentName: string;
  readonly evidence: string;
}

/** What is given: of what kind, over whom, passed on from what. */
export type Source = Pick<NewMandate, 'principal'> & {
  readonly kind: 'attorney' | 'staff';
  readonly parent: Mandate | null;
  readonly isByTwo: boolean;
};

/**
 * Offers a mandate to somebody; it gives nothing before they accept, and where the organisation acts by two before a second
 * person has confirmed.
 * @throws AppError of `checkTerms`, `personal_number_wrong`, `mandate_self`, `mandate_exists`, `mandate_level_needed`,
 * `mandate_minor`, `mandate_not_found`, `organisation_not_yours`
 */
export async function giveMandate(
  m: ModuleContext<Tables>,
  actor: Actor,
  giving: Giving,
): Promise<{ id: string }> {
  const { mandateRulesOn: rulesOn } = identityOf(m);
  const today = localDate(m.now());
  const agentId = await personOf(m, numberFrom(giving.agentNumber, 'agentNumber'));
  if (agentId === actor.id) throw new AppError('mandate_self', { field: 'agentNumber' });
  return m.db.transaction(actor, async (tx) => {
    const source = await sourceOf(tx, actor.id ?? '', giving, rulesOn(today));
    if (source.principal.id === agentId) throw new AppError('mandate_self', { field: 'agentNumber' });
    const rules = rulesOn(today);
    const level = rules.kinds[source.kind]?.grantNeedsLevel ?? 4;
    if ((actor.level ?? 0) < level) throw new AppError('mandate_level_needed', { params: { level } });
    const { kind, parent } = source;
    const span = checkTerms(giving, { rules, rulesOn, kind, parent, today, now: tx.now });
    const isForTwo = needsSecond(rules, giving.powers, source.isByTwo);
    const mandate: NewMandate = {
      id: newId(tx.now),
      kind,
      basis: null,
      principal: source.principal,
      agent: { id: agentId, name: giving.agentName.trim() },
      powers: giving.powers,
      from: span.from < tx.now ? tx.now : span.from,
      until: span.until,
      status: isForTwo ? 'unconfirmed' : 'offered',
      depth: giving.depth,
      parentId: parent?.id ?? null,
      evidence: giving.evidence,
      body: null,
      madeBy: actor.id ?? '',
      needsSecond: isForTwo,
      nextAt: span.until,
    };
    await insertOnce(tx, mandate);
    const made = (await readMandate(tx, mandate.id)) as MandateRecord;
    tx.trail({
      action: 'mandate.offered',
      object: { type: 'mandate', id: mandate.id },
      subject: source.principal.kind === 'person' ? source.principal.id : agentId,
      reason: parent ? 'holds what is passed on' : 'speaks for the principal',
      detail: {
        kind,
        powers: giving.powers,
        agent: agentId,
        parent: parent?.id ?? null,
        until: span.until.toISOString(),
      },
    });
    if (isForTwo) await tell(tx, made, await seconds(tx, made), 'to_confirm');
    else await tell(tx, made, [agentId], 'offered');
    return { id: mandate.id };
  });
}

/** The other representatives, who may confirm. */
export async function seconds(tx: Tx<Tables>, mandate: MandateRecord): Promise<readonly string[]> {
  const organisation = await readOrganisation(tx, mandate.principal.id);
  return (organisation?.representatives ?? []).filter(
    (id) => id !== mandate.madeBy && id !== mandate.agent.id,
  );
}

/** Writes the row. @throws AppError `mandate_exists` */
export async function insertOnce(tx: Tx<Tables>, mandate: NewMandate): Promise<void> {
  try {
    await insertMandate(tx, mandate);
  } catch (error) {
    throw isDuplicate(error, 'mandate_living') ? new AppError('mandate_exists') : error;
  }
}

/** @throws AppError `mandate_minor`, `organisation_not_yours`, `mandate_not_found`, `mandate_depth_wrong` */
export async function sourceOf(
  tx: Tx<Tables>,
  giver: string,
  { of }: Pick<Giving, 'of'>,
  rules: MandateRules,
): Promise<Source> {
  if ('self' in of) return ownSource(tx, giver, rules);
  if ('organisation' in of) {
    const organisation = await readOrganisation(tx, of.organisation);
    if (!organisation?.representatives.includes(giver)) throw new AppError('organisation_not_yours');
    return {
      kind: 'staff',
      principal: { kind: 'organisation', id: organisation.id, name: organisation.name, birthDate: null },
      parent: null,
      isByTwo: organisation.isByTwo,
    };
  }
  const parent = await readMandate(tx, of.mandate);
  if (!parent || parent.agent.id !== giver) throw new AppError('mandate_not_found');
  if (parent.kind !== 'attorney' && parent.kind !== 'staff')
    throw new AppError('mandate_depth_wrong', { field: 'depth' });
  const organisation = parent.kind === 'staff' ? await readOrganisation(tx, parent.principal.id) : null;
  return { kind: parent.kind, principal: parent.principal, parent, isByTwo: organisation?.isByTwo ?? false };
}

/** Whoever is under age gives no power of attorney. An unknown birth date is not taken for one. */
async function ownSource(tx: Tx<Tables>, giver: string, rules: MandateRules): Promise<Source> {
  const person = await readPerson(tx, giver);
  const age = rules.kinds.guardian?.endsAtAge ?? 18;
  const isOfAge = person?.birthDate ? tx.now >= reachesAge(person.birthDate, age) : false;
  if (!person || !isOfAge) throw new AppError('mandate_minor');
  return {
    kind: 'attorney',
    principal: { kind: 'person', id: giver, name: person.name, birthDate: null },
    parent: null,
    isByTwo: false,
  };
}
