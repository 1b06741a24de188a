// For whom one acts: the page after signing in and from the account, and the same for programs.
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { page, redirect, type RequestContext, type Route, route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { identityOf } from '../identity.ts';
import type { Session } from '../sessions/session.ts';
import { readReturnTo } from '../sign-in/return-to.ts';
import type { Tables } from '../tables.ts';
import { actFor } from './acting.action.ts';
import { actingView } from './acting.page.tsx';
import { type Mandate, powersAt } from './mandate.ts';
import { mandatesOfAgent } from './mandate.store.ts';

const permission = 'identity.self';
const Id = Type.String({ format: 'uuid' });
const Choice = Type.Object({
  mandate: Id,
  kind: Type.Union([
    Type.Literal('guardian'),
    Type.Literal('attorney'),
    Type.Literal('organisation'),
    Type.Literal('staff'),
  ]),
  principal: Type.Object({
    kind: Type.Union([Type.Literal('person'), Type.Literal('organisation')]),
    id: Id,
    name: Type.String(),
  }),
  powers: Type.Array(Type.String()),
});
const Acting = Type.Object(
  {
    current: Type.Union([Choice, Type.Null()], {
      description:
        'For whom this session acts; without powers when the mandate has ended. Null: for oneself.',
    }),
    choices: Type.Array(Choice),
  },
  { $id: 'Acting' },
);

export function actingRoutes(m: ModuleContext<Tables>): readonly Route[] {
  return [...pages(m), ...interfaces(m)];
}

type Context = Pick<RequestContext, 'actor' | 'cookie' | 'transaction' | 'now'>;

/** What the caller may choose now, and what is chosen. */
async function stateOf(m: ModuleContext<Tables>, c: Context) {
  const identity = identityOf(m);
  const session = await identity.sessions.find(c.cookie(identity.sessionCookie));
  const own = session?.personId === c.actor.id ? session : null;
  const rulesOn = identity.mandateRulesOn;
  const all = await m.db.transaction(c.actor, (tx) => mandatesOfAgent(tx, c.actor.id ?? ''), {
    readOnly: true,
  });
  const now = (mandate: Mandate): Mandate => ({ ...mandate, powers: powersAt(mandate, rulesOn, c.now) });
  return {
    session: own,
    current: own?.actingFor ? now(own.actingFor) : null,
    choices: all.map(now).filter(({ powers }) => powers.length > 0),
  };
}

async function choose(m: ModuleContext<Tables>, c: Context, mandateId: string | null): Promise<void> {
  const identity = identityOf(m);
  const token = c.cookie(identity.sessionCookie);
  const session: Session | null = await identity.sessions.find(token);
  if (!session || session.personId !== c.actor.id || token === undefined)
    throw new AppError('session_needed');
  await actFor(m, { actor: c.actor, session, token, mandateId });
}

function pages(m: ModuleContext<Tables>): Route[] {
  return [
    page(
      {
        url: '/me/acting',
        permission,
        summary: { vi: 'Bạn đang làm cho ai?', en: 'For whom are you acting?' },
        query: Type.Object({ return_to: Type.Optional(Type.String({ maxLength: 512 })) }),
      },
      async (c) => {
        const { current, choices } = await stateOf(m, c as unknown as Context);
        return actingView({
          t: c.t,
          ownName: c.actor.name ?? '',
          choices,
          current: current && { mandate: current, isAlive: current.powers.length > 0 },
          returnTo: c.query.return_to === undefined ? null : readReturnTo(c.query.return_to),
        });
      },
    ),
    page(
      {
        method: 'POST',
        url: '/me/acting',
        permission,
        summary: { vi: 'Chọn làm cho ai', en: 'Choose for whom to act' },
        body: Type.Object({
          mandate: Type.Union([Id, Type.Literal('self')]),
          return_to: Type.Optional(Type.String({ maxLength: 512 })),
        }),
      },
      async (c) => {
        await choose(m, c as unknown as Context, c.body.mandate === 'self' ? null : c.body.mandate);
        return redirect(readReturnTo(c.body.return_to) ?? '/');
      },
    ),
  ];
}

function interfaces(m: ModuleContext<Tables>): Route[] {
  const described = async (c: Context) => {
    const { current, choices } = await stateOf(m, c);
    const shown = ({ id, kind, principal, powers }: Mandate) => ({
      mandate: id,
      kind,
      principal,
      powers: [...powers],
    });
    return { current: current && shown(current), choices: choices.map(shown) };
  };
  return [
    route(
      {
        method: 'GET',
        url: '/api/me/acting',
        permission,
        tags: ['identity'],
        summary: { vi: 'Tôi đang làm cho ai, có thể làm cho ai', en: 'For whom I act, and for whom I may' },
        response: { 200: Acting },
      },
      (c) => described(c as unknown as Context),
    ),
    route(
      {
        method: 'POST',
        url: '/api/me/acting',
        permission,
        tags: ['identity'],
        summary: {
          vi: 'Chọn làm cho ai; null là cho chính mình',
          en: 'Choose for whom to act; null for oneself',
        },
        body: Type.Object({ mandate: Type.Union([Id, Type.Null()]) }, { additionalProperties: false }),
        response: { 200: Acting },
      },
      async (c) => {
        await choose(m, c as unknown as Context, c.body.mandate);
        return described(c as unknown as Context);
      },
    ),
  ];
}
