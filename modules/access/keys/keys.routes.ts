// The desk of keys: with what the city signs, how old it is, and changing it by two persons.
import { Type } from 'typebox';
import type { Actor } from '@city/kernel/access';
import { created, type Route, route } from '@city/kernel/http';
import type { ModuleContext, SigningKeyPart } from '@city/kernel/module';
import { LIMITS } from '../limits.ts';
import type { AccessTables, KeyRotationRow } from '../tables.ts';
import { Keys, type KeyView, NewRotation, type RingView, type RotationView } from './key-schemas.ts';
import { answerRotation, askRotation, type RotationAnswer } from './rotate.action.ts';
import { recentRotations } from './rotation.store.ts';

type M = ModuleContext<AccessTables>;
const tags = ['access'];
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const rotates = 'access.keys.rotate';

export function keyRoutes(m: M): readonly Route[] {
  return [
    keysRoute(m),
    askRoute(m),
    ...(['confirm', 'refuse', 'withdraw'] as const).map((one) => answerRoute(m, one)),
  ];
}

function keysRoute(m: M): Route {
  return route(
    {
      method: 'GET',
      url: '/api/desk/keys',
      permission: 'access.keys.see',
      tags,
      summary: { vi: 'Các khóa ký của thành phố', en: 'The keys with which the city signs' },
      response: { 200: Keys },
    },
    (c) => keysView(m, c.actor),
  );
}

async function keysView(m: M, actor: Actor): Promise<Keys> {
  const rotations = await m.db.transaction(actor, (tx) => recentRotations(tx, LIMITS.rotationsShown), {
    readOnly: true,
  });
  return {
    rings: await Promise.all(m.signingKeys().map(ringView)),
    rotations: rotations.map((row) => rotationView(row, actor, m.now())),
    mayRotate: m.access.explain(actor, rotates, undefined, { now: m.now() }).allow,
  };
}

async function ringView({ module, name, title, keys, byHand }: SigningKeyPart): Promise<RingView> {
  const text = (at: Date | null) => at?.toISOString() ?? null;
  return {
    module,
    ring: name,
    title,
    byHand,
    keys: (await keys()).map(
      (key): KeyView => ({
        ...key,
        madeAt: text(key.madeAt),
        signsFrom: text(key.signsFrom),
        until: text(key.until),
        nextAt: text(key.nextAt),
      }),
    ),
  };
}

function rotationView(row: KeyRotationRow, actor: Actor, now: Date): RotationView {
  return {
    id: row.rotation_id,
    module: row.module,
    ring: row.ring,
    reason: row.reason,
    // Nobody need write down that time has passed.
    state: row.state === 'asked' && row.until <= now ? 'lapsed' : row.state,
    askedPost: row.asked_post,
    askedAt: row.asked_at.toISOString(),
    until: row.until.toISOString(),
    endedPost: row.ended_post,
    endedAt: row.ended_at?.toISOString() ?? null,
    outcome: row.outcome,
    isOwn: row.asked_by === actor.id,
  };
}

function askRoute(m: M): Route {
  return route<AccessTables, typeof NewRotation>(
    {
      method: 'POST',
      url: '/api/desk/keys/rotations',
      permission: rotates,
      tags,
      summary: { vi: 'Xin đổi một bộ khóa ký', en: 'Ask for another signing key' },
      body: NewRotation,
      response: { 201: Keys },
    },
    async (c) => {
      const id = await askRotation(m, c.actor, c.body);
      return created(`/api/desk/keys/rotations/${id}`, await keysView(m, c.actor));
    },
  );
}

const summaries: Readonly<Record<RotationAnswer, { readonly vi: string; readonly en: string }>> = {
  confirm: { vi: 'Xác nhận, là người thứ hai', en: 'Confirm, as the second person' },
  refuse: { vi: 'Không xác nhận', en: 'Refuse' },
  withdraw: { vi: 'Rút lại lời xin của mình', en: 'Take back one’s own' },
};

function answerRoute(m: M, answer: RotationAnswer): Route {
  return route<AccessTables, never, never, typeof Id>(
    {
      method: 'POST',
      url: `/api/desk/keys/rotations/:id/${answer}`,
      permission: rotates,
      tags,
      summary: summaries[answer],
      params: Id,
      response: { 200: Keys },
    },
    async (c) => {
      await answerRotation(m, c.actor, c.params.id, answer);
      return keysView(m, c.actor);
    },
  );
}
