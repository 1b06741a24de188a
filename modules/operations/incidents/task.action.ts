// Sending a body to work, and what it says back: accepted, done, not needed any more.
import { AppError } from '@city/kernel/errors';
import { newId } from '@city/kernel/database';
import type { OperationsTx } from '../alarms/alarm.store.ts';
import { reasonOf } from '../alarms/operator.action.ts';
import { taskChanged } from '../events.ts';
import type { OperationsCity } from '../module-city.ts';
import { addEntry, insertTask, lockIncident, lockTask } from './incident.store.ts';
import { isOpen } from './incident-states.ts';
import type { IncidentRow, TaskRow } from './tables.ts';

export interface NewTask {
  readonly body: string;
  readonly title: string;
  readonly dueMinutes: number;
}

/** @throws AppError `operations_body_unknown`, `operations_incident_step_not_possible` */
export async function sendTask(
  tx: OperationsTx,
  city: OperationsCity,
  incident: IncidentRow,
  given: NewTask,
): Promise<TaskRow> {
  if (!city.bodyStands(given.body)) throw new AppError('operations_body_unknown', { field: 'body' });
  if (!isOpen(incident.state)) throw new AppError('operations_incident_step_not_possible');
  const row: TaskRow = {
    task_id: newId(tx.now),
    incident_id: incident.incident_id,
    body_code: given.body,
    title: given.title.trim(),
    state: 'sent',
    sent_at: tx.now,
    due_at: new Date(tx.now.getTime() + given.dueMinutes * 60_000),
    accepted_at: null,
    ended_at: null,
    result: null,
  };
  await insertTask(tx, row);
  await say(tx, row, 'sent', row.title);
  return row;
}

export type TaskAction = 'accept' | 'done' | 'cancel';

/**
 * A task moves on. A body works on its own tasks; the centre may end any of them.
 * @throws AppError `operations_task_not_found`, `operations_task_over`, `forbidden`
 */
export async function moveTask(
  tx: OperationsTx,
  id: string,
  step: { readonly action: TaskAction; readonly words: string },
): Promise<TaskRow> {
  const task = await lockTask(tx, id);
  if (!task || !mayTouch(tx, task)) throw new AppError('operations_task_not_found', { field: 'id' });
  if (task.state === 'done' || task.state === 'cancelled') throw new AppError('operations_task_over');
  if (step.action === 'accept' && task.state !== 'sent') throw new AppError('operations_task_over');
  await lockIncident(tx, task.incident_id);
  const result = step.action === 'cancel' ? reasonOf(step.words) : step.words.trim() || null;
  const patch =
    step.action === 'accept'
      ? { state: 'accepted' as const, accepted_at: tx.now }
      : {
          state: step.action === 'done' ? ('done' as const) : ('cancelled' as const),
          ended_at: tx.now,
          result,
        };
  await tx.db.updateTable('operations.task').set(patch).where('task_id', '=', id).execute();
  const after = { ...task, ...patch };
  await say(tx, after, step.action, result === null ? task.title : `${task.title}: ${result}`);
  return after;
}

const centre = ['operator', 'shift_lead'];

/** Unknown and somebody else’s look the same. */
function mayTouch({ actor }: OperationsTx, task: TaskRow): boolean {
  const role = actor.post?.role ?? '';
  return centre.includes(role) || actor.post?.body === task.body_code;
}

async function say(tx: OperationsTx, task: TaskRow, action: string, words: string): Promise<void> {
  await addEntry(tx, task.incident_id, {
    kind: 'task',
    words,
    detail: { task: task.task_id, body: task.body_code, state: task.state, dueAt: task.due_at.toISOString() },
  });
  tx.emit(taskChanged, task.incident_id, {
    taskId: task.task_id,
    incidentId: task.incident_id,
    body: task.body_code,
    state: task.state,
    dueAt: task.due_at.toISOString(),
    at: tx.now.toISOString(),
  });
  tx.trail({
    action: `task.${action}`,
    object: { type: 'task', id: task.task_id },
    detail: { body: task.body_code },
  });
}
