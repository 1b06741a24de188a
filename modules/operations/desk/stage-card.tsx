// The stage of the city, its history, and changing it with a reason.
import { type DeskContext, momentWords } from '@city/ui/desk';
import { Button, Select, TextInput } from '@city/ui/parts';
import { useState } from 'react';
import type { StageView } from '../incidents/incident-view.ts';
import { limits } from '../limits.ts';
import { send } from './api.ts';
import { Problem } from './problem.tsx';
import { useSend } from './use-send.ts';

interface Props {
  readonly desk: DeskContext;
  readonly stage: StageView;
  readonly stages: readonly StageView[];
}

export function StageCard({ desk, stage, stages }: Props) {
  const { t, lang, me } = desk;
  const maySet =
    me.post.role === 'shift_lead' || (me.post.role === 'leader' && me.post.body === 'ubnd-thanh-pho');
  return (
    <section className={`centre-card centre-stage centre-stage-${stage.colour}`}>
      <h2>
        {t('Thành phố: mức {level}, {name}', { level: stage.level, name: stage.name[lang].toLowerCase() })}
      </h2>
      <p>{stage.meaning[lang]}</p>
      {stage.reason === null ? null : (
        <p>
          <b>{stage.reason}</b>
          {stage.setAt === null ? null : (
            <small className="muted"> {momentWords(new Date(stage.setAt), lang)}</small>
          )}
        </p>
      )}
      {maySet ? <SetStage key={stage.level} desk={desk} level={stage.level} /> : null}
      {stages.length > 1 ? (
        <details className="centre-more">
          <summary>{t('Các lần đổi mức')}</summary>
          <ul className="centre-tasks">
            {stages.map((one) => (
              <li key={one.setAt}>
                <b>
                  {t('Mức {level}', { level: one.level })}: {one.reason}
                </b>
                <span>
                  {one.post} · {one.setAt === null ? '' : momentWords(new Date(one.setAt), lang)}
                </span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

function SetStage({ desk, level: now }: { readonly desk: DeskContext; readonly level: number }) {
  const { t } = desk;
  const [level, setLevel] = useState(String(now === 5 ? 4 : now + 1));
  const [words, setWords] = useState('');
  const { busy, problem, run } = useSend(desk);
  const set = async () => {
    if (await run(() => send('stages', { level: Number(level), words }), t('Đã đổi mức'))) setWords('');
  };
  return (
    <details className="centre-more">
      <summary>{t('Đổi mức')}</summary>
      <Problem words={problem} />
      <Select
        t={t}
        id="stage-level"
        name="level"
        label={t('Mức mới')}
        value={level}
        options={[1, 2, 3, 4, 5].map((n) => ({
          value: String(n),
          name: t('Mức {level}', { level: n }),
          disabled: n === now,
        }))}
        onChange={(event) => setLevel(event.target.value)}
      />
      <TextInput
        t={t}
        id="stage-words"
        name="words"
        label={t('Lý do')}
        hint={t('Người dân đọc được lý do này')}
        value={words}
        maxLength={limits.wordsMax}
        onChange={(event) => setWords(event.target.value)}
      />
      <Button
        look="primary"
        disabled={busy || words.trim().length < limits.reasonMin}
        onClick={() => void set()}
      >
        {t('Đổi mức')}
      </Button>
    </details>
  );
}
