// The figures of the wall, which anybody may stand before.
import { type Route, route } from '@city/kernel/http';
import { sql } from 'kysely';
import { stageView } from '../incidents/incident-view.ts';
import type { OperationsCity } from '../module-city.ts';
import { currentStage } from '../stage/stage.action.ts';
import type { OperationsTables } from '../tables.ts';
import { holdingWarnings } from '../warnings/warning.store.ts';
import { WallView } from './wall-view.ts';

const shownWarnings = 3;

export function wallRoutes(city: OperationsCity): readonly Route[] {
  return [
    route<OperationsTables>(
      {
        method: 'GET',
        url: '/api/operations/wall',
        permission:
          'public: how many alarms call and what the public is warned of, never which alarm or where',
        tags: ['operations'],
        summary: { vi: 'Số liệu cho màn hình lớn', en: 'Figures for the wall' },
        response: { 200: WallView },
      },
      (c) =>
        c.transaction(
          async (tx) => {
            const found = await sql<{ calling: number[]; incidents: number; flood: boolean }>`
              select array(select count(a.alarm_id)::int from generate_series(1, 4) p
                             left join operations.alarm a on a.priority = p and a.state in ('UNACK', 'RTNUN')
                            group by p order by p) as calling,
                     (select count(*)::int from operations.incident where state in ('open', 'under_way', 'contained')) as incidents,
                     exists (select 1 from operations.flood where ended_at is null) as flood`.execute(tx.db);
            const warnings = await holdingWarnings(tx, shownWarnings);
            const counted = found.rows[0];
            return {
              asOf: tx.now.toISOString(),
              stage: { ...stageView(city, await currentStage(tx)), post: null },
              calling: counted?.calling ?? [0, 0, 0, 0],
              incidents: counted?.incidents ?? 0,
              isFlood: counted?.flood ?? false,
              warnings: warnings.map((row) => ({
                id: row.warning_id,
                headline: { vi: row.headline_vi, en: row.headline_en },
                severity: row.severity,
                isExercise: row.status !== 'Actual',
              })),
            };
          },
          { readOnly: true },
        ),
    ),
  ];
}
