// A form of one text at the desk, with what belongs to it above.
import { Button, TextArea } from '@city/ui/parts';
import { type ReactNode, useState } from 'react';
import { limits } from '../limits.ts';
import type { Step } from './api.ts';
import type { FormProps } from './petition-actions.tsx';

export interface WordsFormProps extends FormProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly send: string;
  readonly make: (words: string) => Step;
  readonly least?: number;
  readonly most?: number;
  readonly rows?: number;
  /** Fields before the text. */
  readonly children?: ReactNode;
  /** Fields after it. */
  readonly after?: ReactNode;
}

export function WordsForm(props: WordsFormProps) {
  const { t, id, label, hint, send, make, busy, take, children, after, least = limits.reasonMin } = props;
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState(false);
  const isShort = words.trim().length < least;
  return (
    <form
      className="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (isShort) document.getElementById(`${id}-words`)?.focus();
        else void take(make(words.trim()));
      }}
    >
      {children}
      <TextArea
        t={t}
        id={`${id}-words`}
        name="words"
        label={label}
        {...(hint === undefined ? {} : { hint })}
        rows={props.rows ?? 4}
        maxLength={props.most ?? limits.reasonMax}
        value={words}
        error={asked && isShort ? t('Viết ít nhất {least} chữ cái', { least }) : undefined}
        onChange={(event) => setWords(event.target.value)}
      />
      {after}
      <Button type="submit" wide disabled={busy}>
        {busy ? t('Đang ghi…') : send}
      </Button>
    </form>
  );
}
