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

export function NewIncident({
  desk,
  query,
}: {
  readonly desk: DeskContext;
  readonly query: URLSearchParams;
}) {
  const { t, lang, navigate } = desk;
  const choices = useQuery({
    queryKey: keys.choices,
    queryFn: ({ signal }) => askChoices(signal),
    staleTime: Infinity,
  });
  const [type, setType] = useState(query.get('type') ?? 'ngap-lut');
  const [severity, setSeverity] = useState('2');
  const [title, setTitle] = useState(query.get('title') ?? '');
  const [words, setWords] = useState('');
  const [dispatch, setDispatch] = useState(true);
  const { busy, problem, run } = useSend(desk);
  const alarm = query.get('alarm');
  const open = async () => {
    const body = {
      type,
      severity: Number(severity),
      title,
      words,
      dispatch,
      ...(alarm ? { alarms: [alarm] } : {}),
    };
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
        <Select
          t={t}
          id="type"
          name="type"
          label={t('Loại')}
          value={type}
          options={(choices.data?.types ?? []).map(({ id, name }) => ({ value: id, name: name[lang] }))}
          onChange={(event) => setType(event.target.value)}
        />
        <Select
          t={t}
          id="severity"
          name="severity"
          label={t('Mức độ')}
          value={severity}
          options={[1, 2, 3, 4].map((n) => ({ value: String(n), name: `${n} · ${priorityWords(t, n)}` }))}
          onChange={(event) => setSeverity(event.target.value)}
        />
        <TextInput
          t={t}
          id="title"
          name="title"
          label={t('Chuyện gì, ở đâu')}
          value={title}
          maxLength={limits.titleMax}
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextArea
          t={t}
          id="words"
          name="words"
          label={t('Biết gì lúc này')}
          value={words}
          maxLength={limits.noteMax}
          onChange={(event) => setWords(event.target.value)}
        />
        <label className="choice">
          <input type="checkbox" checked={dispatch} onChange={(event) => setDispatch(event.target.checked)} />
          <span>{t('Giao ngay các việc đầu tiên của loại này')}</span>
        </label>
        <Button look="primary" disabled={busy || title.trim().length < 3}>
          {t('Mở sự cố')}
        </Button>
      </form>
    </DetailPane>
  );
}
