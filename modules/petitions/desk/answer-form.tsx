// Drafting the answer that is owed, with commitments and their days.
import { Button, TextInput } from '@city/ui/parts';
import { useState } from 'react';
import { limits } from '../limits.ts';
import type { FormProps } from './petition-actions.tsx';
import { WordsForm } from './words-form.tsx';

interface Row {
  readonly id: number;
  readonly words: string;
  readonly dueOn: string;
}

export function AnswerForm(form: FormProps) {
  const { t } = form;
  const [rows, setRows] = useState<readonly Row[]>([]);
  const change = (id: number, patch: Partial<Row>) =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...patch } : row)));
  const commitments = rows
    .filter(({ words, dueOn }) => words.trim() !== '' && dueOn !== '')
    .map(({ words, dueOn }) => ({ words: words.trim(), dueOn }));
  return (
    <WordsForm
      {...form}
      id="answer"
      label={t('Câu trả lời')}
      hint={t('Lãnh đạo duyệt rồi mới công bố. Nói rõ làm gì, khi nào, hoặc vì sao không.')}
      send={t('Trình lãnh đạo duyệt')}
      least={limits.answerMin}
      most={limits.answerMax}
      rows={8}
      make={(words) => ({ verb: 'submit', words, commitments })}
      after={
        <>
          {rows.map((row, at) => (
            <fieldset key={row.id} className="petition-commitment">
              <legend>{t('Cam kết {n}', { n: at + 1 })}</legend>
              <TextInput
                t={t}
                id={`commitment-${row.id}`}
                name="commitment"
                label={t('Việc sẽ làm')}
                value={row.words}
                maxLength={limits.commitmentMax}
                onChange={(event) => change(row.id, { words: event.target.value })}
              />
              <TextInput
                t={t}
                id={`due-${row.id}`}
                name="due"
                type="date"
                label={t('Xong trước ngày')}
                value={row.dueOn}
                onChange={(event) => change(row.id, { dueOn: event.target.value })}
              />
            </fieldset>
          ))}
          {rows.length < limits.commitmentsMax && (
            <Button
              type="button"
              icon="plus"
              onClick={() => setRows([...rows, { id: (rows.at(-1)?.id ?? 0) + 1, words: '', dueOn: '' }])}
            >
              {t('Thêm cam kết')}
            </Button>
          )}
        </>
      }
    />
  );
}
