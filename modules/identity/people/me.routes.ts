// Who am I: for people as a page, for the staff applications as data; and switching the post.
import { Type } from 'typebox';
import type { Actor } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import { page, redirect, type RequestContext, type Route, route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import '../errors.ts';
import { type Identity, identityOf } from '../identity.ts';
import { switchPost } from '../posts/switch-post.action.ts';
import { type OpenSession, openSessions } from '../sessions/session.store.ts';
import { activePost, endsAt, isOver, type Session } from '../sessions/session.ts';
import { numberPlace, phonePlace } from '../sign-in/sign-in.action.ts';
import type { Tables } from '../tables.ts';
import { meView, type OwnData } from './me.page.tsx';
import { maskPersonalNumber, maskPhone } from './personal-number.ts';
import { readPerson } from './person.store.ts';
import { open, openDataKey } from './sealing.ts';

const Id = Type.String({ format: 'uuid' });
const Words = Type.Object({ vi: Type.String(), en: Type.String() });
const Post = Type.Object({
  id: Id,
  body: Type.String(),
  unit: Type.Union([Type.String(), Type.Null()]),
  role: Type.String(),
  title: Words,
  deputy: Type.Union([
    Type.Object({ id: Id, scope: Type.Array(Type.String()), until: Type.String() }),
    Type.Null(),
  ]),
});
const Me = Type.Object(
  {
    id: Id,
    name: Type.Union([Type.String(), Type.Null()]),
    kind: Type.Union([Type.Literal('citizen'), Type.Literal('officer')]),
    level: Type.Integer({
      minimum: 0,
      maximum: 4,
      description: 'Authentication level of this session (NĐ 69/2024)',
    }),
    identityLevel: Type.Integer({ minimum: 0, maximum: 2, description: 'Level of the national account' }),
    post: Type.Union([Post, Type.Null()]),
    posts: Type.Array(Post),
    postsNeedLevel: Type.Integer({ minimum: 1, maximum: 4 }),
    session: Type.Union([
      Type.Object({
        id: Id,
        endsAt: Type.String({ format: 'date-time' }),
        idleEndsAt: Type.String({ format: 'date-time' }),
      }),
      Type.Null(),
    ]),
  },
  { $id: 'Me' },
);

const self = 'identity.self';

export function meRoutes(m: ModuleContext<Tables>): readonly Route[] {
  const identity = identityOf(m);
  return [
    page({ url: '/me', permission: self, summary: { vi: 'Trang của tôi', en: 'My page' } }, async (c) =>
      meView({
        t: c.t,
        lang: c.lang,
        actor: c.actor,
        rules: identity.rulesNow(),
        ownPages: m.ownPages,
        ...(await ownData(m, identity, c)),
      }),
    ),
    page(
      {
        method: 'POST',
        url: '/me/post',
        permission: self,
        summary: { vi: 'Chuyển vị trí làm việc', en: 'Switch post' },
        body: Type.Object({ post: Type.Union([Id, Type.Literal('none')]) }),
      },
      async (c) => {
        await switchTo(m, identity, c, c.body.post === 'none' ? null : c.body.post);
        return redirect('/me');
      },
    ),
    route(
      {
        method: 'GET',
        url: '/api/me',
        permission: self,
        scope: 'city.me',
        summary: { vi: 'Tôi là ai, ở vị trí nào', en: 'Who I am and from which post I act' },
        response: { 200: Me },
        tags: ['identity'],
      },
      async (c) => described(identity, c.actor, await sessionOf(identity, c)),
    ),
    route(
      {
        method: 'POST',
        url: '/api/me/post',
        permission: self,
        summary: {
          vi: 'Chuyển vị trí làm việc; null là làm với tư cách cá nhân',
          en: 'Switch the post; null acts as oneself',
        },
        body: Type.Object({ post: Type.Union([Id, Type.Null()]) }, { additionalProperties: false }),
        response: { 200: Me },
        tags: ['identity'],
      },
      async (c) => described(identity, c.actor, await switchTo(m, identity, c, c.body.post)),
    ),
  ];
}

type Context = Pick<RequestContext, 'actor' | 'cookie' | 'now'>;

/** The caller's own session; null for callers known by other means. */
async function sessionOf(identity: Identity, c: Context): Promise<Session | null> {
  const session = await identity.sessions.find(c.cookie(identity.sessionCookie));
  return session?.personId === c.actor.id ? session : null;
}

async function switchTo(
  m: ModuleContext<Tables>,
  identity: Identity,
  c: Context,
  postId: string | null,
): Promise<Session> {
  const session = await sessionOf(identity, c);
  const token = c.cookie(identity.sessionCookie);
  if (!session || token === undefined) throw new AppError('session_needed');
  return switchPost(m.db, identity.sessions, identity.rulesNow(), { actor: c.actor, session, token, postId });
}

function described(identity: Identity, actor: Actor, session: Session | null): unknown {
  const rules = identity.rulesNow();
  const post = session ? activePost(session, rules) : null;
  const ends = session ? endsAt(session, rules) : null;
  return {
    id: actor.id,
    name: actor.name,
    kind: session ? (post ? 'officer' : 'citizen') : actor.kind,
    level: actor.level ?? 0,
    identityLevel: session?.identityLevel ?? 0,
    post,
    posts: session?.posts ?? [],
    postsNeedLevel: rules.postsNeedAuthenticationLevel,
    session:
      session && ends
        ? { id: session.id, endsAt: ends.absolute.toISOString(), idleEndsAt: ends.idle.toISOString() }
        : null,
  };
}

/** What the page shows: own data, opened only as far as it is shown. */
async function ownData(m: ModuleContext<Tables>, identity: Identity, c: Context): Promise<OwnData> {
  const session = await sessionOf(identity, c);
  const id = c.actor.id ?? '';
  const { person, sessions } = await m.db.transaction(
    c.actor,
    async (tx) => ({ person: await readPerson(tx, id), sessions: await openSessions(tx, id) }),
    { readOnly: true },
  );
  const dataKey = person?.dataKey ? openDataKey(identity.settings.dataKeys, person.dataKey, id) : null;
  const shown = (sealed: Buffer | null | undefined, place: string, mask: (text: string) => string) =>
    sealed && dataKey ? mask(open(dataKey, sealed, place)) : null;
  const rules = identity.rulesNow();
  const isOpen = (one: OpenSession) => session !== null && !isOver({ ...session, ...one }, rules, c.now);
  return {
    session,
    person: person && {
      name: person.name,
      birthDate: person.birthDate,
      personalNumber: shown(person.personalNumber, numberPlace(id), maskPersonalNumber),
      phone: shown(person.phone, phonePlace(id), maskPhone),
      identityLevel: person.identityLevel,
    },
    otherSessions: sessions.filter((one) => one.id !== session?.id && isOpen(one)).length,
  };
}
