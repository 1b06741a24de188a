// Where the scenes of the demo are played: the true actions, each at a time of the past and by the hand of somebody of a body.
import { randomUUID } from 'node:crypto';
import type { Actor } from '@city/kernel/access';
import type { PlaceInput } from './places.ts';
import { examine, newCase } from '../cases/filing.ts';
import { type FeedbackTx, insertReports } from '../cases/report.store.ts';
import { type Opened, openForStep } from '../cases/step.ts';
import type { ReporterRow, ReportRow } from '../cases/tables.ts';
import type { FeedbackCity } from '../module-city.ts';

export interface SceneReport {
  readonly service: string;
  readonly words: string;
  readonly place: PlaceInput;
  readonly minutesAgo: number;
  readonly reporter?: Omit<ReporterRow, 'report_id' | 'added_at'>;
}

export interface Stage {
  readonly city: FeedbackCity;
  readonly tx: FeedbackTx;
  readonly ago: (minutes: number) => Date;
  file(report: SceneReport): Promise<ReportRow>;
  /** Opens the report as it stands and lets the actor take a step at that time. */
  act(
    report: ReportRow,
    when: { readonly minutesAgo: number; readonly by: Actor },
    step: (tx: FeedbackTx, opened: Opened) => Promise<ReportRow>,
  ): Promise<ReportRow>;
}

export function stageOf(tx: FeedbackTx, city: FeedbackCity): Stage {
  const ago = (minutes: number): Date => new Date(tx.now.getTime() - minutes * 60_000);
  return {
    city,
    tx,
    ago,
    file: async ({ service, words, place, minutesAgo, reporter }) => {
      const at = ago(minutesAgo);
      const examined = examine(city, { service, words, ...place }, at);
      const filed = newCase(city, examined, { channel: 'seed', reporter: reporter ?? null }, at);
      await insertReports({ ...tx, now: at }, [filed]);
      return filed.report;
    },
    act: async (report, { minutesAgo, by }, step) => {
      const then: FeedbackTx = { ...tx, now: ago(minutesAgo), actor: by };
      return step(then, await openForStep(then, city, report.tracking_code));
    },
  };
}

/** Somebody of a body, for the length of a scene. */
export function actorOf(body: string, role: string, title: string): Actor {
  const post = { id: randomUUID(), body, unit: null, role, title };
  return { kind: 'officer', id: randomUUID(), name: null, level: 2, post };
}
