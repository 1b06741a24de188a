// Giving the shift with a note and what is open, and taking it: two signatures by two persons.
import { type DeskContext, momentWords } from '@city/ui/desk';
import { Banner, Button, TextArea } from '@city/ui/parts';
import { useState } from 'react';
import type { HandoverView } from '../incidents/incident-view.ts';
import { limits } from '../limits.ts';
import { send } from './api.ts';
import { Problem } from './problem.tsx';
import { useSend } from './use-send.ts';

interface Props {
  readonly desk: DeskContext;
  readonly handovers: readonly HandoverView[];
}

export function Handovers({ desk, handovers }: Props) {
  const { t, lang, me } = desk;
  const isCentre = me.post.role === 'operator' || me.post.role === 'shift_lead';
  const waiting = handovers.find(({ takenAt }) => takenAt === null);
  const last = handovers.find(({ takenAt }) => takenAt !== null);
  return (
    <section className="centre-card">
      <h2>{t('Giao ca')}</h2>
      {waiting ? (
        <Waiting desk={desk} handover={waiting} mayTake={isCentre} />
      ) : isCentre ? (
        <Give desk={desk} />
      ) : null}
      {last ? (
        <p className="muted">
          {t('Ca trước: {giver} giao, {taker} nhận {time}', {
            giver: last.givenTitle,
            taker: last.takenTitle ?? '',
            time: last.takenAt === null ? '' : momentWords(new Date(last.takenAt), lang),
          })}
        </p>
      ) : null}
    </section>
  );
}

function Give({ desk }: { readonly desk: DeskContext }) {
  const { t } = desk;
  const [note, setNote] = useState('');
  const { busy, problem, run } = useSend(desk);
  const give = async () => {
    if (await run(() => send('handovers', { position: 'truc-ban', note }), t('Đã ký giao ca'))) setNote('');
  };
  return (
    <div className="centre-form">
      <Problem words={problem} />
      <TextArea
        t={t}
        id="handover-note"
        name="note"
        label={t('Người sau cần biết gì')}
        hint={t('Sự cố, báo động khẩn, báo động tạm gác và cảnh báo đang mở được ghi kèm.')}
        value={note}
        maxLength={limits.noteMax}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button
        look="primary"
        disabled={busy || note.trim().length < limits.reasonMin}
        onClick={() => void give()}
      >
        {t('Ký giao ca')}
      </Button>
    </div>
  );
}

function Waiting({
  desk,
  handover,
  mayTake,
}: {
  readonly desk: DeskContext;
  readonly handover: HandoverView;
  readonly mayTake: boolean;
}) {
  const { t, lang } = desk;
  const { busy, problem, run } = useSend(desk);
  const kinds: Record<string, string> = {
    incident: t('Sự cố'),
    alarm: t('Báo động'),
    shelved: t('Tạm gác'),
    warning: t('Cảnh báo cho dân'),
  };
  return (
    <>
      <Problem words={problem} />
      <Banner tone="soon" title={t('{who} đã ký giao ca, chờ người nhận', { who: handover.givenTitle })}>
        <p>{handover.note}</p>
        <small>{momentWords(new Date(handover.givenAt), lang)}</small>
      </Banner>
      <ul className="centre-tasks">
        {handover.items.map(({ kind, id, title }) => (
          <li key={`${kind} ${id}`}>
            <b>{title}</b>
            <span>{kinds[kind] ?? kind}</span>
          </li>
        ))}
      </ul>
      {mayTake && !handover.isMine ? (
        <Button
          look="primary"
          disabled={busy}
          onClick={() => void run(() => send(`handovers/${handover.id}/take`), t('Đã ký nhận ca'))}
        >
          {t('Đã đọc, ký nhận ca')}
        </Button>
      ) : (
        <p className="muted">{t('Người giao không tự nhận. Người ca sau đăng nhập và ký ở đây.')}</p>
      )}
    </>
  );
}
