// Returning, rejecting, reopening: a reason in words that the reporter and the next body read.
import type { DeskContext } from '@city/ui/desk';
import { Button, TextArea } from '@city/ui/parts';
import { useState } from 'react';
import { limits } from '../limits.ts';
import { fieldProblem } from './problem-words.ts';
import type { useStep } from './use-step.ts';

type Verb = 'return' | 'reject' | 'reopen';
type ReasonFormProps = { desk: DeskContext; verb: Verb; step: ReturnType<typeof useStep> };

/** Fewer letters say nothing one could understand; the city refuses fewer than three. */
const fewestLetters = 10;

export function ReasonForm({ desk: { t }, verb, step }: ReasonFormProps) {
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const isShort = reason.trim().length < fewestLetters;
  const words = wordsOf(verb, t);
  const refused = step.failed?.verb === verb ? fieldProblem(step.failed.error, 'reason') : undefined;
  const send = () => {
    setAsked(true);
    if (isShort) document.getElementById('reason-words')?.focus();
    else void step.take({ verb, reason: reason.trim() });
  };
  return (
    <form
      className="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p className="muted">{words.what}</p>
      <TextArea
        t={t}
        id="reason-words"
        name="reason"
        label={t('Lý do')}
        hint={t('Người dân đọc được. Nói rõ, không đổ lỗi.')}
        value={reason}
        maxLength={limits.reasonMax}
        error={refused ?? (asked && isShort ? t('Ghi lý do để người dân và cơ quan sau hiểu') : undefined)}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button type="submit" wide disabled={step.busy !== null}>
        {step.busy === verb ? t('Đang ghi…') : words.send}
      </Button>
    </form>
  );
}

function wordsOf(verb: Verb, t: DeskContext['t']): { what: string; send: string } {
  switch (verb) {
    case 'return':
      return {
        what: t('Việc về điều phối viên thành phố để chọn lại cơ quan. Hẹn giữ nguyên.'),
        send: t('Trả lại điều phối viên'),
      };
    case 'reject':
      return {
        what: t('Việc kết thúc ở đây. Người dân có thể đề nghị xem lại.'),
        send: t('Từ chối, có lý do'),
      };
    case 'reopen':
      return { what: t('Việc trở lại bước tiếp nhận để làm tiếp.'), send: t('Mở lại việc') };
  }
}
