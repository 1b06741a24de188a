// The log of decisions for inspectors and administrators: only for a stated purpose, and every look is on the trail.
import { Type } from 'typebox';
import type { Actor } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import { collection, cursorOf, readCursor, type Route, route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { accessOf } from '../access-city.ts';
import type { AccessTables, DecisionRow } from '../tables.ts';
import { findDecisions } from './decision.store.ts';
import { DecisionView } from './decision-schemas.ts';

const Query = Type.Object({
  purpose: Type.Optional(Type.String({ maxLength: 300, description: 'Why the log is read' })),
  outcome: Type.Optional(Type.Enum(['allowed', 'refused'])),
  permission: Type.Optional(Type.String({ maxLength: 200 })),
  who: Type.Optional(Type.String({ maxLength: 100, description: 'Id of a person or of a post' })),
  from: Type.Optional(Type.String({ format: 'date-time' })),
  to: Type.Optional(Type.String({ format: 'date-time' })),
  cursor: Type.Optional(Type.String({ maxLength: 300 })),
});
const pageRows = 50;

export function decisionRoutes(m: ModuleContext<AccessTables>): readonly Route[] {
  const city = accessOf(m);
  return [
    route<AccessTables, never, typeof Query>(
      {
        method: 'GET',
        url: '/api/desk/access/decisions',
        permission: 'access.decision.read',
        tags: ['access'],
        summary: { vi: 'Sổ quyết định', en: 'The log of decisions' },
        query: Query,
        response: { 200: collection(DecisionView) },
      },
      async (c) => {
        const { purpose = '', outcome, permission, who, from, to, cursor } = c.query;
        if (purpose.trim().length < 5) throw new AppError('purpose_needed', { field: 'purpose' });
        const after = readCursor(cursor, ['string', 'string']);
        const before = after ? { at: dateOf(after[0]), id: idOf(after[1]) } : undefined;
        await city.log.flush();
        const reader: Actor = { ...c.actor, purpose: purpose.trim() };
        return m.db.transaction(reader, async (tx) => {
          const rows = await findDecisions(tx, {
            allowed: outcome === undefined ? undefined : outcome === 'allowed',
            permission,
            who,
            from: from === undefined ? undefined : new Date(from),
            to: to === undefined ? undefined : new Date(to),
            before,
            most: pageRows + 1,
          });
          const shown = rows.slice(0, pageRows);
          tx.trail({
            action: 'decisions.read',
            reason: 'inspector or administrator, purpose stated',
            detail: { rows: shown.length, permission: permission ?? null, outcome: outcome ?? null },
          });
          const last = rows.length > pageRows ? shown.at(-1) : undefined;
          return {
            items: shown.map(viewOf),
            next: last ? cursorOf([last.at.toISOString(), last.decision_id]) : null,
          };
        });
      },
    ),
  ];
}

function viewOf(row: DecisionRow) {
  return {
    id: row.decision_id,
    at: row.at.toISOString(),
    times: row.times,
    allowed: row.allowed,
    permission: row.permission,
    reason: row.reason,
    actorKind: row.actor_kind,
    actor: row.actor_id,
    post: row.post_id,
    body: row.body,
    role: row.role,
    level: row.level,
    purpose: row.purpose,
    resource: row.resource_type === null ? null : { type: row.resource_type, id: row.resource_id ?? '' },
    route: row.route,
    askedBy: row.asked_by,
  };
}

function dateOf(value: string | number | null | undefined): Date {
  const date = new Date(String(value));
  if (Number.isNaN(date.getTime())) throw new AppError('invalid_cursor', { field: 'cursor' });
  return date;
}

function idOf(value: string | number | null | undefined): string {
  if (!/^[0-9a-f-]{36}$/.test(String(value))) throw new AppError('invalid_cursor', { field: 'cursor' });
  return String(value);
}
