// Writing a warning: from the model of its kind, in both languages, for the units concerned, with an end. An update begins with what it follows.
import { useQuery } from '@tanstack/react-query';
import type { DeskContext } from '@city/ui/desk';
import { LoadingState } from '@city/ui/parts';
import { DetailPane } from '@city/ui/staff';
import type { WarningDetail } from '../warnings/warning-view.ts';
import { askModels, askWarning, keys, type Models, send } from './api.ts';
import { useSend } from './use-send.ts';
import { type Draft, draftFrom, draftOf, WarningFields } from './warning-fields.tsx';

export function WarningForm({
  desk,
  query,
}: {
  readonly desk: DeskContext;
  readonly query: URLSearchParams;
}) {
  const { t } = desk;
  const base = query.get('edit') ?? query.get('updates');
  const models = useQuery({
    queryKey: keys.models,
    queryFn: ({ signal }) => askModels(signal),
    staleTime: Infinity,
  });
  const before = useQuery({
    queryKey: keys.warning(base ?? ''),
    queryFn: ({ signal }) => askWarning(base ?? '', signal),
    enabled: base !== null,
  });
  if (!models.data || (base !== null && !before.data))
    return <LoadingState waitingFor={t('Đang lấy mẫu cảnh báo.')} />;
  return <Form desk={desk} query={query} models={models.data} before={before.data ?? null} />;
}

interface FormProps {
  readonly desk: DeskContext;
  readonly query: URLSearchParams;
  readonly models: Models;
  readonly before: WarningDetail | null;
}

function Form({ desk, query, models, before }: FormProps) {
  const { t, navigate } = desk;
  const sending = useSend(desk);
  const edited = query.get('edit');
  const start: Draft = before
    ? draftOf(before.warning)
    : draftFrom(models, query.get('event') ?? models.events[0]?.id ?? '', query.get('area'));
  const save = async (draft: Draft) => {
    const body = {
      ...draft,
      expiresAt: new Date(`${draft.expiresAt}:00+07:00`).toISOString(),
      ...(query.get('updates') ? { updates: query.get('updates') } : {}),
      ...(query.get('incident') ? { incident: query.get('incident') } : {}),
    };
    const path = edited ? `warnings/${edited}/edit` : 'warnings';
    const made = await sending.run(
      () => send<WarningDetail>(path, body, before && edited ? before.warning.version : undefined),
      t('Đã lưu bản soạn'),
    );
    if (made) navigate(`/desk/warnings?id=${made.warning.id}`);
  };
  return (
    <DetailPane title={before && !edited ? t('Soạn bản cập nhật') : t('Soạn cảnh báo')}>
      <WarningFields
        desk={desk}
        models={models}
        start={start}
        sending={sending}
        onSave={(draft) => void save(draft)}
      />
    </DetailPane>
  );
}
