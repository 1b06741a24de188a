// The security centre's page, and what changes there without a further step: removing, confirming, ending sessions, recovery.
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { type Answer, page, redirect, type RequestContext, type Route, type View } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import '../errors.ts';
import { type Identity, identityOf } from '../identity.ts';
import { LIMITS } from '../limits.ts';
import { endOtherSessions } from '../sessions/end-others.action.ts';
import { openSessions } from '../sessions/session.store.ts';
import { isOver, type Session } from '../sessions/session.ts';
import type { Tables } from '../tables.ts';
import { bestLevel, mayChange } from './changes.ts';
import { confirmMeans, removeMeans } from './means.action.ts';
import { askRecovery, dropRecovery } from './recovery.action.ts';
import { codesLeft } from './recovery-code.store.ts';
import { securityView } from './security.page.tsx';
import { recentSecurityEvents } from './security-events.ts';
import { isFresh, ownSession, requireChange, standingOf } from './step-up.ts';

export const self = 'identity.self';
const limit = { max: 60, perSeconds: 60 };
const home = '/me/security';

type Context = Pick<RequestContext, 'actor' | 'cookie' | 'now' | 'lang' | 't'>;

/** Runs a change; whoever must prove again is led to the sign-in and back. */
export async function changing(
  m: ModuleContext<Tables>,
  c: Context,
  change: (may: { readonly session: Session; readonly highestLevel: 1 | 2 }) => Promise<View | Answer>,
): Promise<View | Answer> {
  const identity = identityOf(m);
  try {
    return await change(await requireChange(m, identity, c));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'proof_needed') return redirect(`/sign-in?return_to=${home}`);
    if (error.code === 'session_needed') return redirect(`/sign-in?return_to=${home}`);
    throw error;
  }
}

export function securityRoutes(m: ModuleContext<Tables>): readonly Route[] {
  return [homeRoute(m), meansRoute(m), sessionsRoute(m), ...recoveryRoutes(m)];
}

function homeRoute(m: ModuleContext<Tables>): Route {
  return page(
    {
      url: home,
      permission: self,
      limit,
      summary: { vi: 'Trung tâm an toàn', en: 'Security centre' },
      query: Type.Object({ done: Type.Optional(Type.String({ maxLength: 20 })) }),
    },
    async (c) => {
      const identity = identityOf(m);
      const session = await ownSession(identity, c);
      if (!session) throw new AppError('session_needed');
      return securityView({
        t: c.t,
        lang: c.lang,
        done: c.query.done ?? null,
        ...(await shown(m, identity, c, session)),
      });
    },
  );
}

async function shown(m: ModuleContext<Tables>, identity: Identity, c: Context, session: Session) {
  const rules = identity.authenticatorRules();
  return m.db.transaction(
    c.actor,
    async (tx) => {
      const standing = await standingOf(tx, identity, session);
      const sessions = await openSessions(tx, session.personId);
      const left = await codesLeft(tx, session.personId);
      return {
        hasVneid: standing.hasVneid,
        means: standing.held.map((one) => ({
          id: one.id,
          kind: one.kind,
          name: one.name,
          highestLevel: one.highest_level,
          addedAt: one.added_at,
          lastUsedAt: one.last_used_at,
          codesLeft: one.kind === 'recovery' ? left : null,
        })),
        sessions: sessions
          .filter((one) => !isOver({ ...session, ...one }, identity.rulesNow(), c.now))
          .map((one) => ({ ...one, isThis: one.id === session.id })),
        events: await recentSecurityEvents(tx, session.personId, LIMITS.securityEventsShown),
        may: mayChange(standing),
        bestLevel: bestLevel(standing),
        recovery: standing.recovery,
        isFresh: isFresh(identity, session, c.now),
        sessionLevel: session.authenticationLevel,
        waitHours: rules.recovery.waitHours,
        leastPassword: rules.password.least,
      };
    },
    { readOnly: true },
  );
}

function meansRoute(m: ModuleContext<Tables>): Route {
  return page(
    {
      method: 'POST',
      url: `${home}/means`,
      permission: self,
      limit,
      summary: { vi: 'Bỏ hoặc xác nhận một cách đăng nhập', en: 'Remove or confirm a way to sign in' },
      body: Type.Object({
        id: Type.String({ format: 'uuid' }),
        what: Type.Union([Type.Literal('remove'), Type.Literal('confirm')]),
      }),
    },
    (c) =>
      changing(m, c, async ({ session }) => {
        const change = c.body.what === 'remove' ? removeMeans : confirmMeans;
        await change(m, identityOf(m), c.actor, session, c.body.id);
        return redirect(`${home}?done=${c.body.what}`);
      }),
  );
}

function sessionsRoute(m: ModuleContext<Tables>): Route {
  return page(
    {
      method: 'POST',
      url: `${home}/sessions`,
      permission: self,
      limit,
      summary: { vi: 'Đăng xuất thiết bị khác', en: 'Sign out other devices' },
      body: Type.Object({ session: Type.Union([Type.String({ format: 'uuid' }), Type.Literal('others')]) }),
    },
    async (c) => {
      const identity = identityOf(m);
      const own = await ownSession(identity, c);
      if (!own) throw new AppError('session_needed');
      const which = c.body.session === 'others' ? { allBut: own.id } : { only: c.body.session };
      await endOtherSessions({ db: m.db, sessions: identity.sessions, actor: c.actor, own }, which);
      return redirect(home);
    },
  );
}

function recoveryRoutes(m: ModuleContext<Tables>): readonly Route[] {
  const form = (url: string, vi: string, en: string, run: typeof askRecovery) =>
    page({ method: 'POST', url, permission: self, limit, summary: { vi, en } }, async (c) => {
      const session = await ownSession(identityOf(m), c);
      if (!session) throw new AppError('session_needed');
      await run(m, identityOf(m), c.actor, session);
      return redirect(home);
    });
  return [
    form(
      `${home}/recovery`,
      'Xin đổi cách đăng nhập sau thời gian chờ',
      'Ask to change after a wait',
      askRecovery,
    ),
    form(`${home}/recovery/cancel`, 'Hủy việc lấy lại tài khoản', 'Cancel the recovery', dropRecovery),
  ];
}
