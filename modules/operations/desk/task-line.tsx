// One task with its clock, and what whoever is asked may answer.
import { type DeskContext, momentWords } from '@city/ui/desk';
import { Button } from '@city/ui/parts';
import type { TaskView } from '../incidents/incident-view.ts';
import { send } from './api.ts';
import { Problem } from './problem.tsx';
import { useSend } from './use-send.ts';
import { spanWords, taskStateWords } from './words.ts';

interface Props {
  readonly desk: DeskContext;
  readonly task: TaskView;
  readonly now: Date;
}

export function TaskLine({ desk, task, now }: Props) {
  const { t, lang, me } = desk;
  const { busy, problem, run } = useSend(desk);
  const left = Date.parse(task.dueAt) - now.getTime();
  const isOpen = task.endedAt === null;
  const isOwn = me.post.body === task.body;
  const isCentre = me.post.role === 'operator' || me.post.role === 'shift_lead';
  const move = (action: string, words = '') =>
    void run(
      () => send(`tasks/${task.id}/move`, { action, words }),
      t('Đã ghi: {state}', { state: task.title }),
    );
  return (
    <li className={isOpen && left < 0 ? 'centre-late' : undefined}>
      <b>{task.title}</b>
      <span>
        {task.incident ?? task.bodyName[lang]} · {taskStateWords(t, task.state)}
        {task.result === null ? '' : `: ${task.result}`}
      </span>
      <time dateTime={task.dueAt} title={momentWords(new Date(task.dueAt), lang)}>
        {isOpen
          ? left < 0
            ? t('Quá {span}', { span: spanWords(t, left) })
            : t('Còn {span}', { span: spanWords(t, left) })
          : ''}
      </time>
      {isOpen && (isOwn || isCentre) ? (
        <span className="centre-buttons">
          {task.state === 'sent' && isOwn ? (
            <Button size="sm" disabled={busy} onClick={() => move('accept')}>
              {t('Nhận việc')}
            </Button>
          ) : null}
          <Button size="sm" disabled={busy} onClick={() => move('done')}>
            {t('Đã xong')}
          </Button>
          {isCentre ? (
            <Button size="sm" disabled={busy} onClick={() => move('cancel', t('Không cần nữa'))}>
              {t('Không cần nữa')}
            </Button>
          ) : null}
        </span>
      ) : null}
      <Problem words={problem} />
    </li>
  );
}
