// The pages of one's own mandates: the family, powers of attorney, organisations, and one mandate with its steps.
import { Type } from 'typebox';
import type { Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { page, redirect, type RequestContext, type Route, type View } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { identityOf } from '../identity.ts';
import { readPerson } from '../people/person.store.ts';
import type { Tables } from '../tables.ts';
import { after, powersAt, reachesAge } from './mandate.ts';
import { mandateView, narrowView } from './mandate.page.tsx';
import { lastDay, type Reading } from './mandate.part.tsx';
import {
  type MandateRecord,
  mandatesOfAgent,
  mandatesOverPrincipal,
  mandatesPassedOn,
  readMandate,
} from './mandate.store.ts';
import { narrowingsOf } from './narrowing.store.ts';
import { readOrganisation } from './parties.ts';
import { familyView, mandatesView, organisationsView, type OwnOrganisation } from './relations.page.tsx';
import { type PartyStep, sideOf, takeStep } from './step.action.ts';

const reads = 'identity.self';
const gives = 'identity.mandate.give';
const Params = Type.Object({ id: Type.String({ format: 'uuid' }) });
type Context = Pick<RequestContext, 'actor' | 'lang' | 't' | 'now'>;

export const readingOf = (m: ModuleContext<Tables>, c: Context): Reading => ({
  t: c.t,
  lang: c.lang,
  rulesOn: identityOf(m).mandateRulesOn,
  now: c.now,
  ownId: c.actor.id ?? '',
});

export function relationRoutes(m: ModuleContext<Tables>): readonly Route[] {
  return [...listRoutes(m), oneRoute(m), ...stepRoutes(m), ...narrowRoutes(m)];
}

function listRoutes(m: ModuleContext<Tables>): Route[] {
  const read = <T>(c: Context, fn: (tx: Tx<Tables>) => Promise<T>) =>
    m.db.transaction(c.actor, fn, { readOnly: true });
  return [
    page({ url: '/me/family', permission: reads, summary: { vi: 'Gia đình', en: 'Family' } }, async (c) =>
      familyView(readingOf(m, c), await read(c, (tx) => related(tx, c.actor.id ?? ''))),
    ),
    page(
      { url: '/me/mandates', permission: reads, summary: { vi: 'Ủy quyền', en: 'Powers of attorney' } },
      (c) =>
        read(c, async (tx) => {
          const id = c.actor.id ?? '';
          const person = await readPerson(tx, id);
          const age = identityOf(m).mandateRulesOn(localDate(c.now)).kinds.guardian?.endsAtAge ?? 18;
          const canGive = person?.birthDate ? c.now >= reachesAge(person.birthDate, age) : false;
          return mandatesView(readingOf(m, c), { ...(await related(tx, id)), canGive });
        }),
    ),
    page(
      { url: '/me/organisations', permission: reads, summary: { vi: 'Tổ chức', en: 'Organisations' } },
      (c) =>
        read(c, async (tx) => {
          const found = await related(tx, c.actor.id ?? '');
          return organisationsView(readingOf(m, c), {
            ...found,
            own: await ownOrganisations(tx, found.held),
          });
        }),
    ),
  ];
}

async function related(tx: Tx<Tables>, id: string) {
  const over = await mandatesOverPrincipal(tx, id);
  const passedOn = await mandatesPassedOn(tx, id);
  const known = new Set(over.map((one) => one.id));
  return {
    held: await mandatesOfAgent(tx, id),
    given: [...over, ...passedOn.filter((one) => !known.has(one.id))],
  };
}

async function ownOrganisations(
  tx: Tx<Tables>,
  held: readonly MandateRecord[],
): Promise<readonly OwnOrganisation[]> {
  const own: OwnOrganisation[] = [];
  for (const { kind, status, principal } of held) {
    if (kind !== 'organisation' || status !== 'active') continue;
    const organisation = await readOrganisation(tx, principal.id);
    if (organisation) own.push({ organisation, mandates: await mandatesOverPrincipal(tx, principal.id) });
  }
  return own;
}

/** @throws AppError `mandate_not_found`, also for mandates of others */
async function readOwn(tx: Tx<Tables>, id: string): Promise<MandateRecord> {
  const mandate = await readMandate(tx, id);
  if (!mandate) throw new AppError('mandate_not_found');
  return mandate;
}

async function oneView(
  m: ModuleContext<Tables>,
  c: Context,
  id: string,
  problem: string | null,
): Promise<View> {
  const { actor, now } = c;
  return m.db.transaction(
    actor,
    async (tx) => {
      const mandate = await readOwn(tx, id);
      const steps: PartyStep[] = [];
      for (const step of ['accept', 'confirm', 'decline', 'narrow', 'revoke'] as const) {
        const side = await sideOf(tx, mandate, actor, step);
        if (side && after(mandate.status, step, side)) steps.push(step);
      }
      const mayPassOn =
        (mandate.kind === 'attorney' || mandate.kind === 'staff') &&
        mandate.agent.id === actor.id &&
        mandate.depth > 0 &&
        powersAt(mandate, identityOf(m).mandateRulesOn, now).length > 0;
      const narrowings = await narrowingsOf(tx, id);
      return mandateView(readingOf(m, c), { mandate, narrowings, steps, mayPassOn, problem });
    },
    { readOnly: true },
  );
}

function oneRoute(m: ModuleContext<Tables>): Route {
  return page(
    {
      url: '/me/mandates/:id',
      permission: reads,
      params: Params,
      summary: { vi: 'Một giấy làm thay', en: 'One mandate' },
    },
    (c) => oneView(m, c, c.params.id, null),
  );
}

const stepSummaries = {
  accept: { vi: 'Nhận làm thay', en: 'Accept a mandate' },
  confirm: { vi: 'Xác nhận là người thứ hai', en: 'Confirm as the second person' },
  decline: { vi: 'Từ chối làm thay', en: 'Decline a mandate' },
  revoke: { vi: 'Chấm dứt', en: 'Revoke a mandate' },
} as const;

function stepRoutes(m: ModuleContext<Tables>): Route[] {
  return (['accept', 'confirm', 'decline', 'revoke'] as const).map((step) =>
    page(
      {
        method: 'POST',
        url: `/me/mandates/:id/${step}`,
        permission: gives,
        params: Params,
        summary: stepSummaries[step],
        body: Type.Object({ why: Type.Optional(Type.String({ maxLength: 200 })) }),
      },
      async (c) => {
        const { id } = c.params;
        try {
          await takeStep(m, c.actor, { id, step, ...(c.body.why ? { why: c.body.why } : {}) });
        } catch (error) {
          if (!(error instanceof AppError) || error.status === 404) throw error;
          return oneView(m, c, id, error.title[c.lang]);
        }
        return redirect(`/me/mandates/${id}`);
      },
    ),
  );
}

function narrowRoutes(m: ModuleContext<Tables>): Route[] {
  const url = '/me/mandates/:id/narrow';
  const summary = { vi: 'Bớt việc hoặc rút ngắn ngày', en: 'Narrow a mandate' };
  return [
    page({ url, permission: gives, params: Params, summary }, (c) =>
      m.db.transaction(
        c.actor,
        async (tx) => {
          const mandate = await readOwn(tx, c.params.id);
          const side = await sideOf(tx, mandate, c.actor, 'narrow');
          if (!side || !after(mandate.status, 'narrow', side)) throw new AppError('mandate_step_wrong');
          return narrowView(readingOf(m, c), {
            mandate,
            powers: mandate.powers,
            to: mandate.until ? lastDay(mandate.until) : '',
            problem: null,
          });
        },
        { readOnly: true },
      ),
    ),
    page(
      {
        method: 'POST',
        url,
        permission: gives,
        params: Params,
        summary,
        body: Type.Object({
          powers: Type.Array(Type.String({ maxLength: 60 }), { default: [], maxItems: 50 }),
          to: Type.String({ maxLength: 10 }),
        }),
      },
      async (c) => {
        const { id } = c.params;
        const { powers, to } = c.body;
        try {
          await takeStep(m, c.actor, { id, step: 'narrow', powers, to });
        } catch (error) {
          const [problem] = error instanceof AppError ? error.errors : [];
          if (!problem) throw error;
          const mandate = await m.db.transaction(c.actor, (tx) => readOwn(tx, id), { readOnly: true });
          const field = problem.pointer.slice(1);
          return narrowView(readingOf(m, c), {
            mandate,
            powers,
            to,
            problem: { field, message: problem.message[c.lang] },
          });
        }
        return redirect(`/me/mandates/${id}`);
      },
    ),
  ];
}
