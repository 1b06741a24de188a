// Helping somebody to an account at the counter: opened by one officer, confirmed by another of the same office.
import { Type } from 'typebox';
import { allowed, type Permission, refused, system } from '@city/kernel/access';
import { isId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { Answer, type RequestContext, type Route, route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { checkCode } from '../authenticators/code.action.ts';
import { spendProof, takeProof } from '../authenticators/proof.store.ts';
import { destinationOf } from '../authenticators/code.routes.ts';
import { identityOf } from '../identity.ts';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import { confirmOnboarding } from './confirm.action.ts';
import './errors.ts';
import { openOnboarding } from './open.action.ts';
import { type OnboardingRule, readOnboardingRules } from './onboarding-rules.ts';
import { NewOnboarding, OnboardingList, PrintedCodes, Reason } from './onboarding-schemas.ts';
import { endOnboarding, type Onboarding, onboardingsOf, provePhone, takeOpen } from './onboarding.store.ts';
import { openTold, shownTold } from './told.ts';

const permission = 'identity.onboarding.help';
const base = '/api/desk/onboardings';
const tags = ['identity'];
const shownAtMost = 50;
const Id = Type.Object({ id: Type.String({ maxLength: 60 }) });

/** At the door: an own post. The role is asked for by the rule of the day. */
export const onboardingPermissions: Readonly<Record<string, Permission>> = {
  [permission]: {
    describe: {
      vi: 'Giúp người không có điện thoại thông minh mở tài khoản, hai cán bộ cùng làm',
      en: 'Help people without a smartphone to an account, two officers together',
    },
    who: (actor) => {
      if (actor.kind !== 'officer' || !actor.post) return refused('not acting from a post');
      return actor.post.deputy ? refused('stands in for this post') : allowed('acts from the own post');
    },
    personalData: true,
  },
};

export function onboardingRoutes(m: ModuleContext<Tables>): readonly Route[] {
  const ruleOn = readOnboardingRules(m.cityFolder);
  const ruleFor = (c: Asked): OnboardingRule => {
    const rule = ruleOn(localDate(c.now));
    if (!rule?.helpers.includes(c.actor.post?.role ?? ''))
      throw new AppError('forbidden', { cause: 'this role does not help with accounts' });
    return rule;
  };
  return [
    listRoute(m, ruleFor),
    openRoute(m, ruleFor),
    codeRoute(m, ruleFor),
    confirmRoute(m, ruleFor),
    endRoute('refuse', ruleFor),
    endRoute('withdraw', ruleFor),
  ];
}

type Asked = Pick<RequestContext, 'actor' | 'now'>;
type RuleFor = (c: Asked) => OnboardingRule;

function listRoute(m: ModuleContext<Tables>, ruleFor: RuleFor): Route {
  return route<Tables>(
    {
      method: 'GET',
      url: base,
      permission,
      tags,
      summary: { vi: 'Những lượt giúp mở tài khoản', en: 'Who is being helped to an account' },
      response: { 200: OnboardingList },
    },
    async (c) => {
      const rule = ruleFor(c);
      const { attemptKey } = identityOf(m);
      return c.transaction(async (tx) => {
        const rows = await onboardingsOf(tx, c.actor.post?.body ?? '', shownAtMost);
        const open = rows.filter(({ state, until }) => state === 'open' && until > c.now);
        if (open.length > 0)
          tx.trail({
            action: 'onboarding.seen',
            object: { type: 'onboarding', id: open[0]!.onboarding_id },
            reason: 'queue of the own office',
            detail: { open: open.length },
          });
        const view = (row: Onboarding) => ({
          id: row.onboarding_id,
          state: row.state === 'open' && row.until <= c.now ? ('lapsed' as const) : row.state,
          openedAt: row.opened_at.toISOString(),
          openedPost: row.opened_post,
          isOwn: row.opened_by === c.actor.id,
          until: row.until.toISOString(),
          wantsCodes: row.wants_codes,
          wantsPhone: row.wants_phone,
          phoneProved: row.phone_proved,
          endedAt: row.ended_at?.toISOString() ?? null,
          endedPost: row.ended_post,
          reason: row.reason,
          told: row.told ? shownTold(openTold(attemptKey, row.onboarding_id, row.told)) : null,
        });
        return { items: rows.map(view), confirmWithinMinutes: rule.confirmWithinMinutes };
      });
    },
  );
}

function openRoute(m: ModuleContext<Tables>, ruleFor: RuleFor): Route {
  return route<Tables, typeof NewOnboarding>(
    {
      method: 'POST',
      url: base,
      permission,
      tags,
      limit: { max: 60, perSeconds: 3600 },
      summary: {
        vi: 'Ghi người cần giúp mở tài khoản',
        en: 'Write down somebody to be helped to an account',
      },
      body: NewOnboarding,
      response: { 201: Type.Object({ id: Type.String() }) },
    },
    async (c) => {
      const by = { actor: c.actor, address: c.address, lang: c.lang };
      const { id, token } = await openOnboarding(m, by, ruleFor(c), c.body);
      if (token) c.setCookie(identityOf(m).proofCookie, token, { maxAgeSeconds: LIMITS.attemptSeconds });
      return new Answer(201, { id });
    },
  );
}

/** The person reads the code from their telephone: the number is theirs, or of somebody beside them. */
function codeRoute(m: ModuleContext<Tables>, ruleFor: RuleFor): Route {
  const Code = Type.Object({ code: Type.String({ minLength: 1, maxLength: 20 }) });
  return route<Tables, typeof Code, never, typeof Id>(
    {
      method: 'POST',
      url: `${base}/:id/code`,
      permission,
      tags,
      limit: { max: 60, perSeconds: 600 },
      summary: { vi: 'Xác nhận số điện thoại bằng mã', en: 'Confirm the telephone with a code' },
      params: Id,
      body: Code,
      response: { 200: Type.Object({ phoneProved: Type.Boolean() }) },
    },
    async (c) => {
      ruleFor(c);
      const identity = identityOf(m);
      const row = await find(c);
      const told = openTold(identity.attemptKey, row.onboarding_id, row.told!);
      const outcome = await m.db.transaction(system('identity.onboarding'), async (tx) => {
        const proof = await takeProof(tx, c.cookie(identity.proofCookie));
        const isFor = proof?.purpose === 'add' && destinationOf(identity, proof)?.value === told.phone;
        const checked = isFor ? await checkCode(tx, identity, proof, c.body.code) : 'over';
        if (proof && checked === 'right') await spendProof(tx, proof);
        return checked;
      });
      if (outcome !== 'right') throw new AppError('onboarding_code_wrong', { field: 'code' });
      await c.transaction((tx) => provePhone(tx, row.onboarding_id));
      c.setCookie(identity.proofCookie, '', { maxAgeSeconds: 0 });
      return { phoneProved: true };
    },
  );
}

function confirmRoute(m: ModuleContext<Tables>, ruleFor: RuleFor): Route {
  return route<Tables, never, never, typeof Id>(
    {
      method: 'POST',
      url: `${base}/:id/confirm`,
      permission,
      tags,
      summary: { vi: 'Cán bộ thứ hai xác nhận', en: 'The second officer confirms' },
      params: Id,
      response: { 200: PrintedCodes },
    },
    async (c) => {
      const rule = ruleFor(c);
      if (!isId(c.params.id)) throw new AppError('not_found');
      const { codes, name } = await confirmOnboarding(m, c.actor, rule, c.params.id);
      return { codes: [...codes], name, at: c.now.toISOString() };
    },
  );
}

/** Refused by a second officer, or taken back by the first. */
function endRoute(what: 'refuse' | 'withdraw', ruleFor: RuleFor): Route {
  const isRefusal = what === 'refuse';
  return route<Tables, typeof Reason, never, typeof Id>(
    {
      method: 'POST',
      url: `${base}/:id/${what}`,
      permission,
      tags,
      summary: isRefusal
        ? { vi: 'Cán bộ thứ hai không xác nhận', en: 'The second officer does not confirm' }
        : { vi: 'Rút lại lượt giúp mở tài khoản', en: 'Take it back' },
      params: Id,
      body: Reason,
      response: { 200: Type.Object({ state: Type.String() }) },
    },
    async (c) => {
      ruleFor(c);
      const row = await find(c);
      if (isRefusal === (row.opened_by === c.actor.id)) throw new AppError('onboarding_second_needed');
      const state = isRefusal ? 'refused' : 'withdrawn';
      await c.transaction(async (tx) => {
        const open = await takeOpen(tx, row.onboarding_id);
        if (!open || open === 'over') throw new AppError('onboarding_over');
        await endOnboarding(tx, row.onboarding_id, {
          state,
          by: c.actor.id ?? '',
          post: c.actor.post?.title ?? '',
          reason: c.body.reason.trim(),
        });
        tx.trail({
          action: `onboarding.${state}`,
          object: { type: 'onboarding', id: row.onboarding_id },
          reason: c.body.reason.trim(),
        });
      });
      return { state };
    },
  );
}

/** The open one of an address, of the own office. @throws AppError `not_found`, `onboarding_over` */
async function find(
  c: Pick<RequestContext<unknown, unknown, { id: string }, Tables>, 'params' | 'transaction'>,
): Promise<Onboarding> {
  if (!isId(c.params.id)) throw new AppError('not_found');
  const row = await c.transaction((tx) => takeOpen(tx, c.params.id));
  if (!row) throw new AppError('not_found');
  if (row === 'over') throw new AppError('onboarding_over');
  return row;
}
