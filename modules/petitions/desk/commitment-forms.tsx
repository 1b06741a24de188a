// How far each commitment is, said at the desk.
import { Button, Select, TextInput } from '@city/ui/parts';
import { useState } from 'react';
import type { CommitmentView } from '../contract.ts';
import { limits } from '../limits.ts';
import type { FormProps } from './petition-actions.tsx';

const steps = [0, 25, 50, 75, 100];

export function CommitmentForms(form: FormProps) {
  const open = form.view.petition.commitments.filter(({ state }) => state === 'open');
  return (
    <>
      {open.map((one) => (
        <CommitmentForm key={one.no} {...form} commitment={one} />
      ))}
    </>
  );
}

function CommitmentForm({ t, busy, take, commitment }: FormProps & { readonly commitment: CommitmentView }) {
  const [progress, setProgress] = useState(String(commitment.progress));
  const [words, setWords] = useState('');
  const { no } = commitment;
  const values = [...new Set([...steps, commitment.progress])].sort((a, b) => a - b);
  return (
    <form
      className="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        const drop = progress === 'drop';
        void take({
          verb: 'progress',
          commitment: no,
          progress: drop ? 0 : Number(progress),
          drop,
          words: words.trim(),
        });
      }}
    >
      <p>
        <b>{commitment.words}</b>
      </p>
      <Select
        t={t}
        id={`progress-${no}`}
        name="progress"
        label={t('Tiến độ')}
        value={progress}
        options={[
          ...values.map((value) => ({ value: String(value), name: `${value}%` })),
          { value: 'drop', name: t('Bỏ cam kết này') },
        ]}
        onChange={(event) => setProgress(event.target.value)}
      />
      <TextInput
        t={t}
        id={`note-${no}`}
        name="words"
        label={t('Đã làm gì, hoặc vì sao bỏ')}
        value={words}
        maxLength={limits.noteMax}
        onChange={(event) => setWords(event.target.value)}
      />
      <Button type="submit" wide disabled={busy}>
        {busy ? t('Đang ghi…') : t('Ghi tiến độ')}
      </Button>
    </form>
  );
}
