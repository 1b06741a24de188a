// Sends a report whose words ask for another procedure there with one press: the reason stands ready and can be written anew.
import type { DeskContext } from '@city/ui/desk';
import { Banner, Button, TextArea } from '@city/ui/parts';
import { useState } from 'react';
import { fieldProblem, problemWords } from '../desk/problem-words.ts';
import { useStep } from '../desk/use-step.ts';
import { limits } from '../limits.ts';
import type { TransferKind } from '../transfer/transferred.ts';
import type { TriageItem } from './coordination-schemas.ts';

export type SendAwayProps = { desk: DeskContext; item: TriageItem; kind: TransferKind; onSent: () => void };

const other: Readonly<Record<TransferKind, TransferKind>> = { khieu_nai: 'to_cao', to_cao: 'khieu_nai' };
/** Fewer letters say nothing one could understand. */
const fewestLetters = 3;

export function SendAway({ desk, item, kind, onSent }: SendAwayProps) {
  const { t, announce } = desk;
  // The reporter reads it, so it stands in the language of the city.
  const [reason, setReason] = useState(item.because.vi);
  const step = useStep(item.report, {
    onDone: () => {
      announce(t('Đã chuyển sang đường riêng'));
      onSent();
    },
    onProblem: () => undefined,
  });
  const isShort = reason.trim().length < fewestLetters;
  const names = { khieu_nai: t('Chuyển sang khiếu nại'), to_cao: t('Chuyển sang tố cáo') };
  const send = (to: TransferKind) => {
    if (isShort) document.getElementById('send-away-reason')?.focus();
    else void step.take({ verb: 'transfer', kind: to, reason: reason.trim() });
  };
  const refused = step.failed === null ? undefined : fieldProblem(step.failed.error, 'reason');
  return (
    <section className="send-away" aria-label={t('Chuyển sang đường riêng')}>
      {step.failed !== null && refused === undefined && (
        <Banner tone="need" role="alert" title={problemWords(step.failed.error, t)} />
      )}
      <TextArea
        t={t}
        id="send-away-reason"
        name="reason"
        rows={3}
        label={t('Lý do chuyển')}
        hint={t('Việc rời khỏi mọi danh sách công khai và khỏi hộp việc này. Chỉ người gửi đọc được lý do.')}
        value={reason}
        maxLength={limits.reasonMax}
        error={refused ?? (isShort ? t('Ghi lý do.') : undefined)}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="btns">
        <Button
          type="button"
          size="sm"
          look="primary"
          disabled={step.busy !== null}
          onClick={() => send(kind)}
        >
          {step.busy === null ? names[kind] : t('Đang ghi…')}
        </Button>
        <Button type="button" size="sm" disabled={step.busy !== null} onClick={() => send(other[kind])}>
          {names[other[kind]]}
        </Button>
      </div>
    </section>
  );
}
