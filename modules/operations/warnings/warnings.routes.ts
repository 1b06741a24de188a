// Warnings at the desk: drafts, the second person's look, release, update and one-click cancel.
import { type Static, type TSchema, Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { collection, created, type Route, route } from '@city/kernel/http';
import { type Actor, anonymous } from '@city/kernel/access';
import type { OperationsTx } from '../alarms/alarm.store.ts';
import { capCertainties, capSeverities, capUrgencies } from '../cap/cap-message.ts';
import type { Signer } from '../cap/cap-signature.ts';
import { capSigner } from '../cap/signing-key.ts';
import { inForce, rowAt } from '../definitions/city-files.ts';
import { limits } from '../limits.ts';
import type { OperationsCity } from '../module-city.ts';
import { IdParams, Nothing, Reason, verbRoute } from '../step-route.ts';
import type { OperationsTables } from '../tables.ts';
import { cancelWarning, releaseWarning } from './release.action.ts';
import { type WarningRow, warningStatuses } from './tables.ts';
import { WarningModels } from './warning-models.ts';
import { WarningDetail, warningDetail, WarningView, warningView } from './warning-view.ts';
import {
  discardWarning,
  draftWarning,
  editWarning,
  openWarning,
  sendBack,
  submitWarning,
  type WarningText,
  whoIs,
} from './write.action.ts';
import { findWarning, listWarnings, warningEvents } from './warning.store.ts';

const tags = ['operations'];
const Line = Type.String({ minLength: 1, maxLength: limits.titleMax });
const Text = Type.String({ minLength: 1, maxLength: 2000 });
const Maybe = Type.String({ maxLength: 2000 });
const words = {
  status: Type.Enum(warningStatuses),
  event: Type.String({ maxLength: 64 }),
  urgency: Type.Enum(capUrgencies),
  severity: Type.Enum(capSeverities),
  certainty: Type.Enum(capCertainties),
  headlineVi: Line,
  headlineEn: Line,
  descriptionVi: Text,
  descriptionEn: Text,
  instructionVi: Maybe,
  instructionEn: Maybe,
  areas: Type.Array(Type.String({ pattern: '^\\d{5}$' }), { maxItems: limits.areasMax }),
  expiresAt: Type.String({ format: 'date-time' }),
};
const strict = { additionalProperties: false } as const;
const WarningInput = Type.Object(words, strict);
const NewWarning = Type.Object(
  {
    ...words,
    updates: Type.Optional(Type.String({ format: 'uuid' })),
    incident: Type.Optional(Type.String({ format: 'uuid' })),
  },
  strict,
);
export function warningRoutes(city: OperationsCity): readonly Route[] {
  return [...readRoutes(city), draftRoute(city), ...verbs(city)];
}

const mayRelease = (city: OperationsCity, actor: Actor): boolean =>
  city.m.access.explain(actor, 'operations.warning.release').allow;

async function detail(tx: OperationsTx, city: OperationsCity, row: WarningRow): Promise<WarningDetail> {
  const who = whoIs(tx, row, mayRelease(city, tx.actor));
  return warningDetail(city, row, await warningEvents(tx, row.warning_id), { id: tx.actor.id, who });
}

function readRoutes(city: OperationsCity): readonly Route[] {
  const BoxQuery = Type.Object({ box: Type.Optional(Type.Enum(['open', 'sent'])) });
  return [
    route<OperationsTables, never, typeof BoxQuery>(
      {
        method: 'GET',
        url: '/api/operations/warnings',
        permission: 'operations.read',
        tags,
        summary: { vi: 'Cảnh báo đang soạn hoặc đã phát', en: 'Warnings being written, or sent' },
        query: BoxQuery,
        response: { 200: collection(WarningView) },
      },
      (c) =>
        c.transaction(
          async (tx) => {
            const rows = await listWarnings(tx, (c.query.box ?? 'open') as 'open', limits.feedEntries);
            return { items: rows.map((row) => warningView(city, row)), next: null };
          },
          { readOnly: true },
        ),
    ),
    route<OperationsTables>(
      {
        method: 'GET',
        url: '/api/operations/warnings/models',
        permission: 'operations.read',
        tags,
        summary: { vi: 'Mẫu cảnh báo và địa bàn', en: 'Model warnings and units' },
        response: { 200: WarningModels },
      },
      async (c) => models(city, c.now),
    ),
    route<OperationsTables, never, TSchema, typeof IdParams>(
      {
        method: 'GET',
        url: '/api/operations/warnings/:id',
        permission: 'operations.read',
        tags,
        summary: { vi: 'Một cảnh báo và các bước của nó', en: 'One warning and its steps' },
        params: IdParams,
        response: { 200: WarningDetail },
      },
      (c) =>
        c.transaction(
          async (tx) => {
            const row = await findWarning(tx, c.params.id);
            if (!row) throw new AppError('operations_warning_not_found', { field: 'id' });
            return detail(tx, city, row);
          },
          { readOnly: true },
        ),
    ),
  ];
}

function models(city: OperationsCity, now: Date): Static<typeof WarningModels> {
  const features = city.unitsToday();
  return {
    events: city.files.warnings.events
      .filter((row) => inForce(row, now))
      .map(({ id, event, headline, description, instruction }) => ({
        id,
        name: event,
        headline,
        description,
        instruction,
      })),
    units: features.map((code) => ({ code, name: city.wardName(code) ?? { vi: code, en: code } })),
  };
}

function draftRoute(city: OperationsCity): Route {
  return route<OperationsTables, typeof NewWarning>(
    {
      method: 'POST',
      url: '/api/operations/warnings',
      permission: 'operations.warning.write',
      tags,
      summary: { vi: 'Soạn cảnh báo', en: 'Draft a warning' },
      body: NewWarning,
      response: { 201: WarningDetail },
      idempotent: true,
    },
    (c) =>
      c.transaction(async (tx) => {
        const { updates, incident, ...text } = c.body;
        const from = {
          ...(updates === undefined ? {} : { updates }),
          ...(incident === undefined ? {} : { incident }),
        };
        const row = await draftWarning(tx, city, text as WarningText, from);
        return created(`/api/operations/warnings/${row.warning_id}`, await detail(tx, city, row));
      }),
  );
}

/** The city's key, made when it is needed first: only for a warning that is there. @throws AppError `operations_warning_not_found` */
async function signerFor(city: OperationsCity, id: string): Promise<Signer> {
  const { m } = city;
  const row = await m.db.transaction(anonymous, (tx) => findWarning(tx, id), { readOnly: true });
  if (!row) throw new AppError('operations_warning_not_found', { field: 'id' });
  return capSigner(m, city.sealer, rowAt(city.files.warnings.senders, m.now()).name.en);
}

function verbs(city: OperationsCity): readonly Route[] {
  type Take<B> = (tx: OperationsTx, row: WarningRow, body: B) => Promise<WarningRow>;
  type Sign<B> = (tx: OperationsTx, row: WarningRow, body: B, signer: Signer) => Promise<WarningRow>;
  const shape = <B extends TSchema>(
    name: string,
    permission: string,
    summary: readonly [string, string],
    body: B,
  ) => ({
    url: `/api/operations/warnings/:id/${name}`,
    permission: `operations.warning.${permission}`,
    summary,
    body,
    answer: WarningDetail,
  });
  const verb = <B extends TSchema>(of: ReturnType<typeof shape<B>>, take: Take<Static<B>>): Route =>
    verbRoute({
      ...of,
      take: async (tx, id, given, { version }) =>
        detail(tx, city, await take(tx, await openWarning(tx, id, version), given)),
    });
  const signed = <B extends TSchema>(of: ReturnType<typeof shape<B>>, take: Sign<Static<B>>): Route =>
    verbRoute<B, Signer>({
      ...of,
      prepare: (id) => signerFor(city, id),
      take: async (tx, id, given, { version, prepared }) =>
        detail(tx, city, await take(tx, await openWarning(tx, id, version), given, prepared)),
    });
  return [
    verb(shape('edit', 'write', ['Sửa bản soạn', 'Change the draft'], WarningInput), (tx, row, body) =>
      editWarning(tx, city, row, body as WarningText),
    ),
    verb(shape('submit', 'write', ['Trình duyệt', 'Hand in for review'], Nothing), submitWarning),
    verb(shape('send-back', 'return', ['Trả lại', 'Send back'], Reason), (tx, row, { words: why }) =>
      sendBack(tx, row, why),
    ),
    verb(shape('discard', 'write', ['Bỏ bản soạn', 'Discard'], Reason), (tx, row, { words: why }) =>
      discardWarning(tx, row, why),
    ),
    signed(shape('release', 'release', ['Phát cảnh báo', 'Release'], Nothing), (tx, row, _body, signer) =>
      releaseWarning(tx, city, signer, row),
    ),
    signed(
      shape('cancel', 'release', ['Huỷ cảnh báo', 'Cancel'], Reason),
      (tx, row, { words: why }, signer) => cancelWarning(tx, city, signer, row, why),
    ),
  ];
}
