// Guardianship at the civil-status desk: what the office recorded, writing one down, the second officer's word, ending one.
import { Type } from 'typebox';
import { officerWith, type Permission } from '@city/kernel/access';
import { isId } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { created, type Route, route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { fold } from '@city/kernel/text';
import { localDate } from '@city/kernel/time';
import type { Tables } from '../tables.ts';
import { confirmGuardianship, endGuardianship, recordGuardianship } from './guardian.action.ts';
import {
  EndGuardianship,
  GuardianshipList,
  type GuardianshipView,
  NewGuardianship,
} from './guardian-schemas.ts';
import { type MandateRecord, guardianshipsOf } from './mandate.store.ts';

const permission = 'identity.guardianship.keep';
const tags = ['identity'];
const url = '/api/desk/mandates';
const Params = Type.Object({ id: Type.String({ maxLength: 60 }) });
const Done = Type.Object({ id: Type.String() });
/** Shown at once: each stands on the trail. */
const mostShown = 50;

export const guardianPermissions: Readonly<Record<string, Permission>> = {
  [permission]: {
    describe: {
      vi: 'Ghi, xác nhận và chấm dứt quan hệ cha mẹ – con, giám hộ',
      en: 'Record, confirm and end parenthood and guardianship',
    },
    who: officerWith('civil_status'),
    personalData: true,
  },
};

export function guardianRoutes(m: ModuleContext<Tables>): readonly Route[] {
  return [
    listRoute(),
    route<Tables, typeof NewGuardianship>(
      {
        method: 'POST',
        url,
        permission,
        tags,
        summary: { vi: 'Ghi một quan hệ giám hộ', en: 'Write down a guardianship' },
        body: NewGuardianship,
        response: { 201: Done },
      },
      async (c) => {
        const { id } = await recordGuardianship(m, c.actor, c.body);
        return created(url, { id });
      },
    ),
    route<Tables, never, import('typebox').TSchema, typeof Params>(
      {
        method: 'POST',
        url: `${url}/:id/confirm`,
        permission,
        tags,
        summary: { vi: 'Cán bộ thứ hai xác nhận', en: 'The second officer confirms' },
        params: Params,
        response: { 200: Done },
      },
      async (c) => {
        const id = idFrom(c.params);
        await confirmGuardianship(m, c.actor, { id });
        return { id };
      },
    ),
    route<Tables, typeof EndGuardianship, import('typebox').TSchema, typeof Params>(
      {
        method: 'POST',
        url: `${url}/:id/end`,
        permission,
        tags,
        summary: { vi: 'Chấm dứt quan hệ giám hộ', en: 'End a guardianship' },
        params: Params,
        body: EndGuardianship,
        response: { 200: Done },
      },
      async (c) => {
        const id = idFrom(c.params);
        await endGuardianship(m, c.actor, { ...c.body, id });
        return { id };
      },
    ),
  ];
}

function idFrom({ id }: { id: string }): string {
  if (!isId(id)) throw new AppError('mandate_not_found');
  return id;
}

function listRoute(): Route {
  const Query = Type.Object({ q: Type.Optional(Type.String({ maxLength: 100 })) });
  return route<Tables, never, typeof Query>(
    {
      method: 'GET',
      url,
      permission,
      tags,
      summary: { vi: 'Quan hệ giám hộ của cơ quan', en: 'Guardianships of the office' },
      query: Query,
      response: { 200: GuardianshipList },
    },
    (c) =>
      c.transaction(async (tx) => {
        const asked = fold(c.query.q ?? '');
        const all = await guardianshipsOf(tx, c.actor.post?.body ?? '');
        const found = all.filter(({ principal, agent, evidence }) =>
          fold(`${principal.name} ${agent.name} ${evidence}`).includes(asked),
        );
        const shown = found.slice(0, mostShown);
        for (const { id, principal } of shown)
          tx.trail({
            action: 'guardianship.read',
            object: { type: 'mandate', id },
            subject: principal.id,
            reason: 'recorded by the own office',
          });
        return { items: shown.map((one) => viewOf(one, c.actor.id)), today: localDate(c.now) };
      }),
  );
}

function viewOf(one: MandateRecord, reader: string | null): GuardianshipView {
  return {
    id: one.id,
    basis: one.basis ?? 'guardian',
    ward: one.principal.name,
    birthDate: one.principal.birthDate,
    guardian: one.agent.name,
    evidence: one.evidence,
    status: one.status,
    madeAt: one.madeAt.toISOString(),
    endedAt: one.endedAt?.toISOString() ?? null,
    endedWhy: one.endedWhy,
    mayConfirm: one.status === 'unconfirmed' && one.madeBy !== reader,
  };
}
