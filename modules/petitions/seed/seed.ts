// Petitions of the demo, one for each stage of their life, told in the actions themselves with times of the past.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor } from '@city/kernel/access';
import type { ModuleContext } from '@city/kernel/module';
import { approveAnswer, submitAnswer } from '../answering/answer.action.ts';
import { publishPetition } from '../cases/moderate.action.ts';
import type { PetitionTx } from '../cases/petition.store.ts';
import { workingCity } from '../cases/petitions.routes.ts';
import type { Who } from '../cases/states.ts';
import type { PetitionRow, PetitionTables } from '../cases/tables.ts';
import { proposePetition, startPetition } from '../cases/write.action.ts';
import { petitionById } from '../answering/tell.job.ts';
import { type PetitionCity, petitionCity } from '../module-city.ts';
import { signingGroup } from '../signing/sign.action.ts';
import { type SeedPetition, seedPetitions } from './words.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Fills an empty city; changes nothing when there are petitions. */
export async function seedDemo(
  m: ModuleContext<PetitionTables>,
  progress: (line: string) => void,
): Promise<void> {
  const city = petitionCity(m);
  for (const petition of seedPetitions) {
    const starter: Actor = { kind: 'citizen', id: randomUUID(), name: null, level: 2 };
    await m.db.transaction(starter, async (tx) => {
      const there = await sql`select 1 from petitions.petition where title = ${petition.draft.title}`.execute(
        tx.db,
      );
      if (there.rows.length === 0) await live(tx, city, petition);
    });
  }
  progress(`${seedPetitions.length} kiến nghị mẫu`);
}

/** The same transaction at another time and by another hand. */
const at = (tx: PetitionTx, now: Date, actor: Actor = tx.actor): PetitionTx => ({ ...tx, now, actor });

/** Lives a petition's life up to where it should stand. */
async function live(tx: PetitionTx, city: PetitionCity, petition: SeedPetition): Promise<void> {
  const began = new Date(tx.now.getTime() - petition.daysAgo * dayMs);
  const later = (hours: number): Date => new Date(began.getTime() + hours * hourMs);
  const working = workingCity(city);
  const draft = await startPetition(at(tx, began), working, petition.draft);
  const reread = async (): Promise<PetitionRow> => (await petitionById(tx, draft.petition_id)) as PetitionRow;
  const opened = (row: PetitionRow, ...who: Who[]) => ({ petition: row, who });
  const seeking = await proposePetition(at(tx, began), working, opened(draft, 'starter'));
  await signOver(tx, city, seeking, { from: later(1), to: later(20), count: seeking.supporters });
  if (petition.until === 'moderation') return;
  const moderator = officer('dieu-phoi-1022', 'moderator', 'Kiểm duyệt viên · Điều phối 1022');
  const open = await publishPetition(
    at(tx, later(26), moderator),
    working,
    opened(await reread(), 'moderator'),
  );
  const last = petition.until === 'open' ? tx.now : later(24 * petition.signingDays);
  await signOver(tx, city, open, {
    from: later(27),
    to: last,
    count: Math.round(open.threshold * petition.share),
  });
  if (petition.until !== 'answered') return;
  const answered = later(24 * petition.signingDays + 96);
  const handler = officer(open.body_code, 'officer', 'Cán bộ xử lý');
  const leader = officer(open.body_code, 'leader', 'Chủ tịch');
  const { answer } = petition;
  const submitted = await submitAnswer(
    at(tx, answered, handler),
    working,
    opened(await reread(), 'holder'),
    answer,
  );
  await approveAnswer(
    at(tx, new Date(answered.getTime() + 5 * hourMs), leader),
    working,
    opened(submitted, 'leader', 'holder'),
  );
}

function officer(body: string, role: string, title: string): Actor {
  const post = { id: randomUUID(), body, unit: null, role, title };
  return { kind: 'officer', id: randomUUID(), name: null, level: 2, post };
}

/** Signatures of so many people, thick at first and then thinner. */
async function signOver(
  tx: PetitionTx,
  city: PetitionCity,
  petition: PetitionRow,
  { from, to, count }: { readonly from: Date; readonly to: Date; readonly count: number },
): Promise<void> {
  const group = signingGroup({ rules: city.rules, calendar: () => city.m.calendar });
  const span = to.getTime() - from.getTime();
  const members = Array.from({ length: count }, (_, n) => {
    const personId = randomUUID();
    const now = new Date(from.getTime() + span * (n / count) ** 1.6);
    const signerKey = city.keys.keyOf(petition.petition_id, personId);
    return { ...tx, now, input: { petitionId: petition.petition_id, personId, signerKey, name: null } };
  });
  for (const day of Object.values(Object.groupBy(members, ({ now }) => now.toISOString().slice(0, 10))))
    if (day) await group.write(tx, day);
}
