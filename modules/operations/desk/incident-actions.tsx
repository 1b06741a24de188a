// What may be done with an incident: move it on, send a task, note, merge, change its severity, write what was learned.
import { useQuery } from '@tanstack/react-query';
import type { DeskContext } from '@city/ui/desk';
import { Button, ButtonLink, Select, TextArea, TextInput } from '@city/ui/parts';
import { useState } from 'react';
import type { IncidentDetail } from '../incidents/incident-view.ts';
import { limits } from '../limits.ts';
import { askChoices, askIncidents, keys, send } from './api.ts';
import { Problem } from './problem.tsx';
import { type Sending, useSend } from './use-send.ts';
import { incidentActionWords, priorityWords } from './words.ts';

interface Props {
  readonly desk: DeskContext;
  readonly detail: IncidentDetail;
}

type FormProps = Props & { readonly sending: Sending };

export function IncidentActions({ desk, detail }: Props) {
  const { t, me } = desk;
  const sending = useSend(desk);
  if (!['operator', 'shift_lead', 'coordinator'].includes(me.post.role))
    return <p className="muted">{t('Bạn xem được sự cố này. Người ở Trung tâm điều hành xử lý.')}</p>;
  const isOpen = detail.actions.includes('close');
  const form = { desk, detail, sending };
  return (
    <div className="centre-verbs">
      <Problem words={sending.problem} />
      <Moves {...form} />
      {isOpen ? <Task {...form} /> : null}
      <Note {...form} isOver={detail.incident.state === 'closed'} />
      {isOpen ? <More {...form} /> : null}
      <ButtonLink href={`/desk/warnings?${new URLSearchParams({ incident: detail.incident.id })}`}>
        {t('Soạn cảnh báo cho dân')}
      </ButtonLink>
    </div>
  );
}

function Moves({ desk: { t }, detail, sending: { busy, run } }: FormProps) {
  const { incident, actions } = detail;
  const moves = actions.filter((action) => action !== 'merge');
  return (
    <div className="centre-buttons">
      {moves.map((action, at) => (
        <Button
          key={action}
          look={at === 0 ? 'primary' : undefined}
          disabled={busy}
          onClick={() =>
            void run(
              () => send(`incidents/${incident.id}/move`, { action }, incident.version),
              incidentActionWords(t, action),
            )
          }
        >
          {incidentActionWords(t, action)}
        </Button>
      ))}
    </div>
  );
}

function Task({ desk: { t, lang }, detail: { incident }, sending: { busy, run } }: FormProps) {
  const choices = useQuery({
    queryKey: keys.choices,
    queryFn: ({ signal }) => askChoices(signal),
    staleTime: Infinity,
  });
  const [body, setBody] = useState(incident.leadBody);
  const [title, setTitle] = useState('');
  const [minutes, setMinutes] = useState('30');
  const give = async () => {
    const task = { body, title, dueMinutes: Number(minutes) };
    if (await run(() => send(`incidents/${incident.id}/tasks`, task), t('Đã giao việc'))) setTitle('');
  };
  return (
    <details className="centre-more">
      <summary>{t('Giao việc')}</summary>
      <Select
        t={t}
        id="task-body"
        name="body"
        label={t('Cho ai')}
        value={body}
        options={(choices.data?.bodies ?? []).map(({ code, name }) => ({ value: code, name: name[lang] }))}
        onChange={(event) => setBody(event.target.value)}
      />
      <TextInput
        t={t}
        id="task-title"
        name="title"
        label={t('Làm gì')}
        value={title}
        maxLength={limits.titleMax}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextInput
        t={t}
        id="task-minutes"
        name="minutes"
        type="number"
        min={1}
        label={t('Hẹn sau mấy phút')}
        value={minutes}
        onChange={(event) => setMinutes(event.target.value)}
      />
      <Button disabled={busy || title.trim().length < 3} onClick={() => void give()}>
        {t('Giao việc')}
      </Button>
    </details>
  );
}

function Note({
  desk: { t },
  detail: { incident },
  sending: { busy, run },
  isOver,
}: FormProps & { readonly isOver: boolean }) {
  const [words, setWords] = useState('');
  const write = async (verb: 'note' | 'review') => {
    if (await run(() => send(`incidents/${incident.id}/${verb}`, { words }), t('Đã ghi'))) setWords('');
  };
  return (
    <div className="centre-form">
      <TextArea
        t={t}
        id="note"
        name="words"
        label={isOver ? t('Báo cáo sau sự cố: việc gì tốt, việc gì phải sửa') : t('Ghi vào dòng thời gian')}
        value={words}
        maxLength={limits.noteMax}
        onChange={(event) => setWords(event.target.value)}
      />
      <Button disabled={busy || words.trim() === ''} onClick={() => void write(isOver ? 'review' : 'note')}>
        {isOver ? t('Lưu báo cáo') : t('Ghi')}
      </Button>
    </div>
  );
}

function More({ desk: { t }, detail: { incident }, sending: { busy, run } }: FormProps) {
  const others = useQuery({
    queryKey: keys.incidents('open'),
    queryFn: ({ signal }) => askIncidents('open', signal),
  });
  const [into, setInto] = useState('');
  const [severity, setSeverity] = useState(String(incident.severity));
  const [words, setWords] = useState('');
  const choices = (others.data ?? []).filter(({ id }) => id !== incident.id);
  return (
    <details className="centre-more">
      <summary>{t('Gộp, đổi mức độ')}</summary>
      <TextInput
        t={t}
        id="more-words"
        name="words"
        label={t('Lý do')}
        value={words}
        maxLength={limits.wordsMax}
        onChange={(event) => setWords(event.target.value)}
      />
      <Select
        t={t}
        id="severity-now"
        name="severity"
        label={t('Mức độ')}
        value={severity}
        options={[1, 2, 3, 4].map((n) => ({ value: String(n), name: `${n} · ${priorityWords(t, n)}` }))}
        onChange={(event) => setSeverity(event.target.value)}
      />
      <Button
        disabled={busy || words.trim().length < limits.reasonMin || Number(severity) === incident.severity}
        onClick={() =>
          void run(() => send(`incidents/${incident.id}/severity`, { severity: Number(severity), words }))
        }
      >
        {t('Đổi mức độ')}
      </Button>
      <Select
        t={t}
        id="into"
        name="into"
        label={t('Gộp vào')}
        emptyName={t('Chọn sự cố')}
        value={into}
        options={choices.map(({ id, number, title }) => ({ value: id, name: `${number} ${title}` }))}
        onChange={(event) => setInto(event.target.value)}
      />
      <Button
        disabled={busy || into === ''}
        onClick={() => void run(() => send(`incidents/${incident.id}/merge`, { into, words }))}
      >
        {t('Gộp')}
      </Button>
    </details>
  );
}
