// Signing: one signature for each person and petition, counted exactly; the one that makes the number starts the obligation, once.
import type { GroupDefinition } from '@city/kernel/database';
import { type LocalDate, localDate, type WorkingCalendar } from '@city/kernel/time';
import { lockPetitions, type PetitionTx } from '../cases/petition.store.ts';
import { reachStep } from '../cases/reach.ts';
import { writeAndSay } from '../cases/step.ts';
import { isSignable } from '../cases/states.ts';
import type { PetitionRow, PetitionTables } from '../cases/tables.ts';
import { counted, factsOf } from '../events.ts';
import { limits } from '../limits.ts';
import { termEnd } from '../rules/petition-rules.ts';
import type { RulesFile } from '../rules/rules-data.ts';
import { addSignatures, type NewSignature, writeCounts } from './signature.store.ts';

export interface Signing {
  readonly petitionId: string;
  readonly personId: string;
  readonly signerKey: Buffer;
  /** Null: not named in public. */
  readonly name: string | null;
}

export type Signed =
  | { readonly ok: true; readonly isNew: boolean; readonly count: number }
  | { readonly ok: false; readonly why: 'unknown' | 'not-open' };

export interface SigningCity {
  readonly rules: RulesFile;
  /** Asked anew each time: an import of the calendar counts at once. */
  readonly calendar: () => WorkingCalendar;
}

type Member = Parameters<GroupDefinition<PetitionTables, Signing, Signed>['write']>[1][number];

/** Signatures in groups: one lock, one count and one commit carry what came meanwhile. */
export function signingGroup(city: SigningCity): GroupDefinition<PetitionTables, Signing, Signed> {
  return {
    most: limits.signaturesPerCommit,
    write: async (tx, members) => {
      const rows = await lockPetitions(tx, [...new Set(members.map(({ input }) => input.petitionId))]);
      const byId = new Map(rows.map((row) => [row.petition_id, row]));
      const wanted = members.filter(({ input, now }) => refusalOf(byId.get(input.petitionId), now) === null);
      const added = await addSignatures(tx, wanted.map(signatureOf));
      const counts = await countUp(tx, city, byId, wanted, added);
      // Of one person's two signings in one group the first is the new one.
      const left = new Set(added);
      return members.map((member): Signed => {
        const why = refusalOf(byId.get(member.input.petitionId), member.now);
        if (why) return { ok: false, why };
        const isNew = left.delete(keyText(member.input));
        if (isNew) sayOnTrail(member);
        return { ok: true, isNew, count: counts.get(member.input.petitionId) ?? 0 };
      });
    },
  };
}

function refusalOf(petition: PetitionRow | undefined, now: Date): 'unknown' | 'not-open' | null {
  if (!petition || petition.state === 'draft') return 'unknown';
  const isOpen = isSignable(petition.state) && petition.sign_until !== null && now < petition.sign_until;
  return isOpen ? null : 'not-open';
}

const keyText = ({ petitionId, signerKey }: Pick<Signing, 'petitionId' | 'signerKey'>): string =>
  `${petitionId} ${signerKey.toString('hex')}`;

function signatureOf({ input, now }: Member): NewSignature {
  return { ...input, at: now, day: localDate(now) };
}

/** Who signed is the person's own matter: the trail says it to nobody but them. */
function sayOnTrail(member: Member): void {
  const { input } = member;
  member.trail({
    action: 'petition.sign',
    object: { type: 'petition', id: input.petitionId },
    subject: input.personId,
    detail: { named: input.name !== null },
  });
}

/** Adds what is new to the counts, and takes the steps that follow from a number reached. Answers the counts by petition. */
async function countUp(
  tx: PetitionTx,
  city: SigningCity,
  byId: ReadonlyMap<string, PetitionRow>,
  wanted: readonly Member[],
  added: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map([...byId].map(([id, row]) => [id, row.signature_n]));
  const isAdded = new Set(added);
  const last = new Map<string, Member>();
  const perDay = new Map<string, { petitionId: string; day: LocalDate; n: number }>();
  for (const member of wanted) {
    const { petitionId } = member.input;
    if (!isAdded.delete(keyText(member.input))) continue;
    const day = localDate(member.now);
    const known = perDay.get(`${petitionId} ${day}`);
    perDay.set(`${petitionId} ${day}`, { petitionId, day, n: (known?.n ?? 0) + 1 });
    counts.set(petitionId, (counts.get(petitionId) ?? 0) + 1);
    last.set(petitionId, member);
  }
  await writeCounts(tx, [...perDay.values()]);
  for (const [petitionId, member] of last) {
    const row = { ...(byId.get(petitionId) as PetitionRow), signature_n: counts.get(petitionId) ?? 0 };
    member.emit(counted, petitionId, factsOf(row, member.now));
    await stepByCount(tx, city, member, row);
  }
  return counts;
}

/** The step that a count brings about, if any: to the moderator with the first supporters, to the body with the threshold. */
async function stepByCount(
  tx: PetitionTx,
  { rules, calendar }: SigningCity,
  member: Member,
  petition: PetitionRow,
): Promise<void> {
  const city = { rules, calendar: calendar() };
  const { now } = member;
  // The history says that the number did it; the trail keeps whose signature was the one that made it.
  const voice = { ...member, actor: { kind: 'system', id: 'petitions.count', name: null } as const };
  const opened = { petition, who: ['count'] as const };
  if (petition.state === 'seeking' && petition.signature_n >= petition.supporters) {
    const due = termEnd(rules, 'moderation', now, city.calendar);
    await writeAndSay(tx, voice, city, opened, {
      action: 'gather',
      patch: { gathered_at: now, due_at: due, escalation: 0, sign_until: null },
      detail: { signatures: petition.signature_n },
    });
    return;
  }
  const reach = reachStep(city, petition, now);
  if (reach) await writeAndSay(tx, voice, city, opened, reach);
}
