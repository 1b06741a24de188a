// The calls of the centre's screens, and the keys under which answers are kept.
import { ApiProblem, askJson, newKey, sendJson } from '@city/ui/desk';
import type { Translate } from '@city/kernel/text';
import type { Static } from 'typebox';
import type { AlarmDetail } from '../alarms/alarm-view.ts';
import type { AlarmList } from '../alarms/alarm-list.ts';
import type { AlarmBox } from '../alarms/boxes.ts';
import type {
  HandoverView,
  IncidentDetail,
  IncidentView,
  StageView,
  TaskView,
} from '../incidents/incident-view.ts';
import type { BoardFigure } from '../board/board-view.ts';
import type { KpiView } from '../kpis/kpi-view.ts';
import type { WarningDetail, WarningView } from '../warnings/warning-view.ts';
import type { WarningModels } from '../warnings/warning-models.ts';

type Both = { readonly vi: string; readonly en: string };
type Kpis = Static<typeof KpiView>;
export type BoardFigureView = Static<typeof BoardFigure>;
export type Models = Static<typeof WarningModels>;
export type Choices = {
  readonly types: readonly { readonly id: string; readonly name: Both }[];
  readonly bodies: readonly { readonly code: string; readonly name: Both }[];
};

export const keys = {
  all: ['operations'] as const,
  alarms: (box: AlarmBox) => ['operations', 'alarms', box] as const,
  alarm: (id: string) => ['operations', 'alarm', id] as const,
  incidents: (box: 'open' | 'closed') => ['operations', 'incidents', box] as const,
  incident: (id: string) => ['operations', 'incident', id] as const,
  tasks: ['operations', 'tasks'] as const,
  shift: ['operations', 'shift'] as const,
  warnings: (box: 'open' | 'sent') => ['operations', 'warnings', box] as const,
  warning: (id: string) => ['operations', 'warning', id] as const,
  board: ['operations', 'board'] as const,
  models: ['operations-models'] as const,
  choices: ['operations-choices'] as const,
};

/** The names of the events that change a screen of the centre. */
export const liveNames = [
  'operations.alarm.changed',
  'operations.flood.changed',
  'operations.incident.changed',
  'operations.task.changed',
  'operations.stage.changed',
  'operations.handover.changed',
  'operations.warning.changed',
] as const;

const at = '/api/operations';
const items = async <T>(path: string, signal: AbortSignal): Promise<T[]> =>
  (await askJson<{ items: T[] }>(path, { signal })).items;

export const askAlarms = (box: AlarmBox, signal: AbortSignal) =>
  askJson<AlarmList>(`${at}/alarms?box=${box}`, { signal });
export const askAlarm = (id: string, signal: AbortSignal) =>
  askJson<AlarmDetail>(`${at}/alarms/${id}`, { signal });
export const askIncidents = (box: 'open' | 'closed', signal: AbortSignal) =>
  items<IncidentView>(`${at}/incidents?box=${box}`, signal);
export const askIncident = (id: string, signal: AbortSignal) =>
  askJson<IncidentDetail>(`${at}/incidents/${id}`, { signal });
export const askChoices = (signal: AbortSignal) => askJson<Choices>(`${at}/incidents/choices`, { signal });
export const askTasks = (signal: AbortSignal) => items<TaskView>(`${at}/tasks`, signal);
export const askWarnings = (box: 'open' | 'sent', signal: AbortSignal) =>
  items<WarningView>(`${at}/warnings?box=${box}`, signal);
export const askWarning = (id: string, signal: AbortSignal) =>
  askJson<WarningDetail>(`${at}/warnings/${id}`, { signal });
export const askBoard = (signal: AbortSignal) => items<BoardFigureView>(`${at}/board`, signal);
export const askModels = (signal: AbortSignal) => askJson<Models>(`${at}/warnings/models`, { signal });

export interface Shift {
  readonly kpis: Kpis;
  readonly shelved: AlarmList;
  readonly handovers: readonly HandoverView[];
  readonly stages: readonly StageView[];
  readonly stage: StageView;
}

/** Everything the head of the shift looks at, asked for at once. */
export async function askShift(signal: AbortSignal): Promise<Shift> {
  const [kpis, shelved, handovers, stages, stage] = await Promise.all([
    askJson<Kpis>(`${at}/kpis?hours=24`, { signal }),
    askAlarms('shelved', signal),
    items<HandoverView>(`${at}/handovers`, signal),
    items<StageView>(`${at}/stages`, signal),
    askJson<StageView>(`${at}/stage`, { signal }),
  ]);
  return { kpis, shelved, handovers, stages, stage };
}

/** Sends a verb; the version that was seen goes with it, and a key that makes sending twice harmless. */
export function send<T>(path: string, body: object = {}, version?: number): Promise<T> {
  return sendJson<T>(`${at}/${path}`, body, {
    'idempotency-key': newKey(),
    ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
  });
}

/** What went wrong, in words for the officer: the city's own sentence where it gave one. */
export function problemWords(error: unknown, t: Translate): string {
  if (!(error instanceof ApiProblem)) return t('Có lỗi ở trang này. Tải lại trang.');
  if (error.status === 0) return t('Chưa nối được máy chủ. Kiểm tra mạng rồi thử lại.');
  if (error.status === 412) return t('Việc này đã đổi từ khi bạn mở. Xem bản mới rồi làm lại.');
  return error.message === '' ? t('Máy chủ chưa làm được việc này. Thử lại sau ít phút.') : error.message;
}
