// Opening an incident: from an alarm, with what is known of it filled in, or from nothing.
import { useQuery } from '@tanstack/react-query';
import type { DeskContext } from '@city/ui/desk';
import { Button, Select, TextArea, TextInput } from '@city/ui/parts';
import { DetailPane } from '@city/ui/staff';
import { useState } from 'react';
import type { IncidentDetail } from '../incidents/incident-view.ts';
import { limits } from '../limits.ts';
import { askChoices, keys, send } from './api.ts';
import { Problem } from './problem.tsx';
import { useSend } from './use-send.ts';
import { priorityWords } from './words.ts';

interface Draft {
  readonly type: string;
  readonly severity: number;
  readonly title: string;
  readonly words: string;
  readonly dispatch: boolean;
}

interface FieldProps {
  readonly desk: DeskContext;
  readonly draft: Draft;
  readonly set: (patch: Partial<Draft>) => void;
}

export function NewIncident({
  desk,
  query,
}: {
  readonly desk: DeskContext;
  readonly query: URLSearchParams;
}) {
  const { t, navigate } = desk;
  const [draft, setDraft] = useState<Draft>({
    type: query.get('type') ?? 'ngap-lut',
    severity: 2,
    title: query.get('title') ?? '',
    words: '',
    dispatch: true,
  });
  const { busy, problem, run } = useSend(desk);
  const alarm = query.get('alarm');
  const open = async () => {
    const body = { ...draft, ...(alarm ? { alarms: [alarm] } : {}) };
    const made = await run(() => send<IncidentDetail>('incidents', body), t('Đã mở sự cố'));
    if (made) navigate(`/desk/incidents?id=${made.incident.id}`);
  };
  return (
    <DetailPane title={t('Mở sự cố')}>
      <form
        className="centre-form"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <Problem words={problem} />
        <Fields desk={desk} draft={draft} set={(patch) => setDraft({ ...draft, ...patch })} />
        <Button look="primary" disabled={busy || draft.title.trim().length < 3}>
          {t('Mở sự cố')}
        </Button>
      </form>
    </DetailPane>
  );
}

function Fields({ desk: { t, lang }, draft, set }: FieldProps) {
  const choices = useQuery({
    queryKey: keys.choices,
    queryFn: ({ signal }) => askChoices(signal),
    staleTime: Infinity,
  });
  return (
    <>
      <Select
        t={t}
        id="type"
        name="type"
        label={t('Loại')}
        value={draft.type}
        options={(choices.data?.types ?? []).map(({ id, name }) => ({ value: id, name: name[lang] }))}
        onChange={(event) => set({ type: event.target.value })}
      />
      <Select
        t={t}
        id="severity"
        name="severity"
        label={t('Mức độ')}
        value={String(draft.severity)}
        options={[1, 2, 3, 4].map((n) => ({ value: String(n), name: `${n} · ${priorityWords(t, n)}` }))}
        onChange={(event) => set({ severity: Number(event.target.value) })}
      />
      <TextInput
        t={t}
        id="title"
        name="title"
        label={t('Chuyện gì, ở đâu')}
        value={draft.title}
        maxLength={limits.titleMax}
        onChange={(event) => set({ title: event.target.value })}
      />
      <TextArea
        t={t}
        id="words"
        name="words"
        label={t('Biết gì lúc này')}
        value={draft.words}
        maxLength={limits.noteMax}
        onChange={(event) => set({ words: event.target.value })}
      />
      <label className="choice">
        <input
          type="checkbox"
          checked={draft.dispatch}
          onChange={(event) => set({ dispatch: event.target.checked })}
        />
        <span>{t('Giao ngay các việc đầu tiên của loại này')}</span>
      </label>
    </>
  );
}
