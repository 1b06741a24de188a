// Another signing key by two persons: one administrator asks and says why, another confirms; then a job has it made.
import { Type } from 'typebox';
import { type Actor, system } from '@city/kernel/access';
import { newId, type Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { defineJob } from '@city/kernel/jobs';
import type { Job, ModuleContext, SigningKeyPart } from '@city/kernel/module';
import '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { AccessTables, KeyRotationRow } from '../tables.ts';
import { endRotation, findRotation, insertRotation, lapseRotations, rotationDone } from './rotation.store.ts';

type M = ModuleContext<AccessTables>;

export interface Asked {
  readonly module: string;
  readonly ring: string;
  readonly reason: string;
}

export const carryOutRotation = defineJob('access.rotate-keys', Type.Object({ rotation: Type.String() }));

/** @throws AppError `key_ring_unknown`, `key_ring_by_hand` */
function ringOf(m: M, { module, ring }: Pick<Asked, 'module' | 'ring'>): SigningKeyPart {
  const found = m.signingKeys().find((one) => one.module === module && one.name === ring);
  if (!found) throw new AppError('key_ring_unknown', { field: 'ring' });
  if (!found.rotate) throw new AppError('key_ring_by_hand', { field: 'ring' });
  return found;
}

/** @throws AppError `key_ring_unknown`, `key_ring_by_hand`, `key_rotation_open` */
export async function askRotation(m: M, actor: Actor, asked: Asked): Promise<string> {
  ringOf(m, asked);
  return m.db.transaction(actor, async (tx) => {
    await lapseRotations(tx, asked.module, asked.ring);
    const id = newId(tx.now);
    await insertOnce(tx, {
      rotation_id: id,
      ...asked,
      asked_by: actor.id ?? '',
      asked_post: actor.post?.title ?? '',
      until: new Date(tx.now.getTime() + LIMITS.rotationHours * 3_600_000),
    });
    told(tx, 'asked', { ...asked, id }, { reason: asked.reason });
    return id;
  });
}

async function insertOnce(tx: Tx<AccessTables>, row: Parameters<typeof insertRotation>[1]): Promise<void> {
  try {
    await insertRotation(tx, row);
  } catch (error) {
    const { constraint } = error as { constraint?: string };
    throw constraint === 'key_rotation_open' ? new AppError('key_rotation_open') : error;
  }
}

/** What another administrator may say, or the one who asked. */
export type RotationAnswer = 'confirm' | 'refuse' | 'withdraw';
const after = { confirm: 'confirmed', refuse: 'refused', withdraw: 'withdrawn' } as const;

/** @throws AppError `key_rotation_not_found`, `key_rotation_over`, `key_rotation_second_person` */
export async function answerRotation(m: M, actor: Actor, id: string, answer: RotationAnswer): Promise<void> {
  await m.db.transaction(actor, async (tx) => {
    const row = await findRotation(tx, id);
    if (!row) throw new AppError('key_rotation_not_found');
    const isOwn = row.asked_by === actor.id;
    if (row.state !== 'asked' || row.until <= tx.now) throw new AppError('key_rotation_over');
    if (isOwn !== (answer === 'withdraw')) throw new AppError('key_rotation_second_person');
    const end = { state: after[answer], by: actor.id, post: actor.post?.title ?? null };
    if (!(await endRotation(tx, id, end))) throw new AppError('key_rotation_over');
    told(tx, after[answer], { ...row, id }, {});
    if (answer === 'confirm') tx.enqueue(carryOutRotation, { rotation: id });
  });
}

function told(
  tx: Tx<AccessTables>,
  what: string,
  { id, module, ring }: Pick<Asked, 'module' | 'ring'> & { readonly id: string },
  detail: object,
): void {
  tx.trail({
    action: `key-rotation.${what}`,
    object: { type: 'key-rotation', id },
    reason: 'two administrators',
    detail: { keys: `${module}/${ring}`, ...detail },
  });
}

const hand = system('access.rotate-keys');

/** Has the key made and notes what came of it. Run again after a crash it makes at most one more, which hurts nobody. */
export const rotateKeysJob: Job<AccessTables> = {
  job: carryOutRotation,
  run: async (m, payload: { readonly rotation: string }) => {
    const row = await m.db.transaction(
      hand,
      (tx) =>
        tx.db
          .selectFrom('access.key_rotation')
          .selectAll()
          .where('rotation_id', '=', payload.rotation)
          .where('state', '=', 'confirmed')
          .executeTakeFirst(),
      { readOnly: true },
    );
    if (row) await carryOut(m, row);
  },
};

async function carryOut(m: M, row: KeyRotationRow): Promise<void> {
  const made = await ringOf(m, row).rotate?.();
  await m.db.transaction(hand, async (tx) => {
    await rotationDone(tx, row.rotation_id, made ?? 'already');
    told(tx, 'done', { ...row, id: row.rotation_id }, { made: made ?? null });
  });
}
