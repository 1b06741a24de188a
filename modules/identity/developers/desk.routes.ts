// The administrators' desk of clients: all of them, what waits for a decision, stopping and letting on.
import { officerWith, type Permission } from '@city/kernel/access';
import { type Route, route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { readPerson } from '../people/person.store.ts';
import { actor as provider } from '../provider/unit.ts';
import type { Tables } from '../tables.ts';
import { type Registered, registeredClients } from './clients.store.ts';
import { decideOnClient, liftClient, stopClient } from './decide.action.ts';
import { ClientList, type ClientView, Decision, Done, WithReason } from './desk-schemas.ts';
import { ClientId } from './developers.routes.ts';
import { proofOf } from './registration.ts';

const permission = 'identity.clients.keep';
const url = '/api/desk/clients';
const tags = ['identity'];

export const clientPermissions: Readonly<Record<string, Permission>> = {
  [permission]: {
    describe: {
      vi: 'Xem, duyệt và dừng ứng dụng dùng đăng nhập của thành phố',
      en: 'See, admit and stop applications that use the city’s sign-in',
    },
    who: officerWith('administrator'),
    personalData: true,
  },
};

export function clientDeskRoutes(m: ModuleContext<Tables>): readonly Route[] {
  const changing = { method: 'POST', permission, tags, params: ClientId, response: { 200: Done } } as const;
  return [
    listRoute(m),
    route<Tables, typeof Decision, never, typeof ClientId>(
      {
        ...changing,
        url: `${url}/:id/decide`,
        summary: { vi: 'Quyết định về đề nghị phục vụ mọi người', en: 'Decide on a wish for production' },
        body: Decision,
      },
      async (c) => {
        const { isGranted, answer, document, purposes } = c.body;
        const clientId = c.params.id;
        await decideOnClient(m, c.actor, { clientId, isGranted, answer, document, purposes });
        return { id: clientId };
      },
    ),
    route<Tables, typeof WithReason, never, typeof ClientId>(
      {
        ...changing,
        url: `${url}/:id/stop`,
        summary: { vi: 'Dừng ứng dụng ngay', en: 'Stop a client at once' },
        body: WithReason,
      },
      async (c) => {
        await stopClient(m, c.actor, c.params.id, c.body.reason);
        return { id: c.params.id };
      },
    ),
    route<Tables, typeof WithReason, never, typeof ClientId>(
      {
        ...changing,
        url: `${url}/:id/lift`,
        summary: { vi: 'Cho chạy lại', en: 'Let a client on again' },
        body: WithReason,
      },
      async (c) => {
        await liftClient(m, c.actor, c.params.id, c.body.reason);
        return { id: c.params.id };
      },
    ),
  ];
}

function listRoute(m: ModuleContext<Tables>): Route {
  return route<Tables>(
    {
      method: 'GET',
      url,
      permission,
      tags,
      summary: { vi: 'Các ứng dụng', en: 'The applications' },
      response: { 200: ClientList },
    },
    async (c) => {
      const day = localDate(c.now);
      const items = await c.transaction(async (tx) => {
        const all = (await registeredClients(tx, { day })).filter(({ isRemoved }) => !isRemoved);
        for (const { clientId, wish } of all)
          if (wish && !wish.decided_at)
            tx.trail({
              action: 'client.wish-seen',
              object: { type: 'oidc-client', id: clientId },
              subject: wish.asked_by,
              reason: 'queue of wishes for production',
            });
        return all;
      });
      const names = await namesOf(m, items);
      return { items: items.map((one) => viewOf(one, c.actor.id, names)) };
    },
  );
}

/** Names of those whose wish waits: who decides has to know who asks. */
function namesOf(m: ModuleContext<Tables>, all: readonly Registered[]): Promise<ReadonlyMap<string, string>> {
  const asking = new Set(all.flatMap(({ wish }) => (wish && !wish.decided_at ? [wish.asked_by] : [])));
  return m.db.transaction(
    provider,
    async (tx) => {
      const names = new Map<string, string>();
      for (const id of asking) names.set(id, (await readPerson(tx, id))?.name ?? '');
      return names;
    },
    { readOnly: true },
  );
}

const stateOf = ({ stop, sandbox, wish }: Registered): ClientView['state'] => {
  if (stop) return 'stopped';
  if (!sandbox) return 'production';
  return wish && !wish.decided_at ? 'waiting' : 'sandbox';
};

function viewOf(client: Registered, me: string | null, names: ReadonlyMap<string, string>): ClientView {
  const { stop, wish } = client;
  return {
    id: client.clientId,
    name: { ...client.name },
    owner: { ...client.owner },
    state: stateOf(client),
    profile: client.profile,
    purposes: [...client.purposes],
    redirects: [...((client.metadata['redirect_uris'] ?? []) as readonly string[])],
    proof: proofOf(client.metadata),
    document: client.document,
    validFrom: client.validFrom,
    isFirstParty: client.firstParty,
    isOwn: wish?.asked_by === me,
    stop: stop && { at: stop.stopped_at.toISOString(), reason: stop.reason },
    wish:
      wish && !wish.decided_at
        ? {
            at: wish.asked_at.toISOString(),
            by: names.get(wish.asked_by) ?? '',
            owner: wish.owner,
            reason: wish.reason,
            purposes: [...wish.purposes],
          }
        : null,
  };
}
