// Takes the roads that a run of a flood puts under water over into an evacuation, with the hour from which each is closed.
import { useMutation, useQuery } from '@tanstack/react-query';
import type { DeskContext } from '@city/ui/desk';
import { ErrorState, Select } from '@city/ui/parts';
import { askRun, askRuns, keys, problemWords } from './api.ts';

export interface Closure {
  readonly road: string;
  readonly fromHour: number;
}

export interface FloodedRoadsProps {
  readonly desk: DeskContext;
  readonly onChange: (closures: readonly Closure[]) => void;
}

export function FloodedRoads({ desk, onChange }: FloodedRoadsProps) {
  const { t } = desk;
  const runs = useQuery({ queryKey: keys.runs, queryFn: ({ signal }) => askRuns(signal) });
  const take = useMutation({
    mutationFn: (id: string) => askRun(id, new AbortController().signal),
    onSuccess: ({ result }) => {
      const closures = (result?.roads ?? []).map(({ id, value }) => ({ road: id, fromHour: value }));
      onChange(closures);
      desk.announce(t('Đã lấy {count} chiều đường ngập.', { count: closures.length }));
    },
  });
  const floods = (runs.data?.items ?? []).filter(({ kind, state }) => kind === 'flood' && state === 'done');
  if (floods.length === 0) return null;
  return (
    <>
      <Select
        t={t}
        id="twin-flooded"
        name="flooded"
        label={t('Lấy đường ngập từ một lần chạy')}
        emptyName={t('Chọn lần chạy ngập')}
        defaultValue=""
        options={floods.map(({ id, title }) => ({ value: id, name: title }))}
        onChange={(event) => {
          if (event.currentTarget.value !== '') take.mutate(event.currentTarget.value);
        }}
      />
      {take.data && (
        <p className="muted">
          {t('Đã lấy {count} chiều đường ngập.', { count: take.data.result?.roads.length ?? 0 })}
        </p>
      )}
      {take.isError && (
        <ErrorState title={t('Chưa lấy được kết quả tính')}>{problemWords(take.error, t)}</ErrorState>
      )}
    </>
  );
}
