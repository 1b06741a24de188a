// A small form of one text: a question, an answer written down, a note, words for a draft that goes back.
import type { DeskContext } from '@city/ui/desk';
import { Button, TextArea } from '@city/ui/parts';
import { type ReactNode, useState } from 'react';
import { limits } from '../../limits.ts';
import type { Step } from '../api.ts';
import { fieldProblem } from '../problem-words.ts';
import type { useStep } from '../use-step.ts';

export type WordsFormProps = {
  desk: DeskContext;
  step: ReturnType<typeof useStep>;
  verb: Step['verb'];
  label: string;
  hint?: string;
  send: string;
  missing: string;
  /** Field of the interface that holds the text. */
  field?: 'words' | 'reason';
  most?: number;
  first?: string;
  makeStep: (text: string) => Step;
  /** Fields before the text. */
  children?: ReactNode;
  /** What else must be filled in, in words; null when all is there. */
  alsoMissing?: string | null;
};

/** Fewer letters say nothing one could understand. */
const fewestLetters = 3;

export function WordsForm(props: WordsFormProps) {
  const { desk, step, verb, label, hint, send, missing, field = 'words', makeStep, children } = props;
  const [text, setText] = useState(props.first ?? '');
  const [asked, setAsked] = useState(false);
  const isShort = text.trim().length < fewestLetters;
  const id = `${verb}-${field}`;
  const refused = step.failed?.verb === verb ? fieldProblem(step.failed.error, field) : undefined;
  const submit = async () => {
    setAsked(true);
    if (isShort) return document.getElementById(id)?.focus();
    if (props.alsoMissing) return;
    if (await step.take(makeStep(text.trim()))) {
      setText('');
      setAsked(false);
    }
  };
  return (
    <form
      className="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {children}
      {asked && props.alsoMissing && (
        <p className="act-problem" role="alert">
          {props.alsoMissing}
        </p>
      )}
      <TextArea
        t={desk.t}
        id={id}
        name={field}
        label={label}
        {...(hint === undefined ? {} : { hint })}
        rows={3}
        value={text}
        maxLength={props.most ?? limits.answerMax}
        error={refused ?? (asked && isShort ? missing : undefined)}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" wide disabled={step.busy !== null}>
        {step.busy === verb ? desk.t('Đang ghi…') : send}
      </Button>
    </form>
  );
}
