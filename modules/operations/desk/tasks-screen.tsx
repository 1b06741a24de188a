// What the centre asks of a body, by its term: for the officers who are sent.
import { useQuery } from '@tanstack/react-query';
import type { DeskContext } from '@city/ui/desk';
import { EmptyState, ErrorState, LoadingState } from '@city/ui/parts';
import { useNow } from '@city/ui/staff';
import { askTasks, keys, problemWords } from './api.ts';
import { TaskLine } from './task-line.tsx';
import './operations-desk.css';

export function Screen(desk: DeskContext) {
  const { t } = desk;
  const now = useNow(10_000);
  const list = useQuery({
    queryKey: keys.tasks,
    queryFn: ({ signal }) => askTasks(signal),
    refetchInterval: 30_000,
  });
  return (
    <main className="centre">
      <header className="centre-top">
        <h1>{t('Việc Trung tâm giao')}</h1>
      </header>
      {list.isPending && <LoadingState waitingFor={t('Đang lấy việc.')} />}
      {list.isError && <ErrorState title={t('Chưa lấy được việc')}>{problemWords(list.error, t)}</ErrorState>}
      {list.isSuccess && list.data.length === 0 && (
        <EmptyState icon="done" title={t('Không có việc nào đang chờ')}>
          {t('Khi Trung tâm điều hành cần cơ quan bạn, việc hiện ở đây kèm hẹn.')}
        </EmptyState>
      )}
      <ul className="centre-tasks">
        {(list.data ?? []).map((task) => (
          <TaskLine key={task.id} desk={desk} task={task} now={now} />
        ))}
      </ul>
    </main>
  );
}
